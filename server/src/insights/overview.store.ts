import type { EntityManager } from 'typeorm';
import { NO_COUNTS, type SeverityCounts } from '../projects/project.js';
import type { OverviewNumbers, OverviewReader } from './overview.js';

/** The overview's numbers from Postgres, in one round trip. */
export function createOverviewReader(manager: EntityManager): OverviewReader {
  return {
    async numbers(now) {
      const rows: { numbers: OverviewNumbers & { severities: Record<string, number> | null } }[] =
        await manager.query(NUMBERS, [now]);
      const found = rows[0]?.numbers;
      if (found === undefined) throw new Error('The overview query gave no row');
      const counts: Record<string, number> = { ...NO_COUNTS };
      for (const [severity, count] of Object.entries(found.severities ?? {})) {
        counts[severity.toLowerCase()] = count;
        counts['total'] = (counts['total'] ?? 0) + count;
      }
      const openFindings: SeverityCounts = { ...NO_COUNTS, ...counts };
      return { ...found, openFindings };
    },
  };
}

const NUMBERS = `
  SELECT jsonb_build_object(
    'severities', (SELECT jsonb_object_agg(severity, count) FROM (
      SELECT severity, count(*) FROM finding WHERE state IN ('OPEN', 'IN_PROGRESS') GROUP BY severity) AS open),
    'fixedFindings', (SELECT count(*) FROM finding WHERE state = 'FIXED'),
    'projectCount', (SELECT count(*) FROM project),
    'analyzedProjectCount', (SELECT count(*) FROM project WHERE analyzed_at IS NOT NULL),
    'affectedProjectCount', (SELECT count(*) FROM project WHERE risk > 0),
    'failedAnalyses', (SELECT count(*) FROM project WHERE analysis_state = 'FAILED' AND state <> 'UNAVAILABLE'),
    'projectsWithProblems', (SELECT count(*) FROM project WHERE problem_count > 0),
    'proposedPlans', (SELECT count(*) FROM remediation_plan WHERE state = 'PROPOSED'),
    'failedPlans', (SELECT count(*) FROM remediation_plan WHERE state = 'FAILED'),
    'openMergeRequests', (SELECT count(*) FROM merge_request WHERE state IN ('OPENED', 'LOCKED')),
    'mergedMergeRequests', (SELECT count(*) FROM merge_request WHERE state = 'MERGED'),
    'blockedMergeRequests', (SELECT count(*) FROM merge_request WHERE state = 'OPENED' AND has_conflicts),
    'integrations', (SELECT count(*) FROM integration WHERE state <> 'DISCONNECTED'),
    'brokenIntegrations', (SELECT count(*) FROM integration WHERE state IN ('DEGRADED', 'EXPIRED', 'REVOKED')),
    'expiringTokens', (SELECT count(*) FROM integration WHERE state = 'CONNECTED' AND (token->>'expiresAt')::date <= ($1::timestamptz + interval '30 days')::date),
    'advisories', (SELECT count(*) FROM (SELECT 1 FROM advisory LIMIT 1) AS any_advisory)
  ) AS numbers`;
