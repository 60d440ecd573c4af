import { AppError } from '../errors.js';
import type { Stores } from '../stores.js';
import { type Account, type ApiToken, type Role, scopesOf, type Viewer } from './account.js';
import { auditedToken } from './api-tokens.js';
import { chooseLimits, refuseLimitedAdministrator } from './choose-limits.js';
import { isWithin, type Limits } from './project-scope.js';
import { nameLimits, roleWord, sayLimits } from './rights-words.js';
import { type AccountDeps, accountSchema, badInput, confirmRights } from './sign-in.js';

/** What was changed of a person, and the API tokens that ended with it. */
export interface ChangedPerson {
  readonly person: Account;
  readonly revokedTokens: readonly ApiToken[];
}

/** What a person may do and see from now on; what is not given stays as it is. */
export interface WantedRights {
  readonly role?: Role | null;
  /** Null: everything. */
  readonly limitedTo?: Limits | undefined;
}

/**
 * Gives a person another role, or other limits. Tokens that they made and that may do more than the new role are revoked, and none sees
 * more than they do; who is no administrator any more invites nobody, so their invitations end.
 * STATE_FORBIDS for the last administrator, and for who is limited and is to administer, unless the limits are taken away with it.
 */
export async function updatePerson(
  deps: AccountDeps,
  viewer: Viewer,
  { id, ...wanted }: WantedRights & { readonly id: string },
): Promise<ChangedPerson> {
  return deps.inTransaction(async (stores) => {
    const administrators = await stores.accounts.lockAdministrators();
    const person = await existing(stores, id);
    await confirmRights(stores, viewer, ['ADMIN']);
    const rights = await chooseRights(stores, person, wanted);
    const { role, limitedTo } = rights;
    const isRoleNew = person.role !== role;
    if (!isRoleNew && isSame(person.limitedTo, limitedTo)) return { person, revokedTokens: [] };
    if (role !== 'ADMIN') refuseLast(administrators, id);
    await stores.accounts.setRights(id, rights);
    const allowed = scopesOf(role);
    const revokedTokens = await revokeTokens(deps, stores, {
      viewer,
      person,
      isEnding: (token) => token.scopes.some((scope) => !allowed.includes(scope)),
    });
    const ended = role === 'ADMIN' ? [] : await stores.accounts.deleteInvitationsOf(id);
    const before = await nameLimits(stores, person.limitedTo);
    const after = await nameLimits(stores, limitedTo);
    await stores.audit.record({
      actor: viewer.name,
      action: isRoleNew ? 'person.role-changed' : 'person.limits-changed',
      message: `${describeChange(person, rights, { before, after })}${endedInvitations(ended)}`,
      subject: `account:${id}`,
      before: { role: person.role, limitedTo: before },
      after: { role, limitedTo: after, revokedTokens: revokedTokens.length },
    });
    return { person: { ...person, ...rights }, revokedTokens };
  });
}

/** Removes a person: sessions end at once, API tokens that they made are revoked. STATE_FORBIDS for the last administrator. */
export async function removePerson(deps: AccountDeps, viewer: Viewer, id: string): Promise<ChangedPerson> {
  return deps.inTransaction(async (stores) => {
    const administrators = await stores.accounts.lockAdministrators();
    const person = await existing(stores, id);
    refuseLast(administrators, id);
    await confirmRights(stores, viewer, ['ADMIN']);
    const revokedTokens = await revokeTokens(deps, stores, { viewer, person, isEnding: () => true });
    const ended = await stores.accounts.deleteInvitationsOf(id);
    await stores.accounts.deleteAccount(id);
    await stores.audit.record({
      actor: viewer.name,
      action: 'person.removed',
      message: `Removed ${person.email}, who was ${roleWord(person.role)}. API tokens revoked: ${revokedTokens.length}.${endedInvitations(ended)}`,
      subject: `account:${id}`,
      before: {
        email: person.email,
        name: person.name,
        role: person.role,
        limitedTo: await nameLimits(stores, person.limitedTo),
      },
    });
    return { person, revokedTokens };
  });
}

/**
 * Gives a person a new password, for who has the server but cannot sign in any more. Every session of theirs ends. NOT_FOUND for
 * an address that nobody has, BAD_INPUT for a password that is too short.
 */
export async function resetPassword(
  deps: AccountDeps,
  actor: string,
  input: { readonly email: string; readonly password: string },
): Promise<Account> {
  const parsed = accountSchema.pick({ password: true }).safeParse(input);
  if (!parsed.success) throw badInput(parsed.error);
  const passwordHash = await deps.passwords.hash(parsed.data.password);
  return deps.inTransaction(async ({ accounts, audit }) => {
    const person = await accounts.findByEmail(input.email.slice(0, 254));
    if (person === null)
      throw new AppError('NOT_FOUND', 'Nobody has this e-mail address.', { details: { field: 'email' } });
    await accounts.setPassword(person.id, passwordHash);
    const ended = await accounts.deleteSessions(person.id, null);
    await audit.record({
      actor,
      action: 'account.password-reset',
      message: `Gave ${person.email} a new password. Sessions ended: ${ended}.`,
      subject: `account:${person.id}`,
    });
    return person;
  });
}

/** What the audit log says of invitations that ended with the rights of who made them. */
function endedInvitations(emails: readonly string[]): string {
  return emails.length === 0 ? '' : ` Their invitations ended: ${emails.join(', ')}.`;
}

async function chooseRights(
  stores: Stores,
  person: Account,
  wanted: WantedRights,
): Promise<Pick<Account, 'role' | 'limitedTo'>> {
  const role = wanted.role ?? person.role;
  if (wanted.limitedTo !== undefined) {
    refuseLimitedAdministrator(role === 'ADMIN', wanted.limitedTo);
    return { role, limitedTo: await chooseLimits(stores, wanted.limitedTo) };
  }
  if (role === 'ADMIN' && person.limitedTo !== null)
    throw new AppError(
      'STATE_FORBIDS',
      'This person is limited, and an administrator sees everything. Take the limits away in the same step.',
      { details: { field: 'limitedTo' } },
    );
  return { role, limitedTo: person.limitedTo };
}

function isSame(left: Limits, right: Limits): boolean {
  return isWithin(left, right) && isWithin(right, left);
}

function describeChange(
  person: Account,
  { role, limitedTo }: Pick<Account, 'role' | 'limitedTo'>,
  names: { readonly before: readonly string[] | null; readonly after: readonly string[] | null },
): string {
  const made =
    person.role === role ? '' : `Made ${person.email} ${roleWord(role)}; was ${roleWord(person.role)}.`;
  const seen = isSame(person.limitedTo, limitedTo)
    ? ''
    : `${made === '' ? person.email : 'They'} ${made === '' ? 'sees' : 'see'} ${sayLimits(names.after)} from now on; saw ${sayLimits(names.before)}.`;
  return [made, seen].filter((sentence) => sentence !== '').join(' ');
}

async function existing({ accounts }: Stores, id: string): Promise<Account> {
  const person = await accounts.findAccount(id);
  if (person === null) throw new AppError('NOT_FOUND', 'There is no such person.');
  const { email, name, role, limitedTo, createdAt } = person;
  return { id, email, name, role, limitedTo, createdAt };
}

function refuseLast(administrators: readonly string[], id: string): void {
  if (administrators.length > 1 || !administrators.includes(id)) return;
  throw new AppError(
    'STATE_FORBIDS',
    'This is the last administrator. Make somebody else an administrator first.',
  );
}

async function revokeTokens(
  { clock }: AccountDeps,
  stores: Stores,
  {
    viewer,
    person,
    isEnding,
  }: {
    readonly viewer: Viewer;
    readonly person: Account;
    readonly isEnding: (token: ApiToken) => boolean;
  },
): Promise<readonly ApiToken[]> {
  const { accounts, audit } = stores;
  const revoked: ApiToken[] = [];
  for (const token of await accounts.tokensOf(person.id, clock())) {
    if (!isEnding(token)) continue;
    const ended = await accounts.revokeApiToken(token.id, clock());
    if (ended === null) continue;
    revoked.push(ended);
    const limits = await nameLimits(stores, token.limitedTo);
    await audit.record({
      actor: viewer.name,
      action: 'api-token.revoked',
      message: `Revoked the API token “${token.name}”, made by ${person.email}.`,
      subject: `api-token:${token.id}`,
      before: auditedToken(token, limits),
      after: auditedToken(ended, limits),
    });
  }
  return revoked;
}
