import type { KeysetReader } from '../keyset.js';
import { SEVERITIES, type Severity } from '../advisories/advisory.js';
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

/** Where a group stands in the order: severity, number of findings, key. */
export interface GroupCursor {
  readonly rank: number;
  readonly findingCount: number;
  readonly key: string;
}

/** The place of a group as text. It holds also when the group has changed or is gone. */
export function groupCursor({ worstSeverity, findingCount, key }: FindingGroup): string {
  return `${SEVERITIES.indexOf(worstSeverity)} ${findingCount} ${key}`;
}

export const GROUP_CURSOR = /^(\d) (\d{1,9}) ([^\0]{1,1500})$/;

/** The place behind a text of `groupCursor`; null for what is none. */
export function readGroupCursor(text: string): GroupCursor | null {
  const [, rank, findingCount, key] = GROUP_CURSOR.exec(text) ?? [];
  return rank === undefined || findingCount === undefined || key === undefined
    ? null
    : { rank: Number(rank), findingCount: Number(findingCount), key };
}

/** Worst first: severity, then how many findings, then the key. `after` is a text of `groupCursor`. */
export interface FindingGroupReader {
  list(page: {
    first: number;
    after: string | null;
    by: FindingGrouping;
    filter: FindingFilter;
  }): Promise<readonly FindingGroup[]>;
  count(by: FindingGrouping, filter: FindingFilter, cap: number): Promise<number>;
  /** The same for pages in both directions. */
  paged(by: FindingGrouping, filter: FindingFilter): KeysetReader<FindingGroup>;
}
