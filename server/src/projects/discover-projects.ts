import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { integrationLane } from '../integrations/integration.js';
import { type IntegrationDeps, withIntegration } from '../integrations/with-integration.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { analyzeProjectJob } from './project-jobs.js';
import { catalogueEntry } from './workability.js';

/**
 * Lists every project that the token is a member of, page by page, keeps the catalogue in step (new, renamed, moved,
 * archived, left) and queues an analysis for each project that can be read. An analysis whose head has not moved ends
 * after one look at the branch.
 */
export async function discoverProjects(
  deps: IntegrationDeps,
  { integrationId }: { readonly integrationId: string },
  context: Pick<JobContext, 'job' | 'signal' | 'progress'>,
): Promise<JobOutcome> {
  return withIntegration(deps, { integrationId, signal: context.signal }, async ({ integration, gitlab }) => {
    const syncId = `${context.job.id}.${context.job.attempts}`;
    const origin =
      new URL(integration.baseUrl).origin + new URL(integration.baseUrl).pathname.replace(/\/$/, '');
    let seen = 0;
    let added = 0;
    for await (const page of gitlab.listMemberProjects()) {
      context.signal.throwIfAborted();
      const written = await deps.inTransaction(async (stores) => {
        const rows = await stores.projects.upsertMany(
          { id: integrationId, origin },
          syncId,
          page.map(catalogueEntry),
        );
        const due = rows.filter((row) => row.state !== 'UNAVAILABLE').map(({ id }) => id);
        await stores.projects.saveQueued(due);
        await stores.jobs.enqueueMany(
          analyzeProjectJob,
          due.map((id) => analysis(integrationId, id)),
        );
        return rows;
      });
      seen += page.length;
      added += written.filter((row) => row.isNew).length;
      await context.progress({ done: seen, total: null, message: `${seen} projects found` });
    }
    const left = await deps.inTransaction(async (stores) => {
      const count = await stores.projects.markLeft(integrationId, syncId);
      await stores.integrations.markSynced(integrationId, deps.clock());
      if (added > 0 || count > 0) {
        await stores.audit.record({
          actor: BACKLINE_ACTOR,
          action: 'integration.synced',
          message: `Synced ${integration.name}: ${seen} projects, ${added} new, ${count} left.`,
          subject: `integration:${integrationId}`,
        });
      }
      return count;
    });
    return { kind: 'done', result: { projects: seen, added, left } };
  });
}

function analysis(integrationId: string, projectId: string) {
  return {
    payload: { projectId, force: false },
    options: {
      lane: integrationLane(integrationId),
      subject: `project:${projectId}`,
      dedupeKey: `analyze:${projectId}:false`,
    },
  };
}
