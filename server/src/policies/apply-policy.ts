import type { Clock } from '../clock.js';
import { enqueuePlannings } from '../inventory/analyze-project.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { approveByPolicy } from '../plans/approve-by-policy.js';
import { inProjectPages } from '../projects/project-pages.js';
import type { InTransaction, Stores } from '../stores.js';
import { effectivePolicies } from './effective-policy.js';
import type { Policy } from './policy.js';
import type { ApplyPolicyPayload } from './policy-jobs.js';
import { parseScopeKey } from './policy-scope.js';
import { PLANNING_FIELDS } from './resolve-policy.js';

/** What carrying a policy into projects needs; `policy` is what holds where nothing is set. */
export interface ApplyPolicyDeps {
  readonly inTransaction: InTransaction;
  readonly policy: Policy;
  readonly clock: Clock;
}

/**
 * Queues the planning of exactly the projects for which a changed field holds, and approves what a changed rule approves,
 * 500 projects in a transaction. A project that a nearer scope keeps as it is costs nothing. Twice is harmless.
 */
export async function applyPolicy(
  deps: ApplyPolicyDeps,
  payload: ApplyPolicyPayload,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<JobOutcome> {
  const scope = parseScopeKey(payload.scope);
  if (scope === null) return { kind: 'done', result: 'There is no such scope.' };
  const ports = { inTransaction: deps.inTransaction, signal };
  const plansAgain = payload.fields.some((field) => PLANNING_FIELDS.has(field));
  // Planning ends with the approvals: nothing is approved that would come out otherwise.
  const count = await inProjectPages(
    ports,
    (stores, page) => stores.policies.projectsConcerned(scope, payload.fields, page),
    (stores, ids) => (plansAgain ? planAgain(stores, ids) : approveIn(stores, deps, ids)),
  );
  return { kind: 'done', result: plansAgain ? { planned: count } : { approved: count } };
}

async function planAgain(stores: Stores, ids: readonly string[]): Promise<number> {
  const projects = await stores.projects.findMany(ids);
  await enqueuePlannings(stores, projects);
  return projects.length;
}

async function approveIn(stores: Stores, deps: ApplyPolicyDeps, ids: readonly string[]): Promise<number> {
  await stores.projects.lock(ids);
  const projects = await stores.projects.findMany(ids);
  const effective = await effectivePolicies(stores, deps.policy, projects);
  let approved = 0;
  for (const project of projects) {
    const policy = effective.get(project.id);
    if (policy?.policy.automaticApproval != null)
      approved += await approveByPolicy(stores, project, policy, deps.clock());
  }
  return approved;
}
