import fc from 'fast-check';
import { backoffMs, parseRetryDelay } from './retry-after.js';

const now = new Date('2026-11-22T10:00:00Z');
const delay = (retryAfter: string | null, rateLimitReset: string | null = null) =>
  parseRetryDelay({ retryAfter, rateLimitReset }, now);

test.each([
  ['0', 0],
  ['30', 30_000],
  [' 7 ', 7_000],
  ['Sun, 22 Nov 2026 10:01:00 GMT', 60_000],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  ['1m0s', 60_000],
  ['1h', 3_600_000],
  ['1.5s', 1_500],
  ['250ms', 250],
  ['99999999999', 3_600_000],
])('reads Retry-After "%s" as %d ms', (text, expected) => {
  expect(delay(text)).toBe(expected);
});

test.each(['soon', '-5', '1m0', '', '1e9', 'Someday, maybe', '5 s'])('does not understand "%s"', (text) => {
  expect(delay(text)).toBeNull();
});

test('falls back to RateLimit-Reset', () => {
  const reset = String(now.getTime() / 1000 + 42);
  expect(delay('garbage', reset)).toBe(42_000);
  expect(delay(null, reset)).toBe(42_000);
  expect(delay('5', reset)).toBe(5_000);
  expect(delay(null, 'x')).toBeNull();
});

test('stays between 0 and an hour for any text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (after, reset) => {
      const ms = delay(after, reset) ?? 0;
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(3_600_000);
    }),
  );
});

test('backs off longer each time, between half and the whole of a doubling second, up to 30 s', () => {
  expect([1, 2, 3, 9].map((attempt) => backoffMs(attempt, () => 0))).toEqual([500, 1_000, 2_000, 15_000]);
  expect([1, 2, 3, 9].map((attempt) => backoffMs(attempt, () => 1))).toEqual([1_000, 2_000, 4_000, 30_000]);
});
