/** What a request with an idempotency key led to, so that sending it again does nothing again. */
export interface IdempotencyStore {
  /** The id of what the first request made; null when the key is new. CONFLICT when the key came with another input. */
  recall(request: IdempotentRequest): Promise<string | null>;
  remember(request: IdempotentRequest, resultId: string): Promise<void>;
}

/** `inputHash` is a hash of everything that was asked, so that a key cannot stand for two requests. */
export interface IdempotentRequest {
  readonly actor: string;
  readonly operation: string;
  readonly key: string;
  readonly inputHash: string;
}
