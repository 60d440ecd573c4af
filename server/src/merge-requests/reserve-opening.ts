import type { Clock } from '../clock.js';
import type { JobOutcome } from '../jobs/job.js';
import { effectivePolicy } from '../policies/effective-policy.js';
import type { Policy } from '../policies/policy.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import type { PlacedProject } from '../policies/policy-scope.js';
import type { InTransaction, Stores } from '../stores.js';

/** What taking a place within the limits needs. */
export interface ReserveDeps {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  /** What holds where no policy says otherwise (decisions.md: 5 open a project, 20 an hour an integration). */
  readonly policy: Policy;
}

const LIMIT_WAIT_MS = 5 * 60_000;

/**
 * Takes an approved plan into OPENING, which holds its place within the limits of its project's policy; null when it has it. Otherwise how the
 * job ends or when it tries again. Those of one integration take their places one after the other.
 */
export async function reserveOpening(
  deps: ReserveDeps,
  { id }: Pick<RemediationPlan, 'id'>,
  project: PlacedProject,
): Promise<JobOutcome | null> {
  return deps.inTransaction(async (stores) => {
    await stores.integrations.findForUpdate(project.integrationId);
    const plan = await stores.plans.findForUpdate(id);
    if (plan?.state === 'OPENING') return null;
    if (plan?.state !== 'APPROVED')
      return { kind: 'done', result: `Nothing to open: the plan is ${plan?.state.toLowerCase() ?? 'gone'}.` };
    const wait = await limitReached(stores, deps, plan, project);
    if (wait === null) await stores.plans.saveState(id, { from: ['APPROVED'], state: 'OPENING' });
    return wait;
  });
}

async function limitReached(
  stores: Stores,
  { clock, policy: defaults }: ReserveDeps,
  plan: RemediationPlan,
  project: PlacedProject,
): Promise<JobOutcome | null> {
  const now = clock();
  const { integrationId } = project;
  const { policy } = await effectivePolicy(stores, defaults, project);
  const siblings = await stores.plans.revisions(plan.projectId, plan.kind, plan.group);
  const own = await stores.mergeRequests.findByPlans(siblings.map(({ id }) => id));
  if (own.some(({ state }) => state === 'OPENED' || state === 'LOCKED')) return null;
  const opening = await stores.plans.countOpening(plan.projectId, integrationId);
  const later = new Date(now.getTime() + LIMIT_WAIT_MS);
  if (
    (await stores.mergeRequests.countOpen(plan.projectId)) + opening.ofProject >=
    policy.openMergeRequests
  ) {
    const reason = `The project has ${policy.openMergeRequests} open merge requests of Backline, the most that the policy allows.`;
    return { kind: 'again', runAt: later, reason };
  }
  const left = policy.hourlyMergeRequests - opening.ofIntegration;
  const frees = left <= 0 ? later : await stores.mergeRequests.hourlyLimitFreesAt(integrationId, left, now);
  if (frees === null) return null;
  const reason = `${policy.hourlyMergeRequests} merge requests were opened within an hour, the most that the policy allows.`;
  return { kind: 'again', runAt: frees, reason };
}
