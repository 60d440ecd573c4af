import { AsyncLocalStorage } from 'node:async_hooks';
import type { Limits } from './accounts/project-scope.js';

/** What became of a request, noted by whoever gives it up. */
export interface OperationFate {
  /** What fails in it from now on fails because it was cut off. */
  isCutOff: boolean;
  /** It was answered already, or nobody waits for the answer: what comes of it is sent to nobody. */
  isAbandoned: boolean;
}

/** What runs for one request: its id, and when its work on the database is given up. */
export interface OperationScope {
  readonly requestId: string;
  readonly fate: OperationFate;
  /** Fires when the request is given up: its time is over, or whoever asked has gone. Null: nothing ends it early. */
  readonly signal: AbortSignal | null;
  /** How long it may hold one database connection, in milliseconds; null: as long as it runs. */
  readonly holdMs: number | null;
  /** Told of each end of a statement on its way, so that an answer can wait until none runs any more. */
  readonly onEnding: (ending: Promise<void>) => void;
  /** What whoever asks is limited to: the database shows it nothing beyond. */
  readonly limitedTo: Limits;
}

/** Knows which request the running code belongs to, across everything asynchronous. Nothing outside of `run` belongs to any. */
export class OperationScopes {
  readonly #storage = new AsyncLocalStorage<OperationScope | null>();

  run<Result>(scope: OperationScope, work: () => Result): Result {
    return this.#storage.run(scope, work);
  }

  /** Runs what belongs to nobody who set it off: what is read once for all must not be limited, or cut off, as one of them is. */
  runApart<Result>(work: () => Result): Result {
    return this.#storage.run(null, work);
  }

  /** Runs the work within limits, and else as what it belongs to already. */
  runLimited<Result>(limitedTo: Limits, work: () => Result): Result {
    return this.run({ ...(this.current() ?? UNBOUND), limitedTo }, work);
  }

  /** The same for each value that the source is asked for, whoever asks. */
  streamLimited<Value>(
    limitedTo: Limits,
    source: AsyncIterator<Value, unknown, undefined>,
  ): AsyncIterableIterator<Value> {
    return {
      next: async () => {
        const step = await this.runLimited(limitedTo, () => source.next());
        return step.done === true ? { done: true, value: undefined } : step;
      },
      return: async () => {
        await source.return?.();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  current(): OperationScope | null {
    return this.#storage.getStore() ?? null;
  }
}

/** What belongs to no request. */
const UNBOUND: OperationScope = {
  requestId: '',
  fate: { isCutOff: false, isAbandoned: false },
  signal: null,
  holdMs: null,
  onEnding: () => undefined,
  limitedTo: null,
};
