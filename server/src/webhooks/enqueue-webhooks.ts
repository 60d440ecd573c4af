import { type Integration, integrationLane } from '../integrations/integration.js';
import type { Stores } from '../stores.js';
import { CHECK_MS } from './keep-webhooks.js';
import { keepWebhooksJob } from './webhook-jobs.js';

/** Whether a run would find something to do at GitLab. One or two cheap statements. */
export async function areWebhooksDue(
  { gitLabHooks }: Pick<Stores, 'gitLabHooks'>,
  { id, settings }: Pick<Integration, 'id' | 'settings'>,
  { publicUrl, now }: { readonly publicUrl: string | null; readonly now: Date },
): Promise<boolean> {
  if (!settings.makesWebhooks) {
    const counts = (await gitLabHooks.counts([id])).get(id);
    return counts !== undefined && Object.values(counts).some((count) => count > 0);
  }
  if (publicUrl === null) return false;
  const before = new Date(now.getTime() - CHECK_MS);
  if ((await gitLabHooks.listDue(id, before, 1)).length > 0) return true;
  return (await gitLabHooks.listMissing(id, 1)).length > 0;
}

/** Queues a run for an integration; one that waits already is the same. */
export async function enqueueWebhooks({ jobs }: Pick<Stores, 'jobs'>, integrationId: string): Promise<void> {
  await jobs.enqueue(
    keepWebhooksJob,
    { integrationId },
    {
      lane: integrationLane(integrationId),
      subject: `integration:${integrationId}`,
      dedupeKey: `keep-webhooks:${integrationId}`,
      priority: 110,
    },
  );
}
