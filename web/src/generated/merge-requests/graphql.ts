/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type CloseMergeRequestInput = {
  id: string | number;
  /** Told in the note and the history. */
  reason?: string | null | undefined;
};

/** What went wrong, for programs. */
export type ErrorCode =
  | 'ADDRESS_FORBIDDEN'
  | 'ADDRESS_INVALID'
  | 'ADVISORY_SOURCE_INVALID'
  | 'ADVISORY_SOURCE_UNREACHABLE'
  | 'BAD_INPUT'
  | 'CANCELLED'
  | 'CONFIG_INVALID'
  | 'CONFLICT'
  | 'DATABASE_UNAVAILABLE'
  | 'FORBIDDEN'
  | 'GITLAB_ANSWER_INVALID'
  | 'GITLAB_CONFLICT'
  | 'GITLAB_FAILED'
  | 'GITLAB_FORBIDDEN'
  | 'GITLAB_NOT_FOUND'
  | 'GITLAB_OUTCOME_UNKNOWN'
  | 'GITLAB_REFUSED'
  | 'GITLAB_THROTTLED'
  | 'GITLAB_TIMEOUT'
  | 'GITLAB_TLS'
  | 'GITLAB_UNREACHABLE'
  | 'GIT_FAILED'
  | 'GIT_LEASE_LOST'
  | 'GIT_LIMIT'
  | 'INTERNAL'
  | 'LEASE_LOST'
  | 'LIMIT_EXCEEDED'
  | 'NOT_FOUND'
  | 'NOT_GITLAB'
  | 'REGISTRY_FAILED'
  | 'REGISTRY_UNREACHABLE'
  | 'REPOSITORY_EMPTY'
  | 'SECRET_UNREADABLE'
  | 'STALE_DIGEST'
  | 'STATE_FORBIDS'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_INVALID'
  | 'TOKEN_REVOKED'
  | 'TOKEN_SCOPE_MISSING'
  | 'UNAUTHENTICATED';

/** READY: can be merged. WAIT: GitLab is checking. REBUILD: conflicts. PEOPLE: somebody must act. BLOCKED: a rule of the project. */
export type MergeReadiness =
  | 'BLOCKED'
  | 'PEOPLE'
  | 'READY'
  | 'REBUILD'
  | 'UNKNOWN'
  | 'WAIT';

export type MergeRequestFilter = {
  /** The path of a GitLab group; its subgroups count too. */
  groupPath?: string | null | undefined;
  hasConflicts?: boolean | null | undefined;
  integrationId?: string | number | null | undefined;
  /** Whether a person has committed to its branch. */
  isEdited?: boolean | null | undefined;
  lane?: Array<MergeRequestLane> | null | undefined;
  /** GitLab's words for the pipeline, such as `failed`. */
  pipelineStatus?: Array<string> | null | undefined;
  projectId?: string | number | null | undefined;
  /** Part of the title or the branch. */
  search?: string | null | undefined;
  state?: Array<MergeRequestState> | null | undefined;
};

/** CHECKING: GitLab checks it or its pipeline runs. BLOCKED: conflicts, a failed pipeline, an open discussion, a missing approval. EDITED: a person has committed to its branch. */
export type MergeRequestLane =
  | 'BLOCKED'
  | 'CHECKING'
  | 'CLOSED'
  | 'EDITED'
  | 'MERGED'
  | 'READY';

export type MergeRequestState =
  | 'CLOSED'
  | 'LOCKED'
  | 'MERGED'
  | 'OPENED';

export type RebuildMergeRequestInput = {
  id: string | number;
  /** Not kept yet: asking again is asking once only while the first still waits. */
  idempotencyKey?: string | null | undefined;
};

export type RefreshMergeRequestInput = {
  id: string | number;
};

export type CloseMergeRequestMutationVariables = Exact<{
  input: CloseMergeRequestInput;
}>;


export type CloseMergeRequestMutation = { closeMergeRequest: { mergeRequest: { id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string } } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type MergeRequestRowFragment = { id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string } };

export type MergeRequestsPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: MergeRequestFilter | null | undefined;
}>;


export type MergeRequestsPageQuery = { mergeRequests: { totalCount: number, isTotalCountCapped: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string } }> } };

export type RebuildMergeRequestMutationVariables = Exact<{
  input: RebuildMergeRequestInput;
}>;


export type RebuildMergeRequestMutation = { rebuildMergeRequest: { mergeRequest: { id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string } } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type RefreshMergeRequestMutationVariables = Exact<{
  input: RefreshMergeRequestInput;
}>;


export type RefreshMergeRequestMutation = { refreshMergeRequest: { mergeRequest: { id: string, iid: number, title: string, state: MergeRequestState, readiness: MergeReadiness, statusText: string, hasConflicts: boolean, pipelineStatus: string | null, pipelineUrl: string | null, webUrl: string, sourceBranch: string, targetBranch: string, checkedAt: string, nextLookAt: string | null, isEdited: boolean, editedAt: string | null, isAutoMerge: boolean, mayMerge: boolean | null, mergeProblem: string | null, rebuildReason: string | null, rebuildTriedAt: string | null, unknownPeople: Array<string>, updatedAt: string, mergedAt: string | null, closedAt: string | null, project: { id: string, path: string }, remediationPlan: { id: string, title: string } } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export const MergeRequestRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"hasConflicts"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineStatus"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineUrl"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"sourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isAutoMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mayMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mergeProblem"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildReason"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildTriedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unknownPeople"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mergedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]} as unknown as DocumentNode<MergeRequestRowFragment, unknown>;
export const CloseMergeRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseMergeRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloseMergeRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeMergeRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MergeRequestRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"hasConflicts"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineStatus"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineUrl"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"sourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isAutoMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mayMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mergeProblem"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildReason"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildTriedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unknownPeople"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mergedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]} as unknown as DocumentNode<CloseMergeRequestMutation, CloseMergeRequestMutationVariables>;
export const MergeRequestsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MergeRequestsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequestFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mergeRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MergeRequestRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"hasConflicts"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineStatus"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineUrl"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"sourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isAutoMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mayMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mergeProblem"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildReason"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildTriedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unknownPeople"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mergedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]} as unknown as DocumentNode<MergeRequestsPageQuery, MergeRequestsPageQueryVariables>;
export const RebuildMergeRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RebuildMergeRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RebuildMergeRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rebuildMergeRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MergeRequestRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"hasConflicts"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineStatus"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineUrl"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"sourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isAutoMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mayMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mergeProblem"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildReason"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildTriedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unknownPeople"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mergedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]} as unknown as DocumentNode<RebuildMergeRequestMutation, RebuildMergeRequestMutationVariables>;
export const RefreshMergeRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefreshMergeRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefreshMergeRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refreshMergeRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MergeRequestRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MergeRequestRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergeRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}},{"kind":"Field","name":{"kind":"Name","value":"hasConflicts"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineStatus"}},{"kind":"Field","name":{"kind":"Name","value":"pipelineUrl"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"sourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"targetBranch"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextLookAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isAutoMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mayMerge"}},{"kind":"Field","name":{"kind":"Name","value":"mergeProblem"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildReason"}},{"kind":"Field","name":{"kind":"Name","value":"rebuildTriedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unknownPeople"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mergedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]} as unknown as DocumentNode<RefreshMergeRequestMutation, RefreshMergeRequestMutationVariables>;