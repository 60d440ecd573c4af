import type { Clock } from '../clock.js';
import { AppError, isAppError } from '../errors.js';
import type { GitLab, GitLabConnector, GitRemote } from '../gitlab/gitlab.js';
import type { JobOutcome } from '../jobs/job.js';
import { integrationProxyPlace, integrationTokenPlace } from '../secrets/secret-store.js';
import type { InTransaction } from '../stores.js';
import { credentialsOf } from './credentials.js';
import { currentToken } from './current-token.js';
import type { Integration, IntegrationState } from './integration.js';
import { saveDeath, STATE_AFTER_DEATH } from './token-death.js';

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
const MOVING_MS = 5_000;
const REPLACED = 'The token was replaced. It goes on with the new one.';

/**
 * Runs a job's work with an integration's ports. A dead token changes the integration's state, pauses its lane and
 * puts the job back to wait for a new token; GitLab's limit puts it back until the limit ends.
 */
export async function withIntegration(
  deps: IntegrationDeps,
  { integrationId, signal }: IntegrationWork,
  work: (open: OpenIntegration) => Promise<JobOutcome>,
): Promise<JobOutcome> {
  let token = '';
  try {
    const opened = await openWithToken(deps, integrationId, signal);
    if (opened === null) return { kind: 'done', result: 'The integration is disconnected.' };
    token = opened.token;
    return await workWith(deps, opened.open, work);
  } catch (error) {
    if (signal.aborted || !isAppError(error)) throw error;
    if (DEAD[error.code] !== undefined) {
      const stored = token === '' ? await storedToken(deps, integrationId) : token;
      return loseToken(deps, { integrationId, token: stored }, error);
    }
    if (!isAppError(error, 'GITLAB_THROTTLED')) throw error;
    const until = retryAt(error, deps.clock());
    return again(until, `GitLab asks us to slow down until ${until.toISOString()}.`);
  }
}

/** The work, with the last word on what a 401 in it means; that GitLab accepted the token is noted. */
async function workWith(
  { inTransaction, clock }: IntegrationDeps,
  open: OpenIntegration,
  work: (open: OpenIntegration) => Promise<JobOutcome>,
): Promise<JobOutcome> {
  let outcome: JobOutcome;
  try {
    outcome = await work(open);
  } catch (error) {
    throw await judgeTokenError(open.gitlab, error);
  }
  if (open.gitlab.requestCount() > 0)
    await inTransaction(({ tokenLife }) => tokenLife.noteHeard(open.integration.id, clock()));
  return outcome;
}

async function storedToken({ inTransaction }: IntegrationDeps, integrationId: string): Promise<string> {
  return (await inTransaction(({ secrets }) => secrets.get(integrationTokenPlace(integrationId)))) ?? '';
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
  deps: IntegrationDeps,
  integrationId: string,
  signal: AbortSignal,
): Promise<Opened | null> {
  const token = await currentToken(deps, integrationId);
  const { integration, proxyLogin } = await deps.inTransaction(async (stores) => ({
    integration: await stores.integrations.find(integrationId),
    proxyLogin: await stores.secrets.get(integrationProxyPlace(integrationId)),
  }));
  if (integration === null || token === null || integration.state === 'DISCONNECTED') return null;
  const ports = deps.connector.connect(credentialsOf(integration, token, proxyLogin), {
    signal,
    integrationId,
  });
  return { open: { integration, ...ports }, token };
}

const DEAD: Partial<Record<AppError['code'], IntegrationState>> = {
  ...STATE_AFTER_DEATH,
  TOKEN_SCOPE_MISSING: 'DEGRADED',
};

/** Renews what was consented to, once; else keeps why the token is dead, and makes the integration's jobs wait for a new one. */
async function loseToken(
  deps: IntegrationDeps,
  { integrationId, token }: { readonly integrationId: string; readonly token: string },
  thrown: AppError,
): Promise<JobOutcome> {
  let error = thrown;
  try {
    if (error.code !== 'TOKEN_SCOPE_MISSING' && (await currentToken(deps, integrationId, token)) !== token)
      return again(deps.clock(), REPLACED);
  } catch (renewing) {
    if (!isAppError(renewing)) throw renewing;
    if (DEAD[renewing.code] === undefined) return again(retryAt(renewing, deps.clock()), renewing.message);
    error = renewing;
  }
  const now = deps.clock();
  const state = DEAD[error.code] ?? 'DEGRADED';
  const death = await deps.inTransaction((stores) =>
    saveDeath(stores, integrationId, { token, error, state, now }),
  );
  // Meanwhile somebody put a new token in its place: what became of the old one is of no interest.
  if (death === 'replaced') return again(now, REPLACED);
  if (death === 'moving')
    return again(
      new Date(now.getTime() + MOVING_MS),
      'The token is just being replaced. It goes on with the new one.',
    );
  return again(new Date(now.getTime() + WAIT_MS), error.message);
}

function again(runAt: Date, reason: string): JobOutcome {
  return { kind: 'again', runAt, reason };
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
