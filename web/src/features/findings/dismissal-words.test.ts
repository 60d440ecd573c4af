import { dismissedBy, findingActions } from './dismissal-words.js';

test.each([
  [{ state: 'OPEN' }, { canDismiss: true, canReopen: false }],
  [{ state: 'IN_PROGRESS' }, { canDismiss: true, canReopen: false }],
  [{ state: 'FIXED' }, { canDismiss: false, canReopen: false }],
  [
    { state: 'DISMISSED', dismissal: { reason: 'NOT_USED' } },
    { canDismiss: false, canReopen: true },
  ],
  [
    { state: 'DISMISSED', dismissal: { reason: 'POLICY' } },
    { canDismiss: false, canReopen: false },
  ],
] as const)('of a finding that is %j can be done %j', (finding, actions) => {
  expect(findingActions(finding)).toEqual(actions);
});

test.each([
  ['Ada', 'Ada'],
  ['policy:all of Backline', 'the policy of all of Backline'],
])('%j dismissed it as %j', (by, words) => {
  expect(dismissedBy(by)).toBe(words);
});
