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

/** What `dismissFindings` takes. */
export type DismissFindingsInput = {
  /** At most 1000 characters. */
  comment?: string | null | undefined;
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
  /** At most 500. */
  ids: Array<string | number>;
  /** Why; POLICY is refused. */
  reason: DismissalReason;
  /** When they are open again; none: not by themselves. */
  until?: string | null | undefined;
};

/** POLICY: an ignore of the policy that holds says so; nobody dismisses for this reason by hand. */
export type DismissalReason =
  /** The risk is known and taken. */
  | 'ACCEPTABLE_RISK'
  /** It is not there, or the flaw does not concern it. */
  | 'FALSE_POSITIVE'
  /** Something else keeps it from being attacked. */
  | 'MITIGATED'
  /** The vulnerable part is never called. */
  | 'NOT_USED'
  /** An ignore of the policy says so. */
  | 'POLICY'
  /** It is only there for tests. */
  | 'TEST_ONLY';

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

/** Which findings; what is not given is not asked, and all that is given must hold. */
export type FindingFilter = {
  /** An advisory's id or alias. */
  advisory?: string | null | undefined;
  /** Names as a finding writes them, such as `PyPI`. */
  ecosystem?: Array<string> | null | undefined;
  /** First seen at this moment or later. */
  firstSeenFrom?: string | null | undefined;
  /** Exclusive. */
  firstSeenUntil?: string | null | undefined;
  /** Fixed at this moment or later. */
  fixedFrom?: string | null | undefined;
  /** Exclusive. */
  fixedUntil?: string | null | undefined;
  /** The path of a GitLab group; its subgroups count too. */
  groupPath?: string | null | undefined;
  /** In projects of this integration. */
  integrationId?: string | number | null | undefined;
  /** Whether the manifest itself asks for the package. */
  isDirect?: boolean | null | undefined;
  /** Whether a plan fixes it. */
  isFixable?: boolean | null | undefined;
  /** In exactly this file. */
  manifestPath?: string | null | undefined;
  /** The lowest risk, 0 to 100. */
  minRisk?: number | null | undefined;
  /** The lowest CVSS score, 0 to 10. */
  minScore?: number | null | undefined;
  /** Open or in progress at that moment. */
  openAt?: string | null | undefined;
  /** Exactly this package. */
  packageName?: string | null | undefined;
  /** In this project. On `Project.findings` the project itself decides. */
  projectId?: string | number | null | undefined;
  /** One of these. */
  scope?: Array<DependencyScope> | null | undefined;
  /** Part of the package name, or an advisory id. */
  search?: string | null | undefined;
  /** One of these; with `openAt`, as it was then. */
  severity?: Array<Severity> | null | undefined;
  /** One of these, at the moment of the request. */
  sla?: Array<SlaState> | null | undefined;
  /** At least this far. */
  stage?: FindingStage | null | undefined;
  /** One of these; without it all, fixed ones too. */
  state?: Array<FindingState> | null | undefined;
};

/** What the findings of a group have in common. */
export type FindingGrouping =
  /** The flaw, under all its names. */
  | 'ADVISORY'
  /** The ecosystem and the package. */
  | 'PACKAGE'
  /** The project in which they are. */
  | 'PROJECT';

/** What a list of findings can be ordered by. */
export type FindingOrderField =
  /** When it should be fixed; those without a day come last. ASC unless said otherwise. */
  | 'DUE'
  /** When it was first seen; DESC unless said otherwise. */
  | 'FIRST_SEEN'
  /** Its project, in the order in which projects were found, then severity. ASC unless said otherwise. */
  | 'PROJECT'
  /** Risk, then severity; DESC unless said otherwise. */
  | 'RISK'
  /** Severity, then CVSS score, then risk; DESC unless said otherwise. */
  | 'SEVERITY';

/** How far the best plan that closes it has come; each stage includes those before it. */
export type FindingStage =
  /** Such a plan was approved. */
  | 'APPROVED'
  /** Every finding. */
  | 'FOUND'
  /** Such a merge request was merged. */
  | 'MERGED'
  /** A merge request of such a plan was opened. */
  | 'OPENED'
  /** A plan closes it. */
  | 'PLANNED';

/** IN_PROGRESS: the merge request of its plan is open. */
export type FindingState =
  /** Somebody decided that nothing is to be done; `dismissal` says why. */
  | 'DISMISSED'
  /** The last analysis no longer found it. */
  | 'FIXED'
  /** The merge request of its plan is open. */
  | 'IN_PROGRESS'
  /** Something is to be done. */
  | 'OPEN';

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

/** READ_ONLY: analysed, nothing is written. UNAVAILABLE: cannot be read. */
export type ProjectState =
  /** Merge requests can be opened. */
  | 'READY'
  /** It is analysed; nothing is written. */
  | 'READ_ONLY'
  /** It cannot be read any more; what is known of it stays. */
  | 'UNAVAILABLE';

/** What `reopenFindings` takes. */
export type ReopenFindingsInput = {
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
  /** At most 500. */
  ids: Array<string | number>;
};

/** EPSS: the chance of an attack. KEV: the catalogue of known exploited vulnerabilities. */
export type RiskPartKind =
  /** Whether the project asks for the package itself. */
  | 'DIRECTNESS'
  /** The chance that the flaw is attacked within 30 days, as EPSS gives it. */
  | 'EPSS'
  /** Whether there is a version that is not vulnerable. */
  | 'FIX'
  /** The flaw is in the catalogue of known exploited vulnerabilities. */
  | 'KEV'
  /** The package is malware. */
  | 'MALICIOUS'
  /** What the package is needed for. */
  | 'SCOPE'
  /** The severity of its advisories. */
  | 'SEVERITY';

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

/** Against the day by which the policy wants it fixed. DUE_SOON: within 7 days. NONE: no such day. */
export type SlaState =
  /** The day is within 7 days. */
  | 'DUE_SOON'
  /** It has no such day, or is not open. */
  | 'NONE'
  /** The day is farther away. */
  | 'ON_TIME'
  /** The day has passed. */
  | 'OVERDUE';

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

export type FindingChoicesQueryVariables = Exact<{
  after?: string | null | undefined;
  filter?: FindingFilter | null | undefined;
  orderBy: FindingOrderField;
}>;


export type FindingChoicesQuery = { findings: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, packageName: string, version: string, state: FindingState, dismissal: { reason: DismissalReason } | null, project: { id: string, path: string } }> } };

export type FindingChoiceFragment = { id: string, packageName: string, version: string, state: FindingState, dismissal: { reason: DismissalReason } | null, project: { id: string, path: string } };

export type DismissFindingsMutationVariables = Exact<{
  input: DismissFindingsInput;
}>;


export type DismissFindingsMutation = { dismissFindings: { findings: Array<{ id: string, state: FindingState, dueAt: string | null, dismissal: { reason: DismissalReason, comment: string | null, by: string, at: string, until: string | null } | null }>, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> }> } };

export type FindingDecidedFragment = { id: string, state: FindingState, dueAt: string | null, dismissal: { reason: DismissalReason, comment: string | null, by: string, at: string, until: string | null } | null };

export type FindingAdvisoriesFragment = { id: string, ecosystem: string, packageName: string, versions: Array<string>, because: string, advisoryGroup: { id: string, summary: string, advisories: Array<{ id: string, advisoryId: string, aliases: Array<string>, summary: string, details: string, severity: Severity, score: number | null, vector: string | null, cwes: Array<string>, isMalicious: boolean, publishedAt: string | null, withdrawnAt: string | null, references: Array<string>, affected: Array<{ ecosystem: string, name: string, ranges: Array<string> }> }> } };

export type FindingFactsFragment = { id: string, ecosystem: string, packageName: string, versions: Array<string>, fixedVersions: Array<string>, isDirect: boolean, scope: DependencyScope, because: string, manifestPath: string, severity: Severity, state: FindingState, firstSeenAt: string, dueAt: string | null, risk: { score: number, parts: Array<{ kind: RiskPartKind, points: number, text: string }> }, project: { id: string, policy: { slaDays: { critical: number | null, high: number | null, medium: number | null, low: number | null }, origins: Array<{ field: PolicyField, scope: { kind: PolicyScopeKind, name: string, groupPath: string | null, integration: { id: string } | null } | null }> } }, otherPlaces: Array<{ id: string, packageName: string, version: string, manifestPath: string, state: FindingState }>, campaign: { id: string, openProjects: number }, advisoryGroup: { id: string, primaryId: string } };

export type FindingGroupsPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  by: FindingGrouping;
  filter?: FindingFilter | null | undefined;
  projectId: string | number;
  hasProject: boolean;
  isInProject: boolean;
}>;


export type FindingGroupsPageQuery = { findingGroups: { totalCount: number, isTotalCountCapped: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ key: string, findingCount: number, fixableCount: number, projectCount: number, maxRisk: number, nextDueAt: string | null, worstSeverity: Severity, ecosystem: string | null, packageName: string | null, counts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, advisoryGroup: { id: string, primaryId: string, summary: string } | null, project: { id: string, path: string } | null }> }, integrations: { nodes: Array<{ id: string, name: string, state: IntegrationState }> }, filterProject?:
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
   | null, reading?:
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
    | { state: ProjectState, analysisState: AnalysisState, problemCount: number, id: string, lastAnalysis: { manifestCount: number, lockedManifestCount: number } | null }
    | { id: string }
    | { id: string }
   | null, advisoryStatus?: { total: number } };

export type FindingGroupRowFragment = { key: string, findingCount: number, fixableCount: number, projectCount: number, maxRisk: number, nextDueAt: string | null, worstSeverity: Severity, ecosystem: string | null, packageName: string | null, counts: { malicious: number, critical: number, high: number, medium: number, low: number, none: number, total: number }, advisoryGroup: { id: string, primaryId: string, summary: string } | null, project: { id: string, path: string } | null };

export type MoreFindingHistoryQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type MoreFindingHistoryQuery = { node:
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
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type FindingHistoryFragment = { id: string, history: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, at: string, actor: string, action: string, message: string } }> } };

export type FindingNextFragment = { id: string, state: FindingState, fixedAt: string | null, fixedVersions: Array<string>, dismissal: { reason: DismissalReason, comment: string | null, by: string, at: string, until: string | null } | null, remediationPlan: { id: string, state: PlanState, title: string, failure: { message: string } | null, mergeRequest: { id: string, iid: number, webUrl: string, statusText: string } | null } | null, unfixedReason: { code: UnfixedCode, message: string, by: string | null, range: string | null, needed: string | null, freedBy: string | null, oldEnoughAt: string | null, status: number | null, tool: string | null, until: string | null, offeredBy: { id: string, title: string, kind: PlanKind, state: PlanState } | null } | null };

export type FindingPageQueryVariables = Exact<{
  id: string | number;
}>;


export type FindingPageQuery = { node:
    | { __typename: 'Advisory', id: string }
    | { __typename: 'AdvisoryGroup', id: string }
    | { __typename: 'ApiToken', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Campaign', id: string }
    | { __typename: 'Dependency', id: string }
    | { __typename: 'EventDelivery', id: string }
    | { __typename: 'EventEndpoint', id: string }
    | { __typename: 'Finding', id: string, packageName: string, version: string, severity: Severity, score: number | null, state: FindingState, paths: Array<Array<string>>, fixedAt: string | null, fixedVersions: Array<string>, ecosystem: string, versions: Array<string>, isDirect: boolean, scope: DependencyScope, because: string, manifestPath: string, firstSeenAt: string, dueAt: string | null, risk: { score: number, parts: Array<{ kind: RiskPartKind, points: number, text: string }> }, project: { id: string, path: string, integration: { id: string, name: string, state: IntegrationState }, policy: { slaDays: { critical: number | null, high: number | null, medium: number | null, low: number | null }, origins: Array<{ field: PolicyField, scope: { kind: PolicyScopeKind, name: string, groupPath: string | null, integration: { id: string } | null } | null }> } }, advisoryGroup: { id: string, primaryId: string, summary: string, advisories: Array<{ id: string, advisoryId: string, aliases: Array<string>, summary: string, details: string, severity: Severity, score: number | null, vector: string | null, cwes: Array<string>, isMalicious: boolean, publishedAt: string | null, withdrawnAt: string | null, references: Array<string>, affected: Array<{ ecosystem: string, name: string, ranges: Array<string> }> }> }, dismissal: { reason: DismissalReason, comment: string | null, by: string, at: string, until: string | null } | null, remediationPlan: { id: string, state: PlanState, title: string, failure: { message: string } | null, mergeRequest: { id: string, iid: number, webUrl: string, statusText: string } | null } | null, unfixedReason: { code: UnfixedCode, message: string, by: string | null, range: string | null, needed: string | null, freedBy: string | null, oldEnoughAt: string | null, status: number | null, tool: string | null, until: string | null, offeredBy: { id: string, title: string, kind: PlanKind, state: PlanState } | null } | null, otherPlaces: Array<{ id: string, packageName: string, version: string, manifestPath: string, state: FindingState }>, campaign: { id: string, openProjects: number }, history: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, at: string, actor: string, action: string, message: string } }> } }
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
   | null };

export type FindingHeaderFragment = { id: string, packageName: string, version: string, severity: Severity, score: number | null, state: FindingState, paths: Array<Array<string>>, risk: { parts: Array<{ kind: RiskPartKind, points: number }> }, project: { id: string, path: string, integration: { id: string, name: string, state: IntegrationState } }, advisoryGroup: { id: string, primaryId: string, summary: string } };

export type FindingRowFragment = { ecosystem: string, isDirect: boolean, manifestPath: string, severity: Severity, score: number | null, firstSeenAt: string, fixedAt: string | null, dueAt: string | null, fixedVersions: Array<string>, id: string, packageName: string, version: string, state: FindingState, risk: { score: number }, dismissal: { until: string | null, reason: DismissalReason } | null, advisoryGroup: { id: string, primaryId: string, summary: string }, remediationPlan: { id: string, state: PlanState, title: string } | null, unfixedReason: { code: UnfixedCode, offeredBy: { id: string, kind: PlanKind } | null } | null, project: { id: string, path: string } };

export type FindingsContextFragment = { integrations: { nodes: Array<{ id: string, name: string, state: IntegrationState }> }, filterProject?:
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

export type FindingsPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: FindingFilter | null | undefined;
  orderBy: FindingOrderField;
  projectId: string | number;
  hasProject: boolean;
  isInProject: boolean;
}>;


export type FindingsPageQuery = { findings: { totalCount: number, isTotalCountCapped: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ ecosystem: string, isDirect: boolean, manifestPath: string, severity: Severity, score: number | null, firstSeenAt: string, fixedAt: string | null, dueAt: string | null, fixedVersions: Array<string>, id: string, packageName: string, version: string, state: FindingState, risk: { score: number }, dismissal: { until: string | null, reason: DismissalReason } | null, advisoryGroup: { id: string, primaryId: string, summary: string }, remediationPlan: { id: string, state: PlanState, title: string } | null, unfixedReason: { code: UnfixedCode, offeredBy: { id: string, kind: PlanKind } | null } | null, project: { id: string, path: string } }> }, integrations: { nodes: Array<{ id: string, name: string, state: IntegrationState }> }, filterProject?:
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
   | null, reading?:
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
    | { state: ProjectState, analysisState: AnalysisState, problemCount: number, id: string, lastAnalysis: { manifestCount: number, lockedManifestCount: number } | null }
    | { id: string }
    | { id: string }
   | null, advisoryStatus?: { total: number } };

export type ProjectReadingFragment = { reading?:
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
    | { state: ProjectState, analysisState: AnalysisState, problemCount: number, id: string, lastAnalysis: { manifestCount: number, lockedManifestCount: number } | null }
    | { id: string }
    | { id: string }
   | null, advisoryStatus?: { total: number } };

export type SuggestedProjectsQueryVariables = Exact<{
  search: string;
}>;


export type SuggestedProjectsQuery = { projects: { nodes: Array<{ id: string, path: string }> } };

export type SuggestedGroupsQueryVariables = Exact<{
  parent?: string | null | undefined;
}>;


export type SuggestedGroupsQuery = { projectGroups: Array<{ path: string }> };

export type ReopenFindingsMutationVariables = Exact<{
  input: ReopenFindingsInput;
}>;


export type ReopenFindingsMutation = { reopenFindings: { findings: Array<{ id: string, state: FindingState, dueAt: string | null, dismissal: { reason: DismissalReason, comment: string | null, by: string, at: string, until: string | null } | null }>, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> }> } };

export const FindingDecidedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingDecided"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"dismissal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]} as unknown as DocumentNode<FindingDecidedFragment, unknown>;
export const FindingAdvisoriesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingAdvisories"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"versions"}},{"kind":"Field","name":{"kind":"Name","value":"because"}},{"kind":"Field","name":{"kind":"Name","value":"advisoryGroup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"advisories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"advisoryId"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"details"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"vector"}},{"kind":"Field","name":{"kind":"Name","value":"cwes"}},{"kind":"Field","name":{"kind":"Name","value":"isMalicious"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawnAt"}},{"kind":"Field","name":{"kind":"Name","value":"references"}},{"kind":"Field","name":{"kind":"Name","value":"affected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ranges"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FindingAdvisoriesFragment, unknown>;
export const FindingFactsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"versions"}},{"kind":"Field","name":{"kind":"Name","value":"fixedVersions"}},{"kind":"Field","name":{"kind":"Name","value":"isDirect"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"because"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slaDays"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"groupPath"}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"otherPlaces"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"campaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openProjects"}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisoryGroup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"primaryId"}}]}}]}}]} as unknown as DocumentNode<FindingFactsFragment, unknown>;
export const FindingGroupRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingGroupRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FindingGroup"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"findingCount"}},{"kind":"Field","name":{"kind":"Name","value":"fixableCount"}},{"kind":"Field","name":{"kind":"Name","value":"projectCount"}},{"kind":"Field","name":{"kind":"Name","value":"maxRisk"}},{"kind":"Field","name":{"kind":"Name","value":"nextDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"worstSeverity"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"advisoryGroup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"primaryId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]} as unknown as DocumentNode<FindingGroupRowFragment, unknown>;
export const FindingHistoryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingHistory"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FindingHistoryFragment, unknown>;
export const FindingNextFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingNext"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fixedAt"}},{"kind":"Field","name":{"kind":"Name","value":"fixedVersions"}},{"kind":"Field","name":{"kind":"Name","value":"dismissal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"unfixedReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"needed"}},{"kind":"Field","name":{"kind":"Name","value":"freedBy"}},{"kind":"Field","name":{"kind":"Name","value":"oldEnoughAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"tool"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"offeredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}}]} as unknown as DocumentNode<FindingNextFragment, unknown>;
export const FindingHeaderFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingHeader"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"paths"}},{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisoryGroup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"primaryId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}}]}}]} as unknown as DocumentNode<FindingHeaderFragment, unknown>;
export const FindingChoiceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingChoice"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"dismissal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]} as unknown as DocumentNode<FindingChoiceFragment, unknown>;
export const FindingRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingChoice"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"isDirect"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"score"}}]}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"fixedAt"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"fixedVersions"}},{"kind":"Field","name":{"kind":"Name","value":"dismissal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"until"}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisoryGroup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"primaryId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unfixedReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"offeredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingChoice"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"dismissal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]} as unknown as DocumentNode<FindingRowFragment, unknown>;
export const FindingsContextFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingsContext"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"integrations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"filterProject"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<FindingsContextFragment, unknown>;
export const ProjectReadingFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectReading"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"reading"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isInProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}},{"kind":"Field","name":{"kind":"Name","value":"problemCount"}},{"kind":"Field","name":{"kind":"Name","value":"lastAnalysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"manifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"lockedManifestCount"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisoryStatus"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isInProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<ProjectReadingFragment, unknown>;
export const FindingChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindingChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FindingFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FindingOrderField"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"findings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingChoice"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingChoice"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"dismissal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]} as unknown as DocumentNode<FindingChoicesQuery, FindingChoicesQueryVariables>;
export const DismissFindingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DismissFindings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DismissFindingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dismissFindings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"findings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingDecided"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingDecided"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"dismissal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]} as unknown as DocumentNode<DismissFindingsMutation, DismissFindingsMutationVariables>;
export const FindingGroupsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindingGroupsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FindingGrouping"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FindingFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"isInProject"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"findingGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingGroupRow"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingsContext"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectReading"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingGroupRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FindingGroup"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"malicious"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"none"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"findingCount"}},{"kind":"Field","name":{"kind":"Name","value":"fixableCount"}},{"kind":"Field","name":{"kind":"Name","value":"projectCount"}},{"kind":"Field","name":{"kind":"Name","value":"maxRisk"}},{"kind":"Field","name":{"kind":"Name","value":"nextDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"worstSeverity"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"advisoryGroup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"primaryId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingsContext"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"integrations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"filterProject"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectReading"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"reading"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isInProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}},{"kind":"Field","name":{"kind":"Name","value":"problemCount"}},{"kind":"Field","name":{"kind":"Name","value":"lastAnalysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"manifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"lockedManifestCount"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisoryStatus"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isInProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<FindingGroupsPageQuery, FindingGroupsPageQueryVariables>;
export const MoreFindingHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MoreFindingHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<MoreFindingHistoryQuery, MoreFindingHistoryQueryVariables>;
export const FindingPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindingPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingHeader"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingNext"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingFacts"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingAdvisories"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingHistory"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingHeader"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"paths"}},{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisoryGroup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"primaryId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingNext"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fixedAt"}},{"kind":"Field","name":{"kind":"Name","value":"fixedVersions"}},{"kind":"Field","name":{"kind":"Name","value":"dismissal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mergeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iid"}},{"kind":"Field","name":{"kind":"Name","value":"webUrl"}},{"kind":"Field","name":{"kind":"Name","value":"statusText"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"unfixedReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"needed"}},{"kind":"Field","name":{"kind":"Name","value":"freedBy"}},{"kind":"Field","name":{"kind":"Name","value":"oldEnoughAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"tool"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"offeredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"versions"}},{"kind":"Field","name":{"kind":"Name","value":"fixedVersions"}},{"kind":"Field","name":{"kind":"Name","value":"isDirect"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"because"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slaDays"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"low"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"groupPath"}},{"kind":"Field","name":{"kind":"Name","value":"integration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"otherPlaces"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"campaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openProjects"}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisoryGroup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"primaryId"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingAdvisories"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"versions"}},{"kind":"Field","name":{"kind":"Name","value":"because"}},{"kind":"Field","name":{"kind":"Name","value":"advisoryGroup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"advisories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"advisoryId"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"details"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"vector"}},{"kind":"Field","name":{"kind":"Name","value":"cwes"}},{"kind":"Field","name":{"kind":"Name","value":"isMalicious"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawnAt"}},{"kind":"Field","name":{"kind":"Name","value":"references"}},{"kind":"Field","name":{"kind":"Name","value":"affected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ranges"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingHistory"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FindingPageQuery, FindingPageQueryVariables>;
export const FindingsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindingsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FindingFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FindingOrderField"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"isInProject"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"findings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalCountCapped"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingRow"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingsContext"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectReading"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingChoice"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"packageName"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"dismissal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingChoice"}},{"kind":"Field","name":{"kind":"Name","value":"ecosystem"}},{"kind":"Field","name":{"kind":"Name","value":"isDirect"}},{"kind":"Field","name":{"kind":"Name","value":"manifestPath"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"risk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"score"}}]}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"fixedAt"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"fixedVersions"}},{"kind":"Field","name":{"kind":"Name","value":"dismissal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"until"}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisoryGroup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"primaryId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unfixedReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"offeredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingsContext"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"integrations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"filterProject"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hasProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectReading"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"reading"},"name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isInProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"analysisState"}},{"kind":"Field","name":{"kind":"Name","value":"problemCount"}},{"kind":"Field","name":{"kind":"Name","value":"lastAnalysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"manifestCount"}},{"kind":"Field","name":{"kind":"Name","value":"lockedManifestCount"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisoryStatus"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isInProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<FindingsPageQuery, FindingsPageQueryVariables>;
export const SuggestedProjectsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SuggestedProjects"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projects"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<SuggestedProjectsQuery, SuggestedProjectsQueryVariables>;
export const SuggestedGroupsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SuggestedGroups"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"parent"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projectGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"parent"},"value":{"kind":"Variable","name":{"kind":"Name","value":"parent"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]} as unknown as DocumentNode<SuggestedGroupsQuery, SuggestedGroupsQueryVariables>;
export const ReopenFindingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReopenFindings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReopenFindingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reopenFindings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"findings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingDecided"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingDecided"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"dismissal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]} as unknown as DocumentNode<ReopenFindingsMutation, ReopenFindingsMutationVariables>;