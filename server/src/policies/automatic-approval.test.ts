import type { PlanChange, PlanDraft, PlanFinding } from '../plans/plan.js';
import { approvesByItself, factsOfDraft, type PlanFacts } from './automatic-approval.js';
import type { AutomaticApproval } from './policy.js';

const RULE: AutomaticApproval = { kinds: ['SAFE', 'UPDATE'], maximumStep: 'MINOR', maximumRisk: 'MEDIUM' };
const PLAN: PlanFacts = { kind: 'SAFE', risk: 'LOW', largestStep: 'PATCH', introducedCount: 0 };

test.each<[string, Partial<PlanFacts>, boolean]>([
  ['of a kind, a step and a risk that it allows', {}, true],
  ['at the largest step and risk', { largestStep: 'MINOR', risk: 'MEDIUM' }, true],
  ['of another kind', { kind: 'BREAKING' }, false],
  ['with a larger step', { largestStep: 'MAJOR' }, false],
  ['with a prerelease, which promises less than a minor', { largestStep: 'PRERELEASE' }, false],
  ['with a higher risk', { risk: 'HIGH' }, false],
  ['that nobody weighed, which counts as high', { risk: null }, false],
  ['that brings in a finding', { introducedCount: 1 }, false],
])('a plan %s: %j → %j', (_, facts, isApproved) => {
  expect(approvesByItself(RULE, { ...PLAN, ...facts })).toBe(isApproved);
});

test('no rule approves nothing; a rule of high risk approves what nobody weighed', () => {
  expect(approvesByItself(null, PLAN)).toBe(false);
  expect(approvesByItself({ ...RULE, maximumRisk: 'HIGH' }, { ...PLAN, risk: null })).toBe(true);
});

test.each<[readonly PlanChange['step'][], PlanFacts['largestStep']]>([
  [[], 'NONE'],
  [['PATCH', 'MINOR', 'PATCH'], 'MINOR'],
  [['MINOR', 'PRERELEASE'], 'PRERELEASE'],
  [['MAJOR', 'PRERELEASE', 'PATCH'], 'MAJOR'],
])('the largest of the steps %j is %j', (steps, largestStep) => {
  const draft = {
    kind: 'SAFE',
    risk: null,
    changes: steps.map((step) => ({ step })),
    proof: { fixed: [], remaining: [], introduced: [] },
  } as unknown as PlanDraft;
  expect(factsOfDraft(draft)).toEqual({ kind: 'SAFE', risk: null, largestStep, introducedCount: 0 });
});

test('a finding that comes in at two versions is one', () => {
  const finding = { key: 'a' } as PlanFinding;
  const draft = {
    kind: 'FORCED',
    risk: { level: 'HIGH', reasons: [] },
    changes: [],
    proof: { fixed: [], remaining: [], introduced: [finding, finding] },
  } as unknown as PlanDraft;
  expect(factsOfDraft(draft)).toMatchObject({ risk: 'HIGH', introducedCount: 1 });
});
