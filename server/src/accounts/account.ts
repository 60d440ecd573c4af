/** What an API token, or a person, may do: read, make and refresh plans, approve them, change set-up. */
export type TokenScope = 'READ' | 'PLAN' | 'APPROVE' | 'ADMIN';

export const TOKEN_SCOPES: readonly TokenScope[] = ['READ', 'PLAN', 'APPROVE', 'ADMIN'];

/** A person who signs in. Every account has every scope until roles come. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly createdAt: Date;
}

/** A program's key. Only a SHA-256 of its secret is stored; `prefix` is what a person recognises it by. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly TokenScope[];
  readonly createdBy: string;
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
}

/** People, sessions and API tokens, as use cases see them. Secrets arrive and leave as hashes only. */
export interface AccountStore {
  countAccounts(): Promise<number>;
  /** Null when the e-mail address is taken. */
  createAccount(account: { email: string; name: string; passwordHash: string }): Promise<Account | null>;
  findByEmail(email: string): Promise<(Account & { readonly passwordHash: string }) | null>;
  createSession(session: { hash: string; accountId: string; expiresAt: Date }): Promise<void>;
  findSessionAccount(hash: string, now: Date): Promise<Account | null>;
  deleteSession(hash: string): Promise<void>;
  replaceSetupToken(hash: string): Promise<void>;
  /** True once for the right token: using it removes it. */
  useSetupToken(hash: string): Promise<boolean>;
  createApiToken(token: {
    name: string;
    prefix: string;
    hash: string;
    scopes: readonly TokenScope[];
    createdBy: string;
    expiresAt: Date | null;
  }): Promise<ApiToken>;
  findApiToken(id: string): Promise<ApiToken | null>;
  /** The live token with this hash; notes that it was used (at most once a minute). */
  useApiToken(hash: string, now: Date): Promise<ApiToken | null>;
  revokeApiToken(id: string, now: Date): Promise<ApiToken | null>;
  listApiTokens(page: { first: number; beforeId: string | null }): Promise<readonly ApiToken[]>;
  countApiTokens(cap: number): Promise<number>;
}
