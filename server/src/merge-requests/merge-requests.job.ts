import type { JobHandler } from '../jobs/job.js';
import { tendMergeRequestJob, type TendPayload } from './merge-request-jobs.js';
import type { OpenDeps } from './open-merge-request.js';
import { tendMergeRequest } from './tend-merge-request.js';

/** Writes to an open merge request what has become necessary. */
export function tendMergeRequestHandler(deps: OpenDeps): JobHandler<TendPayload> {
  return {
    definition: tendMergeRequestJob,
    run: (payload, context) => tendMergeRequest(deps, payload, context),
  };
}
