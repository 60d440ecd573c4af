import { enqueueProjectRefreshes } from '../findings/refresh-findings.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { inProjectPages } from '../projects/project-pages.js';
import type { InTransaction } from '../stores.js';
import type { AssessRisksPayload } from './advisory-jobs.js';

/** Queues a refresh for every project with an open finding that bears one of these names; may be done twice. */
export async function assessRisks(
  { inTransaction }: { readonly inTransaction: InTransaction },
  { cves }: AssessRisksPayload,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<JobOutcome> {
  const projects = await inProjectPages(
    { inTransaction, signal },
    (stores, page) => stores.exploits.projectsConcerned(cves, page),
    enqueueProjectRefreshes,
  );
  return { kind: 'done', result: { projects } };
}
