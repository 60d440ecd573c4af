import type { Stores } from '../stores.js';
import type { MergeRequest } from './merge-request.js';

/** Every commit that Backline pushed for the key of a merge request's plan, over all its revisions. */
export async function ownCommits(
  stores: Pick<Stores, 'plans'>,
  { planId }: Pick<MergeRequest, 'planId'>,
): Promise<ReadonlySet<string>> {
  const plan = await stores.plans.find(planId);
  if (plan === null) return new Set();
  const revisions = await stores.plans.revisions(plan.projectId, plan.kind, plan.group);
  return new Set(revisions.flatMap(({ pushedCommits }) => pushedCommits));
}
