/** What a key stands for: one mutation of one principal. A key of another principal or mutation is another key. */
export interface ClaimedKey {
  /** `ACCOUNT:<id>` or `API_TOKEN:<id>`. */
  readonly principal: string;
  readonly operation: string;
  readonly key: string;
}

/** A key with what was asked: `input` and `rights` are digests; only equal ones get the kept answer. */
export interface ClaimRequest extends ClaimedKey {
  readonly input: string;
  readonly rights: string;
}

/** What is known of a key at the moment. `payload` is what the mutation answered, as text. */
export type ClaimState =
  | { readonly kind: 'MINE'; readonly id: string }
  | { readonly kind: 'RUNNING' }
  | { readonly kind: 'ENDED'; readonly payload: string }
  | { readonly kind: 'OTHER_INPUT' }
  | { readonly kind: 'OTHER_RIGHTS' }
  | { readonly kind: 'LOST'; readonly effect: string | null };

/** Claims of idempotency keys, the same for every process. */
export interface ClaimStore {
  /**
   * Takes the key for `holder`, when it is new, older than a day, or left by a process that ended before any effect;
   * else says how it stands. LOST: the effect named was committed, and its answer is not known.
   */
  claim(request: ClaimRequest, holder: string): Promise<ClaimState>;
  /** Keeps the claim for another lease, while its mutation runs. */
  renew(id: string, holder: string): Promise<void>;
  /** Keeps what the mutation answered, sealed, for a day. */
  settle(id: string, holder: string, payload: string): Promise<void>;
  /** Frees the key after a refusal: nothing was done, so the same request may be tried again, and another input too. */
  forget(id: string, holder: string): Promise<void>;
  /** Gives the key up after an unexpected error: free again, or LOST where an effect was committed. */
  release(id: string, holder: string): Promise<void>;
}

/** How long a claim outlives the process that holds it. */
export const LEASE_SECONDS = 30;

/** How long a key is kept, at least. */
export const KEPT_HOURS = 24;
