const DAY_MS = 86_400_000;

/** The calendar day of an instant in UTC, as a date field has it; empty where there is none. */
export function dayOf(instant: string | null): string {
  if (instant === null) return '';
  const at = Date.parse(instant);
  return Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 10);
}

/** The last second of a day in UTC, so that the day that was chosen still counts; null for no day. */
export function endOfDay(day: string): string | null {
  const at = startOf(day);
  return at === null ? null : new Date(at + DAY_MS - 1000).toISOString();
}

/** The first moment of a day in UTC; null for no day. */
export function startOfDay(day: string): string | null {
  const at = startOf(day);
  return at === null ? null : new Date(at).toISOString();
}

/** The first moment after a day in UTC; null for no day. */
export function nextMidnight(day: string): string | null {
  const at = startOf(day);
  return at === null ? null : new Date(at + DAY_MS).toISOString();
}

/** The last millisecond of a day in UTC: what is true then was so at its end; null for no day. */
export function lastMoment(day: string): string | null {
  const at = startOf(day);
  return at === null ? null : new Date(at + DAY_MS - 1).toISOString();
}

/** The day so many days later, or earlier with a negative number; the day itself where it is none. */
export function addDays(day: string, days: number): string {
  const at = startOf(day);
  return at === null ? day : new Date(at + days * DAY_MS).toISOString().slice(0, 10);
}

/** What an address says is an instant, as the server takes it; null for anything else. */
export function instantOf(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,15}Z)?$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function startOf(day: string): number | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
