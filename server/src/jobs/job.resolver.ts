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
  Subscription,
} from 'type-graphql';
import { mapStream } from '../changes/map-stream.js';
import { GraphQLJSON } from 'graphql-scalars';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, toGlobalId } from '../graphql/global-id.js';
import { readList } from '../graphql/page.js';
import { NodeInterface } from '../graphql/node.type.js';
import { requireScope } from '../graphql/authorize.js';
import { openMergeRequestJob } from '../projects/project-jobs.js';
import { loadNode } from '../graphql/load-node.js';
import { createLoaders } from '../graphql/loaders.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import { ERROR_CODES } from '../errors.js';
import { changeJob, jobTitle } from './change-job.js';
import type { Job } from './job.js';
import {
  CancelJobInput,
  JobConnection,
  JobCountsType,
  JobErrorType,
  JobFilterInput,
  JobPayload,
  JobType,
  RetryJobInput,
} from './job.type.js';

@ArgsType()
class JobsArgs extends PageArgs {
  @Field(() => JobFilterInput, { nullable: true })
  filter?: JobFilterInput | null;
}

/** The job table. */
@Resolver(() => JobType)
export class JobResolver {
  @FieldResolver(() => ID)
  id(@Root() job: Job): string {
    return toGlobalId('Job', job.id);
  }

  @FieldResolver(() => String, { description: 'What it does, for a person.' })
  title(@Root() { name }: Job): string {
    return jobTitle(name);
  }

  @FieldResolver(() => NodeInterface, { nullable: true, description: 'What it is about.' })
  async subject(@Root() { subject }: Job, @Ctx() context: GraphQLContext): Promise<object | null> {
    const [kind, id] = subject?.split(':') ?? [];
    const type = kind === undefined ? undefined : SUBJECTS[kind];
    return type === undefined || id === undefined ? null : loadNode(context, type, id);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The name of what it is about.' })
  async subjectName(@Root() { subject }: Job, @Ctx() { loaders }: GraphQLContext): Promise<string | null> {
    const [kind, id] = subject?.split(':') ?? [];
    if (id === undefined) return null;
    if (kind === 'project') return (await loaders.project.load(id))?.path ?? null;
    if (kind === 'integration') return (await loaders.integration.load(id))?.name ?? null;
    if (kind === 'plan') return (await loaders.plan.load(id))?.title ?? null;
    return null;
  }

  @FieldResolver(() => GraphQLJSON, {
    nullable: true,
    description: 'What came of it; every kind of job tells it in its own shape. Null while nothing did.',
  })
  result(@Root() { result }: Job): unknown {
    return result ?? null;
  }

  @FieldResolver(() => JobErrorType, { nullable: true })
  error(@Root() { error }: Job): JobErrorType | null {
    if (error === null) return null;
    return { code: ERROR_CODES.find((code) => code === error.code) ?? 'INTERNAL', message: error.message };
  }

  @Authorized('READ')
  @Query(() => JobConnection, {
    description: 'The job table, newest first. Finished jobs are kept for 30 days.',
  })
  async jobs(
    @Args(() => JobsArgs) args: JobsArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof JobConnection>> {
    const filter = {
      ...(args.filter?.state == null ? {} : { states: args.filter.state }),
      ...(args.filter?.name == null ? {} : { names: args.filter.name }),
      ...(args.filter?.projectId == null
        ? {}
        : { projectId: fromGlobalId(args.filter.projectId, 'Project', 'filter') }),
      ...(args.filter?.integrationId == null
        ? {}
        : { integrationId: fromGlobalId(args.filter.integrationId, 'Integration', 'filter') }),
      ...(args.filter?.isDead == null ? {} : { isDead: args.filter.isDead }),
    };
    return new JobConnection(await readList(args, { name: 'jobs', list: read.jobHistory.paged(filter) }));
  }

  @Authorized('READ')
  @Query(() => JobCountsType, { description: 'How many jobs there are in each state.' })
  async jobCounts(@Ctx() { read }: GraphQLContext): Promise<JobCountsType> {
    const { states } = await read.jobHistory.counts();
    return {
      queued: states.QUEUED,
      running: states.RUNNING,
      succeeded: states.SUCCEEDED,
      failed: states.FAILED,
      cancelled: states.CANCELLED,
    };
  }

  @Authorized('PLAN')
  @Mutation(() => JobPayload, {
    description: 'A waiting job is cancelled at once; a running one is asked to stop.',
  })
  cancelJob(
    @Arg('input', () => CancelJobInput) input: CancelJobInput,
    @Ctx() context: GraphQLContext,
  ): Promise<JobPayload> {
    return change(context, input.id, 'cancel');
  }

  @Authorized('PLAN')
  @Mutation(() => JobPayload, { description: 'Queues a failed or cancelled job once more.' })
  retryJob(
    @Arg('input', () => RetryJobInput) input: RetryJobInput,
    @Ctx() context: GraphQLContext,
  ): Promise<JobPayload> {
    return change(context, input.id, 'retry');
  }

  @Authorized('READ')
  @Subscription(() => JobType, {
    description: 'A job each time that its state or progress changes; all jobs when no id is given.',
    subscribe: ({ context, args }: { context: GraphQLContext; args: Record<string, unknown> }) => {
      const id: unknown = args['id'];
      const jobs = context.followJobs(typeof id === 'string' ? fromGlobalId(id, 'Job', 'id') : null);
      return mapStream(jobs, async (job) => {
        context.loaders = createLoaders(context.read, context.policy);
        if (context.viewer?.limitedTo === null) return job;
        return (await context.read.jobHistory.get(job.id)) === null ? null : job;
      });
    },
  })
  jobProgress(@Root() job: Job, @Arg('id', () => ID, { nullable: true }) _id?: string): Job {
    return job;
  }
}

function change(context: GraphQLContext, globalId: string, verb: 'cancel' | 'retry'): Promise<JobPayload> {
  return withUserErrors<JobPayload>(
    async () => {
      const id = fromGlobalId(globalId, 'Job', 'id');
      const job = await changeJob(context, {
        id,
        verb,
        actor: context.viewer?.name ?? '',
        // Cancelling an opening undoes an approval, so it takes the right to approve.
        admit: (before) => {
          if (before?.name === openMergeRequestJob.name) requireScope(context, 'APPROVE');
        },
      });
      return { job, userErrors: [] };
    },
    (userErrors) => ({ job: null, userErrors }),
  );
}

const SUBJECTS: Readonly<Record<string, 'Project' | 'Integration' | 'RemediationPlan'>> = {
  project: 'Project',
  integration: 'Integration',
  plan: 'RemediationPlan',
};
