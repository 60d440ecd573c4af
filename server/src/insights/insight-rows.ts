import { type Severity, SEVERITIES } from '../advisories/advisory.js';
import { keyOfSeverity } from '../findings/severity-counts.js';
import { NO_COUNTS, type SeverityCounts } from '../projects/project.js';
import { daysOf, type InsightRange, weeksOf } from './insight-range.js';
import type { Insights, InsightWeek, TimeToRemediate } from './insights.js';

/** The parts of `insightsQuery`, each null where it has no rows. A row without a severity is about all of them. */
export interface InsightRows {
  readonly changes: readonly (readonly [day: string, severity: Severity, change: number])[] | null;
  readonly found: readonly (readonly [week: string, severity: Severity, count: number])[] | null;
  readonly stages: readonly (readonly [stage: number, count: number])[] | null;
  readonly fixed: readonly (readonly [week: string, severity: Severity, count: number])[] | null;
  readonly medians: readonly (readonly [week: string, medianSeconds: number])[] | null;
  readonly remediated:
    readonly (readonly [severity: Severity | null, count: number, median: number | null])[] | null;
  readonly sla: readonly (readonly [sla: keyof Insights['sla'], severity: Severity, count: number])[] | null;
}

/** The numbers of a range from their rows: what is open is carried forward, and no day or week is missing. Pure. */
export function toInsights(range: InsightRange, rows: InsightRows): Insights {
  return {
    ...range,
    days: carryForward(range, rows.changes ?? []),
    weeks: inWeeks(range, rows),
    timeToRemediate: bySeverity(rows.remediated ?? []),
    sla: slaNumbers(rows.sla ?? []),
    funnel: funnelOf(rows.stages ?? []),
  };
}

function carryForward(range: InsightRange, changes: NonNullable<InsightRows['changes']>): Insights['days'] {
  const byDay = new Map<string, (readonly [severity: Severity, change: number])[]>();
  for (const [day, severity, change] of changes) {
    const known = byDay.get(day);
    if (known === undefined) byDay.set(day, [[severity, change]]);
    else known.push([severity, change]);
  }
  let open = NO_COUNTS;
  return daysOf(range).map((day) => {
    for (const [severity, change] of byDay.get(day) ?? []) open = plus(open, severity, change);
    return { day, open };
  });
}

function inWeeks(range: InsightRange, rows: InsightRows): Insights['weeks'] {
  const empty: Omit<InsightWeek, 'week'> = { found: NO_COUNTS, fixed: NO_COUNTS, medianSeconds: null };
  const weeks = new Map(weeksOf(range).map((week) => [week, empty]));
  for (const [week, severity, count] of rows.found ?? []) {
    const known = weeks.get(week) ?? empty;
    weeks.set(week, { ...known, found: plus(known.found, severity, count) });
  }
  for (const [week, severity, count] of rows.fixed ?? []) {
    const known = weeks.get(week) ?? empty;
    weeks.set(week, { ...known, fixed: plus(known.fixed, severity, count) });
  }
  for (const [week, medianSeconds] of rows.medians ?? [])
    weeks.set(week, { ...(weeks.get(week) ?? empty), medianSeconds });
  return [...weeks].map(([week, numbers]) => ({ week, ...numbers }));
}

/** Of all severities first, then worst first; those of which nothing was fixed too. */
function bySeverity(rows: NonNullable<InsightRows['remediated']>): readonly TimeToRemediate[] {
  const known = new Map(rows.map(([severity, fixed, medianSeconds]) => [severity, { fixed, medianSeconds }]));
  return [null, ...SEVERITIES.toReversed()].map((severity) => ({
    severity,
    ...(known.get(severity) ?? { fixed: 0, medianSeconds: null }),
  }));
}

function slaNumbers(rows: NonNullable<InsightRows['sla']>): Insights['sla'] {
  let sla: Insights['sla'] = { overdue: NO_COUNTS, dueSoon: NO_COUNTS, onTime: NO_COUNTS };
  for (const [state, severity, count] of rows) sla = { ...sla, [state]: plus(sla[state], severity, count) };
  return sla;
}

function funnelOf(rows: NonNullable<InsightRows['stages']>): Insights['funnel'] {
  const atLeast = (least: number) =>
    rows.reduce((sum, [stage, count]) => (stage >= least ? sum + count : sum), 0);
  return {
    found: atLeast(0),
    planned: atLeast(1),
    approved: atLeast(2),
    opened: atLeast(3),
    merged: atLeast(4),
  };
}

function plus(counts: SeverityCounts, severity: Severity, count: number): SeverityCounts {
  const key = keyOfSeverity(severity);
  return { ...counts, [key]: counts[key] + count, total: counts.total + count };
}
