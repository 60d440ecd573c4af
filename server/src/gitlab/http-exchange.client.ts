import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { type Dispatcher, Pool, ProxyAgent, request as undiciRequest } from 'undici';
import type { AddressGuard } from '../addresses/address-guard.client.js';
import { createGuardedAgent, guardedConnect } from '../addresses/guarded-agent.client.js';
import { AppError, isAppError } from '../errors.js';
import { describeNetworkFailure, type NetworkFailure } from './network-failure.js';
import type { Proxy } from './proxy.js';

const TUNNEL_TIMEOUT_MS = 20_000;

/** One HTTP request; the address is checked and pinned by the guard. */
export interface HttpRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Ends connecting, waiting and reading alike. */
  readonly signal: AbortSignal;
  /** Of the answer's body, after it was unpacked. */
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

/** Through what connections go, beside the guard. */
export interface ExchangeRoute {
  /** PEM; null for Node's own. */
  readonly authorities: string | null;
  readonly proxy: Proxy | null;
}

/**
 * An exchange whose connections go only to addresses that the guard has checked. Through a proxy the proxy's address is
 * checked and pinned; the target's is checked by scheme, literally, and by name where this machine can resolve it.
 */
export function createHttpExchange(guard: AddressGuard, route: ExchangeRoute): HttpExchange {
  const agents = new Map<string, Dispatcher>();
  const { authorities, proxy } = route;
  const agentFor = (url: URL): Dispatcher => {
    const key = proxy === null ? url.origin : 'proxy';
    const known = agents.get(key);
    if (known !== undefined) return known;
    const agent =
      proxy === null
        ? createGuardedAgent(guard, url, authorities)
        : createProxyAgent(guard, proxy, authorities);
    agents.set(key, agent);
    return agent;
  };
  return {
    send: async (request) => {
      const where =
        proxy === null ? request.url.host : `${request.url.host} through the proxy ${proxy.url.host}`;
      try {
        guard.check(request.url);
        if (proxy !== null) await checkThroughProxy(guard, request.url, proxy);
        request.signal.throwIfAborted();
        return await untilAborted(exchange(request, agentFor(request.url)), request.signal);
      } catch (error) {
        return { kind: 'failed', ...describeNetworkFailure(error, where) };
      }
    },
    close: async () => {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
      agents.clear();
    },
  };
}

/** Ends with the signal also where undici does not look at it: while a proxy keeps a new tunnel waiting. */
async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** What can be checked of a target that a proxy connects to: a name that only the proxy can resolve is left to it. */
export async function checkThroughProxy(guard: AddressGuard, target: URL, proxy: Proxy): Promise<void> {
  guard.check(proxy.url);
  try {
    await guard.resolve(target);
  } catch (error) {
    if (!isAppError(error, 'GITLAB_UNREACHABLE')) throw error;
  }
}

/** Every connection is a tunnel (CONNECT), so that the proxy sees no token of a request over TLS. */
function createProxyAgent(guard: AddressGuard, proxy: Proxy, authorities: string | null): ProxyAgent {
  const { lookup: _direct, ...requestTls } = guardedConnect(guard, proxy.url, authorities);
  return new ProxyAgent({
    uri: proxy.url.origin,
    ...(proxy.authorization === null ? {} : { token: proxy.authorization }),
    proxyTls: guardedConnect(guard, proxy.url, authorities),
    requestTls,
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: TUNNEL_TIMEOUT_MS }),
  });
}

async function exchange(request: HttpRequest, dispatcher: Dispatcher): Promise<HttpOutcome> {
  const answer = await undiciRequest(request.url, {
    dispatcher,
    method: request.method,
    headers: { ...request.headers, 'accept-encoding': 'gzip, br' },
    body: request.body,
    signal: request.signal,
  });
  const header = (name: string): string | null => {
    const value = answer.headers[name];
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
  };
  const text = await readText(unpack(answer.body, header('content-encoding')), request.maxBytes);
  return { kind: 'answer', status: answer.statusCode, header, text };
}

/** The body as it was before it was packed; what is read of it is counted after this, so that a bomb stays small. */
function unpack(body: Readable, encoding: string | null): Readable {
  const name = (encoding ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return body;
  const unpacker = unpackerFor(name);
  if (unpacker === null) {
    body.on('error', () => undefined).destroy();
    throw new AppError(
      'GITLAB_ANSWER_INVALID',
      "The server's answer is packed in a way that nobody asked for.",
    );
  }
  // Whoever reads the unpacker sees the error.
  return pipeline(body, unpacker, () => undefined);
}

function unpackerFor(name: string): Transform | null {
  if (name === 'gzip' || name === 'x-gzip') return createGunzip();
  return name === 'br' ? createBrotliDecompress() : null;
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
