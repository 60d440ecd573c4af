import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { isAppError } from '../errors.js';
import type { JobContext } from '../jobs/job.js';
import { isLastFailure, JobStopped } from '../jobs/run-job.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import type { InTransaction } from '../stores.js';

/** What ends the job for good, as the plan keeps it; null when the job goes on later or elsewhere. */
export function finalFailure(
  thrown: unknown,
  { job, signal }: Pick<JobContext, 'job' | 'signal'>,
): RemediationPlan['failure'] {
  const reason: unknown = signal.aborted ? signal.reason : null;
  const error = reason instanceof JobStopped ? reason : thrown;
  if (error instanceof JobStopped) {
    if (error.stopCause === 'cancelled')
      return { code: 'CANCELLED', message: 'The opening was cancelled. Try again to go on.' };
    const isOver = error.stopCause === 'timed out' && job.attempts >= job.maxAttempts;
    return isOver ? { code: error.code, message: error.message } : null;
  }
  if (!isLastFailure(error, job)) return null;
  return isAppError(error)
    ? { code: error.code, message: error.message }
    : { code: 'INTERNAL', message: 'Opening the merge request failed in an unexpected way.' };
}

/** Keeps why a plan could not be opened; one that went on meanwhile stays as it is. */
export async function failPlan(
  deps: { readonly inTransaction: InTransaction },
  plan: RemediationPlan,
  failure: NonNullable<RemediationPlan['failure']>,
): Promise<void> {
  await deps.inTransaction(async (stores) => {
    const step = { from: ['APPROVED', 'OPENING'], state: 'FAILED', failure } as const;
    if ((await stores.plans.saveState(plan.id, step)) === null) return;
    await stores.audit.record({
      actor: BACKLINE_ACTOR,
      action: 'plan.failed',
      message: `Opening “${plan.title}” failed (${failure.code}): ${failure.message}`,
      subject: `plan:${plan.id}`,
      projectId: plan.projectId,
    });
  });
}
