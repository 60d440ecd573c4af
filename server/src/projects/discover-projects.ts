import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { isAppError } from '../errors.js';
import { enqueueProjectRefreshes } from '../findings/refresh-findings.js';
import type { GitLabProject } from '../gitlab/gitlab.js';
import { type Integration, integrationLane } from '../integrations/integration.js';
import { verifyConnection } from '../integrations/integration-jobs.js';
import {
  type IntegrationDeps,
  type OpenIntegration,
  withIntegration,
} from '../integrations/with-integration.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { isLastFailure, JobStopped } from '../jobs/run-job.js';
import type { Stores } from '../stores.js';
import { analyzeProjectJob } from './project-jobs.js';
import { catalogueEntry } from './workability.js';

/**
 * Lists every project that the token is a member of, page by page, keeps the catalogue in step (new, renamed, moved,
 * archived, left) and queues an analysis for each project that can be read. An analysis whose head has not moved ends
 * after one look at the branch. A listing that fails for good makes the integration DEGRADED, with the reason.
 */
export async function discoverProjects(
  deps: IntegrationDeps,
  { integrationId }: { readonly integrationId: string },
  context: Pick<JobContext, 'job' | 'signal' | 'progress'>,
): Promise<JobOutcome> {
  const work = { integrationId, signal: context.signal };
  try {
    return await withIntegration(deps, work, (open) => listProjects(deps, open, context));
  } catch (error) {
    const failure = lastFailure(error, context);
    if (failure !== null) await keepFailure(deps, integrationId, failure);
    throw error;
  }
}

async function listProjects(
  deps: IntegrationDeps,
  { integration, gitlab }: OpenIntegration,
  context: Pick<JobContext, 'job' | 'signal' | 'progress'>,
): Promise<JobOutcome> {
  const syncId = `${context.job.id}.${context.job.attempts}`;
  let seen = 0;
  let added = 0;
  for await (const page of gitlab.listMemberProjects()) {
    context.signal.throwIfAborted();
    const written = await deps.inTransaction((stores) => keepPage(stores, integration, syncId, page));
    if (written === null) return DISCONNECTED;
    seen += page.length;
    added += written.filter((row) => row.isNew).length;
    await context.progress({ done: seen, total: null, message: `${seen} projects found` });
  }
  const left = await deps.inTransaction((stores) =>
    finish(stores, integration, { syncId, seen, added, now: deps.clock() }),
  );
  return left === null ? DISCONNECTED : { kind: 'done', result: { projects: seen, added, left } };
}

const DISCONNECTED: JobOutcome = { kind: 'done', result: 'The integration is disconnected.' };

/** Null when the integration was disconnected meanwhile: then its projects stay as the disconnection left them. */
async function keepPage(
  stores: Stores,
  { id, baseUrl }: Integration,
  syncId: string,
  page: readonly GitLabProject[],
): Promise<Awaited<ReturnType<Stores['projects']['upsertMany']>> | null> {
  if (!(await lockConnected(stores, id))) return null;
  const url = new URL(baseUrl);
  const origin = url.origin + url.pathname.replace(/\/$/, '');
  const rows = await stores.projects.upsertMany({ id, origin }, syncId, page.map(catalogueEntry));
  const due = rows.filter((row) => row.state !== 'UNAVAILABLE').map((row) => row.id);
  await stores.projects.saveQueued(due);
  await stores.jobs.enqueueMany(
    analyzeProjectJob,
    due.map((projectId) => analysis(id, projectId)),
  );
  // Advisories went past those that were out of reach, and an analysis that finds the same commit compares nothing.
  await enqueueProjectRefreshes(
    stores,
    rows.filter(({ isBack }) => isBack).map((row) => row.id),
  );
  return rows;
}

async function finish(
  stores: Stores,
  { id, name }: Integration,
  sync: { readonly syncId: string; readonly seen: number; readonly added: number; readonly now: Date },
): Promise<number | null> {
  if (!(await lockConnected(stores, id))) return null;
  const left = await stores.projects.markLeft(id, sync.syncId);
  await stores.integrations.markSynced(id, sync.now);
  if (sync.added > 0 || left > 0) {
    await stores.audit.record({
      actor: BACKLINE_ACTOR,
      action: 'integration.synced',
      message: `Synced ${name}: ${sync.seen} projects, ${sync.added} new, ${left} left.`,
      subject: `integration:${id}`,
    });
  }
  // It works again, at least this: whether all is well is for the checks to say.
  const current = await stores.integrations.find(id);
  if (current?.state === 'DEGRADED') {
    const options = { lane: integrationLane(id), subject: `integration:${id}`, dedupeKey: `verify:${id}` };
    await stores.jobs.enqueue(verifyConnection, { integrationId: id }, { ...options, priority: 50 });
  }
  return left;
}

/** Holds the row, so that a disconnection comes before or after, never in between. */
async function lockConnected({ integrations }: Pick<Stores, 'integrations'>, id: string): Promise<boolean> {
  const current = await integrations.findForUpdate(id);
  return current !== null && current.state !== 'DISCONNECTED';
}

/** What ends the job for good, for a person; null when it goes on later or elsewhere, or was cancelled. */
function lastFailure(thrown: unknown, { job, signal }: Pick<JobContext, 'job' | 'signal'>): string | null {
  const reason: unknown = signal.aborted ? signal.reason : null;
  if (reason instanceof JobStopped) {
    return reason.stopCause === 'timed out' && job.attempts >= job.maxAttempts ? reason.message : null;
  }
  if (!isLastFailure(thrown, job)) return null;
  return isAppError(thrown) ? thrown.message : 'Something went wrong inside Backline.';
}

async function keepFailure(
  { inTransaction }: Pick<IntegrationDeps, 'inTransaction'>,
  integrationId: string,
  failure: string,
): Promise<void> {
  await inTransaction(async (stores) => {
    const current = await stores.integrations.findForUpdate(integrationId);
    if (current?.state !== 'CONNECTED' && current?.state !== 'DEGRADED') return;
    const reason = `Its projects could not be listed: ${failure}`;
    if (current.stateReason === reason) return;
    await stores.integrations.saveState(integrationId, 'DEGRADED', reason);
    await stores.audit.record({
      actor: BACKLINE_ACTOR,
      action: 'integration.sync-failed',
      message: `Syncing ${current.name} failed: ${failure}`,
      subject: `integration:${integrationId}`,
    });
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
