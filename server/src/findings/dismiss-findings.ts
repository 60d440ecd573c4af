import type { Viewer } from '../accounts/account.js';
import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import { enqueuePlannings } from '../inventory/analyze-project.js';
import type { InTransaction, Stores } from '../stores.js';
import type { Dismissal, DismissalReason, DismissableFinding, Finding } from './finding.js';
import { describeDismissal, type DescribeFinding, recordEach } from './finding-records.js';
import { enqueueProjectRefreshes } from './refresh-findings.js';

/** What dismissing and opening again needs. */
export interface DismissDeps {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}

/** The most that one request may change. */
export const MAX_FINDINGS = 500;

/**
 * Dismisses findings: they are not planned and not counted as open until their end, if they have one. All or nothing, with
 * a record in each one's history; dismissing again replaces reason and end. Their projects are planned again.
 */
export async function dismissFindings(
  { inTransaction, clock }: DismissDeps,
  viewer: Viewer,
  input: {
    readonly ids: readonly string[];
    readonly reason: DismissalReason;
    readonly comment: string | null;
    readonly until: Date | null;
  },
): Promise<readonly Finding[]> {
  const now = clock();
  if (input.reason === 'POLICY')
    throw badInput('reason', 'Only a policy dismisses for this reason. Say what you know of the finding.');
  if (input.until !== null && input.until.getTime() <= now.getTime())
    throw badInput('until', 'The end is in the past. Choose a later one, or none.');
  return inTransaction(async (stores) => {
    const findings = await lockFindings(stores, input.ids);
    const fixed = findings.find(({ state }) => state === 'FIXED');
    if (fixed !== undefined)
      throw new AppError('STATE_FORBIDS', `The finding of ${fixed.packageName} is fixed already.`, {
        details: { field: 'ids' },
      });
    const dismissal: Dismissal = {
      reason: input.reason,
      comment: input.comment,
      by: viewer.name,
      at: now.toISOString(),
      until: input.until?.toISOString() ?? null,
    };
    const projectIds = await stores.findings.dismiss(findings.map(({ id }) => ({ id, dismissal })));
    await recordEach(stores, viewer.name, findings, 'finding.dismissed', (name, before) => ({
      message: describeDismissal(name, dismissal),
      before,
      after: { state: 'DISMISSED', dismissal },
    }));
    await enqueuePlannings(stores, await stores.projects.findMany(projectIds));
    return stores.findings.findMany(input.ids);
  });
}

/** Opens dismissed findings again; those that are open stay as they are. What a policy ignores is opened by changing the policy. */
export async function reopenFindings(
  { inTransaction }: Pick<DismissDeps, 'inTransaction'>,
  viewer: Viewer,
  ids: readonly string[],
): Promise<readonly Finding[]> {
  return inTransaction(async (stores) => {
    const findings = await lockFindings(stores, ids);
    const ignored = findings.find(({ dismissal }) => dismissal?.reason === 'POLICY');
    if (ignored !== undefined)
      throw new AppError(
        'STATE_FORBIDS',
        `The finding of ${ignored.packageName} is ignored by ${ignored.dismissal?.by ?? 'a policy'}. Remove the ignore from that policy instead.`,
        { details: { field: 'ids' } },
      );
    const dismissed = findings.filter(({ state }) => state === 'DISMISSED');
    await openAgain(stores, viewer.name, dismissed, (name, before) => ({
      message: `Opened the finding of ${name} again.`,
      before,
      after: { state: 'OPEN', dismissal: null },
    }));
    return stores.findings.findMany(ids);
  });
}

/** Opens findings, tells it in their history, and has their projects looked at and planned again. */
export async function openAgain(
  stores: Stores,
  actor: string,
  findings: readonly DismissableFinding[],
  describe: DescribeFinding,
): Promise<void> {
  if (findings.length === 0) return;
  const projectIds = await stores.findings.reopen(findings.map(({ id }) => id));
  await recordEach(stores, actor, findings, 'finding.reopened', describe);
  await enqueueProjectRefreshes(stores, projectIds);
  await enqueuePlannings(stores, await stores.projects.findMany(projectIds));
}

async function lockFindings(stores: Stores, ids: readonly string[]): Promise<readonly Finding[]> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0 || distinct.length > MAX_FINDINGS)
    throw badInput('ids', `Name 1 to ${MAX_FINDINGS} findings.`);
  const seen = await stores.findings.findMany(distinct);
  if (seen.length < distinct.length)
    throw new AppError('NOT_FOUND', 'There is no such finding any more.', { details: { field: 'ids' } });
  await stores.projects.lock([...new Set(seen.map(({ projectId }) => projectId))]);
  return stores.findings.findMany(distinct);
}

function badInput(field: string, message: string): AppError {
  return new AppError('BAD_INPUT', message, { details: { field } });
}
