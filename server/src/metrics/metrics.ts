/** A request to GitLab's API that ended, for whom it was made, and what GitLab said of its quota. */
export interface GitLabRequestEnd {
  /** Null before there is an integration: the checks of a connection. */
  readonly integrationId: string | null;
  /** Null where no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  /** Requests left in GitLab's present window, and how many it allows; null where GitLab does not say. */
  readonly quota: { readonly limit: number | null; readonly remaining: number | null } | null;
}

/** How a run of a job ended: `again` waits for something, `released` was handed back, `lost` went to another worker. */
export type JobEnd = 'succeeded' | 'failed' | 'retry' | 'again' | 'cancelled' | 'released' | 'lost';

/** An operation of the API that was answered. */
export interface OperationEnd {
  /** `query`, `mutation`, or null for what could not be read. */
  readonly type: string | null;
  /** Of HTTP. */
  readonly status: number;
  readonly durationMs: number;
}

/**
 * Where a process counts what it does. Labels are bounded: names of jobs, actions of the code, ids of integrations; never
 * a project's name, an address or a person.
 */
export interface Metrics {
  gitlabRequestEnded(end: GitLabRequestEnd): void;
  jobEnded(name: string, end: JobEnd, durationMs: number): void;
  operationEnded(end: OperationEnd): void;
  /** Something was recorded in the audit log and committed, such as `merge-request.opened`. */
  actionCommitted(action: string): void;
  socketOpened(): void;
  socketClosed(): void;
}

/** For processes that nobody watches. */
export const NO_METRICS: Metrics = {
  gitlabRequestEnded: () => undefined,
  jobEnded: () => undefined,
  operationEnded: () => undefined,
  actionCommitted: () => undefined,
  socketOpened: () => undefined,
  socketClosed: () => undefined,
};
