import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { publishedFacts, registryAlone, worldManifests } from '../../test/planning-world.js';
import { sharedDataPath } from '../../test/shared-data.js';
import type { Advisory } from '../advisories/advisory.js';
import { parseAdvisory } from '../advisories/osv.js';
import type { ManifestFile, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { npm } from '../ecosystems/npm/index.js';
import type { PackageFactsResult } from '../registries/registry.js';
import { assemblePlans } from './assemble-plan.js';
import { makePlans } from './make-plan.js';
import { matchAdvisories } from './match-advisories.js';
import { findingIdentity, findingsOf } from './plan-findings.js';
import type { PlanManifest } from './plan-input.js';
import { DEFAULT_POLICY } from '../policies/policy.js';

const corpus = sharedDataPath('corpus.tar.gz');
const sources = ['osv/npm.jsonl.gz', 'osv-derived/npm.jsonl.gz'].map(sharedDataPath);

/** Every npm lock of the corpus with the manifests beside it, by project. */
function readCorpus(archive: string): ReadonlyMap<string, readonly ManifestFile[]> {
  const folder = mkdtempSync(join(tmpdir(), 'backline-corpus-'));
  try {
    execFileSync('tar', [
      '-xzf',
      archive,
      '-C',
      folder,
      '--wildcards',
      '*package-lock.json',
      '*package.json',
    ]);
    const projects = new Map<string, ManifestFile[]>();
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
      if (!/(^|\/)package(-lock)?\.json$/.test(name)) continue;
      const [, project = '', ...path] = name.split('/');
      projects.set(project, [
        ...(projects.get(project) ?? []),
        { path: path.join('/'), text: readFileSync(join(folder, name), 'utf8') },
      ]);
    }
    return projects;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readAdvisories(paths: readonly (string | null)[]): readonly Advisory[] {
  const lines = paths.flatMap((path) =>
    path === null ? [] : gunzipSync(readFileSync(path)).toString('utf8').split('\n'),
  );
  return lines.flatMap((line) => {
    const read = line === '' ? null : parseAdvisory(JSON.parse(line));
    return read?.kind === 'advisory' ? [read.advisory] : [];
  });
}

/** A registry of every version that any lock of the corpus holds, asking for what the lock says that it asks for. */
function registryOf(manifests: readonly PlanManifest[]): ReadonlyMap<string, PackageFactsResult> {
  const versions = new Map<string, Map<string, PackageVersionFacts>>();
  for (const { inventory } of manifests) {
    for (const { name, version, source, isBundled, requires } of inventory.packages) {
      if (source !== 'REGISTRY' || isBundled) continue;
      const asked = (kind: string) =>
        Object.fromEntries(
          requires.filter((each) => each.kind === kind).map((each) => [each.name, each.range]),
        );
      const known = versions.get(name) ?? new Map<string, PackageVersionFacts>();
      known.set(
        version,
        publishedFacts(name, version, {
          dependencies: asked('RUNTIME'),
          optionalDependencies: asked('OPTIONAL'),
          peerDependencies: asked('PEER'),
        }),
      );
      versions.set(name, known);
    }
  }
  return new Map(
    [...versions].map(([name, known]) => {
      const facts = {
        ecosystem: 'npm' as const,
        name,
        latest: null,
        versions: [...known.values()],
        repositoryUrl: null,
        undated: null,
        fetchedAt: '',
      };
      return [name, { kind: 'facts', facts }];
    }),
  );
}

function unanswered({ inventory }: PlanManifest): ReadonlySet<string> {
  return new Set(
    inventory.packages.flatMap(({ location, requires }) =>
      requires.flatMap(({ name, range, target }) => {
        const version = target === null ? '' : (inventory.packages[target]?.version ?? '');
        return npm.satisfies(version, range) ? [] : [`${location} ${name}`];
      }),
    ),
  );
}

const isThere = corpus !== null && sources.every((path) => path !== null);
// Skipped where the shared test data is not beside the checkout: it is public data that is not copied into the project.
const describeCorpus = isThere ? describe : describe.skip;

describeCorpus('the locks of real projects', () => {
  const projects = isThere ? readCorpus(corpus) : new Map<string, readonly ManifestFile[]>();
  const manifestsOf = new Map([...projects].map(([project, files]) => [project, worldManifests(files)]));
  const everything = [...manifestsOf.values()].flat();
  const registry = registryOf(everything);
  const match = matchAdvisories(readAdvisories(sources), new Map(), () => npm);
  const question = (manifests: readonly PlanManifest[]) => ({
    targetBranch: 'main',
    manifests,
    match,
    policy: DEFAULT_POLICY,
    now: new Date('2026-06-30T00:00:00Z'),
    ecosystemOf: () => npm,
    dismissed: new Map(),
  });
  const ALL_KINDS = new Set(['OWASP__NodeGoat', 'snyk-labs__nodejs-goof', 'appsecco__dvna']);
  const NOBODY = { resolutions: new Map(), usage: null, tools: new Set<never>() };
  const answers = async (_ecosystem: string, names: readonly string[]) =>
    new Map(names.map((name) => [name, registry.get(name) ?? { kind: 'missing' as const, name }]));

  test.each([...projects.keys()])('%s: what is planned holds in the edited lock', async (project) => {
    const manifests = manifestsOf.get(project) ?? [];
    // The largest locks are planned for what should break nothing alone: all kinds take them half a minute.
    const kinds = ALL_KINDS.has(project) ? {} : { kinds: new Set(['SAFE'] as const) };
    const outcome = await makePlans(registryAlone({ registry: { facts: answers } }), {
      ...question(manifests),
      ...kinds,
    });
    const fixed = outcome.plans.flatMap((plan) => plan.proof.fixed).map(findingIdentity);
    const open = outcome.unfixed.map(({ finding }) => findingIdentity(finding));
    expect([...new Set([...fixed, ...open])].toSorted()).toEqual(
      outcome.findings.map(findingIdentity).toSorted(),
    );
    for (const plan of outcome.plans) {
      const closed = plan.proof.fixed.map(findingIdentity);
      const forced = plan.changes.filter(({ means }) => means === 'FORCE').map(({ name }) => name);
      if (plan.kind === 'SAFE') expect(plan.proof.introduced).toEqual([]);
      const texts = new Map(plan.edits.map(({ path, newText }) => [path, newText]));
      const after = worldManifests(
        (projects.get(project) ?? []).map(({ path, text }) => ({ path, text: texts.get(path) ?? text })),
      );
      for (const [index, manifest] of after.entries()) {
        const before = manifests[index];
        if (before === undefined) throw new Error('a manifest is missing');
        const openBefore = unanswered(before);
        const broken = [...unanswered(manifest)].filter((each) => !openBefore.has(each));
        expect(broken.filter((each) => !forced.some((name) => each.endsWith(` ${name}`)))).toEqual([]);
        expect(manifest.inventory.problems).toEqual(before.inventory.problems);
        const kept = new Set(manifest.inventory.packages.map(({ location }) => location));
        expect([...kept]).toEqual(
          before.inventory.packages.flatMap(({ location }) => (kept.has(location) ? [location] : [])),
        );
        const left = findingsOf(manifest.inventory, match).map(findingIdentity);
        expect(left.filter((identity) => closed.includes(identity))).toEqual([]);
      }
    }
  });

  test('planning again with the same facts gives the same', () => {
    const manifests = manifestsOf.get('OWASP__NodeGoat') ?? [];
    const names = new Set(manifests.flatMap(({ inventory }) => inventory.packages.map(({ name }) => name)));
    const facts = new Map(
      [...names].map((name) => [`npm|${name}`, registry.get(name) ?? { kind: 'missing' as const, name }]),
    );
    const first = assemblePlans({ ...question(manifests), facts, ...NOBODY });
    expect(first.kind === 'plans' && first.plans[0]?.changes.length).toBeGreaterThan(5);
    expect(assemblePlans({ ...question(manifests), facts, ...NOBODY })).toEqual(first);
  });
});
