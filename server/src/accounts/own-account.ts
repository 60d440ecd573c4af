import { AppError } from '../errors.js';
import type { Account, Viewer } from './account.js';
import type { OwnSession } from './own-session.js';
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
  const newPassword = readPassword(input.newPassword);
  const account = await deps.inTransaction(({ accounts }) => accounts.findAccount(viewer.id));
  const old = input.oldPassword.slice(0, 200);
  const isRight = await deps.passwords.verify(account?.passwordHash ?? null, old);
  if (account === null || !isRight)
    throw new AppError('FORBIDDEN', 'The present password is wrong.', { details: { field: 'oldPassword' } });
  const passwordHash = await deps.passwords.hash(newPassword);
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

/** Signing in at the provider anew is the proof that a first password takes; it holds for so long. */
const PROOF_MS = 10 * 60_000;

/**
 * Gives oneself a first password. Nobody can be asked for an old one, so the proof is a session that began at the provider just now: one that
 * was left open, or was stolen, is not enough. Every other session ends.
 */
export async function setFirstPassword(
  deps: AccountDeps,
  { viewer, sessionToken }: Own,
  given: string,
): Promise<void> {
  const password = readPassword(given);
  const [session] = await deps.inTransaction(({ accounts }) =>
    accounts.findSessions([viewer.sessionId ?? '0']),
  );
  const ageMs = deps.clock().getTime() - (session?.createdAt.getTime() ?? 0);
  if (session?.beganWith !== 'PROVIDER' || ageMs > PROOF_MS)
    throw new AppError(
      'FORBIDDEN',
      'A first password needs a proof of who you are: sign in at the provider again, then set it within 10 minutes.',
    );
  const passwordHash = await deps.passwords.hash(password);
  await deps.inTransaction(async ({ accounts, audit }) => {
    if (!(await accounts.setFirstPassword(viewer.id, passwordHash)))
      throw new AppError('CONFLICT', 'There is a password already. Change it by giving the present one.');
    const ended = await accounts.deleteSessions(viewer.id, hashToken(sessionToken));
    await audit.record({
      actor: viewer.name,
      action: 'account.password-set',
      message: `${viewer.email ?? viewer.name} set a first password. Other sessions ended: ${ended}.`,
      subject: `account:${viewer.id}`,
      after: { endedSessions: ended },
    });
  });
}

/** Ends one session of oneself. NOT_FOUND for whatever is none of one's own. */
export async function endSession(deps: AccountDeps, viewer: Viewer, id: string): Promise<OwnSession> {
  return deps.inTransaction(async ({ accounts, audit }) => {
    const session = await accounts.endSession(viewer.id, id);
    if (session === null)
      throw new AppError('NOT_FOUND', 'You have no such session.', { details: { field: 'id' } });
    const { client, createdAt, beganWith } = session;
    await audit.record({
      actor: viewer.name,
      action: 'account.session-ended',
      message: `${viewer.email ?? viewer.name} ended a session (${client ?? 'unknown client'}).`,
      subject: `account:${viewer.id}`,
      before: { client, createdAt, beganWith },
    });
    return session;
  });
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

function readPassword(given: string): string {
  const parsed = accountSchema.shape.password.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError('BAD_INPUT', parsed.error.issues[0]?.message ?? 'The password is not right.', {
    details: { field: 'newPassword' },
  });
}
