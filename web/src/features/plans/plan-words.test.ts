import { planActions, PLAN_STATE_VALUES, proofSentence } from './plan-words.js';

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
