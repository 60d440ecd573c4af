/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What `cancelJob` takes. */
export type CancelJobInput = {
  /** The id of the Job. */
  id: string | number;
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
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

/** Which jobs; what is not given is not asked, and all that is given must hold. */
export type JobFilter = {
  /** Jobs that talk to this integration. */
  integrationId?: string | number | null | undefined;
  /** Dead letters: failed, and no attempt is left. `false` leaves them out. */
  isDead?: boolean | null | undefined;
  /** One of these kinds, such as `analyze-project`. */
  name?: Array<string> | null | undefined;
  /** Jobs about this project, and about its plans. */
  projectId?: string | number | null | undefined;
  /** One of these. */
  state?: Array<JobState> | null | undefined;
};

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

/** What `retryJob` takes. */
export type RetryJobInput = {
  /** The id of the Job. */
  id: string | number;
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
};

export type CancelJobMutationVariables = Exact<{
  input: CancelJobInput;
}>;


export type CancelJobMutation = { cancelJob: { job: { id: string, name: string, title: string, state: JobState, lane: string, subjectName: string | null, attempts: number, maxAttempts: number, isCancelRequested: boolean, createdAt: string, startedAt: string | null, finishedAt: string | null, runAt: string, waitingFor: string | null, result: unknown, subject:
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
        | { __typename: 'RemediationPlan', id: string }
        | { __typename: 'Session', id: string }
       | null, progress: { done: number, total: number | null, message: string } | null, error: { code: ErrorCode, message: string } | null } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type RetryJobMutationVariables = Exact<{
  input: RetryJobInput;
}>;


export type RetryJobMutation = { retryJob: { job: { id: string, name: string, title: string, state: JobState, lane: string, subjectName: string | null, attempts: number, maxAttempts: number, isCancelRequested: boolean, createdAt: string, startedAt: string | null, finishedAt: string | null, runAt: string, waitingFor: string | null, result: unknown, subject:
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
        | { __typename: 'RemediationPlan', id: string }
        | { __typename: 'Session', id: string }
       | null, progress: { done: number, total: number | null, message: string } | null, error: { code: ErrorCode, message: string } | null } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type JobCountsFragment = { running: number, queued: number, failed: number, succeeded: number, cancelled: number };

export type JobRowFragment = { id: string, name: string, title: string, state: JobState, lane: string, subjectName: string | null, attempts: number, maxAttempts: number, isCancelRequested: boolean, createdAt: string, startedAt: string | null, finishedAt: string | null, runAt: string, waitingFor: string | null, result: unknown, subject:
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
    | { __typename: 'RemediationPlan', id: string }
    | { __typename: 'Session', id: string }
   | null, progress: { done: number, total: number | null, message: string } | null, error: { code: ErrorCode, message: string } | null };

export type JobsPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: JobFilter | null | undefined;
  job: string | number;
  hasJob: boolean;
  project: string | number;
  hasProject: boolean;
}>;


export type JobsPageQuery = { jobs: { totalCount: number, isTotalCountCapped: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, title: string, state: JobState, lane: string, subjectName: string | null, attempts: number, maxAttempts: number, isCancelRequested: boolean, createdAt: string, startedAt: string | null, finishedAt: string | null, runAt: string, waitingFor: string | null, result: unknown, subject:
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
        | { __typename: 'RemediationPlan', id: string }
        | { __typename: 'Session', id: string }
       | null, progress: { done: number, total: number | null, message: string } | null, error: { code: ErrorCode, message: string } | null }> }, jobCounts: { running: number, queued: number, failed: number, succeeded: number, cancelled: number }, dead: { totalCount: number, isTotalCountCapped: boolean }, integrations: { nodes: Array<{ id: string, name: string, state: IntegrationState }> }, opened?:
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
    | { id: string, name: string, title: string, state: JobState, lane: string, subjectName: string | null, attempts: number, maxAttempts: number, isCancelRequested: boolean, createdAt: string, startedAt: string | null, finishedAt: string | null, runAt: string, waitingFor: string | null, result: unknown, subject:
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
        | { __typename: 'RemediationPlan', id: string }
        | { __typename: 'Session', id: string }
       | null, progress: { done: number, total: number | null, message: string } | null, error: { code: ErrorCode, message: string } | null }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null, project?:
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

export const JobCountsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobCounts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"JobCounts"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"running"}},{"kind":"Field","name":{"kind":"Name","value":"queued"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"succeeded"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}}]}}]} as unknown as DocumentNode<JobCountsFragment, unknown>;
export const JobRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"lane"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"maxAttempts"}},{"kind":"Field","name":{"kind":"Name","value":"isCancelRequested"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"runAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<JobRowFragment, unknown>;
export const CancelJobDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelJob"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelJobInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelJob"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"lane"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"maxAttempts"}},{"kind":"Field","name":{"kind":"Name","value":"isCancelRequested"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"runAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CancelJobMutation, CancelJobMutationVariables>;
export const RetryJobDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetryJob"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RetryJobInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryJob"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"lane"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"maxAttempts"}},{"kind":"Field","name":{"kind":"Name","value":"isCancelRequested"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"runAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<RetryJobMutation, RetryJobMutationVariables>;
export const JobsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"JobsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JobFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"job"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"hasJob"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"project"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobRow"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"jobCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobCounts"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"dead"},"name":{"kind":"Name","value":"jobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"isDead"},"value":{"kind":"BooleanValue","value":true}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}}]}},{"kind":"Field","name":{"kind":"Name","value":"integrations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"opened"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"job"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hasJob"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobRow"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"project"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"project"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"lane"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"maxAttempts"}},{"kind":"Field","name":{"kind":"Name","value":"isCancelRequested"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"runAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobCounts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"JobCounts"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"running"}},{"kind":"Field","name":{"kind":"Name","value":"queued"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"succeeded"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}}]}}]} as unknown as DocumentNode<JobsPageQuery, JobsPageQueryVariables>;