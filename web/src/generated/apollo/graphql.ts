/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What a change is about. */
export type ChangeKind =
  | 'ADVISORIES'
  | 'FINDINGS'
  | 'INTEGRATION'
  | 'MERGE_REQUEST'
  | 'PLAN'
  | 'POLICY'
  | 'PROJECT';

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

export type JobState =
  | 'CANCELLED'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING'
  | 'SUCCEEDED';

export type TokenScope =
  | 'ADMIN'
  | 'APPROVE'
  | 'PLAN'
  | 'READ';

export type ViewerKind =
  | 'ACCOUNT'
  | 'API_TOKEN';

export type ChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ChangedSubscription = { changed: { kind: ChangeKind, id: string | null, projectId: string | null } };

export type JobProgressSubscriptionVariables = Exact<{
  id?: string | number | null | undefined;
}>;


export type JobProgressSubscription = { jobProgress: { id: string, name: string, title: string, state: JobState, subjectName: string | null, isCancelRequested: boolean, attempts: number, startedAt: string | null, finishedAt: string | null, waitingFor: string | null, result: string | null, progress: { done: number, total: number | null, message: string } | null, error: { code: ErrorCode, message: string } | null } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { id: string, name: string, email: string | null, kind: ViewerKind, scopes: Array<TokenScope> } | null };


export const ChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Changed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"projectId"}}]}}]}}]} as unknown as DocumentNode<ChangedSubscription, ChangedSubscriptionVariables>;
export const JobProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"JobProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"isCancelRequested"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<JobProgressSubscription, JobProgressSubscriptionVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;