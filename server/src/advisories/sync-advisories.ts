import type { Clock } from '../clock.js';
import { isAppError } from '../errors.js';
import type { AdvisoryWriter, ImportCounts, SourceItem, SyncState } from './advisory-ports.js';
import { type ImportResult, importAdvisories, rematchAll } from './import-advisories.js';

/** A record that the archive's list says has changed. */
export interface ModifiedRecord {
  readonly id: string;
  readonly modifiedAt: string;
}

/** The answer to "what changed since": nothing at all, or these, newest first. `newest` is the list's first time. */
export type ModifiedList =
  | { readonly kind: 'not-modified' }
  | {
      readonly kind: 'listed';
      readonly records: readonly ModifiedRecord[];
      /** More than the limit changed: `records` is cut, and the whole archive is the better way. */
      readonly isCut: boolean;
      readonly newest: string | null;
      readonly etag: string | null;
    };

/** OSV's public archives (https://google.github.io/osv.dev/data/), or a mirror of them. */
export interface AdvisoryArchive {
  /** Runs the work with all records of an ecosystem; null when the archive is the one with this etag. */
  withArchive<Result>(
    ecosystem: string,
    options: { readonly etag: string | null; readonly signal?: AbortSignal },
    work: (items: AsyncIterable<SourceItem>, etag: string | null) => Promise<Result>,
  ): Promise<Result | null>;
  listModified(
    ecosystem: string,
    options: {
      readonly since: string | null;
      readonly etag: string | null;
      readonly limit: number;
      readonly signal?: AbortSignal;
    },
  ): Promise<ModifiedList>;
  /** These records one by one; one that is gone meanwhile is left out. */
  fetchRecords(
    ecosystem: string,
    ids: readonly string[],
    options: { readonly signal?: AbortSignal },
  ): AsyncIterable<SourceItem>;
}

/** What syncing one ecosystem did. */
export interface SyncResult {
  readonly ecosystem: string;
  readonly way: 'NOTHING_NEW' | 'CHANGES' | 'ARCHIVE';
  readonly counts: ImportCounts | null;
  /** Records that the archive no longer has. */
  readonly removed: number;
}

/** Beyond this many changes the whole archive costs less than single records. */
const MAX_SINGLE_RECORDS = 500;
const ARCHIVE_EVERY_MS = 7 * 24 * 60 * 60 * 1000;

export interface SyncDeps {
  readonly archive: AdvisoryArchive;
  readonly writer: AdvisoryWriter;
  readonly clock: Clock;
}

/**
 * Brings one ecosystem up to date: the first time, weekly, and after very many changes from the whole archive,
 * otherwise only the records that its list says have changed. How far it came is stored only when all of it is
 * here, so that a sync that broke off repeats. Failures are kept in the state and thrown.
 */
export async function syncAdvisories(
  deps: SyncDeps,
  ecosystem: string,
  options: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (counts: ImportCounts) => Promise<void>;
  } = {},
): Promise<SyncResult> {
  const state = await deps.writer.readSync(ecosystem);
  try {
    return await syncFrom(deps, state, options);
  } catch (error) {
    const reason = isAppError(error) ? error.message : 'The sync failed unexpectedly.';
    await deps.writer.saveSync({ ...state, error: reason });
    throw error;
  }
}

type SyncOptions = Parameters<typeof syncAdvisories>[2] & object;

async function syncFrom(deps: SyncDeps, state: SyncState, options: SyncOptions): Promise<SyncResult> {
  const { archive, clock } = deps;
  const now = clock();
  const isArchiveDue =
    state.newestModified === null ||
    state.lastArchiveAt === null ||
    now.getTime() - state.lastArchiveAt.getTime() >= ARCHIVE_EVERY_MS;
  const list = await archive.listModified(state.ecosystem, {
    since: isArchiveDue ? null : state.newestModified,
    etag: isArchiveDue ? null : state.listEtag,
    limit: isArchiveDue ? 1 : MAX_SINGLE_RECORDS,
    signal: options.signal,
  });
  if (list.kind === 'not-modified') return nothingNew(deps, state, now);
  const reached: SyncState = {
    ...state,
    listEtag: list.etag,
    newestModified: list.newest ?? state.newestModified,
    lastSyncAt: now,
    error: null,
  };
  if (isArchiveDue || list.isCut) return syncArchive(deps, state, reached, options);
  const known = await deps.writer.findKnown(list.records);
  const ids = list.records.map(({ id }) => id).filter((id) => !known.has(id));
  if (ids.length === 0) return nothingNew(deps, reached, now);
  const { counts } = await importItems(
    deps,
    state.ecosystem,
    archive.fetchRecords(state.ecosystem, ids, options),
    options,
  );
  await deps.writer.saveSync(reached);
  return { ecosystem: state.ecosystem, way: 'CHANGES', counts, removed: 0 };
}

async function nothingNew({ writer }: SyncDeps, state: SyncState, now: Date): Promise<SyncResult> {
  await rematchAll(writer);
  await writer.saveSync({ ...state, lastSyncAt: now, error: null });
  return { ecosystem: state.ecosystem, way: 'NOTHING_NEW', counts: null, removed: 0 };
}

/** The list was read before the archive: what changes in between is fetched again, never missed. */
async function syncArchive(
  deps: SyncDeps,
  state: SyncState,
  reached: SyncState,
  options: SyncOptions,
): Promise<SyncResult> {
  const { ecosystem } = state;
  const done = await deps.archive.withArchive(
    ecosystem,
    { etag: state.archiveEtag, signal: options.signal },
    async (items, etag) => {
      const present = new Set<string>();
      let named = 0;
      const { counts } = await importItems(deps, ecosystem, items, options, (id) => {
        present.add(id);
        named += 1;
      });
      // A record that cannot be read at all may be any of ours: then nothing is taken for missing.
      const isComplete = named === counts.read && named > 0;
      const removed = isComplete ? await deps.writer.withdrawMissing(ecosystem, present) : 0;
      if (removed > 0) await rematchAll(deps.writer, options.signal);
      return { counts, removed, etag };
    },
  );
  const lastArchiveAt = reached.lastSyncAt;
  if (done === null) {
    await deps.writer.saveSync({ ...reached, lastArchiveAt });
    return { ecosystem, way: 'NOTHING_NEW', counts: null, removed: 0 };
  }
  await deps.writer.saveSync({ ...reached, lastArchiveAt, archiveEtag: done.etag });
  return { ecosystem, way: 'ARCHIVE', counts: done.counts, removed: done.removed };
}

function importItems(
  { writer }: SyncDeps,
  ecosystem: string,
  items: AsyncIterable<SourceItem>,
  options: SyncOptions,
  onRecord?: (id: string) => void,
): Promise<ImportResult> {
  const request = { source: `osv.dev ${ecosystem}`, origin: 'ARCHIVE' as const, items };
  return importAdvisories(
    { writer },
    { ...request, ...options, ...(onRecord === undefined ? {} : { onRecord }) },
  );
}
