import type { EntityManager } from 'typeorm';
import type { TokenLife, TokenLifeStore } from './token-life.js';

const NOTHING: TokenLife = { warnedDays: null, heardAt: null, rotationStartedAt: null };

/** The lives of tokens in Postgres. */
export function createTokenLifeStore(manager: EntityManager): TokenLifeStore {
  const put = (integrationId: string, column: string, value: unknown) =>
    manager.query(
      `INSERT INTO integration_token (integration_id, ${column}) VALUES ($1, $2)
       ON CONFLICT (integration_id) DO UPDATE SET ${column} = excluded.${column}`,
      [integrationId, value],
    );
  return {
    async find(integrationId) {
      const rows: TokenLife[] = await manager.query(
        `SELECT warned_days AS "warnedDays", heard_at AS "heardAt", rotation_started_at AS "rotationStartedAt"
         FROM integration_token WHERE integration_id = $1`,
        [integrationId],
      );
      return rows[0] ?? NOTHING;
    },
    async startOver(integrationId, now) {
      await manager.query(
        `INSERT INTO integration_token (integration_id, heard_at) VALUES ($1, $2)
         ON CONFLICT (integration_id) DO UPDATE
           SET heard_at = excluded.heard_at, warned_days = NULL, rotation_started_at = NULL`,
        [integrationId, now],
      );
    },
    async saveWarned(integrationId, days) {
      await put(integrationId, 'warned_days', days);
    },
    async claimHearing(integrationId, before, now) {
      const claimed: unknown[] = await manager.query(
        `INSERT INTO integration_token (integration_id, heard_at) VALUES ($1, $3)
         ON CONFLICT (integration_id) DO UPDATE SET heard_at = excluded.heard_at
           WHERE integration_token.heard_at IS NULL OR integration_token.heard_at < $2
         RETURNING integration_id`,
        [integrationId, before, now],
      );
      return claimed.length > 0;
    },
    async noteHeard(integrationId, now) {
      await manager.query(
        `INSERT INTO integration_token (integration_id, heard_at) VALUES ($1, $2)
         ON CONFLICT (integration_id) DO UPDATE SET heard_at = excluded.heard_at
           WHERE integration_token.heard_at IS NULL OR integration_token.heard_at < $2 - interval '10 seconds'`,
        [integrationId, now],
      );
    },
    async saveRotation(integrationId, startedAt) {
      await put(integrationId, 'rotation_started_at', startedAt);
    },
  };
}
