import type { JobState } from '../../generated/jobs/graphql.js';
import { jobTexts } from '../../texts/jobs.js';
import { changedNothing } from '../../lib/job-result.js';

export const JOB_STATE_VALUES = ['RUNNING', 'QUEUED', 'FAILED', 'SUCCEEDED', 'CANCELLED'] as const;

/** A job's state in a word. */
export function jobStateWord(state: JobState): string {
  return jobTexts.states[state];
}

/** The kinds of job, by what a person would look for first. */
export const JOB_KINDS = Object.entries(jobTexts.kinds).map(([value, label]) => ({ value, label }));

/** Whether it is one of the looks at merge requests, every minute or so, that found nothing changed. */
export function isUneventful(job: {
  readonly name: string;
  readonly state: JobState;
  readonly result?: unknown;
}): boolean {
  return job.name === 'follow-merge-requests' && job.state === 'SUCCEEDED' && changedNothing(job.result);
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

/** How often a job was tried, and whether it will be again. */
export function attemptSentence(job: {
  readonly state: JobState;
  readonly attempts: number;
  readonly maxAttempts: number;
}): string {
  const texts = jobTexts.life;
  if (job.attempts === 0) return texts.none;
  const left = Math.max(0, job.maxAttempts - job.attempts);
  if (job.state === 'FAILED' && left === 0) return texts.givenUp(job.attempts);
  return texts.attemptsLeft(job.attempts, left);
}
