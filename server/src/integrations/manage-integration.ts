import type { Viewer } from '../accounts/account.js';
import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { AppError } from '../errors.js';
import type { Job } from '../jobs/job.js';
import { integrationTokenPlace, registryTokenPlace } from '../secrets/secret-store.js';
import type { InTransaction, Stores } from '../stores.js';
import { runConnectionChecks } from './connection-checks.js';
import type { ConnectDeps } from './connect-integration.js';
import { discoverProjects } from './integration-jobs.js';
import { type Integration, type IntegrationState, integrationLane } from './integration.js';

/** The integration as it is after a verification, and the first failure if there was one. */
export interface VerifyResult {
  readonly integration: Integration;
  readonly error: AppError | null;
}

/**
 * Runs the checks again with the stored token and keeps the outcome. A dead token makes the jobs wait, a live one lets
 * them go on; a GitLab that does not answer makes the integration DEGRADED and stops nothing.
 */
export async function verifyIntegration(
  deps: ConnectDeps,
  input: { readonly id: string; readonly attemptId: string | null; readonly actor: string },
): Promise<VerifyResult> {
  const { integration, token } = await deps.inTransaction(async (stores) => ({
    integration: await stores.integrations.find(input.id),
    token: await stores.secrets.get(integrationTokenPlace(input.id)),
  }));
  if (integration === null) throw new AppError('NOT_FOUND', 'There is no such integration.');
  if (token === null)
    throw new AppError('CONFLICT', 'This integration is disconnected. Connect it again with a token.');
  const connect = () => deps.connector.connect({ baseUrl: integration.baseUrl, token }).gitlab;
  const outcome = await runConnectionChecks({ connect, clock: deps.clock }, (check) =>
    deps.publishCheck(input.attemptId, check),
  );
  return deps.inTransaction(async (stores) => {
    const current = await stores.integrations.findForUpdate(integration.id);
    const isSameToken = (await stores.secrets.get(integrationTokenPlace(integration.id))) === token;
    // Disconnected, or given another token, while the checks ran: what they said is about the past.
    if (current === null || !isSameToken) return { integration: current ?? integration, error: null };
    if (outcome.kind === 'verified') {
      const saved = await stores.integrations.saveVerified(integration.id, deps.clock(), outcome.connection);
      await stores.jobs.resumeLane(integrationLane(integration.id));
      if (integration.state !== 'CONNECTED' || input.actor !== BACKLINE_ACTOR) {
        await record(
          stores,
          input.actor,
          'integration.verified',
          `Verified ${integration.name}: all is well.`,
          integration.id,
        );
      }
      return { integration: saved, error: null };
    }
    const state = STATE_AFTER[outcome.error.code] ?? 'DEGRADED';
    const saved = await stores.integrations.saveState(
      integration.id,
      state,
      outcome.error.message,
      outcome.checks,
    );
    if (state !== 'DEGRADED') {
      await stores.jobs.pauseLane(
        integrationLane(integration.id),
        null,
        `${outcome.error.message} Replace the token of ${integration.name}.`,
      );
    }
    await record(
      stores,
      input.actor,
      'integration.verify-failed',
      `Verifying ${integration.name} failed (${outcome.error.code}): ${outcome.error.message}`,
      integration.id,
    );
    return { integration: saved, error: outcome.error };
  });
}

const STATE_AFTER: Partial<Record<AppError['code'], IntegrationState>> = {
  TOKEN_EXPIRED: 'EXPIRED',
  TOKEN_INVALID: 'REVOKED',
  TOKEN_REVOKED: 'REVOKED',
};

/** Stops the work on an integration and forgets its token. Its projects, plans and history stay. Twice is once. */
export async function disconnectIntegration(
  { inTransaction }: { readonly inTransaction: InTransaction },
  viewer: Viewer,
  id: string,
): Promise<Integration> {
  return inTransaction(async (stores) => {
    const integration = await stores.integrations.findForUpdate(id);
    if (integration === null) throw new AppError('NOT_FOUND', 'There is no such integration.');
    if (integration.state === 'DISCONNECTED') return integration;
    await stores.secrets.remove(integrationTokenPlace(id));
    for (const registry of await stores.integrationRegistries.ofMany([id])) {
      await stores.secrets.remove(registryTokenPlace(id, registry.ecosystem));
      await stores.integrationRegistries.save({ ...registry, hasToken: false });
    }
    await stores.jobs.cancelLane(integrationLane(id));
    await stores.projects.markDisconnected(id);
    const saved = await stores.integrations.saveState(id, 'DISCONNECTED', null);
    await record(
      stores,
      viewer.name,
      'integration.disconnected',
      `Disconnected ${integration.name}; its token is forgotten.`,
      id,
    );
    await handOver(stores, integration);
    return saved;
  });
}

/** Others of the same GitLab take over the projects that they reach too: their next sync, at once, does that. */
async function handOver(stores: Pick<Stores, 'integrations' | 'jobs'>, gone: Integration): Promise<void> {
  for (const { id, baseUrl } of await stores.integrations.listConnected()) {
    if (id === gone.id || baseUrl !== gone.baseUrl) continue;
    await stores.jobs.enqueue(
      discoverProjects,
      { integrationId: id },
      { lane: integrationLane(id), subject: `integration:${id}`, dedupeKey: `discover:${id}`, priority: 50 },
    );
  }
}

/** Queues a discovery; one that waits already is returned instead. */
export async function syncIntegration(
  { inTransaction }: { readonly inTransaction: InTransaction },
  viewer: Viewer,
  id: string,
): Promise<{ readonly integration: Integration; readonly job: Job }> {
  return inTransaction(async (stores) => {
    const integration = await stores.integrations.find(id);
    if (integration === null) throw new AppError('NOT_FOUND', 'There is no such integration.');
    if (integration.state === 'DISCONNECTED') {
      throw new AppError('CONFLICT', 'This integration is disconnected. Connect it again first.');
    }
    const job = await stores.jobs.enqueue(
      discoverProjects,
      { integrationId: id },
      { lane: integrationLane(id), subject: `integration:${id}`, dedupeKey: `discover:${id}`, priority: 50 },
    );
    await record(
      stores,
      viewer.name,
      'integration.sync-asked',
      `Asked for a sync of ${integration.name}.`,
      id,
    );
    return { integration, job };
  });
}

function record(
  stores: {
    readonly audit: {
      record(event: { actor: string; action: string; message: string; subject: string }): Promise<void>;
    };
  },
  actor: string,
  action: string,
  message: string,
  integrationId: string,
): Promise<void> {
  return stores.audit.record({ actor, action, message, subject: `integration:${integrationId}` });
}
