/** Milliseconds since 1970 of an ISO 8601 date, NaN where it cannot be read. Reads no clock. */
export function epochMs(iso: string): number {
  return Date.parse(iso);
}

/** An ISO 8601 date from milliseconds since 1970. Reads no clock. */
export function isoDate(ms: number): string {
  return new Date(ms).toISOString();
}

/** A date of a registry (ISO 8601, or as HTTP writes it) in ISO 8601 and UTC; null for anything else. */
export function readDate(date: unknown): string | null {
  if (typeof date !== 'string' || date.length > 40) return null;
  const isZoned = /(?:[zZ]|GMT|UTC|[+-]\d\d:?\d\d)$/.test(date);
  const ms = Date.parse(isZoned || !/^\d{4}-\d\d-\d\dT/.test(date) ? date : `${date}Z`);
  return Number.isNaN(ms) ? null : isoDate(ms);
}

/** The earliest of some ISO dates in UTC; null where there is none. */
export function earliest(dates: readonly (string | null)[]): string | null {
  return dates.reduce(
    (first, date) => (date !== null && (first === null || date < first) ? date : first),
    null,
  );
}
