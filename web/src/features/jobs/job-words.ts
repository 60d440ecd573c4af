import type { JobState } from '../../generated/jobs/graphql.js';
import { changedNothing } from '../../lib/job-result.js';

export const JOB_STATE_VALUES = ['RUNNING', 'QUEUED', 'FAILED', 'SUCCEEDED', 'CANCELLED'] as const;

const WORDS: Readonly<Record<JobState, string>> = {
  RUNNING: 'Running',
  QUEUED: 'Waiting',
  FAILED: 'Failed',
  SUCCEEDED: 'Done',
  CANCELLED: 'Cancelled',
};

/** A job's state in a word. */
export function jobStateWord(state: JobState): string {
  return WORDS[state];
}

/** The kinds of job, by what a person would look for first. */
export const JOB_KINDS = [
  { value: 'analyze-project', label: 'Analyse project' },
  { value: 'plan-project', label: 'Plan project' },
  { value: 'open-merge-request', label: 'Open merge request' },
  { value: 'tend-merge-request', label: 'Tend merge request' },
  { value: 'follow-merge-requests', label: 'Follow merge requests' },
  { value: 'keep-webhooks', label: 'Keep webhooks' },
  { value: 'discover-projects', label: 'Discover projects' },
  { value: 'verify-connection', label: 'Verify the connection' },
  { value: 'open-findings', label: 'Open findings' },
  { value: 'refresh-findings', label: 'Refresh findings' },
  { value: 'assess-risks', label: 'Assess risks' },
  { value: 'apply-policy', label: 'Apply a policy' },
  { value: 'expire-dismissals', label: 'End dismissals' },
  { value: 'sync-advisories', label: 'Sync advisories' },
  { value: 'rematch-advisories', label: 'Match advisories again' },
  { value: 'clean-up', label: 'Clean up' },
] as const;

export const JOB_KIND_VALUES = JOB_KINDS.map(({ value }) => value);

/** Whether it is one of the looks at merge requests, every minute or so, that found nothing changed. */
export function isUneventful(job: {
  readonly name: string;
  readonly state: JobState;
  readonly result?: string | null;
}): boolean {
  return (
    job.name === 'follow-merge-requests' && job.state === 'SUCCEEDED' && changedNothing(job.result ?? null)
  );
}

/** What a person can do with a job in this state. */
export function jobActions(job: { readonly state: JobState; readonly isCancelRequested: boolean }): {
  readonly canCancel: boolean;
  readonly canRetry: boolean;
} {
  const isActive = job.state === 'QUEUED' || job.state === 'RUNNING';
  return {
    canCancel: isActive && !job.isCancelRequested,
    canRetry: job.state === 'FAILED' || job.state === 'CANCELLED',
  };
}
