import type { KeysetReader } from '../keyset.js';
import type { PlanFacts } from '../policies/automatic-approval.js';
import type { BreakingRisk, PlanDraft, PlanKind, PlanState, PlanView } from './plan.js';
import type { SeverityCounts } from '../projects/project.js';

/** A set of changes for one project with a state; one revision of its key (project, kind, group). Its draft is read apart. */
export interface RemediationPlan extends PlanFacts {
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
  readonly changeCount: number;
  readonly fixedCounts: SeverityCounts;
  readonly createdAt: Date;
  readonly provedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** Every commit that Backline pushed or was about to push for it, in the order of their pushes. */
  readonly pushedCommits: readonly string[];
}

/** A plan with all that opening it needs, the new texts of its edits included. */
export interface PlanToOpen extends RemediationPlan {
  readonly draft: PlanDraft;
}

export interface PlanFilter {
  readonly projectId?: string;
  readonly states?: readonly PlanState[];
  readonly kinds?: readonly PlanKind[];
  readonly search?: string;
  /** A plan that nobody weighed is none of these. */
  readonly risks?: readonly BreakingRisk['level'][];
  /** Plans that close a finding of this advisory (its id or an alias). */
  readonly advisory?: string;
  /** Plans that close a finding of this package. */
  readonly packageName?: string;
  /** Plans that close this finding. */
  readonly findingId?: string;
  readonly integrationId?: string;
  /** The path of a GitLab group; its subgroups count too. */
  readonly groupPath?: string;
}

/** RISK: the least likely to break something first. FIXES: what closes the most severe findings first. PROJECT: by path. */
export type PlanOrder = 'NEWEST' | 'RISK' | 'FIXES' | 'PROJECT';

/** A step of a plan's life. It is made only from one of the states that it may start in. */
export interface PlanStateChange {
  readonly from: readonly PlanState[];
  readonly state: PlanState;
  readonly reason?: string | null;
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
  readonly failure?: RemediationPlan['failure'];
  /** A commit that is about to be pushed, added to those before. */
  readonly pushedCommit?: string;
}

/** How many merge requests are being made. */
export interface OpeningCounts {
  readonly ofProject: number;
  readonly ofIntegration: number;
}

/** Plans and their revisions. Only `views` and `findToOpen` read drafts, which may be large. */
export interface PlanStore {
  find(id: string): Promise<RemediationPlan | null>;
  findToOpen(id: string): Promise<PlanToOpen | null>;
  /** The drafts of these plans without the new texts of their edits, by id. */
  views(ids: readonly string[]): Promise<ReadonlyMap<string, PlanView>>;
  /** Live plans (neither settled nor superseded) that close a finding which one of these closes too, by its id. */
  alternatives(ids: readonly string[]): Promise<ReadonlyMap<string, readonly RemediationPlan[]>>;
  /** Live plans by their keys, the newest revision of each. */
  findLive(
    keys: readonly { readonly projectId: string; readonly kind: PlanKind; readonly group: string }[],
  ): Promise<readonly RemediationPlan[]>;
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
  /** The same digest, worked out and proven again: new base, texts and proof. A plan that is settled stays as it is. */
  renew(id: string, renewal: { baseCommit: string; draft: PlanDraft; now: Date }): Promise<RemediationPlan>;
  /** The plan after the step; null when it stands in none of the states that the step may start in: nothing is written. */
  saveState(id: string, change: PlanStateChange): Promise<RemediationPlan | null>;
  /** Keys for which a job is making a merge request and none is open yet, of the project and of the integration. */
  countOpening(projectId: string, integrationId: string): Promise<OpeningCounts>;
  /** Keyset: `after` is the id of the last row seen. */
  list(page: {
    first: number;
    after: string | null;
    filter: PlanFilter;
    order: PlanOrder;
  }): Promise<readonly RemediationPlan[]>;
  count(filter: PlanFilter, cap: number): Promise<number>;
  /** The same list for pages in both directions; its parents are projects. */
  paged(filter: PlanFilter, order: PlanOrder): KeysetReader<RemediationPlan>;
}
