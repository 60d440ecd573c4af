import type { InsightScope } from './insights.js';

/** SQL that answers rows of day, severity, stage and change. */
interface Sources {
  readonly open: string;
  readonly found: string;
  readonly fixed: string;
  /** Rows of sla, severity and change. */
  readonly due: string;
  /** A condition on `finding`. */
  readonly ofScope: string;
}

/**
 * One statement, and thereby one moment, for all numbers of a scope. $1 the first day, $2 the last, $3 now, $4 the Monday of the
 * first week, $5 the day after the last week, then the scope. Each part answers rows of a few values.
 */
export function insightsQuery(scope: InsightScope): {
  readonly sql: string;
  readonly scope: readonly string[];
} {
  const values: string[] = [];
  const sources = sourcesOf(scope, (value) => `$${5 + values.push(value)}::bigint`);
  const inWeeks = 'day >= $4::date AND day < $5::date';
  const byWeek = (source: string) =>
    `SELECT ${WEEK_OF('day')} AS week, severity, sum(change)::int AS count FROM (${source}) AS part WHERE ${inWeeks} GROUP BY 1, 2`;
  return {
    sql: `WITH fixed AS MATERIALIZED (
        SELECT ${WEEK_OF(UTC_DAY('fixed_at'))} AS week, severity, date_part('epoch', fixed_at - first_seen_at) AS seconds,
          ${UTC_DAY('fixed_at')} BETWEEN $1::date AND $2::date AS is_within
        FROM finding WHERE state = 'FIXED' AND fixed_at >= ${MIDNIGHT('$4::date')} AND fixed_at < ${MIDNIGHT('$5::date')} ${sources.ofScope}
      )
      SELECT
      (SELECT json_agg(json_build_array(day, severity, change)) FROM (
        SELECT greatest(day, $1::date) AS day, severity, sum(change)::int AS change FROM (${sources.open}) AS part
        WHERE day <= $2::date GROUP BY 1, 2) AS part) AS changes,
      (SELECT json_agg(json_build_array(week, severity, count)) FROM (${byWeek(sources.found)}) AS part) AS found,
      (SELECT json_agg(json_build_array(week, severity, count)) FROM (${byWeek(sources.fixed)}) AS part) AS fixed,
      (SELECT json_agg(json_build_array(stage, count)) FROM (
        SELECT stage, sum(change)::int AS count FROM (${sources.found}) AS part
        WHERE day BETWEEN $1::date AND $2::date GROUP BY 1) AS part) AS stages,
      (SELECT json_agg(json_build_array(week, median)) FROM (
        SELECT week, ${MEDIAN} AS median FROM fixed GROUP BY 1) AS part) AS medians,
      (SELECT json_agg(json_build_array(severity, count, median)) FROM (
        SELECT severity, count(*) AS count, ${MEDIAN} AS median FROM fixed WHERE is_within
        GROUP BY GROUPING SETS ((), (severity))) AS part) AS remediated,
      (SELECT json_agg(json_build_array(sla, severity, count)) FROM (
        SELECT sla, severity, sum(change)::int AS count FROM (${sources.due}) AS part GROUP BY 1, 2) AS part) AS sla`,
    scope: values,
  };
}

function sourcesOf(
  { integrationId, projectId, isCounted = false }: InsightScope,
  parameter: (value: string) => string,
): Sources {
  const ofIntegration = integrationId === undefined ? '' : `AND integration_id = ${parameter(integrationId)}`;
  if (projectId !== undefined)
    return ofProjects(
      `AND project_id IN (SELECT id FROM project WHERE id = ${parameter(projectId)} ${ofIntegration})`,
    );
  const ofScope =
    ofIntegration === '' ? '' : `AND project_id IN (SELECT id FROM project WHERE true ${ofIntegration})`;
  if (isCounted) return ofProjects(ofScope);
  return rolledUp(ofIntegration, ofScope);
}

/** From the roll-up, with what is not folded into it yet. Months stand for the days before the month of the first day. */
function rolledUp(ofIntegration: string, ofScope: string): Sources {
  const source = (measure: string) => `
    SELECT day, severity, stage, change FROM insight_day WHERE measure = '${measure}' AND unit = 'DAY' ${ofIntegration}
    UNION ALL SELECT day, severity, stage, change FROM insight_change WHERE measure = '${measure}' ${ofIntegration}`;
  const month = `date_trunc('month', $1::date::timestamp)::date`;
  return {
    ofScope,
    found: source('FOUND'),
    fixed: source('FIXED'),
    open: `
      SELECT day, severity, change FROM insight_day
        WHERE measure = 'OPEN' AND unit = 'DAY' AND day >= ${month} ${ofIntegration}
      UNION ALL SELECT day, severity, change FROM insight_day
        WHERE measure = 'OPEN' AND unit = 'MONTH' AND day < ${month} ${ofIntegration}
      UNION ALL SELECT day, severity, change FROM insight_change WHERE measure = 'OPEN' ${ofIntegration}`,
    due: `
      SELECT CASE WHEN day < ${TODAY} THEN 'overdue' WHEN day < ${TODAY} + 7 THEN 'dueSoon' ELSE 'onTime' END AS sla, severity, change
        FROM (${source('DUE')}) AS due WHERE day NOT IN (${TODAY}, ${TODAY} + 7)
      UNION ALL ${dueRows(`AND (${onDay(TODAY)} OR ${onDay(`${TODAY} + 7`)}) ${ofScope}`)}`,
  };
}

/** From the rows themselves: a project has few, and who is limited sees fewer than all. */
function ofProjects(ofScope: string): Sources {
  return {
    ofScope,
    open: `
      SELECT ${UTC_DAY('point.at')} AS day, severity, point.change
      FROM finding_span CROSS JOIN LATERAL (VALUES (opened_at, 1), (closed_at, -1)) AS point (at, change)
      WHERE coalesce(closed_at, 'infinity') >= ${MIDNIGHT('$1::date')} ${ofScope}`,
    found: `SELECT ${UTC_DAY('first_seen_at')} AS day, severity, stage, 1 AS change FROM finding WHERE true ${ofScope}`,
    fixed: `SELECT ${UTC_DAY('fixed_at')} AS day, severity, stage, 1 AS change FROM finding WHERE state = 'FIXED' ${ofScope}`,
    due: dueRows(`AND due_at IS NOT NULL ${ofScope}`),
  };
}

function dueRows(condition: string): string {
  return `SELECT CASE WHEN due_at <= $3::timestamptz THEN 'overdue'
      WHEN due_at <= $3::timestamptz + interval '168 hours' THEN 'dueSoon' ELSE 'onTime' END AS sla, severity, 1 AS change
    FROM finding WHERE state IN ('OPEN', 'IN_PROGRESS') ${condition}`;
}

/** Days begin at midnight in UTC. */
const MIDNIGHT = (day: string) => `(${day})::timestamp AT TIME ZONE 'UTC'`;

const UTC_DAY = (moment: string) => `(${moment} AT TIME ZONE 'UTC')::date`;

const TODAY = UTC_DAY('$3::timestamptz');

/** The Monday; 1 January 1996 was one. */
const WEEK_OF = (day: string) => `(${day} - (${day} - date '1996-01-01') % 7)`;

const MEDIAN = 'percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)';

function onDay(day: string): string {
  return `(due_at >= ${MIDNIGHT(day)} AND due_at < ${MIDNIGHT(`${day} + 1`)})`;
}
