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
import type { FindingState } from '../findings/finding.js';
import { FindingStateEnum, toUnfixedReason, UnfixedReasonType } from '../findings/finding.type.js';
import { COUNT_CAP, PageArgs, readPage } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { parseGlobalId, toGlobalId } from '../graphql/global-id.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import { RemediationPlanConnection, RemediationPlanType } from '../plans/remediation-plan.type.js';
import type { Project } from '../projects/project.js';
import { ProjectType } from '../projects/project.type.js';
import {
  type Campaign,
  type CampaignProgress,
  type CampaignProject,
  type CampaignSubject,
  type CampaignTotals,
  campaignKey,
  STATES_BY_DISTANCE,
} from './campaign.js';
import {
  CampaignConnection,
  CampaignInput,
  CampaignKindEnum,
  CampaignProgressType,
  CampaignProjectConnection,
  CampaignProjectType,
  CampaignTotalsType,
  CampaignType,
} from './campaign.type.js';

@ArgsType()
class CampaignsArgs extends PageArgs {
  @Field(() => CampaignKindEnum, { defaultValue: 'ADVISORY' })
  kind!: CampaignSubject['kind'];
  @Field(() => String, {
    nullable: true,
    description: "Part of a package's name, or an advisory's id or alias.",
  })
  search?: string | null;
}

@ArgsType()
class CampaignProjectsArgs extends PageArgs {
  @Field(() => [FindingStateEnum], { nullable: true })
  state?: FindingState[] | null;
}

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
  totals(@Root() { subject }: Campaign, @Ctx() { read }: GraphQLContext): Promise<CampaignTotals> {
    return read.campaigns.totals(subject);
  }

  @FieldResolver(() => CampaignProjectConnection, { description: 'What is farthest from done first.' })
  async projects(
    @Root() { subject }: Campaign,
    @Args(() => CampaignProjectsArgs) args: CampaignProjectsArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof CampaignProjectConnection>> {
    const states = args.state ?? null;
    return new CampaignProjectConnection(
      await readPage<CampaignProject>(args, {
        list: (first, after) =>
          read.campaigns.projects({
            subject,
            states,
            first,
            after: after === null ? null : seenProject(after),
          }),
        keyOf: ({ state, projectId }) => `${state}.${projectId}`,
        count: () => read.campaigns.countProjects(subject, states, COUNT_CAP),
        keyPattern: /^[A-Z_]{4,12}\.[1-9]\d{0,17}$/,
      }),
    );
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
    return new RemediationPlanConnection(
      await readPage<RemediationPlan>(args, {
        list: async (first, afterId) => {
          const ids = await read.campaigns.safePlans({ subject, first, afterId });
          const plans = await Promise.all(ids.map((id) => loaders.plan.load(id)));
          return plans.filter((plan) => plan !== null);
        },
        keyOf: ({ id }) => id,
        count: () => read.campaigns.countSafePlans(subject, COUNT_CAP),
      }),
    );
  }

  @Authorized('READ')
  @Query(() => CampaignType, { nullable: true, description: 'Null for an advisory that nobody knows.' })
  async campaign(
    @Arg('input', () => CampaignInput) input: CampaignInput,
    @Ctx() { read }: GraphQLContext,
  ): Promise<Campaign | null> {
    const subject = await toSubject(input, read);
    return subject === null ? null : read.campaigns.find(subject);
  }

  @Authorized('READ')
  @Query(() => CampaignConnection, { description: 'What concerns most open findings now, first.' })
  async campaigns(
    @Args(() => CampaignsArgs) args: CampaignsArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof CampaignConnection>> {
    const { kind } = args;
    const search = (args.search ?? '').trim().slice(0, 200);
    return new CampaignConnection(
      await readPage<Campaign>(args, {
        list: (first, after) =>
          read.campaigns.list({
            kind,
            search,
            first,
            after: after === null ? null : seenCampaign(after, kind),
          }),
        keyOf: ({ openFindings, subject }) => `${openFindings}|${campaignKey(subject)}`,
        count: () => read.campaigns.count(kind, search, COUNT_CAP),
        keyPattern: /^\d{1,9}\|(advisory|package)\|.{1,600}$/,
      }),
    );
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
    const subject = parsed?.type === 'Campaign' ? parseKey(parsed.id) : null;
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

function parseKey(key: string): CampaignSubject | null {
  const [kind, one, ...rest] = key.split('|');
  if (kind === 'advisory' && one !== undefined && /^\d{1,18}$/.test(one))
    return { kind: 'ADVISORY', groupId: one };
  const ecosystem = findEcosystem(one ?? '')?.id;
  if (kind !== 'package' || ecosystem === undefined || rest.length === 0) return null;
  return { kind: 'PACKAGE', ecosystem, packageName: rest.join('|') };
}

function seenCampaign(cursor: string, kind: CampaignSubject['kind']): Campaign {
  const split = cursor.indexOf('|');
  const subject = parseKey(cursor.slice(split + 1));
  if (subject?.kind !== kind) throw badInput('This is not a cursor of this list.', 'after');
  return { subject, openFindings: Number(cursor.slice(0, split)), openProjects: 0 };
}

function seenProject(cursor: string): Pick<CampaignProject, 'state' | 'projectId'> {
  const [name, projectId = '0'] = cursor.split('.');
  const state = STATES_BY_DISTANCE.find((known) => known === name);
  if (state === undefined) throw badInput('This is not a cursor of this list.', 'after');
  return { state, projectId };
}

function badInput(message: string, field: string): AppError {
  return new AppError('BAD_INPUT', message, { details: { field } });
}
