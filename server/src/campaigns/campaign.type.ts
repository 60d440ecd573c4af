import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.type.js';
import { enumOf, NodeInterface } from '../graphql/node.type.js';
import { FindingStateEnum, UnfixedCodeEnum } from '../findings/finding.type.js';
import type { FindingState } from '../findings/finding.js';
import type { MergeRequestState } from '../merge-requests/merge-request.js';
import { MergeRequestStateEnum } from '../merge-requests/merge-request.type.js';
import type { PlanState, UnfixedReason } from '../plans/plan.js';
import { PlanStateEnum } from '../plans/remediation-plan.type.js';
import type { CampaignProject, CampaignSubject, StateCounts } from './campaign.js';

/** What campaigns are about. */
export const CampaignKindEnum = enumOf('CampaignKind', [
  'ADVISORY',
  'PACKAGE',
] satisfies CampaignSubject['kind'][]);

@ObjectType('FindingStateCounts', { description: 'How many findings there are in each state.' })
export class FindingStateCountsType {
  @Field(() => Int)
  readonly open!: number;
  @Field(() => Int)
  readonly inProgress!: number;
  @Field(() => Int)
  readonly fixed!: number;
  @Field(() => Int)
  readonly dismissed!: number;
}

@ObjectType('CampaignProgress', {
  description:
    'How far the findings of a campaign have come, dismissed ones left out; what was merged was opened, too. Fixed ones need not have come this way.',
})
export class CampaignProgressType {
  @Field(() => Int)
  readonly found!: number;
  @Field(() => Int)
  readonly planned!: number;
  @Field(() => Int)
  readonly approved!: number;
  @Field(() => Int)
  readonly opened!: number;
  @Field(() => Int)
  readonly merged!: number;
  @Field(() => Int)
  readonly fixed!: number;
}

@ObjectType('UnfixedCount')
export class UnfixedCountType {
  @Field(() => UnfixedCodeEnum, { nullable: true, description: 'Null: not planned yet.' })
  readonly code!: UnfixedReason['code'] | null;
  @Field(() => Int)
  readonly count!: number;
}

@ObjectType('PlanStateCount')
export class PlanStateCountType {
  @Field(() => PlanStateEnum)
  readonly state!: PlanState;
  @Field(() => Int)
  readonly count!: number;
}

@ObjectType('MergeRequestStateCount')
export class MergeRequestStateCountType {
  @Field(() => MergeRequestStateEnum)
  readonly state!: MergeRequestState;
  @Field(() => Int)
  readonly count!: number;
}

@ObjectType('CampaignTotals', { description: 'How far a campaign is; what was fixed long ago counts too.' })
export class CampaignTotalsType {
  @Field(() => Int, { description: 'Projects that are or were concerned.' })
  readonly projects!: number;
  @Field(() => Int, { description: 'Projects with a finding that is open or in progress.' })
  readonly openProjects!: number;
  @Field(() => FindingStateCountsType)
  readonly findings!: StateCounts;
  @Field(() => Int, { description: 'Findings that are open or in progress and that a plan closes.' })
  readonly planned!: number;
  @Field(() => [UnfixedCountType], { description: 'Open findings that no plan closes, by why.' })
  readonly unplanned!: readonly UnfixedCountType[];
  @Field(() => [PlanStateCountType], {
    description:
      'Plans that close one of the findings, without those that a newer revision took the place of.',
  })
  readonly plans!: readonly PlanStateCountType[];
  @Field(() => [MergeRequestStateCountType])
  readonly mergeRequests!: readonly MergeRequestStateCountType[];
}

@ObjectType('CampaignProject', { description: 'One project of a campaign.' })
export class CampaignProjectType {
  @Field(() => FindingStateEnum, { description: 'Of its findings the state that is farthest from done.' })
  readonly state!: FindingState;
  @Field(() => FindingStateCountsType)
  readonly findings!: StateCounts;
  readonly projectId!: string;
  readonly planId!: string | null;
  readonly unfixedReason!: CampaignProject['unfixedReason'];
}

export const CampaignProjectConnection = connectionOf('CampaignProject', () => CampaignProjectType);

/** One advisory group or one package across all projects. */
@ObjectType('Campaign', {
  implements: NodeInterface,
  description: 'One vulnerability under all its names, or one package, across all projects.',
})
export class CampaignType {
  @Field(() => Int, { description: 'Findings that are open or in progress.' })
  readonly openFindings!: number;
  @Field(() => Int, { description: 'Projects that have one of them.' })
  readonly openProjects!: number;
  readonly subject!: CampaignSubject;
}

export const CampaignConnection = connectionOf('Campaign', () => CampaignType);

@InputType({ description: 'Either an advisory or an ecosystem and a package.' })
export class CampaignInput {
  @Field(() => String, { nullable: true, description: "An advisory's id or alias." })
  advisory?: string | null;
  @Field(() => String, { nullable: true, description: 'As a finding writes it, such as `PyPI`.' })
  ecosystem?: string | null;
  @Field(() => String, { nullable: true })
  package?: string | null;
  @Field(() => ID, { nullable: true, description: 'Or the id of a campaign.' })
  id?: string | null;
}

@InputType('CampaignFilter')
export class CampaignFilterInput {
  @Field(() => CampaignKindEnum, {
    nullable: true,
    description: 'By flaw or by package; ADVISORY without it.',
  })
  kind?: CampaignSubject['kind'] | null;
  @Field(() => String, {
    nullable: true,
    description: "Part of a package's name, or an advisory's id or alias.",
  })
  search?: string | null;
}

@InputType('CampaignProjectFilter')
export class CampaignProjectFilterInput {
  @Field(() => [FindingStateEnum], { nullable: true, description: 'One of these; without it all.' })
  state?: FindingState[] | null;
}
