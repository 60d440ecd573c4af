import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UrlScalar } from '../graphql/scalars.js';
import { connectionOf } from '../graphql/connection.type.js';
import { IdempotentInput } from '../graphql/idempotent-input.type.js';
import { enumOf, NodeInterface } from '../graphql/node.type.js';
import { UserError } from '../graphql/user-error.type.js';
import {
  EVENT_TYPES,
  type EventDelivery,
  type EventDeliveryState,
  type EventEndpoint,
  type EventEndpointState,
  type EventType,
} from './event-endpoint.js';

/** What Backline tells of. */
export const EventTypeEnum = enumOf(
  'EventType',
  EVENT_TYPES,
  'What Backline tells of. The bodies are described by events.schema.json; `type` there is this name in small letters, as in `plan.proposed`. ENDPOINT_TEST is sent when somebody asks for it, whatever is chosen.',
);

const EventEndpointStateEnum = enumOf(
  'EventEndpointState',
  ['ENABLED', 'DISABLED'] satisfies EventEndpointState[],
  'DISABLED: by a person, or by Backline; the reason says which.',
);

const EventDeliveryStateEnum = enumOf(
  'EventDeliveryState',
  ['WAITING', 'DELIVERED', 'FAILED'] satisfies EventDeliveryState[],
  'FAILED: given up.',
);

@ObjectType('EventEndpoint', {
  implements: NodeInterface,
  description: 'An address that is told of events, signed as Standard Webhooks says.',
})
export class EventEndpointType extends NodeInterface {
  @Field(() => String)
  readonly name!: string;
  @Field(() => UrlScalar)
  readonly url!: string;
  @Field(() => [EventTypeEnum])
  readonly types!: readonly EventType[];
  @Field(() => EventEndpointStateEnum)
  readonly state!: EventEndpointState;
  @Field(() => String, { nullable: true, description: 'Why nothing is sent; null while it is ENABLED.' })
  readonly disabledReason!: string | null;
  @Field(() => Date)
  readonly createdAt!: Date;
  @Field(() => String)
  readonly createdBy!: string;
  @Field(() => Date, { nullable: true, description: 'When something last arrived; null: nothing did yet.' })
  readonly lastDeliveredAt!: Date | null;
  @Field(() => Int)
  readonly waitingCount!: number;
  @Field(() => Int, { description: 'Given up, of the last 30 days.' })
  readonly failedCount!: number;
}

export const EventEndpointConnection = connectionOf('EventEndpoint', () => EventEndpointType);

@ObjectType('EventDelivery', {
  implements: NodeInterface,
  description: 'One event on its way to one endpoint; kept for 30 days.',
})
export class EventDeliveryType extends NodeInterface {
  @Field(() => EventTypeEnum)
  readonly type!: EventType;
  @Field(() => String, { description: 'The header `webhook-id`, the same for every attempt.' })
  readonly eventId!: string;
  @Field(() => EventDeliveryStateEnum)
  readonly state!: EventDeliveryState;
  @Field(() => Int)
  readonly attempts!: number;
  @Field(() => Date)
  readonly createdAt!: Date;
  @Field(() => Date, { nullable: true })
  readonly lastAttemptAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'While it is WAITING.' })
  readonly nextAttemptAt!: Date | null;
  @Field(() => Date, { nullable: true })
  readonly deliveredAt!: Date | null;
  @Field(() => Int, { nullable: true, description: 'The HTTP status of the last attempt; null: no answer.' })
  readonly lastStatus!: number | null;
  @Field(() => String, { nullable: true, description: 'Why the last attempt failed.' })
  readonly lastError!: string | null;
  @Field(() => String, { nullable: true, description: 'At most 1 KB of the last answer, as text.' })
  readonly lastAnswer!: string | null;
  @Field(() => String, { description: 'JSON exactly as it is sent.' })
  readonly body!: string;
}

@ObjectType('EventAttempt', { description: 'One attempt to deliver an event.' })
export class EventAttemptType {
  @Field(() => Date, { description: 'When it began.' })
  readonly at!: Date;
  @Field(() => Int, { description: 'From connecting to the end of the answer, in milliseconds.' })
  readonly durationMs!: number;
  @Field(() => Int, { nullable: true, description: 'The HTTP status; null: no answer.' })
  readonly status!: number | null;
  @Field(() => String, { nullable: true, description: 'Why it failed; null: it arrived.' })
  readonly error!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'At most 1 KB of the answer, as text; control characters are replaced.',
  })
  readonly answer!: string | null;
}

@InputType('EventDeliveryFilter')
export class EventDeliveryFilterInput {
  @Field(() => [EventDeliveryStateEnum], { nullable: true, description: 'One of these; without it all.' })
  state?: EventDeliveryType['state'][] | null;
}

export const EventDeliveryConnection = connectionOf('EventDelivery', () => EventDeliveryType);

@ObjectType()
export class EventEndpointPayload {
  @Field(() => EventEndpointType, { nullable: true })
  endpoint!: EventEndpoint | null;
  @Field(() => String, {
    nullable: true,
    description: 'What signs from now on (`whsec_…`), shown this once: after creating and rotating.',
  })
  secret!: string | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType()
export class EventDeliveryPayload {
  @Field(() => EventDeliveryType, { nullable: true })
  delivery!: EventDelivery | null;
  @Field(() => Int, { description: 'How many are sent again.' })
  replayedCount!: number;
  @Field(() => [UserError])
  userErrors!: UserError[];
}

@InputType()
export class CreateEventEndpointInput extends IdempotentInput {
  @Field(() => String)
  name!: string;
  @Field(() => String, { description: 'https, unless the operator allows the host.' })
  url!: string;
  @Field(() => [EventTypeEnum])
  types!: EventType[];
}

@InputType({ description: 'What is not given stays as it is.' })
export class UpdateEventEndpointInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { nullable: true })
  name?: string | null;
  @Field(() => String, { nullable: true })
  url?: string | null;
  @Field(() => [EventTypeEnum], { nullable: true })
  types?: EventType[] | null;
  @Field(() => Boolean, { nullable: true })
  isEnabled?: boolean | null;
}

@InputType()
export class RotateEventSecretInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@InputType()
export class DeleteEventEndpointInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@InputType()
export class SendTestEventInput extends IdempotentInput {
  @Field(() => ID, { description: 'Of the endpoint.' })
  id!: string;
}

@InputType()
export class ReplayDeliveryInput extends IdempotentInput {
  @Field(() => ID, { description: 'Of the delivery.' })
  id!: string;
}

@InputType()
export class ReplayDeliveriesInput extends IdempotentInput {
  @Field(() => ID, { description: 'Of the endpoint.' })
  endpointId!: string;
  @Field(() => Date, { description: 'Those recorded at that moment or later.' })
  since!: Date;
  @Field(() => Date, { nullable: true, description: 'Those recorded before that; without it, until now.' })
  until?: Date | null;
  @Field(() => [EventDeliveryStateEnum], {
    nullable: true,
    description: 'Those in one of these states; without it, all that was delivered or given up.',
  })
  states?: EventDeliveryState[] | null;
}

@InputType()
export class ReplayFailedDeliveriesInput extends IdempotentInput {
  @Field(() => ID)
  endpointId!: string;
  @Field(() => Date, { description: 'Those that were made since then.' })
  since!: Date;
}
