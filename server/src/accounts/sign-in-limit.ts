import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';

/** How many failed attempts are borne within the window, by e-mail address and by the address that they come from. */
export interface SignInLimits {
  readonly perEmail: number;
  readonly perAddress: number;
  readonly windowMs: number;
}

/** Where an attempt comes from and whom it names; no e-mail address where it names nobody. */
export interface SignInAttempt {
  readonly email: string | null;
  readonly remoteAddress: string;
}

export const SIGN_IN_LIMITS: SignInLimits = { perEmail: 10, perAddress: 50, windowMs: 15 * 60_000 };

const MAX_KEYS = 20_000;

/**
 * Slows down those who guess passwords. An attempt counts from its beginning, so that many at once count too, and is
 * given back when it succeeds. Counts live in this process; the oldest are forgotten beyond 20,000.
 */
export class SignInLimit {
  readonly #attempts = new Map<string, number[]>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: SignInLimits = SIGN_IN_LIMITS,
  ) {}

  /** LIMIT_EXCEEDED with `retryAt` when there were too many; otherwise runs the attempt. */
  async run<Result>(attempt: SignInAttempt, work: () => Promise<Result>): Promise<Result> {
    const now = this.clock().getTime();
    const keys = this.#keys(attempt);
    for (const { key, limit } of keys) {
      const recent = this.#recent(key, now);
      const oldest = recent[recent.length - limit];
      if (oldest !== undefined) throw tooMany(oldest + this.limits.windowMs, now);
    }
    for (const { key } of keys) this.#put(key, [...this.#recent(key, now), now]);
    const result = await work();
    for (const { key } of keys) {
      const rest = [...(this.#attempts.get(key) ?? [])];
      const own = rest.indexOf(now);
      if (own >= 0) rest.splice(own, 1);
      this.#put(key, rest);
    }
    return result;
  }

  #keys({ email, remoteAddress }: SignInAttempt) {
    const { perEmail, perAddress } = this.limits;
    const address = { key: `address ${remoteAddress}`, limit: perAddress };
    return email === null
      ? [address]
      : [{ key: `email ${email.trim().toLowerCase().slice(0, 254)}`, limit: perEmail }, address];
  }

  #recent(key: string, now: number): readonly number[] {
    return (this.#attempts.get(key) ?? []).filter((at) => at > now - this.limits.windowMs);
  }

  /** The key used last stands last, so that the first one is the oldest. */
  #put(key: string, attempts: number[]): void {
    this.#attempts.delete(key);
    if (attempts.length > 0) this.#attempts.set(key, attempts);
    if (this.#attempts.size > MAX_KEYS) this.#attempts.delete(this.#attempts.keys().next().value ?? '');
  }
}

function tooMany(retryAt: number, now: number): AppError {
  const minutes = Math.max(1, Math.ceil((retryAt - now) / 60_000));
  return new AppError(
    'LIMIT_EXCEEDED',
    `There were too many failed attempts to sign in. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    { details: { retryAt: new Date(retryAt).toISOString() } },
  );
}
