import type { Viewer } from '../accounts/account.js';
import type { AuditRecord, AuditValues } from '../audit/audit-event.js';
import type { Clock } from '../clock.js';
import { AppError, type ErrorCode } from '../errors.js';
import { recordPlan } from '../events/record-event.js';
import { integrationLane } from '../integrations/integration.js';
import type { Job } from '../jobs/job.js';
import { enqueuePlanning } from '../inventory/analyze-project.js';
import { openMergeRequestJob } from '../projects/project-jobs.js';
import type { Project } from '../projects/project.js';
import type { InTransaction, Stores } from '../stores.js';
import type { PlanState } from './plan.js';
import type { RemediationPlan } from './remediation-plan.js';

/** What deciding on plans needs. */
export interface DecideDeps {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}

/** The plan as it is now, the job that was queued, and why nothing was decided if so. */
export interface Decision {
  readonly plan: RemediationPlan;
  readonly job: Job | null;
  readonly refusal: { readonly code: ErrorCode; readonly message: string } | null;
}

/**
 * Approves exactly the edits that the digest names, and queues the opening. Twice is once. A digest that is no longer
 * the plan's is STALE_DIGEST, and the answer holds the revision that is current.
 */
export async function approvePlan(
  { inTransaction, clock }: DecideDeps,
  viewer: Viewer,
  input: { readonly id: string; readonly digest: string },
): Promise<Decision> {
  return inTransaction(async (stores) => {
    const plan = await lockPlan(stores, input.id);
    const [current] = await stores.plans.revisions(plan.projectId, plan.kind, plan.group);
    if (plan.state === 'SUPERSEDED' && current !== undefined && current.id !== plan.id) return stale(current);
    if (plan.digest !== input.digest) return stale(plan);
    if (plan.state === 'OPEN' || plan.state === 'MERGED') return { plan, job: null, refusal: null };
    const project = await stores.projects.find(plan.projectId);
    if (isUnopened(plan)) {
      const waiting = project === null ? null : await enqueueOpening(stores, plan, project.integrationId);
      return { plan, job: waiting, refusal: null };
    }
    if (plan.state !== 'PROPOSED')
      return refuse(plan, `Only a proposed plan can be approved; this one is ${plan.state.toLowerCase()}.`);
    if (project?.state !== 'READY') return refuseWriting(plan, project);
    const saved = await stores.plans.saveState(plan.id, {
      from: ['PROPOSED'],
      state: 'APPROVED',
      decidedBy: viewer.name,
      decidedAt: clock(),
    });
    if (saved === null) return overtaken(stores, plan);
    const job = await enqueueOpening(stores, saved, project.integrationId);
    await record(
      stores,
      viewer,
      { before: plan, after: saved },
      {
        action: 'plan.approved',
        message: `Approved “${plan.title}” with digest ${plan.digest.slice(0, 12)}.`,
      },
    );
    await recordPlan(stores, 'plan.approved', saved, clock());
    return { plan: saved, job, refusal: null };
  });
}

/**
 * Turns a plan down that is proposed, failed, or approved and not being opened yet, whose approval is thereby withdrawn: this
 * change set is not proposed again; another target version is another change set.
 */
export async function rejectPlan(
  { inTransaction, clock }: DecideDeps,
  viewer: Viewer,
  input: { readonly id: string; readonly reason: string | null },
): Promise<Decision> {
  return inTransaction(async (stores) => {
    const plan = await lockPlan(stores, input.id);
    if (plan.state === 'REJECTED') return { plan, job: null, refusal: null };
    if (!REJECTABLE.some((state) => state === plan.state)) {
      return refuse(
        plan,
        `Only a proposed, approved or failed plan can be rejected; this one is ${plan.state.toLowerCase()}.`,
      );
    }
    const saved = await stores.plans.saveState(plan.id, {
      from: [plan.state],
      state: 'REJECTED',
      reason: input.reason,
      decidedBy: viewer.name,
      decidedAt: clock(),
    });
    if (saved === null) return overtaken(stores, plan);
    await stores.findings.detachPlan(plan.id);
    const project = await stores.projects.find(plan.projectId);
    if (project !== null) await enqueuePlanning(stores, project);
    const why = input.reason === null || input.reason === '' ? '' : ` Reason: ${input.reason}`;
    const told = { action: 'plan.rejected', message: `${describeRejection(plan)}${why}` } as const;
    await record(stores, viewer, { before: plan, after: saved }, told);
    return { plan: saved, job: null, refusal: null };
  });
}

/** States in which nothing of the plan is on its way to GitLab. */
const REJECTABLE: readonly PlanState[] = ['PROPOSED', 'APPROVED', 'FAILED'];

function describeRejection({ title, state, decidedBy }: RemediationPlan): string {
  if (state !== 'APPROVED') return `Rejected “${title}”.`;
  return `Rejected “${title}” and withdrew the approval of ${decidedBy ?? 'somebody'}.`;
}

/** Opens a plan once more under the approval that it has: one that failed, or whose job was cancelled or lost. */
export async function retryPlan(
  { inTransaction }: DecideDeps,
  viewer: Viewer,
  id: string,
): Promise<Decision> {
  return inTransaction(async (stores) => {
    const plan = await lockPlan(stores, id);
    if ((plan.state !== 'FAILED' && !isUnopened(plan)) || plan.decidedBy === null) {
      return refuse(
        plan,
        `Only an approved plan that failed can be tried again; this one is ${plan.state.toLowerCase()}.`,
      );
    }
    const project = await stores.projects.find(plan.projectId);
    if (project?.state !== 'READY') return refuseWriting(plan, project);
    const { jobs } = await stores.jobHistory.list({ subject: `plan:${id}` }, { before: null, limit: 1 });
    const running = jobs.find(({ state }) => state === 'QUEUED' || state === 'RUNNING');
    if (isUnopened(plan) && running !== undefined) return { plan, job: running, refusal: null };
    const saved = await stores.plans.saveState(id, { from: [plan.state], state: 'APPROVED' });
    if (saved === null) return overtaken(stores, plan);
    const job = await enqueueOpening(stores, saved, project.integrationId);
    const told = { action: 'plan.retried', message: `Tried “${plan.title}” again.` } as const;
    await record(stores, viewer, { before: plan, after: saved }, told);
    return { plan: saved, job, refusal: null };
  });
}

/** Queues the opening of every approved plan that has no merge request yet: after a disconnection nothing is lost. */
export async function resumeOpenings(
  stores: Pick<Stores, 'plans' | 'jobs'>,
  integrationId: string,
): Promise<void> {
  for (const plan of await stores.plans.listUnopened(integrationId))
    await enqueueOpening(stores, plan, integrationId);
}

/** Planning the project waits until the decision has committed, and the other way round. */
async function lockPlan(stores: Stores, id: string): Promise<RemediationPlan> {
  const seen = await stores.plans.find(id);
  if (seen === null) throw new AppError('NOT_FOUND', 'There is no such plan.');
  await stores.projects.lock([seen.projectId]);
  return (await stores.plans.find(id)) ?? seen;
}

/** What was to be decided was decided by somebody else in the same moment. */
async function overtaken(stores: Stores, plan: RemediationPlan): Promise<Decision> {
  const current = (await stores.plans.find(plan.id)) ?? plan;
  return refuse(current, `Meanwhile the plan is ${current.state.toLowerCase()}.`);
}

function isUnopened({ state }: RemediationPlan): boolean {
  return state === 'APPROVED' || state === 'OPENING';
}

function refuseWriting(plan: RemediationPlan, project: Project | null): Decision {
  return refuse(
    plan,
    `Nothing can be written to this project: ${project?.reasons[0]?.message ?? 'it is gone.'}`,
  );
}

/** Queues the opening of an approved plan; one that waits already is enough. */
export function enqueueOpening(
  stores: Pick<Stores, 'jobs'>,
  plan: RemediationPlan,
  integrationId: string,
): Promise<Job> {
  return stores.jobs.enqueue(
    openMergeRequestJob,
    { planId: plan.id },
    {
      lane: integrationLane(integrationId),
      subject: `plan:${plan.id}`,
      dedupeKey: `open:${plan.id}`,
      priority: 20,
    },
  );
}

function stale(plan: RemediationPlan): Decision {
  return {
    plan,
    job: null,
    refusal: {
      code: 'STALE_DIGEST',
      message: `The plan changed since you saw it; its digest is now ${plan.digest.slice(0, 12)}. Read the new diff and approve again.`,
    },
  };
}

function refuse(plan: RemediationPlan, message: string): Decision {
  return { plan, job: null, refusal: { code: 'STATE_FORBIDS', message } };
}

function record(
  stores: Stores,
  viewer: Viewer,
  { before, after }: { readonly before: RemediationPlan; readonly after: RemediationPlan },
  told: Pick<AuditRecord, 'action' | 'message'>,
): Promise<void> {
  return stores.audit.record({
    ...told,
    actor: viewer.name,
    subject: `plan:${after.id}`,
    projectId: after.projectId,
    before: shownOf(before),
    after: shownOf(after),
  });
}

function shownOf({ state, digest, revision, decidedBy, stateReason }: RemediationPlan): AuditValues {
  return { state, digest, revision, decidedBy, stateReason };
}
