import type { EntityManager } from 'typeorm';
import type { FindingTracking } from './finding-tracking.js';

/** The due dates of findings in Postgres; migration 0025 keeps them where findings change. */
export function createFindingTracking(manager: EntityManager): FindingTracking {
  return {
    async renewDueDates(projectIds) {
      const [, renewed]: [unknown, number] = await manager.query(RENEW, [projectIds]);
      return renewed;
    },
  };
}

const RENEW = `
  WITH held AS MATERIALIZED (SELECT id, sla_days_of(id) AS sla_days FROM unnest($1::bigint[]) AS asked (id))
  UPDATE finding SET due_at = due_at_of(state, severity, first_seen_at, sla_days) FROM held
  WHERE finding.project_id = held.id AND state IN ('OPEN', 'IN_PROGRESS')
    AND due_at IS DISTINCT FROM due_at_of(state, severity, first_seen_at, sla_days)`;
