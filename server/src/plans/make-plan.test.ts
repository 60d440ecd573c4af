import {
  planWorld,
  publishedFacts,
  worldFiles,
  worldManifests,
  registryAlone,
  worldQuestion,
  worldRegistry,
  type World,
} from '../../test/planning-world.js';
import type { PackageRegistry } from '../registries/registry.js';
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
  const nobody = { resolutions: new Map(), usage: null, tools: new Set<never>() };
  const outcome = assemblePlans({ ...worldQuestion(TWO), facts: new Map(), ...nobody });
  expect(outcome).toEqual({
    kind: 'needs',
    packages: [
      { ecosystem: 'npm', name: 'a', versions: [] },
      { ecosystem: 'npm', name: 'b', versions: [] },
    ],
    resolutions: [],
    usage: [],
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
  const manifests = ['api/package-lock.json', 'web/package-lock.json'];
  expect(plans[0]?.changes.map((change) => [change.name, change.manifest, change.manifests])).toEqual([
    ['a', 'api/package-lock.json', manifests],
    ['b', 'api/package-lock.json', manifests],
  ]);
});

test('a manifest without a lock is planned by what it declares exactly', async () => {
  const files = [
    { path: 'package.json', text: JSON.stringify({ dependencies: { a: '1.0.0', b: '^1.0.0' } }) },
  ];
  const { plans, unfixed } = await makePlans(registryAlone({ registry: worldRegistry(TWO.registry) }), {
    ...worldQuestion(TWO),
    manifests: worldManifests(files),
  });
  expect(unfixed).toEqual([]);
  expect(plans[0]?.changes.map(({ name, from, to, means }) => [name, from, to, means])).toEqual([
    ['a', '1.0.0', '1.0.1', 'RAISE'],
  ]);
  expect(plans[0]?.edits.map(({ newText }) => newText)).toEqual([
    JSON.stringify({ dependencies: { a: '1.0.1', b: '^1.0.0' } }),
  ]);
});

test('a format that is not edited is read, and the reason says so', async () => {
  const abilities = { versions: false, ranges: false, resolver: null, whyNot: 'Nobody edits this yet.' };
  const { plans, unfixed } = await planWorld({ ...TWO, abilities });
  expect(plans).toEqual([]);
  const reason = {
    code: 'FORMAT_NOT_SUPPORTED',
    format: 'package-lock v3',
    message: 'Nobody edits this yet.',
  };
  expect(unfixed.map((each) => each.reason)).toEqual([reason, reason]);
});

test('details of versions are asked for by version, and what is asked in vain is not used', async () => {
  const asked: (readonly string[])[] = [];
  const versions = (detailed: readonly string[]) =>
    ['1.0.0', '1.0.1', '1.0.2'].map((version) =>
      publishedFacts('a', version, {
        publishedAt: detailed.includes(version) ? '2020-01-01T00:00:00.000Z' : null,
        isDetailed: detailed.includes(version),
      }),
    );
  const registry: PackageRegistry = {
    facts: async (_ecosystem, names, dated) => {
      const wanted = dated?.get('a') ?? [];
      if (wanted.length > 0) asked.push(wanted);
      const facts = {
        ecosystem: 'npm' as const,
        name: 'a',
        latest: null,
        versions: versions(wanted.filter((version) => version !== '1.0.1')),
        repositoryUrl: null,
        undated: [],
        fetchedAt: '',
      };
      return new Map(names.map((name) => [name, { kind: 'facts' as const, facts: { ...facts, name } }]));
    },
  };
  const world: World = {
    ...TWO,
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
  };
  const { plans } = await makePlans(registryAlone({ registry }), worldQuestion(world));
  expect(plans[0]?.changes.map(({ to }) => to)).toEqual(['1.0.2']);
  expect(asked.flat()).toContain('1.0.1');
});
