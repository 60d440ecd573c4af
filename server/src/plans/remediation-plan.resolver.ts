import {
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { AuditEventConnection } from '../audit/audit-event.type.js';
import { AppError } from '../errors.js';
import { toUnfixedReason } from '../findings/finding.type.js';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, toGlobalId } from '../graphql/global-id.js';
import { readHistory } from '../graphql/history.js';
import type { OrderInput } from '../graphql/order.type.js';
import { nestedReader, readList } from '../graphql/page.js';
import type { Job } from '../jobs/job.js';
import { JobErrorType, JobType } from '../jobs/job.type.js';
import { describePlan } from '../merge-requests/describe-plan.js';
import { MergeRequestType } from '../merge-requests/merge-request.type.js';
import type { MergeRequest } from '../merge-requests/merge-request.js';
import type { Project } from '../projects/project.js';
import { knownCode } from '../projects/project.resolver.js';
import { ProjectType } from '../projects/project.type.js';
import { BreakingRiskType } from './evidence.type.js';
import { RiskLevelEnum } from './plan-kind.type.js';
import type { BreakingRisk, PlanView } from './plan.js';
import type { PlanFilter, PlanOrder, RemediationPlan } from './remediation-plan.js';
import {
  ChangeType,
  EditType,
  MergeRequestPreviewType,
  ProofType,
  RemediationPlanConnection,
  RemediationPlanFilterInput,
  RemediationPlanOrders,
  RemediationPlanType,
  UnfixedType,
} from './remediation-plan.type.js';

@ArgsType()
class PlansArgs extends PageArgs {
  @Field(() => RemediationPlanFilterInput, { nullable: true })
  filter?: RemediationPlanFilterInput | null;
  @Field(() => RemediationPlanOrders.Input, { defaultValue: RemediationPlanOrders.by('NEWEST') })
  orderBy!: OrderInput<PlanOrder>;
}

/** Plans, of all projects and of one, and the decisions on them. */
@Resolver(() => RemediationPlanType)
export class RemediationPlanResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: RemediationPlan): string {
    return toGlobalId('RemediationPlan', id);
  }

  @FieldResolver(() => ProjectType)
  async project(
    @Root() { projectId }: RemediationPlan,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<Project> {
    const project = await loaders.project.load(projectId);
    if (project === null) throw new AppError('INTERNAL', 'The project of this plan is gone.');
    return project;
  }

  @FieldResolver(() => [ChangeType])
  async changes(@Root() plan: RemediationPlan, @Ctx() context: GraphQLContext): Promise<ChangeType[]> {
    const { changes, proof } = await viewOf(plan, context);
    return changes.map((change) => ({
      ...change,
      manifestPath: change.manifest,
      publishedAt: change.publishedAt === null ? null : new Date(change.publishedAt),
      fixes: proof.fixed.filter(
        ({ key, version }) => change.findings.includes(key) && version === change.from,
      ),
    }));
  }

  @FieldResolver(() => [EditType])
  async edits(@Root() plan: RemediationPlan, @Ctx() context: GraphQLContext): Promise<EditType[]> {
    return (await viewOf(plan, context)).edits.map(({ path, diff }) => {
      const body = diff.split('\n').slice(2);
      return {
        path,
        diff,
        additions: body.filter((line) => line.startsWith('+')).length,
        deletions: body.filter((line) => line.startsWith('-')).length,
      };
    });
  }

  @FieldResolver(() => ProofType)
  async proof(@Root() plan: RemediationPlan, @Ctx() context: GraphQLContext): Promise<ProofType> {
    return { ...(await viewOf(plan, context)).proof, provedAt: plan.provedAt };
  }

  @FieldResolver(() => [UnfixedType], {
    description: 'Findings of the project that this plan leaves, and why.',
  })
  async unfixed(@Root() plan: RemediationPlan, @Ctx() context: GraphQLContext): Promise<UnfixedType[]> {
    const { unfixed } = await viewOf(plan, context);
    return unfixed.map(({ finding, reason }) => ({
      finding,
      reason: toUnfixedReason(reason, plan.projectId),
    }));
  }

  @FieldResolver(() => RiskLevelEnum, {
    nullable: true,
    description: 'The highest risk of its changes; null where nobody weighed it. `risk` has the reasons.',
  })
  riskLevel(@Root() { risk }: RemediationPlan): RemediationPlan['risk'] {
    return risk;
  }

  @FieldResolver(() => BreakingRiskType, {
    nullable: true,
    description: 'How likely it breaks something, with reasons; null where nobody weighed it.',
  })
  async risk(@Root() plan: RemediationPlan, @Ctx() context: GraphQLContext): Promise<BreakingRisk | null> {
    return plan.risk === null ? null : (await viewOf(plan, context)).risk;
  }

  @FieldResolver(() => [RemediationPlanType], {
    description: 'Other live plans of the project that close one of the same findings.',
  })
  alternatives(
    @Root() { id }: RemediationPlan,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<readonly RemediationPlan[]> {
    return loaders.alternatives.load(id);
  }

  @FieldResolver(() => JobErrorType, { nullable: true, description: 'Why opening it failed.' })
  failure(@Root() { failure }: RemediationPlan): JobErrorType | null {
    return failure === null ? null : { code: knownCode(failure.code), message: failure.message };
  }

  @FieldResolver(() => MergeRequestPreviewType)
  async preview(
    @Root() plan: RemediationPlan,
    @Ctx() context: GraphQLContext,
  ): Promise<MergeRequestPreviewType> {
    const { loaders, publicUrl } = context;
    const getAdvisories = async (ids: readonly string[]) => {
      const advisories = await Promise.all(ids.map((id) => loaders.advisory.load(id)));
      return advisories.filter((advisory) => advisory !== null);
    };
    const text = await describePlan(
      { stores: { advisories: { getAdvisories } }, publicUrl },
      await viewOf(plan, context),
    );
    return { ...text, branchName: plan.branchName };
  }

  @FieldResolver(() => MergeRequestType, { nullable: true })
  mergeRequest(
    @Root() { id }: RemediationPlan,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<MergeRequest | null> {
    return loaders.mergeRequestOfPlan.load(id);
  }

  @FieldResolver(() => JobType, { nullable: true, description: 'The latest job that opens it.' })
  job(@Root() { id }: RemediationPlan, @Ctx() { loaders }: GraphQLContext): Promise<Job | null> {
    return loaders.newestJob.load(`plan:${id}`);
  }

  @FieldResolver(() => AuditEventConnection)
  history(
    @Root() { id }: RemediationPlan,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: GraphQLContext,
  ): Promise<InstanceType<typeof AuditEventConnection>> {
    return readHistory(context, { subject: `plan:${id}` }, args);
  }

  @Authorized('READ')
  @Query(() => RemediationPlanConnection, { description: 'Newest first, unless asked otherwise.' })
  async remediationPlans(
    @Args(() => PlansArgs) args: PlansArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof RemediationPlanConnection>> {
    const order = RemediationPlanOrders.read(args.orderBy);
    const list = read.plans.paged(toFilter(args.filter), order.field);
    return new RemediationPlanConnection(await readList(args, { name: 'remediationPlans', order, list }));
  }
}

/** A project's plans. */
@Resolver(() => ProjectType)
export class ProjectPlansResolver {
  @FieldResolver(() => RemediationPlanConnection)
  async remediationPlans(
    @Root() { id: parent }: Project,
    @Args(() => PlansArgs) args: PlansArgs,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<InstanceType<typeof RemediationPlanConnection>> {
    const order = RemediationPlanOrders.read(args.orderBy);
    const filter = toFilter(args.filter);
    const list = read.plans.paged(filter, order.field);
    const source = { name: 'Project.remediationPlans', order, list, parent, filter };
    return new RemediationPlanConnection(await plansOfProject(loaders, args, source));
  }
}

const plansOfProject = nestedReader<RemediationPlan>();

async function viewOf({ id }: RemediationPlan, { loaders }: GraphQLContext): Promise<PlanView> {
  const view = await loaders.planView.load(id);
  if (view === null) throw new AppError('INTERNAL', 'The draft of this plan is gone.');
  return view;
}

/** The filter that a client sent. */
export function toFilter(input: RemediationPlanFilterInput | null | undefined): PlanFilter {
  return {
    ...(input?.projectId == null ? {} : { projectId: fromGlobalId(input.projectId, 'Project', 'filter') }),
    ...(input?.state == null ? {} : { states: input.state }),
    ...(input?.kind == null ? {} : { kinds: input.kind }),
    ...(input?.search == null ? {} : { search: input.search.slice(0, 200) }),
    ...(input?.risk == null ? {} : { risks: input.risk }),
    ...(input?.advisory == null ? {} : { advisory: input.advisory.slice(0, 200) }),
    ...(input?.package == null ? {} : { packageName: input.package.slice(0, 300) }),
    ...(input?.integrationId == null
      ? {}
      : { integrationId: fromGlobalId(input.integrationId, 'Integration', 'filter') }),
    ...(input?.groupPath == null ? {} : { groupPath: input.groupPath.slice(0, 1_000) }),
    ...(input?.finding == null ? {} : { findingId: fromGlobalId(input.finding, 'Finding', 'filter') }),
  };
}
