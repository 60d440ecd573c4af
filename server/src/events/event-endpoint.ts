import type { KeysetReader } from '../keyset.js';
/** What Backline tells of. `ENDPOINT_TEST` is sent only when somebody asks for it. */
export const EVENT_TYPES = [
  'FINDING_OPENED',
  'PLAN_PROPOSED',
  'PLAN_APPROVED',
  'MERGE_REQUEST_OPENED',
  'MERGE_REQUEST_MERGED',
  'TOKEN_EXPIRING',
  'ENDPOINT_TEST',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];
export type EventEndpointState = 'ENABLED' | 'DISABLED';
export type EventDeliveryState = 'WAITING' | 'DELIVERED' | 'FAILED';

/** Somebody who is told of events at an address. What signs them is in the table of secrets. */
export interface EventEndpoint {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly types: readonly EventType[];
  readonly state: EventEndpointState;
  readonly disabledReason: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  /** Until then the secret before this one signs, too. */
  readonly secondSecretUntil: Date | null;
  /** Since when nothing arrives; null: the last attempt arrived, or there was none. */
  readonly failingSince: Date | null;
  readonly lastDeliveredAt: Date | null;
  readonly waitingCount: number;
  readonly failedCount: number;
}

/** One event on its way to one endpoint. */
export interface EventDelivery {
  readonly id: string;
  readonly endpointId: string;
  /** `msg_…`: the same for every endpoint and every attempt. */
  readonly eventId: string;
  readonly type: EventType;
  /** JSON exactly as it is sent. */
  readonly body: string;
  readonly state: EventDeliveryState;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly nextAttemptAt: Date | null;
  readonly lastAttemptAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly lastAnswer: string | null;
}

/** One attempt to deliver an event, as it ended. */
export interface EventAttempt {
  readonly at: Date;
  readonly durationMs: number;
  /** Null: no answer. */
  readonly status: number | null;
  readonly error: string | null;
  readonly answer: string | null;
}

/** Which deliveries of an endpoint are sent again, by when they were recorded and what became of them. */
export interface ReplayRange {
  readonly endpointId: string;
  readonly since: Date;
  /** Those recorded then or later stay. */
  readonly until: Date;
  readonly states: readonly EventDeliveryState[];
}

/** What came of an attempt. */
export interface DeliveryResult {
  readonly durationMs: number;
  readonly state: EventDeliveryState;
  readonly nextAttemptAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly lastAnswer: string | null;
}

/** What may be changed of an endpoint. */
export type EndpointChange = Partial<
  Pick<EventEndpoint, 'name' | 'url' | 'types' | 'state' | 'disabledReason' | 'secondSecretUntil'>
>;

/** Which deliveries of an endpoint to list, newest first. */
export interface DeliveryFilter {
  readonly endpointId: string;
  readonly states: readonly EventDeliveryState[] | null;
}

export interface EventStore {
  /** Where people find Backline's page; null where that is not known. */
  readonly publicUrl: string | null;
  create(
    endpoint: Pick<EventEndpoint, 'name' | 'url' | 'types' | 'createdBy' | 'createdAt'>,
  ): Promise<string>;
  find(id: string): Promise<EventEndpoint | null>;
  /** Newest first. */
  paged(): KeysetReader<EventEndpoint>;
  count(cap: number): Promise<number>;
  findMany(ids: readonly string[]): Promise<readonly EventEndpoint[]>;
  /** To switch it on forgets that it was failing. */
  change(id: string, change: EndpointChange): Promise<void>;
  remove(id: string): Promise<void>;
  /** The endpoints that are told of such an event now. */
  wanting(type: EventType): Promise<readonly string[]>;
  /** One delivery for each of these endpoints that is still there, all of one event; due at that moment. */
  addDeliveries(
    endpointIds: readonly string[],
    event: { readonly type: EventType; readonly body: string; readonly at: Date },
  ): Promise<readonly string[]>;
  findDelivery(id: string): Promise<EventDelivery | null>;
  listDeliveries(
    filter: DeliveryFilter,
    page: { first: number; beforeId: string | null },
  ): Promise<readonly EventDelivery[]>;
  /** The same for pages in both directions; the parents are endpoints. */
  pagedDeliveries(states: DeliveryFilter['states']): KeysetReader<EventDelivery>;
  findDeliveries(ids: readonly string[]): Promise<readonly EventDelivery[]>;
  /** The last attempts of each of these deliveries, at most 50, newest first. */
  attempts(deliveryIds: readonly string[]): Promise<ReadonlyMap<string, readonly EventAttempt[]>>;
  /** Makes these wait again as new ones that are due now; how many. */
  replay(which: { readonly id: string } | ReplayRange, now: Date): Promise<number>;
  /** Enabled endpoints with something due that no run works on. */
  listDue(now: Date): Promise<readonly string[]>;
  /** Those of these endpoints for which no other open transaction is about to queue a job; none does until this one ends. */
  claimQueueing(endpointIds: readonly string[]): Promise<readonly string[]>;
  /** Begins a run; false while another one works on this endpoint, while it rests, or when it is switched off. */
  beginRun(endpointId: string, now: Date, until: Date): Promise<boolean>;
  /** No other run begins before that. */
  endRun(endpointId: string, nextRunAt: Date): Promise<void>;
  /** The delivery that is due longest, as an attempt that begins now; nobody else takes it before `until`. */
  takeDue(endpointId: string, now: Date, until: Date): Promise<EventDelivery | null>;
  /** Of the attempt that was taken, kept in its log; its delivery stays as it is where it was replayed or deleted meanwhile. */
  saveResult(delivery: Pick<EventDelivery, 'id' | 'attempts'>, result: DeliveryResult): Promise<void>;
  /** Notes whether an attempt arrived; since when none did, or null when one did or the endpoint is gone. */
  noteAttempt(endpointId: string, at: Date, hasArrived: boolean): Promise<Date | null>;
}
