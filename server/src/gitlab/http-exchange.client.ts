import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request as undiciRequest } from 'undici';
import { AppError } from '../errors.js';
import type { AddressGuard } from './address-guard.client.js';
import { describeNetworkFailure, type NetworkFailure } from './network-failure.js';

const CONNECT_TIMEOUT_MS = 10_000;

/** One HTTP request; the address is checked and pinned by the guard. */
export interface HttpRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

/** A whole answer, redirects not followed; or why there is none. */
export type HttpOutcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Null where the header is missing; repeated ones are joined with a comma. */
      readonly header: (name: string) => string | null;
      readonly text: string;
    }
  | ({ readonly kind: 'failed' } & NetworkFailure);

/** Sends requests over connections that it keeps, one pool per origin. */
export interface HttpExchange {
  send(request: HttpRequest): Promise<HttpOutcome>;
  close(): Promise<void>;
}

/** An exchange whose connections go only to addresses that the guard has checked. Authorities (PEM): null for Node's own. */
export function createHttpExchange(guard: AddressGuard, authorities: string | null): HttpExchange {
  const agents = new Map<string, Agent>();
  const agentFor = (url: URL): Agent => {
    const known = agents.get(url.origin);
    if (known !== undefined) return known;
    const agent = createGuardedAgent(guard, url, authorities);
    agents.set(url.origin, agent);
    return agent;
  };
  return {
    send: async (request) => {
      try {
        guard.check(request.url);
        return await exchange(request, agentFor(request.url));
      } catch (error) {
        return { kind: 'failed', ...describeNetworkFailure(error, request.url.host) };
      }
    },
    close: async () => {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
      agents.clear();
    },
  };
}

/** Connections to a URL's origin, and only to addresses that the guard has checked. Authorities (PEM): null for Node's own. */
export function createGuardedAgent(guard: AddressGuard, url: URL, authorities: string | null): Agent {
  return new Agent({
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      lookup: guardedLookup(guard, new URL(url.origin)),
      ...(authorities === null ? {} : { ca: authorities }),
    },
  });
}

async function exchange(request: HttpRequest, dispatcher: Dispatcher): Promise<HttpOutcome> {
  const answer = await undiciRequest(request.url, {
    dispatcher,
    method: request.method,
    headers: request.headers,
    body: request.body,
    signal: request.signal,
  });
  const text = await readText(answer.body, request.maxBytes);
  const header = (name: string): string | null => {
    const value = answer.headers[name];
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
  };
  return { kind: 'answer', status: answer.statusCode, header, text };
}

async function readText(body: AsyncIterable<unknown>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > maxBytes) {
      throw new AppError('GITLAB_ANSWER_INVALID', `The server's answer is larger than ${maxBytes} bytes.`, {
        details: { maxBytes },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function guardedLookup(guard: AddressGuard, origin: URL): LookupFunction {
  return (_host, options, callback) => {
    guard.resolve(origin).then(
      (addresses) => {
        const wanted = addresses.filter(({ family }) => {
          return typeof options.family !== 'number' || options.family === 0 || options.family === family;
        });
        const [first] = wanted;
        if (first === undefined) callback(new AppError('GITLAB_UNREACHABLE', 'The host has no address.'), []);
        else if (options.all === true) callback(null, [...wanted]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error('lookup failed'), []);
      },
    );
  };
}
