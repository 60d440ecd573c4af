import type { KeysetReader } from '../keyset.js';
import type { Advisory, Severity } from './advisory.js';
import type { AdvisoryGroup } from './grouping.js';
import type { PackageName } from './package-key.js';

/** What a source yields: a JSON value and where it stood, or a place that could not be read. */
export type SourceItem =
  | { readonly kind: 'record'; readonly json: unknown; readonly where: string; readonly bytes: number }
  | { readonly kind: 'broken'; readonly where: string; readonly reason: string };

/** A record that was skipped, and why. `where` is a file with a line or an entry name. */
export interface ImportProblem {
  readonly where: string;
  readonly id: string | null;
  readonly reason: string;
}

/** Counts of one import. `withdrawn` counts those of `new` and `changed` that no longer stand. */
export interface ImportCounts {
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly withdrawn: number;
  readonly broken: number;
}

/** One row of the import history. `problems` is a sample; `broken` counts all. */
export interface AdvisoryImport {
  readonly id: string;
  readonly source: string;
  readonly state: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly counts: ImportCounts;
  readonly problems: readonly ImportProblem[];
  readonly error: string | null;
}

/** ARCHIVE records come from OSV's public archive and leave when it drops them; FILE records stay. */
export type AdvisoryOrigin = 'ARCHIVE' | 'FILE';

/** What one batch of records changed. */
export interface BatchOutcome {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly withdrawn: number;
}

/** Package versions whose matches changed; `remaining` says whether more packages wait. Ids are decimal texts. */
export interface RematchOutcome {
  readonly packages: number;
  readonly changedIds: readonly string[];
  readonly remaining: boolean;
}

/** How far Backline is with one ecosystem of the public archives. Times of records are OSV's own texts. */
export interface SyncState {
  readonly ecosystem: string;
  readonly archiveEtag: string | null;
  readonly listEtag: string | null;
  /** The newest `modified` that is surely here; null before the first whole archive. */
  readonly newestModified: string | null;
  readonly lastArchiveAt: Date | null;
  readonly lastSyncAt: Date | null;
  readonly error: string | null;
}

/** The half of the advisory store that importing and syncing need. Every call is its own transaction. */
export interface AdvisoryWriter {
  beginImport(source: string): Promise<string>;
  /** Of these records, those that are here in the same or a newer form already. */
  findKnown(
    records: readonly { readonly id: string; readonly modifiedAt: string }[],
  ): Promise<ReadonlySet<string>>;
  /** Inserts, or replaces by what is newer; keeps the groups; marks the packages concerned for `rematchPending`. */
  writeBatch(advisories: readonly Advisory[], origin: AdvisoryOrigin): Promise<BatchOutcome>;
  saveImport(
    id: string,
    progress: Pick<AdvisoryImport, 'state' | 'counts' | 'problems' | 'error'>,
  ): Promise<void>;
  /** Withdraws the records about one ecosystem that its public archive no longer has; returns how many. */
  withdrawMissing(ecosystem: string, present: ReadonlySet<string>): Promise<number>;
  /**
   * Matches again the package versions of up to `limit` packages whose advisories changed; when there are none, those
   * that an older matching looked at.
   */
  rematchPending(limit: number): Promise<RematchOutcome>;
  readSync(ecosystem: string): Promise<SyncState>;
  saveSync(state: SyncState): Promise<void>;
}

/** A match as findings use it, with the group that the finding is about. Ids are decimal texts. */
export interface StoredMatch {
  readonly packageVersionId: string;
  readonly advisoryId: string;
  readonly groupId: string;
  readonly severity: Severity;
  readonly score: number | null;
  readonly because: string;
  readonly fixed: readonly string[];
}

/** What is asked of a page of advisories; `search` looks in ids, aliases, package names and summaries. */
export interface AdvisoryFilter {
  readonly ecosystem?: string;
  readonly severities?: readonly Severity[];
  readonly search?: string;
  readonly includeWithdrawn?: boolean;
  readonly withOpenFindings?: boolean;
  readonly isMalicious?: boolean;
  /** In the catalogue of known exploited vulnerabilities. */
  readonly isKnownExploited?: boolean;
  readonly publishedFrom?: Date;
}

export type AdvisoryOrder = 'MODIFIED' | 'PUBLISHED' | 'SEVERITY' | 'FINDINGS';

/** A page, newest change first unless asked otherwise. `nextCursor` is opaque, null at the end. */
export interface AdvisoryPage {
  readonly advisories: readonly Advisory[];
  readonly cursors: readonly string[];
  readonly nextCursor: string | null;
}

/** How many standing advisories there are, and how fresh they are. */
export interface AdvisoryStatus {
  readonly ecosystems: readonly { readonly ecosystem: string; readonly advisories: number }[];
  readonly total: number;
  readonly withdrawn: number;
  readonly lastImport: AdvisoryImport | null;
  readonly syncs: readonly SyncState[];
  /** Packages whose advisories changed and that wait to be matched again. */
  readonly pendingPackages: number;
}

/** The reading half, for resolvers and the page. */
export interface AdvisoryReader {
  /** By id, else by alias (of several records GitHub's reads best). */
  getAdvisory(idOrAlias: string): Promise<Advisory | null>;
  getAdvisories(ids: readonly string[]): Promise<readonly Advisory[]>;
  /** All standing advisories about these packages. */
  advisoriesFor(packages: readonly PackageName[]): Promise<readonly Advisory[]>;
  listAdvisories(
    filter: AdvisoryFilter,
    page: { readonly first: number; readonly after: string | null; readonly order?: AdvisoryOrder },
  ): Promise<AdvisoryPage>;
  /** How many match, counted no further than `cap` + 1. */
  countAdvisories(filter: AdvisoryFilter, cap: number): Promise<number>;
  /** The same list for pages in both directions. */
  paged(filter: AdvisoryFilter, order: AdvisoryOrder): KeysetReader<Advisory>;
  /** By advisory how many findings of its flaw are open or in progress; those without any are left out. */
  openFindingCounts(advisoryIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Whether packages wait to be matched again, because of their advisories or of a newer matching. */
  hasPending(): Promise<boolean>;
  advisoryStatus(): Promise<AdvisoryStatus>;
  listImports(limit: number): Promise<readonly AdvisoryImport[]>;
  groupsForAdvisories(ids: readonly string[]): Promise<ReadonlyMap<string, AdvisoryGroup>>;
  /** A group that went up in another is answered by that other, under the id asked for. */
  groupsByIds(groupIds: readonly string[]): Promise<ReadonlyMap<string, AdvisoryGroup>>;
}
