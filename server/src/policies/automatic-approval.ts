import type { VersionStep } from '../ecosystems/ecosystem.js';
import type { BreakingRisk, PlanDraft, PlanKind } from '../plans/plan.js';
import type { AutomaticApproval } from './policy.js';

/** What an automatic approval goes by, of a plan as a whole. */
export interface PlanFacts {
  readonly kind: PlanKind;
  /** Null where nobody weighed it, which counts as high. */
  readonly risk: BreakingRisk['level'] | null;
  /** The largest step of its changes. */
  readonly largestStep: VersionStep;
  /** Findings that it brings in. */
  readonly introducedCount: number;
}

/** Steps from what promises most to what promises least: a prerelease may break anything but is not a new major yet. */
export const STEP_ORDER = [
  'NONE',
  'PATCH',
  'MINOR',
  'PRERELEASE',
  'MAJOR',
] as const satisfies readonly VersionStep[];

/** Risks of breaking something, lowest first. */
export const RISK_ORDER = ['LOW', 'MEDIUM', 'HIGH'] as const satisfies readonly BreakingRisk['level'][];

/** Whether a rule approves a plan: all of it must hold, for all of its changes, and nothing vulnerable may come in. */
export function approvesByItself(rule: AutomaticApproval | null, plan: PlanFacts): boolean {
  if (rule === null || plan.introducedCount > 0 || !rule.kinds.includes(plan.kind)) return false;
  if (STEP_ORDER.indexOf(plan.largestStep) > STEP_ORDER.indexOf(rule.maximumStep)) return false;
  return RISK_ORDER.indexOf(plan.risk ?? 'HIGH') <= RISK_ORDER.indexOf(rule.maximumRisk);
}

/** The facts of a draft. A draft without changes has no step. */
export function factsOfDraft(draft: Pick<PlanDraft, 'kind' | 'risk' | 'changes' | 'proof'>): PlanFacts {
  let largestStep: VersionStep = 'NONE';
  for (const { step } of draft.changes) {
    if (STEP_ORDER.indexOf(step) > STEP_ORDER.indexOf(largestStep)) largestStep = step;
  }
  const introducedCount = new Set(draft.proof.introduced.map(({ key }) => key)).size;
  return { kind: draft.kind, risk: draft.risk?.level ?? null, largestStep, introducedCount };
}
