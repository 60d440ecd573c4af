import type { EntityManager } from 'typeorm';
import { AppError } from './errors.js';
import type { IdempotencyStore } from './idempotency.js';

/** Idempotency keys in Postgres. */
export function createIdempotencyStore(manager: EntityManager): IdempotencyStore {
  return {
    async recall({ actor, operation, key, inputHash }) {
      const rows: { request_hash: string; result_id: string }[] = await manager.query(
        'SELECT request_hash, result_id FROM idempotency_key WHERE actor = $1 AND operation = $2 AND key = $3',
        [actor, operation, key],
      );
      const [row] = rows;
      if (row === undefined) return null;
      if (row.request_hash === inputHash) return row.result_id;
      throw new AppError(
        'CONFLICT',
        'This idempotency key was used with another input. Use a new key for a new request.',
        {
          details: { field: 'idempotencyKey' },
        },
      );
    },
    async remember({ actor, operation, key, inputHash }, resultId) {
      await manager.query(
        `INSERT INTO idempotency_key (actor, operation, key, request_hash, result_id) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING`,
        [actor, operation, key, inputHash, resultId],
      );
    },
  };
}
