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
  const answer = await gitlab.updateMergeRequest(project.gitlabProjectId, mergeRequest.iid, {
    stateEvent: 'close',
  });
  return finishClosing(deps, tended, { reason, by }, answer);
}

/**
 * Keeps why a merge request is closed that Backline asked GitLab to close, also where the answer was lost or a look came in
 * between and took it for closed by a person; then removes its branch, if it is still where Backline left it.
 */
export async function finishClosing(
  deps: OpenDeps,
  tended: Tended,
  { reason, by }: Pick<Extract<MergeRequestTask, { kind: 'CLOSE' }>, 'reason' | 'by'>,
  answer: GitLabMergeRequest,
): Promise<JobOutcome> {
  const { gitlab, git, project, plan, mergeRequest, own } = tended;
  await deps.inTransaction(async (stores) => {
    await stores.projects.lock([project.id]);
    // What is unneeded may be needed again one day; what a person closed is not proposed again.
    const state = by === null ? 'SUPERSEDED' : 'CLOSED';
    const saved = await stores.plans.saveState(plan.id, { from: ['OPEN', 'CLOSED'], state, reason });
    if (saved !== null) await stores.findings.detachPlan(plan.id);
    const message = `Closed !${mergeRequest.iid}: ${reason}`;
    const actor = by ?? undefined;
    await recordOf(stores, mergeRequest, {
      action: 'merge-request.ended',
      message,
      ...(actor === undefined ? {} : { actor }),
    });
    await keepAnswer(stores, deps, tended, answer);
  });
  // Looked at once more right before: what a person commits meanwhile stays.
  const head = await git.readHead(project.gitUrl, plan.branchName);
  const isRemoved =
    head !== null && own.has(head) && (await gitlab.deleteBranch(project.gitlabProjectId, plan.branchName));
  return { kind: 'done', result: { state: answer.state, isBranchRemoved: isRemoved } };
}
