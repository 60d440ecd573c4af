import { AppError } from '../errors.js';
import type { Account, Viewer } from './account.js';
import { type AccountDeps, accountSchema, badInput, hashToken } from './sign-in.js';

/** A person and the session that they ask with. */
export interface Own {
  readonly viewer: Viewer;
  readonly sessionToken: string;
}

/** Gives oneself another password, for which the old one is asked. Every other session ends. */
export async function changePassword(
  deps: AccountDeps,
  { viewer, sessionToken }: Own,
  input: { readonly oldPassword: string; readonly newPassword: string },
): Promise<Account> {
  const parsed = accountSchema.shape.password.safeParse(input.newPassword);
  if (!parsed.success)
    throw new AppError('BAD_INPUT', parsed.error.issues[0]?.message ?? 'The password is not right.', {
      details: { field: 'newPassword' },
    });
  const account = await deps.inTransaction(({ accounts }) => accounts.findAccount(viewer.id));
  const old = input.oldPassword.slice(0, 200);
  const isRight = await deps.passwords.verify(account?.passwordHash ?? null, old);
  if (account === null || !isRight)
    throw new AppError('FORBIDDEN', 'The present password is wrong.', { details: { field: 'oldPassword' } });
  const passwordHash = await deps.passwords.hash(parsed.data);
  await deps.inTransaction(async ({ accounts, audit }) => {
    await accounts.setPassword(viewer.id, passwordHash);
    const ended = await accounts.deleteSessions(viewer.id, hashToken(sessionToken));
    await audit.record({
      actor: viewer.name,
      action: 'account.password-changed',
      message: `${account.email} changed the password. Other sessions ended: ${ended}.`,
      subject: `account:${viewer.id}`,
      after: { endedSessions: ended },
    });
  });
  return account;
}

/** Ends every session of oneself but the one that asks; how many. */
export async function endSessions(deps: AccountDeps, { viewer, sessionToken }: Own): Promise<number> {
  return deps.inTransaction(async ({ accounts, audit }) => {
    const ended = await accounts.deleteSessions(viewer.id, hashToken(sessionToken));
    await audit.record({
      actor: viewer.name,
      action: 'account.sessions-ended',
      message: `${viewer.email ?? viewer.name} ended the other sessions: ${ended}.`,
      subject: `account:${viewer.id}`,
      after: { endedSessions: ended },
    });
    return ended;
  });
}

/** Gives oneself another name. */
export async function rename(deps: AccountDeps, viewer: Viewer, name: string): Promise<Viewer> {
  const parsed = accountSchema.pick({ name: true }).safeParse({ name });
  if (!parsed.success) throw badInput(parsed.error);
  return deps.inTransaction(async ({ accounts, audit }) => {
    await accounts.setName(viewer.id, parsed.data.name);
    await audit.record({
      actor: viewer.name,
      action: 'account.renamed',
      message: `${viewer.name} is called ${parsed.data.name} from now on.`,
      subject: `account:${viewer.id}`,
      before: { name: viewer.name },
      after: { name: parsed.data.name },
    });
    return { ...viewer, name: parsed.data.name };
  });
}
