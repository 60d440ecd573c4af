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

/** What is counted, and up to how much. */
export interface AttemptKey {
  readonly key: string;
  readonly limit: number;
}

/** An attempt that was counted; or, where one of its keys has reached its limit, how long until that begins anew. */
export type CountedAttempt =
  | { readonly isCounted: true; readonly counts: readonly AttemptCount[] }
  | { readonly isCounted: false; readonly waitMs: number; readonly retryAt: Date };

/** One count of an attempt, to give it back. */
export interface AttemptCount {
  readonly key: string;
  readonly resetsAt: Date;
}

/** Counts attempts for every process together: of any number at once exactly as many get through as the limit says. */
export interface AttemptStore {
  count(keys: readonly AttemptKey[], windowMs: number): Promise<CountedAttempt>;
  giveBack(counts: readonly AttemptCount[]): Promise<void>;
}

export const SIGN_IN_LIMITS: SignInLimits = { perEmail: 10, perAddress: 50, windowMs: 15 * 60_000 };

/**
 * Slows down those who guess passwords and links. An attempt counts from its beginning, so that many at once count too, and is
 * given back when it succeeds. Known and unknown people count alike.
 */
export class SignInLimit {
  constructor(
    private readonly store: AttemptStore,
    private readonly limits: SignInLimits = SIGN_IN_LIMITS,
  ) {}

  /** LIMIT_EXCEEDED with `retryAt` when there were too many; otherwise runs the attempt. */
  async run<Result>(attempt: SignInAttempt, work: () => Promise<Result>): Promise<Result> {
    const counted = await this.store.count(this.#keys(attempt), this.limits.windowMs);
    if (!counted.isCounted) throw tooMany(counted);
    const result = await work();
    await this.store.giveBack(counted.counts);
    return result;
  }

  /** Counts something that nobody may do too often, and that is not given back. */
  async note(attempt: SignInAttempt): Promise<void> {
    const counted = await this.store.count(this.#keys(attempt), this.limits.windowMs);
    if (!counted.isCounted) throw tooMany(counted);
  }

  #keys({ email, remoteAddress }: SignInAttempt): readonly AttemptKey[] {
    const { perEmail, perAddress } = this.limits;
    const address = { key: `address ${remoteAddress}`, limit: perAddress };
    return email === null
      ? [address]
      : [{ key: `email ${email.trim().toLowerCase().slice(0, 254)}`, limit: perEmail }, address];
  }
}

function tooMany({ waitMs, retryAt }: { readonly waitMs: number; readonly retryAt: Date }): AppError {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return new AppError(
    'LIMIT_EXCEEDED',
    `There were too many failed attempts to sign in. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    { details: { retryAt: retryAt.toISOString() } },
  );
}
