import type { AuditAction } from '../audit/audit-actions.js';
import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { recordMergeRequest } from '../events/record-event.js';
import { integrationLane } from '../integrations/integration.js';
import { enqueuePlanning } from '../inventory/analyze-project.js';
import { closedFindings } from '../plans/proof.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import { analyzeProjectJob } from '../projects/project-jobs.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import type { MergeRequest, MergeRequestState } from './merge-request.js';

/** A merge request in its new state, and the one before. */
export interface StateChange {
  readonly before: MergeRequestState;
  readonly after: MergeRequest;
  readonly isGone: boolean;
}

/** Brings plan and findings in step with what became of a merge request, and writes it into the history. */
export async function settleMergeRequest(
  stores: Stores,
  project: Project,
  { before, after: mergeRequest, isGone }: StateChange,
): Promise<void> {
  const plan = await stores.plans.findForUpdate(mergeRequest.planId);
  if (plan === null) return;
  if (mergeRequest.state === 'MERGED') await settleMerged(stores, project, plan, mergeRequest);
  else if (mergeRequest.state === 'CLOSED')
    await settleClosed(stores, project, plan, endOf(mergeRequest, isGone));
  else if (before === 'CLOSED') await settleReopened(stores, plan, mergeRequest);
  await stores.audit.record({
    actor: BACKLINE_ACTOR,
    action: ACTIONS[mergeRequest.state],
    message: `!${mergeRequest.iid} “${mergeRequest.title}” is ${mergeRequest.state.toLowerCase()}${isGone ? ' (it is gone from GitLab)' : ''}.`,
    subject: `merge-request:${mergeRequest.id}`,
    projectId: plan.projectId,
  });
  if (mergeRequest.state === 'MERGED') {
    const { mergedAt, checkedAt } = mergeRequest;
    await recordMergeRequest(stores, 'merge_request.merged', mergeRequest, mergedAt ?? checkedAt);
  }
}

interface PlanEnd {
  readonly state: 'SUPERSEDED' | 'CLOSED';
  readonly reason: string;
}

/** What is unneeded may be needed again one day; what a person closed, here or in GitLab, is not proposed again. */
function endOf({ iid, closing }: MergeRequest, isGone: boolean): PlanEnd {
  if (isGone) return { state: 'CLOSED', reason: `!${iid} is gone from GitLab.` };
  return closing === null
    ? { state: 'CLOSED', reason: `!${iid} was closed without merging.` }
    : { state: closing.by === null ? 'SUPERSEDED' : 'CLOSED', reason: closing.reason };
}

async function settleMerged(
  stores: Stores,
  project: Project,
  plan: RemediationPlan,
  { iid }: MergeRequest,
): Promise<void> {
  await stores.plans.saveState(plan.id, {
    from: ['OPEN', 'OPENING', 'CLOSED', 'FAILED'],
    state: 'MERGED',
    reason: `!${iid} was merged.`,
  });
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
}

async function settleClosed(
  stores: Stores,
  project: Project,
  plan: RemediationPlan,
  end: PlanEnd,
): Promise<void> {
  const from = ['OPEN', 'OPENING', 'FAILED'] as const;
  if ((await stores.plans.saveState(plan.id, { from, ...end })) === null) return;
  await stores.findings.detachPlan(plan.id);
  await enqueuePlanning(stores, project);
}

async function settleReopened(stores: Stores, plan: RemediationPlan, { id }: MergeRequest): Promise<void> {
  await stores.mergeRequests.saveLife(id, { closing: null });
  if ((await stores.plans.saveState(plan.id, { from: ['CLOSED'], state: 'OPEN' })) === null) return;
  await takeFindings(stores, plan);
}

/** What the plan closes is in progress from now on, and belongs to it. */
export async function takeFindings(
  stores: Stores,
  plan: Pick<RemediationPlan, 'id' | 'projectId'>,
): Promise<void> {
  const draft = (await stores.plans.views([plan.id])).get(plan.id);
  const closed = draft === undefined ? [] : closedFindings(draft.proof);
  await stores.findings.assignPlan(
    plan.projectId,
    closed.map(({ key }) => key),
    plan.id,
  );
  await stores.findings.setProgress(plan.id, 'IN_PROGRESS');
}

const ACTIONS: Readonly<Record<MergeRequestState, AuditAction>> = {
  OPENED: 'merge-request.opened',
  MERGED: 'merge-request.merged',
  CLOSED: 'merge-request.closed',
  LOCKED: 'merge-request.locked',
};
