import {
  Arg,
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
import type { AdvisoryGroup } from '../advisories/grouping.js';
import { AdvisoryGroupType } from '../advisories/advisory.type.js';
import { findEcosystem } from '../ecosystems/registry.js';
import { AppError } from '../errors.js';
import { toUnfixedReason, UnfixedReasonType } from '../findings/finding.type.js';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { nestedReader, readList } from '../graphql/page.js';
import { parseGlobalId, toGlobalId } from '../graphql/global-id.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import { RemediationPlanConnection, RemediationPlanType } from '../plans/remediation-plan.type.js';
import type { Project } from '../projects/project.js';
import { ProjectType } from '../projects/project.type.js';
import { parseCampaignKey } from './campaign-key.js';
import {
  type Campaign,
  type CampaignProgress,
  type CampaignProject,
  type CampaignSubject,
  type CampaignTotals,
  campaignKey,
  subjectText,
} from './campaign.js';
import {
  CampaignConnection,
  CampaignFilterInput,
  CampaignInput,
  CampaignKindEnum,
  CampaignProgressType,
  CampaignProjectConnection,
  CampaignProjectFilterInput,
  CampaignProjectType,
  CampaignTotalsType,
  CampaignType,
} from './campaign.type.js';

@ArgsType()
class CampaignsArgs extends PageArgs {
  @Field(() => CampaignFilterInput, { nullable: true })
  filter?: CampaignFilterInput | null;
}

@ArgsType()
class CampaignProjectsArgs extends PageArgs {
  @Field(() => CampaignProjectFilterInput, { nullable: true })
  filter?: CampaignProjectFilterInput | null;
}

const projectsOfCampaign = nestedReader<CampaignProject>();
const safePlansOf = nestedReader<{ readonly id: string }>();

/** One advisory or package across all projects. */
@Resolver(() => CampaignType)
export class CampaignResolver {
  @FieldResolver(() => ID)
  id(@Root() { subject }: Campaign): string {
    return toGlobalId('Campaign', campaignKey(subject));
  }

  @FieldResolver(() => CampaignKindEnum)
  kind(@Root() { subject }: Campaign): CampaignSubject['kind'] {
    return subject.kind;
  }

  @FieldResolver(() => AdvisoryGroupType, { nullable: true, description: 'Of an ADVISORY.' })
  async advisoryGroup(
    @Root() { subject }: Campaign,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<(AdvisoryGroup & { id: string }) | null> {
    if (subject.kind !== 'ADVISORY') return null;
    const group = await loaders.group.load(subject.groupId);
    return group === null ? null : { ...group, id: group.groupId };
  }

  @FieldResolver(() => String, { nullable: true, description: 'Of a PACKAGE.' })
  ecosystem(@Root() { subject }: Campaign): string | null {
    return subject.kind === 'PACKAGE' ? subject.ecosystem : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Of a PACKAGE.' })
  packageName(@Root() { subject }: Campaign): string | null {
    return subject.kind === 'PACKAGE' ? subject.packageName : null;
  }

  @FieldResolver(() => CampaignProgressType)
  progress(@Root() { subject }: Campaign, @Ctx() { loaders }: GraphQLContext): Promise<CampaignProgress> {
    return loaders.campaignProgress.load(subject);
  }

  @FieldResolver(() => CampaignTotalsType)
  async totals(@Root() { subject }: Campaign, @Ctx() { loaders }: GraphQLContext): Promise<CampaignTotals> {
    const totals = await loaders.campaignTotals.load(subject);
    if (totals === null) throw new AppError('INTERNAL', 'The totals of a campaign gave no row.');
    return totals;
  }

  @FieldResolver(() => CampaignProjectConnection, { description: 'What is farthest from done first.' })
  async projects(
    @Root() { subject }: Campaign,
    @Args(() => CampaignProjectsArgs) args: CampaignProjectsArgs,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<InstanceType<typeof CampaignProjectConnection>> {
    const filter = args.filter?.state ?? null;
    const list = read.campaigns.pagedProjects(subject.kind, filter);
    const name = `Campaign.projects ${subject.kind}`;
    const source = { name, list, parent: subjectText(subject), filter };
    return new CampaignProjectConnection(await projectsOfCampaign(loaders, args, source));
  }

  @FieldResolver(() => RemediationPlanConnection, {
    description:
      'Safe plans that wait for a decision and close one of the open findings. `approvePlans` takes their ids and digests.',
  })
  async safePlans(
    @Root() { subject }: Campaign,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<InstanceType<typeof RemediationPlanConnection>> {
    const list = read.campaigns.pagedSafePlans(subject.kind);
    const name = `Campaign.safePlans ${subject.kind}`;
    const page = await safePlansOf(loaders, args, { name, list, parent: subjectText(subject) });
    const plans = await Promise.all(page.rows.map(({ id }) => loaders.plan.load(id)));
    const rows = plans.flatMap((plan, index) => (plan === null ? [] : [{ plan, index }]));
    return new RemediationPlanConnection({
      ...page,
      rows: rows.map(({ plan }) => plan),
      cursors: rows.map(({ index }) => page.cursors[index] ?? ''),
    });
  }

  @Authorized('READ')
  @Query(() => CampaignType, { nullable: true, description: 'Null for an advisory that nobody knows.' })
  async campaign(
    @Arg('input', () => CampaignInput) input: CampaignInput,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<Campaign | null> {
    const subject = await toSubject(input, read);
    return subject === null ? null : loaders.campaign.load(subject);
  }

  @Authorized('READ')
  @Query(() => CampaignConnection, { description: 'What concerns most open findings now, first.' })
  async campaigns(
    @Args(() => CampaignsArgs) args: CampaignsArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof CampaignConnection>> {
    const kind = args.filter?.kind ?? 'ADVISORY';
    const search = (args.filter?.search ?? '').trim().slice(0, 200);
    const list = read.campaigns.paged(kind, search);
    return new CampaignConnection(await readList(args, { name: `campaigns ${kind}`, list }));
  }
}

/** What stands in the way in one project of a campaign, or what closes it. */
@Resolver(() => CampaignProjectType)
export class CampaignProjectResolver {
  @FieldResolver(() => ProjectType)
  async project(
    @Root() { projectId }: CampaignProject,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<Project> {
    const project = await loaders.project.load(projectId);
    if (project === null) throw new AppError('INTERNAL', 'The project of this campaign is gone.');
    return project;
  }

  @FieldResolver(() => RemediationPlanType, { nullable: true, description: 'The plan that closes it.' })
  async remediationPlan(
    @Root() { planId }: CampaignProject,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<RemediationPlan | null> {
    return planId === null ? null : loaders.plan.load(planId);
  }

  @FieldResolver(() => UnfixedReasonType, { nullable: true, description: 'Why no plan closes it.' })
  unfixedReason(@Root() { unfixedReason, projectId }: CampaignProject): UnfixedReasonType | null {
    return unfixedReason === null ? null : toUnfixedReason(unfixedReason, projectId);
  }
}

async function toSubject(
  input: CampaignInput,
  read: GraphQLContext['read'],
): Promise<CampaignSubject | null> {
  if (input.id != null) {
    const parsed = parseGlobalId(input.id);
    const subject = parsed?.type === 'Campaign' ? parseCampaignKey(parsed.id) : null;
    if (subject === null) throw badInput('This is not the id of a campaign.', 'id');
    return subject;
  }
  if (input.advisory != null) {
    const groupId = await read.campaigns.groupNamed(input.advisory.slice(0, 200));
    return groupId === null ? null : { kind: 'ADVISORY', groupId };
  }
  const { ecosystem, package: packageName } = input;
  if (ecosystem == null || packageName == null)
    throw badInput('Name an advisory, or an ecosystem and a package.', 'advisory');
  const known = findEcosystem(ecosystem)?.id;
  if (known === undefined) throw badInput('Backline knows no such ecosystem.', 'ecosystem');
  return { kind: 'PACKAGE', ecosystem: known, packageName: packageName.slice(0, 300) };
}

function badInput(message: string, field: string): AppError {
  return new AppError('BAD_INPUT', message, { details: { field } });
}
