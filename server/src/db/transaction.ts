import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';

const MAX_RETRIES = 3;
const RETRYABLE_STATES: ReadonlySet<string> = new Set(['40001', '40P01']);

/**
 * Runs the work in one transaction with stores made for it, and commits when it returns. A serialization failure
 * or a deadlock rolls back and runs the work again, at most 3 times, so the work must do nothing outside the database.
 */
export async function inTransaction<Stores, Result>(
  dataSource: DataSource,
  makeStores: (manager: EntityManager) => Stores,
  work: (stores: Stores) => Promise<Result>,
): Promise<Result> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await dataSource.transaction((manager) => work(makeStores(manager)));
    } catch (error) {
      if (retries >= MAX_RETRIES || !RETRYABLE_STATES.has(sqlStateOf(error) ?? '')) throw error;
    }
    await sleep(5 * 2 ** retries * (0.5 + Math.random()));
  }
}

/** The five-character SQLSTATE of a failed query, also when TypeORM wraps it; null for any other error. */
export function sqlStateOf(error: unknown): string | null {
  const inner: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (typeof inner !== 'object' || inner === null || !('code' in inner)) return null;
  return typeof inner.code === 'string' && /^[0-9A-Z]{5}$/.test(inner.code) ? inner.code : null;
}
