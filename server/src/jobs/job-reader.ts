import type { KeysetReader } from '../keyset.js';
import type { Job, JobState } from './job.js';

/** Which jobs to list; what is not named is not asked. */
export interface JobFilter {
  readonly states?: readonly JobState[];
  readonly lane?: string;
  readonly names?: readonly string[];
  readonly subject?: string;
  /** About this project or one of its plans. */
  readonly projectId?: string;
  readonly integrationId?: string;
  /** Failed, and no attempt is left. */
  readonly isDead?: boolean;
}

/** A page of jobs, newest first. */
export interface JobPage {
  readonly jobs: readonly Job[];
  readonly hasMore: boolean;
}

/** How many jobs are in each state; a number at the cap means "this many or more". */
export interface JobCounts {
  readonly cap: number;
  readonly states: Readonly<Record<JobState, number>>;
}

/** A lane as it stands. `pausedUntil` null while `isPaused`: until somebody resumes it. */
export interface JobLane {
  readonly lane: string;
  readonly concurrency: number;
  readonly isPaused: boolean;
  readonly pausedUntil: Date | null;
  readonly pauseReason: string | null;
  readonly queued: number;
  readonly running: number;
}

/** The reading half of the job table. */
export interface JobReader {
  /** Null when there is none, also for what is no id. */
  get(id: string): Promise<Job | null>;
  /** Newest first, those older than `before` (a job's id) when given, at most 101. */
  list(filter: JobFilter, page: { readonly before: string | null; readonly limit: number }): Promise<JobPage>;
  /** The same for pages in both directions, with the subjects as parents where it has any. */
  paged(filter: JobFilter): KeysetReader<Job>;
  /** By subject its newest job of these names and states. */
  newestOf(
    subjects: readonly string[],
    filter: Pick<JobFilter, 'names' | 'states'>,
  ): Promise<ReadonlyMap<string, Job>>;
  findMany(ids: readonly string[]): Promise<readonly Job[]>;
  counts(): Promise<JobCounts>;
  /** How many match, counted no further than `cap` + 1. */
  count(filter: JobFilter, cap: number): Promise<number>;
  /** In order of name. */
  lanes(): Promise<readonly JobLane[]>;
}
