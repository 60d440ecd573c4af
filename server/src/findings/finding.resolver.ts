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
import type { Advisory } from '../advisories/advisory.js';
import type { AdvisoryGroup } from '../advisories/grouping.js';
import { AdvisoryGroupType, AdvisoryType } from '../advisories/advisory.type.js';
import { AppError } from '../errors.js';
import { COUNT_CAP, PageArgs, readPage } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, toGlobalId } from '../graphql/global-id.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import { RemediationPlanType } from '../plans/remediation-plan.type.js';
import type { Project } from '../projects/project.js';
import { ProjectType } from '../projects/project.type.js';
import type { Finding, FindingFilter, FindingOrder } from './finding.js';
import {
  FindingConnection,
  FindingFilterInput,
  FindingOrderEnum,
  FindingType,
  toUnfixedReason,
  UnfixedReasonType,
} from './finding.type.js';
import { dueAt } from './sla.js';

@ArgsType()
class FindingsArgs extends PageArgs {
  @Field(() => FindingFilterInput, { nullable: true })
  filter?: FindingFilterInput | null;
}

@ArgsType()
class OrderedFindingsArgs extends FindingsArgs {
  @Field(() => FindingOrderEnum, { defaultValue: 'SEVERITY' })
  orderBy!: FindingOrder;
}

/** Findings, of all projects and of one. */
@Resolver(() => FindingType)
export class FindingResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: Finding): string {
    return toGlobalId('Finding', id);
  }

  @FieldResolver(() => ProjectType)
  async project(@Root() { projectId }: Finding, @Ctx() { loaders }: GraphQLContext): Promise<Project> {
    const project = await loaders.project.load(projectId);
    if (project === null) throw new AppError('INTERNAL', 'The project of this finding is gone.');
    return project;
  }

  @FieldResolver(() => String, { description: 'All vulnerable versions, joined by commas.' })
  version(@Root() { versions }: Finding): string {
    return versions.join(', ');
  }

  @FieldResolver(() => AdvisoryGroupType)
  async advisoryGroup(
    @Root() { groupId }: Finding,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<AdvisoryGroup & { id: string }> {
    const group = await loaders.group.load(groupId);
    if (group === null) throw new AppError('INTERNAL', 'The advisories of this finding are gone.');
    return { ...group, id: group.groupId };
  }

  @FieldResolver(() => RemediationPlanType, { nullable: true, description: 'The plan that fixes it.' })
  async remediationPlan(
    @Root() { planId }: Finding,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<RemediationPlan | null> {
    return planId === null ? null : loaders.plan.load(planId);
  }

  @FieldResolver(() => UnfixedReasonType, { nullable: true, description: 'Why no plan fixes it.' })
  unfixedReason(@Root() { unfixedReason, planId }: Finding): UnfixedReasonType | null {
    return unfixedReason === null || planId !== null ? null : toUnfixedReason(unfixedReason);
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'When it should be fixed: 3, 14, 30 or 90 days after it was first seen, by severity.',
  })
  dueAt(@Root() finding: Finding): Date | null {
    return dueAt(finding);
  }

  @Authorized('READ')
  @Query(() => FindingConnection, {
    description: 'Findings of all projects, fixed ones too unless filtered.',
  })
  findings(
    @Args(() => OrderedFindingsArgs) args: OrderedFindingsArgs,
    @Ctx() context: GraphQLContext,
  ): Promise<InstanceType<typeof FindingConnection>> {
    return listFindings(context, args, toFilter(args.filter), args.orderBy);
  }
}

/** A project's findings. */
@Resolver(() => ProjectType)
export class ProjectFindingsResolver {
  @FieldResolver(() => FindingConnection)
  findings(
    @Root() { id }: Project,
    @Args(() => FindingsArgs) args: FindingsArgs,
    @Ctx() context: GraphQLContext,
  ): Promise<InstanceType<typeof FindingConnection>> {
    return listFindings(context, args, { ...toFilter(args.filter), projectId: id }, 'SEVERITY');
  }
}

/** What an advisory concerns. */
@Resolver(() => AdvisoryType)
export class AdvisoryFindingsResolver {
  @FieldResolver(() => FindingConnection)
  findings(
    @Root() { id }: Advisory,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: GraphQLContext,
  ): Promise<InstanceType<typeof FindingConnection>> {
    return listFindings(context, args, { advisory: id }, 'SEVERITY');
  }
}

async function listFindings(
  { read }: GraphQLContext,
  args: PageArgs,
  filter: FindingFilter,
  order: FindingOrder,
): Promise<InstanceType<typeof FindingConnection>> {
  return new FindingConnection(
    await readPage(args, {
      list: (first, after) => read.findings.list({ first, after, filter, order }),
      keyOf: ({ id }) => id,
      count: () => read.findings.count(filter, COUNT_CAP),
    }),
  );
}

function toFilter(input: FindingFilterInput | null | undefined): FindingFilter {
  if (input == null) return {};
  return {
    ...(input.projectId == null ? {} : { projectId: fromGlobalId(input.projectId, 'Project', 'filter') }),
    ...(input.severity == null ? {} : { severities: input.severity }),
    ...(input.state == null ? {} : { states: input.state }),
    ...(input.ecosystem == null ? {} : { ecosystems: input.ecosystem }),
    ...(input.packageName == null ? {} : { packageName: input.packageName }),
    ...(input.search == null ? {} : { search: input.search.slice(0, 200) }),
    ...(input.advisory == null ? {} : { advisory: input.advisory }),
    ...(input.manifestPath == null ? {} : { manifestPath: input.manifestPath }),
    ...(input.isFixable == null ? {} : { isFixable: input.isFixable }),
  };
}
