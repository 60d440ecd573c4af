import type { KeysetReader } from '../keyset.js';
import type { EcosystemId } from '../ecosystems/ecosystem.js';
import type { FindingState } from '../findings/finding.js';
import type { MergeRequestState } from '../merge-requests/merge-request.js';
import type { PlanState, UnfixedReason } from '../plans/plan.js';

/** What a campaign is about, in all projects: one vulnerability under all its names, or one package. */
export type CampaignSubject =
  | { readonly kind: 'ADVISORY'; readonly groupId: string }
  | { readonly kind: 'PACKAGE'; readonly ecosystem: EcosystemId; readonly packageName: string };

/** A campaign as lists show it: what is open or in progress now. */
export interface Campaign {
  readonly subject: CampaignSubject;
  readonly openFindings: number;
  readonly openProjects: number;
}

/**
 * How far the findings of a campaign have come, dismissed ones left out: each number holds the one after it, since what
 * was merged was opened. Fixed ones need not have come this way.
 */
export interface CampaignProgress {
  readonly found: number;
  readonly planned: number;
  readonly approved: number;
  readonly opened: number;
  readonly merged: number;
  readonly fixed: number;
}

export const NO_PROGRESS: CampaignProgress = {
  found: 0,
  planned: 0,
  approved: 0,
  opened: 0,
  merged: 0,
  fixed: 0,
};

/** How many findings there are in each state. */
export interface StateCounts {
  readonly open: number;
  readonly inProgress: number;
  readonly fixed: number;
  readonly dismissed: number;
}

/** How far a campaign is; what was fixed long ago counts too. */
export interface CampaignTotals {
  readonly projects: number;
  readonly openProjects: number;
  readonly findings: StateCounts;
  /** Open findings that a plan closes. */
  readonly planned: number;
  /** Open findings that no plan closes, by why; null: not planned yet. */
  readonly unplanned: readonly { readonly code: UnfixedReason['code'] | null; readonly count: number }[];
  /** Plans that close one of the findings; what a newer revision took the place of is left out. */
  readonly plans: readonly { readonly state: PlanState; readonly count: number }[];
  readonly mergeRequests: readonly { readonly state: MergeRequestState; readonly count: number }[];
}

/** One project of a campaign. */
export interface CampaignProject {
  readonly projectId: string;
  /** Of its findings the state that is farthest from done. */
  readonly state: FindingState;
  readonly findings: StateCounts;
  readonly planId: string | null;
  /** Why a finding that is open has no plan. */
  readonly unfixedReason: UnfixedReason | null;
}

/** What one advisory or package means across all projects, read over indexes. */
export interface CampaignStore {
  /** The advisory group of an advisory's id or alias; null when nobody knows it. */
  groupNamed(advisory: string): Promise<string | null>;
  /** What concerns most open findings first; `search` is part of a package's name, or an advisory's id or alias. */
  paged(kind: CampaignSubject['kind'], search: string): KeysetReader<Campaign>;
  /** Of many at once, by `campaignKey`. */
  progress(subjects: readonly CampaignSubject[]): Promise<ReadonlyMap<string, CampaignProgress>>;
  findMany(subjects: readonly CampaignSubject[]): Promise<ReadonlyMap<string, Campaign>>;
  totals(subjects: readonly CampaignSubject[]): Promise<ReadonlyMap<string, CampaignTotals>>;
  /** What is farthest from done first; the parents are `subjectText`s. */
  pagedProjects(
    kind: CampaignSubject['kind'],
    states: readonly FindingState[] | null,
  ): KeysetReader<CampaignProject>;
  /** Safe plans that wait for a decision in projects that can be written to; the parents are `subjectText`s. */
  pagedSafePlans(kind: CampaignSubject['kind']): KeysetReader<{ readonly id: string }>;
}

/** A subject as one text among those of its kind. */
export function subjectText(subject: CampaignSubject): string {
  return subject.kind === 'ADVISORY' ? subject.groupId : `${subject.ecosystem}|${subject.packageName}`;
}

/** The states of a finding, farthest from done first. */
export const STATES_BY_DISTANCE = [
  'OPEN',
  'IN_PROGRESS',
  'DISMISSED',
  'FIXED',
] as const satisfies readonly FindingState[];

/** A subject as one text: equal for equal subjects. */
export function campaignKey(subject: CampaignSubject): string {
  return subject.kind === 'ADVISORY'
    ? `advisory|${subject.groupId}`
    : `package|${subject.ecosystem}|${subject.packageName}`;
}
