import { type AppError, isAppError } from '../errors.js';
import type { GitLabMergeRequest } from '../gitlab/gitlab.js';
import { judgeTokenError } from '../integrations/with-integration.js';
import type { JobOutcome } from '../jobs/job.js';
import { effectivePolicy } from '../policies/effective-policy.js';
import { MAX_MERGE_TRIES } from './after-look.js';
import type { OpenDeps } from './open-merge-request.js';
import { keepAnswer, recordOf, type Tended } from './tended.js';

const REFUSALS = ['GITLAB_CONFLICT', 'GITLAB_REFUSED', 'GITLAB_FORBIDDEN', 'GITLAB_NOT_FOUND'] as const;
const NOTHING: JobOutcome = { kind: 'done', result: 'Nothing to merge by itself.' };

/**
 * Asks GitLab to merge it, at once or as soon as its pipeline allows: only where the policy says so and the account may,
 * into the branch that was approved, and only a head that Backline pushed itself. A refusal is kept and shown.
 */
export async function mergeByItself(deps: OpenDeps, tended: Tended): Promise<JobOutcome> {
  const { gitlab, project, mergeRequest } = tended;
  if (!(await isWanted(deps, tended))) return NOTHING;
  // Read again just before the call, to which only the head can be given as a condition and not the target branch.
  const remote = await gitlab.getMergeRequest(project.gitlabProjectId, mergeRequest.iid);
  const sha = remote === null ? null : mergeableHead(tended, remote);
  if (remote === null || sha === null) return NOTHING;
  const autoMerge = !isReadyNow(remote);
  try {
    const merge = { sha, autoMerge };
    const answer = await gitlab.acceptMergeRequest(project.gitlabProjectId, remote.iid, merge);
    await deps.inTransaction(async (stores) => {
      const when = autoMerge ? ' when its pipeline succeeds' : '';
      const message = `Asked GitLab to merge !${remote.iid} at ${sha.slice(0, 12)}${when}, by policy.`;
      await recordOf(stores, mergeRequest, { action: 'merge-request.auto-merge', message });
      const mergeTries = mergeRequest.mergeTries + 1;
      await stores.mergeRequests.saveLife(mergeRequest.id, { mergeTries, mergeProblem: null });
      await keepAnswer(stores, deps, tended, answer);
    });
    return { kind: 'done', result: { state: answer.state, isAutoMerge: answer.isAutoMerge } };
  } catch (thrown) {
    const error = await judgeTokenError(gitlab, thrown);
    if (!isAppError(error, ...REFUSALS)) throw error;
    return keepRefusal(deps, tended, error);
  }
}

/** By the policy and the plan as they are now. */
function isWanted(deps: OpenDeps, { project, plan }: Tended): Promise<boolean> {
  return deps.inTransaction(async (stores) => {
    const { policy } = await effectivePolicy(stores, deps.policy, project);
    return policy.mergeRequest.autoMerge && (await stores.plans.find(plan.id))?.state === 'OPEN';
  });
}

/** The head to merge; null where it is not Backline's to merge. */
function mergeableHead({ plan, mergeRequest, own }: Tended, remote: GitLabMergeRequest): string | null {
  const { state, targetBranch, headSha, mayMerge, isAutoMerge } = remote;
  if (state !== 'opened' || targetBranch !== plan.targetBranch) return null;
  if (mayMerge !== true || isAutoMerge || mergeRequest.editedAt !== null) return null;
  return headSha !== null && own.has(headSha) ? headSha : null;
}

/** Nothing is to be waited for, which GitLab refuses to wait for: https://docs.gitlab.com/user/project/merge_requests/auto_merge/ */
function isReadyNow({ detailedMergeStatus, pipelineStatus }: GitLabMergeRequest): boolean {
  return detailedMergeStatus === 'mergeable' && (pipelineStatus === null || pipelineStatus === 'success');
}

async function keepRefusal(deps: OpenDeps, tended: Tended, error: AppError): Promise<JobOutcome> {
  const { mergeRequest, plan } = tended;
  const mergeTries = mergeRequest.mergeTries + 1;
  const refused = `${error.message} ${adviceFor(error, plan.targetBranch, mergeTries < MAX_MERGE_TRIES)}`;
  await deps.inTransaction(async (stores) => {
    await stores.mergeRequests.saveLife(mergeRequest.id, { mergeTries, mergeProblem: refused });
    if (mergeRequest.mergeProblem === refused) return;
    const message = `GitLab does not merge !${mergeRequest.iid} by itself: ${refused}`;
    await recordOf(stores, mergeRequest, { action: 'merge-request.merge-refused', message });
  });
  return { kind: 'done', result: { refused } };
}

/** What becomes of it, and what a person can do. */
function adviceFor(error: AppError, targetBranch: string, isTriedAgain: boolean): string {
  const next = isTriedAgain
    ? 'Backline tries again after its next looks.'
    : `Backline has tried ${MAX_MERGE_TRIES} times and tries no more until its branch has a new commit.`;
  if (error.code === 'GITLAB_FORBIDDEN' || error.code === 'GITLAB_NOT_FOUND')
    return `${next} Give the account of the token a role that may merge into ${targetBranch}, or merge it yourself in GitLab.`;
  if (error.details['status'] === 405)
    return `${next} Its page in GitLab says what is missing: let its pipeline pass, approve it or resolve its threads, or merge it there yourself.`;
  return `${next} Look at its page in GitLab, and rebuild it or merge it there yourself.`;
}
