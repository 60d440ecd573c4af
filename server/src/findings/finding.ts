import type { KeysetReader } from '../keyset.js';
import type { Severity } from '../advisories/advisory.js';
import type { EcosystemId } from '../ecosystems/ecosystem.js';
import type { DependencyScope } from '../inventory/inventory.js';
import type { UnfixedReason } from '../plans/plan.js';
import type { Risk } from './risk.js';

export type FindingState = 'OPEN' | 'IN_PROGRESS' | 'FIXED' | 'DISMISSED';

/** A dependency that an advisory group says is vulnerable, in one manifest of a project. Key: project, manifest, package, group. */
export interface Finding {
  readonly id: string;
  readonly projectId: string;
  readonly manifestPath: string;
  readonly ecosystem: EcosystemId;
  readonly packageName: string;
  /** All vulnerable versions of the package in the manifest, lowest first. */
  readonly versions: readonly string[];
  readonly groupId: string;
  readonly state: FindingState;
  readonly severity: Severity;
  readonly score: number | null;
  readonly risk: Risk;
  readonly isDirect: boolean;
  readonly scope: DependencyScope;
  readonly paths: readonly (readonly string[])[];
  readonly fixedVersions: readonly string[];
  readonly because: string;
  readonly planId: string | null;
  readonly unfixedReason: UnfixedReason | null;
  readonly firstSeenAt: Date;
  readonly fixedAt: Date | null;
  /** When the policy wants it fixed; null for what is fixed, dismissed or unrated, or has no deadline. */
  readonly dueAt: Date | null;
  /** Null where it is not dismissed. */
  readonly dismissal: Dismissal | null;
}

/** Why nobody wants to act on a finding. POLICY: an ignore of the policy that holds says so. */
export const DISMISSAL_REASONS = [
  'ACCEPTABLE_RISK',
  'FALSE_POSITIVE',
  'MITIGATED',
  'NOT_USED',
  'TEST_ONLY',
  'POLICY',
] as const;

export type DismissalReason = (typeof DISMISSAL_REASONS)[number];

/** Who dismissed a finding, why, and until when; afterwards it is open again. Dates are ISO 8601. */
export interface Dismissal {
  readonly reason: DismissalReason;
  readonly comment: string | null;
  /** A person, a program, or `policy:<scope>`. */
  readonly by: string;
  readonly at: string;
  readonly until: string | null;
}

/** A finding as far as dismissing it goes. */
export type DismissableFinding = Pick<
  Finding,
  'id' | 'projectId' | 'packageName' | 'groupId' | 'severity' | 'state' | 'dismissal'
>;

/** What an analysis found, before it is compared with what is stored. */
export type ObservedFinding = Pick<
  Finding,
  | 'manifestPath'
  | 'ecosystem'
  | 'packageName'
  | 'versions'
  | 'groupId'
  | 'severity'
  | 'score'
  | 'risk'
  | 'isDirect'
  | 'scope'
  | 'paths'
  | 'fixedVersions'
  | 'because'
>;

/** Where a finding stands against the day by which the policy wants it fixed. DUE_SOON: within 7 days. NONE: no such day. */
export const SLA_STATES = ['OVERDUE', 'DUE_SOON', 'ON_TIME', 'NONE'] as const;

export type SlaState = (typeof SLA_STATES)[number];

/** How far the best plan that closes a finding has come; each stage includes those before it. */
export const FINDING_STAGES = ['FOUND', 'PLANNED', 'APPROVED', 'OPENED', 'MERGED'] as const;

export type FindingStage = (typeof FINDING_STAGES)[number];

export interface FindingFilter {
  readonly projectId?: string;
  readonly integrationId?: string;
  /** The path of a GitLab group; its subgroups count too. */
  readonly groupPath?: string;
  readonly isDirect?: boolean;
  readonly scopes?: readonly DependencyScope[];
  /** CVSS, 0 to 10. */
  readonly minScore?: number;
  /** 0 to 100. */
  readonly minRisk?: number;
  readonly firstSeenFrom?: Date;
  /** Exclusive, as every `Until`. */
  readonly firstSeenUntil?: Date;
  readonly fixedFrom?: Date;
  readonly fixedUntil?: Date;
  /** Open or in progress at that moment; severities are then those that they had. */
  readonly openAt?: Date;
  readonly slaStates?: readonly SlaState[];
  /** The moment against which SLA states are read. */
  readonly now?: Date;
  /** At least this far. */
  readonly stage?: FindingStage;
  readonly severities?: readonly Severity[];
  readonly states?: readonly FindingState[];
  readonly ecosystems?: readonly string[];
  readonly packageName?: string;
  readonly search?: string;
  /** An advisory's own id or an alias. */
  readonly advisory?: string;
  readonly groupId?: string;
  readonly manifestPath?: string;
  readonly isFixable?: boolean;
}

/** Where open findings are counted. */
export interface FindingPlace {
  readonly projectId: string;
  readonly manifestPath: string;
  readonly packageName: string | null;
}

/** As much of an open finding as counting needs. */
export type OpenFinding = Pick<
  Finding,
  'projectId' | 'manifestPath' | 'packageName' | 'versions' | 'severity'
>;

/** A manifest that could not be read, and what that means for the findings in it. */
export interface UnreadManifest {
  readonly path: string;
  readonly reason: UnfixedReason;
}

export type FindingOrder = 'SEVERITY' | 'RISK' | 'FIRST_SEEN' | 'DUE' | 'PROJECT';

export interface FindingStore {
  find(id: string): Promise<Finding | null>;
  findMany(ids: readonly string[]): Promise<readonly Finding[]>;
  /** Dismisses what is not fixed, without its plan; answers the projects. Called under the projects' lock. */
  dismiss(
    entries: readonly { readonly id: string; readonly dismissal: Dismissal }[],
  ): Promise<readonly string[]>;
  /** Opens what is dismissed; answers the projects. Called under the projects' lock. */
  reopen(ids: readonly string[]): Promise<readonly string[]>;
  /** What a policy may dismiss or has dismissed: all of a project that is open, in progress or dismissed by a policy. */
  listIgnorable(projectId: string): Promise<readonly DismissableFinding[]>;
  /** The dismissed findings of a project by `PlanFinding` key, and until when. */
  dismissed(projectId: string): Promise<ReadonlyMap<string, string | null>>;
  /** Dismissed findings whose end has come, longest ago first. */
  listExpired(now: Date, limit: number): Promise<readonly DismissableFinding[]>;
  list(page: {
    first: number;
    after: string | null;
    filter: FindingFilter;
    order: FindingOrder;
  }): Promise<readonly Finding[]>;
  count(filter: FindingFilter, cap: number): Promise<number>;
  /** The same list for pages in both directions, by project, by advisory, or by `<project>|<advisory group>` where it has parents. */
  paged(
    filter: FindingFilter,
    order: FindingOrder,
    parent?: 'PROJECT' | 'ADVISORY' | 'PLACE',
  ): KeysetReader<Finding>;
  /** What is open or in progress in these manifests, of these packages (null: of all), in one query. */
  listOpenIn(places: readonly FindingPlace[]): Promise<readonly OpenFinding[]>;
  /**
   * Opens what is new, fixes what is gone, opens again what came back; counts by what happened. What stands in a
   * manifest that could not be read stays open, without a plan and with the reason. Called under the project's lock.
   */
  reconcile(
    projectId: string,
    now: Date,
    found: { readonly observed: readonly ObservedFinding[]; readonly unread: readonly UnreadManifest[] },
  ): Promise<{
    readonly opened: number;
    readonly reopened: number;
    readonly fixed: number;
    readonly unchanged: number;
    /** What was opened or opened again, the most severe first. */
    readonly news: readonly { readonly id: string; readonly severity: Severity }[];
  }>;
  /**
   * What is known under advisory groups that went up in another belongs to that other from now on; answers the projects in
   * which there was any. Of two findings that become one the strongest state stays (in progress, dismissed, open, fixed)
   * with its plan, and the earliest date. Called under the projects' lock.
   */
  followMergedGroups(projectIds: readonly string[]): Promise<readonly string[]>;
  /**
   * Opens what is new in many projects, without closing anything; returns how many. Until `reconcile` has seen them these
   * findings count as new there too, so that history and planning follow. Called under the projects' lock.
   */
  open(observed: readonly (ObservedFinding & { readonly projectId: string })[], now: Date): Promise<number>;
  /** For each finding key: the plan that fixes it or the reason why none does. */
  saveOutcomes(
    projectId: string,
    outcomes: readonly {
      /** `${manifest}|${ecosystem}|${package}|${group}`, as in `PlanFinding`. */
      readonly key: string;
      readonly planId: string | null;
      readonly unfixedReason: UnfixedReason | null;
    }[],
  ): Promise<void>;
  /** These findings (by `PlanFinding` key) are closed by this plan. */
  assignPlan(projectId: string, keys: readonly string[], planId: string): Promise<void>;
  /** A plan was rejected or its merge request closed: its findings are open again, without a plan. */
  detachPlan(planId: string): Promise<number>;
  /** A plan's merge request opened (IN_PROGRESS) or ended without a merge (OPEN). */
  setProgress(planId: string, state: 'OPEN' | 'IN_PROGRESS'): Promise<number>;
}
