import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import type { Sleep } from './sleep.js';

/** What requests to one host with one token share: how many at once, and until when nobody may ask. */
export interface RequestBudget {
  /** Runs the work when there is room and no pause. GITLAB_THROTTLED when the pause is longer than `maxWaitMs`. */
  run<Value>(work: () => Promise<Value>, wait: BudgetWait): Promise<Value>;
  /** Nobody asks before this time; a later time wins. */
  pauseUntil(time: Date): void;
}

export interface BudgetWait {
  readonly maxWaitMs: number;
  readonly signal: AbortSignal;
}

/** All budgets of the process, by host and token; those that nobody uses are forgotten. */
export interface RequestBudgets {
  of(key: string): RequestBudget;
}

export interface BudgetDeps {
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly maxConcurrent: number;
}

interface BudgetState {
  active: number;
  pausedUntilMs: number;
  readonly waiting: Set<() => void>;
}

/** Keeps the budgets; make one for the whole process. */
export function createRequestBudgets(deps: BudgetDeps): RequestBudgets {
  const states = new Map<string, BudgetState>();
  const stateOf = (key: string): BudgetState => {
    const known = states.get(key);
    if (known !== undefined) return known;
    forgetIdle(states, deps.clock());
    const made: BudgetState = { active: 0, pausedUntilMs: 0, waiting: new Set() };
    states.set(key, made);
    return made;
  };
  return {
    of: (key) => ({
      run: async (work, wait) => {
        const state = stateOf(key);
        try {
          await takeTurn(state, deps, wait);
        } catch (error) {
          // Whoever was woken and gives up hands the turn on.
          wakeNext(state);
          throw error;
        }
        try {
          return await work();
        } finally {
          state.active -= 1;
          wakeNext(state);
        }
      },
      pauseUntil: (time) => {
        const state = stateOf(key);
        state.pausedUntilMs = Math.max(state.pausedUntilMs, time.getTime());
      },
    }),
  };
}

async function takeTurn(state: BudgetState, deps: BudgetDeps, wait: BudgetWait): Promise<void> {
  for (;;) {
    wait.signal.throwIfAborted();
    const pauseMs = state.pausedUntilMs - deps.clock().getTime();
    if (pauseMs > wait.maxWaitMs) throw throttled(new Date(state.pausedUntilMs));
    if (pauseMs > 0) {
      await deps.sleep(pauseMs, wait.signal);
    } else if (state.active < deps.maxConcurrent) {
      state.active += 1;
      return;
    } else {
      await waitForTurn(state, wait.signal);
    }
  }
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

function wakeNext(state: BudgetState): void {
  const [wake] = state.waiting;
  if (wake === undefined) return;
  state.waiting.delete(wake);
  wake();
}

function forgetIdle(states: Map<string, BudgetState>, now: Date): void {
  for (const [key, state] of states) {
    const isIdle = state.active === 0 && state.waiting.size === 0 && state.pausedUntilMs <= now.getTime();
    if (isIdle) states.delete(key);
  }
}

/** GITLAB_THROTTLED with the time from which it makes sense to ask again. */
export function throttled(retryAt: Date): AppError {
  const text = retryAt.toISOString();
  return new AppError(
    'GITLAB_THROTTLED',
    `GitLab's request limit is used up. Backline asks again at ${text}.`,
    {
      details: { status: 429, retryAt: text },
    },
  );
}
