import { planWorld, type World } from '../../test/planning-world.js';
import type { AssembledPlans } from './make-plan.js';

const YESTERDAY = '2026-06-29T00:00:00.000Z';

const TWO: World = {
  root: { dependencies: { a: '^1.0.0', b: '^1.0.0' } },
  lock: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } },
  registry: { a: { '1.0.0': {}, '1.0.1': {}, '1.1.0': {} }, b: { '1.0.0': {}, '1.0.1': {}, '2.0.0': {} } },
  flaws: [
    { group: 'G1', name: 'a', range: '1.0.0', severity: 'CRITICAL' },
    { group: 'G2', name: 'b', range: '1.0.0' },
  ],
};

function show({ plans }: AssembledPlans): readonly string[] {
  return plans.map(
    ({ kind, group, changes }) =>
      `${kind} ${group}: ${changes.map(({ name, to }) => `${name} ${to}`).join(', ')}`,
  );
}

test.each<[string, Partial<World>, readonly string[], readonly string[]]>([
  [
    'an ignored package is left alone',
    { policy: { ignores: [{ advisory: null, packageName: 'b', reason: 'Not used.', until: null }] } },
    ['SAFE all: a 1.0.1'],
    ['b IGNORED It is left alone: Not used.'],
  ],
  [
    'an ignored advisory is left alone until its day',
    {
      policy: {
        ignores: [
          { advisory: 'G1', packageName: null, reason: 'Later.', until: '2026-07-05T00:00:00.000Z' },
          { advisory: 'G2', packageName: null, reason: 'Over.', until: '2026-06-01T00:00:00.000Z' },
        ],
      },
    },
    ['SAFE all: b 1.0.1'],
    ['a IGNORED It is left alone: Later. Until 2026-07-05.'],
  ],
  [
    'an ignore for nothing at all ignores nothing',
    { policy: { ignores: [{ advisory: null, packageName: null, reason: '', until: null }] } },
    ['SAFE all: a 1.0.1, b 1.0.1'],
    [],
  ],
  [
    'a step beyond the policy is told and not planned',
    { policy: { maximumStep: 'PATCH' }, flaws: [{ group: 'G1', name: 'a', range: '<1.1.0' }] },
    [],
    ['a POLICY a 1.1.0 closes it, but the policy allows steps up to PATCH only.'],
  ],
  [
    'an urgent fix may be young, another may not',
    {
      policy: { urgentSeverity: 'CRITICAL' },
      registry: {
        a: { '1.0.0': {}, '1.0.1': { publishedAt: YESTERDAY } },
        b: { '1.0.0': {}, '1.0.1': { publishedAt: YESTERDAY } },
      },
    },
    ['SAFE all: a 1.0.1'],
    ['b TOO_YOUNG b 1.0.1 is younger than 3 days; it is old enough on 2026-07-02.'],
  ],
  [
    'what an urgent fix needs must be old all the same',
    {
      policy: { urgentSeverity: 'CRITICAL' },
      lock: {
        'node_modules/a': { version: '1.0.0', dependencies: { b: '^1.0.0' } },
        'node_modules/b': { version: '1.0.0' },
      },
      registry: {
        a: { '1.0.0': {}, '1.0.1': { publishedAt: YESTERDAY, dependencies: { b: '^1.0.1' } } },
        b: { '1.0.0': {}, '1.0.1': { publishedAt: YESTERDAY } },
      },
      flaws: TWO.flaws.slice(0, 1),
      abilities: { resolver: null },
    },
    [],
    [
      'a NEEDS_RESOLUTION a 1.0.1 would close it, but editing the lock is not enough: a 1.0.1 asks for b ^1.0.1; the lock has 1.0.0, and no safe version lies within every range that asks for it.',
    ],
  ],
  [
    'grouping by package makes a safe plan for each',
    { policy: { grouping: 'BY_PACKAGE' } },
    ['SAFE a: a 1.0.1', 'SAFE b: b 1.0.1'],
    [],
  ],
  [
    'grouping by manifest makes a safe plan for each',
    { policy: { grouping: 'BY_MANIFEST' } },
    ['SAFE package-lock.json: a 1.0.1, b 1.0.1'],
    [],
  ],
  [
    'outdated packages are updated where the policy asks for it, beside what security moves',
    { flaws: TWO.flaws.slice(1), policy: { updates: 'MINOR' } },
    ['SAFE all: b 1.0.1', 'UPDATE all: a 1.1.0'],
    [],
  ],
  [
    'a major update has a plan of its own',
    { flaws: [], policy: { updates: 'MAJOR' } },
    ['UPDATE all: a 1.1.0, b 1.0.1', 'UPDATE b: b 2.0.0'],
    [],
  ],
  [
    'an update takes no version that is young, deprecated or vulnerable',
    {
      root: { dependencies: { a: '^1.0.0' } },
      lock: { 'node_modules/a': { version: '1.0.0' } },
      registry: {
        a: {
          '1.0.0': {},
          '1.0.1': {},
          '1.0.2': {},
          '1.1.0': { deprecated: 'broken' },
          '1.2.0': { publishedAt: YESTERDAY },
        },
      },
      flaws: [{ group: 'G1', name: 'a', range: '1.0.2' }],
      policy: { updates: 'MINOR' },
    },
    ['UPDATE all: a 1.0.1'],
    [],
  ],
  [
    'all in one is one plan of the worst kind',
    {
      flaws: [TWO.flaws[0], { group: 'G2', name: 'b', range: '<2.0.0' }].flatMap((flaw) => flaw ?? []),
      policy: { grouping: 'ALL' },
    },
    ['BREAKING all: a 1.0.1, b 2.0.0'],
    [],
  ],
])('%s', async (_title, world, plans, unfixed) => {
  const outcome = await planWorld({ ...TWO, ...world });
  expect(show(outcome)).toEqual(plans);
  expect(
    outcome.unfixed.map(({ finding, reason }) => `${finding.name} ${reason.code} ${reason.message}`),
  ).toEqual(unfixed);
});
