import { Progress } from '@mantine/core';
import { resultSentence } from '../lib/job-result.js';
import { useNow } from '../lib/use-now.js';
import { waitingSentence } from '../lib/waiting.js';
import { markTexts } from '../texts/marks.js';
import { uiTexts } from '../texts/ui.js';
import { StateMark, type Tone } from './mark.js';
import classes from './job-line.module.css';

/** The states of a job. */
export type JobState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** What a job's line needs to know. */
export interface JobLineJob {
  readonly title: string;
  readonly state: JobState;
  readonly progress?: {
    readonly done: number;
    readonly total?: number | null;
    readonly message: string;
  } | null;
  readonly waitingFor?: string | null;
  readonly error?: { readonly message: string } | null;
  readonly result?: unknown;
}

const TONES: Readonly<Record<JobState, Tone>> = {
  QUEUED: 'waiting',
  RUNNING: 'busy',
  SUCCEEDED: 'good',
  FAILED: 'bad',
  CANCELLED: 'off',
};

/** Whether a job may still change. */
export function isJobActive(state: JobState): boolean {
  return state === 'QUEUED' || state === 'RUNNING';
}

/** A job's state in shape and word. */
export function JobStateMark({ state }: { readonly state: JobState }) {
  return <StateMark tone={TONES[state]}>{markTexts.job[state]}</StateMark>;
}

/** What a job is doing now, waits for, or came to; one sentence. */
export function jobSentence(job: JobLineJob, now: number): string {
  if (job.state === 'FAILED') return job.error?.message ?? uiTexts.job.failed;
  if (job.state === 'QUEUED') return waitingSentence(job.waitingFor ?? uiTexts.job.queued, now);
  if (job.state === 'RUNNING') return job.progress?.message ?? uiTexts.job.running;
  if (job.state === 'CANCELLED') return uiTexts.job.cancelled;
  return resultSentence(job.result);
}

/** How far a running job is, in percent; null where it cannot say. */
export function jobPercent(job: JobLineJob): number | null {
  const total = job.progress?.total;
  if (job.state !== 'RUNNING' || total === null || total === undefined || total <= 0) return null;
  return Math.min(100, Math.round(((job.progress?.done ?? 0) / total) * 100));
}

/** A job as it goes: its bar and what it does, read out politely. */
export function JobLine({ job }: { readonly job: JobLineJob }) {
  const now = useNow();
  const percent = jobPercent(job);
  return (
    <div className={classes.line} aria-live="polite">
      <div className={classes.head}>
        <JobStateMark state={job.state} />
        <span>{job.title}</span>
      </div>
      {percent !== null && (
        <Progress value={percent} size={4} aria-label={job.title} transitionDuration={100} />
      )}
      <p className="quiet small">
        {jobSentence(job, now)}
        {percent !== null && ` ${uiTexts.job.progress(job.progress?.done ?? 0, job.progress?.total ?? 0)}`}
      </p>
    </div>
  );
}
