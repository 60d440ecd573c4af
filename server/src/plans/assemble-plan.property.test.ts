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

let planned = 0;

test('a plan keeps every range, closes what it says, adds nothing, and is the same each time', async () => {
  await fc.assert(
    fc.asyncProperty(worldArbitrary, async (world) => {
      const outcome = await planWorld(world);
      const closed = outcome.plans.flatMap((plan) => plan.proof.fixed).map(findingIdentity);
      const open = outcome.unfixed.map(({ finding }) => findingIdentity(finding));
      expect([...closed, ...open].toSorted()).toEqual(outcome.findings.map(findingIdentity).toSorted());
      expect(await planWorld(world)).toEqual(outcome);
      const [plan] = outcome.plans;
      if (plan === undefined) return;
      planned += 1;
      const texts = new Map(plan.edits.map(({ path, newText }) => [path, newText]));
      const before = worldFiles(world);
      const after = before.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
      const openBefore = unanswered(before);
      expect([...unanswered(after)].filter((each) => !openBefore.has(each))).toEqual([]);
      const [manifest] = worldManifests(after);
      const left = manifest === undefined ? [] : findingsOf(manifest.inventory, matchFlaws(world.flaws));
      expect(plan.proof.introduced).toEqual([]);
      expect(
        left
          .map((finding) => finding.key)
          .filter((key) => !outcome.findings.some((known) => known.key === key)),
      ).toEqual([]);
      expect(left.map(findingIdentity).filter((identity) => closed.includes(identity))).toEqual([]);
      for (const change of plan.changes) {
        expect(npm.compareVersions(change.to, change.from)).toBeGreaterThan(0);
        // A finding stays at a version when another copy goes there while this one leaves it.
        const isTakenOver = plan.changes.some(({ name, to }) => name === change.name && to === change.from);
        const isNeeded = /^(Needed by|Makes room for) /.test(change.reason);
        expect(change.findings.length > 0 || isNeeded || isTakenOver).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
  expect(planned).toBeGreaterThan(40);
});
