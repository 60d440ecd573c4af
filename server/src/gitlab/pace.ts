import { parseRetryDelay } from './retry-after.js';

/** The headers in which GitLab says how much of its quota is left, and until when. */
export interface QuotaHeaders {
  readonly limit: string | null;
  readonly remaining: string | null;
  readonly reset: string | null;
}

/** How to go on: as before (null), at an interval until the reset, or not at all until then. */
export type Pace =
  | { readonly kind: 'spread'; readonly intervalMs: number; readonly untilMs: number }
  | { readonly kind: 'stop'; readonly untilMs: number };

const LOW_SHARE = 0.1;
const LOW_COUNT = 10;

/**
 * Spreads what is left over the time until the reset, once a tenth or less is left (ten requests, where the limit is not
 * said), instead of running into the wall. Null for plenty, for missing headers and for nonsense.
 */
export function paceOf(headers: QuotaHeaders, now: Date): Pace | null {
  const remaining = readCount(headers.remaining);
  const delayMs = parseRetryDelay({ retryAfter: null, rateLimitReset: headers.reset }, now);
  if (remaining === null || delayMs === null || delayMs === 0) return null;
  const untilMs = now.getTime() + delayMs;
  if (remaining === 0) return { kind: 'stop', untilMs };
  const limit = readCount(headers.limit);
  const low = limit === null ? LOW_COUNT : limit * LOW_SHARE;
  return remaining > low
    ? null
    : { kind: 'spread', intervalMs: Math.ceil(delayMs / (remaining + 1)), untilMs };
}

/** A number of requests as a header says it; null for none and for nonsense. */
export function readCount(value: string | null): number | null {
  const text = value?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
