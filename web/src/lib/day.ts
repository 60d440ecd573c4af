/** The calendar day of an instant in UTC, as a date field has it; empty where there is none. */
export function dayOf(instant: string | null): string {
  if (instant === null) return '';
  const at = Date.parse(instant);
  return Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 10);
}

/** The last second of a day in UTC, so that the day that was chosen still counts; null for no day. */
export function endOfDay(day: string): string | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T23:59:59Z`) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
