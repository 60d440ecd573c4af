import type { AuditValues } from '../audit/audit-event.js';
import { AppError } from '../errors.js';
import type { InTransaction } from '../stores.js';
import type { Job } from './job.js';

const REFUSALS = {
  cancel: 'This job has ended already.',
  retry: 'Only a failed or cancelled job can be tried again.',
} as const;

/** Cancels a job, or queues one that failed or was cancelled once more. STATE_FORBIDS where that is not possible. */
export function changeJob(
  { inTransaction }: { readonly inTransaction: InTransaction },
  wish: {
    readonly id: string;
    readonly verb: 'cancel' | 'retry';
    readonly actor: string;
    /** Throws where this job may not be changed by who asks. */
    readonly admit?: (job: Job | null) => void;
  },
): Promise<Job> {
  const { id, verb, actor, admit } = wish;
  return inTransaction(async (stores) => {
    const before = await stores.jobHistory.get(id);
    admit?.(before);
    const changed = await stores.jobs[verb](id);
    if (changed === null) throw new AppError('STATE_FORBIDS', REFUSALS[verb]);
    await stores.audit.record({
      actor,
      action: `job.${verb}`,
      message: `${verb === 'cancel' ? 'Cancelled' : 'Retried'} the job “${jobTitle(changed.name)}”.`,
      subject: `job:${id}`,
      before: before && auditedJob(before),
      after: auditedJob(changed),
    });
    return changed;
  });
}

/** What a job does, for a person. */
export function jobTitle(name: string): string {
  return TITLES[name] ?? name;
}

function auditedJob({ name, state, isCancelRequested }: Job): AuditValues {
  return { name, state, isCancelRequested };
}

const TITLES: Readonly<Record<string, string>> = {
  'discover-projects': 'Discover projects',
  'verify-connection': 'Verify the connection',
  'follow-merge-requests': 'Follow merge requests',
  'analyze-project': 'Analyse project',
  'open-findings': 'Open findings',
  'refresh-findings': 'Refresh findings',
  'assess-risks': 'Assess risks',
  'apply-policy': 'Apply a policy',
  'expire-dismissals': 'End dismissals',
  'plan-project': 'Plan project',
  'open-merge-request': 'Open merge request',
  'tend-merge-request': 'Tend merge request',
  'clean-up': 'Clean up',
  'sync-advisories': 'Sync advisories',
  'rematch-advisories': 'Match advisories again',
};
