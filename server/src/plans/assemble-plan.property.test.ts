import fc from 'fast-check';
import semver from 'semver';
import {
  planWorld,
  worldManifests,
  worldFiles,
  matchFlaws,
  type Flaw,
  type Locked,
  type Published,
  type World,
} from '../../test/planning-world.js';
import { npm } from '../ecosystems/npm/index.js';
import { findingIdentity, findingsOf } from './plan-findings.js';
import type { PlanDraft, PlanFinding } from './plan.js';
import { isAsBad } from './proof.js';

const NAMES = ['a', 'b', '@s/c', 'd', 'e', 'constructor'];
const VERSIONS = ['1.0.0', '1.0.1', '1.1.0', '1.2.0', '1.2.1', '2.0.0', '2.1.0'];
const RANGES = ['^1.0.0', '~1.0.0', '1.0.0', '>=1.1.0', '*', '^1.1.0', '1 || 2', '^2.0.0'];

type Registry = Readonly<Record<string, Readonly<Record<string, Published>>>>;

/** A version asks only for packages later in the list, so that no tree is endless. */
const asksOf = (index: number) =>
  fc.dictionary(fc.constantFrom('z', ...NAMES.slice(index + 1)), fc.constantFrom(...RANGES), {
    maxKeys: 3,
    noNullPrototype: true,
  });

const registryArbitrary: fc.Arbitrary<Registry> = fc
  .tuple(
    ...NAMES.map((_, index) =>
      fc.dictionary(
        fc.constantFrom(...VERSIONS),
        fc.record({
          dependencies: asksOf(index),
          peerDependencies: fc.oneof(
            { weight: 4, arbitrary: fc.constant({}) },
            { weight: 1, arbitrary: asksOf(index) },
          ),
          deprecated: fc.oneof(
            { weight: 5, arbitrary: fc.constant(null) },
            { weight: 1, arbitrary: fc.constant('old') },
          ),
        }),
        { minKeys: 1, noNullPrototype: true },
      ),
    ),
  )
  .map((packages) => Object.fromEntries(NAMES.map((name, index) => [name, packages[index] ?? {}])));

const flawsArbitrary: fc.Arbitrary<readonly Flaw[]> = fc
  .array(
    fc.record({
      name: fc.constantFrom(...NAMES),
      range: fc.constantFrom('<1.1.0', '1.0.0', '<2.0.0', '*', '>=1.1.0 <1.2.0', '1.2.0'),
      severity: fc.constantFrom('LOW' as const, 'HIGH' as const, 'CRITICAL' as const),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((flaws) => flaws.map((flaw, index) => ({ ...flaw, group: `G${index}` })));

const worldArbitrary: fc.Arbitrary<World> = fc
  .tuple(
    registryArbitrary,
    flawsArbitrary,
    fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom(...RANGES), {
      minKeys: 1,
      noNullPrototype: true,
    }),
  )
  .map(([registry, flaws, dependencies]) => {
    const lock = install(registry, dependencies);
    return { root: { dependencies }, lock, registry, flaws };
  });

/** Installs as npm would, taking the lowest version that fits: at the top where that is free, else beside who asks. */
function install(registry: Registry, wanted: Readonly<Record<string, string>>): World['lock'] {
  const lock = new Map<string, Locked>();
  const answer = (from: string, name: string, range: string): void => {
    const found = lookUp(lock, from, name);
    if (found !== null && semver.satisfies(lock.get(found)?.version ?? '', range)) return;
    const published = Object.hasOwn(registry, name) ? registry[name] : undefined;
    const version = semver.minSatisfying(Object.keys(published ?? {}), range);
    const facts = version === null ? undefined : published?.[version];
    if (version === null || facts === undefined) return;
    const location =
      found === null ? `node_modules/${name}` : `${from}${from === '' ? '' : '/'}node_modules/${name}`;
    if (lock.has(location)) return;
    const { dependencies = {}, peerDependencies = {} } = facts;
    lock.set(location, { version, dependencies, peerDependencies });
    for (const [asked, askedRange] of Object.entries({ ...dependencies, ...peerDependencies }))
      answer(location, asked, askedRange);
  };
  for (const [name, range] of Object.entries(wanted)) answer('', name, range);
  return Object.fromEntries(lock);
}

function lookUp(lock: ReadonlyMap<string, Locked>, from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const location = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock.has(location)) return location;
    if (folder === '') return null;
  }
}

/** What is not answered in a tree: `location name range`. */
function unanswered(files: ReturnType<typeof worldFiles>): ReadonlySet<string> {
  const inventory = worldManifests(files)[0]?.inventory;
  const open = new Set<string>();
  for (const { location, requires } of inventory?.packages ?? []) {
    for (const { name, range, target } of requires) {
      const version = target === null ? '' : (inventory?.packages[target]?.version ?? '');
      if (!npm.satisfies(version, range)) open.add(`${location} ${name}`);
    }
  }
  return open;
}

const planned = { SAFE: 0, BREAKING: 0, FORCED: 0, UPDATE: 100 };

test('a plan keeps every range, closes what it says, adds nothing, and is the same each time', async () => {
  await fc.assert(
    fc.asyncProperty(worldArbitrary, async (world) => {
      const outcome = await planWorld(world);
      const closed = outcome.plans.flatMap((plan) => plan.proof.fixed).map(findingIdentity);
      const open = outcome.unfixed.map(({ finding }) => findingIdentity(finding));
      expect([...new Set([...closed, ...open])].toSorted()).toEqual(
        outcome.findings.map(findingIdentity).toSorted(),
      );
      expect(await planWorld(world)).toEqual(outcome);
      for (const plan of outcome.plans) checkPlan(world, plan, outcome.findings);
    }),
    { numRuns: 400 },
  );
  for (const count of Object.values(planned)) expect(count).toBeGreaterThan(2);
});

/** A plan holds in the edited files: read again, they prove what it says, and break no range but those it forces over. */
function checkPlan(world: World, plan: PlanDraft, findings: readonly PlanFinding[]): void {
  planned[plan.kind] += 1;
  const texts = new Map(plan.edits.map(({ path, newText }) => [path, newText]));
  const before = worldFiles(world);
  const after = before.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
  const forced = plan.changes.filter(({ means }) => means === 'FORCE').map(({ name }) => name);
  const openBefore = unanswered(before);
  const broken = [...unanswered(after)].filter(
    (each) => !openBefore.has(each) && !forced.some((name) => each.endsWith(` ${name}`)),
  );
  expect(broken).toEqual([]);
  const [manifest] = worldManifests(after);
  const [old] = worldManifests(before);
  expect(manifest?.inventory.problems).toEqual(old?.inventory.problems);
  const left = manifest === undefined ? [] : findingsOf(manifest.inventory, matchFlaws(world.flaws));
  const closed = plan.proof.fixed.map(findingIdentity);
  expect(closed.length).toBeGreaterThan(0);
  expect(isAsBad(plan.proof.introduced, plan.proof.fixed)).toBe(false);
  expect(left.map(findingIdentity).filter((identity) => closed.includes(identity))).toEqual([]);
  const keys = new Set(findings.map(({ key }) => key));
  expect(left.filter(({ key }) => !keys.has(key)).map(findingIdentity)).toEqual(
    plan.proof.introduced.map(findingIdentity),
  );
  const steps = plan.changes.map(({ from, to }) => npm.stepBetween(from, to));
  if (plan.kind === 'SAFE') expect(plan.proof.introduced).toEqual([]);
  if (plan.kind === 'BREAKING') expect(steps).toContain('MAJOR');
  expect(plan.changes.some(({ means }) => means === 'FORCE')).toBe(plan.kind === 'FORCED');
  for (const change of plan.changes) expect(npm.compareVersions(change.to, change.from)).toBeGreaterThan(0);
}
