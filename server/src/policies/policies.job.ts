import type { JobHandler } from '../jobs/job.js';
import { applyPolicy, type ApplyPolicyDeps } from './apply-policy.js';
import { applyPolicyJob, type ApplyPolicyPayload } from './policy-jobs.js';

/** Carries a changed policy into its projects. */
export function applyPolicyHandler(deps: ApplyPolicyDeps): JobHandler<ApplyPolicyPayload> {
  return { definition: applyPolicyJob, run: (payload, context) => applyPolicy(deps, payload, context) };
}
