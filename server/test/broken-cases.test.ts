import type { ManifestFile } from '../src/ecosystems/ecosystem.js';
import { ecosystemOf } from '../src/ecosystems/registry.js';
import { makePlans, type AssembledPlans } from '../src/plans/make-plan.js';
import type { PlanDraft } from '../src/plans/plan.js';
import { DEFAULT_POLICY } from '../src/policies/policy.js';
import { createNpmRegistry } from '../src/registries/npm-registry.client.js';
import { json, startTestServer, type Answer, type TestServer } from './http-server.js';
import { matchFlaws, publishedFacts, WORLD_NOW, worldManifests, type Flaw } from './planning-world.js';
import { openTestResolver } from './test-resolver.js';

type Versions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Entry = Readonly<Record<string, unknown>> & { readonly version: string };

/** What is put into a project of which all else can be fixed: rung 1 by text (`plain`) and by the resolver (`inner`). */
interface Case {
  readonly root?: Readonly<Record<string, string>>;
  readonly lock?: Readonly<Record<string, Entry>>;
  readonly documents?: Readonly<Record<string, Versions>>;
  readonly flaws?: readonly Flaw[];
  /** What the registry answers about one package instead of a document. */
  readonly answers?: Readonly<Record<string, Answer>>;
  readonly isVersion1?: boolean;
  /** Whether npm finds no way at all, so that only `plain` is fixed. */
  readonly isUnresolvable?: boolean;
  /** What is fixed beside `plain` and `inner`: name, versions and means. */
  readonly fixed?: readonly string[];
  /** What stays: name and reason. */
  readonly left?: readonly string[];
}

const DOCUMENTS: Readonly<Record<string, Versions>> = {
  top: { '1.0.0': { dependencies: { inner: '^1.0.0' } } },
  plain: { '1.0.0': {}, '1.0.1': {} },
  inner: { '1.0.0': {}, '1.0.5': { dependencies: { fresh: '^2.0.0' } } },
  fresh: { '2.0.0': {} },
};
const ODD: Pick<Case, 'root' | 'lock' | 'flaws'> = {
  root: { odd: '^1.0.0' },
  lock: { 'node_modules/odd': { version: '1.0.0' } },
  flaws: [{ group: 'G3', name: 'odd', range: '1.0.0' }],
};
const PLAIN = 'plain 1.0.0 1.0.1 LIFT';
const INNER = 'inner 1.0.0 1.0.5 LIFT';

const CASES: Readonly<Record<string, Case>> = {
  'a release whose document says bundleDependencies: true and names none': {
    ...ODD,
    documents: { odd: { '1.0.0': {}, '1.0.1': { bundleDependencies: true } } },
    fixed: ['odd 1.0.0 1.0.1 LIFT'],
  },
  'a newcomer whose document says bundleDependencies: true and names none': {
    documents: { fresh: { '2.0.0': { bundleDependencies: true } } },
  },
  'a release whose document says bundleDependencies: true and asks for others': {
    ...ODD,
    documents: {
      odd: { '1.0.0': {}, '1.0.1': { bundleDependencies: true, dependencies: { fresh: '^2.0.0' } } },
    },
    left: ['odd NEEDS_RESOLUTION'],
  },
  'documents whose dependencies are a list': {
    ...ODD,
    documents: {
      odd: { '1.0.0': { dependencies: [] }, '1.0.1': { dependencies: [], peerDependencies: [] } },
      fresh: { '2.0.0': { dependencies: [] } },
    },
    fixed: ['odd 1.0.0 1.0.1 LIFT'],
  },
  'a vulnerable package from a tarball': {
    ...ODD,
    root: { odd: 'https://files.example/odd-1.0.0.tgz' },
    lock: { 'node_modules/odd': { version: '1.0.0', resolved: 'https://files.example/odd-1.0.0.tgz' } },
    documents: { odd: { '1.0.0': {}, '1.0.1': {} } },
    left: ['odd NOT_FROM_REGISTRY'],
  },
  'a vulnerable package from git': {
    ...ODD,
    root: { odd: 'git+https://git.example/odd.git' },
    lock: {
      'node_modules/odd': { version: '1.0.0', resolved: `git+https://git.example/odd.git#${'0'.repeat(40)}` },
    },
    documents: { odd: { '1.0.0': {}, '1.0.1': {} } },
    left: ['odd NOT_FROM_REGISTRY'],
  },
  'a vulnerable package inside of the archive of another': {
    ...ODD,
    root: { box: '^1.0.0' },
    lock: {
      'node_modules/box': { version: '1.0.0', dependencies: { odd: '^1.0.0' }, bundleDependencies: ['odd'] },
      'node_modules/box/node_modules/odd': { version: '1.0.0', inBundle: true },
    },
    documents: {
      odd: { '1.0.0': {}, '1.0.1': {} },
      box: { '1.0.0': { dependencies: { odd: '^1.0.0' }, bundleDependencies: ['odd'] } },
    },
    left: ['odd BUNDLED'],
  },
  'a peer that is in conflict already': {
    root: { host: '^1.0.0', guest: '^1.0.0' },
    lock: {
      'node_modules/host': { version: '1.0.0' },
      'node_modules/guest': { version: '1.0.0', peerDependencies: { host: '^2.0.0' } },
    },
    documents: {
      host: { '1.0.0': {}, '2.0.0': {} },
      guest: { '1.0.0': { peerDependencies: { host: '^2.0.0' } } },
    },
    // npm itself resolves nothing anew here without being told to ignore peers.
    isUnresolvable: true,
    left: ['inner RESOLUTION_FAILED'],
  },
  'a fix that would bring a peer into conflict': {
    ...ODD,
    root: { host: '^1.0.0', odd: '^1.0.0' },
    lock: { 'node_modules/host': { version: '1.0.0' }, 'node_modules/odd': { version: '1.0.0' } },
    documents: {
      host: { '1.0.0': {}, '2.0.0': {} },
      odd: { '1.0.0': {}, '1.0.1': { peerDependencies: { host: '^2.0.0' } } },
    },
    left: ['odd NEEDS_RESOLUTION'],
  },
  'a lock of version 1': {
    ...ODD,
    documents: { odd: { '1.0.0': {}, '1.0.1': {} } },
    isVersion1: true,
    fixed: ['odd 1.0.0 1.0.1 LIFT'],
  },
  'a prerelease that is the fix of its own line': {
    ...ODD,
    root: { odd: '^1.4.5-lts.1' },
    lock: { 'node_modules/odd': { version: '1.4.5-lts.1' } },
    documents: {
      odd: { '1.4.5-lts.1': {}, '1.4.5-lts.2': {}, '2.0.0': { dependencies: { fresh: '^2.0.0' } } },
    },
    flaws: [{ group: 'G3', name: 'odd', range: '1.4.5-lts.1' }],
    fixed: ['odd 1.4.5-lts.1 1.4.5-lts.2 LIFT'],
  },
  'a package called constructor that needs a newcomer': {
    root: { constructor: '^1.0.0' },
    lock: { 'node_modules/constructor': { version: '1.0.0' } },
    documents: {
      constructor: { '1.0.0': {}, '1.0.1': { dependencies: { fresh: '^2.0.0', valueOf: '^1.0.0' } } },
      valueOf: { '1.0.0': {} },
    },
    flaws: [{ group: 'G3', name: 'constructor', range: '1.0.0' }],
    fixed: ['constructor 1.0.0 1.0.1 LIFT'],
  },
  'a registry that answers 401 about one': {
    ...ODD,
    answers: { odd: (_, response) => json(response, {}, { status: 401 }) },
    left: ['odd REGISTRY_FAILED 401'],
  },
  'a registry that answers 404 about one': {
    ...ODD,
    answers: { odd: (_, response) => json(response, {}, { status: 404 }) },
    left: ['odd NOT_IN_REGISTRY'],
  },
  'a registry that answers 429 about one': {
    ...ODD,
    answers: { odd: (_, response) => json(response, {}, { status: 429 }) },
    left: ['odd REGISTRY_FAILED 429'],
  },
  'a registry that answers HTML about one': {
    ...ODD,
    answers: {
      odd: (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Log in.</p>'),
    },
    left: ['odd REGISTRY_FAILED 200'],
  },
  'a registry that hangs up when asked about one': {
    ...ODD,
    answers: { odd: (_, response) => response.destroy() },
    left: ['odd REGISTRY_FAILED null'],
  },
  'a registry that never answers about one': {
    ...ODD,
    answers: { odd: () => undefined },
    left: ['odd REGISTRY_FAILED null'],
  },
};

describe('beside what broke others, the rest of a project is fixed all the same', () => {
  const resolver = openTestResolver();
  let server: TestServer | null = null;
  afterEach(async () => server?.close());
  afterAll(resolver.close);

  it.each(Object.entries(CASES))(
    '%s',
    async (_title, given) => {
      server = await startTestServer((request, response) => answer(given, request, response));
      const registry = createNpmRegistry({ baseUrl: server.url, attempts: 1, timeoutMs: 1_000 });
      const question = {
        targetBranch: 'main',
        manifests: worldManifests(filesOf(given)),
        match: matchFlaws([
          { group: 'G1', name: 'plain', range: '1.0.0' },
          { group: 'G2', name: 'inner', range: '1.0.0' },
          ...(given.flaws ?? []),
        ]),
        policy: DEFAULT_POLICY,
        now: WORLD_NOW,
        ecosystemOf,
        dismissed: new Map(),
      };
      const outcome = await makePlans(
        {
          registry,
          resolver: {
            tools: new Set(['npm']),
            resolve: (request, context) => resolver.resolve(request, context),
          },
          source: null,
          signal: new AbortController().signal,
        },
        question,
      );
      expect(toldOf(outcome)).toEqual({
        fixed: [PLAIN, ...(given.isUnresolvable === true ? [] : [INNER]), ...(given.fixed ?? [])].toSorted(),
        left: given.left ?? [],
      });
      const [safe] = outcome.plans;
      expect(versionsAfter(safe, filesOf(given))).toEqual(
        expect.arrayContaining(
          given.isUnresolvable === true
            ? ['plain@1.0.1', 'inner@1.0.0']
            : ['plain@1.0.1', 'inner@1.0.5', 'fresh@2.0.0'],
        ),
      );
    },
    60_000,
  );
});

function toldOf({ plans, unfixed }: AssembledPlans): {
  readonly fixed: readonly string[];
  readonly left: readonly string[];
} {
  const changes = plans.filter(({ kind }) => kind === 'SAFE').flatMap((plan) => plan.changes);
  return {
    fixed: changes.map(({ name, from, to, means }) => `${name} ${from} ${to} ${means}`).toSorted(),
    left: unfixed.map(({ finding, reason }) =>
      [finding.name, reason.code, ...('status' in reason ? [String(reason.status)] : [])].join(' '),
    ),
  };
}

/** The packages of the edited files, read anew. */
function versionsAfter(plan: PlanDraft | undefined, files: readonly ManifestFile[]): readonly string[] {
  const texts = new Map(plan?.edits.map(({ path, newText }) => [path, newText]));
  const edited = files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
  return worldManifests(edited).flatMap(({ inventory }) => {
    expect(inventory.problems).toEqual([]);
    return inventory.packages.map(({ name, version }) => `${name}@${version}`);
  });
}

function answer(given: Case, request: Parameters<Answer>[0], response: Parameters<Answer>[1]): void {
  const name = decodeURIComponent(request.url.slice(1));
  const special = given.answers;
  if (special !== undefined && Object.hasOwn(special, name)) {
    special[name]?.(request, response);
    return;
  }
  const documents = { ...DOCUMENTS, ...given.documents };
  const versions = Object.hasOwn(documents, name) ? documents[name] : undefined;
  if (versions === undefined) {
    json(response, {}, { status: 404 });
    return;
  }
  json(response, {
    name,
    'dist-tags': { latest: Object.keys(versions).at(-1) },
    time: Object.fromEntries(Object.keys(versions).map((version) => [version, '2020-01-01T00:00:00.000Z'])),
    versions: Object.fromEntries(
      Object.entries(versions).map(([version, more]) => {
        const { integrity, tarballUrl } = publishedFacts(name, version, {});
        return [version, { name, version, ...more, dist: { integrity, tarball: tarballUrl } }];
      }),
    ),
  });
}

function filesOf({ root, lock, isVersion1 = false }: Case): readonly ManifestFile[] {
  const own = { name: 'app', version: '1.0.0', dependencies: { plain: '^1.0.0', top: '^1.0.0', ...root } };
  const entries: Readonly<Record<string, Entry>> = {
    'node_modules/inner': { version: '1.0.0' },
    'node_modules/plain': { version: '1.0.0' },
    'node_modules/top': { version: '1.0.0', dependencies: { inner: '^1.0.0' } },
    ...lock,
  };
  const located = Object.entries(entries).map(([location, entry]) => {
    const name = location.slice(location.lastIndexOf('/') + 1);
    const { integrity, tarballUrl } = publishedFacts(name, entry.version, {});
    const origin = entry['inBundle'] === true ? {} : { resolved: tarballUrl, integrity };
    return { location, name, entry: { ...origin, ...entry } };
  });
  const body = isVersion1
    ? {
        lockfileVersion: 1,
        dependencies: Object.fromEntries(
          located.map(({ name, entry }) => {
            const { dependencies: requires, ...rest } = { dependencies: undefined, ...entry };
            return [name, requires === undefined ? rest : { ...rest, requires }];
          }),
        ),
      }
    : {
        lockfileVersion: 3,
        packages: Object.fromEntries([['', own], ...located.map(({ location, entry }) => [location, entry])]),
      };
  const lockfile = { name: 'app', version: '1.0.0', requires: true, ...body };
  return [
    { path: 'package-lock.json', text: `${JSON.stringify(lockfile, null, 2)}\n` },
    { path: 'package.json', text: `${JSON.stringify(own, null, 2)}\n` },
  ];
}
