import pLimit from 'p-limit';
import type { Clock } from '../clock.js';
import type { Sleep } from '../gitlab/sleep.js';

/** How much one host is asked at most. */
export interface HostLimits {
  readonly concurrency: number;
  readonly perSecond: number;
}

/** What all requests of the process to one host share. */
export interface HostBudget {
  /** Runs the work when there is room and its turn has come; a pause of more than half a minute holds it back instead. */
  run<Value>(work: () => Promise<Value>, holdBack: (pausedMs: number) => Value): Promise<Value>;
  /** Nobody asks before this many milliseconds have passed; a longer pause wins. */
  pause(ms: number): void;
  /** Counts answers and silences; after 5 silences in a row the host is left alone for a minute. */
  note(outcome: 'answered' | 'silent'): void;
}

/** A pause longer than this is not waited for. */
export const MAXIMUM_WAIT_MS = 30_000;
const SILENCES = 5;
const SILENT_PAUSE_MS = 60_000;

/** The budgets of a process, by host. */
export class HostBudgets {
  readonly #budgets = new Map<string, AdjustableBudget>();

  constructor(private readonly deps: { readonly clock: Clock; readonly sleep: Sleep }) {}

  /** The budget of a host. The strictest limits that anybody ever asked for hold for all, also for who asked before. */
  of(host: string, limits: HostLimits): HostBudget {
    const known = this.#budgets.get(host) ?? createHostBudget(this.deps, limits);
    this.#budgets.set(host, known);
    known.tighten(limits);
    return known;
  }
}

interface AdjustableBudget extends HostBudget {
  tighten(limits: HostLimits): void;
}

function createHostBudget(
  { clock, sleep }: { readonly clock: Clock; readonly sleep: Sleep },
  limits: HostLimits,
): AdjustableBudget {
  const limit = pLimit(limits.concurrency);
  let spacingMs = 1_000 / limits.perSecond;
  let nextMs = 0;
  let pausedUntilMs = 0;
  let silences = 0;
  const pause = (ms: number): void => {
    pausedUntilMs = Math.max(pausedUntilMs, clock().getTime() + ms);
  };
  const pausedMs = (): number => Math.max(0, pausedUntilMs - clock().getTime());
  const takeTurn = async (): Promise<void> => {
    const now = clock().getTime();
    const turn = Math.max(now, nextMs, pausedUntilMs);
    nextMs = turn + spacingMs;
    if (turn - now >= 1) await sleep(turn - now);
  };
  return {
    tighten: ({ concurrency, perSecond }) => {
      if (concurrency < limit.concurrency) limit.concurrency = concurrency;
      spacingMs = Math.max(spacingMs, 1_000 / perSecond);
    },
    run: (work, holdBack) =>
      limit(async () => {
        if (pausedMs() <= MAXIMUM_WAIT_MS) await takeTurn();
        const left = pausedMs();
        return left > MAXIMUM_WAIT_MS ? holdBack(left) : work();
      }),
    pause,
    note: (outcome) => {
      silences = outcome === 'answered' ? 0 : silences + 1;
      if (silences < SILENCES) return;
      silences = 0;
      pause(SILENT_PAUSE_MS);
    },
  };
}
