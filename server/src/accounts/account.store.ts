import type { EntityManager } from 'typeorm';
import { cappedCount } from '../db/query.js';
import { sqlStateOf } from '../db/transaction.js';
import { AccountEntity, ApiTokenEntity } from './account.entity.js';
import type { AccountStore } from './account.js';

const UNIQUE_VIOLATION = '23505';

/** People, sessions and API tokens in Postgres. */
export function createAccountStore(manager: EntityManager): AccountStore {
  const accounts = manager.getRepository(AccountEntity);
  const tokens = manager.getRepository(ApiTokenEntity);
  return {
    countAccounts: () => accounts.count(),
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
    async createSession({ hash, accountId, expiresAt }) {
      await manager.query('INSERT INTO session (hash, account_id, expires_at) VALUES ($1, $2, $3)', [
        hash,
        accountId,
        expiresAt,
      ]);
      await manager.query('DELETE FROM session WHERE expires_at < now()');
    },
    findSessionAccount: (hash, now) =>
      accounts
        .createQueryBuilder('account')
        .innerJoin('session', 'session', 'session.account_id = account.id')
        .where('session.hash = :hash AND session.expires_at > :now', { hash, now })
        .getOne(),
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
    listApiTokens: ({ first, beforeId }) =>
      tokens
        .createQueryBuilder('token')
        .where(beforeId === null ? 'true' : 'token.id < :beforeId', { beforeId })
        .orderBy('token.id', 'DESC')
        .take(first)
        .getMany(),
    countApiTokens: (cap) => cappedCount(manager, 'SELECT 1 FROM api_token', [], cap),
  };
}
