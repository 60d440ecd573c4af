import { setTimeout as sleep } from 'node:timers/promises';
import { getMetadataStorage, type MiddlewareFn, UseMiddleware } from 'type-graphql';
import type { Act } from '../acting.js';
import { isAppError } from '../errors.js';
import { claimRequest } from '../idempotency/claim-request.js';
import { runOnce } from '../idempotency/run-once.js';
import type { GraphQLContext } from './context.js';
import { packPayload, unpackPayload } from './pack-payload.js';
import { refusalPayload } from './refusal-payload.js';
import { toUserError } from './user-error.type.js';

/**
 * Puts every mutation under its idempotency key and its act, once for all: what is allowed has been checked by then, because
 * the check of a field comes before its middleware. Called again it changes nothing.
 */
export function runMutationsOnce(): void {
  const { mutations, middlewares } = getMetadataStorage();
  for (const { target, methodName } of mutations) {
    const isThere = middlewares.some(
      (known) =>
        known.target === target && known.fieldName === methodName && known.middlewares.includes(onceWithKey),
    );
    if (!isThere) UseMiddleware(onceWithKey)(target.prototype, methodName);
  }
}

const onceWithKey: MiddlewareFn<GraphQLContext> = async ({ args, context, info }, next) => {
  const { viewer, acting } = context;
  const act: Act = {
    operation: info.fieldName,
    actor: viewer === null ? null : { kind: viewer.kind, id: viewer.id, name: viewer.name },
    requestId: context.requestId,
    remoteAddress: context.remoteAddress === '' ? null : context.remoteAddress,
    claim: null,
  };
  try {
    const request = viewer === null ? null : claimRequest(viewer, info.fieldName, args['input']);
    if (request === null) return await acting.run(act, next);
    const holder = context.randomToken();
    return await runOnce({ ...PATIENT, ...context, holder }, request, (id) =>
      acting.run({ ...act, claim: { id, holder } }, next),
    );
  } catch (error) {
    const isOfKey = isAppError(error) && error.details['field'] === 'idempotencyKey';
    const payload = isOfKey ? refusalPayload(info.returnType, [toUserError(error)]) : null;
    if (payload === null) throw error;
    return payload;
  }
};

const PATIENT = {
  now: () => performance.now(),
  sleep: (ms: number) => sleep(ms),
  every: (ms: number, work: () => Promise<void>) => {
    // A renewal that fails is made up for by the next; a lease that ends stops the effect from being committed.
    const timer = setInterval(() => void work().catch(() => undefined), ms);
    return () => clearInterval(timer);
  },
  pack: packPayload,
  unpack: unpackPayload,
};
