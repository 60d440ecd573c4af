import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { signedIn } from '../graphql/authorize.js';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, toGlobalId } from '../graphql/global-id.js';
import { readList } from '../graphql/page.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import type { Account, Invitation } from './account.js';
import { SessionPayload } from './account.type.js';
import { acceptInvitation, cancelInvitation, invitePerson } from './invitations.js';
import { type ChangedPerson, removePerson, updatePerson } from './people.js';
import {
  AcceptInvitationInput,
  CancelInvitationInput,
  InvitationPayload,
  InvitationConnection,
  InvitationType,
  InvitePersonInput,
  InvitePersonPayload,
  PersonConnection,
  PersonPayload,
  PersonType,
  RemovePersonInput,
  UpdatePersonInput,
} from './people.type.js';
import { limitsOf } from './project-scope.type.js';

/** People and who was asked to join. */
@Resolver(() => PersonType)
export class PeopleResolver {
  @FieldResolver(() => ID)
  id(@Root() person: Account): string {
    return toGlobalId('Account', person.id);
  }

  @Authorized('ADMIN')
  @Query(() => PersonConnection, { description: 'Everybody who may sign in, newest first.' })
  async people(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof PersonConnection>> {
    const list = read.accounts.pagedAccounts();
    return new PersonConnection(await readList(args, { name: 'people', list }));
  }

  @Authorized('ADMIN')
  @Query(() => InvitationConnection, {
    description: 'Who was asked to join and has not yet, newest first.',
  })
  async invitations(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof InvitationConnection>> {
    const list = read.accounts.pagedInvitations();
    return new InvitationConnection(await readList(args, { name: 'invitations', list }));
  }

  @Authorized('ADMIN')
  @Mutation(() => InvitePersonPayload, {
    description: 'Asks somebody to join: gives a one-time link, which is in this answer and nowhere else.',
  })
  invitePerson(
    @Arg('input', () => InvitePersonInput) input: InvitePersonInput,
    @Ctx() context: GraphQLContext,
  ): Promise<InvitePersonPayload> {
    return withUserErrors<InvitePersonPayload>(
      async () => {
        const { email, role } = input;
        const limitedTo = limitsOf(input.limitedTo);
        const wanted = { email, name: input.name ?? '', role, limitedTo };
        const { invitation, token } = await invitePerson(context, signedIn(context), wanted);
        return { invitation, url: `${context.origin}/invitation#token=${token}`, userErrors: [] };
      },
      (userErrors) => ({ invitation: null, url: null, userErrors }),
    );
  }

  @Authorized('ADMIN')
  @Mutation(() => InvitationPayload, { description: 'Takes an invitation back; its link ends at once.' })
  cancelInvitation(
    @Arg('input', () => CancelInvitationInput) input: CancelInvitationInput,
    @Ctx() context: GraphQLContext,
  ): Promise<InvitationPayload> {
    return withUserErrors<InvitationPayload>(
      async () => {
        const id = fromGlobalId(input.id, 'Invitation', 'id');
        return { invitation: await cancelInvitation(context, signedIn(context), id), userErrors: [] };
      },
      (userErrors) => ({ invitation: null, userErrors }),
    );
  }

  @Mutation(() => SessionPayload, { description: 'Makes the account of an invitation, and signs in.' })
  acceptInvitation(
    @Arg('input', () => AcceptInvitationInput) input: AcceptInvitationInput,
    @Ctx() context: GraphQLContext,
  ): Promise<SessionPayload> {
    const attempt = { email: null, remoteAddress: context.remoteAddress };
    return withUserErrors<SessionPayload>(
      async () => {
        const session = await context.signInLimit.run(attempt, () =>
          acceptInvitation(context, input, context.session),
        );
        context.session.start(session);
        return { viewer: session.viewer, userErrors: [] };
      },
      (userErrors) => ({ viewer: null, userErrors }),
    );
  }

  @Authorized('ADMIN')
  @Mutation(() => PersonPayload, {
    description:
      'Gives a person another role or other limits; API tokens of theirs that may do more are revoked, and none sees more.',
  })
  updatePerson(
    @Arg('input', () => UpdatePersonInput) input: UpdatePersonInput,
    @Ctx() context: GraphQLContext,
  ): Promise<PersonPayload> {
    return changed(() => {
      const id = fromGlobalId(input.id, 'Account', 'id');
      const { role = null } = input;
      const limitedTo = input.limitedTo === undefined ? undefined : limitsOf(input.limitedTo);
      return updatePerson(context, signedIn(context), { id, role, limitedTo });
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => PersonPayload, {
    description: 'Removes a person: their sessions end and the API tokens that they made are revoked.',
  })
  removePerson(
    @Arg('input', () => RemovePersonInput) input: RemovePersonInput,
    @Ctx() context: GraphQLContext,
  ): Promise<PersonPayload> {
    return changed(() => removePerson(context, signedIn(context), fromGlobalId(input.id, 'Account', 'id')));
  }
}

/** The global id of an invitation. */
@Resolver(() => InvitationType)
export class InvitationResolver {
  @FieldResolver(() => ID)
  id(@Root() invitation: Invitation): string {
    return toGlobalId('Invitation', invitation.id);
  }
}

function changed(work: () => Promise<ChangedPerson>): Promise<PersonPayload> {
  return withUserErrors<PersonPayload>(
    async () => ({ ...(await work()), userErrors: [] }),
    (userErrors) => ({ person: null, revokedTokens: [], userErrors }),
  );
}
