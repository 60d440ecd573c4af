import { enqueuePlannings } from '../inventory/analyze-project.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { inProjectPages } from '../projects/project-pages.js';
import type { InTransaction, Stores } from '../stores.js';
import type { ApplyPolicyPayload } from './policy-jobs.js';
import { parseScopeKey } from './policy-scope.js';
import { PLANNING_FIELDS } from './resolve-policy.js';

/** What carrying a policy into projects needs. */
export interface ApplyPolicyDeps {
  readonly inTransaction: InTransaction;
}

/**
 * Queues the planning of exactly the projects for which a changed field holds, 500 in a transaction. Nothing is approved here:
 * planning ends with the approvals, so that no plan of an older policy is approved by a newer rule. A project that a nearer
 * scope keeps as it is costs nothing. Where the days to fix changed, their findings get new due dates. Twice is harmless.
 */
export async function applyPolicy(
  deps: ApplyPolicyDeps,
  payload: ApplyPolicyPayload,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<JobOutcome> {
  const scope = parseScopeKey(payload.scope);
  if (scope === null) return { kind: 'done', result: 'There is no such scope.' };
  const ports = { inTransaction: deps.inTransaction, signal };
  const fields = payload.fields.filter((field) => PLANNING_FIELDS.has(field));
  const planned = await inProjectPages(
    ports,
    (stores, page) => stores.policies.projectsConcerned(scope, fields, page),
    planAgain,
  );
  if (!payload.fields.includes('slaDays')) return { kind: 'done', result: { planned } };
  const renewed = await inProjectPages(
    ports,
    (stores, page) => stores.policies.projectsRuled(scope, ['slaDays'], page),
    renewDueDates,
  );
  return { kind: 'done', result: { planned, renewed } };
}

/** Under the projects' locks: whoever is writing their findings by the older policy has finished. */
async function renewDueDates(stores: Stores, ids: readonly string[]): Promise<number> {
  await stores.projects.lock(ids);
  return stores.findingTracking.renewDueDates(ids);
}

async function planAgain(stores: Stores, ids: readonly string[]): Promise<number> {
  const projects = await stores.projects.findMany(ids);
  await enqueuePlannings(stores, projects);
  return projects.length;
}
