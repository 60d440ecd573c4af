import { z } from 'zod';
import type { JobDefinition } from './job.js';

/** Removes what nothing refers to any more; daily. */
export const cleanUpJob: JobDefinition<Record<string, never>> = {
  name: 'clean-up',
  schema: z.strictObject({}),
  maxAttempts: 3,
  backoffMs: 60_000,
  timeoutMs: 30 * 60_000,
};

/** How much of each kind one batch removed. */
export interface CleanedUp {
  readonly inventories: number;
  readonly texts: number;
  readonly idempotencyKeys: number;
  readonly hookDeliveries: number;
  readonly eventDeliveries: number;
  readonly changes: number;
}

/** Removes one batch at a time, so that no statement is long. */
export interface Cleaner {
  /** Inventories that no manifest names, texts that no manifest reads, old registry answers, keys, deliveries, events and changes. */
  cleanBatch(now: Date): Promise<CleanedUp>;
}
