import type { Clock } from '../clock.js';
import { type CleanedUp, type Cleaner, cleanUpJob } from './clean-up-job.js';
import type { JobHandler } from './job.js';

const MAX_BATCHES = 1_000;

/** Cleans batch by batch until a batch finds nothing. */
export function cleanUpHandler({
  cleaner,
  clock,
}: {
  readonly cleaner: Cleaner;
  readonly clock: Clock;
}): JobHandler<Record<string, never>> {
  return {
    definition: cleanUpJob,
    run: async (_payload, { signal, progress }) => {
      let total: CleanedUp = {
        inventories: 0,
        texts: 0,
        idempotencyKeys: 0,
        hookDeliveries: 0,
        eventDeliveries: 0,
        changes: 0,
      };
      for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
        signal.throwIfAborted();
        const found = await cleaner.cleanBatch(clock());
        total = add(total, found);
        if (sum(found) === 0) break;
        await progress({ done: sum(total), total: null, message: `${sum(total)} rows removed` });
      }
      return { kind: 'done', result: total };
    },
  };
}

function add(left: CleanedUp, right: CleanedUp): CleanedUp {
  return {
    inventories: left.inventories + right.inventories,
    texts: left.texts + right.texts,
    idempotencyKeys: left.idempotencyKeys + right.idempotencyKeys,
    hookDeliveries: left.hookDeliveries + right.hookDeliveries,
    eventDeliveries: left.eventDeliveries + right.eventDeliveries,
    changes: left.changes + right.changes,
  };
}

function sum(found: CleanedUp): number {
  return Object.values(found).reduce((total: number, count: number) => total + count, 0);
}
