import { ONLY_LIFTS, planWorld, type World } from '../../test/planning-world.js';

/** Worlds in which a fix exists: every change as `name from to`, with what it closes. */
const LIFTS: Readonly<Record<string, World & { readonly expected: readonly string[] }>> = {
  'a direct dependency goes to the lowest safe version inside its range, not to the newest': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': {}, '1.1.0': {}, '1.2.0': {}, '2.0.0': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '<1.1.0' }],
    expected: ['a 1.0.0 1.1.0 G1'],
  },
  'a transitive dependency is lifted inside the range of the package that asks for it': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0', dependencies: { b: '~2.0.0' } },
      'node_modules/b': { version: '2.0.0' },
    },
    registry: { b: { '2.0.0': {}, '2.0.3': {}, '2.1.0': {} } },
    flaws: [{ group: 'G1', name: 'b', range: '<2.0.3' }],
    expected: ['b 2.0.0 2.0.3 G1'],
  },
  'a version that another advisory concerns is passed over': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': {}, '1.0.2': {} } },
    flaws: [
      { group: 'G1', name: 'a', range: '1.0.0' },
      { group: 'G2', name: 'a', range: '1.0.1', severity: 'LOW' },
    ],
    expected: ['a 1.0.0 1.0.2 G1'],
  },
  'a deprecated version is taken only where nothing else is safe': {
    root: { dependencies: { a: '^1.0.0', b: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } },
    registry: {
      a: { '1.0.0': {}, '1.0.1': { deprecated: 'broken' }, '1.0.2': {} },
      b: { '1.0.0': {}, '1.0.1': { deprecated: 'unmaintained' } },
    },
    flaws: [
      { group: 'G1', name: 'a', range: '1.0.0' },
      { group: 'G2', name: 'b', range: '1.0.0' },
    ],
    expected: ['a 1.0.0 1.0.2 G1', 'b 1.0.0 1.0.1 G2'],
  },
  'a prerelease is taken only from a prerelease': {
    root: { dependencies: { a: '*', b: '^1.4.5-lts.1' } },
    lock: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.4.5-lts.1' } },
    registry: {
      a: { '1.0.0': {}, '1.1.0-rc.1': {}, '1.1.0': {} },
      b: { '1.4.5-lts.1': {}, '1.4.5-lts.2': {}, '1.5.0': {} },
    },
    flaws: [
      { group: 'G1', name: 'a', range: '1.0.0' },
      { group: 'G2', name: 'b', range: '1.4.5-lts.1' },
    ],
    expected: ['a 1.0.0 1.1.0 G1', 'b 1.4.5-lts.1 1.4.5-lts.2 G2'],
  },
  'a version that is too young is passed over for an older one': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': { publishedAt: '2026-06-29T00:00:00.000Z' }, '1.0.2': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    expected: ['a 1.0.0 1.0.2 G1'],
  },
  'what the new version asks for is lifted too, inside its own ranges': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0', dependencies: { b: '^1.0.0' } },
      'node_modules/b': { version: '1.0.0', dependencies: { c: '^1.0.0' } },
      'node_modules/c': { version: '1.0.0' },
    },
    registry: {
      a: { '1.0.0': {}, '1.0.1': { dependencies: { b: '^1.1.0' } } },
      b: { '1.0.0': {}, '1.1.0': { dependencies: { c: '^1.2.0' } }, '1.3.0': {} },
      c: { '1.0.0': {}, '1.2.0': {}, '1.3.0': {} },
    },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    expected: ['a 1.0.0 1.0.1 G1', 'b 1.0.0 1.1.0 ', 'c 1.0.0 1.2.0 '],
  },
  'a version that needs a package which the lock lacks is passed over for the next higher': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': { dependencies: { z: '*' } }, '1.0.2': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    expected: ['a 1.0.0 1.0.2 G1'],
  },
  'every copy of a version is lifted, each inside its own ranges': {
    root: { dependencies: { a: '^1.0.0', b: '1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', dependencies: { a: '>=1.0.0 <1.0.2 || 1.0.5' } },
      'node_modules/b/node_modules/a': { version: '1.0.0' },
    },
    registry: { a: { '1.0.0': {}, '1.0.1': {}, '1.0.3': {}, '1.0.5': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '<1.0.3' }],
    expected: ['a 1.0.0 1.0.3 G1', 'a 1.0.0 1.0.5 G1'],
  },
  'a lift that frees another is followed by it': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0', dependencies: { b: '1.0.0' } },
      'node_modules/b': { version: '1.0.0' },
    },
    registry: {
      a: { '1.0.0': {}, '1.0.1': { dependencies: { b: '^1.0.0' } } },
      b: { '1.0.0': {}, '1.0.1': {} },
    },
    flaws: [
      { group: 'G1', name: 'a', range: '1.0.0', severity: 'LOW' },
      { group: 'G2', name: 'b', range: '1.0.0', severity: 'CRITICAL' },
    ],
    expected: ['a 1.0.0 1.0.1 G1', 'b 1.0.0 1.0.1 G2'],
  },
  'where no version is free of everything, the one with the least against it is taken': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': {}, '1.0.2': {}, '2.0.0': {} } },
    flaws: [
      { group: 'G1', name: 'a', range: '<1.0.1', severity: 'CRITICAL' },
      { group: 'G2', name: 'a', range: '<2.0.0', severity: 'LOW' },
    ],
    expected: ['a 1.0.0 1.0.1 G1'],
  },
  'an alias is lifted under its real name': {
    root: { dependencies: { legacy: 'npm:a@^1.0.0' } },
    lock: { 'node_modules/legacy': { name: 'a', version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    expected: ['a 1.0.0 1.0.1 G1'],
  },
  'a package named constructor is a package': {
    root: { dependencies: { constructor: '^1.0.0' } },
    lock: { 'node_modules/constructor': { version: '1.0.0' } },
    registry: { constructor: { '1.0.0': {}, '1.0.1': {} } },
    flaws: [{ group: 'G1', name: 'constructor', range: '1.0.0' }],
    expected: ['constructor 1.0.0 1.0.1 G1'],
  },
  'an optional peer may be absent, and one that is present must fit': {
    root: { dependencies: { a: '^1.0.0', p: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/p': { version: '1.0.0' } },
    registry: {
      a: {
        '1.0.0': {},
        '1.0.1': { peerDependencies: { p: '^2.0.0' }, optionalPeers: ['p'] },
        '1.0.2': { peerDependencies: { q: '*' }, optionalPeers: ['q'] },
      },
      p: { '1.0.0': {}, '1.5.0': {} },
    },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    expected: ['a 1.0.0 1.0.2 G1'],
  },
};

/** Worlds in which nothing can be done: the code of each reason and what its sentence must say. */
const REASONS: Readonly<Record<string, World & { readonly code: string; readonly says: string }>> = {
  'no version above is free of it': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '*' }],
    code: 'NO_FIXED_VERSION',
    says: 'No published version of a above 1.0.0 is free of it.',
  },
  'the range of a package holds it, and a version of that package would free it': {
    root: { dependencies: { b: '^1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', dependencies: { a: '~1.0.0' } },
    },
    registry: {
      a: { '1.0.0': {}, '2.0.0': {} },
      b: {
        '1.0.0': { dependencies: { a: '~1.0.0' } },
        '2.0.0': { dependencies: { a: '1' } },
        '3.0.0': { dependencies: { a: '2' } },
        '4.0.0': {},
      },
    },
    flaws: [{ group: 'G1', name: 'a', range: '<2.0.0' }],
    code: 'CONSTRAINT',
    says: 'b@1.0.0 asks for a ~1.0.0; the lowest version that would be safe is 2.0.0. b 3.0.0 would allow it.',
  },
  'the project itself holds it': {
    root: { dependencies: { a: '1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    code: 'CONSTRAINT',
    says: 'package.json asks for a 1.0.0',
  },
  'a peer requirement holds it': {
    root: { dependencies: { a: '^1.0.0', b: '^1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', peerDependencies: { a: '1.0.x' } },
    },
    registry: { a: { '1.0.0': {}, '1.1.0': {} }, b: { '1.0.0': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '<1.1.0' }],
    code: 'CONSTRAINT',
    says: 'b@1.0.0 asks for a 1.0.x',
  },
  'the overrides of the project hold it': {
    root: { dependencies: { a: '^1.0.0' }, overrides: { a: '1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    code: 'CONSTRAINT',
    says: 'The overrides of package.json hold a at 1.0.0',
  },
  'one copy of several is held': {
    root: { dependencies: { a: '^1.0.0', b: '1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', dependencies: { a: '1.0.0' } },
      'node_modules/b/node_modules/a': { version: '1.0.0' },
    },
    registry: { a: { '1.0.0': {}, '1.0.1': {} }, b: { '1.0.0': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    code: 'CONSTRAINT',
    says: 'b@1.0.0 asks for a 1.0.0',
  },
  'the only safe version is too young': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': { publishedAt: '2026-06-29T12:00:00.000Z' } } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    code: 'TOO_YOUNG',
    says: 'it is old enough on 2026-07-02',
  },
  'a version without a date among dated ones': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': { publishedAt: null } } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    code: 'NEEDS_RESOLUTION',
    says: 'does not say when a 1.0.1 was published',
  },
  'the fixed version has a flaw of its own': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': {} } },
    flaws: [
      { group: 'G1', name: 'a', range: '1.0.0' },
      { group: 'G2', name: 'a', range: '1.0.1' },
    ],
    code: 'WOULD_INTRODUCE',
    says: 'a 1.0.1 closes it, but brings other vulnerabilities in.',
  },
  'the fixed version needs a package which the lock lacks': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': { dependencies: { z: '^3.0.0' } } } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    code: 'NEEDS_RESOLUTION',
    says: 'a 1.0.1 asks for z ^3.0.0, which is not in the lock',
  },
  'the fixed version asks for a peer that the project has not': {
    root: { dependencies: { a: '^1.0.0', p: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/p': { version: '1.0.0' } },
    registry: {
      a: { '1.0.0': {}, '1.0.1': { peerDependencies: { p: '^2.0.0' } } },
      p: { '1.0.0': {}, '2.0.0': {} },
    },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    code: 'NEEDS_RESOLUTION',
    says: 'a 1.0.1 asks for p ^2.0.0; the lock has 1.0.0',
  },
  'the fixed version ships packages inside its archive': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': { bundleDependencies: ['b'] } } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    code: 'NEEDS_RESOLUTION',
    says: 'ships packages inside its own archive',
  },
  'it is bundled': {
    root: { dependencies: { b: '^1.0.0' } },
    lock: {
      'node_modules/b': { version: '1.0.0', dependencies: { a: '^1.0.0' }, bundleDependencies: ['a'] },
      'node_modules/b/node_modules/a': { version: '1.0.0', inBundle: true },
    },
    registry: { a: { '1.0.0': {}, '1.0.1': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    code: 'BUNDLED',
    says: 'shipped inside the archive of b@1.0.0',
  },
  'it comes from a git repository': {
    root: { dependencies: { a: 'git+https://git.example/a.git' } },
    lock: {
      'node_modules/a': {
        version: '1.0.0',
        resolved: 'git+https://git.example/a.git#0123456789012345678901234567890123456789',
      },
    },
    registry: { a: { '1.0.0': {}, '1.0.1': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    code: 'NOT_FROM_REGISTRY',
    says: 'comes from a git repository',
  },
  'the registry failed': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { kind: 'failed', name: 'a', status: 401, message: 'it answered with status 401.' } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    code: 'REGISTRY_FAILED',
    says: 'it answered with status 401.',
  },
  'the registry does not know it': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: {},
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    code: 'NOT_IN_REGISTRY',
    says: 'The registry does not know a.',
  },
  'the policy asks for worse': {
    root: { dependencies: { a: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0', severity: 'LOW' }],
    policy: { minimumSeverity: 'HIGH' },
    code: 'BELOW_THRESHOLD',
    says: 'The policy asks for fixes from HIGH upwards',
  },
};

describe('rung 1', () => {
  test.each(Object.entries(LIFTS))('%s', async (_title, { expected, ...world }) => {
    const { plans } = await planWorld({ abilities: ONLY_LIFTS, ...world });
    const changes = plans.flatMap((plan) => plan.changes);
    const shown = changes.map(
      ({ name, from, to, findings }) =>
        `${name} ${from} ${to} ${findings.map((key) => key.split('|').at(-1)).join(' ')}`,
    );
    expect(shown).toEqual(expected);
    expect(plans[0]?.proof.introduced).toEqual([]);
  });

  test('says why a package without a finding moves', async () => {
    const { plans } = await planWorld(
      LIFTS['what the new version asks for is lifted too, inside its own ranges'] ?? {
        lock: {},
        registry: {},
        flaws: [],
      },
    );
    expect(plans[0]?.changes.map((change) => change.reason)).toEqual([
      'The lowest version inside ^1.0.0 that no known advisory concerns.',
      'Needed by a 1.0.1, which asks for ^1.1.0.',
      'Needed by b 1.1.0, which asks for ^1.2.0.',
    ]);
  });
});

describe('rung 4', () => {
  test.each(Object.entries(REASONS))('%s', async (_title, { code, says, ...world }) => {
    const { plans, unfixed, findings } = await planWorld({ abilities: ONLY_LIFTS, ...world });
    expect(plans).toEqual([]);
    expect(unfixed).toHaveLength(findings.length);
    expect(unfixed[0]?.reason.code).toBe(code);
    expect(unfixed[0]?.reason.message).toContain(says);
  });
});
