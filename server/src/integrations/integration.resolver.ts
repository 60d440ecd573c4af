import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { AuditEventConnection } from '../audit/audit-event.type.js';
import type { ErrorCode } from '../errors.js';
import { requireWhole, signedIn } from '../graphql/authorize.js';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, toGlobalId } from '../graphql/global-id.js';
import { readHistory } from '../graphql/history.js';
import { nestedReader, readList } from '../graphql/page.js';
import { toUserError, withUserErrors } from '../graphql/user-error.type.js';
import type { Job } from '../jobs/job.js';
import { JobType } from '../jobs/job.type.js';
import type { Project } from '../projects/project.js';
import { ProjectConnection } from '../projects/project.type.js';
import { connectIntegration, type ConnectResult, replaceIntegrationToken } from './connect-integration.js';
import type { ConnectionCheck, Integration, IntegrationWarning } from './integration.js';
import {
  ConnectIntegrationInput,
  ConnectionCheckType,
  DisconnectIntegrationInput,
  IntegrationConnection,
  IntegrationPayload,
  IntegrationTokenType,
  IntegrationType,
  IntegrationWarningType,
  ReplaceIntegrationTokenInput,
  RotateIntegrationTokenInput,
  SyncIntegrationInput,
  VerifyIntegrationInput,
} from './integration.type.js';
import { notDone } from './integration-payload.type.js';
import {
  disconnectIntegration,
  syncIntegration,
  verifyIntegration,
  type VerifyResult,
} from './manage-integration.js';
import { rotateToken } from './rotate-token.js';
import { daysLeft, warningsNow } from './token-warnings.js';

const projectsOfIntegration = nestedReader<Project>();

/** Connected GitLabs. */
@Resolver(() => IntegrationType)
export class IntegrationResolver {
  @FieldResolver(() => ID)
  id(@Root() integration: Integration): string {
    return toGlobalId('Integration', integration.id);
  }

  @FieldResolver(() => [IntegrationWarningType], {
    description: 'What works but could be better, as of now.',
  })
  warnings(
    @Root() integration: Integration,
    @Ctx() { clock }: GraphQLContext,
  ): readonly IntegrationWarning[] {
    return warningsNow(integration, clock());
  }

  @FieldResolver(() => Int, { description: 'Projects that the token is a member of.' })
  async projectCount(@Root() { id }: Integration, @Ctx() { loaders }: GraphQLContext): Promise<number> {
    return (await loaders.integrationCounts.load(id)).projects;
  }

  @FieldResolver(() => Int, { description: 'Projects where merge requests can be opened.' })
  async writableProjectCount(
    @Root() { id }: Integration,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<number> {
    return (await loaders.integrationCounts.load(id)).writable;
  }

  @FieldResolver(() => JobType, {
    nullable: true,
    description: 'The discovery that waits or runs; null when none does.',
  })
  syncJob(@Root() { id }: Integration, @Ctx() { loaders }: GraphQLContext): Promise<Job | null> {
    return loaders.syncJob.load(id);
  }

  @FieldResolver(() => ProjectConnection)
  async projects(
    @Root() { id: parent }: Integration,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<InstanceType<typeof ProjectConnection>> {
    const source = { name: 'Integration.projects', parent, list: read.projects.paged({}, 'PATH') };
    return new ProjectConnection(await projectsOfIntegration(loaders, args, source));
  }

  @FieldResolver(() => AuditEventConnection)
  history(
    @Root() { id }: Integration,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: GraphQLContext,
  ): Promise<InstanceType<typeof AuditEventConnection>> {
    return readHistory(context, { subject: `integration:${id}` }, args);
  }

  @Authorized('READ')
  @Query(() => IntegrationConnection, {
    description: 'Connected GitLabs, disconnected ones too, oldest first.',
  })
  async integrations(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof IntegrationConnection>> {
    const list = read.integrations.paged();
    return new IntegrationConnection(await readList(args, { name: 'integrations', list }));
  }

  @Authorized('ADMIN')
  @Mutation(() => IntegrationPayload, {
    description:
      'Verifies address and token check by check; on success stores the token sealed and queues the discovery of all projects.',
  })
  connectIntegration(
    @Arg('input', () => ConnectIntegrationInput) input: ConnectIntegrationInput,
    @Ctx() context: GraphQLContext,
  ): Promise<IntegrationPayload> {
    return withUserErrors<IntegrationPayload>(async () => {
      const request = {
        url: input.url,
        token: input.token,
        name: input.name ?? null,
        attemptId: input.attemptId ?? null,
        proxyUrl: input.proxyUrl ?? null,
        caPem: input.caPem ?? null,
      };
      return connectPayload(
        await connectIntegration(context, signedIn(context), {
          ...request,
        }),
      );
    }, notDone);
  }

  @Authorized('ADMIN')
  @Mutation(() => IntegrationPayload, { description: 'Runs the checks again with the stored token.' })
  verifyIntegration(
    @Arg('input', () => VerifyIntegrationInput) input: VerifyIntegrationInput,
    @Ctx() context: GraphQLContext,
  ): Promise<IntegrationPayload> {
    return withUserErrors<IntegrationPayload>(async () => {
      const id = fromGlobalId(input.id, 'Integration', 'id');
      const actor = signedIn(context).name;
      const attemptId = input.attemptId ?? null;
      return verifyPayload(await verifyIntegration(context, { id, attemptId, actor }));
    }, notDone);
  }

  @Authorized('ADMIN')
  @Mutation(() => IntegrationPayload, {
    description:
      'Lets GitLab put a new token in place of the stored one, which is dead from then on. The new one is stored before anything else.',
  })
  rotateIntegrationToken(
    @Arg('input', () => RotateIntegrationTokenInput) input: RotateIntegrationTokenInput,
    @Ctx() context: GraphQLContext,
  ): Promise<IntegrationPayload> {
    return withUserErrors<IntegrationPayload>(async () => {
      const id = fromGlobalId(input.id, 'Integration', 'id');
      const { expiresAt = null } = input;
      return verifyPayload(await rotateToken(context, signedIn(context), { id, expiresAt }));
    }, notDone);
  }

  @Authorized('ADMIN')
  @Mutation(() => IntegrationPayload, {
    description: 'Puts a new token in place; waiting jobs go on and nothing is lost.',
  })
  replaceIntegrationToken(
    @Arg('input', () => ReplaceIntegrationTokenInput) input: ReplaceIntegrationTokenInput,
    @Ctx() context: GraphQLContext,
  ): Promise<IntegrationPayload> {
    return withUserErrors<IntegrationPayload>(async () => {
      const id = fromGlobalId(input.id, 'Integration', 'id');
      const request = { id, token: input.token, attemptId: input.attemptId ?? null };
      return connectPayload(await replaceIntegrationToken(context, signedIn(context), request));
    }, notDone);
  }

  @Authorized('ADMIN')
  @Mutation(() => IntegrationPayload, {
    description: 'Stops the work and forgets the token. The history stays.',
  })
  disconnectIntegration(
    @Arg('input', () => DisconnectIntegrationInput) input: DisconnectIntegrationInput,
    @Ctx() context: GraphQLContext,
  ): Promise<IntegrationPayload> {
    return withUserErrors<IntegrationPayload>(async () => {
      const integration = await disconnectIntegration(
        context,
        signedIn(context),
        fromGlobalId(input.id, 'Integration', 'id'),
      );
      return { integration, checks: [], job: null, userErrors: [] };
    }, notDone);
  }

  @Authorized('PLAN')
  @Mutation(() => IntegrationPayload, {
    description: 'Lists all projects again and analyses those whose head moved.',
  })
  syncIntegration(
    @Arg('input', () => SyncIntegrationInput) input: SyncIntegrationInput,
    @Ctx() context: GraphQLContext,
  ): Promise<IntegrationPayload> {
    return withUserErrors<IntegrationPayload>(async () => {
      const id = fromGlobalId(input.id, 'Integration', 'id');
      if ((await context.loaders.integration.load(id)) !== null) requireWhole(context, id);
      const { integration, job } = await syncIntegration(context, signedIn(context), id);
      return { integration, checks: [], job, userErrors: [] };
    }, notDone);
  }

  @Authorized('ADMIN')
  @Subscription(() => ConnectionCheckType, {
    description:
      "The live checks of one connection attempt, named by the client's own attempt id; those that ran already come first.",
    subscribe: ({ context, args }: { context: GraphQLContext; args: Record<string, unknown> }) =>
      context.followChecks(String(args['attemptId'])),
  })
  connectionChecks(
    @Root() check: ConnectionCheck,
    @Arg('attemptId', () => String) _attemptId: string,
  ): ConnectionCheck {
    return check;
  }
}

/** How long an integration's token lasts. */
@Resolver(() => IntegrationTokenType)
export class IntegrationTokenResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Whole days until it dies; null when it never does.',
  })
  daysLeft(@Root() { expiresAt }: IntegrationTokenType, @Ctx() { clock }: GraphQLContext): number | null {
    return expiresAt === null ? null : daysLeft(expiresAt, clock());
  }
}

function verifyPayload({ integration, error }: VerifyResult): IntegrationPayload {
  return {
    integration,
    checks: integration.checks,
    job: null,
    userErrors: error === null ? [] : [toUserError(error)],
  };
}

function connectPayload(result: ConnectResult): IntegrationPayload {
  if (result.kind === 'connected') {
    return {
      integration: result.integration,
      checks: result.integration.checks,
      job: result.job,
      userErrors: [],
    };
  }
  if (result.error.code === 'INTERNAL') throw result.error;
  return {
    integration: null,
    checks: result.checks,
    job: null,
    userErrors: [{ ...toUserError(result.error), path: pathOf(result.error.code) }],
  };
}

/** Which input a failed connection is about. */
function pathOf(code: ErrorCode): string[] {
  if (code.startsWith('TOKEN_')) return ['input', 'token'];
  if (
    code.startsWith('ADDRESS_') ||
    code === 'NOT_GITLAB' ||
    code === 'GITLAB_UNREACHABLE' ||
    code === 'GITLAB_TLS'
  ) {
    return ['input', 'url'];
  }
  return ['input'];
}
