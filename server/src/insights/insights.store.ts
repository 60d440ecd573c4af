import type { EntityManager } from 'typeorm';
import { NO_COUNTS } from '../projects/project.js';
import type { InsightReader } from './insights.js';

/** Numbers over time from Postgres. */
export function createInsightReader(_manager: EntityManager): InsightReader {
  return {
    read: (_scope, { since, until }) =>
      Promise.resolve({
        since,
        until,
        days: [],
        weeks: [],
        timeToRemediate: [],
        sla: { overdue: NO_COUNTS, dueSoon: NO_COUNTS, onTime: NO_COUNTS },
        funnel: { found: 0, planned: 0, approved: 0, opened: 0, merged: 0 },
      }),
  };
}
