import type { EntityManager } from 'typeorm';
import { insightsQuery } from './insight-queries.store.js';
import { dayAfterWeeks, weeksOf } from './insight-range.js';
import { type InsightRows, toInsights } from './insight-rows.js';
import type { InsightReader } from './insights.js';

/** Numbers over time from Postgres, all of one moment. */
export function createInsightReader(manager: EntityManager): InsightReader {
  return {
    async read(scope, range, now) {
      const weeks = weeksOf(range);
      const query = insightsQuery(scope);
      const [rows]: InsightRows[] = await manager.query(query.sql, [
        range.since,
        range.until,
        now,
        weeks[0],
        dayAfterWeeks(weeks),
        ...query.scope,
      ]);
      if (rows === undefined) throw new Error('The query of insights gave no row');
      return toInsights(range, rows);
    },
  };
}
