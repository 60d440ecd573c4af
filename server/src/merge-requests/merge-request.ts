import type { GitLabMergeRequest } from '../gitlab/gitlab.js';

export type MergeRequestState = 'OPENED' | 'LOCKED' | 'MERGED' | 'CLOSED';

/** A plan's merge request in GitLab, and what became of it. */
export interface MergeRequest {
  readonly id: string;
  readonly projectId: string;
  readonly planId: string;
  readonly iid: number;
  readonly title: string;
  readonly webUrl: string;
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly state: MergeRequestState;
  /** GitLab's own word. */
  readonly detailedMergeStatus: string;
  readonly hasConflicts: boolean;
  readonly headCommit: string | null;
  readonly pipelineStatus: string | null;
  readonly pipelineUrl: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly checkedAt: Date;
  readonly mergedAt: Date | null;
  readonly closedAt: Date | null;
}

export interface MergeRequestFilter {
  readonly projectId?: string;
  readonly states?: readonly MergeRequestState[];
  readonly search?: string;
}

export interface MergeRequestStore {
  find(id: string): Promise<MergeRequest | null>;
  /** Locks the row until the transaction ends. */
  findForUpdate(id: string): Promise<MergeRequest | null>;
  findByPlans(planIds: readonly string[]): Promise<readonly MergeRequest[]>;
  /** Insert, or update the row of the same project and iid (a new revision takes it over). */
  save(projectId: string, planId: string, now: Date, remote: GitLabMergeRequest): Promise<MergeRequest>;
  /** It was looked at, and nothing was learned. */
  markChecked(id: string, now: Date): Promise<MergeRequest>;
  /** Whether an open one of the integration was last looked at before this. */
  isLookDue(integrationId: string, before: Date): Promise<boolean>;
  /** GitLab no longer has it: CLOSED. */
  markGone(id: string, now: Date): Promise<MergeRequest>;
  /** Oldest look first. */
  listOpenOfIntegration(integrationId: string, limit: number): Promise<readonly MergeRequest[]>;
  list(page: {
    first: number;
    beforeId: string | null;
    filter: MergeRequestFilter;
  }): Promise<readonly MergeRequest[]>;
  count(filter: MergeRequestFilter, cap: number): Promise<number>;
  countOpen(projectId: string): Promise<number>;
  /** When the oldest of those opened within the last hour was opened, if there are `limit` or more. */
  hourlyLimitFreesAt(integrationId: string, limit: number, now: Date): Promise<Date | null>;
}
