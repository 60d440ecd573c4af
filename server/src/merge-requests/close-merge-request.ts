import { isAppError } from '../errors.js';
import type { GitLabMergeRequest } from '../gitlab/gitlab.js';
import type { JobOutcome } from '../jobs/job.js';
import { prose } from './markdown.js';
import type { MergeRequestTask } from './merge-request-jobs.js';
import type { OpenDeps } from './open-merge-request.js';
import { sayOnce } from './say-once.js';
import { keepAnswer, recordOf, type Tended } from './tended.js';

/**
 * Closes a merge request with a note that says why, and removes its branch where every commit on it is Backline's. By itself
 * never one on whose branch a person has committed: there it is only said.
 */
export async function closeMergeRequest(
  deps: OpenDeps,
  tended: Tended,
  { reason, by }: Extract<MergeRequestTask, { kind: 'CLOSE' }>,
): Promise<JobOutcome> {
  const { gitlab, git, project, plan, mergeRequest, own } = tended;
  const head = await git.readHead(project.gitUrl, plan.branchName);
  const isOurs = head === null || own.has(head);
  if (by === null && (!isOurs || mergeRequest.editedAt !== null)) {
    const body = `${prose(reason)} Backline would close this merge request, but its branch has commits of somebody else, so it is left to you.`;
    await sayOnce(deps, gitlab, tended, { subject: 'UNNEEDED', body });
    return { kind: 'done', result: 'Left alone: a person has committed to its branch.' };
  }
  const asked = by === null ? '' : `${prose(by)} closed this in Backline. `;
  await sayOnce(deps, gitlab, tended, { subject: 'UNNEEDED', body: `${asked}${prose(reason)}` });
  // Kept before GitLab is asked: whoever sees first that it is closed knows by whom.
  await deps.inTransaction((stores) =>
    stores.mergeRequests.saveLife(mergeRequest.id, { closing: { reason, by } }),
  );
  const answer = await close(deps, tended);
  await deps.inTransaction(async (stores) => {
    await stores.projects.lock([project.id]);
    const message = `Closed !${mergeRequest.iid}: ${reason}`;
    await recordOf(stores, mergeRequest, {
      action: 'merge-request.ended',
      message,
      ...(by === null ? {} : { actor: by }),
    });
    await keepAnswer(stores, deps, tended, answer);
  });
  return removeBranch(deps, tended, isOurs ? head : null);
}

/** Goes on where an attempt to close it ended before it had removed the branch. What people closed keeps its branch. */
export async function removeClosedBranch(deps: OpenDeps, tended: Tended): Promise<JobOutcome> {
  const { git, project, plan, mergeRequest, own } = tended;
  if (mergeRequest.closing === null)
    return { kind: 'done', result: 'Nothing to do: the merge request is closed.' };
  const head = await git.readHead(project.gitUrl, plan.branchName);
  return removeBranch(deps, tended, head !== null && own.has(head) ? head : null);
}

/** Refusals after which it is certain that GitLab has not closed it. */
const UNCHANGED = ['GITLAB_REFUSED', 'GITLAB_FORBIDDEN', 'GITLAB_NOT_FOUND', 'TOKEN_INVALID'] as const;

/** Closes it in GitLab. Where GitLab refuses, a later closing is again somebody else's. */
async function close(deps: OpenDeps, { gitlab, project, mergeRequest }: Tended): Promise<GitLabMergeRequest> {
  try {
    return await gitlab.updateMergeRequest(project.gitlabProjectId, mergeRequest.iid, {
      stateEvent: 'close',
    });
  } catch (error) {
    if (isAppError(error, ...UNCHANGED))
      await deps.inTransaction((stores) => stores.mergeRequests.saveLife(mergeRequest.id, { closing: null }));
    throw error;
  }
}

/** Removes the branch where it is still at this commit, null to leave it; then nothing is left to be done again. */
async function removeBranch(
  deps: OpenDeps,
  { git, project, plan, mergeRequest }: Tended,
  head: string | null,
): Promise<JobOutcome> {
  const branch = head === null ? 'left' : await git.deleteBranch(project.gitUrl, plan.branchName, head);
  await deps.inTransaction((stores) => stores.mergeRequests.saveLife(mergeRequest.id, { closing: null }));
  return { kind: 'done', result: { state: 'closed', branch } };
}
