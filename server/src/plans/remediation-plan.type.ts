import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Severity } from '../advisories/advisory.js';
import type { VersionStep } from '../ecosystems/ecosystem.js';
import { UnfixedReasonType } from '../findings/finding.type.js';
import { connectionOf } from '../graphql/connection.type.js';
import { NodeInterface, enumOf } from '../graphql/node.type.js';
import { SeverityCountsType, SeverityEnum } from '../graphql/severity.type.js';
import { UserError } from '../graphql/user-error.type.js';
import { VersionStepEnum } from '../inventory/inventory.type.js';
import type { Job } from '../jobs/job.js';
import { JobType } from '../jobs/job.type.js';
import type {
  BreakingRisk,
  ChangeEvidence,
  ChangeMeans,
  EvidenceLink,
  PlanKind,
  PlanState,
  UnmetRequirement,
  Usage,
} from './plan.js';
import { PlanKindEnum, RiskLevelEnum } from './plan-kind.type.js';
import type { RemediationPlan } from './remediation-plan.js';

/** The states of plans. */
export const PlanStateEnum = enumOf('PlanState', [
  'PROPOSED',
  'APPROVED',
  'OPENING',
  'OPEN',
  'MERGED',
  'CLOSED',
  'REJECTED',
  'SUPERSEDED',
  'FAILED',
]);
const ChangeMeansEnum = enumOf(
  'ChangeMeans',
  ['LIFT', 'RAISE', 'FORCE'],
  'LIFT: within every range that asks for it. RAISE: a direct dependency is raised. FORCE: an override.',
);

/** A vulnerable package version in one manifest, as the plan saw it. */
@ObjectType('PlanFinding', {
  description: 'A vulnerable package version in one manifest, as the plan saw it.',
})
export class PlanFindingType {
  @Field(() => String, { name: 'manifestPath' })
  readonly manifest!: string;
  @Field(() => String)
  readonly ecosystem!: string;
  @Field(() => String)
  readonly name!: string;
  @Field(() => String)
  readonly version!: string;
  @Field(() => [String], { description: 'All ids of the advisory group.' })
  readonly advisories!: readonly string[];
  @Field(() => SeverityEnum)
  readonly severity!: Severity;
  @Field(() => Float, { nullable: true })
  readonly score!: number | null;
  @Field(() => [[String]])
  readonly paths!: readonly (readonly string[])[];
}

/** How likely something breaks, and why. */
@ObjectType('BreakingRisk', { description: 'How likely something breaks, with the reasons.' })
export class BreakingRiskType {
  @Field(() => RiskLevelEnum)
  readonly level!: BreakingRisk['level'];
  @Field(() => [String], { description: 'Sentences, weightiest first.' })
  readonly reasons!: readonly string[];
}

const EvidenceLinkKindEnum = enumOf('EvidenceLinkKind', [
  'COMPARISON',
  'RELEASE',
  'CHANGELOG',
  'REPOSITORY',
  'PACKAGE',
] satisfies EvidenceLink['kind'][]);

@ObjectType('EvidenceLink', { description: 'Where to read what changed.' })
export class EvidenceLinkType {
  @Field(() => EvidenceLinkKindEnum)
  readonly kind!: EvidenceLink['kind'];
  @Field(() => String, { description: 'https only.' })
  readonly url!: string;
}

@ObjectType('Usage', { description: "Where the project's own files import a package." })
export class UsageType {
  @Field(() => [String], { description: 'At most 20, sorted.' })
  readonly files!: readonly string[];
  @Field(() => Int, { description: 'How many files there are in all.' })
  readonly count!: number;
  @Field(() => Boolean, { description: 'False where not all of the source was read.' })
  readonly isComplete!: boolean;
}

const RequirementKindEnum = enumOf('RequirementKind', [
  'ENGINE',
  'PEER',
] satisfies UnmetRequirement['kind'][]);

@ObjectType('UnmetRequirement', {
  description: 'What the new version asks for beside its dependencies and the project is not seen to meet.',
})
export class UnmetRequirementType {
  @Field(() => RequirementKindEnum)
  readonly kind!: UnmetRequirement['kind'];
  @Field(() => String, { description: 'Such as `node` or `react`.' })
  readonly name!: string;
  @Field(() => String)
  readonly range!: string;
  @Field(() => String, { nullable: true, description: 'What the project has; null where it says nothing.' })
  readonly present!: string | null;
}

@ObjectType('Evidence', { description: 'What speaks for and against a change.' })
export class EvidenceType {
  @Field(() => BreakingRiskType)
  readonly risk!: BreakingRisk;
  @Field(() => [EvidenceLinkType], { description: 'Most specific first.' })
  readonly links!: readonly EvidenceLink[];
  @Field(() => UsageType, {
    nullable: true,
    description: 'Null where nobody looked: only what may break something is looked for.',
  })
  readonly usage!: Usage | null;
  @Field(() => [UnmetRequirementType])
  readonly unmet!: readonly UnmetRequirement[];
}

/** One package going from one version to another by one means. */
@ObjectType('Change', { description: 'One package going from one version to another by one means.' })
export class ChangeType {
  @Field(() => String)
  readonly ecosystem!: string;
  @Field(() => String)
  readonly manifestPath!: string;
  @Field(() => [String], { description: 'All manifests in which the same change is made, sorted.' })
  readonly manifests!: readonly string[];
  @Field(() => String)
  readonly name!: string;
  @Field(() => String)
  readonly from!: string;
  @Field(() => String)
  readonly to!: string;
  @Field(() => ChangeMeansEnum)
  readonly means!: ChangeMeans;
  @Field(() => VersionStepEnum)
  readonly step!: VersionStep;
  @Field(() => Boolean)
  readonly isDirect!: boolean;
  @Field(() => String, { description: 'Why this version.' })
  readonly reason!: string;
  @Field(() => Date, { nullable: true })
  readonly publishedAt!: Date | null;
  @Field(() => String, { nullable: true })
  readonly deprecated!: string | null;
  @Field(() => [PlanFindingType], { description: 'Empty for a change that another change needs.' })
  readonly fixes!: readonly PlanFindingType[];
  @Field(() => EvidenceType, { nullable: true, description: 'Null in plans of before there was any.' })
  readonly evidence!: ChangeEvidence | null;
}

/** The unified diff of one file. */
@ObjectType('Edit', { description: 'The unified diff of one file.' })
export class EditType {
  @Field(() => String)
  readonly path!: string;
  @Field(() => String)
  readonly diff!: string;
  @Field(() => Int)
  readonly additions!: number;
  @Field(() => Int)
  readonly deletions!: number;
}

/** The edited files, parsed and matched again. */
@ObjectType('Proof', { description: 'The edited files, parsed and matched again.' })
export class ProofType {
  @Field(() => [PlanFindingType])
  readonly fixed!: readonly PlanFindingType[];
  @Field(() => [PlanFindingType])
  readonly remaining!: readonly PlanFindingType[];
  @Field(() => [PlanFindingType])
  readonly introduced!: readonly PlanFindingType[];
  @Field(() => Date)
  readonly provedAt!: Date;
}

@ObjectType('Unfixed', { description: 'A finding that a plan leaves, and why.' })
export class UnfixedType {
  @Field(() => PlanFindingType)
  readonly finding!: PlanFindingType;
  @Field(() => UnfixedReasonType)
  readonly reason!: UnfixedReasonType;
}

/** The merge request as it will be. */
@ObjectType('MergeRequestPreview', { description: 'The merge request as it will be.' })
export class MergeRequestPreviewType {
  @Field(() => String)
  readonly title!: string;
  @Field(() => String, { description: 'Markdown.' })
  readonly description!: string;
  @Field(() => String)
  readonly branchName!: string;
  @Field(() => String)
  readonly commitMessage!: string;
}

/** A set of changes for one project, with proof, edits and a state. */
@ObjectType('RemediationPlan', {
  implements: NodeInterface,
  description: 'A set of changes for one project, with proof, edits and a state.',
})
export class RemediationPlanType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => PlanKindEnum)
  readonly kind!: PlanKind;
  @Field(() => String, { description: 'Which plan of its kind: `all`, or the package that moves.' })
  readonly group!: string;
  @Field(() => String)
  readonly title!: string;
  @Field(() => PlanStateEnum)
  readonly state!: PlanState;
  @Field(() => String, { nullable: true })
  readonly stateReason!: string | null;
  @Field(() => Int)
  readonly revision!: number;
  @Field(() => String, {
    description: 'What an approval is bound to: SHA-256 over the target branch and the hunks of every edit.',
  })
  readonly digest!: string;
  @Field(() => String)
  readonly targetBranch!: string;
  @Field(() => String)
  readonly baseCommit!: string;
  @Field(() => String)
  readonly branchName!: string;
  @Field(() => Int)
  readonly changeCount!: number;
  @Field(() => SeverityCountsType)
  readonly fixedCounts!: RemediationPlan['fixedCounts'];
  @Field(() => Date)
  readonly createdAt!: Date;
  @Field(() => Date, { nullable: true })
  readonly decidedAt!: Date | null;
  @Field(() => String, { nullable: true })
  readonly decidedBy!: string | null;
  @Field(() => VersionStepEnum, { description: 'The largest step of its changes.' })
  readonly largestStep!: VersionStep;
  @Field(() => Int, { description: 'Findings that it brings in.' })
  readonly introducedCount!: number;
  readonly risk!: BreakingRisk['level'] | null;
  readonly projectId!: string;
  readonly provedAt!: Date;
  readonly failure!: RemediationPlan['failure'];
}

export const RemediationPlanConnection = connectionOf('RemediationPlan', () => RemediationPlanType);

@InputType('RemediationPlanFilter')
export class RemediationPlanFilterInput {
  @Field(() => ID, { nullable: true })
  projectId?: string | null;
  @Field(() => [PlanStateEnum], { nullable: true })
  state?: PlanState[] | null;
  @Field(() => [PlanKindEnum], { nullable: true })
  kind?: PlanKind[] | null;
  @Field(() => String, { nullable: true, description: "Part of the title or of the project's path." })
  search?: string | null;
  @Field(() => [RiskLevelEnum], { nullable: true })
  risk?: BreakingRisk['level'][] | null;
  @Field(() => String, {
    nullable: true,
    description: "An advisory's id or alias: plans that close a finding of it.",
  })
  advisory?: string | null;
  @Field(() => String, { nullable: true, description: 'A package: plans that close a finding of it.' })
  package?: string | null;
  @Field(() => ID, { nullable: true, description: 'A finding that it closes.' })
  finding?: string | null;
}

@InputType()
export class ApprovePlanInput {
  @Field(() => ID)
  id!: string;
  @Field(() => String, {
    description: 'The digest of the plan that was read. A stale one is refused with STALE_DIGEST.',
  })
  digest!: string;
  @Field(() => String, { nullable: true, description: 'Approving is safe to repeat with or without it.' })
  idempotencyKey?: string | null;
}

@InputType()
export class RejectPlanInput {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@InputType()
export class RefreshPlanInput {
  @Field(() => ID)
  id!: string;
}

@InputType()
export class RetryPlanInput {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
export class RemediationPlanPayload {
  @Field(() => RemediationPlanType, {
    nullable: true,
    description: 'As it is now; after STALE_DIGEST the revision that is current.',
  })
  remediationPlan!: RemediationPlan | null;
  @Field(() => JobType, { nullable: true })
  job!: Job | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}

@InputType()
export class PlanToApproveInput {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'The digest of the plan that was read.' })
  digest!: string;
}

@InputType()
export class ApprovePlansInput {
  @Field(() => [PlanToApproveInput], { description: 'At most 100.' })
  plans!: PlanToApproveInput[];
  @Field(() => String, { nullable: true, description: 'Approving is safe to repeat with or without it.' })
  idempotencyKey?: string | null;
}

@ObjectType('PlanApproval', { description: 'What became of one of the plans that were to be approved.' })
export class PlanApprovalType {
  @Field(() => ID, { description: 'As it was asked for.' })
  id!: string;
  @Field(() => RemediationPlanType, {
    nullable: true,
    description: 'As it is now; after STALE_DIGEST the revision that is current.',
  })
  remediationPlan!: RemediationPlan | null;
  @Field(() => JobType, { nullable: true })
  job!: Job | null;
  @Field(() => [UserError], { description: 'Empty where it is approved.' })
  userErrors!: UserError[];
}

@ObjectType()
export class ApprovePlansPayload {
  @Field(() => [PlanApprovalType], { description: 'One for each, in the order asked for.' })
  results!: PlanApprovalType[];
  @Field(() => [UserError], { description: 'Why nothing at all was done.' })
  userErrors!: UserError[];
}
