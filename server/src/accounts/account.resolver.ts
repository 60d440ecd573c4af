import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { signedIn } from '../graphql/authorize.js';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, toGlobalId } from '../graphql/global-id.js';
import { readList } from '../graphql/page.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import type { ApiToken, Viewer } from './account.js';
import {
  ApiTokenConnection,
  ApiTokenPayload,
  ApiTokenType,
  CreateApiTokenInput,
  CreateApiTokenPayload,
  CreateFirstAccountInput,
  RevokeApiTokenInput,
  SessionPayload,
  SetupType,
  SignInInput,
  ViewerType,
} from './account.type.js';
import { createApiToken, revokeApiToken } from './api-tokens.js';
import { limitsOf } from './project-scope.type.js';
import { createFirstAccount, signIn, signOut } from './sign-in.js';
import { AppError } from '../errors.js';

/** Signing in and out, and API tokens. */
@Resolver(() => ViewerType)
export class AccountResolver {
  @FieldResolver(() => ID)
  id(@Root() viewer: Viewer): string {
    return toGlobalId(viewer.kind === 'ACCOUNT' ? 'Account' : 'ApiToken', viewer.id);
  }

  @FieldResolver(() => [String])
  signsInWith(@Root() viewer: Viewer, @Ctx() { read }: GraphQLContext): Promise<readonly string[]> {
    return viewer.kind === 'ACCOUNT' ? read.accounts.issuersOf(viewer.id) : Promise.resolve([]);
  }

  @Query(() => SetupType, { description: 'Public: whether the first account has still to be made.' })
  async setup(@Ctx() { read, version, provider }: GraphQLContext): Promise<SetupType> {
    const needsFirstAccount = (await read.accounts.countAccounts()) === 0;
    return { needsFirstAccount, version, providerName: provider?.settings.name ?? null };
  }

  @Query(() => ViewerType, { nullable: true, description: 'Null when nobody is signed in.' })
  viewer(@Ctx() { viewer }: GraphQLContext): Viewer | null {
    return viewer;
  }

  @Mutation(() => SessionPayload, {
    description: 'Makes the first account with the one-time link that the server printed, and signs in.',
  })
  createFirstAccount(
    @Arg('input', () => CreateFirstAccountInput) input: CreateFirstAccountInput,
    @Ctx() context: GraphQLContext,
  ): Promise<SessionPayload> {
    const attempt = { email: null, remoteAddress: context.remoteAddress };
    return startSession(context, () =>
      context.signInLimit.run(attempt, () => createFirstAccount(context, input, context.session)),
    );
  }

  @Mutation(() => SessionPayload, { description: 'Signs in and sets the session cookie.' })
  signIn(
    @Arg('input', () => SignInInput) input: SignInInput,
    @Ctx() context: GraphQLContext,
  ): Promise<SessionPayload> {
    const attempt = { email: input.email, remoteAddress: context.remoteAddress };
    return startSession(context, () =>
      context.signInLimit.run(attempt, () => signIn(context, input, context.session)),
    );
  }

  @Mutation(() => SessionPayload, { description: 'Ends the session and its cookie.' })
  async signOut(@Ctx() context: GraphQLContext): Promise<SessionPayload> {
    if (context.session.token !== null) await signOut(context, context.session.token);
    context.session.end();
    return { viewer: null, userErrors: [] };
  }

  @Authorized('ADMIN')
  @Query(() => ApiTokenConnection, { description: 'Newest first; revoked ones too.' })
  async apiTokens(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof ApiTokenConnection>> {
    const list = read.accounts.pagedApiTokens();
    return new ApiTokenConnection(await readList(args, { name: 'apiTokens', list }));
  }

  @Authorized('ADMIN')
  @Mutation(() => CreateApiTokenPayload, {
    description: 'Makes an API token; its secret is in this answer and nowhere else.',
  })
  createApiToken(
    @Arg('input', () => CreateApiTokenInput) input: CreateApiTokenInput,
    @Ctx() context: GraphQLContext,
  ): Promise<CreateApiTokenPayload> {
    return withUserErrors<CreateApiTokenPayload>(
      async () => {
        const made = await createApiToken(context, signedIn(context), {
          ...input,
          limitedTo: limitsOf(input.limitedTo),
          expiresAt: input.expiresAt ?? null,
        });
        return { apiToken: made.token, secret: made.secret, userErrors: [] };
      },
      (userErrors) => ({ apiToken: null, secret: null, userErrors }),
    );
  }

  @Authorized('ADMIN')
  @Mutation(() => ApiTokenPayload, {
    description: 'Revokes an API token at once, and ends its open connections.',
  })
  revokeApiToken(
    @Arg('input', () => RevokeApiTokenInput) input: RevokeApiTokenInput,
    @Ctx() context: GraphQLContext,
  ): Promise<ApiTokenPayload> {
    return withUserErrors<ApiTokenPayload>(
      async () => {
        const apiToken = await revokeApiToken(
          context,
          signedIn(context),
          fromGlobalId(input.id, 'ApiToken', 'id'),
        );
        return { apiToken, userErrors: [] };
      },
      (userErrors) => ({ apiToken: null, userErrors }),
    );
  }
}

/** The global id of an API token. */
@Resolver(() => ApiTokenType)
export class ApiTokenResolver {
  @FieldResolver(() => ID)
  id(@Root() token: ApiToken): string {
    return toGlobalId('ApiToken', token.id);
  }
}

async function startSession(
  context: GraphQLContext,
  work: () => ReturnType<typeof signIn>,
): Promise<SessionPayload> {
  return withUserErrors<SessionPayload>(
    async () => {
      const session = await asUserMistake(work);
      context.session.start(session);
      return { viewer: session.viewer, userErrors: [] };
    },
    (userErrors) => ({ viewer: null, userErrors }),
  );
}

/** A wrong password is the answer of this mutation, not a missing sign-in of the request. */
async function asUserMistake<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNAUTHENTICATED')
      throw new AppError('FORBIDDEN', error.message);
    throw error;
  }
}
