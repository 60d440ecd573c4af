import type { FindingState, PlanState, UnfixedCode } from '../../generated/findings/graphql.js';
import { unfixedWord } from '../../lib/unfixed.js';
import { findingTexts } from '../../texts/findings.js';

const texts = findingTexts.fix;

/** What is being done about a finding. */
export type Fix =
  | { readonly kind: 'plan'; readonly planId: string; readonly label: string }
  | { readonly kind: 'reason'; readonly label: string }
  | { readonly kind: 'done'; readonly at: string | null }
  | { readonly kind: 'unknown'; readonly label: string };

interface FindingFacts {
  readonly state: FindingState;
  readonly fixedAt?: string | null;
  readonly fixedVersions: readonly string[];
  readonly remediationPlan?: { readonly id: string; readonly state: PlanState } | null;
  readonly unfixedReason?: { readonly code: UnfixedCode } | null;
}

/** What to show as the fix: done, the plan, the reason why not, or that a plan has still to be made. */
export function describeFix(finding: FindingFacts): Fix {
  if (finding.state === 'FIXED') return { kind: 'done', at: finding.fixedAt ?? null };
  if (finding.state === 'DISMISSED') return { kind: 'reason', label: unfixedWord('IGNORED') };
  const plan = finding.remediationPlan;
  if (plan !== null && plan !== undefined)
    return { kind: 'plan', planId: plan.id, label: planLabel(plan.state) };
  if (finding.unfixedReason !== null && finding.unfixedReason !== undefined) {
    return { kind: 'reason', label: unfixedWord(finding.unfixedReason.code) };
  }
  return {
    kind: 'unknown',
    label: finding.fixedVersions.length === 0 ? texts.noVersion : texts.notYet,
  };
}

function planLabel(state: PlanState): string {
  if (state === 'PROPOSED') return texts.review;
  if (state === 'APPROVED' || state === 'OPENING') return texts.opening;
  if (state === 'OPEN') return texts.open;
  if (state === 'FAILED') return texts.failed;
  if (state === 'REJECTED') return texts.rejected;
  return texts.other;
}

/** What happens next with a finding that a plan closes, up to the name of the plan. */
export function nextStep(state: PlanState): string {
  return NEXT[state];
}

const next = findingTexts.next;

const NEXT: Readonly<Record<PlanState, string>> = {
  PROPOSED: next.review,
  APPROVED: next.opening,
  OPENING: next.opening,
  OPEN: next.open,
  FAILED: next.failed,
  REJECTED: next.rejected,
  MERGED: next.merged,
  CLOSED: next.closed,
  SUPERSEDED: next.superseded,
};

/** Whether a finding that is still open is past its day. */
export function isOverdue(
  finding: { readonly state: FindingState; readonly dueAt?: string | null },
  now: number,
): boolean {
  if (finding.state !== 'OPEN' && finding.state !== 'IN_PROGRESS') return false;
  return finding.dueAt !== null && finding.dueAt !== undefined && Date.parse(finding.dueAt) < now;
}
