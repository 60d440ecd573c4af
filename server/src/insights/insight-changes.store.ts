import type { EntityManager } from 'typeorm';
import { cappedCount } from '../db/query.js';
import type { InsightChangeStore } from './fold-insights.js';

const LOCK = 4_703_155_025;

/** The changes of days in Postgres. One statement takes and adds them, so a reader's snapshot has each of them once. */
export function createInsightChangeStore(manager: EntityManager): InsightChangeStore {
  return {
    async fold(atLeast) {
      const waiting = await cappedCount(manager, 'SELECT 1 FROM insight_change', [], atLeast);
      if (waiting < Math.max(atLeast, 1)) return 0;
      await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const [folded]: { rows: number }[] = await manager.query(FOLD);
      await manager.query(`DELETE FROM insight_day WHERE measure = 'DUE' AND change = 0`);
      return folded?.rows ?? 0;
    },
  };
}

/** What is deleted here is what this statement saw; rows of transactions that are not over stay for the next time. */
const FOLD = `
  WITH gone AS (DELETE FROM insight_change RETURNING integration_id, measure, day, severity, stage, change),
  added AS (
    INSERT INTO insight_day (integration_id, measure, unit, day, severity, stage, change)
    SELECT integration_id, measure, unit, CASE unit WHEN 'DAY' THEN day ELSE date_trunc('month', day)::date END, severity, stage,
      sum(change)
    FROM gone CROSS JOIN (VALUES ('DAY'), ('MONTH')) AS kept (unit) WHERE unit = 'DAY' OR measure = 'OPEN' GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (integration_id, measure, unit, day, severity, stage) DO UPDATE SET change = insight_day.change + excluded.change
  )
  SELECT count(*)::int AS rows FROM gone`;
