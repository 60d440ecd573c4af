import { AppError } from '../errors.js';

const DAY_MS = 86_400_000;
const MAX_DAYS = 366;
const DEFAULT_DAYS = 90;

/** Days in UTC, both included, YYYY-MM-DD. */
export interface InsightRange {
  readonly since: string;
  readonly until: string;
}

/** The range that was asked for, by default the 90 days up to today. Refuses what is no day, runs backwards or is too long. */
export function readInsightRange(
  asked: { readonly since?: string | null; readonly until?: string | null },
  now: Date,
): InsightRange {
  const until = asked.until ?? now.toISOString().slice(0, 10);
  const end = readDay(until, 'until');
  const since = asked.since ?? dayAt(end - (DEFAULT_DAYS - 1) * DAY_MS);
  const start = readDay(since, 'since');
  if (start > end) throw refuse('since', `The range ends on ${until}, before it begins on ${since}.`);
  if (end - start >= MAX_DAYS * DAY_MS)
    throw refuse('since', `At most ${MAX_DAYS} days are told at once. Ask for a shorter range.`);
  return { since, until };
}

/** Every day of a range, in order. */
export function daysOf({ since, until }: InsightRange): readonly string[] {
  const start = Date.parse(since);
  const length = Math.round((Date.parse(until) - start) / DAY_MS) + 1;
  return Array.from({ length }, (_, index) => dayAt(start + index * DAY_MS));
}

/** The Mondays of all weeks that a range touches, in order. */
export function weeksOf({ since, until }: InsightRange): readonly string[] {
  const first = mondayOf(Date.parse(since));
  const length = Math.round((mondayOf(Date.parse(until)) - first) / (7 * DAY_MS)) + 1;
  return Array.from({ length }, (_, index) => dayAt(first + index * 7 * DAY_MS));
}

/** The first day after these weeks, given by their Mondays. */
export function dayAfterWeeks(weeks: readonly string[]): string {
  return dayAt(Date.parse(weeks.at(-1) ?? '') + 7 * DAY_MS);
}

/** 1970-01-01 was a Thursday. */
function mondayOf(time: number): number {
  return time - ((Math.floor(time / DAY_MS) + 3) % 7) * DAY_MS;
}

function readDay(day: string, field: 'since' | 'until'): number {
  const time = Date.parse(`${day}T00:00:00.000Z`);
  // Date.parse takes 31 February for 3 March.
  if (Number.isNaN(time) || dayAt(time) !== day || time < EARLIEST || time > LATEST)
    throw refuse(field, `${day} is not a day. Write one between 2000-01-01 and 2999-12-31.`);
  return time;
}

const EARLIEST = Date.parse('2000-01-01');
const LATEST = Date.parse('2999-12-31');

function dayAt(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function refuse(field: string, message: string): AppError {
  return new AppError('BAD_INPUT', message, { details: { field } });
}
