import { z } from 'zod';
import { AppError } from '../errors.js';
import type { Stores } from '../stores.js';
import {
  type Account,
  type ApiToken,
  type Invitation,
  type Role,
  ROLES,
  scopesOf,
  type Viewer,
} from './account.js';
import {
  type AccountDeps,
  accountSchema,
  badInput,
  confirmRights,
  hashToken,
  type NewSession,
  startSession,
  auditedToken,
} from './sign-in.js';

const INVITATION_MS = 7 * 24 * 3_600_000;

const invitationSchema = z.object({
  email: accountSchema.shape.email,
  name: z.string().trim().max(100, 'The name is too long.'),
  role: z.enum(ROLES),
});

/** Asks somebody to join. The token is in the answer and nowhere else; an earlier link for the address ends. */
export async function invitePerson(
  deps: AccountDeps,
  viewer: Viewer,
  input: { readonly email: string; readonly name: string; readonly role: Role },
): Promise<{ readonly invitation: Invitation; readonly token: string }> {
  const parsed = invitationSchema.safeParse(input);
  if (!parsed.success) throw badInput(parsed.error);
  const { email, name, role } = parsed.data;
  const token = deps.randomToken();
  const expiresAt = new Date(deps.clock().getTime() + INVITATION_MS);
  const invitation = await deps.inTransaction(async (stores) => {
    if ((await stores.accounts.findByEmail(email)) !== null)
      throw new AppError('CONFLICT', 'There is an account with this e-mail address already.', {
        details: { field: 'email' },
      });
    const accountId = await confirmRights(stores, viewer, ['ADMIN']);
    const hash = hashToken(token);
    const made = await stores.accounts.createInvitation({
      email,
      name,
      role,
      hash,
      invitedBy: viewer.name,
      accountId,
      expiresAt,
    });
    await stores.audit.record({
      actor: viewer.name,
      action: 'person.invited',
      message: `Invited ${email} as ${roleWord(role)}.`,
      subject: `invitation:${made.id}`,
      after: { email, name, role, expiresAt },
    });
    return made;
  });
  return { invitation, token };
}

/** Makes the account that an invitation is for, and signs it in. FORBIDDEN when the link is wrong, used or too old. */
export async function acceptInvitation(
  deps: AccountDeps,
  input: { readonly token: string; readonly name: string; readonly password: string },
  replaced: string | null,
): Promise<NewSession> {
  const parsed = accountSchema.omit({ email: true }).safeParse(input);
  if (!parsed.success) throw badInput(parsed.error);
  const { name, password } = parsed.data;
  const passwordHash = await deps.passwords.hash(password);
  const account = await deps.inTransaction(async ({ accounts, audit }) => {
    const invitation = await accounts.useInvitation(hashToken(input.token.slice(0, 200)), deps.clock());
    if (invitation === null)
      throw new AppError(
        'FORBIDDEN',
        'This invitation is wrong, was used, or is older than 7 days. Ask an administrator for a new one.',
      );
    const { email, role } = invitation;
    const made = await accounts.createAccount({ email, name, passwordHash, role });
    if (made === null)
      throw new AppError('CONFLICT', 'There is an account with this e-mail address already. Sign in.');
    await audit.record({
      actor: name,
      action: 'person.joined',
      message: `${email} accepted the invitation of ${invitation.invitedBy} as ${roleWord(role)}.`,
      subject: `account:${made.id}`,
      after: { email, name, role },
    });
    return made;
  });
  return startSession(deps, account, replaced);
}

/** Takes an invitation back: its link stops working at once. */
export async function cancelInvitation(deps: AccountDeps, viewer: Viewer, id: string): Promise<Invitation> {
  return deps.inTransaction(async ({ accounts, audit }) => {
    const removed = await accounts.deleteInvitation(id);
    if (removed === null) throw new AppError('NOT_FOUND', 'There is no such invitation.');
    await audit.record({
      actor: viewer.name,
      action: 'person.invitation-cancelled',
      message: `Took back the invitation of ${removed.email}.`,
      subject: `invitation:${id}`,
      before: { email: removed.email, name: removed.name, role: removed.role },
    });
    return removed;
  });
}

/** What was changed of a person, and the API tokens that ended with it. */
export interface ChangedPerson {
  readonly person: Account;
  readonly revokedTokens: readonly ApiToken[];
}

/**
 * Gives a person another role. Tokens that they made and that may do more than the new role are revoked; who is no administrator any more
 * invites nobody, so their invitations end.
 * STATE_FORBIDS for the last administrator.
 */
export async function updatePerson(
  deps: AccountDeps,
  viewer: Viewer,
  { id, role }: { readonly id: string; readonly role: Role },
): Promise<ChangedPerson> {
  return deps.inTransaction(async (stores) => {
    const administrators = await stores.accounts.lockAdministrators();
    const person = await existing(stores, id);
    if (person.role === role) return { person, revokedTokens: [] };
    if (role !== 'ADMIN') refuseLast(administrators, id);
    await stores.accounts.setRole(id, role);
    const allowed = scopesOf(role);
    const revokedTokens = await revokeTokens(deps, stores, {
      viewer,
      person,
      isEnding: (token) => token.scopes.some((scope) => !allowed.includes(scope)),
    });
    const ended = role === 'ADMIN' ? [] : await stores.accounts.deleteInvitationsOf(id);
    await stores.audit.record({
      actor: viewer.name,
      action: 'person.role-changed',
      message: `Made ${person.email} ${roleWord(role)}; was ${roleWord(person.role)}.${endedInvitations(ended)}`,
      subject: `account:${id}`,
      before: { role: person.role },
      after: { role, revokedTokens: revokedTokens.length },
    });
    return { person: { ...person, role }, revokedTokens };
  });
}

/** Removes a person: sessions end at once, API tokens that they made are revoked. STATE_FORBIDS for the last administrator. */
export async function removePerson(deps: AccountDeps, viewer: Viewer, id: string): Promise<ChangedPerson> {
  return deps.inTransaction(async (stores) => {
    const administrators = await stores.accounts.lockAdministrators();
    const person = await existing(stores, id);
    refuseLast(administrators, id);
    const revokedTokens = await revokeTokens(deps, stores, { viewer, person, isEnding: () => true });
    const ended = await stores.accounts.deleteInvitationsOf(id);
    await stores.accounts.deleteAccount(id);
    await stores.audit.record({
      actor: viewer.name,
      action: 'person.removed',
      message: `Removed ${person.email}, who was ${roleWord(person.role)}. API tokens revoked: ${revokedTokens.length}.${endedInvitations(ended)}`,
      subject: `account:${id}`,
      before: { email: person.email, name: person.name, role: person.role },
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

/** How a role is named in a sentence. */
function roleWord(role: Role): string {
  return { VIEWER: 'a viewer', APPROVER: 'an approver', ADMIN: 'an administrator' }[role];
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
  { accounts, audit }: Stores,
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
  const revoked: ApiToken[] = [];
  for (const token of await accounts.tokensOf(person.id, clock())) {
    if (!isEnding(token)) continue;
    const ended = await accounts.revokeApiToken(token.id, clock());
    if (ended === null) continue;
    revoked.push(ended);
    await audit.record({
      actor: viewer.name,
      action: 'api-token.revoked',
      message: `Revoked the API token “${token.name}”, made by ${person.email}.`,
      subject: `api-token:${token.id}`,
      before: auditedToken(token),
      after: auditedToken(ended),
    });
  }
  return revoked;
}
