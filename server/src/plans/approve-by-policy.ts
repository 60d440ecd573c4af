import { recordPlan } from '../events/record-event.js';
import { approvesByItself } from '../policies/automatic-approval.js';
import type { EffectivePolicy } from '../policies/resolve-policy.js';
import { nameScope, policyActor } from '../policies/scope-name.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import { enqueueOpening } from './decide-plan.js';

/**
 * Approves the proposed plans of a project for which its policy's automatic approval holds, and queues their opening, which
 * keeps to the limits. Nothing where a project cannot be written to. Called under the project's lock; returns how many.
 */
export async function approveByPolicy(
  stores: Stores,
  project: Pick<Project, 'id' | 'integrationId' | 'state'>,
  { policy, origins }: EffectivePolicy,
  now: Date,
): Promise<number> {
  const scope = origins.automaticApproval;
  if (policy.automaticApproval === null || scope === null || project.state !== 'READY') return 0;
  const plans = (await stores.plans.latestOfProject(project.id)).filter(
    (plan) => plan.state === 'PROPOSED' && approvesByItself(policy.automaticApproval, plan),
  );
  if (plans.length === 0) return 0;
  const actor = await policyActor(stores, scope);
  const name = await nameScope(stores, scope);
  let approved = 0;
  for (const plan of plans) {
    const step = { from: ['PROPOSED'], state: 'APPROVED', decidedBy: actor, decidedAt: now } as const;
    const saved = await stores.plans.saveState(plan.id, step);
    if (saved === null) continue;
    await enqueueOpening(stores, saved, project.integrationId);
    await stores.audit.record({
      actor,
      action: 'plan.approved',
      message: `Approved “${plan.title}” by the policy of ${name} with digest ${plan.digest.slice(0, 12)}.`,
      subject: `plan:${plan.id}`,
      projectId: project.id,
    });
    await recordPlan(stores, 'plan.approved', saved, now);
    approved += 1;
  }
  return approved;
}
