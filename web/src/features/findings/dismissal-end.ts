import { addDays, dayOf, endOfDay } from '../../lib/day.js';

/** When a dismissal may end, in the order in which it is offered. */
export const ENDS = ['30', '90', 'day', 'never'] as const;

export type DismissalEnd = (typeof ENDS)[number];

/** The end as the server takes it: the last second of a day, null for good, undefined where the day is missing or over. */
export function dismissalUntil(end: DismissalEnd, day: string, now: number): string | null | undefined {
  if (end === 'never') return null;
  const today = dayOf(new Date(now).toISOString());
  const until = endOfDay(end === 'day' ? day : addDays(today, Number(end)));
  return until === null || Date.parse(until) <= now ? undefined : until;
}
