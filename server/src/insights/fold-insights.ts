import type { InTransaction } from '../stores.js';

/** From so many rows on they are worth folding: reading a thousand costs less than a millisecond. */
const WORTH_FOLDING = 1_000;

/** What changed in the number of open findings and is not part of the roll-up yet. */
export interface InsightChangeStore {
  /** Adds what waits to the roll-up, where there is at least so much of it; answers how many rows. */
  fold(atLeast: number): Promise<number>;
}

/** Folds the changes of days into the roll-up, so that they do not pile up. Whoever reads sees the same before and after. */
export function foldInsights({ inTransaction }: { readonly inTransaction: InTransaction }): Promise<number> {
  return inTransaction((stores) => stores.insightChanges.fold(WORTH_FOLDING));
}
