import type { KeysetReader } from '../keyset.js';

/** How a session began: with a password (an invitation or the first account too), or at an OpenID Connect provider. */
export type SessionBeginning = 'PASSWORD' | 'PROVIDER';

/** The browser that somebody signs in with: the secret of the session that it had, and what its owner recognises it by. */
export interface SigningBrowser {
  readonly token: string | null;
  readonly client: string | null;
}

/** A session as its owner sees it. The id says nothing of the secret. */
export interface OwnSession {
  readonly id: string;
  readonly accountId: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  /** Such as `Firefox on Linux`; null where it is not known. */
  readonly client: string | null;
  readonly beganWith: SessionBeginning | null;
}

/** Sessions that are alive, and passwords, as their owners see and change them. */
export interface OwnSessionStore {
  /** Of each account, newest first. */
  pagedSessions(): KeysetReader<OwnSession>;
  findSessions(ids: readonly string[]): Promise<readonly OwnSession[]>;
  /** Null when the account has no such session. */
  endSession(accountId: string, id: string): Promise<OwnSession | null>;
  hasPassword(accountId: string): Promise<boolean>;
  /** False when there is a password already. */
  setFirstPassword(accountId: string, passwordHash: string): Promise<boolean>;
}
