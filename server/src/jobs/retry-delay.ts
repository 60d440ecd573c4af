const MAX_DELAY_MS = 3_600_000;

/**
 * Milliseconds to wait before the next attempt after so many: the backoff, doubled for each attempt before, at most
 * an hour, times a factor between 0.5 and 1 so that jobs which failed together do not come back together.
 */
export function retryDelayMs(attempts: number, backoffMs: number, random: () => number): number {
  const full = Math.min(backoffMs * 2 ** Math.min(Math.max(attempts - 1, 0), 30), MAX_DELAY_MS);
  return Math.round(full * (0.5 + random() / 2));
}
