import { addDays, lastMoment, nextMidnight, startOfDay } from '../../lib/day.js';
import type { Severity } from '../../lib/severity.js';

/** How many days the overview looks back. */
export const RANGES = ['30', '90', '365'] as const;

export type Range = (typeof RANGES)[number];

/** Days from the first to the last, both counted. */
export interface DayRange {
  readonly since: string;
  readonly until: string;
}

/** The stages of the funnel, each of which holds those after it. */
export const STAGES = ['FOUND', 'PLANNED', 'APPROVED', 'OPENED', 'MERGED'] as const;

export type Stage = (typeof STAGES)[number];

/** The first day of a range that ends today. */
export function firstDay(range: Range, today: string): string {
  return addDays(today, 1 - Number(range));
}

/** The days of the week that begins on this Monday; the server counts whole weeks. */
export function weekRange(monday: string): DayRange {
  return { since: monday, until: addDays(monday, 6) };
}

/** The list of findings that a number counts; each builds an address with the names of the GraphQL filter. */
export function findingLinks(integrationId: string | null) {
  const link = (...pairs: readonly (readonly [string, string | null | undefined])[]) => {
    const search = new URLSearchParams();
    for (const [name, value] of pairs)
      if (value !== null && value !== undefined && value !== '') search.append(name, value);
    if (integrationId !== null) search.append('integrationId', integrationId);
    return `/findings?${search.toString()}`;
  };
  const isOpen = [
    ['state', 'OPEN'],
    ['state', 'IN_PROGRESS'],
  ] as const;
  return {
    open: (severity: Severity | null) => link(...isOpen, ['severity', severity]),
    sla: (sla: 'OVERDUE' | 'DUE_SOON', severity: Severity | null) =>
      link(...isOpen, ['sla', sla], ['severity', severity]),
    /** Open or in progress at the end of a day; as it stands now, for today. */
    openAt: (day: string, today: string, severity: Severity | null) =>
      day >= today
        ? link(...isOpen, ['severity', severity])
        : link(['openAt', lastMoment(day)], ['severity', severity]),
    found: ({ since, until }: DayRange, severity: Severity | null = null) =>
      link(
        ['firstSeenFrom', startOfDay(since)],
        ['firstSeenUntil', nextMidnight(until)],
        ['severity', severity],
      ),
    fixed: ({ since, until }: DayRange, severity: Severity | null = null) =>
      link(
        ['state', 'FIXED'],
        ['fixedFrom', startOfDay(since)],
        ['fixedUntil', nextMidnight(until)],
        ['severity', severity],
      ),
    stage: ({ since, until }: DayRange, stage: Stage) =>
      link(
        ['firstSeenFrom', startOfDay(since)],
        ['firstSeenUntil', nextMidnight(until)],
        ['stage', stage === 'FOUND' ? null : stage],
      ),
  };
}

export type FindingLinks = ReturnType<typeof findingLinks>;
