import type { EntityManager } from 'typeorm';
import { sqlStateOf } from '../db/transaction.js';
import { createAccountLists } from './account-lists.store.js';
import { createIdentities } from './identities.store.js';
import { createOwnSessions } from './own-sessions.store.js';
import { SESSION_REST_MS } from './session-life.js';
import { AccountEntity, ApiTokenEntity, InvitationEntity } from './account.entity.js';
import type { Account, AccountStore, Invitation } from './account.js';

const UNIQUE_VIOLATION = '23505';

/** People, sessions and API tokens in Postgres. */
export function createAccountStore(manager: EntityManager): AccountStore {
  const accounts = manager.getRepository(AccountEntity);
  const tokens = manager.getRepository(ApiTokenEntity);
  return {
    ...createAccountLists(manager),
    ...createInvitations(manager),
    ...createPeople(manager),
    ...createIdentities(manager),
    ...createOwnSessions(manager),
    countAccounts: () => accounts.count(),
    async rightsNow(accountId) {
      const rows: Pick<Account, 'role' | 'limitedTo'>[] = await manager.query(
        'SELECT role, limited_to AS "limitedTo" FROM account WHERE id = $1 FOR SHARE',
        [accountId],
      );
      return rows[0] ?? null;
    },
    async createAccount(account) {
      try {
        const made = await accounts.insert(account);
        return await accounts.findOneByOrFail({ id: String(made.identifiers[0]?.['id']) });
      } catch (error) {
        if (sqlStateOf(error) === UNIQUE_VIOLATION) return null;
        throw error;
      }
    },
    findByEmail: (email) =>
      accounts
        .createQueryBuilder('account')
        .addSelect('account.passwordHash')
        .where('lower(account.email) = lower(:email)', { email })
        .getOne(),
    async createSession({ hash, accountId, createdAt, expiresAt, client, beganWith }) {
      const [made]: { id: string }[] = await manager.query(
        `INSERT INTO session (hash, account_id, created_at, expires_at, client, began_with) VALUES ($1, $2, $3, $4, $5, $6)
         RETURNING id::text AS id`,
        [hash, accountId, createdAt, expiresAt, client, beganWith],
      );
      await manager.query(
        `DELETE FROM session WHERE expires_at < now() OR last_used_at < now() - $1 * interval '1 millisecond'`,
        [SESSION_REST_MS],
      );
      return made?.id ?? '';
    },
    async useSession(hash, now) {
      const { entities, raw } = await accounts
        .createQueryBuilder('account')
        .addSelect('session.id', 'session_id')
        .innerJoin('session', 'session', 'session.account_id = account.id')
        .where('session.hash = :hash AND session.expires_at > :now AND session.last_used_at > :rested', {
          hash,
          now,
          rested: new Date(now.getTime() - SESSION_REST_MS),
        })
        .getRawAndEntities<{ session_id: string }>();
      const [account] = entities;
      if (account !== undefined)
        await manager.query('UPDATE session SET last_used_at = $2 WHERE hash = $1 AND last_used_at < $3', [
          hash,
          now,
          new Date(now.getTime() - 60_000),
        ]);
      return account === undefined ? null : { ...account, sessionId: raw[0]?.session_id ?? '' };
    },
    async deleteSession(hash) {
      await manager.query('DELETE FROM session WHERE hash = $1', [hash]);
    },
    async replaceSetupToken(hash) {
      await manager.query('DELETE FROM setup_token');
      await manager.query('INSERT INTO setup_token (hash) VALUES ($1)', [hash]);
    },
    async useSetupToken(hash) {
      const [, removed]: [unknown, number] = await manager.query('DELETE FROM setup_token WHERE hash = $1', [
        hash,
      ]);
      return removed === 1;
    },
    async createApiToken(token) {
      const made = await tokens.insert({ ...token, scopes: [...token.scopes] });
      return tokens.findOneByOrFail({ id: String(made.identifiers[0]?.['id']) });
    },
    findApiToken: (id) => tokens.findOneBy({ id }),
    async useApiToken(hash, now) {
      const token = await tokens
        .createQueryBuilder('token')
        .where(
          'token.hash = :hash AND token.revoked_at IS NULL AND (token.expires_at IS NULL OR token.expires_at > :now)',
          {
            hash,
            now,
          },
        )
        .getOne();
      if (
        token !== null &&
        (token.lastUsedAt === null || now.getTime() - token.lastUsedAt.getTime() > 60_000)
      ) {
        await tokens.update({ id: token.id }, { lastUsedAt: now });
      }
      return token;
    },
    async revokeApiToken(id, now) {
      await manager.query('UPDATE api_token SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1', [
        id,
        now,
      ]);
      return tokens.findOneBy({ id });
    },
  };
}

type People = Pick<
  AccountStore,
  | 'findAccount'
  | 'lockAdministrators'
  | 'setRights'
  | 'setName'
  | 'setPassword'
  | 'deleteAccount'
  | 'deleteSessions'
  | 'tokensOf'
>;

function createPeople(manager: EntityManager): People {
  const accounts = manager.getRepository(AccountEntity);
  return {
    findAccount: (id) =>
      accounts
        .createQueryBuilder('account')
        .addSelect('account.passwordHash')
        .where('account.id = :id', { id })
        .getOne(),
    async lockAdministrators() {
      const rows: { id: string }[] = await manager.query(
        `SELECT id FROM account WHERE role = 'ADMIN' ORDER BY id FOR UPDATE`,
      );
      return rows.map(({ id }) => id);
    },
    async setRights(id, { role, limitedTo }) {
      await accounts.update({ id }, { role, limitedTo });
    },
    async setName(id, name) {
      await accounts.update({ id }, { name });
    },
    async setPassword(id, passwordHash) {
      await accounts.update({ id }, { passwordHash });
    },
    async deleteAccount(id) {
      await accounts.delete({ id });
    },
    async deleteSessions(accountId, exceptHash) {
      const [, removed]: [unknown, number] = await manager.query(
        'DELETE FROM session WHERE account_id = $1 AND ($2::text IS NULL OR hash <> $2)',
        [accountId, exceptHash],
      );
      return removed;
    },
    tokensOf: (accountId, now) =>
      manager
        .getRepository(ApiTokenEntity)
        .createQueryBuilder('token')
        .where('token.account_id = :accountId AND token.revoked_at IS NULL', { accountId })
        .andWhere('(token.expires_at IS NULL OR token.expires_at > :now)', { now })
        .orderBy('token.id')
        .getMany(),
  };
}

type Invitations = Pick<
  AccountStore,
  'createInvitation' | 'useInvitation' | 'deleteInvitation' | 'deleteInvitationsOf'
>;

function createInvitations(manager: EntityManager): Invitations {
  const invitations = manager.getRepository(InvitationEntity);
  return {
    async createInvitation({ email, name, role, limitedTo, hash, invitedBy, accountId, expiresAt }) {
      const rows: { id: string }[] = await manager.query(
        `INSERT INTO account_invitation (email, name, role, hash, invited_by, account_id, expires_at, limited_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (lower(email)) DO UPDATE SET email = excluded.email, name = excluded.name, role = excluded.role, hash = excluded.hash,
           invited_by = excluded.invited_by, account_id = excluded.account_id, created_at = now(), expires_at = excluded.expires_at,
           limited_to = excluded.limited_to
         RETURNING id`,
        [email, name, role, hash, invitedBy, accountId, expiresAt, limitedTo && JSON.stringify(limitedTo)],
      );
      return invitations.findOneByOrFail({ id: rows[0]?.id ?? '' });
    },
    async useInvitation(hash, now) {
      const found: Invitation | null = await invitations
        .createQueryBuilder('invitation')
        .where('invitation.hash = :hash AND invitation.expires_at > :now', { hash, now })
        .setLock('pessimistic_write')
        .getOne();
      if (found !== null) await invitations.delete({ id: found.id });
      return found;
    },
    async deleteInvitationsOf(accountId) {
      const [removed]: [{ email: string }[], number] = await manager.query(
        'DELETE FROM account_invitation WHERE account_id = $1 RETURNING email',
        [accountId],
      );
      return removed.map(({ email }) => email).toSorted();
    },
    async deleteInvitation(id) {
      const found = await invitations.findOneBy({ id });
      if (found !== null) await invitations.delete({ id });
      return found;
    },
  };
}
