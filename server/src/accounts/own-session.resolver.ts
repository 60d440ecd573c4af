import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { signedIn } from '../graphql/authorize.js';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, toGlobalId } from '../graphql/global-id.js';
import { nestedReader } from '../graphql/page.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import type { Viewer } from './account.js';
import { ViewerType } from './account.type.js';
import { ownOf } from './own-account.resolver.js';
import { endSession, setFirstPassword } from './own-account.js';
import type { OwnSession } from './own-session.js';
import {
  EndSessionInput,
  EndSessionPayload,
  SessionConnection,
  SessionType,
  SetFirstPasswordInput,
} from './own-session.type.js';
import { OwnAccountPayload } from './people.type.js';

/** The sessions of the person who asks, and their first password. */
@Resolver(() => ViewerType)
export class OwnSessionResolver {
  @Authorized('READ')
  @FieldResolver(() => SessionConnection, {
    description: 'The own sessions that are alive, newest first. An API token has none.',
  })
  async sessions(
    @Root() viewer: Viewer,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<InstanceType<typeof SessionConnection>> {
    // No account has the number 0.
    const parent = viewer.kind === 'ACCOUNT' ? viewer.id : '0';
    const list = read.accounts.pagedSessions();
    return new SessionConnection(await sessionsOf(loaders, args, { name: 'Viewer.sessions', list, parent }));
  }

  @Authorized('READ')
  @FieldResolver(() => Boolean, {
    description: 'Whether this person can sign in with a password. False for an API token.',
  })
  hasPassword(@Root() viewer: Viewer, @Ctx() { read }: GraphQLContext): Promise<boolean> {
    return viewer.kind === 'ACCOUNT' ? read.accounts.hasPassword(viewer.id) : Promise.resolve(false);
  }

  @Authorized('READ')
  @Mutation(() => EndSessionPayload, {
    description: 'Ends one of the own sessions at once, and its open connections; the one that asks too.',
  })
  endSession(
    @Arg('input', () => EndSessionInput) input: EndSessionInput,
    @Ctx() context: GraphQLContext,
  ): Promise<EndSessionPayload> {
    const { viewer } = ownOf(context);
    return withUserErrors<EndSessionPayload>(
      async () => {
        const session = await endSession(context, viewer, fromGlobalId(input.id, 'Session', 'id'));
        if (session.id === viewer.sessionId) context.session.end();
        return { session, userErrors: [] };
      },
      (userErrors) => ({ session: null, userErrors }),
    );
  }

  @Authorized('READ')
  @Mutation(() => OwnAccountPayload, {
    description:
      'Gives a first password to a person who has none, in a session that began at the provider less than ten minutes ago; other sessions end.',
  })
  setFirstPassword(
    @Arg('input', () => SetFirstPasswordInput) input: SetFirstPasswordInput,
    @Ctx() context: GraphQLContext,
  ): Promise<OwnAccountPayload> {
    const own = ownOf(context);
    return withUserErrors<OwnAccountPayload>(
      async () => {
        await setFirstPassword(context, own, input.newPassword);
        return { viewer: signedIn(context), userErrors: [] };
      },
      (userErrors) => ({ viewer: null, userErrors }),
    );
  }
}

/** The global id of a session, and whether it is the one that asks. */
@Resolver(() => SessionType)
export class SessionResolver {
  @FieldResolver(() => ID)
  id(@Root() session: OwnSession): string {
    return toGlobalId('Session', session.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is the one that asks.' })
  isCurrent(@Root() session: OwnSession, @Ctx() { viewer }: GraphQLContext): boolean {
    return session.id === viewer?.sessionId;
  }
}

const sessionsOf = nestedReader<OwnSession>();
