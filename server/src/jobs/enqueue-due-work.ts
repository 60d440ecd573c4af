import { syncAdvisoriesJob } from '../advisories/advisory-jobs.js';
import { SYNCED_ECOSYSTEMS } from '../advisories/synced-ecosystems.js';
import type { Clock } from '../clock.js';
import { enqueueDueDeliveries } from '../events/event-jobs.js';
import { discoverProjects, followMergeRequests, verifyConnection } from '../integrations/integration-jobs.js';
import { integrationLane } from '../integrations/integration.js';
import { enqueueDueLooks } from '../projects/enqueue-looks.js';
import type { InTransaction, Stores } from '../stores.js';
import { areWebhooksDue, enqueueWebhooks } from '../webhooks/enqueue-webhooks.js';
import { keepWebhooksJob } from '../webhooks/webhook-jobs.js';
import { BACKLINE_LANE } from './job.js';

/** How often things are done by themselves; 0 hours: never. */
export interface Rhythm {
  readonly pollSeconds: number;
  readonly syncMinutes: number;
  readonly advisorySyncHours: number;
}

const VERIFY_MS = 24 * 3_600_000;
/** After a run that did not bring what was due. */
const TRY_AGAIN_MS = 5 * 60_000;

/**
 * Queues what is due: looking at open merge requests, listing projects, looking at heads in their turn, verifying tokens
 * daily, keeping webhooks, sending events again, syncing advisories. Dedupe keys make it harmless that several processes do this.
 */
export async function enqueueDueWork({
  inTransaction,
  clock,
  rhythm,
  publicUrl = null,
}: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly rhythm: Rhythm;
  /** Where GitLab reaches Backline; without it no webhooks are made. */
  readonly publicUrl?: string | null;
}): Promise<void> {
  const now = clock().getTime();
  const isDue = (last: Date | null, everyMs: number) => last === null || now - last.getTime() >= everyMs;
  await inTransaction(async (stores) => {
    for (const integration of await stores.integrations.listConnected()) {
      const { id } = integration;
      const options = { lane: integrationLane(id), subject: `integration:${id}` };
      const mayBegin = (name: string) => mayRunAgain(stores, { name, subject: options.subject, now });
      if (
        (await stores.mergeRequests.isLookDue(id, {
          now: new Date(now),
          before: new Date(now - rhythm.pollSeconds * 1_000),
        })) &&
        (await mayBegin(followMergeRequests.name))
      ) {
        await stores.jobs.enqueue(
          followMergeRequests,
          { integrationId: id },
          { ...options, dedupeKey: `follow:${id}`, priority: 30 },
        );
      }
      if (
        isDue(integration.lastSyncedAt, rhythm.syncMinutes * 60_000) &&
        (await mayBegin(discoverProjects.name))
      ) {
        await stores.jobs.enqueue(
          discoverProjects,
          { integrationId: id },
          { ...options, dedupeKey: `discover:${id}`, priority: 120 },
        );
      }
      if (isDue(integration.lastVerifiedAt, VERIFY_MS) && (await mayBegin(verifyConnection.name))) {
        await stores.jobs.enqueue(
          verifyConnection,
          { integrationId: id },
          { ...options, dedupeKey: `verify:${id}`, priority: 120 },
        );
      }
      if (
        (await mayBegin(keepWebhooksJob.name)) &&
        (await areWebhooksDue(stores, integration, { publicUrl, now: new Date(now) }))
      )
        await enqueueWebhooks(stores, id);
    }
    await enqueueDueLooks(stores, { now: clock() });
    await enqueueDueDeliveries(stores, clock());
    if (rhythm.advisorySyncHours === 0) return;
    const filter = { names: [syncAdvisoriesJob.name] };
    const last = (await stores.jobHistory.list(filter, { before: null, limit: 1 })).jobs[0];
    if (isDue(last?.createdAt ?? null, rhythm.advisorySyncHours * 3_600_000)) {
      await stores.jobs.enqueue(
        syncAdvisoriesJob,
        { ecosystems: SYNCED_ECOSYSTEMS },
        { lane: BACKLINE_LANE, dedupeKey: 'sync-advisories', priority: 100 },
      );
    }
  });
}

/** Not while one waits or runs, and not soon after one that failed, or that ended and left it due (`verify-connection`). */
async function mayRunAgain(
  { jobHistory }: Pick<Stores, 'jobHistory'>,
  { name, subject, now }: { readonly name: string; readonly subject: string; readonly now: number },
): Promise<boolean> {
  const [last] = (await jobHistory.list({ names: [name], subject }, { before: null, limit: 1 })).jobs;
  if (last === undefined) return true;
  if (last.state === 'QUEUED' || last.state === 'RUNNING') return false;
  const goesOn = last.state === 'SUCCEEDED' && name === followMergeRequests.name;
  return goesOn || now - (last.finishedAt ?? last.createdAt).getTime() >= TRY_AGAIN_MS;
}
