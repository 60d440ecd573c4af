import { isAppError } from '../errors.js';
import { judgeTokenError } from '../integrations/with-integration.js';
import type { JobOutcome } from '../jobs/job.js';
import { effectivePolicy } from '../policies/effective-policy.js';
import type { OpenDeps } from './open-merge-request.js';
import { keepAnswer, recordOf, type Tended } from './tended.js';

const REFUSALS = ['GITLAB_CONFLICT', 'GITLAB_REFUSED', 'GITLAB_FORBIDDEN', 'GITLAB_NOT_FOUND'] as const;

/**
 * Asks GitLab to merge it as soon as its pipeline allows: only where the policy says so and the account may, and only a
 * head that Backline pushed itself. A refusal is kept and shown.
 */
export async function mergeByItself(deps: OpenDeps, tended: Tended): Promise<JobOutcome> {
  const { gitlab, project, mergeRequest, remote, own } = tended;
  const { policy } = await deps.inTransaction((stores) => effectivePolicy(stores, deps.policy, project));
  const sha = remote.headSha;
  const isOurs = sha !== null && own.has(sha) && mergeRequest.editedAt === null;
  if (!policy.mergeRequest.autoMerge || remote.mayMerge !== true || !isOurs || remote.isAutoMerge)
    return { kind: 'done', result: 'Nothing to merge by itself.' };
  try {
    const answer = await gitlab.acceptMergeRequest(project.gitlabProjectId, remote.iid, {
      sha,
      autoMerge: true,
    });
    await deps.inTransaction(async (stores) => {
      const message = `Asked GitLab to merge !${remote.iid} at ${sha.slice(0, 12)} when its pipeline succeeds, by policy.`;
      await recordOf(stores, mergeRequest, { action: 'merge-request.auto-merge', message });
      await keepAnswer(stores, deps, tended, answer);
      await stores.mergeRequests.saveLife(mergeRequest.id, { mergeProblem: null });
    });
    return { kind: 'done', result: { state: answer.state, isAutoMerge: answer.isAutoMerge } };
  } catch (thrown) {
    const error = await judgeTokenError(gitlab, thrown);
    if (!isAppError(error, ...REFUSALS)) throw error;
    await deps.inTransaction(async (stores) => {
      const { mergeTries, mergeProblem, id } = mergeRequest;
      await stores.mergeRequests.saveLife(id, { mergeTries: mergeTries + 1, mergeProblem: error.message });
      if (mergeProblem === error.message) return;
      const message = `GitLab does not merge !${remote.iid} by itself: ${error.message}`;
      await recordOf(stores, mergeRequest, { action: 'merge-request.merge-refused', message });
    });
    return { kind: 'done', result: { refused: error.message } };
  }
}
