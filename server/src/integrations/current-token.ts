import type { Clock } from '../clock.js';
import { AppError, isAppError } from '../errors.js';
import type { GitLabApplicationCredentials, GitLabConnector, GrantedTokens } from '../gitlab/gitlab.js';
import { integrationTokenPlace } from '../secrets/secret-store.js';
import type { InTransaction, Stores } from '../stores.js';
import { applicationCredentials } from './credentials.js';
import { type Grant, refreshTokenPlace } from './gitlab-application.js';

/** What renewing needs. */
export interface TokenDeps {
  readonly inTransaction: InTransaction;
  readonly connector: GitLabConnector;
  readonly clock: Clock;
}

const RENEW_BEFORE_MS = 5 * 60_000;
/** Longer than the one request takes. */
const LEASE_MS = 60_000;
/** An access token this young that GitLab refuses is not helped by another. */
const YOUNG_MS = 60_000;

export const CONSENT_GONE =
  "GitLab does not accept the consent any more: it was taken back or changed under Applications in GitLab's account settings. Consent again.";
export const CONSENT_LOST =
  'The access was being renewed when the connection to GitLab broke, and the new tokens were lost with it. Consent again.';

/**
 * The token to use now; null when the integration has none. Where a person consented, an access token with less than five
 * minutes left, or one that GitLab just `refused`, is renewed first: by one caller at a time over all processes, and
 * saved before it is used. TOKEN_REVOKED when the consent is gone, GITLAB_THROTTLED while another caller renews.
 */
export async function currentToken(
  deps: TokenDeps,
  integrationId: string,
  refused: string | null = null,
): Promise<string | null> {
  const step = await deps.inTransaction((stores) =>
    takeStep(stores, { integrationId, refused, now: deps.clock() }),
  );
  if (step.kind === 'token') return step.token;
  let granted: GrantedTokens;
  try {
    const { refreshToken, redirectUri } = step;
    granted = await deps.connector.consent(step.application).renew({ refreshToken, redirectUri });
  } catch (error) {
    const isLost = isAppError(error, 'GITLAB_OUTCOME_UNKNOWN');
    const wasLost = await deps.inTransaction((stores) => endLease(stores, integrationId, isLost));
    if (isAppError(error, 'TOKEN_REVOKED')) {
      throw new AppError('TOKEN_REVOKED', wasLost ? CONSENT_LOST : CONSENT_GONE, { cause: error });
    }
    // GitLab could not be asked, and what there is still works.
    if (!isLost && step.usable !== null) return step.usable;
    throw error;
  }
  return deps.inTransaction(async (stores) => {
    const grant = await stores.gitlabApplications.findGrantForUpdate(integrationId);
    if (grant === null) return null;
    // Meanwhile a person consented anew: what they gave stays.
    if ((await stores.secrets.get(refreshTokenPlace(integrationId))) !== step.refreshToken)
      return stores.secrets.get(integrationTokenPlace(integrationId));
    const now = deps.clock();
    await saveTokens(stores, { ...grant, leaseUntil: null, isAnswerLost: false }, { granted, now });
    return granted.accessToken;
  });
}

/** Stores what GitLab granted: the access token is the integration's token from now on. */
export async function saveTokens(
  { secrets, gitlabApplications }: Pick<Stores, 'secrets' | 'gitlabApplications'>,
  grant: Omit<Grant, 'expiresAt' | 'renewedAt'>,
  { granted, now }: { readonly granted: GrantedTokens; readonly now: Date },
): Promise<void> {
  const { integrationId } = grant;
  const expiresAt = new Date(now.getTime() + granted.expiresInSeconds * 1_000);
  await secrets.put(integrationTokenPlace(integrationId), granted.accessToken);
  await secrets.put(refreshTokenPlace(integrationId), granted.refreshToken);
  await gitlabApplications.saveGrant({ ...grant, expiresAt, renewedAt: now });
}

type Step =
  | { readonly kind: 'token'; readonly token: string | null }
  | {
      readonly kind: 'renew';
      readonly application: GitLabApplicationCredentials;
      readonly refreshToken: string;
      readonly redirectUri: string;
      /** The access token where it still lives. */
      readonly usable: string | null;
    };

async function takeStep(
  stores: Pick<Stores, 'secrets' | 'gitlabApplications'>,
  { integrationId, refused, now }: { integrationId: string; refused: string | null; now: Date },
): Promise<Step> {
  // The lock first: whoever waits for it reads the tokens that the other one saved.
  const grant = await stores.gitlabApplications.findGrantForUpdate(integrationId);
  const token = await stores.secrets.get(integrationTokenPlace(integrationId));
  if (grant === null || token === null) return { kind: 'token', token };
  const isRefused = refused === token;
  const leftMs = grant.expiresAt.getTime() - now.getTime();
  if (!isRefused && leftMs > RENEW_BEFORE_MS) return { kind: 'token', token };
  const usable = isRefused || leftMs <= 0 ? null : token;
  if (grant.leaseUntil !== null && grant.leaseUntil > now) {
    if (usable !== null) return { kind: 'token', token };
    throw new AppError(
      'GITLAB_THROTTLED',
      'The access to GitLab is just being renewed. Try again in a moment.',
      {
        details: { retryAt: new Date(now.getTime() + 2_000).toISOString() },
      },
    );
  }
  if (isRefused && now.getTime() - grant.renewedAt.getTime() < YOUNG_MS) return { kind: 'token', token };
  const row = await stores.gitlabApplications.find(grant.applicationId);
  const application = row === null ? null : await applicationCredentials(stores, row);
  const refreshToken = await stores.secrets.get(refreshTokenPlace(integrationId));
  if (application === null || refreshToken === null) throw new AppError('TOKEN_REVOKED', CONSENT_GONE);
  await stores.gitlabApplications.saveGrant({
    ...grant,
    leaseUntil: new Date(now.getTime() + LEASE_MS),
    // A lease that nobody ended is a process that died between asking and saving.
    isAnswerLost: grant.isAnswerLost || grant.leaseUntil !== null,
  });
  return { kind: 'renew', application, refreshToken, redirectUri: grant.redirectUri, usable };
}

/** Lets others renew again; whether an answer was lost, now or before. */
async function endLease(
  { gitlabApplications }: Pick<Stores, 'gitlabApplications'>,
  integrationId: string,
  isLost: boolean,
): Promise<boolean> {
  const grant = await gitlabApplications.findGrantForUpdate(integrationId);
  if (grant === null) return false;
  const isAnswerLost = grant.isAnswerLost || isLost;
  await gitlabApplications.saveGrant({ ...grant, leaseUntil: null, isAnswerLost });
  return isAnswerLost;
}
