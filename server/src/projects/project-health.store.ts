import type { EntityManager } from 'typeorm';
import type { ProjectHealth, ProjectHealthReader } from './project-health.js';

/** Counts over indexes that begin with the project; a page of 100 projects is one query. */
export function createProjectHealthReader(manager: EntityManager): ProjectHealthReader {
  return {
    async ofMany(ids, now) {
      const rows: (ProjectHealth & { id: string })[] = await manager.query(
        `SELECT project.id,
           (SELECT count(*)::int FROM finding WHERE finding.project_id = project.id
             AND finding.state IN ('OPEN', 'IN_PROGRESS') AND finding.due_at <= $2) AS "overdueCount",
           (SELECT count(*)::int FROM remediation_plan AS plan WHERE plan.project_id = project.id
             AND plan.state = 'PROPOSED') AS "proposedPlanCount",
           (SELECT count(*)::int FROM merge_request AS mr WHERE mr.project_id = project.id
             AND mr.state IN ('OPENED', 'LOCKED')) AS "openMergeRequestCount",
           (SELECT count(*)::int FROM outdated_package WHERE outdated_package.project_id = project.id) AS "outdatedCount",
           CASE WHEN project.state <> 'UNAVAILABLE' THEN project.look_at END AS "nextLookAt"
         FROM project WHERE project.id = ANY($1::bigint[])`,
        [ids, now],
      );
      return new Map(rows.map(({ id, ...health }) => [id, health]));
    },
  };
}
