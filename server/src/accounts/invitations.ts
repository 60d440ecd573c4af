import { z } from 'zod';
import { AppError } from '../errors.js';
import { type Invitation, type Role, ROLES, type Viewer } from './account.js';
import { chooseLimits, refuseLimitedAdministrator } from './choose-limits.js';
import type { SigningBrowser } from './own-session.js';
import type { Limits } from './project-scope.js';
import { nameLimits, sayRights } from './rights-words.js';
import {
  type AccountDeps,
  accountSchema,
  badInput,
  confirmRights,
  hashToken,
  type NewSession,
  startSession,
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
  input: {
    readonly email: string;
    readonly name: string;
    readonly role: Role;
    readonly limitedTo: Limits;
  },
): Promise<{ readonly invitation: Invitation; readonly token: string }> {
  const parsed = invitationSchema.safeParse(input);
  if (!parsed.success) throw badInput(parsed.error);
  const { email, name, role } = parsed.data;
  refuseLimitedAdministrator(role === 'ADMIN', input.limitedTo);
  const token = deps.randomToken();
  const expiresAt = new Date(deps.clock().getTime() + INVITATION_MS);
  const invitation = await deps.inTransaction(async (stores) => {
    if ((await stores.accounts.findByEmail(email)) !== null)
      throw new AppError('CONFLICT', 'There is an account with this e-mail address already.', {
        details: { field: 'email' },
      });
    const limitedTo = await chooseLimits(stores, input.limitedTo);
    const limits = await nameLimits(stores, limitedTo);
    const accountId = await confirmRights(stores, viewer, ['ADMIN']);
    const hash = hashToken(token);
    const made = await stores.accounts.createInvitation({
      email,
      name,
      role,
      limitedTo,
      hash,
      invitedBy: viewer.name,
      accountId,
      expiresAt,
    });
    await stores.audit.record({
      actor: viewer.name,
      action: 'person.invited',
      message: `Invited ${email} as ${sayRights(role, limits)}.`,
      subject: `invitation:${made.id}`,
      after: { email, name, role, limitedTo: limits, expiresAt },
    });
    return made;
  });
  return { invitation, token };
}

/** Makes the account that an invitation is for, and signs it in. FORBIDDEN when the link is wrong, used or too old. */
export async function acceptInvitation(
  deps: AccountDeps,
  input: { readonly token: string; readonly name: string; readonly password: string },
  browser: SigningBrowser,
): Promise<NewSession> {
  const parsed = accountSchema.omit({ email: true }).safeParse(input);
  if (!parsed.success) throw badInput(parsed.error);
  const { name, password } = parsed.data;
  const passwordHash = await deps.passwords.hash(password);
  const account = await deps.inTransaction(async (stores) => {
    const { accounts, audit } = stores;
    const invitation = await accounts.useInvitation(hashToken(input.token.slice(0, 200)), deps.clock());
    if (invitation === null)
      throw new AppError(
        'FORBIDDEN',
        'This invitation is wrong, was used, or is older than 7 days. Ask an administrator for a new one.',
      );
    const { email, role, limitedTo } = invitation;
    const limits = await nameLimits(stores, limitedTo);
    const made = await accounts.createAccount({ email, name, passwordHash, role, limitedTo });
    if (made === null)
      throw new AppError('CONFLICT', 'There is an account with this e-mail address already. Sign in.');
    await audit.record({
      actor: name,
      action: 'person.joined',
      message: `${email} accepted the invitation of ${invitation.invitedBy} as ${sayRights(role, limits)}.`,
      subject: `account:${made.id}`,
      after: { email, name, role, limitedTo: limits },
    });
    return made;
  });
  return startSession(deps, account, browser);
}

/** Takes an invitation back: its link stops working at once. */
export async function cancelInvitation(deps: AccountDeps, viewer: Viewer, id: string): Promise<Invitation> {
  return deps.inTransaction(async (stores) => {
    const { accounts, audit } = stores;
    const removed = await accounts.deleteInvitation(id);
    if (removed === null) throw new AppError('NOT_FOUND', 'There is no such invitation.');
    const { email, name, role } = removed;
    await audit.record({
      actor: viewer.name,
      action: 'person.invitation-cancelled',
      message: `Took back the invitation of ${email}.`,
      subject: `invitation:${id}`,
      before: { email, name, role, limitedTo: await nameLimits(stores, removed.limitedTo) },
    });
    return removed;
  });
}
