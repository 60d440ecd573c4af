import { z } from 'zod';
import type { JobDefinition } from '../jobs/job.js';
import { POLICY_FIELDS } from './resolve-policy.js';

const applyPolicyPayload = z.object({
  scope: z.string().max(1_000),
  fields: z.array(z.enum(POLICY_FIELDS)),
});
export type ApplyPolicyPayload = z.infer<typeof applyPolicyPayload>;

/** Carries a changed policy into the projects that it concerns. */
export const applyPolicyJob: JobDefinition<ApplyPolicyPayload> = {
  name: 'apply-policy',
  schema: applyPolicyPayload,
  maxAttempts: 6,
  backoffMs: 2_000,
  timeoutMs: 20 * 60_000,
};
