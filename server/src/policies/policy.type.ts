import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Severity } from '../advisories/advisory.js';
import { connectionOf } from '../graphql/connection.type.js';
import { IdempotentInput } from '../graphql/idempotent-input.type.js';
import { enumOf } from '../graphql/node.type.js';
import { SeverityEnum } from '../graphql/severity.type.js';
import { UserError } from '../graphql/user-error.type.js';
import { VersionStepEnum } from '../inventory/inventory.type.js';
import type { Job } from '../jobs/job.js';
import { JobType } from '../jobs/job.type.js';
import { PlanKindEnum, RiskLevelEnum } from '../plans/plan-kind.type.js';
import type { AllowedStep, AutomaticApproval, MergeRequestPolicy, PlanGrouping, Policy } from './policy.js';
import type { PolicyScope } from './policy-scope.js';
import { POLICY_FIELDS, type PolicyField } from './resolve-policy.js';

const AllowedStepEnum = enumOf('AllowedStep', ['PATCH', 'MINOR', 'MAJOR'] satisfies AllowedStep[]);
const UpdateStepEnum = enumOf('UpdateStep', [
  'NONE',
  'PATCH',
  'MINOR',
  'MAJOR',
] satisfies Policy['updates'][]);
const PlanGroupingEnum = enumOf(
  'PlanGrouping',
  ['ALL', 'SAFE_AND_BREAKING', 'BY_PACKAGE', 'BY_MANIFEST'] satisfies PlanGrouping[],
  'ALL: one plan. SAFE_AND_BREAKING: one for what should break nothing, one for each upgrade that may. The others split the safe plan.',
);
export const PolicyScopeKindEnum = enumOf(
  'PolicyScopeKind',
  ['BACKLINE', 'INTEGRATION', 'GROUP', 'PROJECT'] satisfies PolicyScope['kind'][],
  'The nearest wins, field by field: PROJECT before the longest GROUP before INTEGRATION before BACKLINE.',
);
/** Every field of a policy, by its name. */
export const PolicyFieldEnum = enumOf('PolicyField', POLICY_FIELDS);

@ObjectType('PolicyIgnore', { description: 'What nobody wants to be planned.' })
export class PolicyIgnoreType {
  @Field(() => String, { nullable: true, description: "An advisory's id or alias." })
  readonly advisory!: string | null;
  @Field(() => String, { nullable: true })
  readonly packageName!: string | null;
  @Field(() => String)
  readonly reason!: string;
  @Field(() => Date, { nullable: true, description: 'Null: for good.' })
  readonly until!: Date | null;
}

@ObjectType('AutomaticApproval', {
  description:
    'Plans that are approved without a person: of these kinds, no step larger, no risk higher, nothing introduced.',
})
export class AutomaticApprovalType {
  @Field(() => [PlanKindEnum])
  readonly kinds!: AutomaticApproval['kinds'];
  @Field(() => VersionStepEnum)
  readonly maximumStep!: AutomaticApproval['maximumStep'];
  @Field(() => RiskLevelEnum)
  readonly maximumRisk!: AutomaticApproval['maximumRisk'];
}

@ObjectType('SlaDays', { description: 'Days to fix by severity; null: no deadline.' })
export class SlaDaysType {
  @Field(() => Int, { nullable: true, description: 'What is malicious counts as critical.' })
  readonly critical!: number | null;
  @Field(() => Int, { nullable: true })
  readonly high!: number | null;
  @Field(() => Int, { nullable: true })
  readonly medium!: number | null;
  @Field(() => Int, { nullable: true })
  readonly low!: number | null;
}

@ObjectType('MergeRequestPolicy', { description: 'How merge requests are opened.' })
export class MergeRequestPolicyType {
  @Field(() => [String])
  readonly labels!: readonly string[];
  @Field(() => [String], { description: "User names in GitLab; GitLab's free tier keeps only the first." })
  readonly reviewers!: readonly string[];
  @Field(() => [String])
  readonly assignees!: readonly string[];
  @Field(() => Boolean)
  readonly draft!: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Null: as the project has it.' })
  readonly squash!: boolean | null;
  @Field(() => Boolean)
  readonly removeSourceBranch!: boolean;
  @Field(() => Boolean, {
    description: "Merged by GitLab when its pipeline succeeds, where the account's role allows that.",
  })
  readonly autoMerge!: boolean;
}

@ObjectType('PolicyScope', { description: 'Where a policy holds.' })
export class PolicyScopeType {
  @Field(() => PolicyScopeKindEnum)
  readonly kind!: PolicyScope['kind'];
  @Field(() => String, { nullable: true })
  readonly groupPath!: string | null;
  readonly scope!: PolicyScope;
}

@ObjectType('PolicyOrigin', { description: 'Where the value of a field comes from.' })
export class PolicyOriginType {
  @Field(() => PolicyFieldEnum)
  readonly field!: PolicyField;
  @Field(() => PolicyScopeType, { nullable: true, description: 'Null: nowhere; it is the default.' })
  readonly scope!: PolicyScopeType | null;
  @Field(() => Boolean, { description: 'Whether it is set at the scope that was asked for.' })
  readonly isSetHere!: boolean;
}

/** What holds at a scope: every field has its value. */
@ObjectType('Policy', { description: 'What people allow at a scope: every field has its value.' })
export class PolicyType {
  @Field(() => PolicyScopeType)
  readonly scope!: PolicyScopeType;
  @Field(() => SeverityEnum, { description: 'Findings below it are shown and not planned.' })
  readonly minimumSeverity!: Severity;
  @Field(() => AllowedStepEnum, { description: 'The largest step that is proposed.' })
  readonly maximumStep!: AllowedStep;
  @Field(() => Boolean, { description: 'Whether overrides and their like are proposed.' })
  readonly allowsForced!: boolean;
  @Field(() => Float, { description: 'Days since its release that a version must have.' })
  readonly releaseAgeDays!: number;
  @Field(() => SeverityEnum, {
    nullable: true,
    description: 'A version that closes a finding of this severity or worse may be younger; null: none may.',
  })
  readonly urgentSeverity!: Severity | null;
  @Field(() => PlanGroupingEnum)
  readonly grouping!: PlanGrouping;
  @Field(() => UpdateStepEnum, {
    description: 'Outdated packages that are proposed without a vulnerability.',
  })
  readonly updates!: Policy['updates'];
  @Field(() => [PolicyIgnoreType])
  readonly ignores!: PolicyIgnoreType[];
  @Field(() => AutomaticApprovalType, { nullable: true, description: 'Null: a person approves every plan.' })
  readonly automaticApproval!: AutomaticApproval | null;
  @Field(() => SlaDaysType)
  readonly slaDays!: SlaDaysType;
  @Field(() => Int, { description: 'Merge requests that may be open at once in a project.' })
  readonly openMergeRequests!: number;
  @Field(() => Int, { description: 'Merge requests that may be opened in an hour through an integration.' })
  readonly hourlyMergeRequests!: number;
  @Field(() => MergeRequestPolicyType)
  readonly mergeRequest!: MergeRequestPolicy;
  @Field(() => [PolicyOriginType], { description: 'For each field where its value comes from.' })
  readonly origins!: PolicyOriginType[];
  @Field(() => Date, { nullable: true, description: 'When something was last set at this very scope.' })
  readonly updatedAt!: Date | null;
  @Field(() => String, { nullable: true })
  readonly updatedBy!: string | null;
}

export const PolicyConnection = connectionOf('Policy', () => PolicyType);

@InputType()
export class PolicyScopeInput {
  @Field(() => PolicyScopeKindEnum)
  kind!: PolicyScope['kind'];
  @Field(() => ID, { nullable: true, description: 'Of an INTEGRATION or a GROUP.' })
  integrationId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Of a GROUP: its path in GitLab, such as `acme/shop`.',
  })
  groupPath?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of a PROJECT.' })
  projectId?: string | null;
}

@InputType()
export class PolicyIgnoreInput {
  @Field(() => String, {
    nullable: true,
    description: "An advisory's id or alias; with a package: in that one only.",
  })
  advisory?: string | null;
  @Field(() => String, { nullable: true })
  packageName?: string | null;
  @Field(() => String)
  reason!: string;
  @Field(() => Date, { nullable: true, description: 'None: for good.' })
  until?: Date | null;
}

@InputType()
export class AutomaticApprovalInput {
  @Field(() => [PlanKindEnum])
  kinds!: AutomaticApproval['kinds'][number][];
  @Field(() => VersionStepEnum)
  maximumStep!: AutomaticApproval['maximumStep'] | 'NONE';
  @Field(() => RiskLevelEnum)
  maximumRisk!: AutomaticApproval['maximumRisk'];
}

@InputType()
export class SlaDaysInput {
  @Field(() => Int, { nullable: true })
  critical?: number | null;
  @Field(() => Int, { nullable: true })
  high?: number | null;
  @Field(() => Int, { nullable: true })
  medium?: number | null;
  @Field(() => Int, { nullable: true })
  low?: number | null;
}

@InputType()
export class MergeRequestPolicyInput {
  @Field(() => [String], { description: 'At most 20, without commas.' })
  labels!: string[];
  @Field(() => [String], { description: 'At most 20 user names.' })
  reviewers!: string[];
  @Field(() => [String], { description: 'At most 20 user names.' })
  assignees!: string[];
  @Field(() => Boolean)
  draft!: boolean;
  @Field(() => Boolean, { nullable: true })
  squash?: boolean | null;
  @Field(() => Boolean)
  removeSourceBranch!: boolean;
  @Field(() => Boolean)
  autoMerge!: boolean;
}

@InputType({
  description: 'What is left out stays. Null is a value of `urgentSeverity` and `automaticApproval` only.',
})
export class PolicyFieldsInput {
  @Field(() => SeverityEnum, { nullable: true })
  minimumSeverity?: Severity | null;
  @Field(() => AllowedStepEnum, { nullable: true })
  maximumStep?: AllowedStep | null;
  @Field(() => Boolean, { nullable: true })
  allowsForced?: boolean | null;
  @Field(() => Float, { nullable: true, description: '0 to 365.' })
  releaseAgeDays?: number | null;
  @Field(() => SeverityEnum, { nullable: true })
  urgentSeverity?: Severity | null;
  @Field(() => PlanGroupingEnum, { nullable: true })
  grouping?: PlanGrouping | null;
  @Field(() => UpdateStepEnum, { nullable: true })
  updates?: Policy['updates'] | null;
  @Field(() => [PolicyIgnoreInput], {
    nullable: true,
    description: 'At most 200; they replace those that were set here.',
  })
  ignores?: PolicyIgnoreInput[] | null;
  @Field(() => AutomaticApprovalInput, { nullable: true })
  automaticApproval?: AutomaticApprovalInput | null;
  @Field(() => SlaDaysInput, { nullable: true })
  slaDays?: SlaDaysInput | null;
  @Field(() => Int, { nullable: true })
  openMergeRequests?: number | null;
  @Field(() => Int, { nullable: true })
  hourlyMergeRequests?: number | null;
  @Field(() => MergeRequestPolicyInput, { nullable: true })
  mergeRequest?: MergeRequestPolicyInput | null;
}

@InputType()
export class UpdatePolicyInput extends IdempotentInput {
  @Field(() => PolicyScopeInput)
  scope!: PolicyScopeInput;
  @Field(() => PolicyFieldsInput, { nullable: true })
  set?: PolicyFieldsInput | null;
  @Field(() => [PolicyFieldEnum], { nullable: true, description: 'Fields that a farther scope tells again.' })
  unset?: PolicyField[] | null;
}

@ObjectType()
export class PolicyPayload {
  @Field(() => PolicyType, { nullable: true, description: 'What holds at the scope now.' })
  policy!: PolicyType | null;
  @Field(() => JobType, {
    nullable: true,
    description: 'The job that plans the concerned projects again; null where none is needed.',
  })
  job!: Job | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType('PolicyPreview', { description: 'What a change of a policy would concern.' })
export class PolicyPreviewType {
  @Field(() => [PolicyFieldEnum], { description: 'Fields that would be otherwise at the scope.' })
  changedFields!: readonly PolicyField[];
  @Field(() => Int, { description: 'Analysed projects for which no nearer scope sets the changed fields.' })
  projects!: number;
  @Field(() => Int, { description: 'Their open findings.' })
  findings!: number;
  @Field(() => Int, { description: 'Their plans that wait for a decision.' })
  plans!: number;
  @Field(() => Boolean, { description: 'Whether these projects are planned again.' })
  plansAgain!: boolean;
  @Field(() => [UserError])
  userErrors!: UserError[];
}
