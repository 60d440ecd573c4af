import { z } from 'zod';
import type { JobDefinition } from '../jobs/job.js';

const payload = z.object({ integrationId: z.string() });
export type KeepWebhooksPayload = z.infer<typeof payload>;

/** Makes, repairs and removes the webhooks in the projects of an integration. */
export const keepWebhooksJob: JobDefinition<KeepWebhooksPayload> = {
  name: 'keep-webhooks',
  schema: payload,
  maxAttempts: 3,
  backoffMs: 30_000,
  timeoutMs: 30 * 60_000,
};
