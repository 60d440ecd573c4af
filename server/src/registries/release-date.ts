/** Milliseconds since 1970 of an ISO 8601 date, NaN where it cannot be read. Reads no clock. */
export function epochMs(iso: string): number {
  return Date.parse(iso);
}

/** An ISO 8601 date from milliseconds since 1970. Reads no clock. */
export function isoDate(ms: number): string {
  return new Date(ms).toISOString();
}
