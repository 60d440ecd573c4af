import { z } from 'zod';
import { integrationLane } from '../integrations/integration.js';
import type { Job, JobDefinition } from '../jobs/job.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import type { MergeRequest } from './merge-request.js';

const task = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('REBUILD'), reason: z.string(), isAsked: z.boolean() }),
  /** `by` is the person who asks for it; null: Backline, because nobody needs it any more. */
  z.object({ kind: z.literal('CLOSE'), reason: z.string(), by: z.string().nullable() }),
  z.object({ kind: z.literal('SAY_EDITED') }),
  z.object({ kind: z.literal('MERGE') }),
]);
export type MergeRequestTask = z.infer<typeof task>;

const payload = z.object({ mergeRequestId: z.string(), task });
export type TendPayload = z.infer<typeof payload>;

/** Writes to an open merge request what has become necessary: a rebuild, its end, a word to people, the wish to merge it. */
export const tendMergeRequestJob: JobDefinition<TendPayload> = {
  name: 'tend-merge-request',
  schema: payload,
  maxAttempts: 6,
  backoffMs: 5_000,
  timeoutMs: 10 * 60_000,
};

/** Queues a task; one of its kind that waits already is enough. */
export function enqueueTask(
  stores: Pick<Stores, 'jobs'>,
  { integrationId }: Pick<Project, 'integrationId'>,
  { id }: Pick<MergeRequest, 'id'>,
  wanted: MergeRequestTask,
): Promise<Job> {
  return stores.jobs.enqueue(
    tendMergeRequestJob,
    { mergeRequestId: id, task: wanted },
    {
      lane: integrationLane(integrationId),
      subject: `merge-request:${id}`,
      dedupeKey: `tend:${id}:${wanted.kind}`,
      priority: 25,
    },
  );
}
