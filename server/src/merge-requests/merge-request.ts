import type { KeysetReader } from '../keyset.js';
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
  /** When GitLab is asked again; null: never, unless somebody asks. */
  readonly nextLookAt: Date | null;
  /** Looks in a row that brought nothing new. */
  readonly quietLooks: number;
  /** Since when its branch has commits that Backline did not make; null: it has none. */
  readonly editedAt: Date | null;
  readonly editedHead: string | null;
  readonly rebuildTriedAt: Date | null;
  readonly rebuilds: number;
  /** Why it was rebuilt last, or is to be. */
  readonly rebuildReason: string | null;
  /** A hash of title and description as GitLab kept what Backline wrote; null: not known. */
  readonly writtenText: string | null;
  /** How Backline itself is closing it, kept before GitLab is asked; null: it is not. */
  readonly closing: Closing | null;
  /** What was told in notes, so that it is told once. */
  readonly said: readonly NoteSubject[];
  /** GitLab merges it when its pipeline succeeds. */
  readonly isAutoMerge: boolean;
  /** Whether the integration's account may merge it; null: not known. */
  readonly mayMerge: boolean | null;
  /** How often Backline asked GitLab to merge this head. */
  readonly mergeTries: number;
  /** Why GitLab refused to merge it; null: it did not. */
  readonly mergeProblem: string | null;
  /** User names of the policy that GitLab does not know. */
  readonly unknownPeople: readonly string[];
}

/** Why Backline closes a merge request, and who asked for that; by nobody where it is not needed any more. */
export interface Closing {
  readonly reason: string;
  readonly by: string | null;
}

/** What Backline tells people in a note, once each. */
export type NoteSubject = 'EDITED' | 'CANNOT_REBUILD' | 'ASKS_AGAIN' | 'UNNEEDED';

/** What Backline itself knows of a merge request, beside what GitLab says. */
export type MergeRequestLife = Pick<
  MergeRequest,
  | 'nextLookAt'
  | 'quietLooks'
  | 'editedAt'
  | 'editedHead'
  | 'rebuildTriedAt'
  | 'rebuilds'
  | 'rebuildReason'
  | 'writtenText'
  | 'closing'
  | 'said'
  | 'mergeTries'
  | 'mergeProblem'
  | 'unknownPeople'
>;

/**
 * Where a merge request stands on the board. CHECKING: GitLab checks it or its pipeline runs. READY: can be merged. BLOCKED:
 * conflicts, a failed pipeline, an open discussion, a missing approval. EDITED: a person has committed to its branch.
 */
export const MERGE_REQUEST_LANES = ['CHECKING', 'READY', 'BLOCKED', 'EDITED', 'MERGED', 'CLOSED'] as const;

export type MergeRequestLane = (typeof MERGE_REQUEST_LANES)[number];

/** NEWEST: opened last. UPDATED: what GitLab says changed last. */
export type MergeRequestOrder = 'NEWEST' | 'UPDATED';

export interface MergeRequestFilter {
  readonly projectId?: string;
  readonly integrationId?: string;
  readonly groupPath?: string;
  readonly lanes?: readonly MergeRequestLane[];
  readonly hasConflicts?: boolean;
  readonly isEdited?: boolean;
  /** GitLab's words for the pipeline. */
  readonly pipelineStatuses?: readonly string[];
  readonly states?: readonly MergeRequestState[];
  readonly search?: string;
}

export interface MergeRequestStore {
  find(id: string): Promise<MergeRequest | null>;
  findMany(ids: readonly string[]): Promise<readonly MergeRequest[]>;
  /** Locks the row until the transaction ends. */
  findForUpdate(id: string): Promise<MergeRequest | null>;
  findByPlans(planIds: readonly string[]): Promise<readonly MergeRequest[]>;
  /** Insert, or update the row of the same project and iid (a new revision takes it over). */
  save(projectId: string, planId: string, now: Date, remote: GitLabMergeRequest): Promise<MergeRequest>;
  /** The hash of what Backline wrote last, null where that is not known; null as a whole where Backline does not know the merge request. */
  writtenText(projectId: string, iid: number): Promise<{ readonly hash: string | null } | null>;
  /** Keeps what Backline itself knows of it. */
  saveLife(id: string, change: Partial<MergeRequestLife>): Promise<MergeRequest>;
  /** It was looked at, and nothing was learned. */
  markChecked(
    id: string,
    at: { readonly now: Date; readonly lookMs: number | undefined },
  ): Promise<MergeRequest>;
  /** Whether a look is due at one of the integration that was last looked at before this. */
  isLookDue(integrationId: string, due: { readonly now: Date; readonly before: Date }): Promise<boolean>;
  /**
   * Makes a look due at the one with this iid, or at the open ones of this branch, because something happened there. False
   * where Backline follows none.
   */
  lookNow(
    projectId: string,
    which: { readonly iid: number } | { readonly sourceBranch: string },
    now: Date,
  ): Promise<boolean>;
  /** GitLab no longer has it: CLOSED. */
  markGone(id: string, now: Date): Promise<MergeRequest>;
  /** Those at which a look is due, the longest due first. */
  listDue(integrationId: string, now: Date, limit: number): Promise<readonly MergeRequest[]>;
  list(page: {
    first: number;
    /** The id of the last row seen. */
    after: string | null;
    filter: MergeRequestFilter;
    order: MergeRequestOrder;
  }): Promise<readonly MergeRequest[]>;
  count(filter: MergeRequestFilter, cap: number): Promise<number>;
  /** The same list for pages in both directions; its parents are projects. */
  paged(filter: MergeRequestFilter, order: MergeRequestOrder): KeysetReader<MergeRequest>;
  countOpen(projectId: string): Promise<number>;
  /** When the oldest of those opened within the last hour was opened, if there are `limit` or more. */
  hourlyLimitFreesAt(integrationId: string, limit: number, now: Date): Promise<Date | null>;
}
