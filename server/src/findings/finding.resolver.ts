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
import type { Advisory } from '../advisories/advisory.js';
import type { AdvisoryGroup } from '../advisories/grouping.js';
import { AdvisoryGroupType, AdvisoryType } from '../advisories/advisory.type.js';
import { AuditEventConnection } from '../audit/audit-event.type.js';
import { AppError } from '../errors.js';
import { signedIn } from '../graphql/authorize.js';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, toGlobalId } from '../graphql/global-id.js';
import type { OrderInput } from '../graphql/order.type.js';
import { nestedReader, readList } from '../graphql/page.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import { RemediationPlanType } from '../plans/remediation-plan.type.js';
import type { Project } from '../projects/project.js';
import { ProjectType } from '../projects/project.type.js';
import { dismissFindings, reopenFindings } from './dismiss-findings.js';
import { toFindingFilter as toFilter } from './finding-filter.type.js';
import type { FindingEvent } from './finding-history.js';
import type { Finding, FindingOrder } from './finding.js';
import {
  DismissalType,
  DismissFindingsInput,
  FindingConnection,
  FindingsPayload,
  ReopenFindingsInput,
  toDismissal,
  FindingFilterInput,
  FindingOrders,
  FindingType,
  toUnfixedReason,
  UnfixedReasonType,
} from './finding.type.js';

@ArgsType()
class OrderedArgs extends PageArgs {
  @Field(() => FindingOrders.Input, { defaultValue: FindingOrders.by('SEVERITY') })
  orderBy!: OrderInput<FindingOrder>;
}

@ArgsType()
class FindingsArgs extends OrderedArgs {
  @Field(() => FindingFilterInput, { nullable: true })
  filter?: FindingFilterInput | null;
}

const historyOfFinding = nestedReader<FindingEvent>();
const findingsOfProject = nestedReader<Finding>();
const findingsOfAdvisory = nestedReader<Finding>();

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
  unfixedReason(@Root() { unfixedReason, planId, projectId }: Finding): UnfixedReasonType | null {
    if (unfixedReason === null) return null;
    const isShown = planId === null || unfixedReason.code === 'NEEDS_CODE_CHANGE';
    return isShown ? toUnfixedReason(unfixedReason, projectId) : null;
  }

  @FieldResolver(() => DismissalType, { nullable: true, description: 'Why it is dismissed, if it is.' })
  dismissal(@Root() { dismissal }: Finding): DismissalType | null {
    return dismissal === null ? null : toDismissal(dismissal);
  }

  @FieldResolver(() => AuditEventConnection, {
    description:
      'Its life, newest first: what happened to it, to the plans that close it and to their merge requests.',
  })
  async history(
    @Root() { id: parent }: Finding,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<InstanceType<typeof AuditEventConnection>> {
    const source = { name: 'Finding.history', parent, list: read.findingTracking.pagedHistory() };
    return new AuditEventConnection(await historyOfFinding(loaders, args, source));
  }

  @Authorized('READ')
  @Query(() => FindingConnection, {
    description: 'Findings of all projects, fixed ones too unless filtered.',
  })
  async findings(
    @Args(() => FindingsArgs) args: FindingsArgs,
    @Ctx() { read, clock }: GraphQLContext,
  ): Promise<InstanceType<typeof FindingConnection>> {
    const order = FindingOrders.read(args.orderBy);
    const list = read.findings.paged(toFilter(args.filter, clock()), order.field);
    return new FindingConnection(await readList(args, { name: 'findings', order, list }));
  }

  @Authorized('APPROVE')
  @Mutation(() => FindingsPayload, {
    description:
      'Dismisses findings with a reason, until a date or for good; all or none. Their projects are planned again.',
  })
  dismissFindings(
    @Arg('input', () => DismissFindingsInput) input: DismissFindingsInput,
    @Ctx() context: GraphQLContext,
  ): Promise<FindingsPayload> {
    const comment = input.comment?.trim().slice(0, 1_000) ?? '';
    return changeFindings(input.ids, (ids) =>
      dismissFindings(context, signedIn(context), {
        ids,
        reason: input.reason,
        comment: comment === '' ? null : comment,
        until: input.until ?? null,
      }),
    );
  }

  @Authorized('APPROVE')
  @Mutation(() => FindingsPayload, {
    description: 'Opens dismissed findings again; all or none. Those that are open stay as they are.',
  })
  reopenFindings(
    @Arg('input', () => ReopenFindingsInput) input: ReopenFindingsInput,
    @Ctx() context: GraphQLContext,
  ): Promise<FindingsPayload> {
    return changeFindings(input.ids, (ids) => reopenFindings(context, signedIn(context), ids));
  }
}

/** What a reason points to. */
@Resolver(() => UnfixedReasonType)
export class UnfixedReasonResolver {
  @FieldResolver(() => RemediationPlanType, {
    nullable: true,
    description: 'The plan that closes it, where it may break something or forces a version.',
  })
  async offeredBy(
    @Root() { planKind, planGroup, projectId }: UnfixedReasonType,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<RemediationPlan | null> {
    if (planKind === null || planGroup === null || projectId === null) return null;
    return loaders.livePlan.load({ projectId, kind: planKind, group: planGroup });
  }
}

function changeFindings(
  globalIds: readonly string[],
  work: (ids: readonly string[]) => Promise<readonly Finding[]>,
): Promise<FindingsPayload> {
  return withUserErrors<FindingsPayload>(
    async () => {
      const ids = globalIds.map((id) => fromGlobalId(id, 'Finding', 'ids'));
      return { findings: await work(ids), userErrors: [] };
    },
    (userErrors) => ({ findings: [], userErrors }),
  );
}

/** A project's findings. */
@Resolver(() => ProjectType)
export class ProjectFindingsResolver {
  @FieldResolver(() => FindingConnection)
  async findings(
    @Root() { id: parent }: Project,
    @Args(() => FindingsArgs) args: FindingsArgs,
    @Ctx() { read, loaders, clock }: GraphQLContext,
  ): Promise<InstanceType<typeof FindingConnection>> {
    const order = FindingOrders.read(args.orderBy);
    const list = read.findings.paged(toFilter(args.filter, clock()), order.field, 'PROJECT');
    const source = { name: 'Project.findings', order, list, parent, filter: args.filter };
    return new FindingConnection(await findingsOfProject(loaders, args, source));
  }
}

/** What an advisory concerns. */
@Resolver(() => AdvisoryType)
export class AdvisoryFindingsResolver {
  @FieldResolver(() => FindingConnection)
  async findings(
    @Root() { id: parent }: Advisory,
    @Args(() => OrderedArgs) args: OrderedArgs,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<InstanceType<typeof FindingConnection>> {
    const order = FindingOrders.read(args.orderBy);
    const list = read.findings.paged({}, order.field, 'ADVISORY');
    const source = { name: 'Advisory.findings', order, list, parent };
    return new FindingConnection(await findingsOfAdvisory(loaders, args, source));
  }
}
