import { AppError } from '../errors.js';
import { type ClaimRequest, type ClaimState, type ClaimStore, LEASE_SECONDS } from './mutation-claim.js';

/** What running once needs: claims, patience, and a way to write a payload down. */
export interface OnceDeps {
  readonly claims: ClaimStore;
  readonly holder: string;
  /** Milliseconds that go on while nothing is changed by hand. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Calls again and again until the returned function is called. */
  readonly every: (ms: number, work: () => Promise<void>) => () => void;
  readonly pack: (payload: unknown) => Promise<string>;
  readonly unpack: (text: string) => Promise<unknown>;
  /** Logs what the answer survives. */
  readonly report: (error: unknown) => void;
}

/** How long a second call waits for the end of the first, in milliseconds. */
export const PATIENCE_MS = 8_000;

/**
 * Runs the work for the first call with a key; every other call, in any process, waits for its end and gets the same payload.
 * A refusal, which changed nothing, is not kept and frees the key; nor is what is thrown: the next call runs again, unless an effect
 * was committed by then.
 */
export async function runOnce(
  deps: OnceDeps,
  request: ClaimRequest,
  work: (claimId: string) => Promise<unknown>,
): Promise<unknown> {
  const deadline = deps.now() + PATIENCE_MS;
  for (let pause = 15; ; pause = Math.min(pause * 1.5, 250)) {
    const state = await deps.claims.claim(request, deps.holder);
    if (state.kind === 'MINE') return runClaimed(deps, state.id, work);
    if (state.kind === 'ENDED') return deps.unpack(state.payload);
    if (state.kind !== 'RUNNING') throw refusal(state);
    if (deps.now() >= deadline) throw stillRunning();
    await deps.sleep(pause);
  }
}

async function runClaimed(
  { claims, holder, every, pack, report }: OnceDeps,
  id: string,
  work: (claimId: string) => Promise<unknown>,
): Promise<unknown> {
  const stopRenewing = every((LEASE_SECONDS * 1_000) / 3, () => claims.renew(id, holder));
  let payload: unknown;
  try {
    payload = await work(id);
  } catch (error) {
    await claims.release(id, holder).catch(report);
    throw error;
  } finally {
    stopRenewing();
  }
  // It was done, and whoever asked is told so; without the kept answer a second call is told that it was lost.
  try {
    if (isRefusal(payload)) await claims.forget(id, holder);
    else await claims.settle(id, holder, await pack(payload));
  } catch (error) {
    report(error);
  }
  return payload;
}

/** User errors and no object beside them: nothing was changed. What only failed for now may so be tried again under its key. */
function isRefusal(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null || !('userErrors' in payload)) return false;
  const { userErrors, ...rest } = payload;
  const isThing = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  return Array.isArray(userErrors) && userErrors.length > 0 && !Object.values(rest).some(isThing);
}

const FIELD = { details: { field: 'idempotencyKey' } };

function refusal(state: Exclude<ClaimState, { kind: 'MINE' | 'ENDED' | 'RUNNING' }>): AppError {
  switch (state.kind) {
    case 'OTHER_INPUT':
      return new AppError(
        'CONFLICT',
        'This idempotency key was used with another input. Use a new key for a new request.',
        FIELD,
      );
    case 'OTHER_RIGHTS':
      return new AppError(
        'CONFLICT',
        'What you may do has changed since this idempotency key was used. Its answer is not shown again.',
        FIELD,
      );
    case 'LOST':
      return new AppError(
        'ANSWER_LOST',
        state.effect === null
          ? 'This idempotency key was used, and its answer can no longer be read. Look at what there is before you ask again with a new key.'
          : `This was done (${state.effect}), at least in part, but its answer was lost when Backline was interrupted. Look at what there is; nothing was done again.`,
        FIELD,
      );
  }
}

function stillRunning(): AppError {
  return new AppError(
    'STILL_RUNNING',
    'An earlier request with this idempotency key is still being worked on. Ask again with the same key: nothing is done twice.',
    FIELD,
  );
}
