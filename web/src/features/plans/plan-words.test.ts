import { PLAN_STATE_VALUES } from '../../ui/plan-state.js';
import { newestOf } from './newer-revision.js';
import {
  blockerOf,
  changesIn,
  countFindings,
  findingsIn,
  planActions,
  proofSentence,
  manifestsOf,
  unmetSentence,
  usageSentence,
} from './plan-words.js';

test.each([
  [{ fixed: 4, remaining: 2, introduced: 0 }, '4 findings are fixed, 2 remain and none is new.'],
  [{ fixed: 1, remaining: 0, introduced: 1 }, '1 finding is fixed, none remains and 1 is new.'],
])('the proof of %j is said as %j', (counts, sentence) => {
  expect(proofSentence(counts)).toBe(sentence);
});

test('only a proposed plan can be approved, and nothing can be decided while it moves', () => {
  expect(PLAN_STATE_VALUES.filter((state) => planActions(state).canApprove)).toEqual(['PROPOSED']);
  expect(PLAN_STATE_VALUES.filter((state) => planActions(state).isMoving)).toEqual(['APPROVED', 'OPENING']);
  expect(PLAN_STATE_VALUES.filter((state) => planActions(state).canRetry)).toEqual(['FAILED']);
  expect(PLAN_STATE_VALUES.filter((state) => planActions(state).canReject)).toEqual([
    'PROPOSED',
    'APPROVED',
    'FAILED',
  ]);
});

test('changes are counted beside the packages that they move', () => {
  const qs = { ecosystem: 'npm', name: 'qs' };
  expect(changesIn([qs, qs, { ...qs, name: 'ms' }])).toBe('3 changes in 2 packages');
  expect(changesIn([qs])).toBe('1 change in 1 package');
});

test('a finding that is there in two versions is one finding and two occurrences', () => {
  const line = { ecosystem: 'npm', manifestPath: 'package-lock.json', name: 'qs', advisories: ['GHSA-1'] };
  expect(findingsIn([line, line, { ...line, name: 'ms' }])).toBe('3 occurrences of 2 findings');
  expect(findingsIn([line])).toBe('1 finding');
  expect(findingsIn([line, { ...line, name: 'ms' }], [line])).toBe(
    '2 findings, 1 of them still there in another version',
  );
  expect(countFindings([line, { ...line, name: 'ms' }], [line])).toBe(1);
});

test.each([
  ['READY', 'CONNECTED', null],
  ['READY', 'DEGRADED', null],
  ['READ_ONLY', 'CONNECTED', 'project'],
  ['UNAVAILABLE', 'CONNECTED', 'project'],
  ['UNAVAILABLE', 'DISCONNECTED', 'integration'],
  ['READY', 'EXPIRED', 'integration'],
  ['READY', 'REVOKED', 'integration'],
] as const)(
  'in a project that is %s of an integration that is %s, approval is held by: %s',
  (state, is, where) => {
    expect(blockerOf({ state, reasons: [], integration: { state: is } })?.where ?? null).toBe(where);
  },
);

test('only a higher revision of the same kind and group is newer', () => {
  const of = (id: string, group: string, revision: number, kind: 'SAFE' | 'BREAKING' = 'SAFE') => ({
    id,
    kind,
    group,
    revision,
  });
  const own = of('p2', 'all', 2);
  const rows = [of('p9', 'qs', 9), of('p8', 'all', 8, 'BREAKING'), of('p1', 'all', 1), own];
  const among = (nodes: typeof rows) => newestOf({ ...own, project: { id: 'j1', plans: { nodes } } });
  expect(among([...rows, of('p3', 'all', 3), of('p4', 'all', 4)])?.id).toBe('p4');
  expect(among(rows)).toBeNull();
});

test.each([
  [null, 'Not looked for: a change that stays in range needs no change of code.'],
  [{ files: [], count: 0, isComplete: true }, 'No file of the project imports it.'],
  [
    { files: [], count: 0, isComplete: false },
    'No file that was read imports it. Not all of the source was read, so there may be some.',
  ],
  [{ files: ['a.js'], count: 1, isComplete: true }, '1 file of the project imports it.'],
  [
    { files: ['a.js'], count: 42, isComplete: false },
    '42 files of the project import it. Not all of the source was read, so there may be more.',
  ],
])('who uses a package is said as far as it is known: %j', (usage, sentence) => {
  expect(usageSentence(usage)).toBe(sentence);
});

test.each([
  [
    { kind: 'ENGINE', name: 'node', range: '>=20', present: null },
    'It asks for the engine node >=20; the project does not say what it has.',
  ],
  [
    { kind: 'PEER', name: 'react', range: '^19.0.0', present: '17.0.2' },
    'It asks for the peer react ^19.0.0; the project has 17.0.2.',
  ],
] as const)('what is not met is said with what the project has', (unmet, sentence) => {
  expect(unmetSentence(unmet)).toBe(sentence);
});

test('a change names all its manifests, and one of an older plan the one it has', () => {
  expect(manifestsOf({ manifestPath: 'a', manifests: ['a', 'b'] })).toEqual(['a', 'b']);
  expect(manifestsOf({ manifestPath: 'a', manifests: [] })).toEqual(['a']);
});
