import type { EntityManager } from 'typeorm';
import { SEVERITIES } from '../advisories/advisory.js';
import { Conditions } from '../db/query.js';
import type { ProjectGroup, ProjectGroupReader } from './project-group.js';
import type { SeverityCounts } from './project.js';

const MAX_GROUPS = 500;

/** GitLab's groups, counted from the catalogue. */
export function createProjectGroupReader(manager: EntityManager): ProjectGroupReader {
  return {
    async list({ integrationId, parent }) {
      const conditions = new Conditions();
      if (integrationId !== null) conditions.add('integration_id = ?', integrationId);
      const above = (parent ?? '').split('/').filter((name) => name !== '');
      conditions.addWithinGroup('path', above.join('/'));
      const level = conditions.parameter(above.length + 1);
      const rows: GroupRow[] = await manager.query(
        `WITH placed AS MATERIALIZED (
           SELECT integration_id, string_to_array(path, '/') AS names, open_findings FROM project ${conditions.where()}
         )
         SELECT integration_id::text AS "integrationId", array_to_string(names[1:${level}::int], '/') AS path,
           count(*)::int AS "projectCount", bool_or(cardinality(names) > ${level}::int + 1) AS "hasSubgroups", ${SUMS}
         FROM placed WHERE cardinality(names) > ${level}::int
         GROUP BY 1, 2 ORDER BY 2, 1 LIMIT ${MAX_GROUPS}`,
        conditions.parameters,
      );
      return rows.map(toGroup);
    },
  };
}

const SUMS = [...SEVERITIES.map((severity) => severity.toLowerCase()), 'total']
  .map((name) => `sum((open_findings->>'${name}')::int)::int AS ${name}`)
  .join(', ');

type GroupRow = Omit<ProjectGroup, 'name' | 'openFindings'> & SeverityCounts;

function toGroup(row: GroupRow): ProjectGroup {
  const { none, low, medium, high, critical, malicious, total } = row;
  return {
    integrationId: row.integrationId,
    path: row.path,
    name: row.path.slice(row.path.lastIndexOf('/') + 1),
    projectCount: row.projectCount,
    hasSubgroups: row.hasSubgroups,
    openFindings: { none, low, medium, high, critical, malicious, total },
  };
}
