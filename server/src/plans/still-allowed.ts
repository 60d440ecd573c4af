import type { VersionStep } from '../ecosystems/ecosystem.js';
import { effectivePolicy } from '../policies/effective-policy.js';
import type { Project } from '../projects/project.js';
import { ignoreOf } from './policy-rules.js';
import type { PlanToOpen } from './remediation-plan.js';
import { reaches } from './severity-weight.js';
import type { PlanningDeps } from './work-out-plans.js';

const RANKS: Readonly<Record<VersionStep, number>> = { NONE: 0, PATCH: 1, MINOR: 2, MAJOR: 3, PRERELEASE: 3 };

/**
 * Whether what people say now still allows an approved plan as it is: its kind, its steps, and every finding that it fixes.
 * Where it does not, the plan is worked out anew.
 */
export async function stillAllowed(
  { inTransaction, policy: defaults, clock }: Pick<PlanningDeps, 'inTransaction' | 'policy' | 'clock'>,
  project: Project,
  { draft }: Pick<PlanToOpen, 'draft'>,
): Promise<boolean> {
  const { policy, dismissed } = await inTransaction(async (stores) => ({
    policy: (await effectivePolicy(stores, defaults, project)).policy,
    dismissed: await stores.findings.dismissed(project.id),
  }));
  const now = clock();
  if (draft.kind === 'FORCED' && !policy.allowsForced) return false;
  if (draft.kind === 'UPDATE' && policy.updates === 'NONE') return false;
  if (draft.changes.some(({ step }) => RANKS[step] > RANKS[policy.maximumStep])) return false;
  const { fixed } = draft.proof;
  return (
    fixed.every((finding) => ignoreOf(finding, policy, { dismissed, now }) === null) &&
    (fixed.length === 0 || fixed.some(({ severity }) => reaches(severity, policy.minimumSeverity)))
  );
}
