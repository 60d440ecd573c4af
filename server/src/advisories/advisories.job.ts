import type { JobHandler } from '../jobs/job.js';
import type { InTransaction } from '../stores.js';
import {
  assessRisksJob,
  type AssessRisksPayload,
  rematchAdvisoriesJob,
  type SyncAdvisoriesPayload,
  syncAdvisoriesJob,
} from './advisory-jobs.js';
import { assessRisks } from './assess-risks.js';
import { rematchAll } from './import-advisories.js';
import { type SyncDeps, type SyncResult, syncAdvisories } from './sync-advisories.js';

/** Syncs one ecosystem after the other; the result says what each did. */
export function syncAdvisoriesHandler(deps: SyncDeps): JobHandler<SyncAdvisoriesPayload> {
  return {
    definition: syncAdvisoriesJob,
    run: async ({ ecosystems }, { signal, progress }) => {
      const results: SyncResult[] = [];
      for (const [index, ecosystem] of ecosystems.entries()) {
        await progress({ done: index, total: ecosystems.length, message: `Syncing ${ecosystem}` });
        const onProgress = (counts: { readonly read: number }) =>
          progress({
            done: index,
            total: ecosystems.length,
            message: `Syncing ${ecosystem}: ${counts.read} records read`,
          });
        results.push(await syncAdvisories(deps, ecosystem, { signal, onProgress }));
      }
      return { kind: 'done', result: results };
    },
  };
}

/** Matches again every package that waits for it. */
export function rematchAdvisoriesHandler({
  writer,
}: Pick<SyncDeps, 'writer'>): JobHandler<Record<string, never>> {
  return {
    definition: rematchAdvisoriesJob,
    run: async (_payload, { signal }) => ({ kind: 'done', result: await rematchAll(writer, signal) }),
  };
}

/** Has the findings that bear some names assessed again. */
export function assessRisksHandler(deps: {
  readonly inTransaction: InTransaction;
}): JobHandler<AssessRisksPayload> {
  return { definition: assessRisksJob, run: (payload, context) => assessRisks(deps, payload, context) };
}
