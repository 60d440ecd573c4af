import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { isAppError } from '../errors.js';
import type { GitLab, GitLabMergeRequest } from '../gitlab/gitlab.js';
import { integrationLane } from '../integrations/integration.js';
import { type IntegrationDeps, openIntegration, withIntegration } from '../integrations/with-integration.js';
import { followMergeRequests as followJob } from '../integrations/integration-jobs.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { analyzeProjectJob } from '../projects/project-jobs.js';
import type { Project } from '../projects/project.js';
import { closedFindings } from '../plans/proof.js';
import { enqueuePlanning } from '../inventory/analyze-project.js';
import type { Stores } from '../stores.js';
import type { MergeRequest, MergeRequestState } from './merge-request.js';

/** Asks GitLab for the state of every open merge request of an integration, one request each, oldest look first. */
export async function followMergeRequests(
  deps: IntegrationDeps,
  { integrationId }: { readonly integrationId: string },
  context: Pick<JobContext, 'signal' | 'progress'>,
): Promise<JobOutcome> {
  return withIntegration(deps, integrationId, async ({ gitlab }) => {
    const open = await deps.inTransaction(async (stores) => {
      await stores.jobs.forgetUneventful(followJob, `integration:${integrationId}`);
      return stores.mergeRequests.listOpenOfIntegration(integrationId);
    });
    let changed = 0;
    const failed: string[] = [];
    for (const [index, mergeRequest] of open.entries()) {
      context.signal.throwIfAborted();
      try {
        const after = await lookAt(deps, gitlab, mergeRequest);
        if (after.state !== mergeRequest.state) changed += 1;
      } catch (error) {
        // One that cannot be looked at does not keep the others from being followed: it goes to the end.
        if (!isAppError(error, 'GITLAB_FORBIDDEN', 'GITLAB_REFUSED', 'GITLAB_ANSWER_INVALID')) throw error;
        await deps.inTransaction((stores) => stores.mergeRequests.markChecked(mergeRequest.id, deps.clock()));
        failed.push(`${mergeRequest.webUrl}: ${error.message}`);
      }
      await context.progress({
        done: index + 1,
        total: open.length,
        message: `Looked at !${mergeRequest.iid}`,
      });
    }
    const told = failed.length === 0 ? {} : { failed: failed.slice(0, 20) };
    return { kind: 'done', result: { lookedAt: open.length - failed.length, changed, ...told } };
  });
}

/** Looks at one merge request now. Null when there is none, or when its integration is disconnected. */
export async function refreshMergeRequest(deps: IntegrationDeps, id: string): Promise<MergeRequest | null> {
  const { mergeRequest, project } = await deps.inTransaction(async (stores) => {
    const found = await stores.mergeRequests.find(id);
    return {
      mergeRequest: found,
      project: found === null ? null : await stores.projects.find(found.projectId),
    };
  });
  if (mergeRequest === null || project === null) return null;
  const open = await openIntegration(deps, project.integrationId);
  return open === null ? null : lookAt(deps, open.gitlab, mergeRequest);
}

async function lookAt(deps: IntegrationDeps, gitlab: GitLab, before: MergeRequest): Promise<MergeRequest> {
  const project = await deps.inTransaction((stores) => stores.projects.find(before.projectId));
  if (project === null) return before;
  const remote = await readRemote(gitlab, project.gitlabProjectId, before.iid);
  const now = deps.clock();
  if (remote === null && (await gitlab.getProject(project.gitlabProjectId)) === null) {
    // The token no longer sees the project at all, which says nothing about the merge request.
    return deps.inTransaction((stores) => stores.mergeRequests.markChecked(before.id, now));
  }
  return deps.inTransaction(async (stores) => {
    // Read again: meanwhile another look may have settled it, or a newer revision taken it over.
    const current = (await stores.mergeRequests.findForUpdate(before.id)) ?? before;
    if (remote !== null && new Date(remote.updatedAt) < current.updatedAt) return current;
    const after =
      remote === null
        ? await stores.mergeRequests.markGone(current.id, now)
        : await stores.mergeRequests.save(current.projectId, current.planId, now, remote);
    if (after.state !== current.state) {
      await settle(stores, project, { before: current.state, after, isGone: remote === null });
    }
    return after;
  });
}

async function readRemote(
  gitlab: GitLab,
  projectId: number,
  iid: number,
): Promise<GitLabMergeRequest | null> {
  try {
    return await gitlab.getMergeRequest(projectId, iid);
  } catch (error) {
    if (isAppError(error, 'GITLAB_NOT_FOUND')) return null;
    throw error;
  }
}

interface StateChange {
  readonly before: MergeRequestState;
  readonly after: MergeRequest;
  readonly isGone: boolean;
}

async function settle(
  stores: Stores,
  project: Project,
  { before, after: mergeRequest, isGone }: StateChange,
): Promise<void> {
  const plan = await stores.plans.findForUpdate(mergeRequest.planId);
  if (plan === null) return;
  if (mergeRequest.state === 'MERGED') {
    await stores.plans.saveState(plan.id, { state: 'MERGED', reason: `!${mergeRequest.iid} was merged.` });
    await stores.jobs.enqueue(
      analyzeProjectJob,
      { projectId: plan.projectId, force: false },
      {
        lane: integrationLane(project.integrationId),
        subject: `project:${plan.projectId}`,
        dedupeKey: `analyze:${plan.projectId}:false`,
        priority: 30,
      },
    );
  } else if (mergeRequest.state === 'CLOSED') {
    const reason = isGone
      ? `!${mergeRequest.iid} is gone from GitLab.`
      : `!${mergeRequest.iid} was closed without merging.`;
    await stores.plans.saveState(plan.id, { state: 'CLOSED', reason });
    await stores.findings.detachPlan(plan.id);
    await enqueuePlanning(stores, project);
  } else if (before === 'CLOSED') {
    await stores.plans.saveState(plan.id, { state: 'OPEN' });
    await stores.findings.assignPlan(
      project.id,
      closedFindings(plan.draft.proof).map(({ key }) => key),
      plan.id,
    );
    await stores.findings.setProgress(plan.id, 'IN_PROGRESS');
  }
  await stores.audit.record({
    actor: BACKLINE_ACTOR,
    action: `merge-request.${mergeRequest.state.toLowerCase()}`,
    message: `!${mergeRequest.iid} “${mergeRequest.title}” is ${mergeRequest.state.toLowerCase()}${isGone ? ' (it is gone from GitLab)' : ''}.`,
    subject: `merge-request:${mergeRequest.id}`,
    projectId: plan.projectId,
  });
}
