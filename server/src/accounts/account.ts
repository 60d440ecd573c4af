import type { KeysetReader } from '../keyset.js';
import type { OwnSessionStore, SessionBeginning } from './own-session.js';
import type { Limits } from './project-scope.js';

/** What an API token, or a person, may do: read, make and refresh plans, approve them, change set-up. */
export type TokenScope = 'READ' | 'PLAN' | 'APPROVE' | 'ADMIN';

export const TOKEN_SCOPES: readonly TokenScope[] = ['READ', 'PLAN', 'APPROVE', 'ADMIN'];

/** What a person is here: one who looks, one who also approves, one who also sets up. */
export type Role = 'VIEWER' | 'APPROVER' | 'ADMIN';

export const ROLES: readonly Role[] = ['VIEWER', 'APPROVER', 'ADMIN'];

const SCOPES_OF: Readonly<Record<Role, readonly TokenScope[]>> = {
  VIEWER: ['READ'],
  APPROVER: ['READ', 'PLAN', 'APPROVE'],
  ADMIN: TOKEN_SCOPES,
};

/** What a role may do. */
export function scopesOf(role: Role): readonly TokenScope[] {
  return SCOPES_OF[role];
}

/** A person who signs in. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly limitedTo: Limits;
  readonly createdAt: Date;
}

/** A program's key. Only a SHA-256 of its secret is stored; `prefix` is what a person recognises it by. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly TokenScope[];
  readonly limitedTo: Limits;
  readonly createdBy: string;
  /** The person who made it; null when that account is gone or unknown. */
  readonly accountId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Who is asking: a signed-in person or a program with a token. `name` is what the audit log says. */
export interface Viewer {
  readonly kind: 'ACCOUNT' | 'API_TOKEN';
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly scopes: readonly TokenScope[];
  /** What lies beyond does not exist for them. */
  readonly limitedTo: Limits;
  /** A person's role; null or absent for a token. */
  readonly role?: Role | null;
  /** The session of a person; null or absent for a token. */
  readonly sessionId?: string | null;
}

/** Somebody who was asked to join and has not yet. Only the hash of the link's token is stored. */
export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly limitedTo: Limits;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Who somebody is to an OpenID Connect provider: https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** A sign-in that began here and goes on at a provider. */
export interface ProviderSignIn {
  readonly browserHash: string;
  /** Where the person wanted to go: a path of the page. */
  readonly nextPath: string;
  readonly expiresAt: Date;
}

/** People, sessions and API tokens, as use cases see them. Secrets arrive and leave as hashes only. */
export interface AccountStore extends OwnSessionStore {
  countAccounts(): Promise<number>;
  /** A person's rights, which stay until the transaction ends; null: the person is gone. */
  rightsNow(accountId: string): Promise<Pick<Account, 'role' | 'limitedTo'> | null>;
  /** Null when the e-mail address is taken. */
  createAccount(account: {
    email: string;
    name: string;
    /** Null for those who sign in by OpenID Connect only. */
    passwordHash: string | null;
    role: Role;
    limitedTo: Limits;
  }): Promise<Account | null>;
  findByEmail(email: string): Promise<(Account & { readonly passwordHash: string | null }) | null>;
  createSession(session: {
    hash: string;
    accountId: string;
    createdAt: Date;
    expiresAt: Date;
    client: string | null;
    beganWith: SessionBeginning;
  }): Promise<string>;
  /** Null when it has ended, or was not used for longer than a session may rest; notes that it was used (at most once a minute). */
  useSession(hash: string, now: Date): Promise<(Account & { readonly sessionId: string }) | null>;
  deleteSession(hash: string): Promise<void>;
  replaceSetupToken(hash: string): Promise<void>;
  /** True once for the right token: using it removes it. */
  useSetupToken(hash: string): Promise<boolean>;
  createApiToken(token: {
    name: string;
    prefix: string;
    hash: string;
    scopes: readonly TokenScope[];
    /** Not limited where absent. */
    limitedTo?: Limits;
    createdBy: string;
    accountId?: string | null;
    expiresAt: Date | null;
  }): Promise<ApiToken>;
  findApiToken(id: string): Promise<ApiToken | null>;
  /** The live token with this hash; notes that it was used (at most once a minute). */
  useApiToken(hash: string, now: Date): Promise<ApiToken | null>;
  revokeApiToken(id: string, now: Date): Promise<ApiToken | null>;
  /** Newest first, for pages in both directions. */
  pagedApiTokens(): KeysetReader<ApiToken>;
  pagedAccounts(): KeysetReader<Account>;
  pagedInvitations(): KeysetReader<Invitation>;
  findApiTokens(ids: readonly string[]): Promise<readonly ApiToken[]>;
  findAccounts(ids: readonly string[]): Promise<readonly Account[]>;
  findInvitations(ids: readonly string[]): Promise<readonly Invitation[]>;
  findAccount(id: string): Promise<(Account & { readonly passwordHash: string | null }) | null>;
  /** Holds every administrator until the transaction ends, so that two cannot take the last one away. */
  lockAdministrators(): Promise<readonly string[]>;
  setRights(id: string, rights: Pick<Account, 'role' | 'limitedTo'>): Promise<void>;
  setName(id: string, name: string): Promise<void>;
  setPassword(id: string, passwordHash: string): Promise<void>;
  /** With every session; what they did stays in the audit log. */
  deleteAccount(id: string): Promise<void>;
  /** How many ended; all but the one with this hash. */
  deleteSessions(accountId: string, exceptHash: string | null): Promise<number>;
  /** The live tokens that a person made. */
  tokensOf(accountId: string, now: Date): Promise<readonly ApiToken[]>;
  /** An earlier invitation of the same address ends. */
  createInvitation(invitation: {
    email: string;
    name: string;
    role: Role;
    limitedTo: Limits;
    hash: string;
    invitedBy: string;
    /** Whose invitation it is; it ends with that account. */
    accountId: string | null;
    expiresAt: Date;
  }): Promise<Invitation>;
  /** Removes it: a link works once. Null when it is unknown or has expired. */
  useInvitation(hash: string, now: Date): Promise<Invitation | null>;
  /** The addresses that a person had invited and that have not come yet. */
  deleteInvitationsOf(accountId: string): Promise<readonly string[]>;
  deleteInvitation(id: string): Promise<Invitation | null>;
  /** Removes the live invitation of an e-mail address that its owner has shown to be theirs. */
  useInvitationOf(email: string, now: Date): Promise<Invitation | null>;
  /** The account that a person of an OpenID Connect provider is linked to. */
  findByIdentity(identity: Identity): Promise<Account | null>;
  /** False when the account is linked to another person of that provider. */
  linkIdentity(identity: Identity, accountId: string): Promise<boolean>;
  /** By the issuers of providers, where somebody may sign in. */
  issuersOf(accountId: string): Promise<readonly string[]>;
  beginProviderSignIn(begun: ProviderSignIn & { readonly stateHash: string }): Promise<void>;
  /** Removes it: a state works once. Null when it is unknown, too old, or another browser's. */
  useProviderSignIn(stateHash: string, browserHash: string, now: Date): Promise<ProviderSignIn | null>;
}
