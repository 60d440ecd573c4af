import type { JobHandler } from '../jobs/job.js';
import { type DeliverDeps, deliverEvents } from './deliver-events.js';
import { type DeliverEventsPayload, deliverEventsJob } from './event-jobs.js';

/** Sends what is due to one endpoint. */
export function deliverEventsHandler(deps: DeliverDeps): JobHandler<DeliverEventsPayload> {
  return { definition: deliverEventsJob, run: (payload, context) => deliverEvents(deps, payload, context) };
}
