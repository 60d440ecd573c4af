import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { AttemptCount, AttemptStore } from './sign-in-limit.js';

interface Row {
  readonly key_hash: string;
  readonly attempts: number;
  readonly resets_at: Date;
  readonly wait_ms: number;
}

/** The key's row is locked while it is counted, in one statement; what is over its limit stays at one more than it. */
const COUNT = `
  INSERT INTO sign_in_attempt AS counted (key_hash, attempts, resets_at)
  VALUES ($1, 1, date_trunc('milliseconds', clock_timestamp() + $3 * interval '1 millisecond'))
  ON CONFLICT (key_hash) DO UPDATE SET
    attempts = CASE WHEN counted.resets_at <= clock_timestamp() THEN 1 ELSE least(counted.attempts, $2) + 1 END,
    resets_at = CASE WHEN counted.resets_at <= clock_timestamp() THEN excluded.resets_at ELSE counted.resets_at END
  RETURNING key_hash, attempts, resets_at, (extract(epoch FROM resets_at - clock_timestamp()) * 1000)::float8 AS wait_ms`;

/** Attempts to sign in, counted in Postgres under a hash of whom they name and where they come from. */
export function createAttemptStore(dataSource: DataSource): AttemptStore {
  const giveBack = async (counts: readonly AttemptCount[]): Promise<void> => {
    for (const { key, resetsAt } of counts)
      await dataSource.query(
        `UPDATE sign_in_attempt SET attempts = greatest(attempts - 1, 0)
         WHERE key_hash = $1 AND resets_at = $2`,
        [hashOf(key), resetsAt],
      );
  };
  return {
    giveBack,
    async count(keys, windowMs) {
      const counts: AttemptCount[] = [];
      for (const { key, limit } of keys) {
        const rows: readonly Row[] = await dataSource.query(COUNT, [hashOf(key), limit, windowMs]);
        const [row] = rows;
        if (row === undefined) continue;
        if (row.attempts > limit) {
          // What is refused costs the other keys nothing: whoever tries one name again and again does not shut out a whole office.
          await giveBack(counts);
          return { isCounted: false, waitMs: row.wait_ms, retryAt: row.resets_at };
        }
        counts.push({ key, resetsAt: row.resets_at });
      }
      return { isCounted: true, counts };
    },
  };
}

/** Of attempts whose window is over. */
export const FORGET_ATTEMPTS = 'DELETE FROM sign_in_attempt WHERE resets_at < clock_timestamp()';

function hashOf(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('hex');
}
