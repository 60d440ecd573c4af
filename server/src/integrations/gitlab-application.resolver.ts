import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { signedIn } from '../graphql/authorize.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, toGlobalId } from '../graphql/global-id.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import { beginConsent, redirectUriOf, registerApplication, removeApplication, SCOPES } from './consent.js';
import type { GitLabApplication } from './gitlab-application.js';
import {
  BeginGitLabConsentInput,
  GitLabApplicationPayload,
  GitLabApplicationsType,
  GitLabApplicationType,
  GitLabConsentPayload,
  RegisterGitLabApplicationInput,
  RemoveGitLabApplicationInput,
} from './gitlab-application.type.js';

/** The second way to connect: GitLab's consent page. */
@Resolver(() => GitLabApplicationType)
export class GitLabApplicationResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: GitLabApplication): string {
    return toGlobalId('GitLabApplication', id);
  }

  @Authorized('READ')
  @Query(() => GitLabApplicationsType, {
    description: 'Applications through which people connect by consent.',
  })
  async gitLabApplications(@Ctx() { read, origin }: GraphQLContext): Promise<GitLabApplicationsType> {
    return {
      nodes: await read.gitlabApplications.list(),
      redirectUri: redirectUriOf(origin),
      scopes: SCOPES,
    };
  }

  @Authorized('ADMIN')
  @Mutation(() => GitLabApplicationPayload, {
    description: 'Keeps an application that an administrator made in GitLab; its secret sealed.',
  })
  registerGitLabApplication(
    @Arg('input', () => RegisterGitLabApplicationInput) input: RegisterGitLabApplicationInput,
    @Ctx() context: GraphQLContext,
  ): Promise<GitLabApplicationPayload> {
    return withUserErrors<GitLabApplicationPayload>(async () => {
      const { baseUrl, clientId, clientSecret, proxyUrl = null, caPem = null } = input;
      const fields = { baseUrl, clientId, clientSecret, proxyUrl, caPem };
      return { application: await registerApplication(context, signedIn(context), fields), userErrors: [] };
    }, notChanged);
  }

  @Authorized('ADMIN')
  @Mutation(() => GitLabApplicationPayload, {
    description: 'Forgets an application through which nobody is connected.',
  })
  removeGitLabApplication(
    @Arg('input', () => RemoveGitLabApplicationInput) input: RemoveGitLabApplicationInput,
    @Ctx() context: GraphQLContext,
  ): Promise<GitLabApplicationPayload> {
    return withUserErrors<GitLabApplicationPayload>(async () => {
      const id = fromGlobalId(input.id, 'GitLabApplication', 'id');
      return { application: await removeApplication(context, signedIn(context), id), userErrors: [] };
    }, notChanged);
  }

  @Authorized('ADMIN')
  @Mutation(() => GitLabConsentPayload, {
    description: "Begins to connect by consent: the address of GitLab's page for this browser's session.",
  })
  beginGitLabConsent(
    @Arg('input', () => BeginGitLabConsentInput) input: BeginGitLabConsentInput,
    @Ctx() context: GraphQLContext,
  ): Promise<GitLabConsentPayload> {
    return withUserErrors<GitLabConsentPayload>(
      async () => {
        const applicationId = fromGlobalId(input.applicationId, 'GitLabApplication', 'applicationId');
        const session = { viewer: signedIn(context), token: context.session.token, origin: context.origin };
        const begun = { applicationId, name: input.name ?? null };
        return { authorizeUrl: await beginConsent(context, session, begun), userErrors: [] };
      },
      (userErrors) => ({ authorizeUrl: null, userErrors }),
    );
  }
}

function notChanged(userErrors: GitLabApplicationPayload['userErrors']): GitLabApplicationPayload {
  return { application: null, userErrors };
}
