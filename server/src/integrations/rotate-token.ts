import { auditedIntegration } from './audited-integration.js';
import type { Viewer } from '../accounts/account.js';
import { AppError, type ErrorCode, isAppError } from '../errors.js';
import type { GitLab, GitLabCredentials, RotatedToken } from '../gitlab/gitlab.js';
import { integrationProxyPlace, integrationTokenPlace } from '../secrets/secret-store.js';
import type { Stores } from '../stores.js';
import type { ConnectDeps } from './connect-integration.js';
import { credentialsOf } from './credentials.js';
import { verifyIntegration, type VerifyResult } from './manage-integration.js';
import { pauseForToken, STATE_AFTER_DEATH } from './token-death.js';
import { isRotating, LOST_ROTATION } from './token-life.js';

const DAY_MS = 86_400_000;
/** GitLab's own limit unless its administrator set another one: 365 days. */
const DEFAULT_DAYS = 364;
const LONGEST_DAYS = 400;

/** What a person asks for; without `expiresAt` the new token lasts almost a year. */
export interface RotateInput {
  readonly id: string;
  readonly expiresAt: string | null;
}

/**
 * Lets GitLab put a new token in place of the stored one, which is dead from then on: one at a time over all processes, the
 * intention stored before and the new token stored before anything else. When the answer is lost, GitLab is asked whether
 * the old token still lives: then nothing happened; else the integration is REVOKED and says that its token is lost.
 */
export async function rotateToken(
  deps: ConnectDeps,
  viewer: Viewer,
  input: RotateInput,
): Promise<VerifyResult> {
  const expiresAt = readExpiry(input.expiresAt, deps.clock());
  const begun = await deps.inTransaction((stores) => begin(stores, input.id, deps.clock()));
  const { gitlab } = deps.connector.connect(begun.credentials);
  const { token: oldToken } = begun.credentials;
  let fresh: RotatedToken;
  try {
    // A token that is dead already is never sent to be rotated: GitLab would revoke all that came of it.
    await gitlab.getToken();
  } catch (error) {
    await deps.inTransaction(({ tokenLife }) => tokenLife.saveRotation(input.id, begun.lastStartedAt));
    throw error;
  }
  try {
    fresh = await gitlab.rotateToken(expiresAt);
  } catch (error) {
    throw await settleFailure(deps, { id: input.id, gitlab, error, oldToken });
  }
  const isStored = await deps.inTransaction((stores) =>
    storeFresh(stores, { id: input.id, oldToken, fresh, actor: viewer.name, now: deps.clock() }),
  );
  if (!isStored) await revokeUnwanted(deps, begun.credentials, fresh.token);
  return verifyIntegration(deps, { id: input.id, attemptId: null, actor: viewer.name });
}

async function begin(stores: Stores, id: string, now: Date) {
  const integration = await stores.integrations.findForUpdate(id);
  if (integration === null) throw new AppError('NOT_FOUND', 'There is no such integration.');
  const token = await stores.secrets.get(integrationTokenPlace(id));
  if (token === null || integration.state === 'DISCONNECTED')
    throw new AppError('CONFLICT', 'This integration is disconnected. Connect it again with a token.');
  if ((await stores.gitlabApplications.findGrant(id)) !== null)
    throw new AppError(
      'CONFLICT',
      'This integration was connected by consent. Its access is renewed by itself: there is no token to rotate.',
    );
  const life = await stores.tokenLife.find(id);
  if (isRotating(life, now))
    throw new AppError('CONFLICT', 'This token is being rotated already. Look again in a few minutes.');
  const proxyLogin = await stores.secrets.get(integrationProxyPlace(id));
  await stores.tokenLife.saveRotation(id, now);
  const credentials = credentialsOf(integration, token, proxyLogin);
  return { credentials, lastStartedAt: life.rotationStartedAt };
}

/** Puts the new token in the old one's place; false when a person replaced the old one or disconnected meanwhile. */
async function storeFresh(
  stores: Stores,
  rotated: {
    readonly id: string;
    readonly oldToken: string;
    readonly fresh: RotatedToken;
    readonly actor: string;
    readonly now: Date;
  },
): Promise<boolean> {
  const { id, oldToken, fresh, actor, now } = rotated;
  const subject = `integration:${id}`;
  const integration = await stores.integrations.findForUpdate(id);
  if (integration === null) return false;
  const { name } = integration;
  const isGone = integration.state === 'DISCONNECTED';
  if (isGone || (await stores.secrets.get(integrationTokenPlace(id))) !== oldToken) {
    await stores.tokenLife.saveRotation(id, null);
    const why = isGone ? 'it was disconnected meanwhile' : 'a person replaced it meanwhile, and theirs stays';
    const message = `Rotated the token of ${name}, but ${why}. The rotated token is not kept and is revoked.`;
    const before = auditedIntegration(integration);
    await stores.audit.record({
      actor,
      action: 'integration.token-rotated',
      message,
      subject,
      before,
      after: before,
    });
    return false;
  }
  await stores.secrets.put(integrationTokenPlace(id), fresh.token);
  await stores.tokenLife.startOver(id, now);
  const known = integration.token ?? { name: null, scopes: [] };
  await stores.integrations.saveToken(id, { ...known, expiresAt: fresh.expiresAt });
  await stores.audit.record({
    actor,
    action: 'integration.token-rotated',
    message: `Rotated the token of ${name}; the new one ${fresh.expiresAt === null ? 'never expires' : `expires on ${fresh.expiresAt}`}.`,
    subject,
    before: auditedIntegration(integration),
    after: auditedIntegration({ ...integration, token: { ...known, expiresAt: fresh.expiresAt } }),
  });
  return true;
}

/** Best effort: a token that nobody keeps is not left alive at GitLab. */
async function revokeUnwanted(
  { connector }: ConnectDeps,
  credentials: GitLabCredentials,
  token: string,
): Promise<void> {
  try {
    await connector.connect({ ...credentials, token }).gitlab.revokeToken();
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}

/** What a failed rotation came to; what is stored afterwards says the same. */
async function settleFailure(
  deps: ConnectDeps,
  failed: {
    readonly id: string;
    readonly gitlab: GitLab;
    readonly error: unknown;
    readonly oldToken: string;
  },
): Promise<unknown> {
  const { id, gitlab, error, oldToken } = failed;
  const forget = () => deps.inTransaction(({ tokenLife }) => tokenLife.saveRotation(id, null));
  if (!isAppError(error)) return error;
  if (!MAYBE_DONE.includes(error.code)) {
    await forget();
    return REFUSED.includes(error.code) ? refused(error) : error;
  }
  try {
    await gitlab.getToken();
  } catch (dead) {
    // Not known yet: the next 401 of the old token tells, and until then a person may look again.
    if (!isAppError(dead) || STATE_AFTER_DEATH[dead.code] === undefined) return error;
    await deps.inTransaction(async (stores) => {
      const integration = await stores.integrations.findForUpdate(id);
      if (integration === null || (await stores.secrets.get(integrationTokenPlace(id))) !== oldToken) return;
      await pauseForToken(stores, integration, { state: 'REVOKED', reason: LOST_ROTATION, isConsent: false });
    });
    return new AppError('TOKEN_REVOKED', LOST_ROTATION, { cause: error });
  }
  await forget();
  return new AppError(
    'GITLAB_FAILED',
    'GitLab did not rotate the token: the old one still works, and nothing has changed. Try again.',
    { cause: error },
  );
}

/** After these GitLab may have rotated the token although nobody got the new one. */
const MAYBE_DONE: readonly ErrorCode[] = [
  'GITLAB_OUTCOME_UNKNOWN',
  'GITLAB_ANSWER_INVALID',
  'GITLAB_TIMEOUT',
  'GITLAB_FAILED',
  'CANCELLED',
  'INTERNAL',
];
const REFUSED: readonly ErrorCode[] = [
  'TOKEN_SCOPE_MISSING',
  'GITLAB_FORBIDDEN',
  'GITLAB_REFUSED',
  'GITLAB_NOT_FOUND',
];

function refused(error: AppError): AppError {
  const { status = null, reason = null } = error.details;
  const why = typeof reason === 'string' ? ` GitLab says: ${reason.replace(/\.$/, '')}.` : '';
  return new AppError(
    error.code === 'TOKEN_SCOPE_MISSING' ? 'TOKEN_SCOPE_MISSING' : 'GITLAB_REFUSED',
    `GitLab does not let this token rotate itself, and nothing has changed.${why} Make a new token in GitLab and replace it here.`,
    { details: { status }, cause: error },
  );
}

function readExpiry(text: string | null, now: Date): string {
  if (text === null) return dateAt(now.getTime() + DEFAULT_DAYS * DAY_MS);
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (time > now.getTime() && time <= now.getTime() + LONGEST_DAYS * DAY_MS && dateAt(time) === text)
    return text;
  throw new AppError('BAD_INPUT', `The end of the new token is a day within the next ${LONGEST_DAYS}.`, {
    details: { field: 'expiresAt' },
  });
}

function dateAt(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
