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
import { AuditEventConnection } from '../audit/audit-event.type.js';
import { AppError, ERROR_CODES, type ErrorCode } from '../errors.js';
import { signedIn } from '../graphql/authorize.js';
import { knownEcosystems } from '../graphql/known-ecosystems.js';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, toGlobalId } from '../graphql/global-id.js';
import { readHistory } from '../graphql/history.js';
import type { OrderInput } from '../graphql/order.type.js';
import { nestedReader, readList } from '../graphql/page.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import type { Integration } from '../integrations/integration.js';
import { IntegrationType } from '../integrations/integration.type.js';
import type { Job } from '../jobs/job.js';
import { JobConnection, JobErrorType } from '../jobs/job.type.js';
import { askForAnalysis } from './ask-for-analysis.js';
import type { Analysis, Project, ProjectFilter, ProjectOrder } from './project.js';
import type { ProjectHealth } from './project-health.js';
import {
  AnalysisType,
  AnalyzeProjectInput,
  AnalyzeProjectPayload,
  ProjectConnection,
  ProjectFilterInput,
  ProjectHealthType,
  ProjectOrders,
  ProjectType,
} from './project.type.js';

@ArgsType()
class ProjectsArgs extends PageArgs {
  @Field(() => ProjectFilterInput, { nullable: true })
  filter?: ProjectFilterInput | null;
  @Field(() => ProjectOrders.Input, { defaultValue: ProjectOrders.by('RISK') })
  orderBy!: OrderInput<ProjectOrder>;
}

const jobsOfProject = nestedReader<Job>();

/** The catalogue. What a project holds is resolved beside the nouns that it holds. */
@Resolver(() => ProjectType)
export class ProjectResolver {
  @FieldResolver(() => ID)
  id(@Root() project: Project): string {
    return toGlobalId('Project', project.id);
  }

  @FieldResolver(() => IntegrationType)
  async integration(
    @Root() { integrationId }: Project,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<Integration> {
    const integration = await loaders.integration.load(integrationId);
    if (integration === null) throw new AppError('INTERNAL', 'The integration of this project is gone.');
    return integration;
  }

  @FieldResolver(() => ProjectHealthType)
  health(@Root() { id }: Project, @Ctx() { loaders, clock }: GraphQLContext): Promise<ProjectHealth> {
    return loaders.projectHealth.load({ id, now: clock() });
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is a fork of a project that the token can see.' })
  isFork(@Root() { forkedFromId }: Project): boolean {
    return forkedFromId !== null;
  }

  @FieldResolver(() => ProjectType, {
    nullable: true,
    description: 'What it is a fork of, where that is in the catalogue too. Each is planned on its own.',
  })
  async forkedFrom(@Root() project: Project, @Ctx() { loaders }: GraphQLContext): Promise<Project | null> {
    return project.forkedFromId === null ? null : loaders.forkOrigin.load(project.id);
  }

  @FieldResolver(() => JobErrorType, { nullable: true, description: 'Why the last analysis failed.' })
  analysisError(@Root() { analysisError }: Project): JobErrorType | null {
    return analysisError === null
      ? null
      : { code: knownCode(analysisError.code), message: analysisError.message };
  }

  @FieldResolver(() => JobConnection)
  async jobs(
    @Root() { id }: Project,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<InstanceType<typeof JobConnection>> {
    const list = read.jobHistory.paged({});
    const source = { name: 'Project.jobs', parent: `project:${id}`, list };
    return new JobConnection(await jobsOfProject(loaders, args, source));
  }

  @FieldResolver(() => AuditEventConnection)
  history(
    @Root() { id }: Project,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: GraphQLContext,
  ): Promise<InstanceType<typeof AuditEventConnection>> {
    return readHistory(context, { projectId: id }, args);
  }

  @Authorized('READ')
  @Query(() => ProjectConnection, { description: 'Every project that a token is or was a member of.' })
  async projects(
    @Args(() => ProjectsArgs) args: ProjectsArgs,
    @Ctx() { read, clock }: GraphQLContext,
  ): Promise<InstanceType<typeof ProjectConnection>> {
    const order = ProjectOrders.read(args.orderBy);
    const list = read.projects.paged(toFilter(args.filter, clock()), order.field);
    return new ProjectConnection(await readList(args, { name: 'projects', order, list }));
  }

  @Authorized('PLAN')
  @Mutation(() => AnalyzeProjectPayload, {
    description: 'Queues an analysis; without `force` it ends after one look when the head has not moved.',
  })
  analyzeProject(
    @Arg('input', () => AnalyzeProjectInput) input: AnalyzeProjectInput,
    @Ctx() context: GraphQLContext,
  ): Promise<AnalyzeProjectPayload> {
    return withUserErrors<AnalyzeProjectPayload>(
      async () => {
        const id = fromGlobalId(input.id, 'Project', 'id');
        return {
          ...(await askForAnalysis(context, signedIn(context), { id, force: input.force })),
          userErrors: [],
        };
      },
      (userErrors) => ({ project: null, job: null, userErrors }),
    );
  }
}

/** When a project was last read. */
@Resolver(() => AnalysisType)
export class AnalysisResolver {
  @FieldResolver(() => Date)
  analyzedAt(@Root() { analyzedAt }: Analysis): Date {
    return new Date(analyzedAt);
  }
}

/** The filter that a client sent; `now` is the moment against which what is overdue is read. */
export function toFilter(input: ProjectFilterInput | null | undefined, now: Date): ProjectFilter {
  return {
    ...(input?.integrationId == null
      ? {}
      : { integrationId: fromGlobalId(input.integrationId, 'Integration', 'filter') }),
    ...(input?.search == null ? {} : { search: input.search.slice(0, 200) }),
    ...(input?.state == null ? {} : { states: input.state }),
    ...(input?.withOpenFindings == null ? {} : { withOpenFindings: input.withOpenFindings }),
    ...(input?.withProblems == null ? {} : { withProblems: input.withProblems }),
    ...(input?.analysisState == null ? {} : { analysisStates: input.analysisState }),
    ...(input?.groupPath == null ? {} : { groupPath: input.groupPath.slice(0, 1_000) }),
    ...(input?.minSeverity == null ? {} : { minSeverity: input.minSeverity }),
    ...(input?.ecosystem == null ? {} : { ecosystems: knownEcosystems(input.ecosystem) }),
    ...(input?.isWritable == null ? {} : { isWritable: input.isWritable }),
    ...(input?.withOpenMergeRequests == null ? {} : { withOpenMergeRequests: input.withOpenMergeRequests }),
    ...(input?.withProposedPlans == null ? {} : { withProposedPlans: input.withProposedPlans }),
    ...(input?.isOverdue == null ? {} : { isOverdue: input.isOverdue, now }),
  };
}

/** A stored code that is still in the closed list. */
export function knownCode(code: string): ErrorCode {
  return ERROR_CODES.find((known) => known === code) ?? 'INTERNAL';
}
