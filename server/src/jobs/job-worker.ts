import type { Clock } from '../clock.js';
import { isAppError } from '../errors.js';
import type { JobEnd } from '../metrics/metrics.js';
import type { ClaimedJob, JobClaims, JobWake, Lease, Verdict } from './job-claims.js';
import type { JobHandlers } from './job-handlers.js';
import type { JobProgress } from './job.js';
import { JobStopped, runJob } from './run-job.js';
import type { Timers } from './timers.js';

const HOUR_MS = 3_600_000;

/** Where a worker reports what a person should know: a fixed sentence, details in fields. */
export type JobLog = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Readonly<Record<string, unknown>>,
) => void;

/** What a worker works with and how much of it. */
export interface JobWorkerOptions {
  readonly claims: JobClaims;
  readonly wake: JobWake;
  readonly handlers: JobHandlers;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly log: JobLog;
  /** Jobs that this process runs at once. */
  readonly concurrency: number;
  /** How long a job stays ours without a sign of life; renewed three times as often. */
  readonly leaseMs: number;
  /** How often to look without being woken. */
  readonly pollMs: number;
  /** How long finished jobs are kept. */
  readonly keepHistoryMs: number;
  /** Told of each run that ended, for the metrics. */
  readonly onRunEnded?: (name: string, end: JobEnd, durationMs: number) => void;
}

/** Whether a worker goes round, for those who watch it. */
export interface WorkerPulse {
  /** When its regular round last began, or it last looked for jobs. */
  readonly roundAt: Date | null;
  /** When it last looked for jobs and the database answered. */
  readonly claimedAt: Date | null;
  /** It takes jobs: it has begun and was not told to stop. */
  readonly isClaiming: boolean;
  /** Jobs that run now. */
  readonly running: number;
  /** All places are taken, so that it has no reason to look for jobs. */
  readonly isFull: boolean;
}

/** What suits the product: 30 s leases, a look every 2 s, history for 30 days. */
export const WORKER_DEFAULTS = {
  concurrency: 8,
  leaseMs: 30_000,
  pollMs: 2_000,
  keepHistoryMs: 30 * 24 * HOUR_MS,
} as const;

interface Run {
  readonly lease: Lease;
  readonly controller: AbortController;
  /** By our clock; after it, somebody else may hold the job. */
  leaseEndMs: number;
  readonly done: Promise<void>;
}

/** Claims jobs and runs them, until it is stopped. */
export class JobWorker {
  readonly #options: JobWorkerOptions;
  readonly #names: readonly string[];
  /** By token, for a job that came back may start before the run that put it back is over. */
  readonly #runs = new Map<string, Run>();
  #phase: 'new' | 'running' | 'stopping' = 'new';
  #claiming: Promise<void> | null = null;
  #tending: Promise<void> = Promise.resolve();
  #isClaimWanted = false;
  #isCancelUnmatched = false;
  #emptyClaims = 0;
  #roundAt: Date | null = null;
  #claimedAt: Date | null = null;
  #lastPruneMs = Number.NEGATIVE_INFINITY;
  #callOffLook: () => void = () => undefined;
  #callOffTend: () => void = () => undefined;
  #endWake: () => Promise<void> = () => Promise.resolve();

  constructor(options: JobWorkerOptions) {
    this.#options = options;
    this.#names = [...options.handlers.keys()];
  }

  /** Starts claiming; resolves when it listens. */
  async start(): Promise<void> {
    if (this.#phase !== 'new') return;
    this.#phase = 'running';
    this.#endWake = await this.#options.wake.listen(
      () => this.#look(),
      (id) => this.#onCancel(id),
    );
    this.#tending = this.#tend();
    this.#look();
  }

  /** How many jobs run here now. */
  get running(): number {
    return this.#runs.size;
  }

  get pulse(): WorkerPulse {
    return {
      roundAt: this.#roundAt,
      claimedAt: this.#claimedAt,
      isClaiming: this.#phase === 'running',
      running: this.#runs.size,
      isFull: this.#runs.size >= this.#options.concurrency,
    };
  }

  /**
   * Stops claiming, gives what runs so many milliseconds to end, then tells it to stop and puts back what did not
   * end, without the loss of an attempt.
   */
  async stop(graceMs: number): Promise<void> {
    if (this.#phase === 'stopping') return;
    this.#phase = 'stopping';
    this.#callOffLook();
    await this.#endWake();
    await this.#claiming;
    const ends = (): Promise<unknown> => Promise.all([...this.#runs.values()].map(({ done }) => done));
    let callOff: () => void = () => undefined;
    const graceIsOver = new Promise<void>((resolve) => {
      callOff = this.#options.timers.after(graceMs, resolve);
    });
    await Promise.race([ends(), graceIsOver]);
    callOff();
    for (const { controller } of this.#runs.values()) controller.abort(new JobStopped('stopping'));
    await ends();
    await this.#tending;
    this.#callOffTend();
  }

  /** A renewal tells what was asked to stop. A job whose claim has not come back yet is looked after by the claim. */
  #onCancel(id: string): void {
    if ([...this.#runs.values()].some(({ lease }) => lease.id === id)) void this.#renew();
    else this.#isCancelUnmatched = true;
  }

  /** Claims as much as there is room for: one claim at a time, so that ends which come together share the next. */
  #look(): void {
    this.#callOffLook();
    if (this.#phase !== 'running') return;
    this.#isClaimWanted = true;
    this.#claiming ??= this.#claimWhileWanted().finally(() => {
      this.#claiming = null;
    });
  }

  async #claimWhileWanted(): Promise<void> {
    while (this.#isClaimWanted && this.#phase === 'running') {
      this.#isClaimWanted = false;
      const room = this.#options.concurrency - this.#runs.size;
      if (room <= 0) return;
      try {
        await this.#claim(room);
      } catch (error) {
        this.#options.log('warn', 'Looking for jobs failed; it is tried again', { error });
        this.#lookIn(this.#options.pollMs);
      }
    }
  }

  async #claim(room: number): Promise<void> {
    const { claims, clock, leaseMs, pollMs, random } = this.#options;
    this.#roundAt = clock();
    const leaseEndMs = this.#roundAt.getTime() + leaseMs;
    this.#isCancelUnmatched = false;
    const { jobs, nextDueInMs } = await claims.claim(this.#names, room, leaseMs);
    this.#claimedAt = clock();
    for (const claimed of jobs) this.#begin(claimed, leaseEndMs);
    if (this.#isCancelUnmatched) void this.#renew();
    this.#emptyClaims = jobs.length === 0 ? this.#emptyClaims + 1 : 0;
    if (this.#runs.size >= this.#options.concurrency) return;
    // Something is due that another claim holds for a moment: look again soon, then less and less often.
    const leastMs = 5 * 2 ** Math.min(this.#emptyClaims, 10) * (0.5 + random());
    this.#lookIn(Math.min(pollMs, Math.max(nextDueInMs ?? pollMs, leastMs)));
  }

  #lookIn(delayMs: number): void {
    this.#callOffLook();
    if (this.#phase === 'running')
      this.#callOffLook = this.#options.timers.after(delayMs, () => this.#look());
  }

  #begin(claimed: ClaimedJob, leaseEndMs: number): void {
    const controller = new AbortController();
    // A claim that was under way when the stop came is put back unseen.
    if (this.#phase !== 'running') controller.abort(new JobStopped('stopping'));
    const done = this.#run(claimed, controller).finally(() => {
      this.#runs.delete(claimed.lease.token);
      this.#look();
    });
    this.#runs.set(claimed.lease.token, { lease: claimed.lease, controller, leaseEndMs, done });
  }

  async #run({ job, lease }: ClaimedJob, controller: AbortController): Promise<void> {
    const { claims, clock, timers, random, handlers, log } = this.#options;
    const handler = handlers.get(job.name);
    if (handler === undefined || controller.signal.aborted) {
      return this.#settle(lease, { kind: 'released' }, null);
    }
    const startedMs = clock().getTime();
    const { verdict, progress } = await runJob(handler, job, controller, {
      clock,
      timers,
      random,
      saveProgress: (reported) => claims.saveProgress(lease, reported),
      onUnknownError: (error) => log('error', 'A job failed', { jobId: job.id, job: job.name, error }),
    });
    const durationMs = clock().getTime() - startedMs;
    const outcome = verdict?.kind ?? 'lost';
    this.#options.onRunEnded?.(job.name, outcome, durationMs);
    log('info', 'A job ended', { jobId: job.id, job: job.name, subject: job.subject, outcome, durationMs });
    if (verdict !== null) await this.#settle(lease, verdict, progress);
  }

  /** A database that does not answer is asked again while the lease lasts; after that the job is somebody else's. */
  async #settle(lease: Lease, verdict: Verdict, progress: JobProgress | null): Promise<void> {
    const { claims, clock, timers, log } = this.#options;
    for (let delayMs = 50; ; delayMs = Math.min(delayMs * 2, 2_000)) {
      try {
        const state = await claims.settle(lease, verdict, progress);
        if (state === null) log('warn', 'A job ended after its lease was lost', { jobId: lease.id });
        return;
      } catch (error) {
        log('warn', 'The end of a job could not be stored', { jobId: lease.id, error });
        if (isAppError(error) && verdict.kind === 'succeeded') {
          const failure = { code: error.code, message: error.message };
          return this.#settle(lease, { kind: 'failed', error: failure }, progress);
        }
      }
      const leaseEndMs = this.#runs.get(lease.token)?.leaseEndMs ?? 0;
      if (clock().getTime() + delayMs > leaseEndMs) return;
      await new Promise<void>((resolve) => timers.after(delayMs, resolve));
    }
  }

  /** The regular round: leases renewed, lost ones taken back, old history deleted. */
  async #tend(): Promise<void> {
    const { claims, clock, leaseMs, keepHistoryMs, timers, log } = this.#options;
    this.#roundAt = clock();
    await this.#renew();
    try {
      if (this.#phase === 'running') await claims.reclaimExpired();
      const now = clock().getTime();
      if (this.#phase === 'running' && now - this.#lastPruneMs >= HOUR_MS) {
        this.#lastPruneMs = now;
        await claims.prune(keepHistoryMs);
      }
    } catch (error) {
      log('warn', 'Looking after the job table failed; it is tried again', { error });
    }
    if (this.#phase === 'running' || this.#runs.size > 0) {
      this.#callOffTend = timers.after(leaseMs / 3, () => {
        this.#tending = this.#tend();
      });
    }
  }

  async #renew(): Promise<void> {
    const { claims, clock, leaseMs, log } = this.#options;
    const runs = [...this.#runs.values()];
    if (runs.length === 0) return;
    const askedMs = clock().getTime();
    try {
      const leases = runs.map(({ lease }) => lease);
      const held = new Map((await claims.renew(leases, leaseMs)).map((answer) => [answer.token, answer]));
      for (const run of runs) {
        const answer = held.get(run.lease.token);
        if (answer === undefined) run.controller.abort(new JobStopped('lease lost'));
        else run.leaseEndMs = askedMs + leaseMs;
        if (answer?.isCancelRequested === true) run.controller.abort(new JobStopped('cancelled'));
      }
    } catch (error) {
      log('warn', 'Leases could not be renewed', { error });
      for (const run of runs) {
        if (clock().getTime() > run.leaseEndMs) run.controller.abort(new JobStopped('lease lost'));
      }
    }
  }
}
