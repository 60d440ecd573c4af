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
import { AppError } from '../errors.js';
import { readMergeStatus } from '../gitlab/merge-status.js';
import { PageArgs } from '../graphql/connection.type.js';
import { signedIn } from '../graphql/authorize.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, toGlobalId } from '../graphql/global-id.js';
import { readHistory } from '../graphql/history.js';
import type { OrderInput } from '../graphql/order.type.js';
import { nestedReader, readList } from '../graphql/page.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import { RemediationPlanType } from '../plans/remediation-plan.type.js';
import type { Project } from '../projects/project.js';
import { ProjectType } from '../projects/project.type.js';
import { askForClosing, askForRebuild, type AskedFor } from './ask-for-merge-request.js';
import { refreshMergeRequest } from './follow-merge-requests.js';
import { laneOf } from './merge-request-lane.js';
import type {
  MergeRequest,
  MergeRequestFilter,
  MergeRequestLane,
  MergeRequestOrder,
} from './merge-request.js';
import {
  MergeReadinessEnum,
  MergeRequestLaneEnum,
  MergeRequestConnection,
  MergeRequestFilterInput,
  MergeRequestOrders,
  MergeRequestPayload,
  MergeRequestType,
  CloseMergeRequestInput,
  RebuildMergeRequestInput,
  RefreshMergeRequestInput,
} from './merge-request.type.js';

@ArgsType()
class MergeRequestsArgs extends PageArgs {
  @Field(() => MergeRequestFilterInput, { nullable: true })
  filter?: MergeRequestFilterInput | null;
  @Field(() => MergeRequestOrders.Input, { defaultValue: MergeRequestOrders.by('NEWEST') })
  orderBy!: OrderInput<MergeRequestOrder>;
}

/** Merge requests that Backline opened. */
@Resolver(() => MergeRequestType)
export class MergeRequestResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: MergeRequest): string {
    return toGlobalId('MergeRequest', id);
  }

  @FieldResolver(() => ProjectType)
  async project(@Root() { projectId }: MergeRequest, @Ctx() { loaders }: GraphQLContext): Promise<Project> {
    const project = await loaders.project.load(projectId);
    if (project === null) throw new AppError('INTERNAL', 'The project of this merge request is gone.');
    return project;
  }

  @FieldResolver(() => RemediationPlanType)
  async remediationPlan(
    @Root() { planId }: MergeRequest,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<RemediationPlan> {
    const plan = await loaders.plan.load(planId);
    if (plan === null) throw new AppError('INTERNAL', 'The plan of this merge request is gone.');
    return plan;
  }

  @FieldResolver(() => MergeRequestLaneEnum, { description: 'Where it stands on the board.' })
  lane(@Root() mergeRequest: MergeRequest): MergeRequestLane {
    return laneOf(mergeRequest);
  }

  @FieldResolver(() => MergeReadinessEnum)
  readiness(@Root() mergeRequest: MergeRequest): string {
    return readMergeStatus(mergeRequest.detailedMergeStatus).category;
  }

  @FieldResolver(() => String, { description: 'Where it stands, in words.' })
  statusText(@Root() { state, detailedMergeStatus, hasConflicts }: MergeRequest): string {
    if (state === 'MERGED') return 'Merged';
    if (state === 'CLOSED') return 'Closed without merging';
    if (hasConflicts) return 'Has conflicts with the target branch';
    return readMergeStatus(detailedMergeStatus).label;
  }

  @FieldResolver(() => Boolean, { description: 'Whether somebody else has committed to its branch.' })
  isEdited(@Root() { editedAt }: MergeRequest): boolean {
    return editedAt !== null;
  }

  @FieldResolver(() => AuditEventConnection)
  history(
    @Root() { id }: MergeRequest,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: GraphQLContext,
  ): Promise<InstanceType<typeof AuditEventConnection>> {
    return readHistory(context, { subject: `merge-request:${id}` }, args);
  }

  @Authorized('READ')
  @Query(() => MergeRequestConnection, { description: 'Newest first.' })
  async mergeRequests(
    @Args(() => MergeRequestsArgs) args: MergeRequestsArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof MergeRequestConnection>> {
    const order = MergeRequestOrders.read(args.orderBy);
    const list = read.mergeRequests.paged(toFilter(args.filter), order.field);
    return new MergeRequestConnection(await readList(args, { name: 'mergeRequests', order, list }));
  }

  @Authorized('PLAN')
  @Mutation(() => MergeRequestPayload, { description: 'Asks GitLab for its state now.' })
  refreshMergeRequest(
    @Arg('input', () => RefreshMergeRequestInput) input: RefreshMergeRequestInput,
    @Ctx() context: GraphQLContext,
  ): Promise<MergeRequestPayload> {
    return withUserErrors<MergeRequestPayload>(
      async () => {
        const mergeRequest = await refreshMergeRequest(context, fromGlobalId(input.id, 'MergeRequest', 'id'));
        if (mergeRequest === null)
          throw new AppError('NOT_FOUND', 'There is no such merge request, or its GitLab is disconnected.');
        return { mergeRequest, userErrors: [] };
      },
      (userErrors) => ({ mergeRequest: null, userErrors }),
    );
  }

  @Authorized('APPROVE')
  @Mutation(() => MergeRequestPayload, {
    description:
      'Makes its branch anew as one commit on the target branch. Edits that come out otherwise ask for approval; commits of people are never overwritten.',
  })
  rebuildMergeRequest(
    @Arg('input', () => RebuildMergeRequestInput) input: RebuildMergeRequestInput,
    @Ctx() context: GraphQLContext,
  ): Promise<MergeRequestPayload> {
    return ask(input.id, (id) => askForRebuild(context, signedIn(context), id));
  }

  @Authorized('APPROVE')
  @Mutation(() => MergeRequestPayload, {
    description:
      'Closes it with a note; its branch is removed where only Backline committed to it. The same change set is not proposed again.',
  })
  closeMergeRequest(
    @Arg('input', () => CloseMergeRequestInput) input: CloseMergeRequestInput,
    @Ctx() context: GraphQLContext,
  ): Promise<MergeRequestPayload> {
    const reason = input.reason?.trim().slice(0, 2_000) ?? '';
    return ask(input.id, (id) => askForClosing(context, signedIn(context), { id, reason }));
  }
}

function ask(globalId: string, work: (id: string) => Promise<AskedFor>): Promise<MergeRequestPayload> {
  return withUserErrors<MergeRequestPayload>(
    async () => ({ ...(await work(fromGlobalId(globalId, 'MergeRequest', 'id'))), userErrors: [] }),
    (userErrors) => ({ mergeRequest: null, job: null, userErrors }),
  );
}

/** A project's merge requests. */
@Resolver(() => ProjectType)
export class ProjectMergeRequestsResolver {
  @FieldResolver(() => MergeRequestConnection)
  async mergeRequests(
    @Root() { id: parent }: Project,
    @Args(() => MergeRequestsArgs) args: MergeRequestsArgs,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<InstanceType<typeof MergeRequestConnection>> {
    const order = MergeRequestOrders.read(args.orderBy);
    const filter = toFilter(args.filter);
    const list = read.mergeRequests.paged(filter, order.field);
    const source = { name: 'Project.mergeRequests', order, list, parent, filter };
    return new MergeRequestConnection(await mergeRequestsOfProject(loaders, args, source));
  }
}

const mergeRequestsOfProject = nestedReader<MergeRequest>();

/** The filter that a client sent. */
export function toFilter(input: MergeRequestFilterInput | null | undefined): MergeRequestFilter {
  return {
    ...(input?.projectId == null ? {} : { projectId: fromGlobalId(input.projectId, 'Project', 'filter') }),
    ...(input?.integrationId == null
      ? {}
      : { integrationId: fromGlobalId(input.integrationId, 'Integration', 'filter') }),
    ...(input?.groupPath == null ? {} : { groupPath: input.groupPath.slice(0, 1_000) }),
    ...(input?.state == null ? {} : { states: input.state }),
    ...(input?.lane == null ? {} : { lanes: input.lane }),
    ...(input?.hasConflicts == null ? {} : { hasConflicts: input.hasConflicts }),
    ...(input?.isEdited == null ? {} : { isEdited: input.isEdited }),
    ...(input?.pipelineStatus == null ? {} : { pipelineStatuses: input.pipelineStatus }),
    ...(input?.search == null ? {} : { search: input.search.slice(0, 200) }),
  };
}
