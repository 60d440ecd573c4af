import { rematchAdvisoriesJob } from '../advisories/advisory-jobs.js';
import type { Clock } from '../clock.js';
import { expireDismissalsJob } from '../findings/expire-dismissals.js';
import type { InTransaction } from '../stores.js';
import { cleanUpJob } from './clean-up-job.js';
import { BACKLINE_LANE } from './job.js';

const DAY_MS = 24 * 3_600_000;

/**
 * Queues the daily clean-up, the opening of findings whose dismissal has ended, and the matching that an import left undone
 * because its process ended.
 */
export async function enqueueHousekeeping({
  inTransaction,
  clock,
}: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): Promise<void> {
  await inTransaction(async (stores) => {
    const filter = { names: [cleanUpJob.name] };
    const last = (await stores.jobHistory.list(filter, { before: null, limit: 1 })).jobs[0];
    if (last === undefined || clock().getTime() - last.createdAt.getTime() >= DAY_MS) {
      await stores.jobs.enqueue(
        cleanUpJob,
        {},
        { lane: BACKLINE_LANE, dedupeKey: 'clean-up', priority: 200 },
      );
    }
    if ((await stores.findings.listExpired(clock(), 1)).length > 0) {
      await stores.jobs.enqueue(
        expireDismissalsJob,
        {},
        { lane: BACKLINE_LANE, dedupeKey: 'expire-dismissals', priority: 70 },
      );
    }
    if (await stores.advisories.hasPending()) {
      await stores.jobs.enqueue(
        rematchAdvisoriesJob,
        {},
        { lane: BACKLINE_LANE, dedupeKey: 'rematch-advisories', priority: 70 },
      );
    }
  });
}
