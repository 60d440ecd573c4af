import { nextLook } from './look-pace.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const minutes = (looked: Date | null) =>
  looked === null ? null : (looked.getTime() - NOW.getTime()) / 60_000;
const open = {
  state: 'OPENED' as const,
  detailedMergeStatus: 'mergeable',
  pipelineStatus: null,
  closedAt: null,
};
const days = (count: number) => new Date(NOW.getTime() - count * 86_400_000);

test.each([
  [0, 0.5],
  [1, 1],
  [2, 2],
  [3, 5],
  [4, 15],
  [5, 60],
  [500, 60],
])('after %d quiet looks the next one is in %d minutes', (quiet, expected) => {
  expect(minutes(nextLook(open, quiet, { now: NOW }))).toBe(expected);
});

test.each([
  ['GitLab checks', { detailedMergeStatus: 'checking' }, 5, 2],
  ['GitLab prepares', { detailedMergeStatus: 'preparing' }, 5, 2],
  ['a pipeline runs', { pipelineStatus: 'running' }, 59, 2],
  ['a pipeline never ends', { pipelineStatus: 'running' }, 60, 60],
  ['a pipeline passed', { pipelineStatus: 'success' }, 5, 60],
  ['GitLab says a word that nobody knows', { detailedMergeStatus: 'constructor' }, 5, 60],
])('while %s it does not slow down more than it should', (_, change, quiet, expected) => {
  expect(minutes(nextLook({ ...open, ...change }, quiet, { now: NOW }))).toBe(expected);
});

test.each([
  [{ state: 'MERGED' as const }, null],
  [{ state: 'CLOSED' as const, closedAt: days(0) }, 1_440],
  [{ state: 'CLOSED' as const, closedAt: days(13) }, 1_440],
  [{ state: 'CLOSED' as const, closedAt: days(14) }, null],
  [{ state: 'LOCKED' as const }, 0.5],
])('what has ended is looked at rarely: %j', (change, expected) => {
  expect(minutes(nextLook({ ...open, ...change }, 0, { now: NOW }))).toBe(expected);
});

test('follows faster where the operator looks more often', () => {
  const after = (quiet: number) =>
    (nextLook(open, quiet, { now: NOW, lookMs: 1_000 })?.getTime() ?? 0) - NOW.getTime();
  expect([0, 1, 2, 3, 4, 5].map(after)).toEqual([1_000, 2_000, 4_000, 10_000, 30_000, 120_000]);
  expect(after(6)).toBe(3_600_000);
});
