import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { isAppError } from '../errors.js';
import { type Integration, integrationLane } from '../integrations/integration.js';
import { verifyConnection } from '../integrations/integration-jobs.js';
import {
  type IntegrationDeps,
  type OpenIntegration,
  withIntegration,
} from '../integrations/with-integration.js';
import { enqueuePlannings } from '../inventory/analyze-project.js';
import { PARSER_VERSION } from '../inventory/inventory-hash.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { isLastFailure, JobStopped } from '../jobs/run-job.js';
import type { Stores } from '../stores.js';
import { enqueueDueLooks } from './enqueue-looks.js';
import { keepListing, type ListedPage } from './keep-listing.js';
import { writableProjects } from './writable-projects.js';

/**
 * Lists every project that the token is a member of, page by page, keeps the catalogue in step (new, renamed, moved,
 * archived, left) and queues a look at each head that may have moved. One request for 100 projects, and memory for a
 * page. A listing that fails for good makes the integration DEGRADED, with the reason.
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
  const sum = { seen: 0, added: 0, left: 0 };
  let afterId = 0;
  const keep = async (page: ListedPage): Promise<boolean> => {
    context.signal.throwIfAborted();
    const kept = await deps.inTransaction(async (stores) => {
      const current = await lockConnected(stores, integration.id);
      return current === null ? null : keepListing(stores, current, page, deps.clock());
    });
    sum.seen += page.projects.length;
    sum.added += kept?.added ?? 0;
    sum.left += kept?.left ?? 0;
    return kept !== null;
  };
  for await (const projects of gitlab.listMemberProjects()) {
    const upToId = projects.reduce((highest, { id }) => Math.max(highest, id), afterId);
    const writable = await writableProjects(gitlab, projects, afterId);
    if (!(await keep({ projects, afterId, upToId, writable }))) return DISCONNECTED;
    afterId = upToId;
    await context.progress({ done: sum.seen, total: null, message: `${sum.seen} projects found` });
  }
  const rest = { projects: [], afterId, upToId: null, writable: new Set<number>() };
  if (!(await keep(rest))) return DISCONNECTED;
  const isDone = await deps.inTransaction((stores) =>
    finish(stores, integration, { ...sum, now: deps.clock() }),
  );
  return isDone
    ? { kind: 'done', result: { projects: sum.seen, added: sum.added, left: sum.left } }
    : DISCONNECTED;
}

const DISCONNECTED: JobOutcome = { kind: 'done', result: 'The integration is disconnected.' };

/** False when the integration was disconnected meanwhile: then its projects stay as the disconnection left them. */
async function finish(
  stores: Stores,
  { id, name }: Integration,
  sync: { readonly seen: number; readonly added: number; readonly left: number; readonly now: Date },
): Promise<boolean> {
  if ((await lockConnected(stores, id)) === null) return false;
  await stores.projects.retryLooks(id, PARSER_VERSION, sync.now);
  await enqueueDueLooks(stores, { now: sync.now, integrationId: id });
  await enqueuePlannings(stores, await stores.projects.registriesDue(id, sync.now));
  await stores.integrations.markSynced(id, sync.now);
  if (sync.added > 0 || sync.left > 0) {
    await stores.audit.record({
      actor: BACKLINE_ACTOR,
      action: 'integration.synced',
      message: `Synced ${name}: ${sync.seen} projects, ${sync.added} new, ${sync.left} left.`,
      subject: `integration:${id}`,
    });
  }
  // It works again, at least this: whether all is well is for the checks to say.
  const current = await stores.integrations.find(id);
  if (current?.state === 'DEGRADED') {
    const options = { lane: integrationLane(id), subject: `integration:${id}`, dedupeKey: `verify:${id}` };
    await stores.jobs.enqueue(verifyConnection, { integrationId: id }, { ...options, priority: 50 });
  }
  return true;
}

/** Holds the row, so that a disconnection comes before or after, never in between; null when it came. */
async function lockConnected(
  { integrations }: Pick<Stores, 'integrations'>,
  id: string,
): Promise<Integration | null> {
  const current = await integrations.findForUpdate(id);
  return current === null || current.state === 'DISCONNECTED' ? null : current;
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
