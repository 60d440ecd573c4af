import type { Clock } from '../clock.js';
import { enqueuePlanning } from '../inventory/analyze-project.js';
import { integrationLane } from '../integrations/integration.js';
import type { JobOutcome } from '../jobs/job.js';
import type { Policy } from '../policies/policy.js';
import { refreshFindingsJob } from '../projects/project-jobs.js';
import type { InTransaction, Stores } from '../stores.js';
import { reconcileFindings } from './reconcile-findings.js';

/** What refreshing needs; `policy` holds where no other says otherwise. */
export interface RefreshDeps {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly policy: Policy;
}

/** Brings a project's findings up to the advisories as they are now and, when they changed, plans it again. */
export async function refreshFindings(
  { inTransaction, clock, policy }: RefreshDeps,
  { projectId }: { readonly projectId: string },
): Promise<JobOutcome> {
  return inTransaction(async (stores) => {
    const project = await stores.projects.find(projectId);
    if (project === null) return { kind: 'done', result: 'The project is gone.' };
    if (project.state === 'UNAVAILABLE') {
      return { kind: 'done', result: 'The project is out of reach. It is looked at when it is back.' };
    }
    const { opened, fixed, hasChanged } = await reconcileFindings(stores, project, policy, clock());
    if (hasChanged) await enqueuePlanning(stores, project);
    return { kind: 'done', result: { opened, fixed } };
  });
}

/** Queues a refresh for each of these projects that is within reach; returns how many. */
export async function enqueueProjectRefreshes(stores: Stores, ids: readonly string[]): Promise<number> {
  const projects = (await stores.projects.findMany(ids)).filter(({ state }) => state !== 'UNAVAILABLE');
  await stores.jobs.enqueueMany(
    refreshFindingsJob,
    projects.map(({ id, integrationId }) => ({
      payload: { projectId: id },
      options: {
        lane: integrationLane(integrationId),
        subject: `project:${id}`,
        dedupeKey: `refresh:${id}`,
        priority: 90,
      },
    })),
  );
  return projects.length;
}
