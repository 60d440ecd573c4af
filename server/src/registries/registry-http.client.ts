import { setTimeout as sleep } from 'node:timers/promises';
import { EnvHttpProxyAgent, fetch, type Dispatcher, type Response } from 'undici';
import { AppError, isAppError } from '../errors.js';
import { backoffMs, parseRetryDelay } from '../gitlab/retry-after.js';
import { causes, codeOf } from './failure-causes.js';
import { type HostBudget, HostBudgets, MAXIMUM_WAIT_MS } from './host-budget.js';
import { NO_VALIDATORS, type Validators } from './registry.js';

/** How to reach one registry, and how much of it to bear. */
export interface RegistryHttpOptions {
  /** Address of the registry; its path counts. */
  readonly baseUrl: string;
  /** Sent to this registry only: `user:password`, or a token. */
  readonly token?: string | null;
  /** How a token without a user goes into the Authorization header. */
  readonly tokenForm?: 'BEARER' | 'BARE';
  readonly concurrency?: number;
  readonly perSecond?: number;
  /** For one answer, headers and body. */
  readonly timeoutMs?: number;
  readonly maximumBytes?: number;
  readonly attempts?: number;
  readonly budgets?: HostBudgets;
  readonly connection?: RegistryConnection;
}

/** Through what requests go, and what refuses an address before anything is sent. */
export interface RegistryConnection {
  readonly dispatcher: Dispatcher;
  /** Throws AppError where the address may not be asked. */
  check(url: URL): void;
}

/** What to ask for, beside the address. */
export interface RegistryRequest {
  readonly method?: 'GET' | 'HEAD';
  readonly accept?: string;
  /** How bytes become text; `latin1` keeps each of them as one character. */
  readonly encoding?: 'utf8' | 'latin1';
  /** Of the copy that is known already. */
  readonly validators?: Validators | null;
}

/** A document, that it is as it was, that there is none, or why there is no answer: a sentence about the registry. */
export type RegistryReply =
  | {
      readonly kind: 'document';
      readonly status: number;
      readonly text: string;
      readonly validators: Validators;
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly status: number | null; readonly message: string };

/** Requests to one registry, and to nobody else. */
export interface RegistryHttp {
  readonly baseUrl: string;
  /** Asks for a path below the registry's address, or for a full address at the same origin. Never throws. */
  get(path: string, request?: RegistryRequest): Promise<RegistryReply>;
  /** The same for the documents about one package: all of them together may be as large as one, and no larger. */
  forOnePackage(): RegistryHttp;
}

interface Settings {
  readonly baseUrl: URL;
  readonly authorization: string | null;
  readonly timeoutMs: number;
  readonly maximumBytes: number;
  readonly attempts: number;
  readonly budget: HostBudget;
  readonly connection: RegistryConnection;
  /** Shared by several answers; null where each answer stands alone. */
  readonly bytes: ByteAllowance | null;
}

const MAXIMUM_REDIRECTS = 3;
const USER_AGENT = 'Backline (looks for newer versions of dependencies)';

/**
 * Politely asks one registry: few requests at once, as long a pause as it asks for, passing faults tried again. A
 * redirect or link to another origin is refused. BAD_INPUT for an address that is none of the web.
 */
export function createRegistryHttp(options: RegistryHttpOptions): RegistryHttp {
  if (!URL.canParse(options.baseUrl) || !/^https?:/.test(options.baseUrl)) {
    throw new AppError('BAD_INPUT', 'The address of the registry is not an http or https address.');
  }
  const baseUrl = new URL(options.baseUrl.endsWith('/') ? options.baseUrl : `${options.baseUrl}/`);
  const budgets = options.budgets ?? new HostBudgets({ clock: () => new Date(), sleep: pauseFor });
  const settings: Settings = {
    baseUrl,
    authorization: authorizationOf(options),
    timeoutMs: options.timeoutMs ?? 60_000,
    maximumBytes: options.maximumBytes ?? 40 * 1024 * 1024,
    attempts: options.attempts ?? 3,
    budget: budgets.of(baseUrl.host, {
      concurrency: options.concurrency ?? 8,
      perSecond: options.perSecond ?? (isThisMachine(baseUrl) ? 1_000 : 50),
    }),
    bytes: null,
    connection: options.connection ?? { dispatcher: new EnvHttpProxyAgent(), check: () => undefined },
  };
  const requestsWith = (bytes: ByteAllowance | null): RegistryHttp => ({
    baseUrl: baseUrl.href,
    get: (path, request = {}) => askWithRetries({ ...settings, bytes }, path, request),
    forOnePackage: () => requestsWith({ left: settings.maximumBytes }),
  });
  return requestsWith(null);
}

/** How much may still be read; what reads counts it down. */
interface ByteAllowance {
  left: number;
}

/** A registry on loopback has only its own machine to spare. */
function isThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

async function pauseFor(ms: number): Promise<void> {
  await sleep(ms);
}

function authorizationOf({ token, tokenForm }: RegistryHttpOptions): string | null {
  if (token === undefined || token === null || token === '') return null;
  if (token.includes(':')) return `Basic ${Buffer.from(token, 'utf8').toString('base64')}`;
  return tokenForm === 'BARE' ? token : `Bearer ${token}`;
}

interface Attempt {
  readonly reply: RegistryReply;
  /** How long to wait before it is worth asking again; null where it is not. */
  readonly retryAfterMs: number | null;
}

async function askWithRetries(
  settings: Settings,
  path: string,
  request: RegistryRequest,
): Promise<RegistryReply> {
  if (!URL.canParse(path, settings.baseUrl.href)) return failed(null, 'the address to ask is not one.');
  const url = new URL(path, settings.baseUrl);
  if (url.origin !== settings.baseUrl.origin || url.username !== '')
    return failed(null, `it refers to ${hostOf(url)}, which is not asked: only the configured address is.`);
  for (let attempt = 1; ; attempt += 1) {
    const { reply, retryAfterMs } = await settings.budget.run(
      () => ask(settings, url, request, attempt),
      (pausedMs) => final(heldBack(pausedMs)),
    );
    if (retryAfterMs === null || retryAfterMs > MAXIMUM_WAIT_MS || attempt >= settings.attempts) return reply;
    await sleep(retryAfterMs);
  }
}

function heldBack(pausedMs: number): RegistryReply {
  const seconds = Math.ceil(pausedMs / 1_000);
  return failed(null, `it asked for a pause or was silent too often, and is asked again in ${seconds} s.`);
}

async function ask(
  settings: Settings,
  url: URL,
  request: RegistryRequest,
  attempt: number,
): Promise<Attempt> {
  const signal = AbortSignal.timeout(settings.timeoutMs);
  try {
    const response = await follow(settings, url, request, signal);
    settings.budget.note('answered');
    if (response instanceof URL) {
      const where = response.origin === url.origin ? 'in circles' : `to ${hostOf(response)}`;
      return final(failed(null, `it redirects ${where}, which is not followed.`));
    }
    return await readResponse(settings, response, { attempt, encoding: request.encoding ?? 'utf8' });
  } catch (error) {
    const refusal = causes(error).find((each) => isAppError(each));
    if (isAppError(refusal)) return final(failed(null, `its address cannot be used: ${refusal.message}`));
    settings.budget.note('silent');
    const message = signal.aborted
      ? `it did not answer within ${settings.timeoutMs / 1_000} s.`
      : `it could not be reached${codeOf(error)}.`;
    return { reply: failed(null, message), retryAfterMs: backoffMs(attempt, Math.random) };
  }
}

/** The answer behind redirects that stay at the registry's origin; the address where one leaves it or leads nowhere. */
async function follow(
  settings: Settings,
  start: URL,
  { method = 'GET', accept = 'application/json', validators = null }: RegistryRequest,
  signal: AbortSignal,
): Promise<Response | URL> {
  const headers: Record<string, string> = { accept, 'user-agent': USER_AGENT };
  if (settings.authorization !== null) headers['authorization'] = settings.authorization;
  if (validators !== null && validators.etag !== null) headers['if-none-match'] = validators.etag;
  if (validators !== null && validators.lastModified !== null)
    headers['if-modified-since'] = validators.lastModified;
  let url = start;
  for (let hop = 0; hop <= MAXIMUM_REDIRECTS; hop += 1) {
    settings.connection.check(url);
    const { dispatcher } = settings.connection;
    const response = await fetch(url, { dispatcher, method, redirect: 'manual', signal, headers });
    const isRedirect = response.status >= 300 && response.status < 400 && response.status !== 304;
    if (!isRedirect) return response;
    await response.body?.cancel();
    const location = response.headers.get('location') ?? '';
    if (!URL.canParse(location, url.href)) return url;
    url = new URL(location, url);
    if (url.origin !== start.origin || url.username !== '') return url;
  }
  return url;
}

async function readResponse(
  settings: Settings,
  response: Response,
  { attempt, encoding }: { readonly attempt: number; readonly encoding: 'utf8' | 'latin1' },
): Promise<Attempt> {
  const { status } = response;
  if (response.ok) return final(await readBody(settings, response, encoding));
  await response.body?.cancel();
  if (status === 304) return final({ kind: 'unchanged' });
  if (status === 404 || status === 410) return final({ kind: 'absent' });
  const isPassing = status === 429 || status >= 500;
  const retryAfterMs = isPassing ? waitFor(settings, response, attempt) : null;
  return { reply: failed(status, describeStatus(status)), retryAfterMs };
}

function describeStatus(status: number): string {
  if (status === 401 || status === 403)
    return `it answered with status ${status}: it wants a token, or a token with more rights.`;
  if (status === 429) return 'it answered with status 429: it was asked too often.';
  return `it answered with status ${status}.`;
}

/** A pause that the registry asks for holds for all requests to its host. */
function waitFor(settings: Settings, response: Response, attempt: number): number {
  const headers = { retryAfter: response.headers.get('retry-after'), rateLimitReset: null };
  const askedMs = parseRetryDelay(headers, new Date());
  if (askedMs !== null) settings.budget.pause(askedMs);
  return askedMs ?? backoffMs(attempt, Math.random);
}

async function readBody(
  settings: Settings,
  response: Response,
  encoding: 'utf8' | 'latin1',
): Promise<RegistryReply> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (settings.bytes !== null) settings.bytes.left -= chunk.byteLength;
    if (size > settings.maximumBytes)
      return failed(response.status, `its answer is larger than ${settings.maximumBytes} bytes.`);
    if (settings.bytes !== null && settings.bytes.left < 0) {
      const message = `its answers about one package are larger than ${settings.maximumBytes} bytes together.`;
      return failed(response.status, message);
    }
    chunks.push(chunk);
  }
  return {
    kind: 'document',
    status: response.status,
    text: Buffer.concat(chunks).toString(encoding),
    validators: readValidators(response),
  };
}

/** Validators are kept and sent back as they came, unless they are longer than any sane server makes them. */
function readValidators({ headers }: Response): Validators {
  const etag = headers.get('etag');
  const lastModified = headers.get('last-modified');
  const isSane = (text: string | null): text is string => text !== null && /^[\x20-\x7e]{1,200}$/.test(text);
  return {
    ...NO_VALIDATORS,
    ...(isSane(etag) ? { etag } : {}),
    ...(isSane(lastModified) ? { lastModified } : {}),
  };
}

function hostOf(url: URL): string {
  return url.host === '' ? 'another place' : url.host.slice(0, 100);
}

function failed(status: number | null, message: string): RegistryReply {
  return { kind: 'failed', status, message };
}

function final(reply: RegistryReply): Attempt {
  return { reply, retryAfterMs: null };
}
