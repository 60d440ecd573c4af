import type { Job, JobError, JobProgress, JobState } from './job.js';

/** The right to write about one run of a job: the token changes with every claim, and only the last one is good. */
export interface Lease {
  readonly id: string;
  readonly token: string;
}

/** A job that this worker may run, until its lease ends. */
export interface ClaimedJob {
  readonly job: Job;
  readonly lease: Lease;
}

/** What a claim found. `nextDueInMs` says when another may find more; null when nothing waits. */
export interface Claim {
  readonly jobs: readonly ClaimedJob[];
  readonly nextDueInMs: number | null;
}

/** How a run ended, as data; what becomes of the job follows from it and from what was asked meanwhile. */
export type Verdict =
  | { readonly kind: 'succeeded'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly error: JobError }
  | { readonly kind: 'retry'; readonly error: JobError; readonly delayMs: number }
  | { readonly kind: 'again'; readonly runAt: Date; readonly reason: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'released' };

/** The worker's side of the job table. Every write names the lease, and does nothing when that is lost. */
export interface JobClaims {
  claim(names: readonly string[], limit: number, leaseMs: number): Promise<Claim>;
  /** Lengthens the leases and answers those that are still held. */
  renew(
    leases: readonly Lease[],
    leaseMs: number,
  ): Promise<readonly (Lease & { readonly isCancelRequested: boolean })[]>;
  /** Whether the lease was still held. */
  saveProgress(lease: Lease, progress: JobProgress): Promise<boolean>;
  /** Ends the run and answers the job's new state; null when the lease was lost. `progress` null keeps the last. */
  settle(lease: Lease, verdict: Verdict, progress: JobProgress | null): Promise<JobState | null>;
  /** Takes back the jobs whose lease has run out; returns how many. */
  reclaimExpired(): Promise<number>;
  /** Deletes finished jobs older than this; returns how many. */
  prune(keepMs: number): Promise<number>;
}

/** What tells a worker at once that something changed; it polls besides. */
export interface JobWake {
  /** Resolves to what ends it. */
  listen(onQueued: () => void, onCancel: (id: string) => void): Promise<() => Promise<void>>;
}
