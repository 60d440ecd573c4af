import fc from 'fast-check';
import { retryDelayMs } from './retry-delay.js';

describe('the delay before a retry', () => {
  it.each([
    [1, 1000, 1000],
    [2, 1000, 2000],
    [4, 1000, 8000],
    [99, 1000, 3_600_000],
  ])('after %i attempts with a backoff of %i ms is at most %i ms', (attempts, backoffMs, most) => {
    expect(retryDelayMs(attempts, backoffMs, () => 1)).toBe(most);
    expect(retryDelayMs(attempts, backoffMs, () => 0)).toBe(most / 2);
  });

  it('is a whole number between nothing and an hour for any attempt, backoff and chance', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, backoffMs, chance) => {
          const delay = retryDelayMs(attempts, backoffMs, () => chance);
          expect(Number.isInteger(delay)).toBe(true);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(3_600_000);
        },
      ),
    );
  });
});
