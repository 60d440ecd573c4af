import type { FindingState, PlanState, UnfixedCode } from '../../generated/findings/graphql.js';
import type { Tone } from '../../ui/mark.js';

/** A finding's state in a word and its tone. */
export const FINDING_STATES: Readonly<Record<FindingState, { readonly label: string; readonly tone: Tone }>> =
  {
    OPEN: { label: 'Open', tone: 'warn' },
    IN_PROGRESS: { label: 'In progress', tone: 'busy' },
    FIXED: { label: 'Fixed', tone: 'good' },
    DISMISSED: { label: 'Dismissed', tone: 'off' },
  };

const REASONS: Readonly<Record<UnfixedCode, string>> = {
  NO_FIXED_VERSION: 'No fixed version',
  CONSTRAINT: 'Held by a range',
  FORMAT_NOT_SUPPORTED: 'Not edited yet',
  NEEDS_RESOLUTION: 'Needs a new resolution',
  NOT_FROM_REGISTRY: 'Not from a registry',
  NOT_IN_REGISTRY: 'Not in the registry',
  BUNDLED: 'Bundled',
  REGISTRY_FAILED: 'Registry did not answer',
  TOO_YOUNG: 'Fix is too young',
  WOULD_INTRODUCE: 'Fix brings another finding',
  BELOW_THRESHOLD: 'Below the threshold',
  EDIT_REFUSED: 'File cannot be edited',
  NOT_READ: 'File could not be read',
  TURNED_DOWN: 'Its plan was turned down',
  POLICY: 'Not allowed by the policy',
  IGNORED: 'Dismissed',
  TOOL_MISSING: 'Package manager is missing',
  TOOL_WOULD_RUN_CODE: 'Would run code of the project',
  RESOLUTION_FAILED: 'Package manager found no way',
  NEEDS_CODE_CHANGE: 'Needs a breaking or forced plan',
};

/** Why there is no fix, in a few words. */
export function unfixedWord(code: UnfixedCode): string {
  return REASONS[code];
}

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
  const plan = finding.remediationPlan;
  if (plan !== null && plan !== undefined)
    return { kind: 'plan', planId: plan.id, label: planLabel(plan.state) };
  if (finding.unfixedReason !== null && finding.unfixedReason !== undefined) {
    return { kind: 'reason', label: unfixedWord(finding.unfixedReason.code) };
  }
  return {
    kind: 'unknown',
    label: finding.fixedVersions.length === 0 ? 'No fixed version is known' : 'No plan yet',
  };
}

function planLabel(state: PlanState): string {
  if (state === 'PROPOSED') return 'Plan to review';
  if (state === 'APPROVED' || state === 'OPENING') return 'Plan is being opened';
  if (state === 'OPEN') return 'Merge request is open';
  if (state === 'FAILED') return 'Plan failed';
  if (state === 'REJECTED') return 'Plan rejected';
  return 'Plan';
}

/** Whether a finding that is still open is past its day. */
export function isOverdue(
  finding: { readonly state: FindingState; readonly dueAt?: string | null },
  now: number,
): boolean {
  if (finding.state !== 'OPEN' && finding.state !== 'IN_PROGRESS') return false;
  return finding.dueAt !== null && finding.dueAt !== undefined && Date.parse(finding.dueAt) < now;
}
