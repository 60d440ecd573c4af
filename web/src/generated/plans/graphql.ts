/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What `approvePlan` takes. */
export type ApprovePlanInput = {
  /** The digest of the plan that was read. A stale one is refused with STALE_DIGEST. */
  digest: string;
  /** The id of the RemediationPlan. */
  id: string | number;
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
};

/** What `approvePlans` takes. */
export type ApprovePlansInput = {
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
  /** At most 100. */
  plans: Array<PlanToApproveInput>;
};

/** How likely something breaks. */
export type BreakingRiskLevel =
  /** Likely. */
  | 'HIGH'
  /** Not likely. */
  | 'LOW'
  /** Somebody should look. */
  | 'MEDIUM';

/** LIFT: within every range that asks for it. RAISE: a direct dependency is raised. FORCE: an override. */
export type ChangeMeans =
  /** An override makes everybody take the version. */
  | 'FORCE'
  /** The lock moves within every range that asks for the package. */
  | 'LIFT'
  /** The range of a direct dependency is raised. */
  | 'RAISE';

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

/** What stands behind a link. */
export type EvidenceLinkKind =
  /** The file in which the project notes its changes. */
  | 'CHANGELOG'
  /** The source of the two versions compared. */
  | 'COMPARISON'
  /** The page of the package in its registry. */
  | 'PACKAGE'
  /** The notes of the release. */
  | 'RELEASE'
  /** The source. */
  | 'REPOSITORY';

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

/** GitLab's state of a merge request. */
export type MergeRequestState =
  /** It was closed without merging; it may be opened again. */
  | 'CLOSED'
  /** GitLab is merging it. */
  | 'LOCKED'
  /** It was merged. */
  | 'MERGED'
  /** It is open. */
  | 'OPENED';

/** SAFE: should break nothing. BREAKING: one upgrade that may. FORCED: a version that no range asks for. UPDATE: outdated packages. */
export type PlanKind =
  /** One upgrade that may break something. */
  | 'BREAKING'
  /** A version that no range asks for, by an override or its like. */
  | 'FORCED'
  /** Should break nothing: within every range, by small steps. */
  | 'SAFE'
  /** Outdated packages, without a vulnerability. */
  | 'UPDATE';

/** Where a plan stands. */
export type PlanState =
  /** It is approved, and the merge request is to be opened when the limits allow. */
  | 'APPROVED'
  /** The merge request was closed without merging. */
  | 'CLOSED'
  /** It could not be opened; `failure` says why. */
  | 'FAILED'
  /** The merge request was merged. */
  | 'MERGED'
  /** The merge request is open. */
  | 'OPEN'
  /** The merge request is being opened. */
  | 'OPENING'
  /** It waits for a decision. */
  | 'PROPOSED'
  /** A person turned it down; the same change set is not proposed again. */
  | 'REJECTED'
  /** A newer revision took its place, or nothing is left to do. */
  | 'SUPERSEDED';

/** One plan, as it was read. */
export type PlanToApproveInput = {
  /** The digest of the plan that was read. */
  digest: string;
  /** The id of the RemediationPlan. */
  id: string | number;
};

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

/** What `refreshPlan` takes. */
export type RefreshPlanInput = {
  /** The id of the RemediationPlan. */
  id: string | number;
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
};

/** What `rejectPlan` takes. */
export type RejectPlanInput = {
  /** The id of the RemediationPlan. */
  id: string | number;
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
  /** Why, for the history; at most 2000 characters. */
  reason?: string | null | undefined;
};

/** Which plans; what is not given is not asked, and all that is given must hold. */
export type RemediationPlanFilter = {
  /** An advisory's id or alias: plans that close a finding of it. */
  advisory?: string | null | undefined;
  /** A finding that it closes. */
  finding?: string | number | null | undefined;
  /** The path of a GitLab group; its subgroups count too. */
  groupPath?: string | null | undefined;
  /** In projects of this integration. */
  integrationId?: string | number | null | undefined;
  /** One of these. */
  kind?: Array<PlanKind> | null | undefined;
  /** A package: plans that close a finding of it. */
  package?: string | null | undefined;
  /** Of this project. On `Project.remediationPlans` the project itself decides. */
  projectId?: string | number | null | undefined;
  /** One of these; plans that nobody weighed are left out. */
  risk?: Array<BreakingRiskLevel> | null | undefined;
  /** Part of the title or of the project's path. */
  search?: string | null | undefined;
  /** One of these. */
  state?: Array<PlanState> | null | undefined;
};

/** What a list of plans can be ordered by. */
export type RemediationPlanOrderField =
  /** The severities of what it closes; DESC unless said otherwise. */
  | 'FIXES'
  /** When it was proposed; DESC unless said otherwise. */
  | 'NEWEST'
  /** The path of its project; ASC unless said otherwise. */
  | 'PROJECT'
  /** How likely it breaks something; ASC, the least likely first, unless said otherwise. */
  | 'RISK';

/** What a version asks for beside its dependencies. */
export type RequirementKind =
  /** A runtime, such as `node`. */
  | 'ENGINE'
  /** A package that the project is to bring. */
  | 'PEER';

/** What `retryPlan` takes. */
export type RetryPlanInput = {
  /** The id of the RemediationPlan. */
  id: string | number;
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
};

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

/** Why a finding has no fix. */
export type UnfixedCode =
  /** Its severity is below what the policy plans. */
  | 'BELOW_THRESHOLD'
  /** The package lies inside another one's archive. */
  | 'BUNDLED'
  /** What asks for the package excludes every fixed version. */
  | 'CONSTRAINT'
  /** The file cannot be edited safely at that place. */
  | 'EDIT_REFUSED'
  /** Backline reads this file but does not edit it. */
  | 'FORMAT_NOT_SUPPORTED'
  /** The policy ignores it. */
  | 'IGNORED'
  /** The fixed version breaks what the project's own code uses; `offeredBy` has the plan. */
  | 'NEEDS_CODE_CHANGE'
  /** The package manager would have to resolve anew. */
  | 'NEEDS_RESOLUTION'
  /** The package comes from git, a file or an address, not from a registry. */
  | 'NOT_FROM_REGISTRY'
  /** The registry does not know the package. */
  | 'NOT_IN_REGISTRY'
  /** The file could not be read whole, so nobody knows whether it is still there. */
  | 'NOT_READ'
  /** No version above the vulnerable one is without the flaw. */
  | 'NO_FIXED_VERSION'
  /** The policy forbids the step that it would take. */
  | 'POLICY'
  /** The registry did not answer. */
  | 'REGISTRY_FAILED'
  /** The package manager found no solution. */
  | 'RESOLUTION_FAILED'
  /** The package manager that would resolve is not installed. */
  | 'TOOL_MISSING'
  /** The package manager would run code of the project. */
  | 'TOOL_WOULD_RUN_CODE'
  /** The fixed version is younger than the policy allows. */
  | 'TOO_YOUNG'
  /** A person rejected the same change before. */
  | 'TURNED_DOWN'
  /** Every fixed version brings another finding that is as bad. */
  | 'WOULD_INTRODUCE';

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

export type ApprovePlanMutationVariables = Exact<{
  input: ApprovePlanInput;
}>;


export type ApprovePlanMutation = { approvePlan: { remediationPlan: { id: string, digest: string, revision: number, title: string, state: PlanState, stateReason: string | null, baseCommit: string, targetBranch: string, branchName: string, decidedAt: string | null, decidedBy: string | null, kind: PlanKind, group: string, introducedCount: number, failure: { code: ErrorCode, message: string } | null, risk: { level: BreakingRiskLevel, reasons: Array<string> } | null, project: { id: string, path: string, state: ProjectState, reasons: Array<{ code: ProjectReasonCode, message: string }>, integration: { id: string, state: IntegrationState } }, job: { id: string, name: string, title: string, state: JobState, subjectName: string | null, isCancelRequested: boolean, attempts: number, startedAt: string | null, finishedAt: string | null, waitingFor: string | null, result: unknown, progress: { done: number, total: number | null, message: string } | null, error: { code: ErrorCode, message: string } | null } | null, mergeRequest: { id: string, iid: number, webUrl: string, statusText: string, state: MergeRequestState } | null } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type ApprovePlansMutationVariables = Exact<{
  input: ApprovePlansInput;
}>;


export type ApprovePlansMutation = { approvePlans: { results: Array<{ id: string, remediationPlan: { id: string, revision: number, state: PlanState, stateReason: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string }> }>, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type ChangeEvidenceFragment = { means: ChangeMeans, manifestPath: string, manifests: Array<string>, publishedAt: string | null, deprecated: string | null, fixes: Array<{ advisories: Array<string>, severity: Severity }>, evidence: { risk: { level: BreakingRiskLevel, reasons: Array<string> }, links: Array<{ kind: EvidenceLinkKind, url: string }>, unmet: Array<{ kind: RequirementKind, name: string, range: string, present: string | null }>, usage: { files: Array<string>, count: number, isComplete: boolean } | null } | null };

export type DecisionFragment = { id: string, title: string, state: PlanState, stateReason: string | null, digest: string, baseCommit: string, targetBranch: string, branchName: string, decidedAt: string | null, decidedBy: string | null, kind: PlanKind, group: string, revision: number, introducedCount: number, failure: { code: ErrorCode, message: string } | null, risk: { level: BreakingRiskLevel, reasons: Array<string> } | null, project: { id: string, path: string, state: ProjectState, reasons: Array<{ code: ProjectReasonCode, message: string }>, integration: { id: string, state: IntegrationState } }, job: { id: string, name: string, title: string, state: JobState, subjectName: string | null, isCancelRequested: boolean, attempts: number, startedAt: string | null, finishedAt: string | null, waitingFor: string | null, result: unknown, progress: { done: number, total: number | null, message: string } | null, error: { code: ErrorCode, message: string } | null } | null, mergeRequest: { id: string, iid: number, webUrl: string, statusText: string, state: MergeRequestState } | null };

export type PlanRevisionsFragment = { id: string, kind: PlanKind, group: string, revision: number, project: { id: string, plans: { nodes: Array<{ id: string, kind: PlanKind, group: string, revision: number }> } } };

export type PlanDifferenceQueryVariables = Exact<{
  before: string | number;
  after: string | number;
}>;


export type PlanDifferenceQuery = { before:
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
    | { __typename: 'Project', id: string }
    | { __typename: 'RemediationPlan', id: string, changes: Array<{ ecosystem: string, name: string, from: string, to: string, manifestPath: string }> }
    | { __typename: 'Session', id: string }
   | null, after:
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
    | { __typename: 'Project', id: string }
    | { __typename: 'RemediationPlan', id: string, changes: Array<{ ecosystem: string, name: string, from: string, to: string, manifestPath: string }> }
    | { __typename: 'Session', id: string }
   | null };

export type ChangedVersionsFragment = { id: string, changes: Array<{ ecosystem: string, name: string, from: string, to: string, manifestPath: string }> };

export type PlanAlternativesFragment = { id: string, alternatives: Array<{ id: string, title: string, kind: PlanKind, state: PlanState, riskLevel: BreakingRiskLevel | null, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } }> };

export type PlanChangesFragment = { id: string, kind: PlanKind, changes: Array<{ name: string, ecosystem: string, from: string, to: string, means: ChangeMeans, step: VersionStep, isDirect: boolean, reason: string, manifestPath: string, manifests: Array<string>, publishedAt: string | null, deprecated: string | null, fixes: Array<{ advisories: Array<string>, severity: Severity }>, evidence: { risk: { level: BreakingRiskLevel, reasons: Array<string> }, links: Array<{ kind: EvidenceLinkKind, url: string }>, unmet: Array<{ kind: RequirementKind, name: string, range: string, present: string | null }>, usage: { files: Array<string>, count: number, isComplete: boolean } | null } | null }> };

export type PlanEditsFragment = { id: string, edits: Array<{ path: string, diff: string, additions: number, deletions: number }> };

export type PlanHistoryFragment = { id: string, history: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, at: string, actor: string, action: string, message: string } }> } };

export type HistoryPageFragment = { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, at: string, actor: string, action: string, message: string } }> };

export type MoreOfPlanHistoryQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type MoreOfPlanHistoryQuery = { node:
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
    | { id: string }
    | { id: string, history: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, at: string, actor: string, action: string, message: string } }> } }
    | { id: string }
   | null };

export type PlanLookQueryVariables = Exact<{
  id: string | number;
}>;


export type PlanLookQuery = { node:
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
    | { __typename: 'Project', id: string }
    | { __typename: 'RemediationPlan', id: string, changes: Array<{ name: string, from: string, to: string, reason: string, manifestPath: string }>, risk: { reasons: Array<string> } | null }
    | { __typename: 'Session', id: string }
   | null };

export type PlanPageQueryVariables = Exact<{
  id: string | number;
}>;


export type PlanPageQuery = { node:
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
    | { __typename: 'Project', id: string }
    | { __typename: 'RemediationPlan', id: string, title: string, kind: PlanKind, state: PlanState, revision: number, createdAt: string, riskLevel: BreakingRiskLevel | null, stateReason: string | null, digest: string, baseCommit: string, targetBranch: string, branchName: string, decidedAt: string | null, decidedBy: string | null, group: string, introducedCount: number, project: { id: string, path: string, state: ProjectState, reasons: Array<{ code: ProjectReasonCode, message: string }>, integration: { id: string, state: IntegrationState }, plans: { nodes: Array<{ id: string, kind: PlanKind, group: string, revision: number }> } }, job: { id: string, name: string, title: string, state: JobState, subjectName: string | null, isCancelRequested: boolean, attempts: number, startedAt: string | null, finishedAt: string | null, waitingFor: string | null, result: unknown, progress: { done: number, total: number | null, message: string } | null, error: { code: ErrorCode, message: string } | null } | null, failure: { code: ErrorCode, message: string } | null, risk: { level: BreakingRiskLevel, reasons: Array<string> } | null, mergeRequest: { id: string, iid: number, webUrl: string, statusText: string, state: MergeRequestState } | null, changes: Array<{ name: string, ecosystem: string, from: string, to: string, means: ChangeMeans, step: VersionStep, isDirect: boolean, reason: string, manifestPath: string, manifests: Array<string>, publishedAt: string | null, deprecated: string | null, fixes: Array<{ advisories: Array<string>, severity: Severity }>, evidence: { risk: { level: BreakingRiskLevel, reasons: Array<string> }, links: Array<{ kind: EvidenceLinkKind, url: string }>, unmet: Array<{ kind: RequirementKind, name: string, range: string, present: string | null }>, usage: { files: Array<string>, count: number, isComplete: boolean } | null } | null }>, proof: { provedAt: string, fixed: Array<{ ecosystem: string, name: string, version: string, manifestPath: string, severity: Severity, score: number | null, advisories: Array<string>, paths: Array<Array<string>> }>, remaining: Array<{ ecosystem: string, name: string, version: string, manifestPath: string, severity: Severity, score: number | null, advisories: Array<string>, paths: Array<Array<string>> }>, introduced: Array<{ ecosystem: string, name: string, version: string, manifestPath: string, severity: Severity, score: number | null, advisories: Array<string>, paths: Array<Array<string>> }> }, edits: Array<{ path: string, diff: string, additions: number, deletions: number }>, unfixed: Array<{ finding: { ecosystem: string, name: string, version: string, manifestPath: string, severity: Severity, score: number | null, advisories: Array<string>, paths: Array<Array<string>> }, reason: { code: UnfixedCode, message: string, by: string | null, range: string | null, needed: string | null, freedBy: string | null, oldEnoughAt: string | null, status: number | null, tool: string | null, until: string | null, offeredBy: { id: string, title: string, kind: PlanKind, state: PlanState } | null } }>, alternatives: Array<{ id: string, title: string, kind: PlanKind, state: PlanState, riskLevel: BreakingRiskLevel | null, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } }>, preview: { title: string, description: string, branchName: string, commitMessage: string }, history: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, at: string, actor: string, action: string, message: string } }> } }
    | { __typename: 'Session', id: string }
   | null };

export type PlanHeaderFragment = { id: string, title: string, kind: PlanKind, state: PlanState, revision: number, createdAt: string, riskLevel: BreakingRiskLevel | null, project: { id: string, path: string }, job: { id: string, state: JobState } | null };

export type PlanPreviewFragment = { id: string, preview: { title: string, description: string, branchName: string, commitMessage: string } };

export type PlanProofFragment = { id: string, proof: { provedAt: string, fixed: Array<{ ecosystem: string, name: string, version: string, manifestPath: string, severity: Severity, score: number | null, advisories: Array<string>, paths: Array<Array<string>> }>, remaining: Array<{ ecosystem: string, name: string, version: string, manifestPath: string, severity: Severity, score: number | null, advisories: Array<string>, paths: Array<Array<string>> }>, introduced: Array<{ ecosystem: string, name: string, version: string, manifestPath: string, severity: Severity, score: number | null, advisories: Array<string>, paths: Array<Array<string>> }> } };

export type ProofFindingFragment = { ecosystem: string, name: string, version: string, manifestPath: string, severity: Severity, score: number | null, advisories: Array<string>, paths: Array<Array<string>> };

export type PlanRowFragment = { id: string, title: string, kind: PlanKind, state: PlanState, stateReason: string | null, digest: string, riskLevel: BreakingRiskLevel | null, changeCount: number, createdAt: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, project: { id: string, path: string }, mergeRequest: { id: string, iid: number } | null, failure: { message: string } | null };

export type PlanTrailQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: RemediationPlanFilter | null | undefined;
  orderBy: RemediationPlanOrderField;
}>;


export type PlanTrailQuery = { remediationPlans: { totalCount: number, isTotalCountCapped: boolean, nodes: Array<{ id: string }> } };

export type PlanUnfixedFragment = { id: string, unfixed: Array<{ finding: { ecosystem: string, name: string, version: string, manifestPath: string, severity: Severity, score: number | null, advisories: Array<string>, paths: Array<Array<string>> }, reason: { code: UnfixedCode, message: string, by: string | null, range: string | null, needed: string | null, freedBy: string | null, oldEnoughAt: string | null, status: number | null, tool: string | null, until: string | null, offeredBy: { id: string, title: string, kind: PlanKind, state: PlanState } | null } }> };

export type PlansPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: RemediationPlanFilter | null | undefined;
  orderBy: RemediationPlanOrderField;
  projectId: string | number;
  hasProject: boolean;
}>;


export type PlansPageQuery = { remediationPlans: { totalCount: number, isTotalCountCapped: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, kind: PlanKind, state: PlanState, stateReason: string | null, digest: string, riskLevel: BreakingRiskLevel | null, changeCount: number, createdAt: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, project: { id: string, path: string }, mergeRequest: { id: string, iid: number } | null, failure: { message: string } | null }> }, integrations: { nodes: Array<{ id: string, name: string, state: IntegrationState }> }, filterProject?:
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
    | { path: string, id: string }
    | { id: string }
    | { id: string }
   | null };

export type PlansContextFragment = { integrations: { nodes: Array<{ id: string, name: string, state: IntegrationState }> }, filterProject?:
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
    | { path: string, id: string }
    | { id: string }
    | { id: string }
   | null };

export type RefreshPlanMutationVariables = Exact<{
  input: RefreshPlanInput;
}>;


export type RefreshPlanMutation = { refreshPlan: { remediationPlan: { id: string, digest: string, title: string, state: PlanState, stateReason: string | null, baseCommit: string, targetBranch: string, branchName: string, decidedAt: string | null, decidedBy: string | null, kind: PlanKind, group: string, revision: number, introducedCount: number, failure: { code: ErrorCode, message: string } | null, risk: { level: BreakingRiskLevel, reasons: Array<string> } | null, project: { id: string, path: string, state: ProjectState, reasons: Array<{ code: ProjectReasonCode, message: string }>, integration: { id: string, state: IntegrationState } }, job: { id: string, name: string, title: string, state: JobState, subjectName: string | null, isCancelRequested: boolean, attempts: number, startedAt: string | null, finishedAt: string | null, waitingFor: string | null, result: unknown, progress: { done: number, total: number | null, message: string } | null, error: { code: ErrorCode, message: string } | null } | null, mergeRequest: { id: string, iid: number, webUrl: string, statusText: string, state: MergeRequestState } | null } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type RejectPlanMutationVariables = Exact<{
  input: RejectPlanInput;
}>;


export type RejectPlanMutation = { rejectPlan: { remediationPlan: { id: string, digest: string, title: string, state: PlanState, stateReason: string | null, baseCommit: string, targetBranch: string, branchName: string, decidedAt: string | null, decidedBy: string | null, kind: PlanKind, group: string, revision: number, introducedCount: number, failure: { code: ErrorCode, message: string } | null, risk: { level: BreakingRiskLevel, reasons: Array<string> } | null, project: { id: string, path: string, state: ProjectState, reasons: Array<{ code: ProjectReasonCode, message: string }>, integration: { id: string, state: IntegrationState } }, job: { id: string, name: string, title: string, state: JobState, subjectName: string | null, isCancelRequested: boolean, attempts: number, startedAt: string | null, finishedAt: string | null, waitingFor: string | null, result: unknown, progress: { done: number, total: number | null, message: string } | null, error: { code: ErrorCode, message: string } | null } | null, mergeRequest: { id: string, iid: number, webUrl: string, statusText: string, state: MergeRequestState } | null } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type RetryPlanMutationVariables = Exact<{
  input: RetryPlanInput;
}>;


export type RetryPlanMutation = { retryPlan: { remediationPlan: { id: string, digest: string, title: string, state: PlanState, stateReason: string | null, baseCommit: string, targetBranch: string, branchName: string, decidedAt: string | null, decidedBy: string | null, kind: PlanKind, group: string, revision: number, introducedCount: number, failure: { code: ErrorCode, message: string } | null, risk: { level: BreakingRiskLevel, reasons: Array<string> } | null, project: { id: string, path: string, state: ProjectState, reasons: Array<{ code: ProjectReasonCode, message: string }>, integration: { id: string, state: IntegrationState } }, job: { id: string, name: string, title: string, state: JobState, subjectName: string | null, isCancelRequested: boolean, attempts: number, startedAt: string | null, finishedAt: string | null, waitingFor: string | null, result: unknown, progress: { done: number, total: number | null, message: string } | null, error: { code: ErrorCode, message: string } | null } | null, mergeRequest: { id: string, iid: number, webUrl: string, statusText: string, state: MergeRequestState } | null } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export const DecisionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Decision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stateReason"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"baseCommit"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"branchName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"introducedCount"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"isCancelRequested"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<DecisionFragment, unknown>;
export const PlanRevisionsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanRevisions"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"plans"},"name":{"kind":"Name","value":"remediationPlans"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PlanRevisionsFragment, unknown>;
export const ChangedVersionsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangedVersions"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}}]}}]}}]} as unknown as DocumentNode<ChangedVersionsFragment, unknown>;
export const PlanAlternativesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanAlternatives"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alternatives"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]}}]} as unknown as DocumentNode<PlanAlternativesFragment, unknown>;
export const ChangeEvidenceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeEvidence"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"means"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"manifests"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"deprecated"}},{"kind":"Field","name":{"kind":"Name","value":"fixes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"advisories"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"links"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unmet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"present"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"files"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}}]}}]}}]}}]} as unknown as DocumentNode<ChangeEvidenceFragment, unknown>;
export const PlanChangesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanChanges"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"means"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"isDirect"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeEvidence"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeEvidence"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"means"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"manifests"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"deprecated"}},{"kind":"Field","name":{"kind":"Name","value":"fixes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"advisories"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"links"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unmet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"present"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"files"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}}]}}]}}]}}]} as unknown as DocumentNode<PlanChangesFragment, unknown>;
export const PlanEditsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanEdits"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"edits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"diff"}},{"kind":"Field","name":{"kind":"Name","value":"additions"}},{"kind":"Field","name":{"kind":"Name","value":"deletions"}}]}}]}}]} as unknown as DocumentNode<PlanEditsFragment, unknown>;
export const HistoryPageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HistoryPage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEventConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<HistoryPageFragment, unknown>;
export const PlanHistoryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanHistory"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"HistoryPage"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HistoryPage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEventConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PlanHistoryFragment, unknown>;
export const PlanHeaderFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanHeader"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<PlanHeaderFragment, unknown>;
export const PlanPreviewFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanPreview"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"preview"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"branchName"}},{"kind":"Field","name":{"kind":"Name","value":"commitMessage"}}]}}]}}]} as unknown as DocumentNode<PlanPreviewFragment, unknown>;
export const ProofFindingFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProofFinding"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlanFinding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"advisories"}},{"kind":"Field","name":{"kind":"Name","value":"paths"}}]}}]} as unknown as DocumentNode<ProofFindingFragment, unknown>;
export const PlanProofFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanProof"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"proof"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provedAt"}},{"kind":"Field","name":{"kind":"Name","value":"fixed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProofFinding"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remaining"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProofFinding"}}]}},{"kind":"Field","name":{"kind":"Name","value":"introduced"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProofFinding"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProofFinding"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlanFinding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"advisories"}},{"kind":"Field","name":{"kind":"Name","value":"paths"}}]}}]} as unknown as DocumentNode<PlanProofFragment, unknown>;
export const PlanRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stateReason"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"changeCount"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<PlanRowFragment, unknown>;
export const PlanUnfixedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanUnfixed"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"unfixed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"finding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProofFinding"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"needed"}},{"kind":"Field","name":{"kind":"Name","value":"freedBy"}},{"kind":"Field","name":{"kind":"Name","value":"oldEnoughAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"tool"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"offeredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProofFinding"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlanFinding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"advisories"}},{"kind":"Field","name":{"kind":"Name","value":"paths"}}]}}]} as unknown as DocumentNode<PlanUnfixedFragment, unknown>;
export const PlansContextFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlansContext"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"integrations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"filterProject"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<PlansContextFragment, unknown>;
export const ApprovePlanDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApprovePlan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApprovePlanInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approvePlan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Decision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Decision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stateReason"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"baseCommit"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"branchName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"introducedCount"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"isCancelRequested"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<ApprovePlanMutation, ApprovePlanMutationVariables>;
export const ApprovePlansDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApprovePlans"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApprovePlansInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approvePlans"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stateReason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ApprovePlansMutation, ApprovePlansMutationVariables>;
export const PlanDifferenceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PlanDifference"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"before"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangedVersions"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"after"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangedVersions"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangedVersions"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}}]}}]}}]} as unknown as DocumentNode<PlanDifferenceQuery, PlanDifferenceQueryVariables>;
export const MoreOfPlanHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MoreOfPlanHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"HistoryPage"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HistoryPage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEventConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<MoreOfPlanHistoryQuery, MoreOfPlanHistoryQueryVariables>;
export const PlanLookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PlanLook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}}]}},{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PlanLookQuery, PlanLookQueryVariables>;
export const PlanPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PlanPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanHeader"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Decision"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanChanges"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanProof"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanEdits"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanUnfixed"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanAlternatives"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanPreview"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanRevisions"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanHistory"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeEvidence"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"means"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"manifests"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"deprecated"}},{"kind":"Field","name":{"kind":"Name","value":"fixes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"advisories"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"links"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unmet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"present"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"files"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProofFinding"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlanFinding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"advisories"}},{"kind":"Field","name":{"kind":"Name","value":"paths"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HistoryPage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEventConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanHeader"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Decision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stateReason"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"baseCommit"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"branchName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"introducedCount"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"isCancelRequested"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanChanges"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"means"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"isDirect"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeEvidence"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanProof"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"proof"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provedAt"}},{"kind":"Field","name":{"kind":"Name","value":"fixed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProofFinding"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remaining"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProofFinding"}}]}},{"kind":"Field","name":{"kind":"Name","value":"introduced"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProofFinding"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanEdits"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"edits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"diff"}},{"kind":"Field","name":{"kind":"Name","value":"additions"}},{"kind":"Field","name":{"kind":"Name","value":"deletions"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanUnfixed"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"unfixed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"finding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProofFinding"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"needed"}},{"kind":"Field","name":{"kind":"Name","value":"freedBy"}},{"kind":"Field","name":{"kind":"Name","value":"oldEnoughAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"tool"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"offeredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanAlternatives"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alternatives"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanPreview"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"preview"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"branchName"}},{"kind":"Field","name":{"kind":"Name","value":"commitMessage"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanRevisions"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"plans"},"name":{"kind":"Name","value":"remediationPlans"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanHistory"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"HistoryPage"}}]}}]}}]} as unknown as DocumentNode<PlanPageQuery, PlanPageQueryVariables>;
export const PlanTrailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PlanTrail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlanFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlanOrderField"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remediationPlans"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<PlanTrailQuery, PlanTrailQueryVariables>;
export const PlansPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PlansPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlanFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlanOrderField"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remediationPlans"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanRow"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlansContext"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stateReason"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"changeCount"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlansContext"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"integrations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"filterProject"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<PlansPageQuery, PlansPageQueryVariables>;
export const RefreshPlanDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefreshPlan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefreshPlanInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refreshPlan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Decision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Decision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stateReason"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"baseCommit"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"branchName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"introducedCount"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"isCancelRequested"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<RefreshPlanMutation, RefreshPlanMutationVariables>;
export const RejectPlanDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RejectPlan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RejectPlanInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rejectPlan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Decision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Decision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stateReason"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"baseCommit"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"branchName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"introducedCount"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"isCancelRequested"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<RejectPlanMutation, RejectPlanMutationVariables>;
export const RetryPlanDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetryPlan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RetryPlanInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryPlan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Decision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Decision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stateReason"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"baseCommit"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"branchName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"introducedCount"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"isCancelRequested"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<RetryPlanMutation, RetryPlanMutationVariables>;