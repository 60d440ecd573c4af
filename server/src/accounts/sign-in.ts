import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import type { InTransaction, Stores } from '../stores.js';
import { intersectLimits, isWithin, type Limits } from './project-scope.js';
import { type Account, scopesOf, type TokenScope, type Viewer } from './account.js';
import type { SessionBeginning, SigningBrowser } from './own-session.js';
import { SESSION_MS } from './session-life.js';

/** Slow hashing of passwords. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Null stands for somebody who has no password or is not known: false, after the same work. */
  verify(hash: string | null, password: string): Promise<boolean>;
}

/** What signing in needs; `randomToken` gives 32 random bytes as base64url. */
export interface AccountDeps {
  readonly inTransaction: InTransaction;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly randomToken: () => string;
}

/** A new session: the token goes into the cookie, only its hash is stored. */
export interface NewSession {
  readonly viewer: Viewer;
  readonly token: string;
  readonly expiresAt: Date;
}

/** What an account is made of, and what is said of each part that is wrong. */
export const accountSchema = z.object({
  email: z.email('This is not an e-mail address.').max(254),
  name: z.string().trim().min(1, 'Give a name.').max(100),
  password: z
    .string()
    .min(12, 'The password needs at least 12 characters.')
    .max(200, 'The password is too long.'),
});

/** Makes the first account with the one-time token printed at start, and signs in. FORBIDDEN when the token is wrong or used. */
export async function createFirstAccount(
  deps: AccountDeps,
  input: {
    readonly setupToken: string;
    readonly email: string;
    readonly name: string;
    readonly password: string;
  },
  browser: SigningBrowser,
): Promise<NewSession> {
  const parsed = accountSchema.safeParse(input);
  if (!parsed.success) throw badInput(parsed.error);
  const { email, name, password } = parsed.data;
  const passwordHash = await deps.passwords.hash(password);
  const account = await deps.inTransaction(async (stores) => {
    if ((await stores.accounts.countAccounts()) > 0)
      throw new AppError('FORBIDDEN', 'The first account is made already. Sign in.');
    if (!(await stores.accounts.useSetupToken(hashToken(input.setupToken)))) {
      throw new AppError(
        'FORBIDDEN',
        'This link is wrong or was used. Start Backline again: it prints a new one.',
      );
    }
    const made = await stores.accounts.createAccount({
      email,
      name,
      passwordHash,
      role: 'ADMIN',
      limitedTo: null,
    });
    if (made === null)
      throw new AppError('CONFLICT', 'There is an account with this e-mail address already.');
    await stores.audit.record({
      actor: name,
      action: 'account.created',
      message: `Made the first account, ${email}.`,
      subject: `account:${made.id}`,
      after: { email, name, role: made.role },
    });
    return made;
  });
  return startSession(deps, account, browser);
}

/** Signs in with e-mail address and password. UNAUTHENTICATED says nothing about which of the two was wrong. */
export async function signIn(
  deps: AccountDeps,
  input: { readonly email: string; readonly password: string },
  browser: SigningBrowser,
): Promise<NewSession> {
  const account = await deps.inTransaction((stores) =>
    stores.accounts.findByEmail(input.email.slice(0, 254)),
  );
  const password = input.password.slice(0, 200);
  // For an unknown address the same is worked out, so that both answers take as long.
  const isRight = await deps.passwords.verify(account?.passwordHash ?? null, password);
  if (account === null || !isRight) {
    throw new AppError('UNAUTHENTICATED', 'E-mail address or password is wrong.');
  }
  return startSession(deps, account, browser);
}

/** Ends a session; unknown ones too. */
export async function signOut(
  { inTransaction, clock }: Pick<AccountDeps, 'inTransaction' | 'clock'>,
  token: string,
): Promise<void> {
  await inTransaction(async ({ accounts, audit }) => {
    const account = await accounts.useSession(hashToken(token), clock());
    await accounts.deleteSession(hashToken(token));
    if (account === null) return;
    await audit.record({
      actor: account.name,
      action: 'account.signed-out',
      message: `${account.email} signed out.`,
      subject: `account:${account.id}`,
    });
  });
}

/** Who a session cookie or a bearer token stands for; null when nobody. */
export async function findViewer(
  { inTransaction, clock }: Pick<AccountDeps, 'inTransaction' | 'clock'>,
  credentials: { readonly session: string | null; readonly bearer: string | null },
): Promise<Viewer | null> {
  const { session, bearer } = credentials;
  if (bearer !== null) {
    return inTransaction(async ({ accounts }) => {
      const token = await accounts.useApiToken(hashToken(bearer), clock());
      if (token === null) return null;
      const [maker] = token.accountId === null ? [] : await accounts.findAccounts([token.accountId]);
      const { id, name, scopes } = token;
      return {
        kind: 'API_TOKEN',
        id,
        name: `token ${name}`,
        email: null,
        // A token may never do more, nor see more, than the person who made it may now.
        scopes: maker === undefined ? scopes : scopes.filter((scope) => scopesOf(maker.role).includes(scope)),
        limitedTo: intersectLimits(token.limitedTo, maker?.limitedTo ?? null),
        role: null,
      };
    });
  }
  if (session === null) return null;
  const account = await inTransaction((stores) => stores.accounts.useSession(hashToken(session), clock()));
  return account === null ? null : viewerOf(account, account.sessionId);
}

/**
 * Whose account stands behind a viewer, null for none. It keeps its rights until the transaction ends; FORBIDDEN where they were taken
 * away, or its token ended, since the request began: what is made now, and sees as much as `limitedTo`, must not outlive that.
 */
export async function confirmRights(
  { accounts }: Pick<Stores, 'accounts'>,
  viewer: Viewer,
  scopes: readonly TokenScope[],
  limitedTo: Limits = null,
): Promise<string | null> {
  const token = viewer.kind === 'API_TOKEN' ? await accounts.findApiToken(viewer.id) : null;
  const accountId = viewer.kind === 'ACCOUNT' ? viewer.id : (token?.accountId ?? null);
  if (accountId === null) return null;
  const rights = (token?.revokedAt ?? null) === null ? await accounts.rightsNow(accountId) : null;
  const allowed = rights === null ? [] : scopesOf(rights.role);
  const isAllowed = scopes.every((scope) => allowed.includes(scope));
  if (isAllowed && isWithin(limitedTo, rights?.limitedTo ?? null)) return accountId;
  throw new AppError('FORBIDDEN', 'The role that this needs was taken away meanwhile. Ask an administrator.');
}

/** A new one-time token for the first account; null when there is an account already. */
export async function makeSetupToken({ inTransaction, randomToken }: AccountDeps): Promise<string | null> {
  const token = randomToken();
  return inTransaction(async (stores) => {
    if ((await stores.accounts.countAccounts()) > 0) return null;
    await stores.accounts.replaceSetupToken(hashToken(token));
    return token;
  });
}

/** How random tokens are stored: SHA-256, for they have 256 random bits. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

/** Signs an account in whose right to it was shown. The session that the browser had until now (its token) ends. */
export async function startSession(
  deps: AccountDeps,
  account: Account,
  browser: SigningBrowser,
  beganWith: SessionBeginning = 'PASSWORD',
): Promise<NewSession> {
  const token = deps.randomToken();
  const createdAt = deps.clock();
  const expiresAt = new Date(createdAt.getTime() + SESSION_MS);
  const sessionId = await deps.inTransaction(async (stores) => {
    if (browser.token !== null) await stores.accounts.deleteSession(hashToken(browser.token));
    const id = await stores.accounts.createSession({
      hash: hashToken(token),
      accountId: account.id,
      createdAt,
      expiresAt,
      client: browser.client,
      beganWith,
    });
    await stores.audit.record({
      actor: account.name,
      action: 'account.signed-in',
      message: `${account.email} signed in.`,
      subject: `account:${account.id}`,
    });
    return id;
  });
  return { viewer: viewerOf(account, sessionId), token, expiresAt };
}

function viewerOf(account: Account, sessionId: string): Viewer {
  return {
    kind: 'ACCOUNT',
    id: account.id,
    name: account.name,
    email: account.email,
    scopes: scopesOf(account.role),
    limitedTo: account.limitedTo,
    role: account.role,
    sessionId,
  };
}

/** BAD_INPUT with the first thing that is wrong. */
export function badInput(error: z.ZodError): AppError {
  const issue = error.issues[0];
  return new AppError('BAD_INPUT', issue?.message ?? 'The input is not right.', {
    details: { field: String(issue?.path[0] ?? '') },
  });
}
