import type { Viewer } from '../accounts/account.js';
import { AppError } from '../errors.js';
import type { Job } from '../jobs/job.js';
import type { InTransaction } from '../stores.js';
import type { MergeRequest } from './merge-request.js';
import { enqueueTask, type MergeRequestTask } from './merge-request-jobs.js';

/** The merge request and the job that was queued for it. */
export interface AskedFor {
  readonly mergeRequest: MergeRequest;
  readonly job: Job;
}

/** Queues the rebuild of an open merge request; one that waits already is enough. */
export function askForRebuild(
  deps: { readonly inTransaction: InTransaction },
  viewer: Viewer,
  id: string,
): Promise<AskedFor> {
  const reason = `${viewer.name} asked for it.`;
  return ask(deps, viewer, { id, reason }, { kind: 'REBUILD', reason, isAsked: true });
}

/** Queues the closing of an open merge request. */
export function askForClosing(
  deps: { readonly inTransaction: InTransaction },
  viewer: Viewer,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<AskedFor> {
  const why = reason === '' ? 'No reason was given.' : reason;
  return ask(deps, viewer, { id, reason: why }, { kind: 'CLOSE', reason: why, by: viewer.name });
}

async function ask(
  { inTransaction }: { readonly inTransaction: InTransaction },
  viewer: Viewer,
  { id, reason }: { readonly id: string; readonly reason: string },
  task: MergeRequestTask,
): Promise<AskedFor> {
  return inTransaction(async (stores) => {
    const mergeRequest = await stores.mergeRequests.find(id);
    const project = mergeRequest === null ? null : await stores.projects.find(mergeRequest.projectId);
    if (mergeRequest === null || project === null)
      throw new AppError('NOT_FOUND', 'There is no such merge request.');
    if (mergeRequest.state !== 'OPENED') {
      const state = mergeRequest.state.toLowerCase();
      throw new AppError('STATE_FORBIDS', `The merge request is ${state}, so nothing was done.`);
    }
    if (project.state !== 'READY') {
      const why = project.reasons[0]?.message ?? 'It is gone.';
      throw new AppError('STATE_FORBIDS', `Nothing can be written to this project: ${why}`);
    }
    const job = await enqueueTask(stores, project, mergeRequest, task);
    await stores.audit.record({
      actor: viewer.name,
      action: task.kind === 'CLOSE' ? 'merge-request.close-asked' : 'merge-request.rebuild-asked',
      message: `Asked Backline to ${task.kind === 'CLOSE' ? 'close' : 'rebuild'} !${mergeRequest.iid}.`,
      subject: `merge-request:${id}`,
      projectId: project.id,
      after: { job: job.id, reason },
    });
    return { mergeRequest, job };
  });
}
