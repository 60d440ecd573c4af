import type { Severity } from '../advisories/advisory.js';
import type { SeverityCounts } from '../projects/project.js';

/** What the numbers are about: all of Backline, one integration, or one project. */
export interface InsightScope {
  readonly integrationId?: string;
  readonly projectId?: string;
  /** Counts findings one by one: for those who see some groups of an integration, of which only whole sums are kept. */
  readonly isCounted?: boolean;
}

/** A day, in UTC, as it stood at its end; today as it stands now. */
export interface InsightDay {
  /** YYYY-MM-DD. */
  readonly day: string;
  /** Findings that were open or in progress. */
  readonly open: SeverityCounts;
}

/** A week that begins on a Monday, in UTC. */
export interface InsightWeek {
  /** Its Monday, YYYY-MM-DD. */
  readonly week: string;
  /** Findings first seen in it. */
  readonly found: SeverityCounts;
  /** Findings that are fixed, and were fixed in it. */
  readonly fixed: SeverityCounts;
  /** Median seconds from first seen to fixed, of those; null where there is none. */
  readonly medianSeconds: number | null;
}

/** How long fixing took: of the findings fixed between `since` and `until`. */
export interface TimeToRemediate {
  /** Null: of all severities. */
  readonly severity: Severity | null;
  readonly fixed: number;
  readonly medianSeconds: number | null;
}

/** Open findings against the days by which the policy wants them fixed. */
export interface SlaNumbers {
  readonly overdue: SeverityCounts;
  /** Due within 7 days. */
  readonly dueSoon: SeverityCounts;
  readonly onTime: SeverityCounts;
}

/** Findings first seen between `since` and `until`, and how far they came; each number includes those after it. */
export interface Funnel {
  readonly found: number;
  readonly planned: number;
  readonly approved: number;
  readonly opened: number;
  readonly merged: number;
}

/** Numbers over time. */
export interface Insights {
  /** The first day, YYYY-MM-DD. */
  readonly since: string;
  /** The last day, YYYY-MM-DD. */
  readonly until: string;
  /** One for each day, oldest first. */
  readonly days: readonly InsightDay[];
  /** Every week that the days touch, oldest first. */
  readonly weeks: readonly InsightWeek[];
  readonly timeToRemediate: readonly TimeToRemediate[];
  readonly sla: SlaNumbers;
  readonly funnel: Funnel;
}

/** Reads the numbers; what it costs does not grow with the history before `since`. */
export interface InsightReader {
  read(scope: InsightScope, range: { since: string; until: string }, now: Date): Promise<Insights>;
}
