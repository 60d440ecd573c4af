const MAX_DELAY_MS = 3_600_000;

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
  ['us', 0.001],
  ['µs', 0.001],
  ['ns', 0.000_001],
]);

/** The two headers that say when to come back. */
export interface RetryHeaders {
  readonly retryAfter: string | null;
  readonly rateLimitReset: string | null;
}

/**
 * Milliseconds to wait: Retry-After as whole seconds, HTTP date or Go duration, else RateLimit-Reset as Unix seconds,
 * else null. Never negative, at most an hour.
 */
export function parseRetryDelay(headers: RetryHeaders, now: Date): number | null {
  const delay = parseRetryAfter(headers.retryAfter, now) ?? parseReset(headers.rateLimitReset, now);
  return delay === null ? null : Math.min(Math.max(Math.ceil(delay), 0), MAX_DELAY_MS);
}

function parseRetryAfter(value: string | null, now: Date): number | null {
  const text = value?.trim() ?? '';
  if (text === '' || text.length > 64) return null;
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const duration = parseDuration(text);
  if (duration !== null) return duration;
  // A date has a weekday or month in letters; `Date.parse` alone would also read "-5" as a year.
  const time = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time - now.getTime();
}

function parseDuration(text: string): number | null {
  let total = 0;
  let rest = text;
  while (rest !== '') {
    const match = /^(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/.exec(rest);
    if (match === null) return null;
    total += Number(match[1]) * (UNIT_MS.get(match[2] ?? '') ?? 0);
    rest = rest.slice(match[0].length);
  }
  return total;
}

function parseReset(value: string | null, now: Date): number | null {
  const text = value?.trim() ?? '';
  if (!/^\d{1,12}$/.test(text)) return null;
  return Number(text) * 1_000 - now.getTime();
}

/** Milliseconds before attempt `attempt` + 1 (from 1) where the server does not say: doubles from a second, half of it by chance. */
export function backoffMs(attempt: number, random: () => number): number {
  const full = Math.min(1_000 * 2 ** (attempt - 1), 30_000);
  return Math.round(full / 2 + (full / 2) * random());
}
