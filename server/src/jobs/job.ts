import type { z } from 'zod';

export const JOB_STATES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;

export type JobState = (typeof JOB_STATES)[number];

/** One row of the job table. Ids are decimal strings (bigint). Progress is done of total, with a word for what. */
export interface Job {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  /** What it must not outrun: `integration:<id>`, or `backline` for our own. */
  readonly lane: string;
  readonly priority: number;
  readonly state: JobState;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly runAt: Date;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly leaseUntil: Date | null;
  readonly progress: JobProgress | null;
  readonly result: unknown;
  readonly error: JobError | null;
  readonly isCancelRequested: boolean;
  /** The noun that it is about, such as `project:12`; null when none. */
  readonly subject: string | null;
  /** Why it is not running yet, for a person; null while it runs or when it is done. */
  readonly waitingFor: string | null;
}

export interface JobProgress {
  readonly done: number;
  readonly total: number | null;
  readonly message: string;
}

export interface JobError {
  readonly code: string;
  readonly message: string;
}

/** A job's name and payload schema; use cases enqueue by it, a `.job.ts` file binds the handler. */
export interface JobDefinition<Payload> {
  readonly name: string;
  readonly schema: z.ZodType<Payload>;
  readonly maxAttempts: number;
  /** Milliseconds before the first retry; doubles each time, with jitter. */
  readonly backoffMs: number;
  /** Milliseconds that one run may take before it is given up. */
  readonly timeoutMs: number;
}

export interface EnqueueOptions {
  readonly lane: string;
  readonly subject?: string;
  /** Lower runs first; default 100. */
  readonly priority?: number;
  readonly runAt?: Date;
  /** While a job with this key is queued (not running), a second one is not made; the first one is returned. */
  readonly dedupeKey?: string;
}

/** The writing half that use cases see, inside a transaction. */
export interface JobQueue {
  enqueue<Payload>(
    definition: JobDefinition<Payload>,
    payload: Payload,
    options: EnqueueOptions,
  ): Promise<Job>;
  /** Many in one statement, in order. */
  enqueueMany<Payload>(
    definition: JobDefinition<Payload>,
    jobs: readonly { readonly payload: Payload; readonly options: EnqueueOptions }[],
  ): Promise<readonly Job[]>;
  /** Whether a job with this key waits, which so begins after this was asked. */
  isQueued(definition: Pick<JobDefinition<unknown>, 'name'>, dedupeKey: string): Promise<boolean>;
  /** Queued: cancelled at once. Running: asked to stop. Finished: null. */
  cancel(id: string): Promise<Job | null>;
  /** Puts a failed or cancelled job back as a fresh one; null when it is neither. */
  retry(id: string): Promise<Job | null>;
  pauseLane(lane: string, until: Date | null, reason: string): Promise<void>;
  resumeLane(lane: string): Promise<void>;
  /** Forgets finished runs of a repeated job whose result says that nothing changed, so that they do not bury the history. */
  forgetUneventful(definition: Pick<JobDefinition<unknown>, 'name'>, subject: string): Promise<number>;
  /** Cancels all that is queued in a lane and asks what runs to stop; returns how many. */
  cancelLane(lane: string): Promise<number>;
}

/** What a handler gets beside its payload. */
export interface JobContext {
  readonly job: Job;
  /** Aborted when cancelled, when the lease is lost, on time-out and on shutdown. */
  readonly signal: AbortSignal;
  /** Stores progress (at most twice a second) and publishes it. */
  readonly progress: (progress: JobProgress) => Promise<void>;
}

/** A result ends the job; `again` runs it later without counting as a failure (GitLab's limit, say). */
export type JobOutcome =
  | { readonly kind: 'done'; readonly result?: unknown }
  | { readonly kind: 'again'; readonly runAt: Date; readonly reason: string };

export interface JobHandler<Payload> {
  readonly definition: JobDefinition<Payload>;
  readonly run: (payload: Payload, context: JobContext) => Promise<JobOutcome>;
}

/** The lane of the jobs that talk to no integration. */
export const BACKLINE_LANE = 'backline';
