import type { Clock } from '../clock.js';
import type { JobHandler } from '../jobs/job.js';
import type { InTransaction } from '../stores.js';
import { expireDismissals, expireDismissalsJob } from './expire-dismissals.js';

/** Opens findings again whose dismissal has ended. */
export function expireDismissalsHandler(deps: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): JobHandler<Record<string, never>> {
  return { definition: expireDismissalsJob, run: (_payload, context) => expireDismissals(deps, context) };
}
