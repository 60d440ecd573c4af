import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { buildManifest, buildPackument, buildTarball, tarballName, type PackumentForm } from './packument.js';
import { universeAsOf, type Universe, type UniversePackage } from './universe.js';

/**
 * A way to misbehave. `package` is a name or `*`; `times` counts down to the end of the fault, null is for ever.
 * HANG answers nothing until the registry closes, DROP cuts the connection, TRUNCATE half a body.
 */
export type RegistryFault = { readonly package: string; readonly times: number | null } & (
  | {
      readonly kind: 'STATUS';
      readonly status: number;
      readonly body: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'HANG' }
  | { readonly kind: 'DROP' }
  | { readonly kind: 'TRUNCATE' }
);

/** One request that came in, and the status of its answer (0 when it got none). */
export interface RegistryRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** `asOf` (ISO 8601) hides what was published later; port 0 or none takes any free one. */
export interface RegistryOptions {
  readonly universe: Universe;
  readonly port?: number;
  readonly host?: string;
  readonly asOf?: string | null;
  readonly latencyMs?: number;
  readonly faults?: readonly RegistryFault[];
}

/** A registry that listens. `url` has no slash at its end. */
export interface RunningRegistry {
  readonly url: string;
  readonly port: number;
  /** Shows the universe as of another moment from now on; null is today. */
  setAsOf(asOf: string | null): void;
  setFaults(faults: readonly RegistryFault[]): void;
  setLatency(latencyMs: number): void;
  requests(): readonly RegistryRequest[];
  /** Ends open connections too. */
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Fault {
  readonly fault: RegistryFault;
  left: number;
}

const ABBREVIATED_TYPE = 'application/vnd.npm.install-v1+json';
const REQUESTS_KEPT = 5_000;

/** What a running registry shows and how it behaves, changed from outside while it runs. */
interface RegistryState {
  url: string;
  view: Universe;
  faults: readonly Fault[];
  latencyMs: number;
  readonly requests: RegistryRequest[];
}

/** Starts a package registry on loopback that serves a universe the way that npm expects it. */
export async function startRegistry(options: RegistryOptions): Promise<RunningRegistry> {
  const host = options.host ?? '127.0.0.1';
  const state: RegistryState = {
    url: '',
    view: universeAsOf(options.universe, options.asOf ?? null),
    faults: armFaults(options.faults ?? []),
    latencyMs: options.latencyMs ?? 0,
    requests: [],
  };
  const server = createServer((request, response) => {
    request.resume();
    void respond(state, request, response).then((status) => {
      state.requests.push({ method: request.method ?? '', path: request.url ?? '/', status });
      if (state.requests.length > REQUESTS_KEPT) state.requests.shift();
    });
  });
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The registry has no port.');
  state.url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  return {
    url: state.url,
    port: address.port,
    setAsOf: (asOf) => {
      state.view = universeAsOf(options.universe, asOf);
    },
    setFaults: (faults) => {
      state.faults = armFaults(faults);
    },
    setLatency: (latencyMs) => {
      state.latencyMs = latencyMs;
    },
    requests: () => [...state.requests],
    close: () => closeServer(server),
  };
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

async function respond(
  state: RegistryState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  if (state.latencyMs > 0) await wait(state.latencyMs, undefined, { ref: false });
  const route = readRoute(request.url ?? '/');
  const fault = takeFault(state.faults, route);
  if (fault?.kind === 'HANG') return 0;
  if (fault?.kind === 'DROP') {
    response.destroy();
    return 0;
  }
  const answer = fault?.kind === 'STATUS' ? faultAnswer(fault) : answerRoute(route, request, state);
  return send(request, response, fault?.kind === 'TRUNCATE' ? halve(answer) : answer);
}

type Route =
  | { readonly kind: 'PING' }
  | { readonly kind: 'PACKUMENT'; readonly name: string }
  | { readonly kind: 'MANIFEST'; readonly name: string; readonly version: string }
  | { readonly kind: 'TARBALL'; readonly name: string; readonly file: string }
  | { readonly kind: 'UNKNOWN' };

function readRoute(requestUrl: string): Route {
  const parts = decodePath(requestUrl);
  if (parts === null) return { kind: 'UNKNOWN' };
  if (parts[0] === '-') return parts[1] === 'ping' ? { kind: 'PING' } : { kind: 'UNKNOWN' };
  const isScoped = parts[0]?.startsWith('@') ?? false;
  const name = parts.slice(0, isScoped ? 2 : 1).join('/');
  const [first, second, ...more] = parts.slice(isScoped ? 2 : 1);
  if (name === '' || more.length > 0) return { kind: 'UNKNOWN' };
  if (first === undefined) return { kind: 'PACKUMENT', name };
  if (second === undefined) return { kind: 'MANIFEST', name, version: first };
  return first === '-' ? { kind: 'TARBALL', name, file: second } : { kind: 'UNKNOWN' };
}

function decodePath(requestUrl: string): string[] | null {
  const path = requestUrl.split('?')[0] ?? '';
  try {
    return decodeURIComponent(path)
      .split('/')
      .filter((part) => part !== '');
  } catch {
    return null;
  }
}

function answerRoute(
  route: Route,
  request: IncomingMessage,
  { view, url }: Pick<RegistryState, 'view' | 'url'>,
): Answer {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return json(405, { code: 'MethodNotAllowedError', message: `${request.method} is not allowed` });
  }
  if (route.kind === 'PING') return json(200, {});
  if (route.kind === 'UNKNOWN') return json(404, { error: 'Not found' });
  const entry = view.get(route.name);
  if (entry === undefined) return json(404, { error: 'Not found' });
  const form: PackumentForm = wantsAbbreviated(request) ? 'abbreviated' : 'full';
  if (route.kind === 'PACKUMENT') return json(200, buildPackument(entry, form, url), form);
  if (route.kind === 'MANIFEST') return answerManifest(entry, route.version, url);
  const found = entry.versions.find((version) => tarballName(entry.name, version.version) === route.file);
  if (found === undefined) return json(404, { error: 'Not found' });
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream' },
    body: buildTarball(entry, found),
  };
}

function answerManifest(entry: UniversePackage, wanted: string, url: string): Answer {
  const number = wanted === 'latest' ? entry.latest : wanted;
  const found = entry.versions.find((version) => version.version === number);
  if (found === undefined) return json(404, `version not found: ${wanted}`);
  return json(200, buildManifest(entry, found, 'full', url));
}

function wantsAbbreviated(request: IncomingMessage): boolean {
  const accepted = (request.headers.accept ?? '').split(',').map((part) => part.split(';')[0]?.trim());
  return accepted[0] === ABBREVIATED_TYPE;
}

function json(status: number, value: unknown, form: PackumentForm = 'full'): Answer {
  return {
    status,
    headers: { 'content-type': form === 'abbreviated' ? ABBREVIATED_TYPE : 'application/json' },
    body: Buffer.from(JSON.stringify(value), 'utf8'),
  };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer & { cutAt?: number },
): number {
  const etag = `"${createHash('sha256').update(answer.body).digest('hex').slice(0, 32)}"`;
  const isFresh = answer.status === 200 && request.headers['if-none-match']?.includes(etag) === true;
  const status = isFresh ? 304 : answer.status;
  const cache = answer.status === 200 ? { etag, 'cache-control': 'public, max-age=300', vary: 'Accept' } : {};
  const length = isFresh ? {} : { 'content-length': String(answer.body.length) };
  response.writeHead(status, { ...answer.headers, ...cache, ...length });
  if (request.method === 'HEAD' || isFresh) response.end();
  else if (answer.cutAt === undefined) response.end(answer.body);
  else response.write(answer.body.subarray(0, answer.cutAt), () => response.destroy());
  return status;
}

function halve(answer: Answer): Answer & { cutAt: number } {
  return { ...answer, cutAt: Math.floor(answer.body.length / 2) };
}

function faultAnswer(fault: Extract<RegistryFault, { kind: 'STATUS' }>): Answer {
  return { status: fault.status, headers: fault.headers, body: Buffer.from(fault.body, 'utf8') };
}

function armFaults(faults: readonly RegistryFault[]): Fault[] {
  return faults.map((fault) => ({ fault, left: fault.times ?? Infinity }));
}

function takeFault(faults: readonly Fault[], route: Route): RegistryFault | null {
  const name = 'name' in route ? route.name : null;
  const found = faults.find(
    ({ fault, left }) => left > 0 && (fault.package === '*' || fault.package === name),
  );
  if (found === undefined) return null;
  found.left -= 1;
  return found.fault;
}
