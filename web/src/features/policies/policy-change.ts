import type { PolicyField, PolicyFieldsInput } from '../../generated/policies/graphql.js';
import { policyTexts } from '../../texts/policies.js';
import type { PolicyValues } from './policy-words.js';

/** The input that sets one field to what was typed; a sentence where that cannot be sent yet. */
export function changeOf(
  field: PolicyField,
  values: PolicyValues,
):
  | { readonly kind: 'set'; readonly set: PolicyFieldsInput }
  | { readonly kind: 'incomplete'; readonly why: string } {
  const why = whatIsMissing(field, values);
  return why === null ? { kind: 'set', set: inputOf(field, values) } : { kind: 'incomplete', why };
}

function whatIsMissing(field: PolicyField, values: PolicyValues): string | null {
  switch (field) {
    case 'releaseAgeDays':
      return isBetween(values.releaseAgeDays, 0, 365) ? null : policyTexts.missing.days;
    case 'openMergeRequests':
      return isWhole(values.openMergeRequests, 0, 100) ? null : policyTexts.missing.open;
    case 'hourlyMergeRequests':
      return isWhole(values.hourlyMergeRequests, 0, 1000) ? null : policyTexts.missing.hourly;
    case 'slaDays':
      return slaValues(values).every((days) => days === null || isWhole(days, 1, 3650))
        ? null
        : policyTexts.missing.sla;
    case 'automaticApproval':
      return values.automaticApproval?.kinds.length === 0 ? policyTexts.missing.kinds : null;
    case 'mergeRequest':
      return openingProblem(values.mergeRequest);
    case 'ignores':
      return ignoreProblem(values.ignores);
    default:
      return null;
  }
}

function openingProblem({ labels, reviewers, assignees }: PolicyValues['mergeRequest']): string | null {
  if (labels.some((label) => label.length > 255)) return policyTexts.missing.label;
  if (Math.max(labels.length, reviewers.length, assignees.length) > 20) return policyTexts.missing.many;
  return [...reviewers, ...assignees].every((name) => /^[\w.-]+$/.test(name))
    ? null
    : policyTexts.missing.names;
}

function ignoreProblem(ignores: PolicyValues['ignores']): string | null {
  for (const { advisory, packageName, reason } of ignores) {
    if ((advisory ?? '').trim() === '' && (packageName ?? '').trim() === '') {
      return policyTexts.missing.subject;
    }
    if (reason.trim() === '') return policyTexts.missing.why;
  }
  return null;
}

function inputOf(field: PolicyField, values: PolicyValues): PolicyFieldsInput {
  switch (field) {
    case 'ignores':
      return {
        ignores: values.ignores.map(({ advisory, packageName, reason, until }) => ({
          advisory: orNull(advisory),
          packageName: orNull(packageName),
          reason: reason.trim(),
          until: until ?? null,
        })),
      };
    case 'automaticApproval': {
      const approval = values.automaticApproval ?? null;
      if (approval === null) return { automaticApproval: null };
      const { kinds, maximumStep, maximumRisk } = approval;
      return { automaticApproval: { kinds: [...kinds], maximumStep, maximumRisk } };
    }
    case 'slaDays': {
      const [critical = null, high = null, medium = null, low = null] = slaValues(values);
      return { slaDays: { critical, high, medium, low } };
    }
    case 'mergeRequest': {
      const { labels, reviewers, assignees, draft, squash, removeSourceBranch, autoMerge } =
        values.mergeRequest;
      return {
        mergeRequest: {
          labels: [...labels],
          reviewers: [...reviewers],
          assignees: [...assignees],
          draft,
          squash: squash ?? null,
          removeSourceBranch,
          autoMerge,
        },
      };
    }
    case 'urgentSeverity':
      return { urgentSeverity: values.urgentSeverity ?? null };
    case 'minimumSeverity':
      return { minimumSeverity: values.minimumSeverity };
    case 'maximumStep':
      return { maximumStep: values.maximumStep };
    case 'allowsForced':
      return { allowsForced: values.allowsForced };
    case 'releaseAgeDays':
      return { releaseAgeDays: values.releaseAgeDays };
    case 'grouping':
      return { grouping: values.grouping };
    case 'updates':
      return { updates: values.updates };
    case 'openMergeRequests':
      return { openMergeRequests: values.openMergeRequests };
    case 'hourlyMergeRequests':
      return { hourlyMergeRequests: values.hourlyMergeRequests };
  }
}

function slaValues({ slaDays }: PolicyValues): readonly (number | null)[] {
  return [slaDays.critical ?? null, slaDays.high ?? null, slaDays.medium ?? null, slaDays.low ?? null];
}

function orNull(text: string | null | undefined): string | null {
  const trimmed = (text ?? '').trim();
  return trimmed === '' ? null : trimmed;
}

function isBetween(value: number, lowest: number, highest: number): boolean {
  return Number.isFinite(value) && value >= lowest && value <= highest;
}

function isWhole(value: number, lowest: number, highest: number): boolean {
  return Number.isInteger(value) && isBetween(value, lowest, highest);
}
