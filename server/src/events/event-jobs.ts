import { z } from 'zod';
import type { JobDefinition } from '../jobs/job.js';
import type { Stores } from '../stores.js';

const payload = z.object({ endpointId: z.string().regex(/^\d{1,19}$/) });
export type DeliverEventsPayload = z.infer<typeof payload>;

/** Sends what is due to one endpoint. */
export const deliverEventsJob: JobDefinition<DeliverEventsPayload> = {
  name: 'deliver-events',
  schema: payload,
  maxAttempts: 3,
  backoffMs: 5_000,
  timeoutMs: 10 * 60_000,
};

/**
 * Queues the sending to these endpoints, each in a lane of its own, so that a dead one holds up no other. An endpoint for which another
 * transaction is queueing is left to that one, without waiting for it: what its job does not see yet is queued when it is due.
 */
export async function enqueueDelivering(
  { jobs, events }: Pick<Stores, 'jobs' | 'events'>,
  endpointIds: readonly string[],
): Promise<void> {
  await jobs.enqueueMany(
    deliverEventsJob,
    (await events.claimQueueing(endpointIds)).map((endpointId) => ({
      payload: { endpointId },
      options: {
        lane: `events:${endpointId}`,
        subject: `event-endpoint:${endpointId}`,
        dedupeKey: `deliver:${endpointId}`,
        priority: 60,
      },
    })),
  );
}

/** Queues the sending of what is due again. */
export async function enqueueDueDeliveries(
  stores: Pick<Stores, 'jobs' | 'events'>,
  now: Date,
): Promise<void> {
  const due = await stores.events.listDue(now);
  if (due.length > 0) await enqueueDelivering(stores, due);
}
