import { z } from 'zod';
import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import type { Clock } from '../clock.js';
import type { JobContext, JobDefinition, JobOutcome } from '../jobs/job.js';
import type { InTransaction } from '../stores.js';
import { recordFindings } from '../events/record-event.js';
import { openAgain } from './dismiss-findings.js';

/** Opens findings again whose dismissal has ended. */
export const expireDismissalsJob: JobDefinition<Record<string, never>> = {
  name: 'expire-dismissals',
  schema: z.strictObject({}),
  maxAttempts: 4,
  backoffMs: 10_000,
  timeoutMs: 10 * 60_000,
};

const FINDINGS_A_BATCH = 200;

/** Opens what is due, 200 findings in a transaction, and has their projects planned again. Twice is once. */
export async function expireDismissals(
  { inTransaction, clock }: { readonly inTransaction: InTransaction; readonly clock: Clock },
  { signal }: Pick<JobContext, 'signal'>,
): Promise<JobOutcome> {
  let reopened = 0;
  for (let isMore = true; isMore;) {
    signal.throwIfAborted();
    const batch = await inTransaction(async (stores) => {
      const now = clock();
      const seen = await stores.findings.listExpired(now, FINDINGS_A_BATCH);
      const projectIds = new Set(seen.map(({ projectId }) => projectId));
      await stores.projects.lock([...projectIds]);
      // Meanwhile a person may have dismissed one of them anew.
      const due = (await stores.findings.listExpired(now, FINDINGS_A_BATCH)).filter(({ projectId }) =>
        projectIds.has(projectId),
      );
      await openAgain(
        stores,
        BACKLINE_ACTOR,
        due,
        (name) => `Opened the finding of ${name} again: its dismissal has ended.`,
      );
      for (const projectId of projectIds) {
        const opened = due.filter((finding) => finding.projectId === projectId);
        if (opened.length > 0) await recordFindings(stores, projectId, opened, now);
      }
      return { seen: seen.length, opened: due.length };
    });
    isMore = batch.seen > 0;
    reopened += batch.opened;
  }
  return { kind: 'done', result: { reopened } };
}
