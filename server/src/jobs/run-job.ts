import type { Clock } from '../clock.js';
import { AppError, type ErrorCode, isAppError } from '../errors.js';
import type { Verdict } from './job-claims.js';
import type { BoundHandler } from './job-handlers.js';
import type { Job, JobOutcome, JobProgress } from './job.js';
import { retryDelayMs } from './retry-delay.js';
import type { Timers } from './timers.js';

/** How long a handler that was told to stop may go on before it is left alone. */
export const ABANDON_AFTER_MS = 2_000;
const PROGRESS_INTERVAL_MS = 500;

/** Why a run was told to stop; it is the reason of the signal, as an error that `throwIfAborted` throws. */
export type StopCause = 'cancelled' | 'lease lost' | 'timed out' | 'stopping';

/** The error that a signal aborts with. */
export class JobStopped extends AppError {
  readonly stopCause: StopCause;

  constructor(stopCause: StopCause) {
    super(STOP_ERRORS[stopCause].code, STOP_ERRORS[stopCause].message);
    this.stopCause = stopCause;
  }
}

const STOP_ERRORS: Readonly<Record<StopCause, { readonly code: ErrorCode; readonly message: string }>> = {
  cancelled: { code: 'CANCELLED', message: 'The job was cancelled.' },
  'lease lost': { code: 'LEASE_LOST', message: 'Another worker took the job over.' },
  'timed out': { code: 'LIMIT_EXCEEDED', message: 'The job took longer than it may and was stopped.' },
  stopping: { code: 'CANCELLED', message: 'Backline is stopping.' },
};

/** Failures that a later attempt would only repeat: something else must change first. */
const FINAL_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BAD_INPUT',
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'LIMIT_EXCEEDED',
  'CONFIG_INVALID',
  'ADDRESS_INVALID',
  'ADDRESS_FORBIDDEN',
  'NOT_GITLAB',
  'TOKEN_INVALID',
  'TOKEN_EXPIRED',
  'TOKEN_REVOKED',
  'TOKEN_SCOPE_MISSING',
  'GITLAB_FORBIDDEN',
  'GITLAB_NOT_FOUND',
  'GITLAB_REFUSED',
  'GIT_LIMIT',
  'GIT_LEASE_LOST',
  'REPOSITORY_EMPTY',
  'ADVISORY_SOURCE_INVALID',
  'SECRET_UNREADABLE',
  'CANCELLED',
]);

/** Whether a failed attempt is the last one: the job ends with it. */
export function isLastFailure(
  error: unknown,
  { attempts, maxAttempts }: Pick<Job, 'attempts' | 'maxAttempts'>,
): boolean {
  return attempts >= maxAttempts || (isAppError(error) && FINAL_CODES.has(error.code));
}

/** What one run needs beside its handler. */
export interface RunPorts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  /** Stores progress; false when the lease is lost. */
  readonly saveProgress: (progress: JobProgress) => Promise<boolean>;
  /** Told of errors that are no AppError: the job keeps a message without their text. */
  readonly onUnknownError: (error: unknown) => void;
}

/** A run's end: the verdict (null when the lease was lost, so nothing may be written) and progress not yet stored. */
export interface RunResult {
  readonly verdict: Verdict | null;
  readonly progress: JobProgress | null;
}

/**
 * Runs a handler until it ends, and answers what becomes of the job. A handler that goes on for two seconds after
 * its signal was aborted (cancelled, time-out, lease lost, shutdown) is left alone.
 */
export async function runJob(
  handler: BoundHandler,
  job: Job,
  controller: AbortController,
  ports: RunPorts,
): Promise<RunResult> {
  const { signal } = controller;
  const callOffTimeout = ports.timers.after(handler.definition.timeoutMs, () =>
    controller.abort(new JobStopped('timed out')),
  );
  const abandonment = watchAbandonment(signal, ports.timers);
  const progress = createProgressWriter(controller, ports);
  try {
    const outcome = await Promise.race([
      handler.run(job.payload, { job, signal, progress: progress.report }),
      abandonment.promise,
    ]);
    return { verdict: verdictOf(outcome), progress: progress.end() };
  } catch (error) {
    return { verdict: verdictOfError(error, job, handler, signal, ports), progress: progress.end() };
  } finally {
    callOffTimeout();
    abandonment.callOff();
  }
}

/** A promise that rejects with the signal's reason, some time after it was aborted. */
function watchAbandonment(
  signal: AbortSignal,
  timers: Timers,
): { readonly promise: Promise<never>; readonly callOff: () => void } {
  let callOffTimer: () => void = () => undefined;
  let onAbort: () => void = () => undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      callOffTimer = timers.after(ABANDON_AFTER_MS, () => reject(signal.reason));
    };
  });
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  const callOff = (): void => {
    signal.removeEventListener('abort', onAbort);
    callOffTimer();
  };
  return { promise, callOff };
}

function verdictOf(outcome: JobOutcome): Verdict {
  return outcome.kind === 'done'
    ? { kind: 'succeeded', result: outcome.result ?? null }
    : { kind: 'again', runAt: outcome.runAt, reason: outcome.reason };
}

/** Why the run was told to stop says more than the error that followed from it. */
function verdictOfError(
  thrown: unknown,
  job: Job,
  handler: BoundHandler,
  signal: AbortSignal,
  ports: RunPorts,
): Verdict | null {
  const reason: unknown = signal.aborted ? signal.reason : null;
  const stop = reason instanceof JobStopped ? reason : null;
  if (stop?.stopCause === 'lease lost') return null;
  if (stop?.stopCause === 'cancelled') return { kind: 'cancelled' };
  if (stop?.stopCause === 'stopping') return { kind: 'released' };
  const failure = stop ?? thrown;
  if (!isAppError(failure)) ports.onUnknownError(failure);
  const error = isAppError(failure)
    ? { code: failure.code, message: failure.message }
    : {
        code: 'INTERNAL',
        message: `Something went wrong inside Backline. The log says more about job ${job.id}.`,
      };
  const isLast = stop === null ? isLastFailure(failure, job) : job.attempts >= job.maxAttempts;
  if (isLast) return { kind: 'failed', error };
  const delayMs = retryDelayMs(job.attempts, handler.definition.backoffMs, ports.random);
  return { kind: 'retry', error, delayMs };
}

/** Stores the first report at once and later ones at most twice a second, always the latest. */
function createProgressWriter(
  controller: AbortController,
  ports: RunPorts,
): { report: (progress: JobProgress) => Promise<void>; end: () => JobProgress | null } {
  let pending: JobProgress | null = null;
  let storedAtMs = Number.NEGATIVE_INFINITY;
  let callOff: (() => void) | null = null;
  let hasEnded = false;

  const store = async (): Promise<void> => {
    callOff = null;
    const progress = pending;
    if (progress === null || hasEnded) return;
    pending = null;
    storedAtMs = ports.clock().getTime();
    try {
      const isHeld = await ports.saveProgress(progress);
      if (!isHeld && !hasEnded) controller.abort(new JobStopped('lease lost'));
    } catch {
      // What could not be stored is no failure of the job: the next report or the end stores it.
      pending ??= progress;
    }
  };

  return {
    report: async (progress) => {
      controller.signal.throwIfAborted();
      if (hasEnded) return;
      pending = progress;
      const waitMs = storedAtMs + PROGRESS_INTERVAL_MS - ports.clock().getTime();
      if (waitMs <= 0 && callOff === null) {
        await store();
        controller.signal.throwIfAborted();
      } else {
        callOff ??= ports.timers.after(waitMs, () => void store());
      }
    },
    end: () => {
      hasEnded = true;
      callOff?.();
      return pending;
    },
  };
}
