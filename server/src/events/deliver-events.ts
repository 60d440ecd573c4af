import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import type { Clock } from '../clock.js';
import { isAppError } from '../errors.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { eventSecretPlace } from '../secrets/secret-store.js';
import type { InTransaction, Stores } from '../stores.js';
import type { DeliveryResult, EventDelivery, EventEndpoint } from './event-endpoint.js';
import { type DeliverEventsPayload, enqueueDelivering } from './event-jobs.js';
import { safeAnswer } from './safe-answer.js';
import { signEvent } from './sign-event.js';

/** What came of sending: an HTTP answer and the beginning of its text, or a sentence that says why there was none. */
export type SendOutcome =
  | { readonly kind: 'answer'; readonly status: number; readonly text: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Sends one event within ten seconds; throws only where the signal of the job aborts. */
export type EventSender = (request: {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}) => Promise<SendOutcome>;

/** What delivering needs. */
export interface DeliverDeps {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  readonly send: EventSender;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long to wait after each failure; after one more it is given up, about three days after the event. */
export const RETRY_AFTER_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** An endpoint at which nothing arrived for so long is switched off. */
const DISABLE_AFTER_MS = 5 * DAY_MS;
/** Longer than an attempt may take: a process that ended in between holds nothing up for longer. */
const LEASE_MS = MINUTE_MS;
const MAX_IN_RUN = 20;
/** A run that took so long lets others work; it goes on in another one. */
const MAX_RUN_MS = 15 * SECOND_MS;
/** How long an endpoint rests after a failure: longer, the longer it has been failing. */
const REST_MS = { least: 5 * SECOND_MS, most: 5 * MINUTE_MS } as const;

/**
 * Sends what is due to one endpoint, one after the other, and stops at the first failure: then the endpoint rests, so that a
 * dead one costs one attempt at a time. Every event arrives at least once; after a crash one may arrive twice, with one id.
 */
export async function deliverEvents(
  deps: DeliverDeps,
  { endpointId }: DeliverEventsPayload,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<JobOutcome> {
  const { inTransaction, clock } = deps;
  const hasBegun = await inTransaction(({ events }) =>
    events.beginRun(endpointId, clock(), new Date(clock().getTime() + LEASE_MS)),
  );
  if (!hasBegun) return { kind: 'done', result: { delivered: 0 } };
  const beganAt = clock().getTime();
  let delivered = 0;
  let restMs = 0;
  let isLeft = false;
  while (restMs === 0) {
    isLeft = delivered === MAX_IN_RUN || clock().getTime() - beganAt >= MAX_RUN_MS;
    if (isLeft) break;
    signal.throwIfAborted();
    const attempt = await inTransaction((stores) => beginAttempt(stores, endpointId, clock()));
    if (attempt === null) break;
    const sentAt = clock().getTime();
    const sent = await send(deps, attempt, signal);
    const durationMs = Math.max(0, clock().getTime() - sentAt);
    restMs = await inTransaction((stores) => keepResult(stores, deps, attempt, { ...sent, durationMs }));
    if (restMs === 0) delivered += 1;
  }
  await inTransaction(async (stores) => {
    await stores.events.endRun(endpointId, new Date(clock().getTime() + restMs));
    if (isLeft) await enqueueDelivering(stores, [endpointId]);
  });
  return { kind: 'done', result: { delivered, hasFailed: restMs > 0 } };
}

interface Attempt {
  readonly endpoint: EventEndpoint;
  readonly delivery: EventDelivery;
  /** Null where they cannot be opened with the keys of this server. */
  readonly secrets: readonly string[] | null;
}

async function beginAttempt(stores: Stores, endpointId: string, now: Date): Promise<Attempt | null> {
  const until = new Date(now.getTime() + LEASE_MS);
  const delivery = await stores.events.takeDue(endpointId, now, until);
  const endpoint = await stores.events.find(endpointId);
  if (delivery === null || endpoint === null) return null;
  await stores.events.endRun(endpointId, until);
  return { endpoint, delivery, secrets: await readSecrets(stores, endpoint, now) };
}

/** The secrets that sign now. One whose time is over is forgotten. */
async function readSecrets(
  { secrets, events }: Stores,
  { id, secondSecretUntil }: EventEndpoint,
  now: Date,
): Promise<readonly string[] | null> {
  const second = eventSecretPlace(id, 'second_secret');
  const hasEnded = secondSecretUntil !== null && secondSecretUntil <= now;
  if (hasEnded) {
    await secrets.remove(second);
    await events.change(id, { secondSecretUntil: null });
  }
  try {
    const current = await secrets.get(eventSecretPlace(id, 'secret'));
    const before = secondSecretUntil === null || hasEnded ? null : await secrets.get(second);
    return current === null ? null : [current, ...(before === null ? [] : [before])];
  } catch (error) {
    if (isAppError(error, 'SECRET_UNREADABLE')) return null;
    throw error;
  }
}

async function send(
  deps: DeliverDeps,
  { endpoint, delivery, secrets }: Attempt,
  signal: AbortSignal,
): Promise<SendOutcome> {
  if (secrets === null) return { kind: 'failed', message: NO_SECRET };
  const headers = {
    ...signEvent(delivery, secrets, deps.clock()),
    'content-type': 'application/json',
    'user-agent': 'Backline',
  };
  return deps.send({ url: new URL(endpoint.url), headers, body: delivery.body, signal });
}

const NO_SECRET =
  'The secret that signs cannot be opened with the key of this server. Start it with the key that sealed it (BACKLINE_SECRET_KEY), or rotate the secret.';

/** Keeps what came of an attempt; how long the endpoint rests after it, 0 where it arrived. */
async function keepResult(
  stores: Stores,
  { clock, random }: DeliverDeps,
  { endpoint, delivery }: Attempt,
  sent: SendOutcome & { readonly durationMs: number },
): Promise<number> {
  const now = clock();
  const error = failureOf(sent);
  const answer = {
    lastStatus: sent.kind === 'answer' ? sent.status : null,
    lastAnswer: sent.kind === 'answer' && sent.text !== '' ? safeAnswer(sent.text) : null,
    lastError: error,
    durationMs: sent.durationMs,
  };
  if (error === null) {
    const result = { ...answer, state: 'DELIVERED', nextAttemptAt: null, deliveredAt: now } as const;
    await stores.events.saveResult(delivery, result);
    await stores.events.noteAttempt(endpoint.id, now, true);
    return 0;
  }
  const isGone = answer.lastStatus === 410;
  await stores.events.saveResult(delivery, {
    ...answer,
    ...(isGone ? GIVEN_UP : nextAttempt(delivery, now, random)),
    deliveredAt: null,
  });
  const failingSince = (await stores.events.noteAttempt(endpoint.id, now, false)) ?? now;
  const failingMs = now.getTime() - failingSince.getTime();
  if (isGone) await disable(stores, endpoint, 'It answered that it is gone (410).');
  else if (failingMs >= DISABLE_AFTER_MS)
    await disable(stores, endpoint, `Nothing arrived there for five days. The last failure: ${error}`);
  return Math.min(Math.max(failingMs, REST_MS.least), REST_MS.most);
}

const GIVEN_UP = { state: 'FAILED', nextAttemptAt: null } as const;

/** When it is tried again, with a tenth of jitter; or that it is given up. */
function nextAttempt(
  { attempts }: EventDelivery,
  now: Date,
  random: () => number,
): Pick<DeliveryResult, 'state' | 'nextAttemptAt'> {
  const waitMs = RETRY_AFTER_MS[attempts - 1];
  if (waitMs === undefined) return GIVEN_UP;
  const jitterMs = Math.round(waitMs * 0.1 * random());
  return { state: 'WAITING', nextAttemptAt: new Date(now.getTime() + waitMs + jitterMs) };
}

function failureOf(sent: SendOutcome): string | null {
  if (sent.kind === 'failed') return sent.message;
  const { status } = sent;
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400)
    return `It answered with a redirect (${status}), which is not followed. Give the address that it leads to.`;
  return `It answered with ${status} instead of 2xx.`;
}

async function disable(
  stores: Pick<Stores, 'events' | 'audit'>,
  { id, name }: EventEndpoint,
  reason: string,
): Promise<void> {
  await stores.events.change(id, { state: 'DISABLED', disabledReason: reason });
  await stores.audit.record({
    actor: BACKLINE_ACTOR,
    action: 'event-endpoint.disabled',
    message: `Switched off ${name}, which was told of events. ${reason}`,
    subject: `event-endpoint:${id}`,
  });
}
