import type { KeysetReader } from '../keyset.js';
import type { ErrorCode } from '../errors.js';

export type IntegrationState =
  'CONNECTING' | 'CONNECTED' | 'DEGRADED' | 'EXPIRED' | 'REVOKED' | 'DISCONNECTED';

export type ConnectionCheckName =
  | 'ADDRESS'
  | 'GITLAB'
  | 'TOKEN'
  | 'EXPIRY'
  | 'ACCOUNT'
  | 'VERSION'
  | 'SCOPE_API'
  | 'SCOPE_READ_REPOSITORY'
  | 'SCOPE_WRITE_REPOSITORY'
  | 'PROJECTS';

export type CheckState = 'RUNNING' | 'PASSED' | 'WARNED' | 'FAILED' | 'SKIPPED';

/** One step of verifying a connection: what is, and, when it is not well, what to do. */
export interface ConnectionCheck {
  readonly name: ConnectionCheckName;
  readonly label: string;
  readonly state: CheckState;
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly remedy: string | null;
}

export interface IntegrationAccount {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly webUrl: string;
  readonly isBot: boolean;
  readonly isAdmin: boolean;
}

/** Whose token it is, or OAUTH where a person consented on GitLab's page. */
export type TokenKind = 'PERSONAL' | 'PROJECT' | 'GROUP' | 'SERVICE_ACCOUNT' | 'OAUTH';

/** What GitLab says of the token; never the token. `expiresAt` is `YYYY-MM-DD`, dead from 00:00 UTC of that day. */
export interface IntegrationToken {
  readonly name: string | null;
  /** Absent where it was verified before kinds were told apart. */
  readonly kind?: TokenKind;
  readonly scopes: readonly string[];
  readonly expiresAt: string | null;
}

export interface IntegrationWarning {
  readonly code:
    | 'PERSONAL_TOKEN'
    | 'ADMIN_TOKEN'
    | 'TOKEN_EXPIRES_SOON'
    | 'TOKEN_NEVER_EXPIRES'
    | 'API_COVERS_SCOPE'
    | 'NO_WRITABLE_PROJECT';
  readonly message: string;
  /** Of a token that expires soon. */
  readonly daysLeft?: number;
}

/** What a person set for an integration. Secrets (a proxy's password) are not part of it. */
export interface IntegrationSettings {
  /** Full paths of groups; where there are any, only projects in and below them are worked on. */
  readonly allowGroups: readonly string[];
  /** Full paths of groups whose projects are left alone, stronger than the allowed ones. */
  readonly denyGroups: readonly string[];
  /** Whether Backline makes webhooks where the token may (Maintainer). */
  readonly makesWebhooks: boolean;
  /** `http://host:port` of a proxy through which this GitLab is reached, without user and password; null: none. */
  readonly proxyUrl: string | null;
  /** Certificate authorities (PEM) that this GitLab's certificate may come from, besides the usual ones. */
  readonly caPem: string | null;
}

/** What holds where nothing was set. */
export const DEFAULT_SETTINGS: IntegrationSettings = {
  allowGroups: [],
  denyGroups: [],
  makesWebhooks: false,
  proxyUrl: null,
  caPem: null,
};

/** One connected GitLab: address, whose token, its scopes and expiry, and how it is. */
export interface Integration {
  readonly id: string;
  readonly kind: 'GITLAB';
  readonly name: string;
  /** Origin and optional relative root, no trailing slash. */
  readonly baseUrl: string;
  readonly state: IntegrationState;
  readonly stateReason: string | null;
  readonly account: IntegrationAccount | null;
  readonly gitlabVersion: string | null;
  readonly token: IntegrationToken | null;
  readonly warnings: readonly IntegrationWarning[];
  readonly checks: readonly ConnectionCheck[];
  readonly settings: IntegrationSettings;
  readonly lastSyncedAt: Date | null;
  readonly lastVerifiedAt: Date | null;
  readonly createdAt: Date;
}

/** The fields that verifying writes. */
export interface VerifiedConnection {
  readonly account: IntegrationAccount;
  readonly gitlabVersion: string;
  readonly token: IntegrationToken;
  readonly warnings: readonly IntegrationWarning[];
  readonly checks: readonly ConnectionCheck[];
}

export interface IntegrationStore {
  find(id: string): Promise<Integration | null>;
  findMany(ids: readonly string[]): Promise<readonly Integration[]>;
  /** Locks the row until the transaction ends. */
  findForUpdate(id: string): Promise<Integration | null>;
  /** Until the transaction ends nobody else connects this account of this GitLab. */
  lockAccount(baseUrl: string, accountId: number): Promise<void>;
  /** The one with this address and GitLab account, whatever its state. */
  findByAccount(baseUrl: string, accountId: number): Promise<Integration | null>;
  list(page: { first: number; afterId: string | null }): Promise<readonly Integration[]>;
  count(cap: number): Promise<number>;
  /** Oldest first, for pages in both directions. */
  paged(): KeysetReader<Integration>;
  listConnected(): Promise<readonly Integration[]>;
  create(
    integration: {
      name: string;
      baseUrl: string;
      /** The default ones where absent. */
      settings?: IntegrationSettings;
      now: Date;
    } & VerifiedConnection,
  ): Promise<Integration>;
  /** State becomes CONNECTED; a name that is given replaces the old one. */
  saveVerified(
    id: string,
    now: Date,
    connection: VerifiedConnection,
    name?: string | null,
  ): Promise<Integration>;
  saveState(
    id: string,
    state: IntegrationState,
    reason: string | null,
    checks?: readonly ConnectionCheck[],
  ): Promise<Integration>;
  /** What is known of the token that took the place of another one. */
  saveToken(id: string, token: IntegrationToken): Promise<Integration>;
  /** All of the settings; what they were is lost. */
  saveSettings(id: string, settings: IntegrationSettings): Promise<Integration>;
  markSynced(id: string, now: Date): Promise<void>;
  counts(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly projects: number; readonly writable: number }>>;
}

/** The lane of the jobs that talk to this integration's GitLab. */
export function integrationLane(integrationId: string): string {
  return `integration:${integrationId}`;
}
