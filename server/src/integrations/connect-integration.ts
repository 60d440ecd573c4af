import { auditedIntegration } from './audited-integration.js';
import type { Viewer } from '../accounts/account.js';
import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import { parseBaseUrl } from '../gitlab/address.js';
import type { GitLabConnector } from '../gitlab/gitlab.js';
import type { Job } from '../jobs/job.js';
import { resumeOpenings } from '../plans/decide-plan.js';
import { integrationProxyPlace, integrationTokenPlace } from '../secrets/secret-store.js';
import type { InTransaction, Stores } from '../stores.js';
import { type ConnectionOutcome, runConnectionChecks } from './connection-checks.js';
import { credentialsOf } from './credentials.js';
import { discoverProjects } from './integration-jobs.js';
import {
  type ConnectionCheck,
  DEFAULT_SETTINGS,
  type Integration,
  integrationLane,
  type VerifiedConnection,
} from './integration.js';
import { DIRECTLY, type Reaching, type ReachingInput, readReaching } from './reaching.js';
import { refreshTokenPlace } from './gitlab-application.js';
import { warnOfExpiry } from './warn-of-expiry.js';

/** What connecting, verifying and replacing a token need. */
export interface ConnectDeps {
  readonly inTransaction: InTransaction;
  readonly connector: GitLabConnector;
  readonly clock: Clock;
  /** Tells whoever follows this attempt about a check, at once. */
  readonly publishCheck: (attemptId: string | null, check: ConnectionCheck) => void;
}

/** Connected with its first job, or not with the checks that say why. */
export type ConnectResult =
  | { readonly kind: 'connected'; readonly integration: Integration; readonly job: Job }
  | { readonly kind: 'failed'; readonly error: AppError; readonly checks: readonly ConnectionCheck[] };

/**
 * Verifies address and token check by check, then stores integration, sealed token, discovery job and audit record in
 * one transaction. A failure leaves an audit record and no integration. The same account on the same GitLab is CONFLICT.
 */
export async function connectIntegration(
  deps: ConnectDeps,
  viewer: Viewer,
  input: {
    readonly url: string;
    readonly token: string;
    readonly name: string | null;
    readonly attemptId: string | null;
  } & Partial<ReachingInput>,
): Promise<ConnectResult> {
  const reaching = readReaching(input);
  const outcome = await verifyToken(deps, { ...input, reaching });
  if (outcome.kind === 'failed') {
    await deps.inTransaction((stores) => recordFailure(stores, viewer, shown(input.url), outcome.error));
    return outcome;
  }
  const baseUrl = parseBaseUrl(input.url);
  return deps.inTransaction(async (stores) => {
    // Of two requests for one account the second waits here, and then sees what the first one made.
    await stores.integrations.lockAccount(baseUrl, outcome.connection.account.id);
    const existing = await stores.integrations.findByAccount(baseUrl, outcome.connection.account.id);
    if (existing !== null && existing.state !== 'DISCONNECTED') {
      const error = alreadyConnected(existing, outcome.connection);
      await recordFailure(stores, viewer, shown(input.url), error, existing.id);
      return { kind: 'failed', checks: outcome.connection.checks, error };
    }
    const now = deps.clock();
    const place = { existing, baseUrl, name: input.name, reaching, now };
    const integration = await saveConnected(stores, place, outcome.connection);
    await forgetConsent(stores, integration.id);
    const job = await storeConnection(stores, integration, { token: input.token, now });
    await stores.audit.record({
      actor: viewer.name,
      action: 'integration.connected',
      message: `Connected ${integration.name} as @${outcome.connection.account.username}.`,
      subject: `integration:${integration.id}`,
      before: existing && auditedIntegration(existing),
      after: auditedIntegration(integration),
    });
    return { kind: 'connected', integration, job };
  });
}

/** The row of a connection: a new one, or that of the same account, which keeps its settings. */
export async function saveConnected(
  stores: Pick<Stores, 'integrations' | 'secrets'>,
  place: {
    readonly existing: Integration | null;
    readonly baseUrl: string;
    readonly name: string | null;
    readonly reaching: Reaching;
    readonly now: Date;
  },
  connection: VerifiedConnection,
): Promise<Integration> {
  const { existing, baseUrl, name, now } = place;
  const { proxyLogin, ...route } = place.reaching;
  const settings = { ...(existing?.settings ?? DEFAULT_SETTINGS), ...route };
  const saved =
    existing === null
      ? await stores.integrations.create({
          name: name ?? new URL(baseUrl).host,
          baseUrl,
          settings,
          now,
          ...connection,
        })
      : await stores.integrations.saveVerified(existing.id, now, connection, name);
  await saveProxyLogin(stores, saved.id, proxyLogin);
  return existing === null ? saved : stores.integrations.saveSettings(saved.id, settings);
}

/** `user:password` of the proxy, sealed; null forgets it. */
export async function saveProxyLogin(
  { secrets }: Pick<Stores, 'secrets'>,
  integrationId: string,
  login: string | null,
): Promise<void> {
  const place = integrationProxyPlace(integrationId);
  if (login === null) await secrets.remove(place);
  else await secrets.put(place, login);
}

/** A token took the place of what a person had consented to, or nothing did. */
export async function forgetConsent(
  stores: Pick<Stores, 'secrets' | 'gitlabApplications'>,
  integrationId: string,
): Promise<void> {
  await stores.gitlabApplications.removeGrant(integrationId);
  await stores.secrets.remove(refreshTokenPlace(integrationId));
}

function alreadyConnected(existing: Integration, { account }: VerifiedConnection): AppError {
  return new AppError(
    'CONFLICT',
    `${existing.baseUrl} is already connected as @${account.username} (${existing.name}). Replace the token of that integration instead.`,
    { details: { integrationId: existing.id } },
  );
}

/**
 * Puts a new token in place of an integration's token with nothing lost; its waiting jobs go on. It must be of the
 * same GitLab; another account is allowed and noted.
 */
export async function replaceIntegrationToken(
  deps: ConnectDeps,
  viewer: Viewer,
  input: { readonly id: string; readonly token: string; readonly attemptId: string | null },
): Promise<ConnectResult> {
  const integration = await deps.inTransaction((stores) => stores.integrations.find(input.id));
  if (integration === null) throw new AppError('NOT_FOUND', 'There is no such integration.');
  const proxyLogin = await deps.inTransaction(({ secrets }) => secrets.get(integrationProxyPlace(input.id)));
  const reaching = { ...DIRECTLY, ...integration.settings, proxyLogin };
  const outcome = await verifyToken(deps, { ...input, url: integration.baseUrl, reaching });
  if (outcome.kind === 'failed') {
    await deps.inTransaction((stores) =>
      recordFailure(stores, viewer, integration.name, outcome.error, integration.id),
    );
    return outcome;
  }
  return deps.inTransaction(async (stores) => {
    await stores.integrations.lockAccount(integration.baseUrl, outcome.connection.account.id);
    const other = await stores.integrations.findByAccount(integration.baseUrl, outcome.connection.account.id);
    if (other !== null && other.id !== integration.id) {
      const error = alreadyConnected(other, outcome.connection);
      await recordFailure(stores, viewer, integration.name, error, integration.id);
      return { kind: 'failed', checks: outcome.connection.checks, error };
    }
    const now = deps.clock();
    const saved = await stores.integrations.saveVerified(integration.id, now, outcome.connection);
    await forgetConsent(stores, saved.id);
    const job = await storeConnection(stores, saved, { token: input.token, now });
    await stores.audit.record({
      actor: viewer.name,
      action: 'integration.token-replaced',
      message: `Replaced the token of ${saved.name}; it acts as @${outcome.connection.account.username}.`,
      subject: `integration:${saved.id}`,
      before: auditedIntegration(integration),
      after: auditedIntegration(saved),
    });
    return { kind: 'connected', integration: saved, job };
  });
}

async function verifyToken(
  { connector, clock, publishCheck }: ConnectDeps,
  input: {
    readonly url: string;
    readonly token: string;
    readonly attemptId: string | null;
    readonly reaching: Reaching;
  },
): Promise<ConnectionOutcome> {
  const { url, token, attemptId, reaching } = input;
  const connect = () => {
    const place = { baseUrl: parseBaseUrl(url), settings: reaching };
    return connector.connect(credentialsOf(place, checkedToken(token), reaching.proxyLogin)).gitlab;
  };
  return runConnectionChecks({ connect, clock, consent: null }, (check) => publishCheck(attemptId, check));
}

/** A token is sent in a header: nothing but visible ASCII, of a sane length. Its form is GitLab's own affair. */
function checkedToken(token: string): string {
  const trimmed = token.trim();
  if (/^[\x21-\x7e]{1,512}$/.test(trimmed)) return trimmed;
  throw new AppError(
    'TOKEN_INVALID',
    trimmed === ''
      ? 'The token is empty.'
      : 'This is not a token: it has spaces or unusual characters, or is too long.',
  );
}

/** Keeps the token sealed, lets everything that waited go on, and queues a discovery. */
export async function storeConnection(
  stores: Stores,
  integration: Integration,
  { token, now }: { readonly token: string; readonly now: Date },
): Promise<Job> {
  await stores.secrets.put(integrationTokenPlace(integration.id), token.trim());
  await stores.tokenLife.startOver(integration.id, now);
  await warnOfExpiry(stores, integration, now);
  await stores.jobs.resumeLane(integrationLane(integration.id));
  await resumeOpenings(stores, integration.id);
  return stores.jobs.enqueue(
    discoverProjects,
    { integrationId: integration.id },
    {
      lane: integrationLane(integration.id),
      subject: `integration:${integration.id}`,
      dedupeKey: `discover:${integration.id}`,
      priority: 50,
    },
  );
}

function recordFailure(
  stores: Pick<Stores, 'audit'>,
  viewer: Viewer,
  where: string,
  error: AppError,
  integrationId?: string,
): Promise<void> {
  return stores.audit.record({
    actor: viewer.name,
    action: 'integration.connect-failed',
    message: `Connecting ${where} failed (${error.code}): ${error.message}`,
    subject: integrationId === undefined ? null : `integration:${integrationId}`,
    after: { where, code: error.code },
  });
}

/** The address as typed, short and without anything before an `@`, where a password could stand. */
function shown(url: string): string {
  return url.replace(/^([a-z]*:?\/\/)?[^/]*@/i, '$1').slice(0, 200);
}
