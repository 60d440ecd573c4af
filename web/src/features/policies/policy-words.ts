import type {
  AllowedStep,
  PlanGrouping,
  PolicyField,
  PolicyScopeKind,
  PolicyValuesFragment,
  UpdateStep,
  VersionStep,
} from '../../generated/policies/graphql.js';
import { type Severity, severityWord } from '../../lib/severity.js';
import { joinWords } from '../../lib/text.js';
import { policyTexts } from '../../texts/policies.js';
import { RISKS } from '../../ui/breaking-risk.js';
import { PLAN_KINDS } from '../../ui/plan-state.js';

/** The values of a policy as the page shows and edits them. */
export type PolicyValues = Omit<PolicyValuesFragment, '__typename' | 'origins'>;

/** The fields of a policy in the order in which they are read: what is planned, how, when it opens, until when. */
export const POLICY_FIELDS: readonly PolicyField[] = [
  'minimumSeverity',
  'maximumStep',
  'allowsForced',
  'releaseAgeDays',
  'urgentSeverity',
  'grouping',
  'updates',
  'ignores',
  'automaticApproval',
  'openMergeRequests',
  'hourlyMergeRequests',
  'mergeRequest',
  'slaDays',
];

/** What each field is called, and what it decides. */
export const FIELDS: Readonly<Record<PolicyField, { readonly label: string; readonly meaning: string }>> =
  policyTexts.fields;

export const STEPS: Readonly<Record<AllowedStep, string>> = policyTexts.steps;

export const UPDATES: Readonly<Record<UpdateStep, string>> = policyTexts.updates;

export const GROUPINGS: Readonly<Record<PlanGrouping, string>> = policyTexts.groupings;

const STEP_WORDS: Readonly<Record<VersionStep, string>> = policyTexts.stepWords;

/** What a field says, in words that stand alone. */
export function valueSentence(field: PolicyField, policy: PolicyValues): string {
  switch (field) {
    case 'minimumSeverity':
      return policy.minimumSeverity === 'NONE'
        ? policyTexts.values.allSeverities
        : policyTexts.values.orWorse(severityWord(policy.minimumSeverity));
    case 'maximumStep':
      return STEPS[policy.maximumStep];
    case 'allowsForced':
      return policy.allowsForced ? policyTexts.values.proposed : policyTexts.values.notProposed;
    case 'releaseAgeDays':
      return policy.releaseAgeDays === 0
        ? policyTexts.values.anyAge
        : policyTexts.values.days(policy.releaseAgeDays);
    case 'urgentSeverity':
      return urgentWord(policy.urgentSeverity ?? null);
    case 'grouping':
      return GROUPINGS[policy.grouping];
    case 'updates':
      return UPDATES[policy.updates];
    case 'ignores':
      return policy.ignores.length === 0
        ? policyTexts.values.noIgnores
        : policyTexts.values.ignores(policy.ignores.length);
    case 'automaticApproval':
      return approvalSentence(policy.automaticApproval ?? null);
    case 'openMergeRequests':
      return policyTexts.values.inProject(policy.openMergeRequests);
    case 'hourlyMergeRequests':
      return policyTexts.values.throughIntegration(policy.hourlyMergeRequests);
    case 'mergeRequest':
      return openingSentence(policy.mergeRequest);
    case 'slaDays':
      return slaSentence(policy.slaDays);
  }
}

/** How urgent a finding must be to pass the release age. */
export function urgentWord(severity: Severity | null): string {
  return severity === null
    ? policyTexts.values.noException
    : policyTexts.values.orWorse(severityWord(severity));
}

/** What automatic approval does, in one sentence: which plans, how far, how risky, and never what brings a finding in. */
export function approvalSentence(approval: PolicyValues['automaticApproval'] | null): string {
  const texts = policyTexts.approval;
  if (approval === null || approval === undefined) return texts.off;
  if (approval.kinds.length === 0) return texts.incomplete;
  const kinds = joinWords(approval.kinds.map((kind) => PLAN_KINDS[kind].label.toLowerCase()));
  const risk = RISKS[approval.maximumRisk].label.toLowerCase();
  const level = approval.maximumRisk === 'LOW' ? texts.ofRisk(risk) : texts.ofMostRisk(risk);
  const limit = approval.maximumStep === 'PRERELEASE' ? texts.aPrerelease : STEP_WORDS[approval.maximumStep];
  return texts.on(kinds, level, limit);
}

/** How merge requests are opened, in one line. */
function openingSentence(how: PolicyValues['mergeRequest']): string {
  const texts = policyTexts.opening;
  return texts.sentence([
    how.labels.length === 0 ? texts.noLabels : texts.labelsOf(joinWords(how.labels)),
    how.reviewers.length === 0 ? texts.noReviewer : texts.reviewedBy(joinWords(how.reviewers)),
    how.assignees.length === 0 ? texts.noAssignee : texts.assignedTo(joinWords(how.assignees)),
    ...(how.draft ? [texts.draft] : []),
    squashWord(how.squash ?? null),
    how.removeSourceBranch ? texts.removed : texts.kept,
    how.autoMerge ? texts.autoMerge : texts.byPerson,
  ]);
}

function squashWord(squash: boolean | null): string {
  const texts = policyTexts.opening;
  if (squash === null) return texts.squashProject;
  return squash ? texts.squash : texts.noSquash;
}

function slaSentence(days: PolicyValues['slaDays']): string {
  const { sla, slaPart, severities } = policyTexts.values;
  const parts = (['critical', 'high', 'medium', 'low'] as const).map((severity) =>
    slaPart(severities[severity], days[severity] ?? null),
  );
  return sla(parts);
}

interface Ignored {
  readonly advisory?: string | null;
  readonly packageName?: string | null;
}

/** What an ignore is about: `GHSA-… in lodash`. */
export function ignoreSubject({ advisory, packageName }: Ignored): string {
  const names = [advisory, packageName].filter((name) => name !== null && name !== undefined && name !== '');
  return policyTexts.values.subject(
    names.flatMap((name) => (name === null || name === undefined ? [] : [name])),
  );
}

interface PreviewFacts {
  readonly changedFields: readonly PolicyField[];
  readonly projects: number;
  readonly findings: number;
  readonly plans: number;
  readonly plansAgain: boolean;
}

/** What a change would concern, in one or two sentences. */
export function previewSentence(preview: PreviewFacts): string {
  const texts = policyTexts.preview;
  if (preview.changedFields.length === 0) return texts.nothing;
  if (preview.projects === 0) return texts.nobody;
  const concerned = texts.concerns(preview.projects, preview.findings, preview.plans);
  if (preview.changedFields.includes('automaticApproval')) return `${concerned} ${texts.approves}`;
  return `${concerned} ${preview.plansAgain ? texts.again(preview.projects) : texts.atOnce}`;
}

/** What a kind of scope is called. */
export function scopeWord(kind: PolicyScopeKind): string {
  return policyTexts.scopes[kind];
}
