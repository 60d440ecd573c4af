import type { Clock } from '../clock.js';
import { AppError, isAppError } from '../errors.js';
import { type BudgetWait, type RequestBudget, throttled } from './budget.js';
import { describeGitFailure } from './git-failure.js';
import type { GitResult } from './git-process.client.js';
import type { TransportLimits } from './limits.js';
import { backoffMs } from './retry-after.js';
import type { Sleep } from './sleep.js';

/** Cloning may take minutes: so many places stay for requests to the API. */
const LEAVE_FREE = 2;

/** The budget that git shares with the API, and how often a throttled command is tried. */
export interface GitPatience {
  readonly budget: RequestBudget;
  readonly random: () => number;
  readonly limits: Pick<TransportLimits, 'maxAttempts' | 'maxWaitMs' | 'throttledPauseMs'>;
}

export interface GitPatienceDeps {
  readonly patience: GitPatience;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly signal: AbortSignal | null;
}

/**
 * Runs a git command within the budget of its host and token, and again while GitLab throttles it: a refused command was
 * not carried out. One that only reads is run again too when the connection or the server failed. Git does not tell
 * Retry-After. GITLAB_THROTTLED with the time, CANCELLED.
 */
export async function runPatiently(
  run: () => Promise<GitResult>,
  deps: GitPatienceDeps & { readonly isRead: boolean },
): Promise<GitResult> {
  const { budget, limits, random } = deps.patience;
  const signal = deps.signal ?? new AbortController().signal;
  for (let attempt = 1; ; attempt += 1) {
    const result = await takeTurn(run, {
      budget,
      maxWaitMs: limits.maxWaitMs,
      signal,
      leaveFree: LEAVE_FREE,
    });
    const isLast = attempt >= limits.maxAttempts;
    if (!isThrottled(result)) {
      if (!deps.isRead || isLast || !isPassing(result)) return result;
      await orCancelled(deps.sleep(backoffMs(attempt, random), signal), signal);
      continue;
    }
    const delayMs = isLast ? limits.throttledPauseMs : backoffMs(attempt, random);
    const until = new Date(deps.clock().getTime() + delayMs);
    budget.pauseUntil(until, 'THROTTLED');
    if (isLast) throw throttled(until);
  }
}

function takeTurn(
  run: () => Promise<GitResult>,
  wait: BudgetWait & { readonly budget: RequestBudget },
): Promise<GitResult> {
  return orCancelled(wait.budget.run(run, wait), wait.signal);
}

async function orCancelled<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError || !signal.aborted) throw error;
    throw new AppError('CANCELLED', 'The work was cancelled.');
  }
}

/** What may be gone a moment later. A command that took all of its time is not given it again. */
function isPassing(result: GitResult): boolean {
  if (result.exitCode === 0 || result.stopped !== null) return false;
  return isAppError(describeGitFailure(result, []), 'GITLAB_FAILED', 'GITLAB_UNREACHABLE');
}

function isThrottled({ exitCode, stopped, stderr }: GitResult): boolean {
  return exitCode !== 0 && stopped === null && /returned error: 429\b/.test(stderr);
}
