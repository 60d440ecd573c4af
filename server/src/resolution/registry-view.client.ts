import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PackageFacts, PackageFactsResult, PackageRegistry } from '../registries/registry.js';
import { type ArchiveOf, packumentOf, type ViewRules, visibleVersions } from './registry-view.js';

/** The bytes of an archive that is asked of the view itself; null: it has none. `facts` asks the registry. */
export type GiveArchive = (
  name: string,
  version: string,
  facts: () => Promise<PackageVersionFacts | null>,
) => Promise<Buffer | null>;

/** What one view shows. */
export interface ViewOptions {
  readonly registry: PackageRegistry;
  readonly rules: ViewRules;
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

  const readFacts = async (name: string): Promise<PackageFactsResult> => {
    try {
      const answers = await options.registry.facts('npm', [name]);
      return answers.get(name) ?? { kind: 'missing', name };
    } catch {
      return { kind: 'failed', name, status: null, message: 'it gave no answer.' };
    }
  };
  const document = async (name: string): Promise<Answer> => {
    const result = await readFacts(name);
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
    const visible = visibleVersions(result.facts, options.rules);
    const body = packumentOf(result.facts, visible, {
      isPinned: options.rules.pins.has(name),
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
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
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
