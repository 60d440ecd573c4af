import type { Clock } from '../clock.js';
import { AppError, isAppError } from '../errors.js';
import type { GitLab, GitLabConnector, GitRemote } from '../gitlab/gitlab.js';
import type { JobOutcome } from '../jobs/job.js';
import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import type { InTransaction } from '../stores.js';
import { type Integration, type IntegrationState, integrationLane } from './integration.js';
import { integrationTokenPlace } from '../secrets/secret-store.js';

/** What work on an integration's GitLab needs. */
export interface IntegrationDeps {
  readonly inTransaction: InTransaction;
  readonly connector: GitLabConnector;
  readonly clock: Clock;
}

/** An integration with its open ports. */
export interface OpenIntegration {
  readonly integration: Integration;
  readonly gitlab: GitLab;
  readonly git: GitRemote;
}

const WAIT_MS = 3_600_000;

/**
 * Runs a job's work with an integration's ports. A dead token changes the integration's state, pauses its lane and
 * puts the job back to wait for a new token; GitLab's limit puts it back until the limit ends.
 */
export async function withIntegration(
  deps: IntegrationDeps,
  integrationId: string,
  work: (open: OpenIntegration) => Promise<JobOutcome>,
): Promise<JobOutcome> {
  const open = await openIntegration(deps, integrationId);
  if (open === null) return { kind: 'done', result: 'The integration is disconnected.' };
  try {
    return await work(open);
  } catch (error) {
    const state = isAppError(error) ? DEAD[error.code] : undefined;
    if (isAppError(error) && state !== undefined) {
      await pauseIntegration(deps, open.integration, state, error);
      return { kind: 'again', runAt: new Date(deps.clock().getTime() + WAIT_MS), reason: error.message };
    }
    if (isAppError(error, 'GITLAB_THROTTLED')) {
      const until = retryAt(error, deps.clock());
      return {
        kind: 'again',
        runAt: until,
        reason: `GitLab asks us to slow down until ${until.toISOString()}.`,
      };
    }
    throw error;
  }
}

/** The ports of a connected integration; null when it is disconnected. */
export async function openIntegration(
  { inTransaction, connector }: IntegrationDeps,
  integrationId: string,
): Promise<OpenIntegration | null> {
  const { integration, token } = await inTransaction(async (stores) => ({
    integration: await stores.integrations.find(integrationId),
    token: await stores.secrets.get(integrationTokenPlace(integrationId)),
  }));
  if (integration === null || token === null || integration.state === 'DISCONNECTED') return null;
  return { integration, ...connector.connect({ baseUrl: integration.baseUrl, token }) };
}

const DEAD: Partial<Record<AppError['code'], IntegrationState>> = {
  TOKEN_EXPIRED: 'EXPIRED',
  TOKEN_INVALID: 'REVOKED',
  TOKEN_REVOKED: 'REVOKED',
  TOKEN_SCOPE_MISSING: 'DEGRADED',
};

/** Keeps why the token is dead, and makes the integration's jobs wait for a new one. */
export async function pauseIntegration(
  { inTransaction }: Pick<IntegrationDeps, 'inTransaction'>,
  integration: Integration,
  state: IntegrationState,
  error: AppError,
): Promise<void> {
  await inTransaction(async (stores) => {
    const current = await stores.integrations.find(integration.id);
    if (current === null || current.state === 'DISCONNECTED' || current.state === state) return;
    await stores.integrations.saveState(integration.id, state, error.message);
    await stores.jobs.pauseLane(
      integrationLane(integration.id),
      null,
      `${error.message} Replace the token of ${integration.name}.`,
    );
    await stores.audit.record({
      actor: BACKLINE_ACTOR,
      action: 'integration.paused',
      message: `Work on ${integration.name} waits: ${error.message}`,
      subject: `integration:${integration.id}`,
    });
  });
}

function retryAt(error: AppError, now: Date): Date {
  const value = error.details['retryAt'];
  const parsed =
    typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  const fallback = now.getTime() + 60_000;
  return new Date(
    Number.isFinite(parsed) && parsed > now.getTime() ? Math.min(parsed, now.getTime() + WAIT_MS) : fallback,
  );
}
