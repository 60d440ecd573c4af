import type { EntityManager } from 'typeorm';
import { NO_COUNTS, type SeverityCounts } from '../projects/project.js';
import type { MergeRequestStore } from '../merge-requests/merge-request.js';
import type { OverviewNumbers, OverviewReader } from './overview.js';

const MAX_COUNT = 1_000_000;

/** The overview's numbers from Postgres; the lanes of merge requests are those of their store. */
export function createOverviewReader(
  manager: EntityManager,
  mergeRequests: Pick<MergeRequestStore, 'count'>,
): OverviewReader {
  return {
    async numbers(now) {
      const [rows, blockedMergeRequests]: [{ numbers: StoredNumbers }[], number] = await Promise.all([
        manager.query(NUMBERS, [now]),
        mergeRequests.count({ lanes: ['BLOCKED'] }, MAX_COUNT),
      ]);
      const found = rows[0]?.numbers;
      if (found === undefined) throw new Error('The overview query gave no row');
      const counts: Record<string, number> = { ...NO_COUNTS };
      for (const [severity, count] of Object.entries(found.severities ?? {})) {
        counts[severity.toLowerCase()] = count;
        counts['total'] = (counts['total'] ?? 0) + count;
      }
      const openFindings: SeverityCounts = { ...NO_COUNTS, ...counts };
      return { ...found, openFindings, blockedMergeRequests };
    },
  };
}

interface StoredNumbers extends Omit<OverviewNumbers, 'openFindings' | 'blockedMergeRequests'> {
  readonly severities: Readonly<Record<string, number>> | null;
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
    'overdueFindings', (SELECT count(*) FROM finding WHERE state IN ('OPEN', 'IN_PROGRESS') AND due_at <= $1),
    'failedJobs', (SELECT count(*) FROM job WHERE state = 'FAILED'),
    'integrations', (SELECT count(*) FROM integration WHERE state <> 'DISCONNECTED'),
    'brokenIntegrations', (SELECT count(*) FROM integration WHERE state IN ('DEGRADED', 'EXPIRED', 'REVOKED')),
    'expiringTokens', (SELECT count(*) FROM integration WHERE state = 'CONNECTED' AND (token->>'expiresAt')::date <= ($1::timestamptz + interval '30 days')::date),
    'advisories', (SELECT count(*) FROM (SELECT 1 FROM advisory LIMIT 1) AS any_advisory)
  ) AS numbers`;
