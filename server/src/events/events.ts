import type { SeverityCounts } from '../projects/project.js';
import type { EventType } from './event-endpoint.js';

/**
 * What is sent to an endpoint, as JSON. New fields may come at any time; what a field means changes only with `version`.
 * The same event may arrive more than once and in another order: `webhook-id` names it, `timestamp` says when it happened.
 */
export type EventBody = BacklineEvent & {
  readonly version: 1;
  /** ISO 8601: when it happened. */
  readonly timestamp: string;
};

/** Every event, by its type. */
export type BacklineEvent =
  | { readonly type: 'finding.opened'; readonly data: FindingsOpened }
  | { readonly type: 'plan.proposed'; readonly data: PlanEvent }
  | { readonly type: 'plan.approved'; readonly data: PlanEvent }
  | { readonly type: 'merge_request.opened'; readonly data: MergeRequestEvent }
  | { readonly type: 'merge_request.merged'; readonly data: MergeRequestEvent }
  | { readonly type: 'token.expiring'; readonly data: TokenExpiring }
  | { readonly type: 'endpoint.test'; readonly data: EndpointTest };

/** What an event is about. `id` is the global id of the API; `url` leads to Backline's page, where its address is known. */
export interface EventSubject {
  readonly id: string;
  readonly url: string | null;
}

/** A project of GitLab. */
export interface EventProject extends EventSubject {
  readonly path: string;
  /** The project in GitLab. */
  readonly webUrl: string;
}

/** One analysis, or one new advisory, opened findings in one project; some may be back again. */
export interface FindingsOpened {
  readonly project: EventProject;
  readonly counts: SeverityCounts;
  /** Global ids of the findings, the most severe first, at most 100. */
  readonly findingIds: readonly string[];
}

/** A plan was proposed, which asks for a decision, or approved, by a person or by a policy. */
export interface PlanEvent {
  readonly project: EventProject;
  readonly plan: EventSubject & {
    readonly title: string;
    readonly kind: string;
    readonly revision: number;
    readonly digest: string;
    /** How many findings it closes, by severity. */
    readonly closes: SeverityCounts;
  };
  /** A person's name, or `policy:` and its scope; null: nobody has decided. */
  readonly decidedBy: string | null;
}

/** A merge request was opened or merged. */
export interface MergeRequestEvent {
  readonly project: EventProject;
  readonly plan: EventSubject;
  readonly mergeRequest: {
    /** Global id. */
    readonly id: string;
    readonly iid: number;
    readonly title: string;
    /** The merge request in GitLab. */
    readonly webUrl: string;
    readonly sourceBranch: string;
    readonly targetBranch: string;
  };
}

/** The token of an integration ends in at most 30, 7 or 1 days; told once for each. */
export interface TokenExpiring {
  readonly integration: EventSubject & { readonly name: string };
  /** `YYYY-MM-DD`; the token is dead from 00:00 UTC of that day. */
  readonly expiresAt: string;
  readonly daysLeft: number;
}

/** Somebody tries an endpoint out. */
export interface EndpointTest {
  readonly endpoint: string;
  readonly sentBy: string;
}

/** How the API names an event's type. */
export const TYPE_OF: Readonly<Record<BacklineEvent['type'], EventType>> = {
  'finding.opened': 'FINDING_OPENED',
  'plan.proposed': 'PLAN_PROPOSED',
  'plan.approved': 'PLAN_APPROVED',
  'merge_request.opened': 'MERGE_REQUEST_OPENED',
  'merge_request.merged': 'MERGE_REQUEST_MERGED',
  'token.expiring': 'TOKEN_EXPIRING',
  'endpoint.test': 'ENDPOINT_TEST',
};
