import {
  planWorld,
  worldFiles,
  worldManifests,
  registryAlone,
  worldQuestion,
  worldRegistry,
  type World,
} from '../../test/planning-world.js';
import { assemblePlans } from './assemble-plan.js';
import { makePlans } from './make-plan.js';

const TWO: World = {
  root: { dependencies: { a: '^1.0.0', b: '^1.0.0' } },
  lock: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } },
  registry: { a: { '1.0.0': {}, '1.0.1': {} }, b: { '1.0.0': {}, '1.0.1': {} } },
  flaws: [
    { group: 'G1', name: 'a', range: '1.0.0' },
    { group: 'G2', name: 'b', range: '1.0.0' },
  ],
};

test('without facts the planner says which packages it needs, and plans nothing', () => {
  const outcome = assemblePlans({ ...worldQuestion(TWO), facts: new Map() });
  expect(outcome).toEqual({
    kind: 'needs',
    packages: [
      { ecosystem: 'npm', name: 'a' },
      { ecosystem: 'npm', name: 'b' },
    ],
  });
});

test('the registry is asked in rounds, for each package once, and only for what matters', async () => {
  const world: World = {
    root: { dependencies: { a: '^1.0.0', unrelated: '^1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0', dependencies: { b: '^1.0.0' } },
      'node_modules/b': { version: '1.0.0' },
      'node_modules/unrelated': { version: '1.0.0' },
    },
    registry: {
      a: { '1.0.0': {}, '1.0.1': { dependencies: { b: '^1.1.0' } } },
      b: { '1.0.0': {}, '1.1.0': {} },
    },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
  };
  const rounds: (readonly string[])[] = [];
  const inner = worldRegistry(world.registry);
  const registry = {
    facts: (ecosystem: 'npm', names: readonly string[]) => (
      rounds.push(names),
      inner.facts(ecosystem, names)
    ),
  };
  expect((await makePlans(registryAlone({ registry }), worldQuestion(world))).plans).toHaveLength(1);
  expect(rounds).toEqual([['a'], ['b']]);
});

test('a registry that forgets a package does not keep the planner waiting', async () => {
  const outcome = await makePlans(
    registryAlone({ registry: { facts: async () => new Map() } }),
    worldQuestion(TWO),
  );
  expect(outcome.unfixed.map(({ reason }) => reason.code)).toEqual(['REGISTRY_FAILED', 'REGISTRY_FAILED']);
});

test('what cannot be edited is left out with its reason, the rest is fixed', async () => {
  const { plans, unfixed } = await planWorld({
    ...TWO,
    lock: {
      ...TWO.lock,
      'node_modules/b': { version: '1.0.0', resolved: 'https://mirror.example/archives/0001' },
    },
  });
  expect(plans[0]?.changes.map((change) => change.name)).toEqual(['a']);
  expect(plans[0]?.title).toBe('Fix 1 vulnerability in a');
  expect(unfixed.map(({ finding, reason }) => [finding.name, reason.code])).toEqual([['b', 'EDIT_REFUSED']]);
});

test('a lighter flaw below the threshold may come in, and the proof shows it', async () => {
  const { plans } = await planWorld({
    ...TWO,
    flaws: [
      { group: 'G1', name: 'a', range: '1.0.0', severity: 'HIGH' },
      { group: 'G3', name: 'a', range: '1.0.1', severity: 'LOW' },
    ],
    policy: { minimumSeverity: 'HIGH' },
  });
  expect(plans[0]?.proof.fixed.map(({ advisories }) => advisories)).toEqual([['G1']]);
  expect(plans[0]?.proof.introduced.map(({ advisories, version }) => [advisories, version])).toEqual([
    [['G3'], '1.0.1'],
  ]);
});

test('all manifests of a project are one plan, in the order of their paths', async () => {
  const files = ['web', 'api'].flatMap((folder) =>
    worldFiles(TWO).map(({ path, text }) => ({ path: `${folder}/${path}`, text })),
  );
  const { plans } = await makePlans(registryAlone({ registry: worldRegistry(TWO.registry) }), {
    ...worldQuestion(TWO),
    manifests: worldManifests(files),
  });
  expect(plans).toHaveLength(1);
  expect(plans[0]?.title).toBe('Fix 4 vulnerabilities in 2 packages');
  expect(plans[0]?.edits.map(({ path }) => path)).toEqual(['api/package-lock.json', 'web/package-lock.json']);
  expect(plans[0]?.changes.map(({ manifest, name }) => `${manifest} ${name}`)).toEqual([
    'api/package-lock.json a',
    'api/package-lock.json b',
    'web/package-lock.json a',
    'web/package-lock.json b',
  ]);
});

test('a manifest without a lock is read and not edited, and the reason says so', async () => {
  const files = [{ path: 'package.json', text: JSON.stringify({ dependencies: { a: '1.0.0' } }) }];
  const { plans, unfixed } = await makePlans(registryAlone({ registry: worldRegistry(TWO.registry) }), {
    ...worldQuestion(TWO),
    manifests: worldManifests(files),
  });
  expect(plans).toEqual([]);
  expect(unfixed.map(({ reason }) => reason)).toEqual([
    {
      code: 'FORMAT_NOT_SUPPORTED',
      format: 'package.json',
      message: 'Backline reads package.json, but does not edit this format yet.',
    },
  ]);
});
