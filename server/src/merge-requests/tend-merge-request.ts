import { AppError } from '../errors.js';
import type { GitLabMergeRequest } from '../gitlab/gitlab.js';
import { withIntegration } from '../integrations/with-integration.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import { changedTarget, noticeTarget } from './changed-target.js';
import { closeMergeRequest, removeClosedBranch } from './close-merge-request.js';
import { mergeByItself } from './merge-by-itself.js';
import type { MergeRequest } from './merge-request.js';
import type { MergeRequestTask, TendPayload } from './merge-request-jobs.js';
import type { OpenDeps } from './open-merge-request.js';
import { ownCommits } from './own-commits.js';
import { rebuildMergeRequest } from './rebuild-merge-request.js';
import { sayOnce } from './say-once.js';
import { settleMergeRequest } from './settle-merge-request.js';
import type { Tended } from './tended.js';

/** What to tell people whose commits are on the branch. */
const EDITED_NOTE =
  'This branch has commits that Backline did not make, so Backline leaves it alone from now on: it is neither rebuilt nor closed by itself.';

/** Does one task for an open merge request. What GitLab says now is kept first; one that is not open is left as it is. */
export async function tendMergeRequest(
  deps: OpenDeps,
  { mergeRequestId, task }: TendPayload,
  context: Pick<JobContext, 'progress' | 'signal'>,
): Promise<JobOutcome> {
  const { mergeRequest, project } = await deps.inTransaction(async (stores) => {
    const found = await stores.mergeRequests.find(mergeRequestId);
    return {
      mergeRequest: found,
      project: found === null ? null : await stores.projects.find(found.projectId),
    };
  });
  if (mergeRequest === null || project === null)
    return { kind: 'done', result: 'The merge request is gone.' };
  return withIntegration(
    deps,
    { integrationId: project.integrationId, signal: context.signal },
    async ({ gitlab, git, integration }) => {
      if (integration.state === 'DISCONNECTED')
        throw new AppError('GITLAB_FORBIDDEN', 'The integration is disconnected.');
      const remote = await gitlab.getMergeRequest(project.gitlabProjectId, mergeRequest.iid);
      if (remote === null) return { kind: 'done', result: 'GitLab does not show the merge request.' };
      const kept = await deps.inTransaction((stores) => keep(stores, deps, project, mergeRequest, remote));
      if (kept !== null && remote.state === 'closed' && task.kind === 'CLOSE')
        return removeClosedBranch(deps, { ...kept, project, remote, gitlab, git });
      if (kept === null || remote.state !== 'opened')
        return { kind: 'done', result: `Nothing to do: the merge request is ${remote.state}.` };
      return dispatch(deps, { ...kept, project, remote, gitlab, git }, task, context);
    },
  );
}

/** Keeps what GitLab says now, as a look does, and reads what the task needs. */
async function keep(
  stores: Stores,
  { clock }: OpenDeps,
  project: Project,
  { id }: MergeRequest,
  remote: GitLabMergeRequest,
): Promise<Pick<Tended, 'plan' | 'mergeRequest' | 'own'> | null> {
  const before = await stores.mergeRequests.findForUpdate(id);
  if (before === null) return null;
  const after = await stores.mergeRequests.save(project.id, before.planId, clock(), remote);
  if (after.state !== before.state)
    await settleMergeRequest(stores, project, { before: before.state, after, isGone: false });
  const plan = await stores.plans.findToOpen(after.planId);
  return plan === null ? null : { plan, mergeRequest: after, own: await ownCommits(stores, after) };
}

async function dispatch(
  deps: OpenDeps,
  tended: Tended,
  task: MergeRequestTask,
  context: Pick<JobContext, 'progress' | 'signal'>,
): Promise<JobOutcome> {
  const changed = changedTarget(tended.remote, tended.plan);
  if (changed !== null && !isLeftToDo(task)) {
    await deps.inTransaction((stores) => noticeTarget(stores, tended.mergeRequest, tended.plan));
    return { kind: 'done', result: changed };
  }
  switch (task.kind) {
    case 'REBUILD':
      return rebuildMergeRequest(deps, tended, task, context);
    case 'CLOSE':
      return closeMergeRequest(deps, tended, task);
    case 'MERGE':
      return mergeByItself(deps, tended);
    case 'SAY_EDITED':
      await sayOnce(deps, tended.gitlab, tended, { subject: 'EDITED', body: EDITED_NOTE });
      return { kind: 'done', result: 'Said that the branch is left alone.' };
  }
}

/** On another target branch than the plan's only a person's wish to close it is done, and a word is said. */
function isLeftToDo(task: MergeRequestTask): boolean {
  return task.kind === 'SAY_EDITED' || (task.kind === 'CLOSE' && task.by !== null);
}
