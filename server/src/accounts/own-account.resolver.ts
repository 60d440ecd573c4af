import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { AppError } from '../errors.js';
import { signedIn } from '../graphql/authorize.js';
import type { GraphQLContext } from '../graphql/context.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import { changePassword, endSessions, type Own, rename } from './own-account.js';
import {
  ChangePasswordInput,
  EndSessionsInput,
  EndSessionsPayload,
  OwnAccountPayload,
  UpdateOwnAccountInput,
} from './people.type.js';

/** What a person changes of themselves; API tokens are refused. */
@Resolver()
export class OwnAccountResolver {
  @Authorized('READ')
  @Mutation(() => OwnAccountPayload, { description: 'Changes the own password; other sessions end.' })
  changePassword(
    @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput,
    @Ctx() context: GraphQLContext,
  ): Promise<OwnAccountPayload> {
    const own = ownOf(context);
    const attempt = { email: own.viewer.email, remoteAddress: context.remoteAddress };
    return changed(async () => {
      await context.signInLimit.run(attempt, () => changePassword(context, own, input));
      return own.viewer;
    });
  }

  @Authorized('READ')
  @Mutation(() => OwnAccountPayload, { description: 'Changes the own name.' })
  updateOwnAccount(
    @Arg('input', () => UpdateOwnAccountInput) input: UpdateOwnAccountInput,
    @Ctx() context: GraphQLContext,
  ): Promise<OwnAccountPayload> {
    const { viewer } = ownOf(context);
    return changed(() => rename(context, viewer, input.name));
  }

  @Authorized('READ')
  @Mutation(() => EndSessionsPayload, { description: 'Ends every own session but this one.' })
  endSessions(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => EndSessionsInput, { nullable: true }) _input?: EndSessionsInput | null,
  ): Promise<EndSessionsPayload> {
    const own = ownOf(context);
    return withUserErrors<EndSessionsPayload>(
      async () => ({ endedCount: await endSessions(context, own), userErrors: [] }),
      (userErrors) => ({ endedCount: 0, userErrors }),
    );
  }
}

/** The person and the session that ask; FORBIDDEN for API tokens. */
export function ownOf(context: GraphQLContext): Own {
  const viewer = signedIn(context);
  if (viewer.kind === 'ACCOUNT' && context.session.token !== null)
    return { viewer, sessionToken: context.session.token };
  throw new AppError('FORBIDDEN', 'Only a person who is signed in can change the own account.');
}

function changed(work: () => Promise<OwnAccountPayload['viewer']>): Promise<OwnAccountPayload> {
  return withUserErrors<OwnAccountPayload>(
    async () => ({ viewer: await work(), userErrors: [] }),
    (userErrors) => ({ viewer: null, userErrors }),
  );
}
