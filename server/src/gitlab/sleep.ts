/** Waits; rejects at once when the signal aborts. Passed in, so that waiting code stays pure and tests do not wait. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;
