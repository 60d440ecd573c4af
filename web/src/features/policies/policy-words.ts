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
import { countOf, formatCount, joinWords } from '../../lib/text.js';
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
export const FIELDS: Readonly<Record<PolicyField, { readonly label: string; readonly meaning: string }>> = {
  minimumSeverity: {
    label: 'Lowest severity',
    meaning: 'Findings below it are shown and not planned.',
  },
  maximumStep: {
    label: 'Largest step',
    meaning: 'A larger step is not proposed; the finding says that the policy forbids it.',
  },
  allowsForced: {
    label: 'Forced versions',
    meaning: 'Whether a version may be forced against the ranges that ask for another.',
  },
  releaseAgeDays: {
    label: 'Release age',
    meaning: 'How old a version, and each that comes with it, must be. Malware is mostly found in days.',
  },
  urgentSeverity: {
    label: 'Urgent from',
    meaning: 'A version that closes a finding this bad may be younger than the release age.',
  },
  grouping: { label: 'Grouping', meaning: 'How fixes become plans, and so merge requests.' },
  updates: {
    label: 'Updates',
    meaning: 'Which outdated direct dependencies are proposed without a vulnerability.',
  },
  ignores: {
    label: 'Ignores',
    meaning: 'Advisories and packages that nobody wants planned. Their findings count as dismissed.',
  },
  automaticApproval: {
    label: 'Automatic approval',
    meaning: 'Which plans are approved, and so opened as merge requests, without a person.',
  },
  openMergeRequests: {
    label: 'Open merge requests',
    meaning: 'How many may be open at once in a project. The others wait.',
  },
  hourlyMergeRequests: {
    label: 'Merge requests an hour',
    meaning: 'How many may be opened in an hour through one integration. The others wait.',
  },
  mergeRequest: {
    label: 'How they are opened',
    meaning:
      'Labels, people and settings of new merge requests. Names that GitLab does not know are left out.',
  },
  slaDays: {
    label: 'Days to fix',
    meaning: 'How soon a finding is due after it was first seen. What is malicious counts as critical.',
  },
};

export const STEPS: Readonly<Record<AllowedStep, string>> = {
  PATCH: 'Patch',
  MINOR: 'Minor',
  MAJOR: 'Major',
};

export const UPDATES: Readonly<Record<UpdateStep, string>> = {
  NONE: 'None',
  PATCH: 'Up to patch steps',
  MINOR: 'Up to minor steps',
  MAJOR: 'Up to major steps',
};

export const GROUPINGS: Readonly<Record<PlanGrouping, string>> = {
  ALL: 'Everything in one plan',
  SAFE_AND_BREAKING: 'One safe plan, and one for each upgrade that may break something',
  BY_PACKAGE: 'One safe plan for each package',
  BY_MANIFEST: 'One safe plan for each manifest',
};

const STEP_WORDS: Readonly<Record<VersionStep, string>> = {
  NONE: 'no',
  PATCH: 'patch',
  MINOR: 'minor',
  MAJOR: 'major',
  PRERELEASE: 'prerelease',
};

/** What a field says, in words that stand alone. */
export function valueSentence(field: PolicyField, policy: PolicyValues): string {
  switch (field) {
    case 'minimumSeverity':
      return policy.minimumSeverity === 'NONE'
        ? 'All severities'
        : `${severityWord(policy.minimumSeverity)} or worse`;
    case 'maximumStep':
      return STEPS[policy.maximumStep];
    case 'allowsForced':
      return policy.allowsForced ? 'Proposed' : 'Not proposed';
    case 'releaseAgeDays':
      return policy.releaseAgeDays === 0 ? 'Any age' : countOf(policy.releaseAgeDays, 'day');
    case 'urgentSeverity':
      return urgentWord(policy.urgentSeverity ?? null);
    case 'grouping':
      return GROUPINGS[policy.grouping];
    case 'updates':
      return UPDATES[policy.updates];
    case 'ignores':
      return policy.ignores.length === 0 ? 'None' : countOf(policy.ignores.length, 'ignore');
    case 'automaticApproval':
      return approvalSentence(policy.automaticApproval ?? null);
    case 'openMergeRequests':
      return `${formatCount(policy.openMergeRequests)} in a project`;
    case 'hourlyMergeRequests':
      return `${formatCount(policy.hourlyMergeRequests)} through an integration`;
    case 'mergeRequest':
      return openingSentence(policy.mergeRequest);
    case 'slaDays':
      return slaSentence(policy.slaDays);
  }
}

/** How urgent a finding must be to pass the release age. */
export function urgentWord(severity: Severity | null): string {
  return severity === null ? 'No exception' : `${severityWord(severity)} or worse`;
}

/** What automatic approval does, in one sentence: which plans, how far, how risky, and never what brings a finding in. */
export function approvalSentence(approval: PolicyValues['automaticApproval'] | null): string {
  if (approval === null || approval === undefined) return 'Off. A person approves every plan.';
  if (approval.kinds.length === 0) return 'Choose at least one kind of plan.';
  const kinds = joinWords(approval.kinds.map((kind) => PLAN_KINDS[kind].label.toLowerCase()));
  const risk = RISKS[approval.maximumRisk].label.toLowerCase();
  const level = approval.maximumRisk === 'LOW' ? `of ${risk}` : `of at most ${risk}`;
  const limit =
    approval.maximumStep === 'PRERELEASE'
      ? 'no step is larger than a prerelease'
      : `no step is larger than ${STEP_WORDS[approval.maximumStep]}`;
  return `On. ${kinds.charAt(0).toUpperCase()}${kinds.slice(1)} plans ${level} are approved without a person where ${limit} and nothing new is brought in.`;
}

/** How merge requests are opened, in one line. */
function openingSentence(how: PolicyValues['mergeRequest']): string {
  const parts = [
    how.labels.length === 0 ? 'No labels' : `Labels ${joinWords(how.labels)}`,
    how.reviewers.length === 0 ? 'no reviewer' : `reviewed by ${joinWords(how.reviewers)}`,
    how.assignees.length === 0 ? 'assigned to nobody' : `assigned to ${joinWords(how.assignees)}`,
    ...(how.draft ? ['as a draft'] : []),
    squashWord(how.squash ?? null),
    how.removeSourceBranch ? 'the branch removed after the merge' : 'the branch kept',
    how.autoMerge ? 'merged when the pipeline succeeds' : 'merged by a person',
  ];
  return `${parts.join(', ')}.`;
}

function squashWord(squash: boolean | null): string {
  if (squash === null) return 'squashed as the project says';
  return squash ? 'squashed' : 'not squashed';
}

function slaSentence(days: PolicyValues['slaDays']): string {
  const parts = [
    ['Critical', days.critical],
    ['high', days.high],
    ['medium', days.medium],
    ['low', days.low],
  ] as const;
  return parts
    .map(
      ([word, count]) =>
        `${word} ${count === null || count === undefined ? 'no deadline' : formatCount(count)}`,
    )
    .join(', ');
}

interface Ignored {
  readonly advisory?: string | null;
  readonly packageName?: string | null;
}

/** What an ignore is about: `GHSA-… in lodash`. */
export function ignoreSubject({ advisory, packageName }: Ignored): string {
  const names = [advisory, packageName].filter((name) => name !== null && name !== undefined && name !== '');
  return names.join(' in ');
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
  if (preview.changedFields.length === 0) return 'This is what holds already. Nothing would change.';
  if (preview.projects === 0)
    return 'No analysed project is concerned: a nearer scope sets it, or there is none.';
  const concerned = `Concerns ${countOf(preview.projects, 'project')} with ${countOf(preview.findings, 'open finding')} and ${countOf(preview.plans, 'plan')} to review.`;
  if (preview.changedFields.includes('automaticApproval')) {
    return `${concerned} Those plans that the rule then allows are approved at once, and their merge requests are opened.`;
  }
  return preview.plansAgain
    ? `${concerned} ${preview.projects === 1 ? 'It is' : 'They are'} planned again.`
    : `${concerned} It holds at once; nothing is planned again.`;
}

const SCOPES: Readonly<Record<PolicyScopeKind, string>> = {
  BACKLINE: 'Whole Backline',
  INTEGRATION: 'Integration',
  GROUP: 'Group',
  PROJECT: 'Project',
};

/** What a kind of scope is called. */
export function scopeWord(kind: PolicyScopeKind): string {
  return SCOPES[kind];
}
