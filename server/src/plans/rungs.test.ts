import { planWorld, type World } from '../../test/planning-world.js';

/** Worlds whose fix may break something: each plan as `kind group`, and its changes as `name from to means`. */
const RUNGS: Readonly<
  Record<string, World & { readonly expected: Readonly<Record<string, readonly string[]>> }>
> = {
  'an exactly declared dependency is raised by a patch in the safe plan': {
    root: { dependencies: { a: '1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '1.0.1': {}, '1.0.2': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    expected: { 'SAFE all': ['a 1.0.0 1.0.1 RAISE'] },
  },
  'a major step has a plan of its own, beside the safe plan': {
    root: { dependencies: { a: '^1.0.0', b: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } },
    registry: { a: { '1.0.0': {}, '2.0.0': {}, '2.1.0': {} }, b: { '1.0.0': {}, '1.0.1': {} } },
    flaws: [
      { group: 'G1', name: 'a', range: '<2.0.0' },
      { group: 'G2', name: 'b', range: '1.0.0' },
    ],
    expected: { 'SAFE all': ['b 1.0.0 1.0.1 LIFT'], 'BREAKING a': ['a 1.0.0 2.0.0 RAISE'] },
  },
  'below 1.0 a minor step may break something': {
    root: { dependencies: { a: '~0.1.0' } },
    lock: { 'node_modules/a': { version: '0.1.0' } },
    registry: { a: { '0.1.0': {}, '0.2.0': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '<0.2.0' }],
    expected: { 'BREAKING a': ['a 0.1.0 0.2.0 RAISE'] },
  },
  'what brings in a vulnerable package is raised to the lowest version that need not': {
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
    expected: { 'BREAKING b': ['a 1.0.0 2.0.0 LIFT', 'b 1.0.0 3.0.0 RAISE'] },
  },
  'a package in between is lifted inside its own range until it allows a safe version': {
    root: { dependencies: { b: '^1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', dependencies: { a: '~1.0.0' } },
    },
    registry: {
      a: { '1.0.0': {}, '1.1.0': {} },
      b: {
        '1.0.0': { dependencies: { a: '~1.0.0' } },
        '1.0.5': { dependencies: { a: '~1.0.1' } },
        '1.1.0': { dependencies: { a: '^1.1.0' } },
      },
    },
    flaws: [{ group: 'G1', name: 'a', range: '<1.1.0' }],
    expected: { 'SAFE all': ['a 1.0.0 1.1.0 LIFT', 'b 1.0.0 1.1.0 LIFT'] },
  },
  'a package in between is lifted until it asks no more': {
    root: { dependencies: { b: '^1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', dependencies: { a: '~1.0.0' } },
    },
    registry: { a: { '1.0.0': {} }, b: { '1.0.0': { dependencies: { a: '~1.0.0' } }, '1.1.0': {} } },
    flaws: [{ group: 'G1', name: 'a', range: '*' }],
    expected: { 'SAFE all': ['b 1.0.0 1.1.0 LIFT'] },
  },
  'a package that nothing can free is forced below the one that holds it': {
    root: { dependencies: { b: '^1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', dependencies: { a: '~1.0.0' } },
    },
    registry: {
      a: { '1.0.0': {}, '1.2.0': {}, '2.0.0': {} },
      b: { '1.0.0': { dependencies: { a: '~1.0.0' } } },
    },
    flaws: [{ group: 'G1', name: 'a', range: '<1.2.0' }],
    expected: { 'FORCED a': ['a 1.0.0 1.2.0 FORCE'] },
  },
  'a package named __proto__ stops nothing': {
    root: { dependencies: { a: '1.0.0', constructor: '^1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/constructor': { version: '1.0.0' },
      'node_modules/__proto__': { version: '1.0.0' },
    },
    registry: { a: { '1.0.0': {}, '1.0.1': {} }, constructor: { '1.0.0': {}, '2.0.0': {} } },
    flaws: [
      { group: 'G1', name: 'a', range: '1.0.0' },
      { group: 'G2', name: 'constructor', range: '1.0.0' },
      { group: 'G3', name: '__proto__', range: '*' },
    ],
    expected: {
      'SAFE all': ['a 1.0.0 1.0.1 RAISE'],
      'BREAKING constructor': ['constructor 1.0.0 2.0.0 RAISE'],
    },
  },
  'the policy keeps large steps and forced versions out': {
    root: { dependencies: { a: '^1.0.0', b: '^1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', dependencies: { c: '1.0.0' } },
      'node_modules/c': { version: '1.0.0' },
    },
    registry: {
      a: { '1.0.0': {}, '2.0.0': {} },
      b: { '1.0.0': { dependencies: { c: '1.0.0' } } },
      c: { '1.0.0': {}, '1.0.1': {} },
    },
    flaws: [
      { group: 'G1', name: 'a', range: '<2.0.0' },
      { group: 'G2', name: 'c', range: '1.0.0' },
    ],
    policy: { maximumStep: 'MINOR', allowsForced: false },
    expected: {},
  },
};

test.each(Object.entries(RUNGS))('%s', async (_title, { expected, ...world }) => {
  const { plans } = await planWorld(world);
  const shown = plans.map(({ kind, group, changes }) => [
    `${kind} ${group}`,
    changes.map(({ name, from, to, means }) => `${name} ${from} ${to} ${means}`),
  ]);
  expect(Object.fromEntries(shown)).toEqual(expected);
});

test('the safe plan names the plan that closes what it leaves', async () => {
  const world = RUNGS['a major step has a plan of its own, beside the safe plan'];
  if (world === undefined) throw new Error('the world is missing');
  const { plans, unfixed } = await planWorld(world);
  expect(unfixed).toEqual([]);
  expect(plans[0]?.unfixed.map(({ reason }) => reason)).toEqual([
    {
      code: 'NEEDS_CODE_CHANGE',
      message: 'The plan that raises a to 2.0.0 closes it.',
      needed: '2.0.0',
      planKind: 'BREAKING',
      planGroup: 'a',
    },
  ]);
  expect(plans.map(({ title }) => title)).toEqual([
    'Fix 1 vulnerability in b',
    'Fix 1 vulnerability by raising a to 2.0.0',
  ]);
  expect(plans[1]?.edits.map(({ path }) => path)).toEqual(['package-lock.json', 'package.json']);
});

test('a forced version says whose range it breaks', async () => {
  const world = RUNGS['a package that nothing can free is forced below the one that holds it'];
  if (world === undefined) throw new Error('the world is missing');
  const { plans } = await planWorld(world);
  expect(plans[0]?.changes[0]?.reason).toContain('b 1.0.0 asks for ~1.0.0');
  expect(plans[0]?.edits.map(({ newText }) => newText).join('')).toContain('"overrides"');
});
