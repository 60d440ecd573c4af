import { newestOf } from './newer-revision.js';
import {
  blockerOf,
  changesIn,
  countFindings,
  findingsIn,
  planActions,
  PLAN_STATE_VALUES,
  proofSentence,
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

test('only a higher revision of the same group is newer', () => {
  const plan = { id: 'p2', group: 'all', revision: 2 };
  const rows = [
    { id: 'p9', group: 'qs', revision: 9 },
    { id: 'p1', group: 'all', revision: 1 },
    plan,
    { id: 'p3', group: 'all', revision: 3 },
    { id: 'p4', group: 'all', revision: 4 },
  ];
  expect(newestOf(rows, plan)?.id).toBe('p4');
  expect(newestOf(rows.slice(0, 3), plan)).toBeNull();
});
