import type { EntityManager } from 'typeorm';
import { createKeysetReader } from '../db/keyset.store.js';
import { Conditions } from '../db/query.js';
import type { OwnSession, OwnSessionStore } from './own-session.js';
import { SESSION_REST_MS } from './session-life.js';

const COLUMNS = `id::text AS id, account_id::text AS "accountId", created_at AS "createdAt", last_used_at AS "lastUsedAt",
  expires_at AS "expiresAt", client, began_with AS "beganWith"`;
const IS_ALIVE = `expires_at > now() AND last_used_at > now() - ${SESSION_REST_MS} * interval '1 millisecond'`;

/** Sessions as their owners see them, in Postgres; never with a hash. */
export function createOwnSessions(manager: EntityManager): OwnSessionStore {
  return {
    pagedSessions: () =>
      createKeysetReader<OwnSession>(manager, {
        select: COLUMNS,
        build: () => {
          const conditions = new Conditions();
          conditions.addPlain(IS_ALIVE);
          return { from: 'session', conditions };
        },
        order: { keys: [['id', 'bigint']], isDescending: true },
        of: 'account_id = parent.id::bigint',
      }),
    findSessions: (ids) =>
      manager.query(`SELECT ${COLUMNS} FROM session WHERE id = ANY($1) AND ${IS_ALIVE}`, [ids]),
    async endSession(accountId, id) {
      const [rows]: [OwnSession[], number] = await manager.query(
        `DELETE FROM session WHERE account_id = $1 AND id = $2 AND ${IS_ALIVE} RETURNING ${COLUMNS}`,
        [accountId, id],
      );
      return rows[0] ?? null;
    },
    async hasPassword(accountId) {
      const rows: unknown[] = await manager.query(
        'SELECT 1 FROM account WHERE id = $1 AND password_hash IS NOT NULL',
        [accountId],
      );
      return rows.length > 0;
    },
    async setFirstPassword(accountId, passwordHash) {
      const [, changed]: [unknown, number] = await manager.query(
        'UPDATE account SET password_hash = $2 WHERE id = $1 AND password_hash IS NULL',
        [accountId, passwordHash],
      );
      return changed === 1;
    },
  };
}
