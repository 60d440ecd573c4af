import { setTimeout as sleep } from 'node:timers/promises';
import {
  createSourceEventStream,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
} from 'graphql';
import type { Limits } from '../accounts/project-scope.js';
import type { OperationScope, OperationScopes } from '../operation-scope.js';
import { ENDING_MS } from './operation-time.js';

/** What the events of one subscription run within. */
export interface EventLimits {
  readonly scopes: OperationScopes;
  /** How long resolving one event may take, and how long waiting for one may hold one connection, in milliseconds. */
  readonly operationMs: number;
  /** What whoever asks is limited to. */
  readonly limitedTo: Limits;
}

/**
 * Begins a subscription and resolves its events, each within its time. One that takes longer is cut off as a request is: its statements are ended,
 * and it is answered with TIMEOUT, which is the last that the reader gets: nothing comes after an event that was not told, so whoever comes back
 * with the cursor of the last one misses nothing. Waiting for an event takes as long as it takes.
 */
export async function subscribeInTime(
  limits: EventLimits,
  args: ExecutionArgs,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const begun = await inTime(limits, async () => createSourceEventStream(args));
  if (begun === CUT_OFF) return timeout();
  return Symbol.asyncIterator in begun ? resolveEach(limits, args, begun[Symbol.asyncIterator]()) : begun;
}

const CUT_OFF = Symbol('cut off');

function resolveEach(
  limits: EventLimits,
  args: ExecutionArgs,
  source: AsyncIterator<unknown>,
): AsyncIterableIterator<ExecutionResult> {
  const leaving = new AbortController();
  let isOver = false;
  const end = async () => {
    isOver = true;
    leaving.abort();
    await source.return?.();
  };
  const cutOff = async (): Promise<IteratorResult<ExecutionResult>> => {
    if (isOver) return { done: true, value: undefined };
    await end();
    return { done: false, value: timeout() };
  };
  return {
    async next() {
      if (isOver) return { done: true, value: undefined };
      const step = await nextOf(limits, source);
      if (step === CUT_OFF) return cutOff();
      if (step.done === true) return { done: true, value: undefined };
      const work = async () => execute({ ...args, rootValue: step.value });
      const result = await inTime(limits, work, leaving.signal);
      return result === CUT_OFF ? cutOff() : { done: false, value: result };
    },
    async return() {
      await end();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The next event, however long nothing happens; what it reads of the database on its way holds each connection for a limited time only. */
async function nextOf(
  { scopes, operationMs, limitedTo }: EventLimits,
  source: AsyncIterator<unknown>,
): Promise<IteratorResult<unknown> | typeof CUT_OFF> {
  const { scope, endings } = makeScope({ limitedTo, signal: null, holdMs: operationMs });
  try {
    return await scopes.run(scope, () => source.next());
  } catch (error) {
    if (!scope.fate.isCutOff) throw error;
    await settle(endings);
    return CUT_OFF;
  }
}

/** Runs the work until it ends, its time is over, or whoever asked leaves. */
async function inTime<Result>(
  { scopes, operationMs, limitedTo }: EventLimits,
  work: () => Promise<Result>,
  leaving?: AbortSignal,
): Promise<Result | typeof CUT_OFF> {
  const controller = new AbortController();
  const { scope, endings } = makeScope({ limitedTo, signal: controller.signal, holdMs: null });
  let stop = (): void => undefined;
  const over = new Promise<typeof CUT_OFF>((resolve) => {
    stop = () => {
      scope.fate.isCutOff = true;
      controller.abort();
      resolve(CUT_OFF);
    };
  });
  const timer = setTimeout(stop, operationMs);
  leaving?.addEventListener('abort', stop, { once: true });
  const working = scopes.run(scope, work);
  // What it fails with once it is cut off is sent to nobody.
  working.catch(() => undefined);
  try {
    const result = await Promise.race([working, over]);
    if (result === CUT_OFF) await settle(endings);
    return result;
  } finally {
    clearTimeout(timer);
    leaving?.removeEventListener('abort', stop);
  }
}

function makeScope(given: Pick<OperationScope, 'limitedTo' | 'signal' | 'holdMs'>): {
  readonly scope: OperationScope;
  readonly endings: readonly Promise<void>[];
} {
  const endings: Promise<void>[] = [];
  const fate = { isCutOff: false, isAbandoned: false };
  const onEnding = (ending: Promise<void>) => {
    fate.isCutOff = true;
    endings.push(ending);
  };
  return { scope: { ...given, requestId: '', fate, onEnding }, endings };
}

/** Until Postgres says that the statements have ended, but not for ever. */
async function settle(endings: readonly Promise<void>[]): Promise<void> {
  await Promise.race([Promise.allSettled(endings), sleep(ENDING_MS, undefined, { ref: false })]);
}

function timeout(): ExecutionResult {
  const message =
    'An event took too long and was cut off; the subscription ends. Subscribe again with the cursor of the last event, and ask for less.';
  return { errors: [new GraphQLError(message, { extensions: { code: 'TIMEOUT' } })] };
}
