import type { IncomingMessage } from 'node:http';
import type { RequestHandler, Response } from 'express';
import pLimit from 'p-limit';
import type { ReportError } from '../graphql/format-error.js';
import { type DeliveryOutcome, type ReceiveDeps, receiveDelivery } from '../webhooks/receive-delivery.js';

const MAX_BODY_BYTES = 5 * 1024 * 1024;
const BODY_MS = 5_000;
/** Bodies in memory at once; as many more wait as below, whose bodies nobody reads yet. */
const BODIES_AT_ONCE = 20;
/** As many are worked on at once: the database has others to serve. */
const WORK_AT_ONCE = 8;
const MAX_WAITING = 500;
const MAX_WAIT_MS = 5_000;

/**
 * Where GitLab sends its events: proven by the webhook's own secret, so there is no session here. Always answers JSON. A
 * flood costs bounded memory: beyond a number of calls the answer is 503 before anything is read.
 */
export function gitlabHooks(options: {
  readonly api: ReceiveDeps;
  readonly report: ReportError;
}): RequestHandler<{ publicId: string }> {
  const slots = pLimit(BODIES_AT_ONCE);
  const work = pLimit(WORK_AT_ONCE);
  return async (request, response) => {
    response.set('Cache-Control', 'no-store');
    if (request.method !== 'POST') {
      response.set('Allow', 'POST');
      return refuse(response, 405, 'BAD_INPUT', 'Events are sent here by POST.');
    }
    if (slots.pendingCount >= MAX_WAITING) return refuseBusy(response);
    const came = options.api.clock().getTime();
    return slots(async () => {
      if (options.api.clock().getTime() - came > MAX_WAIT_MS) return refuseBusy(response);
      const body = await readBody(request);
      if (body === 'GONE') return;
      if (body === 'TOO_LARGE')
        return refuse(response, 413, 'LIMIT_EXCEEDED', 'The event is larger than 5 MB, so it is not read.');
      if (body === 'TOO_SLOW')
        return refuse(response, 408, 'LIMIT_EXCEEDED', 'The event did not arrive within 5 seconds.');
      try {
        const delivery = readDelivery(request, body);
        answer(response, await work(() => receiveDelivery(options.api, delivery)));
      } catch (error) {
        const message = `Something went wrong inside Backline. The log has it under ${options.report(error)}.`;
        refuse(response, 500, 'INTERNAL', message);
      }
    });
  };
}

function readDelivery(request: Parameters<RequestHandler<{ publicId: string }>>[0], body: Uint8Array) {
  const header = (name: string) => request.get(name) ?? null;
  return {
    publicId: request.params.publicId,
    proof: {
      token: header('x-gitlab-token'),
      id: header('webhook-id'),
      timestamp: header('webhook-timestamp'),
      signature: header('webhook-signature'),
    },
    idempotencyKey: header('idempotency-key'),
    body,
  };
}

function answer(response: Response, outcome: DeliveryOutcome): void {
  switch (outcome) {
    case 'ACCEPTED':
    case 'DUPLICATE':
    case 'IGNORED':
      response.status(200).json({ outcome });
      return;
    case 'REFUSED':
      return refuse(
        response,
        401,
        'UNAUTHENTICATED',
        'There is no such webhook, or its secret is another one.',
      );
    case 'GONE':
      return refuse(response, 410, 'NOT_FOUND', 'Backline is no longer connected to this GitLab.');
    case 'UNREADABLE':
      return refuse(response, 400, 'BAD_INPUT', 'The event cannot be read: its body must be a JSON object.');
  }
}

function refuse(response: Response, status: number, code: string, message: string): void {
  if (!response.headersSent) response.status(status).json({ errors: [{ message, extensions: { code } }] });
}

function refuseBusy(response: Response): void {
  response.set('Retry-After', '5');
  refuse(response, 503, 'LIMIT_EXCEEDED', 'Too many events come at once. Send this one again later.');
}

/** The bytes as they were sent, which is what is signed. What is left of a body that is given up is dropped, for a while. */
function readBody(request: IncomingMessage): Promise<Buffer | 'TOO_LARGE' | 'TOO_SLOW' | 'GONE'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (result: Buffer | 'TOO_LARGE' | 'TOO_SLOW' | 'GONE') => {
      clearTimeout(timer);
      request.off('data', take).off('end', end).off('close', lose).off('error', lose);
      if (!Buffer.isBuffer(result)) drop(request);
      resolve(result);
    };
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_BODY_BYTES) settle('TOO_LARGE');
      else chunks.push(chunk);
    };
    const end = () => settle(Buffer.concat(chunks));
    const lose = () => settle('GONE');
    const timer = setTimeout(() => settle('TOO_SLOW'), BODY_MS);
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return settle('TOO_LARGE');
    request.on('data', take).on('end', end).on('close', lose).on('error', lose);
  });
}

/** A connection that is cut while its body comes loses the answer: the rest is read and forgotten, then it is cut. */
function drop(request: IncomingMessage): void {
  request.on('error', () => undefined).resume();
  const timer = setTimeout(() => request.destroy(), BODY_MS).unref();
  request.once('close', () => clearTimeout(timer));
}
