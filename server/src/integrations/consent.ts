import { auditedIntegration } from './audited-integration.js';
import { createHash } from 'node:crypto';
import type { Viewer } from '../accounts/account.js';
import type { AuditValues } from '../audit/audit-event.js';
import { hashToken } from '../accounts/sign-in.js';
import { AppError, isAppError } from '../errors.js';
import { parseBaseUrl } from '../gitlab/address.js';
import type { GitLabApplicationCredentials, GrantedTokens } from '../gitlab/gitlab.js';
import type { Stores } from '../stores.js';
import { type ConnectDeps, saveConnected, storeConnection } from './connect-integration.js';
import { type ConnectionOutcome, runConnectionChecks } from './connection-checks.js';
import { applicationCredentials, applicationProxyPlace, credentialsOf } from './credentials.js';
import { saveTokens } from './current-token.js';
import {
  applicationSecretPlace,
  type GitLabApplication,
  type PendingConsent,
  verifierPlace,
} from './gitlab-application.js';
import type { Integration, VerifiedConnection } from './integration.js';
import { type ReachingInput, readReaching } from './reaching.js';

/** What connecting by consent needs. */
export interface ConsentDeps extends ConnectDeps {
  readonly checkRegistryAddress: (url: URL) => Promise<void>;
  readonly randomToken: () => string;
}

/** Where GitLab sends people back to, below Backline's own address. */
export const CALLBACK_PATH = '/integrations/gitlab/callback';
const CONSENT_MS = 10 * 60_000;
/** What Backline asks for: the same as of a token. */
export const SCOPES: readonly string[] = ['api', 'read_repository', 'write_repository'];

/** Keeps an application that an administrator made in GitLab; its secret sealed. The same one again changes the secret. */
export async function registerApplication(
  deps: ConsentDeps,
  viewer: Viewer,
  input: {
    readonly baseUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
  } & ReachingInput,
): Promise<GitLabApplication> {
  const baseUrl = parseBaseUrl(input.baseUrl);
  const { proxyLogin, ...route } = readReaching(input);
  await deps.checkRegistryAddress(new URL(baseUrl));
  if (route.proxyUrl !== null) await deps.checkRegistryAddress(new URL(route.proxyUrl));
  const clientId = visible(input.clientId, 'clientId', 'The application id');
  const clientSecret = visible(input.clientSecret, 'clientSecret', 'The secret');
  return deps.inTransaction(async (stores) => {
    const createdAt = deps.clock();
    const saved = await stores.gitlabApplications.save({ baseUrl, clientId, ...route, createdAt });
    await stores.secrets.put(applicationSecretPlace(saved.id), clientSecret);
    if (proxyLogin === null) await stores.secrets.remove(applicationProxyPlace(saved.id));
    else await stores.secrets.put(applicationProxyPlace(saved.id), proxyLogin);
    const message = `Registered an application of ${baseUrl}.`;
    await recordApplication(stores, viewer, { what: 'registered', message, before: null, after: saved });
    return saved;
  });
}

/** Forgets an application and its secret. CONFLICT while integrations were connected through it. */
export async function removeApplication(
  deps: ConsentDeps,
  viewer: Viewer,
  id: string,
): Promise<GitLabApplication> {
  return deps.inTransaction(async (stores) => {
    const application = await stores.gitlabApplications.find(id);
    if (application === null) throw new AppError('NOT_FOUND', 'There is no such application.');
    if ((await stores.gitlabApplications.countGrants(id)) > 0)
      throw new AppError(
        'CONFLICT',
        'Integrations were connected through this application. Disconnect them first.',
      );
    await stores.secrets.remove(applicationSecretPlace(id));
    await stores.secrets.remove(applicationProxyPlace(id));
    await stores.gitlabApplications.remove(id);
    const message = `Removed the application of ${application.baseUrl}.`;
    await recordApplication(stores, viewer, { what: 'removed', message, before: application, after: null });
    return application;
  });
}

/** The browser that consents: its session, and the address of Backline that it sees. */
export interface ConsentSession {
  readonly viewer: Viewer;
  readonly token: string | null;
  readonly origin: string;
}

/**
 * The address of GitLab's consent page for this session: its state works once, here, for ten minutes, and the code only
 * with the verifier that is kept sealed (PKCE, RFC 7636). FORBIDDEN for programs.
 */
export async function beginConsent(
  deps: ConsentDeps,
  { viewer, token, origin }: ConsentSession,
  input: { readonly applicationId: string; readonly name: string | null },
): Promise<string> {
  if (viewer.kind !== 'ACCOUNT' || token === null)
    throw new AppError('FORBIDDEN', 'Only a person who is signed in with a browser can consent in GitLab.');
  const state = deps.randomToken();
  const verifier = deps.randomToken();
  const redirectUri = redirectUriOf(origin);
  const application = await deps.inTransaction(async (stores) => {
    const found = await stores.gitlabApplications.find(input.applicationId);
    if (found === null) throw new AppError('NOT_FOUND', 'There is no such application.');
    const stateHash = hashToken(state);
    await stores.gitlabApplications.addConsent({
      stateHash,
      applicationId: found.id,
      sessionHash: hashToken(token),
      redirectUri,
      name: input.name?.trim().slice(0, 100) || null,
      expiresAt: new Date(deps.clock().getTime() + CONSENT_MS),
    });
    await stores.secrets.put(verifierPlace(stateHash), verifier);
    const message = `Began to connect ${found.baseUrl} by consent.`;
    await recordApplication(stores, viewer, { what: 'consent-begun', message, before: found, after: found });
    return found;
  });
  const url = new URL(`${application.baseUrl}/oauth/authorize`);
  url.search = new URLSearchParams({
    client_id: application.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    state,
    scope: SCOPES.join(' '),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  return url.href;
}

/** Where GitLab sends people back to: what an administrator enters in GitLab, to the letter. */
export function redirectUriOf(origin: string): string {
  return `${origin}${CALLBACK_PATH}`;
}

/** What GitLab sent a person back with. */
export interface ConsentAnswer {
  readonly state: string;
  readonly code: string;
  /** `access_denied` when the person did not consent. */
  readonly error: string;
}

/**
 * Takes a person's consent: exchanges the code, runs the checks, and connects. The same account on the same GitLab keeps
 * its integration, which goes on with the new consent. What fails leaves nothing behind but an audit record.
 */
export async function finishConsent(
  deps: ConsentDeps,
  { viewer, token }: Omit<ConsentSession, 'origin'>,
  answer: ConsentAnswer,
): Promise<Integration> {
  const { consent, verifier, application, row } = await deps.inTransaction((stores) =>
    takeConsent(stores, { state: answer.state, session: token, now: deps.clock() }),
  );
  if (answer.error !== '') {
    throw new AppError(
      'FORBIDDEN',
      answer.error === 'access_denied'
        ? 'You did not allow it in GitLab, so nothing was connected.'
        : 'GitLab did not take the consent. Check the application: its id, its redirect URI and its scopes.',
    );
  }
  const { redirectUri } = consent;
  const port = deps.connector.consent(application);
  const granted = await port.exchangeCode({ code: answer.code.slice(0, 2_048), verifier, redirectUri });
  const outcome = await check(deps, { application, granted });
  if (outcome.kind === 'failed') {
    await port.revoke(granted.accessToken).catch((error: unknown) => {
      if (!isAppError(error)) throw error;
    });
    await deps.inTransaction((stores) =>
      stores.audit.record({
        actor: viewer.name,
        action: 'integration.connect-failed',
        message: `Connecting ${row.baseUrl} failed (${outcome.error.code}): ${outcome.error.message}`,
        subject: null,
        after: { where: row.baseUrl, code: outcome.error.code },
      }),
    );
    throw outcome.error;
  }
  return deps.inTransaction((stores) =>
    saveConsent(stores, { viewer, consent, row, granted, connection: outcome.connection, now: deps.clock() }),
  );
}

async function takeConsent(
  stores: Pick<Stores, 'secrets' | 'gitlabApplications'>,
  { state, session, now }: { readonly state: string; readonly session: string | null; readonly now: Date },
) {
  const stateHash = hashToken(state);
  const verifier = await stores.secrets.get(verifierPlace(stateHash));
  const consent = await stores.gitlabApplications.takeConsent(stateHash, now);
  await stores.secrets.remove(verifierPlace(stateHash));
  const row = consent === null ? null : await stores.gitlabApplications.find(consent.applicationId);
  const application = row === null ? null : await applicationCredentials(stores, row);
  const isOwn = session !== null && consent?.sessionHash === hashToken(session);
  if (consent === null || row === null || application === null || verifier === null || !isOwn)
    return Promise.reject(
      new AppError(
        'FORBIDDEN',
        'This consent is not known here, is too old, or was used already. Begin again.',
      ),
    );
  return { consent, verifier, application, row };
}

function check(
  { connector, clock, publishCheck }: ConsentDeps,
  {
    application,
    granted,
  }: { readonly application: GitLabApplicationCredentials; readonly granted: GrantedTokens },
): Promise<ConnectionOutcome> {
  const { baseUrl, proxyUrl = null, caPem = null } = application;
  const settings = { proxyUrl, caPem };
  const connect = () =>
    connector.connect(credentialsOf({ baseUrl, settings }, granted.accessToken, null)).gitlab;
  return runConnectionChecks({ connect, clock, consent: granted.scopes }, (each) => publishCheck(null, each));
}

async function saveConsent(
  stores: Stores,
  saved: {
    readonly viewer: Viewer;
    readonly consent: PendingConsent;
    readonly row: GitLabApplication;
    readonly granted: GrantedTokens;
    readonly connection: VerifiedConnection;
    readonly now: Date;
  },
): Promise<Integration> {
  const { viewer, consent, row, granted, connection, now } = saved;
  const { baseUrl, proxyUrl, caPem } = row;
  await stores.integrations.lockAccount(baseUrl, connection.account.id);
  const existing = await stores.integrations.findByAccount(baseUrl, connection.account.id);
  const proxyLogin = await stores.secrets.get(applicationProxyPlace(row.id));
  const reaching = { proxyUrl, caPem, proxyLogin };
  const place = { existing, baseUrl, name: consent.name, reaching, now };
  const integration = await saveConnected(stores, place, connection);
  const grant = {
    integrationId: integration.id,
    applicationId: row.id,
    redirectUri: consent.redirectUri,
    leaseUntil: null,
    isAnswerLost: false,
  };
  await saveTokens(stores, grant, { granted, now });
  await storeConnection(stores, integration, { token: granted.accessToken, now });
  await stores.audit.record({
    actor: viewer.name,
    action: 'integration.connected',
    message: `Connected ${integration.name} by consent of @${connection.account.username}.`,
    subject: `integration:${integration.id}`,
    before: existing && auditedIntegration(existing),
    after: auditedIntegration(integration),
  });
  return integration;
}

function visible(text: string, field: string, what: string): string {
  const trimmed = text.trim();
  if (/^[\x21-\x7e]{1,512}$/.test(trimmed)) return trimmed;
  throw new AppError('BAD_INPUT', `${what} is empty, too long, or holds spaces. Copy it whole from GitLab.`, {
    details: { field },
  });
}

function recordApplication(
  { audit }: Pick<Stores, 'audit'>,
  viewer: Viewer,
  told: {
    readonly what: 'registered' | 'removed' | 'consent-begun';
    readonly message: string;
    readonly before: GitLabApplication | null;
    readonly after: GitLabApplication | null;
  },
): Promise<void> {
  const application = told.after ?? told.before;
  return audit.record({
    actor: viewer.name,
    action: `gitlab-application.${told.what}`,
    message: told.message,
    subject: application && `gitlab-application:${application.id}`,
    before: told.before && audited(told.before),
    after: told.after && audited(told.after),
  });
}

function audited({ baseUrl, clientId, proxyUrl }: GitLabApplication): AuditValues {
  return { baseUrl, clientId, proxyUrl };
}
