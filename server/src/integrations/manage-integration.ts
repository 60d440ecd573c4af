import type { Viewer } from '../accounts/account.js';
import { auditedIntegration } from './audited-integration.js';
import { type AuditRecord, BACKLINE_ACTOR } from '../audit/audit-event.js';
import { AppError, isAppError } from '../errors.js';
import type { Job } from '../jobs/job.js';
import { integrationProxyPlace, integrationTokenPlace, registryTokenPlace } from '../secrets/secret-store.js';
import type { InTransaction, Stores } from '../stores.js';
import { type ConnectionOutcome, runConnectionChecks } from './connection-checks.js';
import { type ConnectDeps, forgetConsent } from './connect-integration.js';
import { applicationCredentials, credentialsOf } from './credentials.js';
import { currentToken } from './current-token.js';
import { refreshTokenPlace } from './gitlab-application.js';
import { discoverProjects } from './integration-jobs.js';
import { type Integration, integrationLane } from './integration.js';
import { saveDeath, STATE_AFTER_DEATH } from './token-death.js';
import { isRotating } from './token-life.js';
import { warnOfExpiry } from './warn-of-expiry.js';
import { forgetHook } from '../webhooks/drop-hook.js';
import type { RemovedHooks } from '../webhooks/remove-hooks.js';
import { openIntegration, type OpenIntegration } from './with-integration.js';

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
  const known = await deps.inTransaction(async (stores) => ({
    integration: await stores.integrations.find(input.id),
    token: await stores.secrets.get(integrationTokenPlace(input.id)),
    proxyLogin: await stores.secrets.get(integrationProxyPlace(input.id)),
    grant: await stores.gitlabApplications.findGrant(input.id),
  }));
  const { integration } = known;
  if (integration === null) throw new AppError('NOT_FOUND', 'There is no such integration.');
  if (known.token === null)
    throw new AppError('CONFLICT', 'This integration is disconnected. Connect it again with a token.');
  const current = await tokenForChecks(deps, input.id, known.token);
  const connect = () => {
    if (current.error !== null) throw current.error;
    const credentials = credentialsOf(integration, current.token, known.proxyLogin);
    return deps.connector.connect(credentials, { integrationId: input.id }).gitlab;
  };
  const consent = known.grant === null ? null : (integration.token?.scopes ?? []);
  const outcome = await runConnectionChecks({ connect, clock: deps.clock, consent }, (check) =>
    deps.publishCheck(input.attemptId, check),
  );
  return deps.inTransaction((stores) =>
    keepOutcome(stores, {
      integration,
      outcome,
      token: current.token,
      actor: input.actor,
      now: deps.clock(),
    }),
  );
}

/** The token to check with; a consent that is gone fails the check of the token. */
async function tokenForChecks(
  deps: ConnectDeps,
  id: string,
  stored: string,
): Promise<{ readonly token: string; readonly error: AppError | null }> {
  try {
    return { token: (await currentToken(deps, id)) ?? stored, error: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { token: stored, error };
  }
}

async function keepOutcome(
  stores: Stores,
  {
    integration,
    outcome,
    token,
    actor,
    now,
  }: {
    readonly integration: Integration;
    readonly outcome: ConnectionOutcome;
    readonly token: string;
    readonly actor: string;
    readonly now: Date;
  },
): Promise<VerifyResult> {
  const { id, name } = integration;
  const current = await stores.integrations.findForUpdate(id);
  const isSameToken = (await stores.secrets.get(integrationTokenPlace(id))) === token;
  // Disconnected, or given another token, while the checks ran: what they said is about the past.
  if (current === null || !isSameToken) return { integration: current ?? integration, error: null };
  if (outcome.kind === 'verified') {
    const saved = await stores.integrations.saveVerified(id, now, outcome.connection);
    await stores.tokenLife.noteHeard(id, now);
    // A rotation that nobody heard of again has not happened: the old token lives.
    if (!isRotating(await stores.tokenLife.find(id), now)) await stores.tokenLife.saveRotation(id, null);
    await warnOfExpiry(stores, saved, now);
    await stores.jobs.resumeLane(integrationLane(id));
    if (integration.state !== 'CONNECTED' || actor !== BACKLINE_ACTOR)
      await record(
        stores,
        { actor, action: 'integration.verified', message: `Verified ${name}: all is well.` },
        { before: integration, after: saved },
      );
    return { integration: saved, error: null };
  }
  const { error, checks } = outcome;
  const state = STATE_AFTER_DEATH[error.code];
  const message = `Verifying ${name} failed (${error.code}): ${error.message}`;
  if (state !== undefined) await saveDeath(stores, id, { token, error, state, now });
  const dead = state === undefined ? null : ((await stores.integrations.find(id)) ?? current);
  const saved = await stores.integrations.saveState(
    id,
    dead?.state ?? 'DEGRADED',
    dead === null ? error.message : dead.stateReason,
    checks,
  );
  const told = { actor, action: 'integration.verify-failed', message } as const;
  await record(stores, told, { before: integration, after: saved });
  return { integration: saved, error };
}

/** What disconnecting needs beside the stores: GitLab is tidied up first, as far as it answers. */
export interface DisconnectDeps extends Pick<ConnectDeps, 'inTransaction' | 'connector' | 'clock'> {
  /** Removes the hooks that Backline made in the projects of this integration; without a way to GitLab they are only forgotten. */
  readonly removeHooks: (id: string, open: OpenIntegration | null) => Promise<RemovedHooks>;
}

const HOOKS_MS = 15_000;
const CONSENT_MS = 5_000;
const MAX_NAMED = 10;

/**
 * Stops the work on an integration, removes the hooks that Backline made, takes a consent back at GitLab, and forgets every
 * secret. A token that a person made stays valid in GitLab until that person revokes it there. Its projects, plans and
 * history stay. Twice is once; a GitLab that does not answer does not keep it connected.
 */
export async function disconnectIntegration(
  deps: DisconnectDeps,
  viewer: Viewer,
  id: string,
): Promise<Integration> {
  const left = await tidyUp(deps, id);
  return deps.inTransaction(async (stores) => {
    const integration = await stores.integrations.findForUpdate(id);
    if (integration === null) throw new AppError('NOT_FOUND', 'There is no such integration.');
    if (integration.state === 'DISCONNECTED') return integration;
    await stores.secrets.remove(integrationTokenPlace(id));
    await stores.secrets.remove(integrationProxyPlace(id));
    await forgetConsent(stores, id);
    for (const hook of await stores.gitLabHooks.listOfIntegration(id)) await forgetHook(stores, hook.id);
    for (const registry of await stores.integrationRegistries.ofMany([id])) {
      await stores.secrets.remove(registryTokenPlace(id, registry.ecosystem));
      await stores.integrationRegistries.save({ ...registry, hasToken: false });
    }
    await stores.jobs.cancelLane(integrationLane(id));
    await stores.projects.markDisconnected(id);
    const saved = await stores.integrations.saveState(id, 'DISCONNECTED', null);
    const message = `Disconnected ${integration.name}; its token is forgotten.${left}`;
    const told = { actor: viewer.name, action: 'integration.disconnected', message } as const;
    await record(stores, told, { before: integration, after: saved });
    await handOver(stores, integration);
    return saved;
  });
}

/** Leaves nothing of Backline in GitLab, as far as it answers; sentences about what was removed and what was not. */
async function tidyUp(deps: DisconnectDeps, id: string): Promise<string> {
  let open: OpenIntegration | null = null;
  try {
    open = await openIntegration(deps, id, AbortSignal.timeout(HOOKS_MS));
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
  const hooks = tellHooks(await deps.removeHooks(id, open));
  try {
    await revokeConsent(deps, id);
    return hooks;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return `${hooks} Its consent could not be taken back (${error.code}): look for Backline under Applications in GitLab.`;
  }
}

function tellHooks({ removed, left }: RemovedHooks): string {
  const webhooks = (count: number) => (count === 1 ? '1 webhook' : `${count} webhooks`);
  const gone = removed === 0 ? '' : ` Removed ${webhooks(removed)} from GitLab.`;
  if (left.length === 0) return gone;
  const named = left.slice(0, MAX_NAMED).map(({ projectPath, url }) => `${projectPath} (${url})`);
  const more = left.length > MAX_NAMED ? `, and ${left.length - MAX_NAMED} more` : '';
  return `${gone} GitLab did not remove ${webhooks(left.length)}; remove by hand: ${named.join(', ')}${more}.`;
}

async function revokeConsent({ inTransaction, connector }: DisconnectDeps, id: string): Promise<void> {
  const granted = await inTransaction(async (stores) => {
    const grant = await stores.gitlabApplications.findGrant(id);
    const row = grant === null ? null : await stores.gitlabApplications.find(grant.applicationId);
    const application = row === null ? null : await applicationCredentials(stores, row);
    const places = [refreshTokenPlace(id), integrationTokenPlace(id)];
    const tokens = [];
    for (const place of places) tokens.push(await stores.secrets.get(place));
    return { application, tokens: tokens.filter((token) => token !== null) };
  });
  if (granted.application === null) return;
  const signal = AbortSignal.timeout(CONSENT_MS);
  for (const token of granted.tokens) await connector.consent(granted.application, { signal }).revoke(token);
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
    await stores.audit.record({
      actor: viewer.name,
      action: 'integration.sync-asked',
      message: `Asked for a sync of ${integration.name}.`,
      subject: `integration:${id}`,
      after: { job: job.id },
    });
    return { integration, job };
  });
}

function record(
  { audit }: Pick<Stores, 'audit'>,
  told: Pick<AuditRecord, 'actor' | 'action' | 'message'>,
  { before, after }: { readonly before: Integration; readonly after: Integration },
): Promise<void> {
  return audit.record({
    ...told,
    subject: `integration:${after.id}`,
    before: auditedIntegration(before),
    after: auditedIntegration(after),
  });
}
