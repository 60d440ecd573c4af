import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { EcosystemId, ManifestFile } from '../src/ecosystems/ecosystem.js';
import { ecosystemOf } from '../src/ecosystems/registry.js';
import { makePlans, type AssembledPlans } from '../src/plans/make-plan.js';
import { matchAdvisories } from '../src/plans/match-advisories.js';
import type { MatchVersions, PlanManifest } from '../src/plans/plan-input.js';
import type { PlanChange, PlanDraft } from '../src/plans/plan.js';
import { DEFAULT_POLICY } from '../src/policies/policy.js';
import type { PackageRegistry } from '../src/registries/registry.js';
import type { Resolver } from '../src/resolution/resolution.js';
import { SCENARIOS, type Scenario } from './remediation-scenarios.js';
import { readUniverse, readVulnerabilities } from './remediation-universe.js';
import { registryOf, requestFor } from './resolution-world.js';
import { sharedDataPath } from './shared-data.js';
import { openTestResolver } from './test-resolver.js';

const NOW = new Date('2026-06-30T00:00:00.000Z');
const ROOT = 'conformance/osv-scalibr/guidedremediation';
const archive = sharedDataPath('conformance.tar.gz');
const suite = archive === null ? describe.skip : describe;

const differing = z
  .array(z.object({ scenario: z.string(), reason: z.string().min(40) }))
  .parse(JSON.parse(readFileSync(join(__dirname, 'differing-plans.json'), 'utf8')));

test('each scenario that differs is one that is compared, listed once, with a reason', () => {
  const names = differing.map(({ scenario }) => scenario);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(SCENARIOS.map((scenario) => scenario.name)).toContain(name);
});

suite('guided remediation (skipped where the shared data is not there)', () => {
  let folder = '';
  const resolver = openTestResolver();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'backline-remediation-'));
    if (archive !== null) execFileSync('tar', ['-xzf', archive, '-C', folder, ROOT]);
  });
  afterAll(async () => {
    await resolver.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('knows every scenario that has a record', () => {
    const recorded = readdirSync(join(folder, ROOT), { recursive: true, encoding: 'utf8' })
      .filter((path) => /(?:^|\/)(?:patches|result)\.json$/.test(path))
      .map((path) => dirname(path));
    expect(SCENARIOS.map(({ name }) => name).toSorted()).toEqual(recorded.toSorted());
  });

  it.each(SCENARIOS)(
    '$name: fixes as many with as few changes as recorded, unless it is listed',
    async (scenario) => {
      const at = join(folder, ROOT);
      const read = (path: string): string => readFileSync(join(at, path), 'utf8');
      const universe = readUniverse(read(`${scenario.world}/universe.yaml`));
      const registry = registryOf(universe);
      const advisories = readVulnerabilities(read(`${scenario.world}/vulnerabilities.json`));
      const files = scenario.files.map((file) => ({
        path: file.startsWith('../') ? (file.split('/').at(-1) ?? file) : file,
        text: read(join(scenario.name, file)),
      }));
      const ports: Ports = {
        registry,
        resolver: {
          tools: new Set(['npm']),
          resolve: (request, context) => resolver.resolve(request, context),
        },
        match: matchAdvisories(advisories, new Map(), ecosystemOf),
      };
      const ours = await remediate(scenario, await withLock(scenario, files, ports), ports);
      const theirs = readRecord(at, scenario.name);
      const holds = isAsGood(ours, theirs);
      const isListed = differing.some(({ scenario: name }) => name === scenario.name);
      expect({ holds, ours, theirs }).toMatchObject({ holds: !isListed });
    },
    120_000,
  );
});

interface Ports {
  readonly registry: PackageRegistry;
  readonly resolver: Resolver;
  readonly match: MatchVersions;
}

interface Remedy {
  /** `id name@version` of what was there and is gone. */
  readonly fixed: readonly string[];
  /** The same of what was not there before. */
  readonly introduced: readonly string[];
  /** Package versions moved where the lock alone is edited; else declared versions and rules changed. */
  readonly changes: readonly Update[];
  readonly told: readonly string[];
}

interface Update {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Whether ours is as good: it fixes all that is recorded and introduces no more, each change beyond the recorded ones fixes
 * something beyond them, and nothing is moved to another flavour of a release (`-jre`, `-android`) than recorded.
 */
function isAsGood(ours: Remedy, theirs: Remedy): boolean {
  const flavours = new Map(theirs.changes.map(({ name, to }) => [name, flavourOf(to)]));
  const net = ({ fixed, introduced }: Remedy): number => fixed.length - introduced.length;
  return (
    theirs.fixed.every((each) => ours.fixed.includes(each)) &&
    ours.introduced.length <= theirs.introduced.length &&
    ours.changes.length - theirs.changes.length <= net(ours) - net(theirs) &&
    ours.changes.every(({ name, to }) => (flavours.get(name) ?? flavourOf(to)) === flavourOf(to))
  );
}

function flavourOf(version: string): string {
  return /-[a-z]+$/.exec(version)?.[0] ?? '';
}

/** All plans one after the other, each worked out again on what the one before left. */
async function remediate(
  { ecosystem }: Scenario,
  files: readonly ManifestFile[],
  ports: Ports,
): Promise<Remedy> {
  let present = readManifests(ecosystem, files);
  const before = vulnerable(present, ports.match);
  const applied: PlanDraft[] = [];
  const done = new Set<string>();
  let left = await plan(present, ports);
  for (;;) {
    const next = left.plans.find(({ kind, group }) => !done.has(`${kind}|${group}`));
    if (next === undefined) break;
    done.add(`${next.kind}|${next.group}`);
    applied.push(next);
    const texts = new Map(next.edits.map(({ path, newText }) => [path, newText]));
    present = readManifests(
      ecosystem,
      present
        .flatMap((manifest) => manifest.files)
        .map(({ path, text }) => ({ path, text: texts.get(path) ?? text })),
    );
    left = await plan(present, ports);
  }
  const after = vulnerable(present, ports.match);
  const gone = [...before].filter((each) => !after.has(each));
  const come = [...after].filter((each) => !before.has(each));
  const isInPlace = !files.some(({ path }) => path === 'package.json') && ecosystem === 'npm';
  const counted = applied
    .flatMap(({ changes }) => changes)
    .filter((change) => isInPlace || isDeclared(change));
  return {
    fixed: gone,
    introduced: come,
    changes: [
      ...new Map(counted.map((change) => [`${change.name} ${change.from} ${change.to}`, change])).values(),
    ].map(({ name, from, to }) => ({ name, from, to })),
    told: [
      ...applied.flatMap(({ kind, changes }) =>
        changes.map(({ name, from, to, means }) => `${kind} ${means} ${name} ${from} ${to}`),
      ),
      ...left.unfixed.map(({ finding, reason }) => `left ${finding.key}: ${reason.code} ${reason.message}`),
    ],
  };
}

/** Whether it changes what a person wrote, and not just what came of it. */
function isDeclared({ means, isDirect }: PlanChange): boolean {
  return means === 'FORCE' || (means === 'RAISE' && isDirect);
}

function plan(
  manifests: readonly PlanManifest[],
  { registry, resolver, match }: Ports,
): Promise<AssembledPlans> {
  return makePlans(
    { registry, resolver, source: null, signal: new AbortController().signal },
    {
      targetBranch: '',
      manifests,
      match,
      policy: DEFAULT_POLICY,
      dismissed: new Map(),
      now: NOW,
      ecosystemOf,
    },
  );
}

function readManifests(id: EcosystemId, files: readonly ManifestFile[]): readonly PlanManifest[] {
  const ecosystem = ecosystemOf(id);
  return ecosystem.groupManifests(files.map(({ path }) => path)).map((group) => {
    const inputs = files.filter(({ path }) => group.inputs.includes(path));
    return { group, files: inputs, inventory: ecosystem.parse(group, inputs) };
  });
}

/** `id name@version` of all that is known against the packages of these manifests. */
function vulnerable(manifests: readonly PlanManifest[], match: MatchVersions): ReadonlySet<string> {
  const versions = manifests.flatMap(({ group, inventory }) =>
    inventory.packages
      .filter(({ source }) => source !== 'ROOT')
      .map(({ name, version }) => ({ ecosystem: group.ecosystem, name, version })),
  );
  return new Set(match(versions).map(({ group, name, version }) => `${group} ${name}@${version}`));
}

/** Where npm's manifest stands alone, with the lock that npm makes of it in this universe. */
async function withLock(
  { ecosystem }: Scenario,
  files: readonly ManifestFile[],
  { registry, resolver }: Ports,
): Promise<readonly ManifestFile[]> {
  if (ecosystem !== 'npm' || files.some(({ path }) => path === 'package-lock.json')) return files;
  const empty = { lockfileVersion: 3, requires: true, packages: {} };
  const all = [...files, { path: 'package-lock.json', text: `${JSON.stringify(empty, null, 2)}\n` }];
  const made = await resolver.resolve(requestFor('npm', all, {}), {
    registry,
    match: () => [],
    signal: new AbortController().signal,
  });
  if (made.kind === 'refused') throw new Error(made.message);
  return all.map((file) => made.files.find(({ path }) => path === file.path) ?? file);
}

const patchSchema = z.object({
  packageUpdates: z
    .array(z.object({ name: z.string(), versionFrom: z.string(), versionTo: z.string() }))
    .default([]),
  fixed: z.array(vulnerabilitySchema()).default([]),
  introduced: z.array(vulnerabilitySchema()).default([]),
});

function vulnerabilitySchema() {
  return z.object({
    id: z.string(),
    packages: z.array(z.object({ name: z.string(), version: z.string() })),
  });
}

/**
 * What is recorded. Patches of which each stands for itself are taken in their order, those left out that move what one
 * before has moved.
 */
function readRecord(at: string, name: string): Remedy {
  const files = readdirSync(join(at, name));
  const file = files.includes('result.json') ? 'result.json' : 'patches.json';
  const json: unknown = JSON.parse(readFileSync(join(at, name, file), 'utf8'));
  const patches = z
    .union([
      z.array(patchSchema),
      z.object({ patches: z.array(patchSchema) }).transform((result) => result.patches),
    ])
    .parse(json);
  const moved = new Map<string, Update>();
  const [fixed, introduced] = [new Set<string>(), new Set<string>()];
  for (const patch of patches) {
    const updates = patch.packageUpdates.map(({ name: moving, versionFrom, versionTo }) => ({
      name: moving,
      from: versionFrom,
      to: versionTo,
    }));
    if (updates.some((update) => moved.has(`${update.name} ${update.from}`))) continue;
    for (const update of updates) moved.set(`${update.name} ${update.from}`, update);
    for (const [vulnerabilities, held] of [
      [patch.fixed, fixed],
      [patch.introduced, introduced],
    ] as const)
      for (const { id, packages } of vulnerabilities)
        for (const each of packages) held.add(`${id} ${each.name}@${each.version}`);
  }
  return { fixed: [...fixed], introduced: [...introduced], changes: [...moved.values()], told: [] };
}
