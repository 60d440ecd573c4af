import type { Clock } from '../clock.js';
import type { JobOutcome } from '../jobs/job.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import type { Project } from '../projects/project.js';
import type { InTransaction, Stores } from '../stores.js';

/** How many merge requests may be open or made (decisions.md: 5 open a project, 20 an hour an integration). */
export interface OpeningLimits {
  readonly openPerProject: number;
  readonly hourlyPerIntegration: number;
}

/** What taking a place within the limits needs. */
export interface ReserveDeps {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly limits: OpeningLimits;
}

const LIMIT_WAIT_MS = 5 * 60_000;

/**
 * Takes an approved plan into OPENING, which holds its place within the limits; null when it has it. Otherwise how the
 * job ends or when it tries again. Those of one integration take their places one after the other.
 */
export async function reserveOpening(
  deps: ReserveDeps,
  { id }: Pick<RemediationPlan, 'id'>,
  project: Pick<Project, 'integrationId'>,
): Promise<JobOutcome | null> {
  return deps.inTransaction(async (stores) => {
    await stores.integrations.findForUpdate(project.integrationId);
    const plan = await stores.plans.findForUpdate(id);
    if (plan?.state === 'OPENING') return null;
    if (plan?.state !== 'APPROVED')
      return { kind: 'done', result: `Nothing to open: the plan is ${plan?.state.toLowerCase() ?? 'gone'}.` };
    const wait = await limitReached(stores, deps, plan, project.integrationId);
    if (wait === null) await stores.plans.saveState(id, { from: ['APPROVED'], state: 'OPENING' });
    return wait;
  });
}

async function limitReached(
  stores: Stores,
  { clock, limits }: ReserveDeps,
  plan: RemediationPlan,
  integrationId: string,
): Promise<JobOutcome | null> {
  const now = clock();
  const siblings = await stores.plans.revisions(plan.projectId, plan.kind, plan.group);
  const own = await stores.mergeRequests.findByPlans(siblings.map(({ id }) => id));
  if (own.some(({ state }) => state === 'OPENED' || state === 'LOCKED')) return null;
  const opening = await stores.plans.countOpening(plan.projectId, integrationId);
  const later = new Date(now.getTime() + LIMIT_WAIT_MS);
  if ((await stores.mergeRequests.countOpen(plan.projectId)) + opening.ofProject >= limits.openPerProject) {
    const reason = `The project has ${limits.openPerProject} open merge requests of Backline, the most that the policy allows.`;
    return { kind: 'again', runAt: later, reason };
  }
  const left = limits.hourlyPerIntegration - opening.ofIntegration;
  const frees = left <= 0 ? later : await stores.mergeRequests.hourlyLimitFreesAt(integrationId, left, now);
  if (frees === null) return null;
  const reason = `${limits.hourlyPerIntegration} merge requests were opened within an hour, the most that the policy allows.`;
  return { kind: 'again', runAt: frees, reason };
}
