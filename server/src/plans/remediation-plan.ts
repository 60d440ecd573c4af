import type { PlanDraft, PlanKind, PlanState } from './plan.js';
import type { SeverityCounts } from '../projects/project.js';

/** A set of changes for one project, with proof, edits and a state; one revision of its key (project, kind, group). */
export interface RemediationPlan {
  readonly id: string;
  readonly projectId: string;
  readonly kind: PlanKind;
  readonly group: string;
  readonly revision: number;
  readonly title: string;
  readonly state: PlanState;
  readonly stateReason: string | null;
  readonly digest: string;
  readonly targetBranch: string;
  readonly baseCommit: string;
  readonly branchName: string;
  readonly draft: PlanDraft;
  readonly fixedCounts: SeverityCounts;
  readonly createdAt: Date;
  readonly provedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** The commit that Backline pushed for it; null before. */
  readonly pushedCommit: string | null;
}

export interface PlanFilter {
  readonly projectId?: string;
  readonly states?: readonly PlanState[];
  readonly kinds?: readonly PlanKind[];
  readonly search?: string;
}

export interface PlanStateChange {
  readonly state: PlanState;
  readonly reason?: string | null;
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
  readonly failure?: RemediationPlan['failure'];
  readonly pushedCommit?: string;
}

/** Plans and their revisions. Those that come in lists are without the new texts of their edits (`newText` is empty). */
export interface PlanStore {
  find(id: string): Promise<RemediationPlan | null>;
  /** Until the transaction ends nobody else decides on the plans of this project or works them out. */
  lockProject(projectId: string): Promise<void>;
  /** Plans of a project whose merge request is open. */
  listOpen(projectId: string): Promise<readonly RemediationPlan[]>;
  /** Approved plans of an integration whose merge request is not open yet. */
  listUnopened(integrationId: string): Promise<readonly RemediationPlan[]>;
  /** Locks the row until the transaction ends. */
  findForUpdate(id: string): Promise<RemediationPlan | null>;
  findMany(ids: readonly string[]): Promise<readonly RemediationPlan[]>;
  /** Every revision of one key, newest first. */
  revisions(projectId: string, kind: PlanKind, group: string): Promise<readonly RemediationPlan[]>;
  /** The newest revision of every key of a project. */
  latestOfProject(projectId: string): Promise<readonly RemediationPlan[]>;
  insert(plan: {
    projectId: string;
    revision: number;
    targetBranch: string;
    baseCommit: string;
    branchName: string;
    draft: PlanDraft;
    now: Date;
  }): Promise<RemediationPlan>;
  /** The same digest, worked out and proven again: new base, texts and proof. */
  renew(id: string, renewal: { baseCommit: string; draft: PlanDraft; now: Date }): Promise<RemediationPlan>;
  saveState(id: string, change: PlanStateChange): Promise<RemediationPlan>;
  list(page: {
    first: number;
    beforeId: string | null;
    filter: PlanFilter;
  }): Promise<readonly RemediationPlan[]>;
  count(filter: PlanFilter, cap: number): Promise<number>;
}
