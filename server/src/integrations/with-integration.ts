import type { Clock } from '../clock.js';
import { AppError, isAppError } from '../errors.js';
import type { GitLab, GitLabConnector, GitLabCredentials, GitRemote } from '../gitlab/gitlab.js';
import type { JobOutcome } from '../jobs/job.js';
import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import type { InTransaction } from '../stores.js';
import { type Integration, type IntegrationState, integrationLane } from './integration.js';
import { integrationProxyPlace, integrationTokenPlace } from '../secrets/secret-store.js';

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

/** Whose GitLab, and what ends the work: cancelling, a time-out, a lost lease, shutdown. */
export interface IntegrationWork {
  readonly integrationId: string;
  readonly signal: AbortSignal;
}

const WAIT_MS = 3_600_000;

/**
 * Runs a job's work with an integration's ports. A dead token changes the integration's state, pauses its lane and
 * puts the job back to wait for a new token; GitLab's limit puts it back until the limit ends.
 */
export async function withIntegration(
  deps: IntegrationDeps,
  { integrationId, signal }: IntegrationWork,
  work: (open: OpenIntegration) => Promise<JobOutcome>,
): Promise<JobOutcome> {
  const opened = await openWithToken(deps, integrationId, signal);
  if (opened === null) return { kind: 'done', result: 'The integration is disconnected.' };
  try {
    return await work(opened.open);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const error = await judgeTokenError(opened.open.gitlab, thrown);
    if (isAppError(error) && DEAD[error.code] !== undefined) return waitForToken(deps, opened, error);
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

/**
 * A 401 about one repository or record says nothing certain about the token, so GitLab is asked whose token it is. When
 * it still knows, the answer is GITLAB_FORBIDDEN, about that one thing; any other error is answered as it is.
 */
export async function judgeTokenError(gitlab: GitLab, thrown: unknown): Promise<unknown> {
  if (!isAppError(thrown, 'TOKEN_EXPIRED', 'TOKEN_INVALID', 'TOKEN_REVOKED')) return thrown;
  try {
    await gitlab.getUser();
  } catch (confirmed) {
    return confirmed;
  }
  return new AppError(
    'GITLAB_FORBIDDEN',
    'GitLab accepts the token, but not for this. Look at the role of its account, and at the rules for access in this project.',
    { cause: thrown },
  );
}

/** The ports of a connected integration; null when it is disconnected. Aborting the signal ends what they do. */
export async function openIntegration(
  deps: IntegrationDeps,
  integrationId: string,
  signal: AbortSignal,
): Promise<OpenIntegration | null> {
  return (await openWithToken(deps, integrationId, signal))?.open ?? null;
}

interface Opened {
  readonly open: OpenIntegration;
  readonly token: string;
}

async function openWithToken(
  { inTransaction, connector }: IntegrationDeps,
  integrationId: string,
  signal: AbortSignal,
): Promise<Opened | null> {
  const { integration, token, proxyLogin } = await inTransaction(async (stores) => ({
    integration: await stores.integrations.find(integrationId),
    token: await stores.secrets.get(integrationTokenPlace(integrationId)),
    proxyLogin: await stores.secrets.get(integrationProxyPlace(integrationId)),
  }));
  if (integration === null || token === null || integration.state === 'DISCONNECTED') return null;
  const ports = connector.connect(credentialsOf(integration, token, proxyLogin), { signal });
  return { open: { integration, ...ports }, token };
}

/** How an integration's GitLab is reached. `proxyLogin` is `user:password`, null where the proxy asks for none. */
export function credentialsOf(
  { baseUrl, settings: { proxyUrl, caPem } }: Pick<Integration, 'baseUrl' | 'settings'>,
  token: string,
  proxyLogin: string | null,
): GitLabCredentials {
  if (proxyUrl === null || proxyLogin === null) return { baseUrl, token, proxyUrl, caPem };
  const proxy = new URL(proxyUrl);
  const colon = proxyLogin.indexOf(':');
  proxy.username = encodeURIComponent(colon < 0 ? proxyLogin : proxyLogin.slice(0, colon));
  proxy.password = colon < 0 ? '' : encodeURIComponent(proxyLogin.slice(colon + 1));
  return { baseUrl, token, proxyUrl: proxy.href, caPem };
}

const DEAD: Partial<Record<AppError['code'], IntegrationState>> = {
  TOKEN_EXPIRED: 'EXPIRED',
  TOKEN_INVALID: 'REVOKED',
  TOKEN_REVOKED: 'REVOKED',
  TOKEN_SCOPE_MISSING: 'DEGRADED',
};

/** Keeps why the token is dead, and makes the integration's jobs wait for a new one; one that is there already is used at once. */
async function waitForToken(
  { inTransaction, clock }: Pick<IntegrationDeps, 'inTransaction' | 'clock'>,
  { open: { integration }, token }: Opened,
  error: AppError,
): Promise<JobOutcome> {
  const state = DEAD[error.code] ?? 'DEGRADED';
  const isReplaced = await inTransaction(async (stores) => {
    const current = await stores.integrations.findForUpdate(integration.id);
    if (current === null || current.state === 'DISCONNECTED') return false;
    // Meanwhile somebody put a new token in its place: what became of the old one is of no interest.
    if ((await stores.secrets.get(integrationTokenPlace(integration.id))) !== token) return true;
    if (current.state === state) return false;
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
    return false;
  });
  return isReplaced
    ? { kind: 'again', runAt: clock(), reason: 'The token was replaced. It goes on with the new one.' }
    : { kind: 'again', runAt: new Date(clock().getTime() + WAIT_MS), reason: error.message };
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
