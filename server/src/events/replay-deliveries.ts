import type { Viewer } from '../accounts/account.js';
import type { AuditRecord } from '../audit/audit-event.js';
import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import type { InTransaction, Stores } from '../stores.js';
import type { EventDelivery, EventEndpoint, ReplayRange } from './event-endpoint.js';
import { enqueueDelivering } from './event-jobs.js';
import { existing } from './manage-endpoints.js';
import { eventBody } from './record-event.js';

/** What sending again needs. */
export interface ReplayDeps {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}

/** Sends an event of no meaning to an endpoint, whatever it wants to be told. STATE_FORBIDS when it is switched off. */
export async function sendTest(deps: ReplayDeps, viewer: Viewer, id: string): Promise<EventDelivery | null> {
  return deps.inTransaction(async (stores) => {
    const endpoint = await enabled(stores, id);
    const at = deps.clock();
    const body = eventBody(
      { type: 'endpoint.test', data: { endpoint: endpoint.name, sentBy: viewer.name } },
      at,
    );
    const [deliveryId = '0'] = await stores.events.addDeliveries([id], { type: 'ENDPOINT_TEST', body, at });
    await stores.events.endRun(id, at);
    await enqueueDelivering(stores, [id]);
    const told = { message: `Sent a test event to ${endpoint.name}.`, after: { delivery: deliveryId } };
    await record(stores, viewer, endpoint, told);
    return stores.events.findDelivery(deliveryId);
  });
}

/** Sends one delivery again, as if it were new: the same body, the same id. */
export async function replayDelivery(deps: ReplayDeps, viewer: Viewer, id: string): Promise<EventDelivery> {
  return deps.inTransaction(async (stores) => {
    const delivery = await stores.events.findDelivery(id);
    if (delivery === null) throw new AppError('NOT_FOUND', 'There is no such delivery.');
    const endpoint = await enabled(stores, delivery.endpointId);
    await stores.events.replay({ id }, deps.clock());
    await enqueueDelivering(stores, [endpoint.id]);
    const after = (await stores.events.findDelivery(id)) ?? delivery;
    await record(stores, viewer, endpoint, {
      message: `Sent ${delivery.eventId} to ${endpoint.name} again.`,
      before: { delivery: id, state: delivery.state },
      after: { delivery: id, state: after.state },
    });
    return after;
  });
}

/** Sends all again that was given up of what was made since then; how many. */
export async function replayFailed(
  deps: ReplayDeps,
  viewer: Viewer,
  { endpointId, since }: { readonly endpointId: string; readonly since: Date },
): Promise<number> {
  const until = new Date(deps.clock().getTime() + 1);
  return replayRange(deps, viewer, { endpointId, since, until, states: ['FAILED'] });
}

/** Sends all again that was recorded in a span of time and is in one of these states; how many. BAD_INPUT for a span that is none. */
export async function replayRange(deps: ReplayDeps, viewer: Viewer, range: ReplayRange): Promise<number> {
  const { endpointId, since, until, states } = range;
  if (until <= since)
    throw new AppError('BAD_INPUT', 'The end must come after the beginning.', {
      details: { field: 'until' },
    });
  return deps.inTransaction(async (stores) => {
    const endpoint = await enabled(stores, endpointId);
    const count = await stores.events.replay(range, deps.clock());
    if (count === 0) return 0;
    await enqueueDelivering(stores, [endpointId]);
    const what = count === 1 ? '1 event' : `${count} events`;
    const message = `Sent ${what} to ${endpoint.name} again.`;
    await record(stores, viewer, endpoint, { message, after: { since, until, states, count } });
    return count;
  });
}

async function enabled(stores: Pick<Stores, 'events'>, id: string): Promise<EventEndpoint> {
  const endpoint = await existing(stores, id);
  if (endpoint.state === 'ENABLED') return endpoint;
  throw new AppError('STATE_FORBIDS', 'This endpoint is switched off. Switch it on first.');
}

function record(
  { audit }: Pick<Stores, 'audit'>,
  { name }: Viewer,
  { id }: EventEndpoint,
  told: Pick<AuditRecord, 'message' | 'before' | 'after'>,
): Promise<void> {
  return audit.record({
    ...told,
    actor: name,
    action: 'event-endpoint.sent',
    subject: `event-endpoint:${id}`,
  });
}
