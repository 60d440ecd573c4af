import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UrlScalar } from '../graphql/scalars.js';
import type { Severity } from '../advisories/advisory.js';
import { connectionOf } from '../graphql/connection.type.js';
import { ordersOf } from '../graphql/order.type.js';
import { IdempotentInput } from '../graphql/idempotent-input.type.js';
import { NodeInterface, enumOf } from '../graphql/node.type.js';
import { SeverityCountsType, SeverityEnum } from '../graphql/severity.type.js';
import { UserError } from '../graphql/user-error.type.js';
import type { Job } from '../jobs/job.js';
import { JobType } from '../jobs/job.type.js';
import type { UncheckedPackages } from '../registries/unchecked-packages.js';
import type {
  Analysis,
  AnalysisState,
  Project,
  ProjectOrder,
  ProjectReason,
  ProjectReasonCode,
  ProjectState,
} from './project.js';

const ProjectStateEnum = enumOf(
  'ProjectState',
  ['READY', 'READ_ONLY', 'UNAVAILABLE'],
  'READ_ONLY: analysed, nothing is written. UNAVAILABLE: cannot be read.',
);
const AnalysisStateEnum = enumOf('AnalysisState', ['NEVER', 'QUEUED', 'RUNNING', 'DONE', 'FAILED']);
const ProjectReasonCodeEnum = enumOf(
  'ProjectReasonCode',
  [
    'EMPTY',
    'ARCHIVED',
    'MIRROR',
    'MARKED_FOR_DELETION',
    'MERGE_REQUESTS_DISABLED',
    'REPOSITORY_DISABLED',
    'ACCESS_TOO_LOW',
    'NO_DEFAULT_BRANCH',
    'GROUP_NOT_ALLOWED',
    'GROUP_DENIED',
    'LEFT',
    'INTEGRATION_DISCONNECTED',
  ] satisfies ProjectReasonCode[],
  'ACCESS_TOO_LOW: the role is below Developer, or below Reporter in a private project. GROUP_NOT_ALLOWED, GROUP_DENIED: by the lists of groups of the integration. LEFT: GitLab no longer lists it for the token.',
);

/** How lists of projects are ordered. */
export const ProjectOrders = ordersOf<ProjectOrder>('ProjectOrder', {
  PATH: 'ASC',
  RISK: 'DESC',
  LAST_ANALYZED: 'DESC',
});

@ObjectType('ProjectReason', { description: 'Why a project is not fully worked on.' })
export class ProjectReasonType {
  @Field(() => ProjectReasonCodeEnum)
  readonly code!: ProjectReasonCode;
  @Field(() => String)
  readonly message!: string;
}

const UncheckedKindEnum = enumOf(
  'UncheckedKind',
  [
    'MISSING',
    'FAILED',
    'UNSUPPORTED',
    'UNREADABLE',
    'TOO_LONG',
    'TOO_MANY',
  ] satisfies UncheckedPackages['kind'][],
  'MISSING: the registry does not know it. FAILED: it did not answer. UNSUPPORTED: nobody is asked. UNREADABLE: no version to compare. TOO_LONG: its declared range is not evaluated. TOO_MANY: the project has more packages or ranges than are looked at.',
);

@ObjectType('UncheckedPackages', {
  description: 'Direct dependencies of one ecosystem that could not be checked for one kind of reason.',
})
export class UncheckedPackagesType {
  @Field(() => String)
  readonly ecosystem!: string;
  @Field(() => UncheckedKindEnum)
  readonly kind!: UncheckedPackages['kind'];
  @Field(() => String)
  readonly reason!: string;
  @Field(() => Int)
  readonly count!: number;
  @Field(() => [String], { description: 'Some of their names, 5 at most.' })
  readonly names!: readonly string[];
}

/** The last reading of a project at a commit. */
@ObjectType('Analysis', { description: 'The last reading of a project at a commit.' })
export class AnalysisType {
  @Field(() => String)
  readonly commit!: string;
  @Field(() => Int)
  readonly durationMs!: number;
  @Field(() => Int, { description: "Requests to GitLab's API; git is not counted." })
  readonly gitlabRequests!: number;
  @Field(() => Int)
  readonly manifestCount!: number;
  @Field(() => Int, {
    description: 'How many lock their versions; where none does, what is vulnerable is not known.',
  })
  readonly lockedManifestCount!: number;
  @Field(() => Int)
  readonly dependencyCount!: number;
  @Field(() => String, { nullable: true, description: 'Why plans or outdated packages may be incomplete.' })
  readonly registryProblem!: string | null;
  @Field(() => [UncheckedPackagesType], {
    description: 'Direct dependencies of which it is not known whether they are outdated, and why.',
  })
  readonly uncheckedPackages!: Analysis['uncheckedPackages'];
  readonly analyzedAt!: string;
}

/** What a glance at a project tells beside its open findings. */
@ObjectType('ProjectHealth', { description: 'What a glance at a project tells beside its open findings.' })
export class ProjectHealthType {
  @Field(() => Int, {
    description: 'Open findings that are past the day by which the policy wants them fixed.',
  })
  readonly overdueCount!: number;
  @Field(() => Int, { description: 'Plans that wait for a decision.' })
  readonly proposedPlanCount!: number;
  @Field(() => Int)
  readonly openMergeRequestCount!: number;
  @Field(() => Int, { description: 'Direct dependencies that are behind.' })
  readonly outdatedCount!: number;
  @Field(() => Date, {
    nullable: true,
    description: 'When its head is looked at next though nothing moves; null where it is not looked at.',
  })
  readonly nextLookAt!: Date | null;
}

/** One GitLab project that the token is a member of. */
@ObjectType('Project', {
  implements: NodeInterface,
  description: 'One GitLab project that the token is a member of.',
})
export class ProjectType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => Int)
  readonly gitlabProjectId!: number;
  @Field(() => String)
  readonly path!: string;
  @Field(() => String)
  readonly name!: string;
  @Field(() => UrlScalar)
  readonly webUrl!: string;
  @Field(() => String)
  readonly visibility!: string;
  @Field(() => String, { nullable: true })
  readonly defaultBranch!: string | null;
  @Field(() => Int, { nullable: true, description: "GitLab's number: 30 is Developer." })
  readonly accessLevel!: number | null;
  @Field(() => ProjectStateEnum)
  readonly state!: ProjectState;
  @Field(() => [ProjectReasonType])
  readonly reasons!: readonly ProjectReason[];
  @Field(() => AnalysisStateEnum)
  readonly analysisState!: AnalysisState;
  @Field(() => AnalysisType, { nullable: true })
  readonly lastAnalysis!: Analysis | null;
  @Field(() => Int)
  readonly problemCount!: number;
  @Field(() => Int)
  readonly dependencyCount!: number;
  @Field(() => SeverityCountsType)
  readonly openFindings!: Project['openFindings'];
  readonly forkedFromId!: number | null;
  readonly analysisError!: Project['analysisError'];
  readonly integrationId!: string;
}

export const ProjectConnection = connectionOf('Project', () => ProjectType);

@InputType('ProjectFilter')
export class ProjectFilterInput {
  @Field(() => ID, { nullable: true })
  integrationId?: string | null;
  @Field(() => String, { nullable: true, description: 'Part of the path.' })
  search?: string | null;
  @Field(() => [ProjectStateEnum], { nullable: true })
  state?: ProjectState[] | null;
  @Field(() => Boolean, { nullable: true })
  withOpenFindings?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether a manifest could not be read whole.' })
  withProblems?: boolean | null;
  @Field(() => [AnalysisStateEnum], { nullable: true })
  analysisState?: AnalysisState[] | null;
  @Field(() => String, {
    nullable: true,
    description: 'The path of a GitLab group; its subgroups count too.',
  })
  groupPath?: string | null;
  @Field(() => SeverityEnum, { nullable: true, description: 'An open finding at least this severe.' })
  minSeverity?: Severity | null;
  @Field(() => [String], { nullable: true, description: 'A manifest of one of these ecosystems.' })
  ecosystem?: string[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether merge requests can be opened.' })
  isWritable?: boolean | null;
  @Field(() => Boolean, { nullable: true })
  withOpenMergeRequests?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether a plan waits for a decision.' })
  withProposedPlans?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether an open finding is past the day by which the policy wants it fixed.',
  })
  isOverdue?: boolean | null;
}

@InputType()
export class AnalyzeProjectInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
  @Field(() => Boolean, { defaultValue: false, description: 'Analyse again even when nothing has moved.' })
  force!: boolean;
}

@ObjectType()
export class AnalyzeProjectPayload {
  @Field(() => ProjectType, { nullable: true })
  project!: Project | null;
  @Field(() => JobType, { nullable: true })
  job!: Job | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}
