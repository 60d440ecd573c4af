/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How the latest analysis of a project does. */
export type AnalysisState =
  /** It came to its end. */
  | 'DONE'
  /** It failed; `analysisError` says why, and what was known before stays. */
  | 'FAILED'
  /** There was none yet. */
  | 'NEVER'
  /** It waits. */
  | 'QUEUED'
  /** It runs. */
  | 'RUNNING';

/** What `analyzeProject` takes. */
export type AnalyzeProjectInput = {
  /** Analyse again even when nothing has moved. */
  force?: boolean;
  /** The id of the Project. */
  id: string | number;
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
};

/** Which dependencies; what is not given is not asked, and all that is given must hold. */
export type DependencyFilter = {
  /** Names as a dependency writes them, such as `PyPI`. */
  ecosystem?: Array<string> | null | undefined;
  /** Whether the manifest itself asks for it. */
  isDirect?: boolean | null | undefined;
  /** Whether an advisory matches its version. */
  isVulnerable?: boolean | null | undefined;
  /** In exactly this file. */
  manifestPath?: string | null | undefined;
  /** One of these. */
  scope?: Array<DependencyScope> | null | undefined;
  /** Part of the name. */
  search?: string | null | undefined;
};

/** What a package is needed for, the strongest first. */
export type DependencyScope =
  /** To build or to develop. */
  | 'DEVELOPMENT'
  /** Used where it is there. */
  | 'OPTIONAL'
  /** The project expects whoever uses it to bring it. */
  | 'PEER'
  /** To run the product. */
  | 'RUNTIME'
  /** For tests only. */
  | 'TEST';

/** What went wrong, for programs: every code that an error of this API can carry. */
export type ErrorCode =
  /** The address leads where Backline does not connect to. Use another, or ask an operator to allow it. */
  | 'ADDRESS_FORBIDDEN'
  /** An address cannot be read. Correct it. */
  | 'ADDRESS_INVALID'
  /** What the source of advisories sent cannot be read. An operator looks into it. */
  | 'ADVISORY_SOURCE_INVALID'
  /** The source of advisories cannot be reached. Repeat later. */
  | 'ADVISORY_SOURCE_UNREACHABLE'
  /** The mutation with this `idempotencyKey` had its effect, but its answer was lost. Read what is there now. */
  | 'ANSWER_LOST'
  /** A value that was sent is not right; `path` of a user error names it. Correct it: the same again fails again. */
  | 'BAD_INPUT'
  /** A person cancelled it. */
  | 'CANCELLED'
  /** The server is not configured for it. An operator corrects that. */
  | 'CONFIG_INVALID'
  /** It contradicts what is there, for instance a name that is taken. Read again, then decide. */
  | 'CONFLICT'
  /** The database does not answer. Repeat after a while; an operator looks into it. */
  | 'DATABASE_UNAVAILABLE'
  /** Whoever asks lacks the role or scope; the message names it. Ask an administrator. */
  | 'FORBIDDEN'
  /** GitLab’s answer cannot be read. Report it with the version of GitLab. */
  | 'GITLAB_ANSWER_INVALID'
  /** GitLab refused because of what is there already. Read again, then decide. */
  | 'GITLAB_CONFLICT'
  /** GitLab failed inside. Repeat later. */
  | 'GITLAB_FAILED'
  /** GitLab does not allow it to the account behind the token. Give the account the role, or use another. */
  | 'GITLAB_FORBIDDEN'
  /** GitLab has no such thing, or hides it from the account behind the token. */
  | 'GITLAB_NOT_FOUND'
  /** GitLab may or may not have done it. Read what is there before repeating. */
  | 'GITLAB_OUTCOME_UNKNOWN'
  /** GitLab refused what was sent; the message says why. */
  | 'GITLAB_REFUSED'
  /** GitLab asks to be asked less. Backline waits by itself; repeat later. */
  | 'GITLAB_THROTTLED'
  /** GitLab did not answer in time. Repeat later. */
  | 'GITLAB_TIMEOUT'
  /** The certificate of GitLab is not trusted. An operator corrects that. */
  | 'GITLAB_TLS'
  /** GitLab cannot be reached. Repeat later; check its address and the network. */
  | 'GITLAB_UNREACHABLE'
  /** Git failed on the repository; the message says at what. */
  | 'GIT_FAILED'
  /** The branch was changed by somebody else meanwhile, and was left as it is. */
  | 'GIT_LEASE_LOST'
  /** The repository is larger than Backline reads. */
  | 'GIT_LIMIT'
  /** The document is no GraphQL. Correct it; `locations` says where. */
  | 'GRAPHQL_PARSE_FAILED'
  /** The document does not fit the schema. Correct it, or generate it from schema.graphql anew. */
  | 'GRAPHQL_VALIDATION_FAILED'
  /** A fault of Backline’s own. Report it with the `errorId`, under which the log has it. */
  | 'INTERNAL'
  /** The job was taken over by another worker. Nothing is to be done. */
  | 'LEASE_LOST'
  /** It is larger than Backline takes; the message says what the limit is. Ask for less: the same again fails again. */
  | 'LIMIT_EXCEEDED'
  /** There is no such thing, or whoever asks may not see it. Do not repeat. */
  | 'NOT_FOUND'
  /** What answers at the address is not GitLab. Correct the address. */
  | 'NOT_GITLAB'
  /** The budget of a minute is spent, or too many requests run at once. Wait as long as `Retry-After` says, then repeat. */
  | 'RATE_LIMITED'
  /** A package registry failed or refused. Repeat later. */
  | 'REGISTRY_FAILED'
  /** A package registry cannot be reached. Repeat later; an operator checks its address. */
  | 'REGISTRY_UNREACHABLE'
  /** The repository has no commits yet. */
  | 'REPOSITORY_EMPTY'
  /** A sealed secret cannot be opened with the keys at hand. An operator restores the key, or the secret is given anew. */
  | 'SECRET_UNREADABLE'
  /** The plan is another one than was read; the payload carries it. Read it, and approve its digest. */
  | 'STALE_DIGEST'
  /** What it concerns is in a state that does not allow it. Read the state again. */
  | 'STATE_FORBIDS'
  /** A mutation with the same `idempotencyKey` still runs. Repeat it after a moment. */
  | 'STILL_RUNNING'
  /** It took too long and was cut off; what was unfinished is undone. Ask for less, or repeat with the same `idempotencyKey`. */
  | 'TIMEOUT'
  /** The token for GitLab has expired. Give another. */
  | 'TOKEN_EXPIRED'
  /** GitLab does not know the token. Give another. */
  | 'TOKEN_INVALID'
  /** The token for GitLab was revoked. Give another. */
  | 'TOKEN_REVOKED'
  /** The token for GitLab lacks a scope; the message names it. Give another. */
  | 'TOKEN_SCOPE_MISSING'
  /** Nobody is signed in, or the token is unknown, expired or revoked. Sign in, or use another token. */
  | 'UNAUTHENTICATED'
  /** Backline is stopping. Repeat after a moment. */
  | 'UNAVAILABLE';

/** How a connection does. */
export type IntegrationState =
  /** All is well. */
  | 'CONNECTED'
  /** It is being verified for the first time. */
  | 'CONNECTING'
  /** It works, and something is wrong; `stateReason` says what. */
  | 'DEGRADED'
  /** Somebody disconnected it; the token is forgotten. */
  | 'DISCONNECTED'
  /** The token has expired. */
  | 'EXPIRED'
  /** GitLab refuses the token. */
  | 'REVOKED';

/** Where a job stands. */
export type JobState =
  /** Somebody cancelled it, or what it was about is gone. */
  | 'CANCELLED'
  /** It failed and is not tried again by itself. */
  | 'FAILED'
  /** It waits, also between two attempts. */
  | 'QUEUED'
  /** A worker has it. */
  | 'RUNNING'
  /** It came to its end. */
  | 'SUCCEEDED';

/** Which manifests; what is not given is not asked, and all that is given must hold. */
export type ManifestFilter = {
  /** Names as a manifest writes them, such as `PyPI`. */
  ecosystem?: Array<string> | null | undefined;
  /** Part of the path. */
  search?: string | null | undefined;
  /** Whether something in it could not be read. */
  withProblems?: boolean | null | undefined;
};

/** Which outdated packages; what is not given is not asked, and all that is given must hold. */
export type OutdatedFilter = {
  /** Names as a package writes them, such as `PyPI`. */
  ecosystem?: Array<string> | null | undefined;
  /** Whether the current version is deprecated or yanked. */
  isWithdrawn?: boolean | null | undefined;
  /** In exactly this file. */
  manifestPath?: string | null | undefined;
  /** One of these. */
  scope?: Array<DependencyScope> | null | undefined;
  /** Part of the name. */
  search?: string | null | undefined;
  /** From current to latest. */
  step?: Array<VersionStep> | null | undefined;
};

/** What a list of outdated packages can be ordered by. */
export type OutdatedOrderField =
  /** The age of the current release; DESC unless said otherwise. */
  | 'AGE'
  /** The time between the two releases; DESC unless said otherwise. */
  | 'BEHIND'
  /** The name of the package; ASC unless said otherwise. */
  | 'NAME'
  /** How wide the step to the newest version is; DESC unless said otherwise. */
  | 'STEP';

/** A field of a policy. */
export type PolicyField =
  /** Whether overrides are proposed. */
  | 'allowsForced'
  /** Which plans are approved without a person. */
  | 'automaticApproval'
  /** How findings are put together into plans. */
  | 'grouping'
  /** How many may be opened in an hour through an integration. */
  | 'hourlyMergeRequests'
  /** What nobody wants to be planned. */
  | 'ignores'
  /** The largest step that is proposed. */
  | 'maximumStep'
  /** How merge requests are opened. */
  | 'mergeRequest'
  /** Findings below it are not planned. */
  | 'minimumSeverity'
  /** How many merge requests may be open at once in a project. */
  | 'openMergeRequests'
  /** Days since its release that a version must have. */
  | 'releaseAgeDays'
  /** By when findings should be fixed. */
  | 'slaDays'
  /** Which outdated packages are proposed. */
  | 'updates'
  /** From which severity on a younger version may be taken. */
  | 'urgentSeverity';

/** The nearest wins, field by field: PROJECT before the longest GROUP before INTEGRATION before BACKLINE. */
export type PolicyScopeKind =
  /** Everything. */
  | 'BACKLINE'
  /** All projects in a GitLab group and its subgroups. */
  | 'GROUP'
  /** All projects of an integration. */
  | 'INTEGRATION'
  /** One project. */
  | 'PROJECT';

/** Which projects; what is not given is not asked, and all that is given must hold. */
export type ProjectFilter = {
  /** One of these. */
  analysisState?: Array<AnalysisState> | null | undefined;
  /** A manifest of one of these ecosystems. */
  ecosystem?: Array<string> | null | undefined;
  /** The path of a GitLab group; its subgroups count too. */
  groupPath?: string | null | undefined;
  /** Of this integration. */
  integrationId?: string | number | null | undefined;
  /** Whether an open finding is past the day by which the policy wants it fixed. */
  isOverdue?: boolean | null | undefined;
  /** Whether merge requests can be opened. */
  isWritable?: boolean | null | undefined;
  /** An open finding at least this severe. */
  minSeverity?: Severity | null | undefined;
  /** Part of the path. */
  search?: string | null | undefined;
  /** One of these. */
  state?: Array<ProjectState> | null | undefined;
  /** Whether it has a finding that is open or in progress. */
  withOpenFindings?: boolean | null | undefined;
  /** Whether a merge request of Backline is open in it. */
  withOpenMergeRequests?: boolean | null | undefined;
  /** Whether a manifest could not be read whole. */
  withProblems?: boolean | null | undefined;
  /** Whether a plan waits for a decision. */
  withProposedPlans?: boolean | null | undefined;
};

/** What a list of projects can be ordered by. */
export type ProjectOrderField =
  /** When it was last analysed; never counts as earliest. DESC unless said otherwise. */
  | 'LAST_ANALYZED'
  /** The path; ASC unless said otherwise. */
  | 'PATH'
  /** The open findings: more of the worst severity first. DESC unless said otherwise. */
  | 'RISK';

/** ACCESS_TOO_LOW: the role is below Developer, or below Reporter in a private project. GROUP_NOT_ALLOWED, GROUP_DENIED: by the lists of groups of the integration. LEFT: GitLab no longer lists it for the token. */
export type ProjectReasonCode =
  /** The account's role in it is too low to write. */
  | 'ACCESS_TOO_LOW'
  /** It is archived in GitLab. */
  | 'ARCHIVED'
  /** The repository has no commit. */
  | 'EMPTY'
  /** Its group is among those that the integration leaves alone. */
  | 'GROUP_DENIED'
  /** Its group is not among those that the integration is limited to. */
  | 'GROUP_NOT_ALLOWED'
  /** Its GitLab is disconnected. */
  | 'INTEGRATION_DISCONNECTED'
  /** GitLab no longer lists it for the token. */
  | 'LEFT'
  /** GitLab is about to delete it. */
  | 'MARKED_FOR_DELETION'
  /** Merge requests are switched off. */
  | 'MERGE_REQUESTS_DISABLED'
  /** It is a mirror, whose branches GitLab overwrites. */
  | 'MIRROR'
  /** GitLab names no default branch. */
  | 'NO_DEFAULT_BRANCH'
  /** The repository is switched off. */
  | 'REPOSITORY_DISABLED';

/** READ_ONLY: analysed, nothing is written. UNAVAILABLE: cannot be read. */
export type ProjectState =
  /** Merge requests can be opened. */
  | 'READY'
  /** It is analysed; nothing is written. */
  | 'READ_ONLY'
  /** It cannot be read any more; what is known of it stays. */
  | 'UNAVAILABLE';

/** How bad a flaw is: the band of its CVSS score, or what its publisher says. */
export type Severity =
  /** A score from 9.0 to 10. */
  | 'CRITICAL'
  /** A score from 7.0 to 8.9. */
  | 'HIGH'
  /** A score from 0.1 to 3.9. */
  | 'LOW'
  /** The package itself is malware, which is worse than any score. */
  | 'MALICIOUS'
  /** A score from 4.0 to 6.9. */
  | 'MEDIUM'
  /** Nobody says how bad it is, or the score is 0. */
  | 'NONE';

/** MISSING: the registry does not know it. FAILED: it did not answer. UNSUPPORTED: nobody is asked. UNREADABLE: no version to compare. TOO_LONG: its declared range is not evaluated. TOO_MANY: the project has more packages or ranges than are looked at. */
export type UncheckedKind =
  /** The registry did not answer. */
  | 'FAILED'
  /** The registry does not know it. */
  | 'MISSING'
  /** Its declared range is too long to be evaluated. */
  | 'TOO_LONG'
  /** The project has more packages or ranges than are looked at. */
  | 'TOO_MANY'
  /** It has no version that could be compared. */
  | 'UNREADABLE'
  /** Nobody is asked for packages of this ecosystem. */
  | 'UNSUPPORTED';

/** How wide the step from one version to another is. */
export type VersionStep =
  /** The first part moves: something may break. */
  | 'MAJOR'
  /** The middle part moves. */
  | 'MINOR'
  /** Nothing moves, or there is no telling. */
  | 'NONE'
  /** The last part of the version moves. */
  | 'PATCH'
  /** Only what follows the numbers moves. */
  | 'PRERELEASE';

/** MAKING: to be made. ACTIVE: events come. DISABLED: GitLab stopped it after failures. FAILED: it could not be made. REMOVING: to be removed. */
export type WebhookState =
  /** Events come. */
  | 'ACTIVE'
  /** GitLab stopped it after failures; Backline tries to wake it. */
  | 'DISABLED'
  /** It could not be made. */
  | 'FAILED'
  /** It is to be made. */
  | 'MAKING'
  /** It is to be removed. */
  | 'REMOVING';

export type AnalyzeButtonFragment = { id: string, analysisState: AnalysisState };

export type AnalyzeProjectMutationVariables = Exact<{
  input: AnalyzeProjectInput;
}>;


export type AnalyzeProjectMutation = { analyzeProject: { project: { id: string, analysisState: AnalysisState } | null, job: { id: string, state: JobState } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type ProjectDependenciesQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
  filter?: DependencyFilter | null | undefined;
}>;


export type ProjectDependenciesQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { path: string, id: string, manifests: { nodes: Array<{ id: string, path: string, isLocked: boolean, ecosystem: string }> }, dependencies: { totalCount: number, isTotalCountCapped: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, version: string, ecosystem: string, isDirect: boolean, scope: DependencyScope, manifestPath: string, paths: Array<Array<string>>, purl: string, openFindings: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } }> } }
    | { id: string }
    | { id: string }
   | null };

export type DependencyRowFragment = { id: string, name: string, version: string, ecosystem: string, isDirect: boolean, scope: DependencyScope, manifestPath: string, paths: Array<Array<string>>, purl: string, openFindings: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } };

export type SubgroupsQueryVariables = Exact<{
  integrationId: string | number;
  parent: string;
}>;


export type SubgroupsQuery = { projectGroups: Array<{ integrationId: string, path: string, name: string, projectCount: number, hasSubgroups: boolean, openFindings: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } }> };

export type GroupNodeFragment = { integrationId: string, path: string, name: string, projectCount: number, hasSubgroups: boolean, openFindings: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } };

export type ProjectHistoryQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ProjectHistoryQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string, history: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, at: string, actor: string, action: string, message: string } }> } }
    | { id: string }
    | { id: string }
   | null };

export type ProjectManifestsQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
  filter?: ManifestFilter | null | undefined;
}>;


export type ProjectManifestsQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { state: ProjectState, analysisState: AnalysisState, problemCount: number, id: string, lastAnalysis: { manifestCount: number, lockedManifestCount: number } | null, manifests: { totalCount: number, isTotalCountCapped: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, path: string, ecosystem: string, format: string, isLocked: boolean, dependencyCount: number, openFindings: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, problems: Array<{ code: string, path: string, line: number | null, message: string }> }> } }
    | { id: string }
    | { id: string }
   | null };

export type ManifestRowFragment = { id: string, path: string, ecosystem: string, format: string, isLocked: boolean, dependencyCount: number, openFindings: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, problems: Array<{ code: string, path: string, line: number | null, message: string }> };

export type ProjectOutdatedQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
  filter?: OutdatedFilter | null | undefined;
  orderBy: OutdatedOrderField;
}>;


export type ProjectOutdatedQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { state: ProjectState, analysisState: AnalysisState, problemCount: number, id: string, manifests: { nodes: Array<{ id: string, path: string, ecosystem: string }> }, lastAnalysis: { manifestCount: number, lockedManifestCount: number, uncheckedPackages: Array<{ ecosystem: string, kind: UncheckedKind, reason: string, count: number, names: Array<string> }> } | null, outdated: { totalCount: number, isTotalCountCapped: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, ecosystem: string, current: string, currentReleasedAt: string | null, wanted: string | null, latest: string, latestReleasedAt: string | null, declaredRange: string, step: VersionStep, scope: DependencyScope, deprecated: string | null, yanked: string | null, manifestPath: string }> } }
    | { id: string }
    | { id: string }
   | null };

export type OutdatedRowFragment = { id: string, name: string, ecosystem: string, current: string, currentReleasedAt: string | null, wanted: string | null, latest: string, latestReleasedAt: string | null, declaredRange: string, step: VersionStep, scope: DependencyScope, deprecated: string | null, yanked: string | null, manifestPath: string };

export type ProjectFactsFragment = { id: string, state: ProjectState, analysisState: AnalysisState, webUrl: string, defaultBranch: string | null, accessLevel: number | null, isFork: boolean, forkedFrom: { id: string, path: string } | null, webhook: { state: WebhookState, problem: string | null, lastEventAt: string | null } | null, lastAnalysis: { analyzedAt: string, commit: string, durationMs: number, manifestCount: number, lockedManifestCount: number, gitlabRequests: number } | null };

export type ProjectHealthFragment = { id: string, state: ProjectState, analysisState: AnalysisState, problemCount: number, dependencyCount: number, openFindings: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, lastAnalysis: { manifestCount: number, lockedManifestCount: number } | null, health: { overdueCount: number, proposedPlanCount: number, openMergeRequestCount: number, outdatedCount: number } };

export type ProjectNextFragment = { id: string, state: ProjectState, analysisState: AnalysisState, health: { nextLookAt: string | null } };

export type ProjectNoticesFragment = { id: string, problemCount: number, reasons: Array<{ code: ProjectReasonCode, message: string }>, analysisError: { code: ErrorCode, message: string } | null, lastAnalysis: { registryProblem: string | null } | null };

export type ProjectPageQueryVariables = Exact<{
  id: string | number;
}>;


export type ProjectPageQuery = { node:
    | { __typename: 'Advisory', id: string }
    | { __typename: 'AdvisoryGroup', id: string }
    | { __typename: 'ApiToken', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Campaign', id: string }
    | { __typename: 'Dependency', id: string }
    | { __typename: 'EventDelivery', id: string }
    | { __typename: 'EventEndpoint', id: string }
    | { __typename: 'Finding', id: string }
    | { __typename: 'GitLabApplication', id: string }
    | { __typename: 'Integration', id: string }
    | { __typename: 'Invitation', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Manifest', id: string }
    | { __typename: 'MergeRequest', id: string }
    | { __typename: 'Person', id: string }
    | { __typename: 'Project', path: string, problemCount: number, id: string, state: ProjectState, analysisState: AnalysisState, webUrl: string, defaultBranch: string | null, accessLevel: number | null, isFork: boolean, dependencyCount: number, integration: { id: string, name: string, state: IntegrationState }, jobs: { nodes: Array<{ id: string, name: string, title: string, state: JobState, subjectName: string | null, isCancelRequested: boolean, attempts: number, startedAt: string | null, finishedAt: string | null, waitingFor: string | null, result: unknown, progress: { done: number, total: number | null, message: string } | null, error: { code: ErrorCode, message: string } | null }> }, forkedFrom: { id: string, path: string } | null, webhook: { state: WebhookState, problem: string | null, lastEventAt: string | null } | null, lastAnalysis: { analyzedAt: string, commit: string, durationMs: number, manifestCount: number, lockedManifestCount: number, gitlabRequests: number, registryProblem: string | null } | null, openFindings: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, health: { overdueCount: number, proposedPlanCount: number, openMergeRequestCount: number, outdatedCount: number, nextLookAt: string | null }, reasons: Array<{ code: ProjectReasonCode, message: string }>, analysisError: { code: ErrorCode, message: string } | null }
    | { __typename: 'RemediationPlan', id: string }
    | { __typename: 'Session', id: string }
   | null };

export type ProjectRowFragment = { id: string, path: string, state: ProjectState, analysisState: AnalysisState, problemCount: number, reasons: Array<{ code: ProjectReasonCode, message: string }>, openFindings: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, health: { overdueCount: number, proposedPlanCount: number, openMergeRequestCount: number, outdatedCount: number }, lastAnalysis: { analyzedAt: string, manifestCount: number, lockedManifestCount: number } | null, analysisError: { message: string } | null };

export type ProjectsPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ProjectFilter | null | undefined;
  orderBy: ProjectOrderField;
}>;


export type ProjectsPageQuery = { projects: { totalCount: number, isTotalCountCapped: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, path: string, state: ProjectState, analysisState: AnalysisState, problemCount: number, reasons: Array<{ code: ProjectReasonCode, message: string }>, openFindings: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, health: { overdueCount: number, proposedPlanCount: number, openMergeRequestCount: number, outdatedCount: number }, lastAnalysis: { analyzedAt: string, manifestCount: number, lockedManifestCount: number } | null, analysisError: { message: string } | null }> }, projectGroups: Array<{ integrationId: string, path: string, name: string, projectCount: number, hasSubgroups: boolean, openFindings: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } }>, integrations: { nodes: Array<{ id: string, name: string, state: IntegrationState }> } };

export type ProjectSettingsQueryVariables = Exact<{
  id: string | number;
}>;


export type ProjectSettingsQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string, path: string, state: ProjectState, accessLevel: number | null, visibility: string, reasons: Array<{ code: ProjectReasonCode, message: string }>, webhook: { state: WebhookState, problem: string | null, lastEventAt: string | null } | null, manifests: { nodes: Array<{ id: string, ecosystem: string }> }, integration: { id: string, name: string, account: { username: string } | null, settings: { allowGroups: Array<string>, denyGroups: Array<string>, makesWebhooks: boolean }, registries: Array<{ ecosystem: string, url: string | null, isDefault: boolean, hasToken: boolean }> }, policy: { origins: Array<{ field: PolicyField, isSetHere: boolean, scope: { kind: PolicyScopeKind, name: string, groupPath: string | null, integration: { id: string } | null } | null }> } }
    | { id: string }
    | { id: string }
   | null };

export type ProjectSettingsFragment = { id: string, path: string, state: ProjectState, accessLevel: number | null, visibility: string, reasons: Array<{ code: ProjectReasonCode, message: string }>, webhook: { state: WebhookState, problem: string | null, lastEventAt: string | null } | null, manifests: { nodes: Array<{ id: string, ecosystem: string }> }, integration: { id: string, name: string, account: { username: string } | null, settings: { allowGroups: Array<string>, denyGroups: Array<string>, makesWebhooks: boolean }, registries: Array<{ ecosystem: string, url: string | null, isDefault: boolean, hasToken: boolean }> }, policy: { origins: Array<{ field: PolicyField, isSetHere: boolean, scope: { kind: PolicyScopeKind, name: string, groupPath: string | null, integration: { id: string } | null } | null }> } };

export type UncheckedPackagesFragment = { ecosystem: string, kind: UncheckedKind, reason: string, count: number, names: Array<string> };

export const AnalyzeButtonFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalyzeButton"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}}]}}]} as unknown as DocumentNode<AnalyzeButtonFragment, unknown>;
export const DependencyRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DependencyRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Dependency"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"isDirect"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"paths"}},{"kind":"Field","name":{"kind":"Name","value":"purl"}},{"kind":"Field","name":{"kind":"Name","value":"openFindings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<DependencyRowFragment, unknown>;
export const GroupNodeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GroupNode"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectGroup"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"integrationId"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"projectCount"}},{"kind":"Field","name":{"kind":"Name","value":"hasSubgroups"}},{"kind":"Field","name":{"kind":"Name","value":"openFindings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<GroupNodeFragment, unknown>;
export const ManifestRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ManifestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Manifest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"isLocked"}},{"kind":"Field","name":{"kind":"Name","value":"dependencyCount"}},{"kind":"Field","name":{"kind":"Name","value":"openFindings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<ManifestRowFragment, unknown>;
export const OutdatedRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OutdatedRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OutdatedPackage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"currentReleasedAt"}},{"kind":"Field","name":{"kind":"Name","value":"wanted"}},{"kind":"Field","name":{"kind":"Name","value":"latest"}},{"kind":"Field","name":{"kind":"Name","value":"latestReleasedAt"}},{"kind":"Field","name":{"kind":"Name","value":"declaredRange"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"deprecated"}},{"kind":"Field","name":{"kind":"Name","value":"yanked"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}}]}}]} as unknown as DocumentNode<OutdatedRowFragment, unknown>;
export const ProjectFactsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"defaultBranch"}},{"kind":"Field","name":{"kind":"Name","value":"accessLevel"}},{"kind":"Field","name":{"kind":"Name","value":"isFork"}},{"kind":"Field","name":{"kind":"Name","value":"forkedFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}},{"kind":"Field","name":{"kind":"Name","value":"lastEventAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastAnalysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analyzedAt"}},{"kind":"Field","name":{"kind":"Name","value":"commit"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"manifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"lockedManifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"gitlabRequests"}}]}}]}}]} as unknown as DocumentNode<ProjectFactsFragment, unknown>;
export const ProjectHealthFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectHealth"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}},{"kind":"Field","name":{"kind":"Name","value":"problemCount"}},{"kind":"Field","name":{"kind":"Name","value":"dependencyCount"}},{"kind":"Field","name":{"kind":"Name","value":"openFindings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastAnalysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"manifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"lockedManifestCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overdueCount"}},{"kind":"Field","name":{"kind":"Name","value":"proposedPlanCount"}},{"kind":"Field","name":{"kind":"Name","value":"openMergeRequestCount"}},{"kind":"Field","name":{"kind":"Name","value":"outdatedCount"}}]}}]}}]} as unknown as DocumentNode<ProjectHealthFragment, unknown>;
export const ProjectNextFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectNext"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}}]}}]}}]} as unknown as DocumentNode<ProjectNextFragment, unknown>;
export const ProjectNoticesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectNotices"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"problemCount"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"analysisError"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastAnalysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registryProblem"}}]}}]}}]} as unknown as DocumentNode<ProjectNoticesFragment, unknown>;
export const ProjectRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openFindings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overdueCount"}},{"kind":"Field","name":{"kind":"Name","value":"proposedPlanCount"}},{"kind":"Field","name":{"kind":"Name","value":"openMergeRequestCount"}},{"kind":"Field","name":{"kind":"Name","value":"outdatedCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastAnalysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analyzedAt"}},{"kind":"Field","name":{"kind":"Name","value":"manifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"lockedManifestCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}},{"kind":"Field","name":{"kind":"Name","value":"analysisError"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problemCount"}}]}}]} as unknown as DocumentNode<ProjectRowFragment, unknown>;
export const ProjectSettingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessLevel"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}},{"kind":"Field","name":{"kind":"Name","value":"lastEventAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"manifests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowGroups"}},{"kind":"Field","name":{"kind":"Name","value":"denyGroups"}},{"kind":"Field","name":{"kind":"Name","value":"makesWebhooks"}}]}},{"kind":"Field","name":{"kind":"Name","value":"registries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"hasToken"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"origins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"isSetHere"}},{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"groupPath"}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ProjectSettingsFragment, unknown>;
export const UncheckedPackagesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UncheckedPackages"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UncheckedPackages"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"names"}}]}}]} as unknown as DocumentNode<UncheckedPackagesFragment, unknown>;
export const AnalyzeProjectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AnalyzeProject"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AnalyzeProjectInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analyzeProject"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AnalyzeProjectMutation, AnalyzeProjectMutationVariables>;
export const ProjectDependenciesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectDependencies"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DependencyFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"manifests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isLocked"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"dependencies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DependencyRow"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DependencyRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Dependency"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"isDirect"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"paths"}},{"kind":"Field","name":{"kind":"Name","value":"purl"}},{"kind":"Field","name":{"kind":"Name","value":"openFindings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<ProjectDependenciesQuery, ProjectDependenciesQueryVariables>;
export const SubgroupsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Subgroups"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"integrationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"parent"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projectGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"integrationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"integrationId"}}},{"kind":"Argument","name":{"kind":"Name","value":"parent"},"value":{"kind":"Variable","name":{"kind":"Name","value":"parent"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GroupNode"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GroupNode"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectGroup"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"integrationId"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"projectCount"}},{"kind":"Field","name":{"kind":"Name","value":"hasSubgroups"}},{"kind":"Field","name":{"kind":"Name","value":"openFindings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<SubgroupsQuery, SubgroupsQueryVariables>;
export const ProjectHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ProjectHistoryQuery, ProjectHistoryQueryVariables>;
export const ProjectManifestsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectManifests"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ManifestFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}},{"kind":"Field","name":{"kind":"Name","value":"problemCount"}},{"kind":"Field","name":{"kind":"Name","value":"lastAnalysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"manifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"lockedManifestCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"manifests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ManifestRow"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ManifestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Manifest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"isLocked"}},{"kind":"Field","name":{"kind":"Name","value":"dependencyCount"}},{"kind":"Field","name":{"kind":"Name","value":"openFindings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<ProjectManifestsQuery, ProjectManifestsQueryVariables>;
export const ProjectOutdatedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectOutdated"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OutdatedFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OutdatedOrderField"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}},{"kind":"Field","name":{"kind":"Name","value":"problemCount"}},{"kind":"Field","name":{"kind":"Name","value":"manifests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastAnalysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"manifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"lockedManifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"uncheckedPackages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UncheckedPackages"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"outdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"OutdatedRow"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UncheckedPackages"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UncheckedPackages"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"names"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OutdatedRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OutdatedPackage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"currentReleasedAt"}},{"kind":"Field","name":{"kind":"Name","value":"wanted"}},{"kind":"Field","name":{"kind":"Name","value":"latest"}},{"kind":"Field","name":{"kind":"Name","value":"latestReleasedAt"}},{"kind":"Field","name":{"kind":"Name","value":"declaredRange"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"deprecated"}},{"kind":"Field","name":{"kind":"Name","value":"yanked"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}}]}}]} as unknown as DocumentNode<ProjectOutdatedQuery, ProjectOutdatedQueryVariables>;
export const ProjectPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"problemCount"}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"isCancelRequested"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectFacts"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectHealth"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectNext"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectNotices"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AnalyzeButton"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"defaultBranch"}},{"kind":"Field","name":{"kind":"Name","value":"accessLevel"}},{"kind":"Field","name":{"kind":"Name","value":"isFork"}},{"kind":"Field","name":{"kind":"Name","value":"forkedFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}},{"kind":"Field","name":{"kind":"Name","value":"lastEventAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastAnalysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analyzedAt"}},{"kind":"Field","name":{"kind":"Name","value":"commit"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"manifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"lockedManifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"gitlabRequests"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectHealth"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}},{"kind":"Field","name":{"kind":"Name","value":"problemCount"}},{"kind":"Field","name":{"kind":"Name","value":"dependencyCount"}},{"kind":"Field","name":{"kind":"Name","value":"openFindings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastAnalysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"manifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"lockedManifestCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overdueCount"}},{"kind":"Field","name":{"kind":"Name","value":"proposedPlanCount"}},{"kind":"Field","name":{"kind":"Name","value":"openMergeRequestCount"}},{"kind":"Field","name":{"kind":"Name","value":"outdatedCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectNext"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectNotices"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"problemCount"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"analysisError"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastAnalysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registryProblem"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalyzeButton"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}}]}}]} as unknown as DocumentNode<ProjectPageQuery, ProjectPageQueryVariables>;
export const ProjectsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectOrderField"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projects"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectRow"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"projectGroups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GroupNode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"integrations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openFindings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overdueCount"}},{"kind":"Field","name":{"kind":"Name","value":"proposedPlanCount"}},{"kind":"Field","name":{"kind":"Name","value":"openMergeRequestCount"}},{"kind":"Field","name":{"kind":"Name","value":"outdatedCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastAnalysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analyzedAt"}},{"kind":"Field","name":{"kind":"Name","value":"manifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"lockedManifestCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}},{"kind":"Field","name":{"kind":"Name","value":"analysisError"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problemCount"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GroupNode"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectGroup"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"integrationId"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"projectCount"}},{"kind":"Field","name":{"kind":"Name","value":"hasSubgroups"}},{"kind":"Field","name":{"kind":"Name","value":"openFindings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<ProjectsPageQuery, ProjectsPageQueryVariables>;
export const ProjectSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectSettings"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessLevel"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}},{"kind":"Field","name":{"kind":"Name","value":"lastEventAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"manifests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowGroups"}},{"kind":"Field","name":{"kind":"Name","value":"denyGroups"}},{"kind":"Field","name":{"kind":"Name","value":"makesWebhooks"}}]}},{"kind":"Field","name":{"kind":"Name","value":"registries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"hasToken"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"origins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"isSetHere"}},{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"groupPath"}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ProjectSettingsQuery, ProjectSettingsQueryVariables>;