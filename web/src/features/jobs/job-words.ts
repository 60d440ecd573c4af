import type { JobState } from '../../generated/jobs/graphql.js';

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
