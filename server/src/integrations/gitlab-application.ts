import type { SecretPlace } from '../secrets/secret-store.js';

/** Backline as an application of a GitLab: people connect through GitLab's consent page. Its secret is in the table of secrets. */
export interface GitLabApplication {
  readonly id: string;
  readonly baseUrl: string;
  readonly clientId: string;
  readonly proxyUrl: string | null;
  readonly caPem: string | null;
  readonly createdAt: Date;
}

/** A person was sent to GitLab's consent page: works once, for ten minutes, in the session that began it. */
export interface PendingConsent {
  readonly stateHash: string;
  readonly applicationId: string;
  readonly sessionHash: string;
  readonly redirectUri: string;
  readonly name: string | null;
  readonly expiresAt: Date;
}

/** What a person consented to. The access token is the integration's token; the refresh token works once. */
export interface Grant {
  readonly integrationId: string;
  readonly applicationId: string;
  readonly redirectUri: string;
  /** Of the access token. */
  readonly expiresAt: Date;
  readonly renewedAt: Date;
  /** Until then somebody is renewing the access token. */
  readonly leaseUntil: Date | null;
  /** GitLab was asked for new tokens, and what it answered was lost. */
  readonly isAnswerLost: boolean;
}

export interface GitLabApplicationStore {
  list(): Promise<readonly GitLabApplication[]>;
  find(id: string): Promise<GitLabApplication | null>;
  /** The same address and client id again: the row that is there, with how it is reached from now on. */
  save(application: Omit<GitLabApplication, 'id'>): Promise<GitLabApplication>;
  remove(id: string): Promise<void>;
  countGrants(id: string): Promise<number>;
  addConsent(consent: PendingConsent): Promise<void>;
  /** Once: reading it removes it, and every one that is too old. */
  takeConsent(stateHash: string, now: Date): Promise<PendingConsent | null>;
  findGrant(integrationId: string): Promise<Grant | null>;
  /** Locks the row until the transaction ends. */
  findGrantForUpdate(integrationId: string): Promise<Grant | null>;
  saveGrant(grant: Grant): Promise<void>;
  removeGrant(integrationId: string): Promise<void>;
}

/** Where the secret of an application is kept. */
export function applicationSecretPlace(id: string): SecretPlace {
  return { table: 'gitlab_application', row: id, column: 'secret' };
}

/** Where the verifier (PKCE) of a consent that is under way is kept. */
export function verifierPlace(stateHash: string): SecretPlace {
  return { table: 'gitlab_consent', row: stateHash, column: 'verifier' };
}

/** Where the refresh token of a grant is kept. */
export function refreshTokenPlace(integrationId: string): SecretPlace {
  return { table: 'gitlab_grant', row: integrationId, column: 'refresh_token' };
}
