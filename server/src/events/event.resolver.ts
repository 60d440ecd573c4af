import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { signedIn } from '../graphql/authorize.js';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, toGlobalId } from '../graphql/global-id.js';
import { nestedReader, readList } from '../graphql/page.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import type { EventAttempt, EventDelivery, EventEndpoint } from './event-endpoint.js';
import {
  CreateEventEndpointInput,
  DeleteEventEndpointInput,
  EventDeliveryConnection,
  EventDeliveryPayload,
  EventAttemptType,
  EventDeliveryFilterInput,
  EventDeliveryType,
  EventEndpointConnection,
  EventEndpointPayload,
  EventEndpointType,
  ReplayDeliveriesInput,
  ReplayDeliveryInput,
  ReplayFailedDeliveriesInput,
  RotateEventSecretInput,
  SendTestEventInput,
  UpdateEventEndpointInput,
} from './event.type.js';
import {
  createEndpoint,
  deleteEndpoint,
  type EndpointDeps,
  rotateSecret,
  updateEndpoint,
} from './manage-endpoints.js';
import { replayDelivery, replayFailed, replayRange, sendTest } from './replay-deliveries.js';

@ArgsType()
class DeliveriesArgs extends PageArgs {
  @Field(() => EventDeliveryFilterInput, { nullable: true })
  filter?: EventDeliveryFilterInput | null;
}

/** Who is told of events. */
@Resolver(() => EventEndpointType)
export class EventEndpointResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: EventEndpoint): string {
    return toGlobalId('EventEndpoint', id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the secret before this one still signs along.' })
  hasTwoSecrets(@Root() { secondSecretUntil }: EventEndpoint, @Ctx() { clock }: GraphQLContext): boolean {
    return secondSecretUntil !== null && secondSecretUntil > clock();
  }

  @FieldResolver(() => Date, { nullable: true, description: 'Until when the secret before signs along.' })
  secondSecretUntil(
    @Root() { secondSecretUntil }: EventEndpoint,
    @Ctx() { clock }: GraphQLContext,
  ): Date | null {
    return secondSecretUntil !== null && secondSecretUntil > clock() ? secondSecretUntil : null;
  }

  @FieldResolver(() => EventDeliveryConnection, { description: 'What was sent in 30 days, newest first.' })
  async deliveries(
    @Root() { id: endpointId }: EventEndpoint,
    @Args(() => DeliveriesArgs) args: DeliveriesArgs,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<InstanceType<typeof EventDeliveryConnection>> {
    const filter = args.filter?.state ?? null;
    const list = read.events.pagedDeliveries(filter);
    const source = { name: 'EventEndpoint.deliveries', list, parent: endpointId, filter };
    return new EventDeliveryConnection(await deliveriesOf(loaders, args, source));
  }

  @Authorized('ADMIN')
  @Query(() => EventEndpointConnection, { description: 'Everybody who is told of events, newest first.' })
  async eventEndpoints(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof EventEndpointConnection>> {
    const list = read.events.paged();
    return new EventEndpointConnection(await readList(args, { name: 'eventEndpoints', list }));
  }

  @Authorized('ADMIN')
  @Mutation(() => EventEndpointPayload, { description: 'Adds an address that is told of events.' })
  createEventEndpoint(
    @Arg('input', () => CreateEventEndpointInput) input: CreateEventEndpointInput,
    @Ctx() context: GraphQLContext,
  ): Promise<EventEndpointPayload> {
    return answer(() => createEndpoint(depsOf(context), signedIn(context), input));
  }

  @Authorized('ADMIN')
  @Mutation(() => EventEndpointPayload, {
    description:
      'Changes name, address or events, or switches it on or off; what waits goes on when it is on.',
  })
  updateEventEndpoint(
    @Arg('input', () => UpdateEventEndpointInput) input: UpdateEventEndpointInput,
    @Ctx() context: GraphQLContext,
  ): Promise<EventEndpointPayload> {
    return answer(async () => {
      const { name, url, types, isEnabled } = input;
      const change = {
        id: fromGlobalId(input.id, 'EventEndpoint', 'id'),
        ...(name == null ? {} : { name }),
        ...(url == null ? {} : { url }),
        ...(types == null ? {} : { types }),
        ...(isEnabled == null ? {} : { isEnabled }),
      };
      return { endpoint: await updateEndpoint(depsOf(context), signedIn(context), change), secret: null };
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => EventEndpointPayload, {
    description: 'Gives it a new secret; the one before it signs along for 24 hours.',
  })
  rotateEventSecret(
    @Arg('input', () => RotateEventSecretInput) input: RotateEventSecretInput,
    @Ctx() context: GraphQLContext,
  ): Promise<EventEndpointPayload> {
    return answer(() => {
      const id = fromGlobalId(input.id, 'EventEndpoint', 'id');
      return rotateSecret(depsOf(context), signedIn(context), id);
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => EventEndpointPayload, {
    description: 'Removes it with its log; what waits is not sent. The answer holds it as it was.',
  })
  deleteEventEndpoint(
    @Arg('input', () => DeleteEventEndpointInput) input: DeleteEventEndpointInput,
    @Ctx() context: GraphQLContext,
  ): Promise<EventEndpointPayload> {
    return answer(async () => {
      const id = fromGlobalId(input.id, 'EventEndpoint', 'id');
      return { endpoint: await deleteEndpoint(context, signedIn(context), id), secret: null };
    });
  }
}

const deliveriesOf = nestedReader<EventDelivery>();

/** What was sent, and sending it again. */
@Resolver(() => EventDeliveryType)
export class EventDeliveryResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: EventDelivery): string {
    return toGlobalId('EventDelivery', id);
  }

  @Authorized('ADMIN')
  @Mutation(() => EventDeliveryPayload, { description: 'Sends a test event to an endpoint.' })
  sendTestEvent(
    @Arg('input', () => SendTestEventInput) input: SendTestEventInput,
    @Ctx() context: GraphQLContext,
  ): Promise<EventDeliveryPayload> {
    return sent(async () => {
      const id = fromGlobalId(input.id, 'EventEndpoint', 'id');
      return { delivery: await sendTest(context, signedIn(context), id), replayedCount: 0 };
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => EventDeliveryPayload, {
    description: 'Sends one delivery again, with the same body and `webhook-id`.',
  })
  replayDelivery(
    @Arg('input', () => ReplayDeliveryInput) input: ReplayDeliveryInput,
    @Ctx() context: GraphQLContext,
  ): Promise<EventDeliveryPayload> {
    return sent(async () => {
      const id = fromGlobalId(input.id, 'EventDelivery', 'id');
      return { delivery: await replayDelivery(context, signedIn(context), id), replayedCount: 1 };
    });
  }

  @FieldResolver(() => [EventAttemptType], {
    description: 'What came of each attempt, newest first; the last 50.',
  })
  attemptLog(
    @Root() { id }: EventDelivery,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<readonly EventAttempt[]> {
    return loaders.eventAttempts.load(id);
  }

  @Authorized('ADMIN')
  @Mutation(() => EventDeliveryPayload, {
    description:
      'Sends all again that was recorded in a span of time, with the same bodies and `webhook-id`s.',
  })
  replayDeliveries(
    @Arg('input', () => ReplayDeliveriesInput) input: ReplayDeliveriesInput,
    @Ctx() context: GraphQLContext,
  ): Promise<EventDeliveryPayload> {
    return sent(async () => {
      const range = {
        endpointId: fromGlobalId(input.endpointId, 'EventEndpoint', 'endpointId'),
        since: input.since,
        until: input.until ?? new Date(context.clock().getTime() + 1),
        states: input.states ?? (['DELIVERED', 'FAILED'] as const),
      };
      return { delivery: null, replayedCount: await replayRange(context, signedIn(context), range) };
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => EventDeliveryPayload, { description: 'Sends all again that was given up since then.' })
  replayFailedDeliveries(
    @Arg('input', () => ReplayFailedDeliveriesInput) input: ReplayFailedDeliveriesInput,
    @Ctx() context: GraphQLContext,
  ): Promise<EventDeliveryPayload> {
    return sent(async () => {
      const endpointId = fromGlobalId(input.endpointId, 'EventEndpoint', 'endpointId');
      const { since } = input;
      const count = await replayFailed(context, signedIn(context), { endpointId, since });
      return { delivery: null, replayedCount: count };
    });
  }
}

function depsOf({ inTransaction, clock, randomToken, checkRegistryAddress }: GraphQLContext): EndpointDeps {
  return { inTransaction, clock, randomToken, checkAddress: checkRegistryAddress };
}

function answer(
  work: () => Promise<Omit<EventEndpointPayload, 'userErrors'>>,
): Promise<EventEndpointPayload> {
  return withUserErrors<EventEndpointPayload>(
    async () => ({ ...(await work()), userErrors: [] }),
    (userErrors) => ({ endpoint: null, secret: null, userErrors }),
  );
}

function sent(work: () => Promise<Omit<EventDeliveryPayload, 'userErrors'>>): Promise<EventDeliveryPayload> {
  return withUserErrors<EventDeliveryPayload>(
    async () => ({ ...(await work()), userErrors: [] }),
    (userErrors) => ({ delivery: null, replayedCount: 0, userErrors }),
  );
}
