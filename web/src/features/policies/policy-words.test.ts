import { changeOf } from './policy-change.js';
import {
  approvalSentence,
  FIELDS,
  ignoreSubject,
  POLICY_FIELDS,
  type PolicyValues,
  previewSentence,
  valueSentence,
} from './policy-words.js';
import { addressOfScope } from './scope-address.js';

const policy: PolicyValues = {
  scope: { kind: 'BACKLINE', name: 'all of Backline' },
  minimumSeverity: 'NONE',
  maximumStep: 'MAJOR',
  allowsForced: true,
  releaseAgeDays: 3,
  urgentSeverity: null,
  grouping: 'SAFE_AND_BREAKING',
  updates: 'NONE',
  ignores: [],
  automaticApproval: null,
  slaDays: { critical: 3, high: 14, medium: 30, low: null },
  openMergeRequests: 5,
  hourlyMergeRequests: 20,
  mergeRequest: {
    labels: ['backline'],
    reviewers: [],
    assignees: [],
    draft: false,
    squash: null,
    removeSourceBranch: true,
    autoMerge: false,
  },
  updatedAt: null,
  updatedBy: null,
};
const approval = (change: object) => ({
  kinds: ['SAFE' as const],
  maximumStep: 'PATCH' as const,
  maximumRisk: 'LOW' as const,
  ...change,
});
const ignore = {
  advisory: ' GHSA-1 ',
  packageName: '',
  reason: 'Not used.',
  until: null,
};

test.each([
  ['minimumSeverity', {}, 'All severities'],
  ['minimumSeverity', { minimumSeverity: 'HIGH' }, 'High or worse'],
  ['releaseAgeDays', { releaseAgeDays: 0 }, 'Any age'],
  ['releaseAgeDays', { releaseAgeDays: 1 }, '1 day'],
  ['urgentSeverity', {}, 'No exception'],
  ['urgentSeverity', { urgentSeverity: 'CRITICAL' }, 'Critical or worse'],
  ['allowsForced', { allowsForced: false }, 'Not proposed'],
  ['slaDays', {}, 'Critical 3, high 14, medium 30, low no deadline'],
  ['ignores', { ignores: [ignore] }, '1 ignore'],
  [
    'mergeRequest',
    {},
    'Labels backline, no reviewer, assigned to nobody, squashed as the project says, the branch removed after the merge, merged by a person.',
  ],
] as const)('%s of %j is said as %j', (field, change, sentence) => {
  expect(valueSentence(field, { ...policy, ...change } as PolicyValues)).toBe(sentence);
});

test('every field has a place in the list, a name and a meaning', () => {
  expect([...POLICY_FIELDS].sort()).toEqual(Object.keys(FIELDS).sort());
});

test.each([
  [null, 'Off. A person approves every plan.'],
  [
    approval({}),
    'On. Safe plans of low risk are approved without a person where no step is larger than patch and nothing new is brought in.',
  ],
  [
    approval({ kinds: ['SAFE', 'UPDATE'], maximumStep: 'MINOR', maximumRisk: 'MEDIUM' }),
    'On. Safe and update plans of at most medium risk are approved without a person where no step is larger than minor and nothing new is brought in.',
  ],
])('automatic approval is one sentence', (given, sentence) => {
  expect(approvalSentence(given)).toBe(sentence);
});

test.each([
  [
    { changedFields: [], projects: 0, findings: 0, plans: 0, plansAgain: false },
    'This is what holds already. Nothing would change.',
  ],
  [
    { changedFields: ['grouping'], projects: 2, findings: 7, plans: 1, plansAgain: true },
    'Concerns 2 projects with 7 open findings and 1 plan to review. They are planned again.',
  ],
  [
    { changedFields: ['automaticApproval'], projects: 2, findings: 7, plans: 3, plansAgain: false },
    'Concerns 2 projects with 7 open findings and 3 plans to review. Those plans that the rule then allows are approved at once, and their merge requests are opened.',
  ],
  [
    { changedFields: ['slaDays'], projects: 1, findings: 1, plans: 0, plansAgain: false },
    'Concerns 1 project with 1 open finding and 0 plans to review. It holds at once; nothing is planned again.',
  ],
] as const)('the preview of %j is said', (preview, sentence) => {
  expect(previewSentence({ ...preview, changedFields: [...preview.changedFields] })).toBe(sentence);
});

test('only the field that is changed is sent, and names are trimmed', () => {
  expect(changeOf('grouping', { ...policy, grouping: 'ALL' })).toEqual({
    kind: 'set',
    set: { grouping: 'ALL' },
  });
  expect(changeOf('ignores', { ...policy, ignores: [ignore] })).toEqual({
    kind: 'set',
    set: { ignores: [{ advisory: 'GHSA-1', packageName: null, reason: 'Not used.', until: null }] },
  });
  expect(changeOf('automaticApproval', policy)).toEqual({ kind: 'set', set: { automaticApproval: null } });
  expect(changeOf('slaDays', policy)).toEqual({
    kind: 'set',
    set: { slaDays: { critical: 3, high: 14, medium: 30, low: null } },
  });
});

test.each([
  ['releaseAgeDays', { releaseAgeDays: Number.NaN }, /from 0 to 365/],
  ['releaseAgeDays', { releaseAgeDays: 366 }, /from 0 to 365/],
  ['openMergeRequests', { openMergeRequests: 1.5 }, /whole number/],
  ['slaDays', { slaDays: { ...policy.slaDays, high: 0 } }, /from 1 to 3,650/],
  ['automaticApproval', { automaticApproval: approval({ kinds: [] }) }, /at least one kind/],
  ['ignores', { ignores: [{ ...ignore, advisory: ' ' }] }, /names an advisory/],
  ['ignores', { ignores: [{ ...ignore, reason: ' ' }] }, /says why/],
] as const)('%s cannot be sent as %j', (field, change, why) => {
  const made = changeOf(field, { ...policy, ...change } as PolicyValues);
  expect(made.kind === 'incomplete' ? made.why : '').toMatch(why);
});

test('an ignore is named by its advisory, its package, or both', () => {
  expect(ignoreSubject({ advisory: 'GHSA-1', packageName: 'qs' })).toBe('GHSA-1 in qs');
  expect(ignoreSubject({ advisory: null, packageName: 'qs' })).toBe('qs');
});

test.each([
  [{ kind: 'BACKLINE' }, '/policies'],
  [{ kind: 'INTEGRATION', integration: { id: 'i=1' } }, '/policies/integration/i%3D1'],
  [{ kind: 'GROUP', integration: { id: 'i1' }, groupPath: 'acme/shop' }, '/policies/group/i1/acme%2Fshop'],
  [{ kind: 'PROJECT', project: { id: 'j1' } }, '/projects/j1/policy'],
  [{ kind: 'PROJECT', project: null }, null],
] as const)('the policy of %j has its page at %j', (scope, address) => {
  expect(addressOfScope(scope)).toBe(address);
});
