import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import type { Stores } from '../stores.js';
import type { MergeRequest } from './merge-request.js';

const CHANGED = 'A person changed its target branch to ';

/**
 * Says that a merge request no longer goes where its plan was approved for; null: it does. The approval holds for one
 * target branch, so on another one Backline neither rebuilds nor merges nor closes it by itself.
 */
export function changedTarget(
  { targetBranch }: Pick<MergeRequest, 'targetBranch'>,
  plan: Pick<RemediationPlan, 'targetBranch'> | null,
): string | null {
  if (plan === null || plan.targetBranch === targetBranch) return null;
  return `${CHANGED}${targetBranch}; Backline leaves it alone until it is ${plan.targetBranch} again.`;
}

/** Whether a merge problem is about the target branch, and none of GitLab's. */
export function isAboutTarget(mergeProblem: string | null): boolean {
  return mergeProblem?.startsWith(CHANGED) === true;
}

/** Shows a changed target branch and writes it into the history, once; shows it no more when it was changed back. */
export async function noticeTarget(
  stores: Stores,
  mergeRequest: MergeRequest,
  plan: Pick<RemediationPlan, 'targetBranch'> | null,
): Promise<MergeRequest> {
  const { id, mergeProblem } = mergeRequest;
  const changed = changedTarget(mergeRequest, plan);
  if (changed === null)
    return isAboutTarget(mergeProblem)
      ? stores.mergeRequests.saveLife(id, { mergeProblem: null })
      : mergeRequest;
  if (changed === mergeProblem) return mergeRequest;
  await stores.audit.record({
    actor: BACKLINE_ACTOR,
    action: 'merge-request.target-changed',
    message: `!${mergeRequest.iid}: ${changed}`,
    subject: `merge-request:${id}`,
    projectId: mergeRequest.projectId,
  });
  return stores.mergeRequests.saveLife(id, { mergeProblem: changed });
}
