/** The planner's key of a row of `finding` (`PlanFinding.key`). */
export const KEY_OF_FINDING = `finding.manifest_path || '|' || finding.ecosystem || '|' || finding.package_name || '|' || finding.group_id`;

/** The ids of the advisory groups that go by a name, an advisory's own or an alias, as SQL; `parameter` is its place. */
export function groupsNamed(parameter: string): string {
  return `SELECT group_id::text FROM advisory WHERE id = ${parameter}
    UNION SELECT advisory.group_id::text FROM advisory_alias JOIN advisory ON advisory.id = advisory_alias.advisory_id
    WHERE advisory_alias.alias = ${parameter}`;
}
