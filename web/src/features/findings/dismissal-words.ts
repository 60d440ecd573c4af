import type { DismissalReason } from '../../generated/findings/graphql.js';
import { findingTexts } from '../../texts/findings.js';

/** Why a person may dismiss a finding, in the order in which the reasons are offered. */
export const DISMISSAL_REASONS = [
  'NOT_USED',
  'MITIGATED',
  'TEST_ONLY',
  'FALSE_POSITIVE',
  'ACCEPTABLE_RISK',
] as const;

interface FindingState {
  readonly state: 'OPEN' | 'IN_PROGRESS' | 'FIXED' | 'DISMISSED';
  readonly dismissal?: { readonly reason: DismissalReason } | null;
}

/** What can be done with a finding by hand: what a policy ignores is opened again by changing that policy. */
export function findingActions({ state, dismissal }: FindingState): {
  readonly canDismiss: boolean;
  readonly canReopen: boolean;
} {
  return {
    canDismiss: state === 'OPEN' || state === 'IN_PROGRESS',
    canReopen: state === 'DISMISSED' && dismissal?.reason !== 'POLICY',
  };
}

/** Who dismissed it: a person or program by name, or the policy of a scope. */
export function dismissedBy(by: string): string {
  return by.startsWith('policy:') ? findingTexts.byPolicy(by.slice('policy:'.length)) : by;
}
