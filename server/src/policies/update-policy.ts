import type { Viewer } from '../accounts/account.js';
import type { AuditValues } from '../audit/audit-event.js';
import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import { BACKLINE_LANE, type Job } from '../jobs/job.js';
import type { InTransaction, Stores } from '../stores.js';
import { changedFields, describeChanges } from './describe-policy.js';
import { checkPolicyFields, policyField } from './policy-fields.js';
import { applyPolicyJob } from './policy-jobs.js';
import { type PolicyScope, scopeKey } from './policy-scope.js';
import type { PolicyReach } from './policy-store.js';
import { PLANNING_FIELDS, type PolicyField, type PolicyFields } from './resolve-policy.js';
import { nameScope } from './scope-name.js';

/** What a person wants to be otherwise at one scope. What is neither set nor unset stays. */
export interface PolicyChange {
  readonly scope: PolicyScope;
  readonly set: Readonly<Record<string, unknown>>;
  readonly unset: readonly string[];
}

/** What changing policies needs. */
export interface PolicyDeps {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}

/** What a change would concern, before it is made. */
export interface PolicyPreview extends PolicyReach {
  readonly changed: readonly PolicyField[];
  /** Whether these projects are planned again. */
  readonly plansAgain: boolean;
}

/**
 * Sets and unsets fields of the policy of a scope, with an audit record of what they were and are. Projects that a change
 * concerns are planned again, or get new due dates, by a job; nothing is queued where only limits change, which hold at once.
 */
export async function updatePolicy(
  { inTransaction, clock }: PolicyDeps,
  viewer: Viewer,
  change: PolicyChange,
): Promise<Job | null> {
  return inTransaction(async (stores) => {
    await stores.policies.lock();
    const name = await nameScope(stores, change.scope);
    const { before, after, changed } = await compare(stores, change);
    if (changed.length === 0) return null;
    await stores.policies.save(change.scope, after, { by: viewer.name, at: clock() });
    await stores.audit.record({
      actor: viewer.name,
      action: 'policy.updated',
      message: `Changed the policy of ${name}. ${describeChanges(before, after).join('; ')}.`,
      subject: `policy:${scopeKey(change.scope)}`,
      before: only(before, changed),
      after: only(after, changed),
      projectId: change.scope.kind === 'PROJECT' ? change.scope.projectId : null,
    });
    return enqueueApplying(stores, change.scope, changed);
  });
}

/** What `updatePolicy` with the same input would concern. Nothing is written. */
export async function previewPolicy(
  stores: Pick<Stores, 'policies' | 'integrations' | 'projects'>,
  change: PolicyChange,
): Promise<PolicyPreview> {
  await nameScope(stores, change.scope);
  const { changed } = await compare(stores, change);
  const plansAgain = changed.some((field) => PLANNING_FIELDS.has(field));
  if (changed.length === 0) return { changed, plansAgain, projects: 0, findings: 0, plans: 0 };
  return { changed, plansAgain, ...(await stores.policies.reach(change.scope, changed)) };
}

function only(fields: PolicyFields, names: readonly PolicyField[]): AuditValues {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
}

async function compare(
  stores: Pick<Stores, 'policies'>,
  { scope, set, unset }: PolicyChange,
): Promise<{
  readonly before: PolicyFields;
  readonly after: PolicyFields;
  readonly changed: readonly PolicyField[];
}> {
  const given = checkPolicyFields(set);
  const removed = new Set<string>(unset.map(checkUnset));
  const both = Object.keys(given).find((field) => removed.has(field));
  if (both !== undefined)
    throw new AppError('BAD_INPUT', `${both} is both set and unset. Say one of the two.`, {
      details: { field: 'unset' },
    });
  const before = (await stores.policies.find(scope))?.fields ?? {};
  const kept: PolicyFields = Object.fromEntries(
    Object.entries(before).filter(([field]) => !removed.has(field)),
  );
  const after: PolicyFields = { ...kept, ...given };
  return { before, after, changed: changedFields(before, after) };
}

function checkUnset(name: string): PolicyField {
  const field = policyField(name);
  if (field !== null) return field;
  throw new AppError('BAD_INPUT', 'A policy has no such field.', { details: { field: 'unset' } });
}

/** Limits are read where they are needed; plans, their approvals and due dates are worked out again. */
async function enqueueApplying(
  stores: Pick<Stores, 'jobs'>,
  scope: PolicyScope,
  changed: readonly PolicyField[],
): Promise<Job | null> {
  const fields = changed.filter((field) => PLANNING_FIELDS.has(field) || field === 'slaDays');
  if (fields.length === 0) return null;
  return stores.jobs.enqueue(
    applyPolicyJob,
    { scope: scopeKey(scope), fields },
    { lane: BACKLINE_LANE, subject: `policy:${scopeKey(scope)}`, priority: 60 },
  );
}
