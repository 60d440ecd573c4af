/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What `approvePlan` takes. */
export type ApprovePlanInput = {
  /** The digest of the plan that was read. A stale one is refused with STALE_DIGEST. */
  digest: string;
  /** The id of the RemediationPlan. */
  id: string | number;
  /** Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT. */
  idempotencyKey?: string | null | undefined;
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

/** STARTED: nothing changed; what comes after this is told. It comes first, or after all that a cursor had missed. CREATED, UPDATED, DELETED: several changes that were not read yet are one. MISSED: the cursor is older than a day, or a backup was restored; some changes are forgotten, so read again what you show. */
export type ObjectChangeKind =
  /** It is new. */
  | 'CREATED'
  /** It is gone. */
  | 'DELETED'
  /** More happened than is kept: read again what is shown. */
  | 'MISSED'
  /** The subscription stands; what comes after is told. */
  | 'STARTED'
  /** Something in it changed. */
  | 'UPDATED';

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

export type ProposedSafePlansQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ProposedSafePlansQuery = { remediationPlans: { nodes: Array<{ id: string, title: string, digest: string, riskLevel: BreakingRiskLevel | null, project: { path: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ApproveMutationVariables = Exact<{
  input: ApprovePlanInput;
}>;


export type ApproveMutation = { approvePlan: { remediationPlan: { state: PlanState, digest: string } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type FollowPlansSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowPlansSubscription = { planChanged: { change: ObjectChangeKind, cursor: string, remediationPlan: { title: string, state: PlanState } | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const ProposedSafePlansDocument = new TypedDocumentString(`
    query ProposedSafePlans($after: String) {
  remediationPlans(
    first: 50
    after: $after
    filter: {kind: [SAFE], state: [PROPOSED]}
  ) {
    nodes {
      id
      title
      digest
      riskLevel
      project {
        path
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ProposedSafePlansQuery, ProposedSafePlansQueryVariables>;
export const ApproveDocument = new TypedDocumentString(`
    mutation Approve($input: ApprovePlanInput!) {
  approvePlan(input: $input) {
    remediationPlan {
      state
      digest
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ApproveMutation, ApproveMutationVariables>;
export const FollowPlansDocument = new TypedDocumentString(`
    subscription FollowPlans($after: String) {
  planChanged(after: $after) {
    change
    cursor
    remediationPlan {
      title
      state
    }
  }
}
    `) as unknown as TypedDocumentString<FollowPlansSubscription, FollowPlansSubscriptionVariables>;