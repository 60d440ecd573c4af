/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How likely something breaks. */
export type BreakingRiskLevel =
  /** Likely. */
  | 'HIGH'
  /** Not likely. */
  | 'LOW'
  /** Somebody should look. */
  | 'MEDIUM';

/** What `closeMergeRequest` takes. */
export type CloseMergeRequestInput = {
  /** The id of the MergeRequest. */
  id: string | number;
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
  /** Told in the note and the history. */
  reason?: string | null | undefined;
};

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

/** READY: can be merged. WAIT: GitLab is checking. REBUILD: conflicts. PEOPLE: somebody must act. BLOCKED: a rule of the project. */
export type MergeReadiness =
  /** A rule of the project stands in the way. */
  | 'BLOCKED'
  /** Somebody must act in GitLab: approve, answer, or take it out of draft. */
  | 'PEOPLE'
  /** It can be merged. */
  | 'READY'
  /** It has conflicts: its branch must be made anew. */
  | 'REBUILD'
  /** GitLab said a word that Backline does not know. */
  | 'UNKNOWN'
  /** GitLab is checking it. */
  | 'WAIT';

/** Which merge requests; what is not given is not asked, and all that is given must hold. */
export type MergeRequestFilter = {
  /** The path of a GitLab group; its subgroups count too. */
  groupPath?: string | null | undefined;
  /** Whether it has conflicts with its target branch. */
  hasConflicts?: boolean | null | undefined;
  /** In projects of this integration. */
  integrationId?: string | number | null | undefined;
  /** Whether a person has committed to its branch. */
  isEdited?: boolean | null | undefined;
  /** One of these. */
  lane?: Array<MergeRequestLane> | null | undefined;
  /** GitLab's words for the pipeline, such as `failed`. */
  pipelineStatus?: Array<string> | null | undefined;
  /** Of this project. On `Project.mergeRequests` the project itself decides. */
  projectId?: string | number | null | undefined;
  /** Part of the title or the branch. */
  search?: string | null | undefined;
  /** One of these. */
  state?: Array<MergeRequestState> | null | undefined;
};

/** CHECKING: GitLab checks it or its pipeline runs. BLOCKED: conflicts, a failed pipeline, an open discussion, a missing approval. EDITED: a person has committed to its branch. */
export type MergeRequestLane =
  /** Conflicts, a failed pipeline, an open discussion or a missing approval stand in the way. */
  | 'BLOCKED'
  /** GitLab checks it, or its pipeline runs. */
  | 'CHECKING'
  /** It was closed without merging. */
  | 'CLOSED'
  /** A person has committed to its branch; Backline leaves it alone. */
  | 'EDITED'
  /** It was merged. */
  | 'MERGED'
  /** It can be merged. */
  | 'READY';

/** What a list of merge requests can be ordered by. */
export type MergeRequestOrderField =
  /** When it was opened; DESC unless said otherwise. */
  | 'NEWEST'
  /** When it last changed in GitLab; DESC unless said otherwise. */
  | 'UPDATED';

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

/** What `rebuildMergeRequest` takes. */
export type RebuildMergeRequestInput = {
  /** The id of the MergeRequest. */
  id: string | number;
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
};

/** What `refreshMergeRequest` takes. */
export type RefreshMergeRequestInput = {
  /** The id of the MergeRequest. */
  id: string | number;
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
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

/** What `retryPlan` takes. */
export type RetryPlanInput = {
  /** The id of the RemediationPlan. */
  id: string | number;
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
};

export type MergeRequestBoardQueryVariables = Exact<{
  ready: MergeRequestFilter;
  blocked: MergeRequestFilter;
  edited: MergeRequestFilter;
  checking: MergeRequestFilter;
  merged: MergeRequestFilter;
  closed: MergeRequestFilter;
  waiting: RemediationPlanFilter;
  failed: RemediationPlanFilter;
  hasPlans: boolean;
  projectId: string | number;
  hasProject: boolean;
}>;


export type MergeRequestBoardQuery = { READY: { totalCount: number, isTotalCountCapped: boolean, nodes: Array<{ id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, createdAt: string, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } } }> }, BLOCKED: { totalCount: number, isTotalCountCapped: boolean, nodes: Array<{ id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, createdAt: string, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } } }> }, EDITED: { totalCount: number, isTotalCountCapped: boolean, nodes: Array<{ id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, createdAt: string, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } } }> }, CHECKING: { totalCount: number, isTotalCountCapped: boolean, nodes: Array<{ id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, createdAt: string, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } } }> }, MERGED: { totalCount: number, isTotalCountCapped: boolean, nodes: Array<{ id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, createdAt: string, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } } }> }, CLOSED: { totalCount: number, isTotalCountCapped: boolean, nodes: Array<{ id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, createdAt: string, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } } }> }, WAITING?: { totalCount: number, isTotalCountCapped: boolean, nodes: Array<{ id: string, title: string, state: PlanState, stateReason: string | null, decidedAt: string | null, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, failure: { message: string } | null, job: { id: string, title: string, state: JobState, waitingFor: string | null, result: unknown, progress: { done: number, total: number | null, message: string } | null, error: { message: string } | null } | null, project: { id: string, path: string } }> }, FAILED?: { totalCount: number, isTotalCountCapped: boolean, nodes: Array<{ id: string, title: string, state: PlanState, stateReason: string | null, decidedAt: string | null, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, failure: { message: string } | null, job: { id: string, title: string, state: JobState, waitingFor: string | null, result: unknown, progress: { done: number, total: number | null, message: string } | null, error: { message: string } | null } | null, project: { id: string, path: string } }> }, integrations: { nodes: Array<{ id: string, name: string, state: IntegrationState }> }, filterProject?:
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

export type BoardLaneFragment = { totalCount: number, isTotalCountCapped: boolean, nodes: Array<{ id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, createdAt: string, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } } }> };

export type CloseMergeRequestMutationVariables = Exact<{
  input: CloseMergeRequestInput;
}>;


export type CloseMergeRequestMutation = { closeMergeRequest: { mergeRequest: { id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, createdAt: string, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } } } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type MergeRequestRowFragment = { id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, createdAt: string, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } } };

export type MergeRequestsContextFragment = { integrations: { nodes: Array<{ id: string, name: string, state: IntegrationState }> }, filterProject?:
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

export type MergeRequestsPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: MergeRequestFilter | null | undefined;
  orderBy: MergeRequestOrderField;
  projectId: string | number;
  hasProject: boolean;
}>;


export type MergeRequestsPageQuery = { mergeRequests: { totalCount: number, isTotalCountCapped: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, createdAt: string, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } } }> }, integrations: { nodes: Array<{ id: string, name: string, state: IntegrationState }> }, filterProject?:
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

export type RebuildMergeRequestMutationVariables = Exact<{
  input: RebuildMergeRequestInput;
}>;


export type RebuildMergeRequestMutation = { rebuildMergeRequest: { mergeRequest: { id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, createdAt: string, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } } } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type RefreshMergeRequestMutationVariables = Exact<{
  input: RefreshMergeRequestInput;
}>;


export type RefreshMergeRequestMutation = { refreshMergeRequest: { mergeRequest: { id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, createdAt: string, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number } } } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type RetryOpeningMutationVariables = Exact<{
  input: RetryPlanInput;
}>;


export type RetryOpeningMutation = { retryPlan: { remediationPlan: { id: string, title: string, state: PlanState, stateReason: string | null, decidedAt: string | null, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, failure: { message: string } | null, job: { id: string, title: string, state: JobState, waitingFor: string | null, result: unknown, progress: { done: number, total: number | null, message: string } | null, error: { message: string } | null } | null, project: { id: string, path: string } } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type WaitingPlanFragment = { id: string, title: string, state: PlanState, stateReason: string | null, decidedAt: string | null, fixedCounts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, failure: { message: string } | null, job: { id: string, title: string, state: JobState, waitingFor: string | null, result: unknown, progress: { done: number, total: number | null, message: string } | null, error: { message: string } | null } | null, project: { id: string, path: string } };

export const MergeRequestRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"hasConflicts"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineStatus"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineUrl"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"sourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isAutoMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mayMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mergeProblem"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildReason"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildTriedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unknownPeople"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mergedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]}}]} as unknown as DocumentNode<MergeRequestRowFragment, unknown>;
export const BoardLaneFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BoardLane"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequestConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MergeRequestRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"hasConflicts"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineStatus"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineUrl"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"sourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isAutoMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mayMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mergeProblem"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildReason"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildTriedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unknownPeople"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mergedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]}}]} as unknown as DocumentNode<BoardLaneFragment, unknown>;
export const MergeRequestsContextFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestsContext"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"integrations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"filterProject"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<MergeRequestsContextFragment, unknown>;
export const WaitingPlanFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WaitingPlan"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stateReason"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]} as unknown as DocumentNode<WaitingPlanFragment, unknown>;
export const MergeRequestBoardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MergeRequestBoard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ready"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequestFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"blocked"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequestFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"edited"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequestFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"checking"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequestFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"merged"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequestFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"closed"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequestFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"waiting"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlanFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"failed"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlanFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"hasPlans"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"READY"},"name":{"kind":"Name","value":"mergeRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ready"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"UPDATED"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BoardLane"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"BLOCKED"},"name":{"kind":"Name","value":"mergeRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"blocked"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"UPDATED"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BoardLane"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"EDITED"},"name":{"kind":"Name","value":"mergeRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"edited"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"UPDATED"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BoardLane"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"CHECKING"},"name":{"kind":"Name","value":"mergeRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"checking"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"UPDATED"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BoardLane"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"MERGED"},"name":{"kind":"Name","value":"mergeRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"merged"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"UPDATED"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BoardLane"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"CLOSED"},"name":{"kind":"Name","value":"mergeRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"closed"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"UPDATED"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BoardLane"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"WAITING"},"name":{"kind":"Name","value":"remediationPlans"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"waiting"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hasPlans"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WaitingPlan"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"FAILED"},"name":{"kind":"Name","value":"remediationPlans"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"failed"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hasPlans"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WaitingPlan"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MergeRequestsContext"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"hasConflicts"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineStatus"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineUrl"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"sourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isAutoMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mayMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mergeProblem"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildReason"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildTriedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unknownPeople"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mergedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BoardLane"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequestConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MergeRequestRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WaitingPlan"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stateReason"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestsContext"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"integrations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"filterProject"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<MergeRequestBoardQuery, MergeRequestBoardQueryVariables>;
export const CloseMergeRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseMergeRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloseMergeRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeMergeRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MergeRequestRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"hasConflicts"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineStatus"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineUrl"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"sourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isAutoMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mayMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mergeProblem"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildReason"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildTriedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unknownPeople"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mergedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]}}]} as unknown as DocumentNode<CloseMergeRequestMutation, CloseMergeRequestMutationVariables>;
export const MergeRequestsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MergeRequestsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequestFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequestOrderField"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mergeRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MergeRequestRow"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MergeRequestsContext"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"hasConflicts"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineStatus"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineUrl"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"sourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isAutoMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mayMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mergeProblem"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildReason"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildTriedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unknownPeople"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mergedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestsContext"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"integrations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"filterProject"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<MergeRequestsPageQuery, MergeRequestsPageQueryVariables>;
export const RebuildMergeRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RebuildMergeRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RebuildMergeRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rebuildMergeRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MergeRequestRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"hasConflicts"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineStatus"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineUrl"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"sourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isAutoMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mayMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mergeProblem"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildReason"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildTriedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unknownPeople"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mergedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]}}]} as unknown as DocumentNode<RebuildMergeRequestMutation, RebuildMergeRequestMutationVariables>;
export const RefreshMergeRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefreshMergeRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefreshMergeRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refreshMergeRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MergeRequestRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"hasConflicts"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineStatus"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineUrl"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"sourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isAutoMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mayMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mergeProblem"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildReason"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildTriedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unknownPeople"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mergedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]}}]} as unknown as DocumentNode<RefreshMergeRequestMutation, RefreshMergeRequestMutationVariables>;
export const RetryOpeningDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetryOpening"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RetryPlanInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryPlan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WaitingPlan"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WaitingPlan"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemediationPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stateReason"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"fixedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]} as unknown as DocumentNode<RetryOpeningMutation, RetryOpeningMutationVariables>;