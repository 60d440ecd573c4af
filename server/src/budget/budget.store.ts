import type { EntityManager } from 'typeorm';
import type { BudgetStore } from './budget.js';

/** Budgets that were full again so long ago are forgotten. */
const IDLE_MINUTES = 10;
const CHARGES_PER_CLEANING = 5_000;

/** One row for each principal in an unlogged table: a charge is one statement that waits for no disk. */
export function createBudgetStore(manager: EntityManager): BudgetStore {
  let charges = 0;
  return {
    async take(principal, cost, limit) {
      charges += 1;
      if (charges % CHARGES_PER_CLEANING === 0) await manager.query(CLEAN, [IDLE_MINUTES]);
      const rows: { remaining: number; is_allowed: boolean }[] = await manager.query(TAKE, [
        principal,
        cost,
        limit,
      ]);
      const [row] = rows;
      return { isAllowed: row?.is_allowed ?? false, remaining: Math.max(0, row?.remaining ?? 0) };
    },
  };
}

const REFILLED = `least($3::float8, budget.remaining
  + $3::float8 / 60 * greatest(0, extract(epoch FROM clock_timestamp() - budget.counted_at)))`;

/** The row's lock puts charges at the same time one after the other, and the condition is asked again on the row as it then is. */
const TAKE = `
  WITH taken AS (
    INSERT INTO api_budget AS budget (principal, remaining, counted_at)
    SELECT $1, $3::float8 - $2::float8, clock_timestamp() WHERE $3::float8 >= $2::float8
    ON CONFLICT (principal) DO UPDATE SET remaining = ${REFILLED} - $2::float8, counted_at = clock_timestamp()
    WHERE ${REFILLED} >= $2::float8
    RETURNING remaining
  )
  SELECT remaining, true AS is_allowed FROM taken
  UNION ALL
  SELECT ${REFILLED}, false FROM api_budget AS budget
  WHERE principal = $1 AND NOT EXISTS (SELECT FROM taken)`;

const CLEAN = `DELETE FROM api_budget WHERE counted_at < clock_timestamp() - make_interval(mins => $1)`;
