import { integrationLane } from '../integrations/integration.js';
import type { Stores } from '../stores.js';
import { analyzeProjectJob } from './project-jobs.js';

/** So many at once, that nothing else waits long for the rows; the rest comes with the next call. */
const LOOKS_AT_ONCE = 500;

/**
 * Queues an analysis of each project whose head is due for a look: those that moved, those whose turn of the day it is.
 * Returns how many, 500 at most. An analysis whose head has not moved ends after that one look.
 */
export async function enqueueDueLooks(
  stores: Pick<Stores, 'projects' | 'jobs'>,
  due: { readonly now: Date; readonly integrationId?: string },
): Promise<number> {
  const projects = await stores.projects.takeDueLooks({ ...due, limit: LOOKS_AT_ONCE });
  if (projects.length === 0) return 0;
  await stores.jobs.enqueueMany(
    analyzeProjectJob,
    projects.map(({ id, integrationId }) => ({
      payload: { projectId: id, force: false },
      options: {
        lane: integrationLane(integrationId),
        subject: `project:${id}`,
        dedupeKey: `analyze:${id}:false`,
      },
    })),
  );
  return projects.length;
}
