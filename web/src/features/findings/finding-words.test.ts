import { describeFix, isOverdue } from './finding-words.js';

const open = { state: 'OPEN' as const, fixedVersions: ['1.2.6'] };
const NOW = Date.parse('2026-11-22T12:00:00Z');

test('a fixed finding says when, whatever else is known', () => {
  const finding = { ...open, state: 'FIXED' as const, fixedAt: '2026-11-20T00:00:00Z' };
  expect(describeFix(finding)).toEqual({ kind: 'done', at: '2026-11-20T00:00:00Z' });
});

test('a plan goes before a reason', () => {
  const finding = {
    ...open,
    remediationPlan: { id: 'p1', state: 'PROPOSED' as const },
    unfixedReason: { code: 'TOO_YOUNG' as const },
  };
  expect(describeFix(finding)).toEqual({ kind: 'plan', planId: 'p1', label: 'Plan to review' });
});

test('without a plan the reason is said, and without a reason what is known', () => {
  expect(describeFix({ ...open, unfixedReason: { code: 'CONSTRAINT' } })).toEqual({
    kind: 'reason',
    label: 'Held by a range',
  });
  expect(describeFix(open)).toEqual({ kind: 'unknown', label: 'No plan yet' });
  expect(describeFix({ ...open, fixedVersions: [] })).toEqual({
    kind: 'unknown',
    label: 'No fixed version is known',
  });
});

test('only findings that are still open can be overdue', () => {
  const dueAt = '2026-11-21T00:00:00Z';
  expect(isOverdue({ state: 'OPEN', dueAt }, NOW)).toBe(true);
  expect(isOverdue({ state: 'FIXED', dueAt }, NOW)).toBe(false);
  expect(isOverdue({ state: 'OPEN', dueAt: null }, NOW)).toBe(false);
});
