import { z } from 'zod';
import type { JobDefinition } from '../jobs/job.js';

/** Ecosystems to bring up to date from OSV's public archives, as OSV spells them. */
export interface SyncAdvisoriesPayload {
  readonly ecosystems: readonly string[];
}

/** Brings ecosystems up to date and matches again what changed. */
export const syncAdvisoriesJob: JobDefinition<SyncAdvisoriesPayload> = {
  name: 'sync-advisories',
  schema: z.object({
    ecosystems: z
      .array(z.string().regex(/^[A-Za-z][A-Za-z0-9 .-]{0,63}$/))
      .min(1)
      .max(50),
  }),
  maxAttempts: 5,
  backoffMs: 60_000,
  timeoutMs: 60 * 60 * 1000,
};

const assessRisksPayload = z.object({ cves: z.array(z.string().regex(/^CVE-\d{4}-\d{4,19}$/)).max(1_000) });
export type AssessRisksPayload = z.infer<typeof assessRisksPayload>;

/** Has the findings that bear these names assessed again, because more or less is known of attacks. */
export const assessRisksJob: JobDefinition<AssessRisksPayload> = {
  name: 'assess-risks',
  schema: assessRisksPayload,
  maxAttempts: 6,
  backoffMs: 1_000,
  timeoutMs: 10 * 60 * 1000,
};

/** Matches again what waits for it, after an import by another process or one that broke off. */
export const rematchAdvisoriesJob: JobDefinition<Record<string, never>> = {
  name: 'rematch-advisories',
  schema: z.strictObject({}),
  maxAttempts: 5,
  backoffMs: 5_000,
  timeoutMs: 10 * 60 * 1000,
};
