import type { Severity } from '../advisories/advisory.js';
import type { SeverityCounts } from '../projects/project.js';
import type { FindingFilter } from './finding.js';

export type FindingGrouping = 'ADVISORY' | 'PACKAGE' | 'PROJECT';

/** Findings that have their advisory, package or project in common; only those that the filter lets through count. */
export interface FindingGroup {
  /** Opaque; stable while the grouping is the same. */
  readonly key: string;
  /** Of ADVISORY. */
  readonly groupId: string | null;
  /** Of PACKAGE. */
  readonly ecosystem: string | null;
  readonly packageName: string | null;
  /** Of PROJECT. */
  readonly projectId: string | null;
  readonly findingCount: number;
  readonly projectCount: number;
  /** How many have a plan that fixes them. */
  readonly fixableCount: number;
  readonly counts: SeverityCounts;
  readonly worstSeverity: Severity;
  readonly maxRisk: number;
  /** The earliest day by which one of them should be fixed. */
  readonly nextDueAt: Date | null;
}

/** Worst first: severity, then how many findings, then the key. */
export interface FindingGroupReader {
  list(page: {
    first: number;
    after: string | null;
    by: FindingGrouping;
    filter: FindingFilter;
  }): Promise<readonly FindingGroup[]>;
  count(by: FindingGrouping, filter: FindingFilter, cap: number): Promise<number>;
}
