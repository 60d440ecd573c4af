import { createHash } from 'node:crypto';
import type { Stores } from '../stores.js';
import type { Account, Identity, Role } from './account.js';
import { nameLimits } from './rights-words.js';
import type { SigningBrowser } from './own-session.js';
import { type AccountDeps, accountSchema, hashToken, type NewSession, startSession } from './sign-in.js';

/** What the operator says of an OpenID Connect provider. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: string | null;
  /** On the button of the sign-in page. */
  readonly name: string;
  /** The role of those who come for the first time; null: only those who have an account or an invitation. */
  readonly signUp: Role | null;
  /** Lower case; empty: any. */
  readonly domains: readonly string[];
}

/** What ties an answer of the provider to the browser that asked: sent to it, or only its hash. */
export interface ProviderChallenge {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Who somebody is, by the provider's signed word. */
export interface ProviderPerson extends Identity {
  readonly email: string | null;
  readonly isEmailVerified: boolean;
  readonly name: string | null;
}

/** An OpenID Connect provider, for sign-in. */
export interface SignInProvider {
  readonly settings: ProviderSettings;
  /** Where a browser has to go. UNREACHABLE as a ProviderProblem. */
  authorizationUrl(challenge: ProviderChallenge, redirectUrl: string): Promise<string>;
  /** Who came back to `callback`, the whole address with code and state. */
  readPerson(challenge: ProviderChallenge, callback: URL): Promise<ProviderPerson>;
}

/** Why nobody was signed in; the sign-in page has a text for each. */
export const PROVIDER_PROBLEMS = [
  'CANCELLED',
  'TOO_LATE',
  'UNREACHABLE',
  'REFUSED',
  'UNVERIFIED',
  'DOMAIN',
  'UNKNOWN_PERSON',
  'OTHER_PERSON',
  'NO_ACCOUNTS',
  'TOO_MANY',
  'FAULT',
] as const;

/** Sign-in with a provider came to nothing, and why. */
export class ProviderProblem extends Error {
  constructor(
    readonly problem: (typeof PROVIDER_PROBLEMS)[number],
    options?: ErrorOptions,
  ) {
    super(`Sign-in with the provider: ${problem}`, options);
  }
}

const MAX_AGE_MS = 10 * 60_000;

/** The provider's name where the operator gives none. */
export function defaultProviderName(issuer: string): string {
  const { hostname } = new URL(issuer);
  return hostname === 'gitlab.com' || hostname.startsWith('gitlab.') ? 'GitLab' : hostname;
}

/** Begins a sign-in for a browser, known by the secret in its cookie; where it has to go. */
export async function beginProviderSignIn(
  deps: AccountDeps,
  provider: SignInProvider,
  asked: { readonly browser: string; readonly nextPath: string; readonly redirectUrl: string },
): Promise<string> {
  const state = deps.randomToken();
  const url = await provider.authorizationUrl(challengeOf(asked.browser, state), asked.redirectUrl);
  await deps.inTransaction(({ accounts }) =>
    accounts.beginProviderSignIn({
      stateHash: hashToken(state),
      browserHash: hashToken(asked.browser),
      nextPath: asked.nextPath,
      expiresAt: new Date(deps.clock().getTime() + MAX_AGE_MS),
    }),
  );
  return url;
}

/** Ends a sign-in that came back from the provider: the new session, and where to go. */
export async function finishProviderSignIn(
  deps: AccountDeps,
  provider: SignInProvider,
  came: {
    readonly browser: string | null;
    readonly callback: URL;
    readonly from: SigningBrowser;
  },
): Promise<{ readonly session: NewSession; readonly nextPath: string }> {
  const state = came.callback.searchParams.get('state') ?? '';
  const { browser } = came;
  if (browser === null) throw new ProviderProblem('TOO_LATE');
  const begun = await deps.inTransaction(({ accounts }) =>
    accounts.useProviderSignIn(hashToken(state), hashToken(browser), deps.clock()),
  );
  if (begun === null) throw new ProviderProblem('TOO_LATE');
  if (came.callback.searchParams.has('error')) throw new ProviderProblem('CANCELLED');
  const person = await provider.readPerson(challengeOf(browser, state), came.callback);
  const account = await deps.inTransaction((stores) => admit(deps, stores, provider.settings, person));
  return { session: await startSession(deps, account, came.from, 'PROVIDER'), nextPath: begun.nextPath };
}

/** A path of this page that may be gone to, or the start page: never another site. */
export function localPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > 2_000) return '/';
  const isPlain = [...wanted].every((char) => char > ' ' && char !== '\\' && char !== '\u007f');
  if (!isPlain || !wanted.startsWith('/') || wanted.startsWith('//')) return '/';
  if (!URL.canParse(wanted, LOCAL)) return '/';
  const { origin, pathname, search, hash } = new URL(wanted, LOCAL);
  const path = `${pathname}${search}${hash}`;
  return origin === LOCAL && !path.startsWith('//') ? path : '/';
}

const LOCAL = 'http://local.invalid';

/** By who they are to the provider; else by the e-mail address that the provider has verified; never otherwise. */
async function admit(
  { clock }: AccountDeps,
  stores: Stores,
  { domains, signUp, name: providerName }: ProviderSettings,
  person: ProviderPerson,
): Promise<Account> {
  const { accounts } = stores;
  const email = person.isEmailVerified ? verifiedAddress(person.email) : null;
  const domain = email?.slice(email.lastIndexOf('@') + 1).toLowerCase() ?? null;
  if (domains.length > 0 && (domain === null || !domains.includes(domain)))
    throw new ProviderProblem(email === null ? 'UNVERIFIED' : 'DOMAIN');
  const linked = await accounts.findByIdentity(person);
  if (linked !== null) return linked;
  if (email === null) throw new ProviderProblem('UNVERIFIED');
  if ((await accounts.countAccounts()) === 0) throw new ProviderProblem('NO_ACCOUNTS');
  const known = await accounts.findByEmail(email);
  const account = known ?? (await join(stores, { person, email, signUp, providerName, now: clock() }));
  if (!(await accounts.linkIdentity(person, account.id))) throw new ProviderProblem('OTHER_PERSON');
  await stores.audit.record({
    actor: account.name,
    action: 'account.linked',
    message: `${account.email} signs in with ${providerName} from now on.`,
    subject: `account:${account.id}`,
    after: { issuer: person.issuer, subject: person.subject },
  });
  return account;
}

async function join(
  stores: Stores,
  coming: {
    readonly person: ProviderPerson;
    readonly email: string;
    readonly signUp: Role | null;
    readonly providerName: string;
    readonly now: Date;
  },
): Promise<Account> {
  const { accounts, audit } = stores;
  const { person, email, now } = coming;
  const invitation = await accounts.useInvitationOf(email, now);
  const role = invitation?.role ?? coming.signUp;
  if (role === null) throw new ProviderProblem('UNKNOWN_PERSON');
  const limitedTo = invitation?.limitedTo ?? null;
  const given = accountSchema.shape.name.safeParse(person.name ?? invitation?.name);
  const name = given.success ? given.data : email.slice(0, 100);
  const made = await accounts.createAccount({ email, name, passwordHash: null, role, limitedTo });
  if (made === null) throw new ProviderProblem('OTHER_PERSON');
  const how = invitation === null ? '' : `, invited by ${invitation.invitedBy}`;
  await audit.record({
    actor: name,
    action: 'person.joined',
    message: `${email} came with ${coming.providerName} for the first time${how}.`,
    subject: `account:${made.id}`,
    after: { email, name, role, limitedTo: await nameLimits(stores, limitedTo) },
  });
  return made;
}

function verifiedAddress(email: string | null): string | null {
  const parsed = accountSchema.shape.email.safeParse(email);
  return parsed.success ? parsed.data : null;
}

/** From the browser's secret and the state, so that the database holds nothing that would help a thief. */
function challengeOf(browser: string, state: string): ProviderChallenge {
  const derive = (use: string) =>
    createHash('sha256').update(`${use}\n${browser}\n${state}`, 'utf8').digest('base64url');
  return { state, nonce: derive('nonce'), codeVerifier: derive('code verifier') };
}
