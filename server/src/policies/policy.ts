import type { Severity } from '../advisories/advisory.js';
import type { PlanKind } from '../plans/plan.js';
import type { VersionStep } from '../ecosystems/ecosystem.js';

/** What people allow, complete: every field has its value. The nearest scope wins, field by field (decisions.md). */
export interface Policy {
  /** Findings below it are shown and not planned. */
  readonly minimumSeverity: Severity;
  /** The largest step that is proposed; a larger one is only told as the reason. */
  readonly maximumStep: AllowedStep;
  /** Whether forced changes (overrides and their like) are proposed. */
  readonly allowsForced: boolean;
  /** Days since its release that a version, and each that comes with it, must have. */
  readonly releaseAgeDays: number;
  /** A version that closes a finding of this severity or worse may be younger; null: none may. */
  readonly urgentSeverity: Severity | null;
  readonly grouping: PlanGrouping;
  /** Which outdated direct dependencies are proposed without a vulnerability: up to this step; NONE: none. */
  readonly updates: AllowedStep | 'NONE';
  readonly ignores: readonly PolicyIgnore[];
  /** Which plans are approved without a person; null: none are. */
  readonly automaticApproval: AutomaticApproval | null;
  /** Days to fix by severity; null: no deadline. MALICIOUS counts as critical. */
  readonly slaDays: Readonly<Record<'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW', number | null>>;
  /** Merge requests that may be open at once in a project. */
  readonly openMergeRequests: number;
  /** Merge requests that may be opened in an hour through an integration. */
  readonly hourlyMergeRequests: number;
  readonly mergeRequest: MergeRequestPolicy;
}

/** How merge requests are opened. */
export interface MergeRequestPolicy {
  readonly labels: readonly string[];
  /** User names in GitLab; its free tier keeps only the first. */
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
  readonly draft: boolean;
  /** Null: as the project has it. */
  readonly squash: boolean | null;
  readonly removeSourceBranch: boolean;
  /** GitLab merges it when its pipeline succeeds, where the role of the account allows that. */
  readonly autoMerge: boolean;
}

export type AllowedStep = 'PATCH' | 'MINOR' | 'MAJOR';

/**
 * How fixes become plans. ALL: one plan for everything that is allowed. SAFE_AND_BREAKING: one for what should break nothing, one
 * for each upgrade that may break something. BY_PACKAGE, BY_MANIFEST: the safe plan is split, one a package or manifest.
 */
export type PlanGrouping = 'ALL' | 'SAFE_AND_BREAKING' | 'BY_PACKAGE' | 'BY_MANIFEST';

/** An advisory (its id or an alias) or a package that nobody wants to be planned, why, and until when (ISO 8601; null: for good). */
export interface PolicyIgnore {
  readonly advisory: string | null;
  readonly packageName: string | null;
  readonly reason: string;
  readonly until: string | null;
}

/** A plan is approved by itself only when all of it holds. */
export interface AutomaticApproval {
  readonly kinds: readonly PlanKind[];
  readonly maximumStep: Exclude<VersionStep, 'NONE'>;
  readonly maximumRisk: 'LOW' | 'MEDIUM' | 'HIGH';
}

/** The part of a policy that the planner goes by. */
export type PlanPolicy = Pick<
  Policy,
  | 'minimumSeverity'
  | 'maximumStep'
  | 'allowsForced'
  | 'releaseAgeDays'
  | 'urgentSeverity'
  | 'grouping'
  | 'updates'
  | 'ignores'
>;

/** What holds where nobody has said otherwise (decisions.md). */
export const DEFAULT_POLICY: Policy = {
  minimumSeverity: 'NONE',
  maximumStep: 'MAJOR',
  allowsForced: true,
  releaseAgeDays: 3,
  urgentSeverity: null,
  grouping: 'SAFE_AND_BREAKING',
  updates: 'NONE',
  ignores: [],
  automaticApproval: null,
  slaDays: { CRITICAL: 3, HIGH: 14, MEDIUM: 30, LOW: 90 },
  openMergeRequests: 5,
  hourlyMergeRequests: 20,
  mergeRequest: {
    labels: ['backline', 'dependencies', 'security'],
    reviewers: [],
    assignees: [],
    draft: false,
    squash: null,
    removeSourceBranch: true,
    autoMerge: false,
  },
};
