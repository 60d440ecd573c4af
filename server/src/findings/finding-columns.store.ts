/** The planner's key of a row of `finding` (`PlanFinding.key`). */
export const KEY_OF_FINDING = `finding.manifest_path || '|' || finding.ecosystem || '|' || finding.package_name || '|' || finding.group_id`;

/** The ids of the advisory groups that go by a name, an advisory's own or an alias, as SQL; `parameter` is its place. */
export function groupsNamed(parameter: string): string {
  return `SELECT group_id::text FROM advisory WHERE id = ${parameter}
    UNION SELECT advisory.group_id::text FROM advisory_alias JOIN advisory ON advisory.id = advisory_alias.advisory_id
    WHERE advisory_alias.alias = ${parameter}`;
}

/**
 * Counts what is open in these projects ($1). Risk orders projects: the worst severity first, then how many of it, then of
 * the next.
 */
export const COUNT_OPEN = `
  UPDATE project SET open_findings = counted.counts,
    risk = least(counted.malicious, 999) * 1000000000000 + least(counted.critical, 999) * 1000000000
      + least(counted.high, 999) * 1000000 + least(counted.medium, 999) * 1000 + least(counted.low + counted.none, 999)
  FROM unnest($1::bigint[]) AS asked (id) CROSS JOIN LATERAL (
    SELECT none, low, medium, high, critical, malicious, jsonb_build_object('none', none, 'low', low, 'medium', medium,
      'high', high, 'critical', critical, 'malicious', malicious, 'total', total) AS counts
    FROM (
      SELECT count(*) FILTER (WHERE severity = 'NONE') AS none, count(*) FILTER (WHERE severity = 'LOW') AS low,
        count(*) FILTER (WHERE severity = 'MEDIUM') AS medium, count(*) FILTER (WHERE severity = 'HIGH') AS high,
        count(*) FILTER (WHERE severity = 'CRITICAL') AS critical, count(*) FILTER (WHERE severity = 'MALICIOUS') AS malicious,
        count(*) AS total
      FROM finding WHERE project_id = asked.id AND state IN ('OPEN', 'IN_PROGRESS')
    ) AS numbers
  ) AS counted WHERE project.id = asked.id`;
