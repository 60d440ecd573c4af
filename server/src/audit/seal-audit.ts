import type { InTransaction } from '../stores.js';

/** Records in one seal at most. */
export const SEAL_SIZE = 1_000;

/** Seals what was committed by now, batch by batch, until nothing waits or another process seals. Answers how many records. */
export async function sealAudit({
  inTransaction,
  clock,
}: {
  readonly inTransaction: InTransaction;
  readonly clock: () => Date;
}): Promise<number> {
  for (let total = 0; ;) {
    const sealed = await inTransaction(({ auditChain }) => auditChain.sealNext(SEAL_SIZE, clock()));
    total += sealed ?? 0;
    if (sealed === null || sealed < SEAL_SIZE) return total;
  }
}
