import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { EnvHttpProxyAgent, fetch, type Dispatcher, type Response } from 'undici';
import { AppError } from '../errors.js';
import { backoffMs, parseRetryDelay } from '../gitlab/retry-after.js';
import { readPackument } from './npm-packument.js';
import type { PackageFactsResult, PackageRegistry } from './registry.js';

/** How to reach one npm registry, and how much of it to bear. */
export interface NpmRegistryOptions {
  /** Address of the registry; its path counts. */
  readonly baseUrl: string;
  /** Sent as a bearer token to this registry only. */
  readonly token?: string;
  readonly concurrency?: number;
  /** For one answer, headers and body. */
  readonly timeoutMs?: number;
  readonly maximumBytes?: number;
  readonly attempts?: number;
  readonly dispatcher?: Dispatcher;
}

type Settings = Required<Omit<NpmRegistryOptions, 'token'>> & { readonly token: string | null };

const MAXIMUM_REDIRECTS = 3;
const MAXIMUM_WAIT_MS = 30_000;
const NAME_SHAPE = /^(?:@[^\s/@?#%\\]{1,200}\/)?[^\s/@?#%\\]{1,214}$/;

/**
 * A registry that speaks npm's protocol. Only this address is ever asked: a redirect to another origin is
 * refused. One package that fails is an answer with a status, never an exception.
 */
export function createNpmRegistry(options: NpmRegistryOptions): PackageRegistry {
  if (!URL.canParse(options.baseUrl) || !/^https?:/.test(options.baseUrl)) {
    throw new AppError('BAD_INPUT', 'The address of the registry is not an http or https address.');
  }
  const settings: Settings = {
    baseUrl: options.baseUrl.endsWith('/') ? options.baseUrl : `${options.baseUrl}/`,
    token: options.token ?? null,
    concurrency: options.concurrency ?? 8,
    timeoutMs: options.timeoutMs ?? 60_000,
    maximumBytes: options.maximumBytes ?? 40 * 1024 * 1024,
    attempts: options.attempts ?? 3,
    dispatcher: options.dispatcher ?? new EnvHttpProxyAgent(),
  };
  const limit = pLimit(settings.concurrency);
  return {
    async facts(_ecosystem, names) {
      const distinct = [...new Set(names)];
      const results = await Promise.all(distinct.map((name) => limit(() => askWithRetries(settings, name))));
      return new Map(
        distinct.map((name, index) => [name, results[index] ?? failed(name, null, 'it was not asked.')]),
      );
    },
  };
}

interface Attempt {
  readonly result: PackageFactsResult;
  /** How long to wait before it is worth asking again; null where it is not. */
  readonly retryAfterMs: number | null;
}

async function askWithRetries(settings: Settings, name: string): Promise<PackageFactsResult> {
  if (!NAME_SHAPE.test(name) || name === '.' || name === '..') return { kind: 'missing', name };
  for (let attempt = 1; ; attempt += 1) {
    const { result, retryAfterMs } = await ask(settings, name, attempt);
    if (retryAfterMs === null || retryAfterMs > MAXIMUM_WAIT_MS || attempt >= settings.attempts)
      return result;
    await sleep(retryAfterMs);
  }
}

async function ask(settings: Settings, name: string, attempt: number): Promise<Attempt> {
  const signal = AbortSignal.timeout(settings.timeoutMs);
  try {
    const response = await follow(settings, new URL(encodedName(name), settings.baseUrl), signal);
    if (response === null)
      return final(failed(name, null, 'it redirects to another address, which is not followed.'));
    if (response.ok) return final(await readBody(settings, name, response));
    await response.body?.cancel();
    if (response.status === 404) return final({ kind: 'missing', name });
    const result = failed(name, response.status, `it answered with status ${response.status}.`);
    const isPassing = response.status === 429 || response.status >= 500;
    return { result, retryAfterMs: isPassing ? waitFor(response, attempt) : null };
  } catch {
    const message = signal.aborted
      ? `it did not answer within ${settings.timeoutMs / 1_000} s.`
      : 'it could not be reached.';
    return { result: failed(name, null, message), retryAfterMs: backoffMs(attempt, Math.random) };
  }
}

/** The answer behind redirects that stay at the registry's origin; null where one leaves it. */
async function follow(settings: Settings, start: URL, signal: AbortSignal): Promise<Response | null> {
  let url = start;
  for (let hop = 0; hop <= MAXIMUM_REDIRECTS; hop += 1) {
    const response = await fetch(url, {
      dispatcher: settings.dispatcher,
      redirect: 'manual',
      signal,
      headers: {
        accept: 'application/json',
        ...(settings.token === null ? {} : { authorization: `Bearer ${settings.token}` }),
      },
    });
    if (response.status < 300 || response.status >= 400) return response;
    await response.body?.cancel();
    const location = response.headers.get('location') ?? '';
    if (!URL.canParse(location, url.href)) return null;
    url = new URL(location, url);
    if (url.origin !== start.origin) return null;
  }
  return null;
}

async function readBody(settings: Settings, name: string, response: Response): Promise<PackageFactsResult> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > settings.maximumBytes) {
      return failed(name, response.status, `its answer is larger than ${settings.maximumBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  const facts = readPackument(parseJson(Buffer.concat(chunks).toString('utf8')), {
    name,
    fetchedAt: new Date().toISOString(),
  });
  return facts === null
    ? failed(name, response.status, 'its answer is not a document about this package.')
    : { kind: 'facts', facts };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function waitFor(response: Response, attempt: number): number {
  const headers = { retryAfter: response.headers.get('retry-after'), rateLimitReset: null };
  return parseRetryDelay(headers, new Date()) ?? backoffMs(attempt, Math.random);
}

function encodedName(name: string): string {
  return name.startsWith('@') ? `@${encodeURIComponent(name.slice(1))}` : encodeURIComponent(name);
}

function failed(name: string, status: number | null, message: string): PackageFactsResult {
  return { kind: 'failed', name, status, message };
}

function final(result: PackageFactsResult): Attempt {
  return { result, retryAfterMs: null };
}
