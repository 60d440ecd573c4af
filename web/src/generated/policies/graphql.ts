/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The largest step that a policy lets plans take. */
export type AllowedStep =
  /** Any. */
  | 'MAJOR'
  /** The middle part, and what is smaller. */
  | 'MINOR'
  /** The last part of a version. */
  | 'PATCH';

/** Plans that are approved without a person. */
export type AutomaticApprovalInput = {
  /** Of these kinds. */
  kinds: Array<PlanKind>;
  /** With no risk higher than this. */
  maximumRisk: BreakingRiskLevel;
  /** With no step larger than this. */
  maximumStep: VersionStep;
};

/** How likely something breaks. */
export type BreakingRiskLevel =
  /** Likely. */
  | 'HIGH'
  /** Not likely. */
  | 'LOW'
  /** Somebody should look. */
  | 'MEDIUM';

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

/** How merge requests are opened. */
export type MergeRequestPolicyInput = {
  /** At most 20 user names. */
  assignees: Array<string>;
  /** Whether GitLab merges it when its pipeline succeeds, where the account's role allows that. */
  autoMerge: boolean;
  /** Whether they are opened as drafts. */
  draft: boolean;
  /** At most 20, without commas. */
  labels: Array<string>;
  /** Whether GitLab removes the branch after merging. */
  removeSourceBranch: boolean;
  /** At most 20 user names. */
  reviewers: Array<string>;
  /** Whether GitLab squashes; null: as the project has it. */
  squash?: boolean | null | undefined;
};

/** ALL: one plan. SAFE_AND_BREAKING: one for what should break nothing, one for each upgrade that may. The others split the safe plan. */
export type PlanGrouping =
  /** One plan a project. */
  | 'ALL'
  /** The safe plan is split by manifest. */
  | 'BY_MANIFEST'
  /** The safe plan is split by the package that moves. */
  | 'BY_PACKAGE'
  /** One plan for what should break nothing, one for each upgrade that may. */
  | 'SAFE_AND_BREAKING';

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

/** What is left out stays. Null is a value of `urgentSeverity` and `automaticApproval` only. */
export type PolicyFieldsInput = {
  /** Whether overrides and their like are proposed. */
  allowsForced?: boolean | null | undefined;
  /** Which plans are approved without a person; null: none. */
  automaticApproval?: AutomaticApprovalInput | null | undefined;
  /** How findings are put together into plans. */
  grouping?: PlanGrouping | null | undefined;
  /** How many may be opened in an hour through an integration, 0 to 1000. */
  hourlyMergeRequests?: number | null | undefined;
  /** At most 200; they replace those that were set here. */
  ignores?: Array<PolicyIgnoreInput> | null | undefined;
  /** The largest step that is proposed. */
  maximumStep?: AllowedStep | null | undefined;
  /** How merge requests are opened. */
  mergeRequest?: MergeRequestPolicyInput | null | undefined;
  /** Findings below it are shown and not planned. */
  minimumSeverity?: Severity | null | undefined;
  /** How many may be open at once in a project, 0 to 100. */
  openMergeRequests?: number | null | undefined;
  /** 0 to 365. */
  releaseAgeDays?: number | null | undefined;
  /** By when findings should be fixed. */
  slaDays?: SlaDaysInput | null | undefined;
  /** Outdated packages that are proposed without a vulnerability. */
  updates?: UpdateStep | null | undefined;
  /** From which severity on a younger version may be taken; null: none may. */
  urgentSeverity?: Severity | null | undefined;
};

/** What nobody wants to be planned: an advisory, a package, or an advisory in a package. */
export type PolicyIgnoreInput = {
  /** An advisory's id or alias; with a package: in that one only. */
  advisory?: string | null | undefined;
  /** Exactly this package; with an advisory: the advisory in this one only. */
  packageName?: string | null | undefined;
  /** Why; it is shown wherever something is ignored by it. */
  reason: string;
  /** None: for good. */
  until?: string | null | undefined;
};

/** Where a policy holds. */
export type PolicyScopeInput = {
  /** Of a GROUP: its path in GitLab, such as `acme/shop`. */
  groupPath?: string | null | undefined;
  /** Of an INTEGRATION or a GROUP. */
  integrationId?: string | number | null | undefined;
  /** What kind of scope it is; it decides which of the other fields are needed. */
  kind: PolicyScopeKind;
  /** Of a PROJECT. */
  projectId?: string | number | null | undefined;
};

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

/** Days from first seen until a finding should be fixed, by severity. */
export type SlaDaysInput = {
  /** For CRITICAL and MALICIOUS; null: no deadline. */
  critical?: number | null | undefined;
  /** For HIGH; null: no deadline. */
  high?: number | null | undefined;
  /** For LOW; null: no deadline. */
  low?: number | null | undefined;
  /** For MEDIUM; null: no deadline. */
  medium?: number | null | undefined;
};

/** What to change in the policy of a scope. */
export type UpdatePolicyInput = {
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
  /** Where. */
  scope: PolicyScopeInput;
  /** Fields that get a value at this scope. */
  set?: PolicyFieldsInput | null | undefined;
  /** Fields that a farther scope tells again. */
  unset?: Array<PolicyField> | null | undefined;
};

/** Which outdated packages are proposed without a vulnerability. */
export type UpdateStep =
  /** All. */
  | 'MAJOR'
  /** Those whose middle part moves, too. */
  | 'MINOR'
  /** None. */
  | 'NONE'
  /** Those whose last part moves. */
  | 'PATCH';

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

export type PolicyPreviewQueryVariables = Exact<{
  input: UpdatePolicyInput;
}>;


export type PolicyPreviewQuery = { policyPreview: { changedFields: Array<PolicyField>, projects: number, findings: number, plans: number, plansAgain: boolean, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> }> } };

export type PolicyHistoryQueryVariables = Exact<{
  scope: PolicyScopeInput;
}>;


export type PolicyHistoryQuery = { policy: { history: { nodes: Array<{ id: string, at: string, actor: string, action: string, message: string }> } } };

export type PolicyPageQueryVariables = Exact<{
  scope: PolicyScopeInput;
}>;


export type PolicyPageQuery = { policy: { minimumSeverity: Severity, maximumStep: AllowedStep, allowsForced: boolean, releaseAgeDays: number, urgentSeverity: Severity | null, grouping: PlanGrouping, updates: UpdateStep, openMergeRequests: number, hourlyMergeRequests: number, updatedAt: string | null, updatedBy: string | null, scope: { kind: PolicyScopeKind, name: string }, ignores: Array<{ advisory: string | null, packageName: string | null, reason: string, until: string | null }>, automaticApproval: { kinds: Array<PlanKind>, maximumStep: VersionStep, maximumRisk: BreakingRiskLevel } | null, slaDays: { critical: number | null, high: number | null, medium: number | null, low: number | null }, mergeRequest: { labels: Array<string>, reviewers: Array<string>, assignees: Array<string>, draft: boolean, squash: boolean | null, removeSourceBranch: boolean, autoMerge: boolean }, origins: Array<{ field: PolicyField, isSetHere: boolean, scope: { kind: PolicyScopeKind, name: string, groupPath: string | null, integration: { id: string } | null, project: { id: string } | null } | null }> } };

export type PolicyValuesFragment = { minimumSeverity: Severity, maximumStep: AllowedStep, allowsForced: boolean, releaseAgeDays: number, urgentSeverity: Severity | null, grouping: PlanGrouping, updates: UpdateStep, openMergeRequests: number, hourlyMergeRequests: number, updatedAt: string | null, updatedBy: string | null, scope: { kind: PolicyScopeKind, name: string }, ignores: Array<{ advisory: string | null, packageName: string | null, reason: string, until: string | null }>, automaticApproval: { kinds: Array<PlanKind>, maximumStep: VersionStep, maximumRisk: BreakingRiskLevel } | null, slaDays: { critical: number | null, high: number | null, medium: number | null, low: number | null }, mergeRequest: { labels: Array<string>, reviewers: Array<string>, assignees: Array<string>, draft: boolean, squash: boolean | null, removeSourceBranch: boolean, autoMerge: boolean }, origins: Array<{ field: PolicyField, isSetHere: boolean, scope: { kind: PolicyScopeKind, name: string, groupPath: string | null, integration: { id: string } | null, project: { id: string } | null } | null }> };

export type PolicyIntegrationsQueryVariables = Exact<{ [key: string]: never; }>;


export type PolicyIntegrationsQuery = { integrations: { nodes: Array<{ id: string, name: string }> } };

export type PolicyScopeNameQueryVariables = Exact<{
  scope: PolicyScopeInput;
}>;


export type PolicyScopeNameQuery = { policy: { scope: { kind: PolicyScopeKind, name: string, integration: { id: string, name: string } | null } } };

export type PoliciesPageQueryVariables = Exact<{ [key: string]: never; }>;


export type PoliciesPageQuery = { policies: { totalCount: number, nodes: Array<{ updatedAt: string | null, updatedBy: string | null, scope: { kind: PolicyScopeKind, name: string, groupPath: string | null, integration: { id: string } | null, project: { id: string, integration: { id: string } } | null }, origins: Array<{ field: PolicyField, isSetHere: boolean }> }> } };

export type UpdatePolicyMutationVariables = Exact<{
  input: UpdatePolicyInput;
}>;


export type UpdatePolicyMutation = { updatePolicy: { policy: { minimumSeverity: Severity, maximumStep: AllowedStep, allowsForced: boolean, releaseAgeDays: number, urgentSeverity: Severity | null, grouping: PlanGrouping, updates: UpdateStep, openMergeRequests: number, hourlyMergeRequests: number, updatedAt: string | null, updatedBy: string | null, scope: { kind: PolicyScopeKind, name: string }, ignores: Array<{ advisory: string | null, packageName: string | null, reason: string, until: string | null }>, automaticApproval: { kinds: Array<PlanKind>, maximumStep: VersionStep, maximumRisk: BreakingRiskLevel } | null, slaDays: { critical: number | null, high: number | null, medium: number | null, low: number | null }, mergeRequest: { labels: Array<string>, reviewers: Array<string>, assignees: Array<string>, draft: boolean, squash: boolean | null, removeSourceBranch: boolean, autoMerge: boolean }, origins: Array<{ field: PolicyField, isSetHere: boolean, scope: { kind: PolicyScopeKind, name: string, groupPath: string | null, integration: { id: string } | null, project: { id: string } | null } | null }> } | null, job: { id: string, state: JobState } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> }> } };

export const PolicyValuesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Policy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"minimumSeverity"}},{"kind":"Field","name":{"kind":"Name","value":"maximumStep"}},{"kind":"Field","name":{"kind":"Name","value":"allowsForced"}},{"kind":"Field","name":{"kind":"Name","value":"releaseAgeDays"}},{"kind":"Field","name":{"kind":"Name","value":"urgentSeverity"}},{"kind":"Field","name":{"kind":"Name","value":"grouping"}},{"kind":"Field","name":{"kind":"Name","value":"updates"}},{"kind":"Field","name":{"kind":"Name","value":"ignores"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"advisory"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}},{"kind":"Field","name":{"kind":"Name","value":"automaticApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kinds"}},{"kind":"Field","name":{"kind":"Name","value":"maximumStep"}},{"kind":"Field","name":{"kind":"Name","value":"maximumRisk"}}]}},{"kind":"Field","name":{"kind":"Name","value":"slaDays"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openMergeRequests"}},{"kind":"Field","name":{"kind":"Name","value":"hourlyMergeRequests"}},{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"reviewers"}},{"kind":"Field","name":{"kind":"Name","value":"assignees"}},{"kind":"Field","name":{"kind":"Name","value":"draft"}},{"kind":"Field","name":{"kind":"Name","value":"squash"}},{"kind":"Field","name":{"kind":"Name","value":"removeSourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"autoMerge"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"isSetHere"}},{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"groupPath"}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedBy"}}]}}]} as unknown as DocumentNode<PolicyValuesFragment, unknown>;
export const PolicyPreviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PolicyPreview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdatePolicyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policyPreview"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changedFields"}},{"kind":"Field","name":{"kind":"Name","value":"projects"}},{"kind":"Field","name":{"kind":"Name","value":"findings"}},{"kind":"Field","name":{"kind":"Name","value":"plans"}},{"kind":"Field","name":{"kind":"Name","value":"plansAgain"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<PolicyPreviewQuery, PolicyPreviewQueryVariables>;
export const PolicyHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PolicyHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scope"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyScopeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"scope"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scope"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PolicyHistoryQuery, PolicyHistoryQueryVariables>;
export const PolicyPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PolicyPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scope"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyScopeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"scope"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scope"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyValues"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Policy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"minimumSeverity"}},{"kind":"Field","name":{"kind":"Name","value":"maximumStep"}},{"kind":"Field","name":{"kind":"Name","value":"allowsForced"}},{"kind":"Field","name":{"kind":"Name","value":"releaseAgeDays"}},{"kind":"Field","name":{"kind":"Name","value":"urgentSeverity"}},{"kind":"Field","name":{"kind":"Name","value":"grouping"}},{"kind":"Field","name":{"kind":"Name","value":"updates"}},{"kind":"Field","name":{"kind":"Name","value":"ignores"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"advisory"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}},{"kind":"Field","name":{"kind":"Name","value":"automaticApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kinds"}},{"kind":"Field","name":{"kind":"Name","value":"maximumStep"}},{"kind":"Field","name":{"kind":"Name","value":"maximumRisk"}}]}},{"kind":"Field","name":{"kind":"Name","value":"slaDays"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openMergeRequests"}},{"kind":"Field","name":{"kind":"Name","value":"hourlyMergeRequests"}},{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"reviewers"}},{"kind":"Field","name":{"kind":"Name","value":"assignees"}},{"kind":"Field","name":{"kind":"Name","value":"draft"}},{"kind":"Field","name":{"kind":"Name","value":"squash"}},{"kind":"Field","name":{"kind":"Name","value":"removeSourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"autoMerge"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"isSetHere"}},{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"groupPath"}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedBy"}}]}}]} as unknown as DocumentNode<PolicyPageQuery, PolicyPageQueryVariables>;
export const PolicyIntegrationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PolicyIntegrations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"integrations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<PolicyIntegrationsQuery, PolicyIntegrationsQueryVariables>;
export const PolicyScopeNameDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PolicyScopeName"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scope"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyScopeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"scope"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scope"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PolicyScopeNameQuery, PolicyScopeNameQueryVariables>;
export const PoliciesPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PoliciesPage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"groupPath"}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"origins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"isSetHere"}}]}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedBy"}}]}}]}}]}}]} as unknown as DocumentNode<PoliciesPageQuery, PoliciesPageQueryVariables>;
export const UpdatePolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdatePolicy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdatePolicyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updatePolicy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyValues"}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Policy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"minimumSeverity"}},{"kind":"Field","name":{"kind":"Name","value":"maximumStep"}},{"kind":"Field","name":{"kind":"Name","value":"allowsForced"}},{"kind":"Field","name":{"kind":"Name","value":"releaseAgeDays"}},{"kind":"Field","name":{"kind":"Name","value":"urgentSeverity"}},{"kind":"Field","name":{"kind":"Name","value":"grouping"}},{"kind":"Field","name":{"kind":"Name","value":"updates"}},{"kind":"Field","name":{"kind":"Name","value":"ignores"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"advisory"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}},{"kind":"Field","name":{"kind":"Name","value":"automaticApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kinds"}},{"kind":"Field","name":{"kind":"Name","value":"maximumStep"}},{"kind":"Field","name":{"kind":"Name","value":"maximumRisk"}}]}},{"kind":"Field","name":{"kind":"Name","value":"slaDays"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openMergeRequests"}},{"kind":"Field","name":{"kind":"Name","value":"hourlyMergeRequests"}},{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"reviewers"}},{"kind":"Field","name":{"kind":"Name","value":"assignees"}},{"kind":"Field","name":{"kind":"Name","value":"draft"}},{"kind":"Field","name":{"kind":"Name","value":"squash"}},{"kind":"Field","name":{"kind":"Name","value":"removeSourceBranch"}},{"kind":"Field","name":{"kind":"Name","value":"autoMerge"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"isSetHere"}},{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"groupPath"}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedBy"}}]}}]} as unknown as DocumentNode<UpdatePolicyMutation, UpdatePolicyMutationVariables>;