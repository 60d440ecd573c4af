import type { InsightScope } from './insights.js';

/**
 * One statement, and thereby one moment, for all numbers of a scope. $1 the first day, $2 the last, $3 now, $4 the Monday of the
 * first week, $5 the day after the last week, then the scope. Each part answers rows of a few values.
 */
export function insightsQuery({ integrationId, projectId }: InsightScope): {
  readonly sql: string;
  readonly scope: readonly string[];
} {
  const scope: string[] = [];
  const parameter = (value: string) => `$${5 + scope.push(value)}::bigint`;
  const ofIntegration = integrationId === undefined ? '' : `AND integration_id = ${parameter(integrationId)}`;
  const ofProject =
    projectId !== undefined
      ? `AND project_id IN (SELECT id FROM project WHERE id = ${parameter(projectId)} ${ofIntegration})`
      : ofIntegration === ''
        ? ''
        : `AND project_id IN (SELECT id FROM project WHERE true ${ofIntegration})`;
  const changes = projectId === undefined ? rolledUp(ofIntegration) : ofSpans(ofProject);
  return {
    sql: `SELECT
      (SELECT json_agg(json_build_array(day, severity, change)) FROM (${changes}) AS part) AS changes,
      (SELECT json_agg(json_build_array(week, severity, count)) FROM (${found(ofProject)}) AS part) AS found,
      (SELECT json_agg(json_build_array(stage, count)) FROM (${stages(ofProject)}) AS part) AS stages,
      (SELECT json_agg(json_build_array(week, severity, count, median)) FROM (${fixedByWeek(ofProject)}) AS part) AS fixed,
      (SELECT json_agg(json_build_array(severity, count, median)) FROM (${fixedBySeverity(ofProject)}) AS part) AS remediated,
      (SELECT json_agg(json_build_array(sla, severity, count)) FROM (${slaStates(ofProject)}) AS part) AS sla`,
    scope,
  };
}

/** By how much the number of open findings changed on each day; on the first day: by then. */
function rolledUp(ofIntegration: string): string {
  return `
    SELECT greatest(day, $1::date) AS day, severity, sum(change)::int AS change FROM (
      SELECT day, severity, change FROM insight_day
        WHERE unit = 'MONTH' AND day < date_trunc('month', $1::date)::date ${ofIntegration}
      UNION ALL SELECT day, severity, change FROM insight_day
        WHERE unit = 'DAY' AND day BETWEEN date_trunc('month', $1::date)::date AND $2::date ${ofIntegration}
      UNION ALL SELECT day, severity, change FROM insight_change WHERE day <= $2::date ${ofIntegration}
    ) AS change GROUP BY 1, 2`;
}

/** The same, from the spans themselves: a project has few. */
function ofSpans(ofProject: string): string {
  return `
    SELECT greatest((point.at AT TIME ZONE 'UTC')::date, $1::date) AS day, severity, sum(point.change)::int AS change
    FROM finding_span CROSS JOIN LATERAL (VALUES (opened_at, 1), (closed_at, -1)) AS point (at, change)
    WHERE coalesce(closed_at, 'infinity') >= $1::date::timestamp AT TIME ZONE 'UTC'
      AND point.at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC' ${ofProject}
    GROUP BY 1, 2`;
}

function found(ofProject: string): string {
  return `SELECT date_trunc('week', first_seen_at AT TIME ZONE 'UTC')::date AS week, severity, count(*) AS count
    FROM finding WHERE ${within('first_seen_at', '$4::date', '$5::date')} ${ofProject} GROUP BY 1, 2`;
}

function stages(ofProject: string): string {
  return `SELECT stage, count(*) AS count
    FROM finding WHERE ${within('first_seen_at', '$1::date', '$2::date + 1')} ${ofProject} GROUP BY 1`;
}

/** Rows without a severity are about all of them. */
function fixedByWeek(ofProject: string): string {
  return `SELECT week, severity, count(*) AS count, CASE WHEN severity IS NULL THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) END AS median
    FROM (
      SELECT date_trunc('week', fixed_at AT TIME ZONE 'UTC')::date AS week, severity, ${SECONDS} AS seconds
      FROM finding WHERE state = 'FIXED' AND ${within('fixed_at', '$4::date', '$5::date')} ${ofProject}
    ) AS fixed GROUP BY GROUPING SETS ((week), (week, severity))`;
}

function fixedBySeverity(ofProject: string): string {
  return `SELECT severity, count(*) AS count, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median
    FROM (
      SELECT severity, ${SECONDS} AS seconds
      FROM finding WHERE state = 'FIXED' AND ${within('fixed_at', '$1::date', '$2::date + 1')} ${ofProject}
    ) AS fixed GROUP BY GROUPING SETS ((), (severity))`;
}

function slaStates(ofProject: string): string {
  return `SELECT CASE WHEN due_at <= $3::timestamptz THEN 'overdue'
      WHEN due_at <= $3::timestamptz + interval '168 hours' THEN 'dueSoon' ELSE 'onTime' END AS sla, severity, count(*) AS count
    FROM finding WHERE state IN ('OPEN', 'IN_PROGRESS') AND due_at IS NOT NULL ${ofProject} GROUP BY 1, 2`;
}

const SECONDS = `date_part('epoch', fixed_at - first_seen_at)`;

/** Days begin at midnight in UTC; the end is exclusive. */
function within(column: string, start: string, end: string): string {
  return `${column} >= (${start})::timestamp AT TIME ZONE 'UTC' AND ${column} < (${end})::timestamp AT TIME ZONE 'UTC'`;
}
