import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Severity } from '../advisories/advisory.js';
import { connectionOf } from '../graphql/connection.type.js';
import { ordersOf } from '../graphql/order.type.js';
import { IdempotentInput } from '../graphql/idempotent-input.type.js';
import { NodeInterface, enumOf } from '../graphql/node.type.js';
import { SeverityEnum } from '../graphql/severity.type.js';
import type { DependencyScope } from '../inventory/inventory.js';
import { DependencyScopeEnum } from '../inventory/inventory.type.js';
import type { PlanKind, UnfixedReason } from '../plans/plan.js';
import { PlanKindEnum } from '../plans/plan-kind.type.js';
import { UserError } from '../graphql/user-error.type.js';
import {
  type Dismissal,
  DISMISSAL_REASONS,
  type DismissalReason,
  type Finding,
  type FindingOrder,
  type FindingStage,
  type FindingState,
  FINDING_STAGES,
  SLA_STATES,
  type SlaState,
} from './finding.js';
import { type Risk, RISK_PARTS, type RiskPart } from './risk.js';

export const FindingStateEnum = enumOf(
  'FindingState',
  ['OPEN', 'IN_PROGRESS', 'FIXED', 'DISMISSED'],
  'IN_PROGRESS: the merge request of its plan is open.',
);

/** How lists of findings are ordered. */
export const FindingOrders = ordersOf<FindingOrder>('FindingOrder', {
  SEVERITY: 'DESC',
  RISK: 'DESC',
  FIRST_SEEN: 'DESC',
  DUE: 'ASC',
  PROJECT: 'ASC',
});

export const SlaStateEnum = enumOf(
  'SlaState',
  SLA_STATES,
  'Against the day by which the policy wants it fixed. DUE_SOON: within 7 days. NONE: no such day.',
);

export const FindingStageEnum = enumOf(
  'FindingStage',
  FINDING_STAGES,
  'How far the best plan that closes it has come; each stage includes those before it.',
);

export const UnfixedCodeEnum = enumOf('UnfixedCode', [
  'NO_FIXED_VERSION',
  'CONSTRAINT',
  'NEEDS_RESOLUTION',
  'FORMAT_NOT_SUPPORTED',
  'NOT_FROM_REGISTRY',
  'BUNDLED',
  'REGISTRY_FAILED',
  'NOT_IN_REGISTRY',
  'TOO_YOUNG',
  'WOULD_INTRODUCE',
  'BELOW_THRESHOLD',
  'EDIT_REFUSED',
  'NOT_READ',
  'TURNED_DOWN',
  'POLICY',
  'IGNORED',
  'TOOL_MISSING',
  'TOOL_WOULD_RUN_CODE',
  'RESOLUTION_FAILED',
  'NEEDS_CODE_CHANGE',
] satisfies UnfixedReason['code'][]);

/** Why a finding has no fix. */
@ObjectType('UnfixedReason', { description: 'Why a finding has no fix.' })
export class UnfixedReasonType {
  @Field(() => UnfixedCodeEnum)
  readonly code!: UnfixedReason['code'];
  @Field(() => String)
  readonly message!: string;
  @Field(() => String, { nullable: true, description: 'Whose constraint or archive it is.' })
  readonly by!: string | null;
  @Field(() => String, { nullable: true })
  readonly range!: string | null;
  @Field(() => String, { nullable: true, description: 'The lowest version that would be safe.' })
  readonly needed!: string | null;
  @Field(() => String, { nullable: true, description: 'The version of `by` whose range would allow it.' })
  readonly freedBy!: string | null;
  @Field(() => Int, { nullable: true, description: "The registry's HTTP status." })
  readonly status!: number | null;
  @Field(() => Date, { nullable: true })
  readonly oldEnoughAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Which field of the policy forbids it.' })
  readonly rule!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The package manager that would have to resolve anew.',
  })
  readonly tool!: string | null;
  @Field(() => Date, { nullable: true, description: 'When it is no longer ignored; null: never.' })
  readonly until!: Date | null;
  @Field(() => PlanKindEnum, { nullable: true, description: 'The kind of the plan that closes it.' })
  readonly planKind!: PlanKind | null;
  @Field(() => String, { nullable: true, description: 'The group of the plan that closes it.' })
  readonly planGroup!: string | null;
  readonly projectId!: string | null;
}

/** A reason with every field of its union, null where it has none. */
export function toUnfixedReason(reason: UnfixedReason, projectId: string | null): UnfixedReasonType {
  const { code, message } = reason;
  return {
    code,
    message,
    by: 'by' in reason ? reason.by : null,
    range: 'range' in reason ? reason.range : null,
    needed: 'needed' in reason ? reason.needed : null,
    freedBy: 'freedBy' in reason ? reason.freedBy : null,
    status: 'status' in reason ? reason.status : null,
    oldEnoughAt: 'oldEnoughAt' in reason ? new Date(reason.oldEnoughAt) : null,
    rule: 'rule' in reason ? reason.rule : null,
    tool: 'tool' in reason ? reason.tool : null,
    until: 'until' in reason && reason.until !== null ? new Date(reason.until) : null,
    planKind: 'planKind' in reason ? reason.planKind : null,
    planGroup: 'planGroup' in reason ? reason.planGroup : null,
    projectId,
  };
}

const RiskPartKindEnum = enumOf(
  'RiskPartKind',
  RISK_PARTS,
  'EPSS: the chance of an attack. KEV: the catalogue of known exploited vulnerabilities.',
);

/** One part of a risk score. */
@ObjectType('RiskPart', { description: 'One part of a risk score.' })
export class RiskPartType {
  @Field(() => RiskPartKindEnum)
  readonly kind!: RiskPart['kind'];
  @Field(() => Int, { description: 'Negative where it makes the finding less urgent.' })
  readonly points!: number;
  @Field(() => String, { description: 'Why, as a sentence.' })
  readonly text!: string;
}

/** How urgent a finding is. */
@ObjectType('Risk', { description: 'How urgent a finding is: 0 to 100, and the parts that add up to it.' })
export class RiskType {
  @Field(() => Int, { description: '0 to 100; the sum of the parts, cut at both ends.' })
  readonly score!: number;
  @Field(() => [RiskPartType])
  readonly parts!: readonly RiskPart[];
}

const DismissalReasonEnum = enumOf(
  'DismissalReason',
  DISMISSAL_REASONS,
  'POLICY: an ignore of the policy that holds says so; nobody dismisses for this reason by hand.',
);

/** Why nobody wants to act on a finding. */
@ObjectType('Dismissal', { description: 'Who dismissed a finding, why, and until when.' })
export class DismissalType {
  @Field(() => DismissalReasonEnum)
  readonly reason!: DismissalReason;
  @Field(() => String, { nullable: true })
  readonly comment!: string | null;
  @Field(() => String, { description: 'A person, a program, or `policy:` and its scope.' })
  readonly by!: string;
  @Field(() => Date)
  readonly at!: Date;
  @Field(() => Date, { nullable: true, description: 'When it is open again; null: not by itself.' })
  readonly until!: Date | null;
}

/** A dismissal with its dates. */
export function toDismissal({ reason, comment, by, at, until }: Dismissal): DismissalType {
  return { reason, comment, by, at: new Date(at), until: until === null ? null : new Date(until) };
}

/** A dependency that an advisory group says is vulnerable. */
@ObjectType('Finding', {
  implements: NodeInterface,
  description: 'A dependency that an advisory group says is vulnerable.',
})
export class FindingType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String)
  readonly manifestPath!: string;
  @Field(() => String)
  readonly ecosystem!: string;
  @Field(() => String)
  readonly packageName!: string;
  @Field(() => [String], { description: 'All vulnerable versions in the manifest, lowest first.' })
  readonly versions!: readonly string[];
  @Field(() => FindingStateEnum)
  readonly state!: FindingState;
  @Field(() => SeverityEnum)
  readonly severity!: Severity;
  @Field(() => Float, { nullable: true })
  readonly score!: number | null;
  @Field(() => RiskType)
  readonly risk!: Risk;
  @Field(() => Boolean)
  readonly isDirect!: boolean;
  @Field(() => DependencyScopeEnum)
  readonly scope!: DependencyScope;
  @Field(() => [[String]], {
    description: 'At most 5 shortest, each from what the project asks for down to the package.',
  })
  readonly paths!: readonly (readonly string[])[];
  @Field(() => [String], { description: 'Fixed versions above the vulnerable ones, lowest first.' })
  readonly fixedVersions!: readonly string[];
  @Field(() => String, { description: 'Which words of the advisories made it match.' })
  readonly because!: string;
  @Field(() => Date, { description: 'The SLA counts from here.' })
  readonly firstSeenAt!: Date;
  @Field(() => Date, { nullable: true })
  readonly fixedAt!: Date | null;
  @Field(() => Date, {
    nullable: true,
    description:
      'When it should be fixed: so many days after it was first seen as the policy gives its severity.',
  })
  readonly dueAt!: Date | null;
  readonly projectId!: string;
  readonly groupId!: string;
  readonly planId!: string | null;
  readonly unfixedReason!: UnfixedReason | null;
  readonly dismissal!: Dismissal | null;
}

export const FindingConnection = connectionOf('Finding', () => FindingType);

@InputType('FindingFilter')
export class FindingFilterInput {
  @Field(() => ID, { nullable: true })
  projectId?: string | null;
  @Field(() => [SeverityEnum], { nullable: true })
  severity?: Severity[] | null;
  @Field(() => [FindingStateEnum], { nullable: true })
  state?: FindingState[] | null;
  @Field(() => [String], { nullable: true, description: 'Names as a finding writes them, such as `PyPI`.' })
  ecosystem?: string[] | null;
  @Field(() => String, { nullable: true })
  packageName?: string | null;
  @Field(() => String, { nullable: true, description: 'Part of the package name, or an advisory id.' })
  search?: string | null;
  @Field(() => String, { nullable: true, description: "An advisory's id or alias." })
  advisory?: string | null;
  @Field(() => String, { nullable: true })
  manifestPath?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether a plan fixes it.' })
  isFixable?: boolean | null;
  @Field(() => ID, { nullable: true })
  integrationId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The path of a GitLab group; its subgroups count too.',
  })
  groupPath?: string | null;
  @Field(() => Boolean, { nullable: true })
  isDirect?: boolean | null;
  @Field(() => [DependencyScopeEnum], { nullable: true })
  scope?: DependencyScope[] | null;
  @Field(() => Float, { nullable: true, description: 'The lowest CVSS score, 0 to 10.' })
  minScore?: number | null;
  @Field(() => Int, { nullable: true, description: 'The lowest risk, 0 to 100.' })
  minRisk?: number | null;
  @Field(() => Date, { nullable: true })
  firstSeenFrom?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Exclusive.' })
  firstSeenUntil?: Date | null;
  @Field(() => Date, { nullable: true })
  fixedFrom?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Exclusive.' })
  fixedUntil?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Open or in progress at that moment.' })
  openAt?: Date | null;
  @Field(() => [SlaStateEnum], { nullable: true })
  sla?: SlaState[] | null;
  @Field(() => FindingStageEnum, { nullable: true, description: 'At least this far.' })
  stage?: FindingStage | null;
}

@InputType()
export class DismissFindingsInput extends IdempotentInput {
  @Field(() => [ID], { description: 'At most 500.' })
  ids!: string[];
  @Field(() => DismissalReasonEnum)
  reason!: DismissalReason;
  @Field(() => String, { nullable: true, description: 'At most 1000 characters.' })
  comment?: string | null;
  @Field(() => Date, { nullable: true, description: 'When they are open again; none: not by themselves.' })
  until?: Date | null;
}

@InputType()
export class ReopenFindingsInput extends IdempotentInput {
  @Field(() => [ID], { description: 'At most 500.' })
  ids!: string[];
}

@ObjectType()
export class FindingsPayload {
  @Field(() => [FindingType], { description: 'As they are now; empty where nothing was done.' })
  findings!: readonly Finding[];
  @Field(() => [UserError])
  userErrors!: UserError[];
}
