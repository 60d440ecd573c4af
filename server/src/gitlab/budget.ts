import type { Clock } from '../clock.js';
import { AppError, type ErrorDetails } from '../errors.js';
import type { PauseReason, SharedPauses } from './shared-pauses.js';
import type { Sleep } from './sleep.js';

/** What requests to one host with one token share, API and git alike: how many at once, how close together, and until when nobody may ask. */
export interface RequestBudget {
  /** Runs the work when there is room and no pause. GITLAB_THROTTLED when the pause is longer than `maxWaitMs`. */
  run<Value>(work: () => Promise<Value>, wait: BudgetWait): Promise<Value>;
  /** Nobody asks before this time, in no process; a later time wins. */
  pauseUntil(time: Date, reason: PauseReason): void;
  /** Until then, requests of this process start at least so far apart. */
  pace(intervalMs: number, until: Date): void;
}

export interface BudgetWait {
  readonly maxWaitMs: number;
  readonly signal: AbortSignal;
  /** How many places this work leaves to others: what takes minutes does not keep what takes a moment waiting. */
  readonly leaveFree?: number;
}

/** All budgets of the process, by host and token; those that nobody uses are forgotten. */
export interface RequestBudgets {
  of(key: string): RequestBudget;
}

export interface BudgetDeps {
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly maxConcurrent: number;
  /** What other processes say; null where there are none. */
  readonly sharedPauses: SharedPauses | null;
}

interface BudgetState {
  active: number;
  /** Whoever runs, waits or sleeps: while there is one, the state is kept. */
  users: number;
  pausedUntilMs: number;
  paceMs: number;
  pacedUntilMs: number;
  lastStartMs: number;
  readonly waiting: Set<() => void>;
}

/**
 * Keeps the budgets; make one for the whole process. Across processes only pauses are told, and the quota that GitLab says
 * is left holds for all; `maxConcurrent` and pacing hold for each process.
 */
export function createRequestBudgets(deps: BudgetDeps): RequestBudgets {
  const states = new Map<string, BudgetState>();
  const stateOf = (key: string): BudgetState => {
    const known = states.get(key);
    if (known !== undefined) return known;
    forgetIdle(states, deps.clock());
    const times = { pausedUntilMs: 0, paceMs: 0, pacedUntilMs: 0, lastStartMs: 0 };
    const made: BudgetState = { active: 0, users: 0, ...times, waiting: new Set() };
    states.set(key, made);
    return made;
  };
  return {
    of: (key) => ({
      run: async (work, wait) => {
        const state = stateOf(key);
        const sharedUntilMs = (): number => deps.sharedPauses?.pausedUntilMs(key) ?? 0;
        state.users += 1;
        try {
          await takeTurn(state, { ...deps, sharedUntilMs }, wait);
          try {
            return await work();
          } finally {
            state.active -= 1;
          }
        } finally {
          state.users -= 1;
          wakeAll(state);
        }
      },
      pauseUntil: (time, reason) => {
        const state = stateOf(key);
        if (time.getTime() <= state.pausedUntilMs) return;
        state.pausedUntilMs = time.getTime();
        deps.sharedPauses?.tell(key, time, reason);
      },
      pace: (intervalMs, until) => {
        const state = stateOf(key);
        state.paceMs = intervalMs;
        state.pacedUntilMs = until.getTime();
      },
    }),
  };
}

interface TurnDeps extends BudgetDeps {
  readonly sharedUntilMs: () => number;
}

async function takeTurn(state: BudgetState, deps: TurnDeps, wait: BudgetWait): Promise<void> {
  for (;;) {
    wait.signal.throwIfAborted();
    const nowMs = deps.clock().getTime();
    const fromMs = Math.max(state.pausedUntilMs, deps.sharedUntilMs(), nextStartMs(state, nowMs));
    if (fromMs - nowMs > wait.maxWaitMs) throw throttled(new Date(fromMs));
    if (fromMs > nowMs) {
      await deps.sleep(fromMs - nowMs, wait.signal);
    } else if (state.active < Math.max(deps.maxConcurrent - (wait.leaveFree ?? 0), 1)) {
      state.active += 1;
      state.lastStartMs = nowMs;
      return;
    } else {
      await waitForTurn(state, wait.signal);
    }
  }
}

function nextStartMs(state: BudgetState, nowMs: number): number {
  if (nowMs >= state.pacedUntilMs) return 0;
  return Math.min(state.lastStartMs + state.paceMs, state.pacedUntilMs);
}

function waitForTurn(state: BudgetState, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const wake = (): void => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    };
    const giveUp = (): void => {
      state.waiting.delete(wake);
      reject(signal.reason);
    };
    state.waiting.add(wake);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}

/** All look whether it is their turn, in the order in which they came; who may not take it lets the next one look. */
function wakeAll(state: BudgetState): void {
  const woken = [...state.waiting];
  state.waiting.clear();
  for (const wake of woken) wake();
}

function forgetIdle(states: Map<string, BudgetState>, now: Date): void {
  for (const [key, state] of states) {
    const untilMs = Math.max(state.pausedUntilMs, state.pacedUntilMs);
    const isIdle = state.users === 0 && untilMs <= now.getTime();
    if (isIdle) states.delete(key);
  }
}

/** GITLAB_THROTTLED with the time from which it makes sense to ask again, and what else is known of the answer. */
export function throttled(retryAt: Date, details: ErrorDetails = {}): AppError {
  const text = retryAt.toISOString();
  return new AppError(
    'GITLAB_THROTTLED',
    `GitLab's request limit is used up. Backline asks again at ${text}.`,
    {
      details: { ...details, status: 429, retryAt: text },
    },
  );
}
