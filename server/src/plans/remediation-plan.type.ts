import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Severity } from '../advisories/advisory.js';
import type { VersionStep } from '../ecosystems/ecosystem.js';
import { UnfixedReasonType } from '../findings/finding.type.js';
import { connectionOf } from '../graphql/connection.type.js';
import { ordersOf } from '../graphql/order.type.js';
import { NodeInterface, enumOf } from '../graphql/node.type.js';
import { SeverityCountsType, SeverityEnum } from '../graphql/severity.type.js';
import { VersionStepEnum } from '../inventory/inventory.type.js';
import type { BreakingRisk, ChangeEvidence, ChangeMeans, PlanKind, PlanState } from './plan.js';
import { EvidenceType } from './evidence.type.js';
import { PlanKindEnum, RiskLevelEnum } from './plan-kind.type.js';
import type { PlanOrder, RemediationPlan } from './remediation-plan.js';

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
  @Field(() => ID, { nullable: true })
  integrationId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The path of a GitLab group; its subgroups count too.',
  })
  groupPath?: string | null;
}

export const RemediationPlanOrders = ordersOf<PlanOrder>('RemediationPlanOrder', {
  NEWEST: 'DESC',
  RISK: 'ASC',
  FIXES: 'DESC',
  PROJECT: 'ASC',
});
