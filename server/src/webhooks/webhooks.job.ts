import type { JobHandler } from '../jobs/job.js';
import { keepWebhooks } from './keep-webhooks.js';
import type { WebhookDeps } from './keep-hook.js';
import { keepWebhooksJob, type KeepWebhooksPayload } from './webhook-jobs.js';

/** Keeps the webhooks of an integration. */
export function keepWebhooksHandler(deps: WebhookDeps): JobHandler<KeepWebhooksPayload> {
  return { definition: keepWebhooksJob, run: (payload, context) => keepWebhooks(deps, payload, context) };
}
