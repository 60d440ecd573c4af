import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PackageFacts, PackageFactsResult, PackageRegistry } from '../registries/registry.js';
import {
  type ArchiveOf,
  newcomersOf,
  packumentOf,
  type ViewRules,
  visibleVersions,
} from './registry-view.js';

/** The bytes of an archive that is asked of the view itself; null: it has none. `facts` asks the registry. */
export type GiveArchive = (
  name: string,
  version: string,
  facts: () => Promise<PackageVersionFacts | null>,
) => Promise<Buffer | null>;

/** What views of one planning share: what was asked of the registry, and which versions may come in. */
export interface ViewMemory {
  readonly answers: Map<string, Promise<PackageFactsResult>>;
  /** By package, moment and whether versions that advisories concern are among them. */
  readonly newcomers: Map<string, ReadonlySet<string>>;
}

export function createViewMemory(): ViewMemory {
  return { answers: new Map(), newcomers: new Map() };
}

/** What one view shows. */
export interface ViewOptions {
  readonly registry: PackageRegistry;
  readonly rules: ViewRules;
  readonly memory: ViewMemory;
  /** What documents say of archives, given the view's own address. */
  readonly archiveOf: (viewUrl: string) => ArchiveOf;
  readonly archive: GiveArchive;
  readonly maximumPackages?: number;
  readonly maximumBytes?: number;
}

/** That the registry behind the view gave no answer about a package. */
export interface ViewFailure {
  readonly name: string;
  readonly status: number | null;
  readonly message: string;
}

/** A registry on loopback for the time of one resolution. */
export interface RegistryView {
  /** With a secret in its path and a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Packages about which the registry gave no answer. */
  readonly failures: readonly ViewFailure[];
  /** Packages that were asked for and that the registry does not know. */
  readonly missing: ReadonlySet<string>;
  /** Set once more was asked for than one resolution may. */
  readonly exceeded: 'PACKAGES' | 'BYTES' | null;
  /** The facts behind what was shown of a package. */
  factsOf(name: string): PackageFacts | null;
  /** What the registry knows of these packages, asked all at once. */
  learn(names: readonly string[]): Promise<ReadonlyMap<string, PackageFacts>>;
  close(): Promise<void>;
}

type Answer = { readonly status: number; readonly body: string | Buffer; readonly type: string };

const MAXIMUM_PACKAGES = 3_000;
const MAXIMUM_BYTES = 400 * 1024 * 1024;
const JSON_TYPE = 'application/json';

/**
 * Serves the documents of npm's registry protocol, built from facts, on 127.0.0.1 only. A package manager that is pointed
 * at it sees no other version than the rules allow, and has no reason to talk to anybody else.
 */
export async function openRegistryView(options: ViewOptions): Promise<RegistryView> {
  const secret = randomBytes(24).toString('hex');
  const state = {
    failures: [] as ViewFailure[],
    missing: new Set<string>(),
    exceeded: null as RegistryView['exceeded'],
    facts: new Map<string, PackageFacts>(),
  };
  let viewUrl = '';
  let bytes = 0;
  const asked = new Map<string, Promise<Answer>>();

  const { rules, memory } = options;
  const document = async (name: string): Promise<Answer> => {
    const result = (await askOnce(options, [name]).get(name)) ?? { kind: 'missing' as const, name };
    if (result.kind === 'missing') {
      state.missing.add(name);
      return refusal(404);
    }
    if (result.kind !== 'facts') {
      const status = result.kind === 'failed' ? result.status : null;
      state.failures.push({ name, status, message: result.message });
      return refusal(503);
    }
    state.facts.set(name, result.facts);
    const visible = visibleVersions(result.facts, rules, rememberNewcomers(result.facts, { rules, memory }));
    const body = packumentOf(result.facts, visible, {
      pins: rules.pins.get(name) ?? null,
      archiveOf: options.archiveOf(viewUrl),
    });
    bytes += body.length;
    if (bytes > (options.maximumBytes ?? MAXIMUM_BYTES)) {
      state.exceeded ??= 'BYTES';
      return refusal(503);
    }
    return { status: 200, body, type: JSON_TYPE };
  };
  const documentOnce = (name: string): Promise<Answer> => {
    const known = asked.get(name);
    if (known !== undefined) return known;
    if (asked.size >= (options.maximumPackages ?? MAXIMUM_PACKAGES)) {
      state.exceeded ??= 'PACKAGES';
      return Promise.resolve(refusal(503));
    }
    const answer = document(name);
    asked.set(name, answer);
    return answer;
  };
  const archive = async (name: string, file: string): Promise<Answer> => {
    const stem = `${name.slice(name.indexOf('/') + 1)}-`;
    const version = file.startsWith(stem) ? file.slice(stem.length, -'.tgz'.length) : '';
    const body = await options.archive(name, version, async () => {
      await documentOnce(name);
      return state.facts.get(name)?.versions.find((each) => each.version === version) ?? null;
    });
    return body === null ? refusal(404) : { status: 200, body, type: 'application/octet-stream' };
  };
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const wanted = readPath(request, secret);
    if (wanted === null) return refusal(404);
    return wanted.file === null ? documentOnce(wanted.name) : archive(wanted.name, wanted.file);
  };

  const server = createServer((request, response) => {
    answer(request).then(
      (found) => send(response, found),
      () => send(response, refusal(503)),
    );
  });
  // Whoever is asked to tunnel to elsewhere refuses.
  server.on('connect', (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  viewUrl = `http://127.0.0.1:${port}/${secret}/`;
  return {
    url: viewUrl,
    port,
    failures: state.failures,
    missing: state.missing,
    get exceeded() {
      return state.exceeded;
    },
    factsOf: (name) => state.facts.get(name) ?? null,
    learn: async (names) => {
      const known = new Map<string, PackageFacts>();
      for (const [name, answer] of askOnce(options, names)) {
        const result = await answer;
        if (result.kind === 'facts') known.set(name, result.facts);
      }
      return known;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Asks for those that nobody asked for before, in one go. A failure is forgotten: the next view may ask again. */
function askOnce(
  { registry, memory: { answers } }: ViewOptions,
  names: readonly string[],
): ReadonlyMap<string, Promise<PackageFactsResult>> {
  const fresh = [...new Set(names)].filter((name) => !answers.has(name));
  if (fresh.length > 0) {
    const asked = Promise.resolve()
      .then(() => registry.facts('npm', fresh))
      .catch(() => null);
    for (const name of fresh) {
      const answer = asked.then((found): PackageFactsResult => {
        const result = found?.get(name);
        if (result?.kind === 'facts') return result;
        answers.delete(name);
        if (result !== undefined) return result;
        return found === null
          ? { kind: 'failed', name, status: null, message: 'it gave no answer.' }
          : { kind: 'missing', name };
      });
      answers.set(name, answer);
    }
  }
  return new Map(
    names.flatMap((name) => {
      const answer = answers.get(name);
      return answer === undefined ? [] : [[name, answer] as const];
    }),
  );
}

function rememberNewcomers(
  facts: PackageFacts,
  { rules, memory }: Pick<ViewOptions, 'rules' | 'memory'>,
): ReadonlySet<string> {
  const key = JSON.stringify([facts.name, rules.publishedBefore, rules.relaxed.has(facts.name)]);
  const known = memory.newcomers.get(key) ?? newcomersOf(facts, rules);
  memory.newcomers.set(key, known);
  return known;
}

/** The package, and the archive if one is asked for; null for what no package manager asks of a registry. */
function readPath(
  request: IncomingMessage,
  secret: string,
): { readonly name: string; readonly file: string | null } | null {
  const { method, url = '' } = request;
  const prefix = `/${secret}/`;
  if ((method !== 'GET' && method !== 'HEAD') || !url.startsWith(prefix) || url.length > 2_000) return null;
  const path = decoded(url.slice(prefix.length).split('?')[0] ?? '');
  if (path === null || path === '' || path.startsWith('-/')) return null;
  const at = path.indexOf('/-/');
  if (at === -1) return { name: path, file: null };
  return { name: path.slice(0, at), file: path.slice(at + 3) };
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function refusal(status: number): Answer {
  return { status, body: '{}', type: JSON_TYPE };
}

function send(response: ServerResponse, { status, body, type }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
