import type { EntityManager } from 'typeorm';
import type { Advisory } from './advisory.js';
import { lockAdvisoryWriting } from './advisory-locks.store.js';
import type {
  AdvisoryOrigin,
  AdvisoryWriter,
  BatchOutcome,
  ImportCounts,
  RematchOutcome,
  SyncState,
} from './advisory-ports.js';
import { replaceRecords } from './advisory-rows.store.js';
import type { VersionOrder } from './prepared-version.js';
import { OSV_READING } from './osv.js';
import { rematchPending } from './rematch.store.js';

/** What the writer needs besides the database. */
export interface AdvisoryWriterOptions {
  readonly orders: readonly VersionOrder[];
  /** Called in the transaction that changed the matches of these package versions: what follows commits with it. */
  readonly onMatchesChanged?: (manager: EntityManager, packageVersionIds: readonly string[]) => Promise<void>;
}

/** Advisories in Postgres: any number of processes may write at once, batch by batch. */
export function createAdvisoryWriter(manager: EntityManager, options: AdvisoryWriterOptions): AdvisoryWriter {
  return {
    async beginImport(source) {
      const rows = await manager.query<{ id: string }[]>(
        `INSERT INTO advisory_import (source, state, counts) VALUES ($1, 'RUNNING', $2) RETURNING id`,
        [source, JSON.stringify(NOTHING)],
      );
      return rows[0]?.id ?? '';
    },
    findKnown: (records) => findKnown(manager, records),
    writeBatch: (advisories, origin) =>
      manager.transaction((within) => writeBatch(within, newestOfEach(advisories), origin)),
    async saveImport(id, { state, counts, problems, error }) {
      await manager.query(
        `UPDATE advisory_import SET state = $2, counts = $3, problems = $4, error = $5,
           finished_at = CASE WHEN $2 = 'RUNNING' THEN NULL ELSE clock_timestamp() END WHERE id = $1`,
        [id, state, JSON.stringify(counts), JSON.stringify(problems), error],
      );
    },
    withdrawMissing: (ecosystem, present) => withdrawMissing(manager, ecosystem, present),
    rematchPending: (limit): Promise<RematchOutcome> =>
      manager.transaction((within) => rematchPending(within, limit, options)),
    readSync: (ecosystem) => readSync(manager, ecosystem),
    saveSync: (state) => saveSync(manager, state),
  };
}

const NOTHING: ImportCounts = { read: 0, new: 0, changed: 0, unchanged: 0, withdrawn: 0, broken: 0 };

interface RecordForm {
  readonly id: string;
  readonly modifiedAt: string;
}

async function findKnown(
  manager: EntityManager,
  records: readonly RecordForm[],
): Promise<ReadonlySet<string>> {
  const there = await findThere(manager, records);
  return new Set([...there].flatMap(([id, form]) => (form === 'KNOWN' ? [id] : [])));
}

/** Those that are here: KNOWN in the same or a newer form, OLDER otherwise. */
async function findThere(
  manager: EntityManager,
  records: readonly RecordForm[],
): Promise<ReadonlyMap<string, 'KNOWN' | 'OLDER'>> {
  const rows = await manager.query<{ id: string; isKnown: boolean }[]>(
    `SELECT id, advisory.modified_at > asked.modified_at
       OR (advisory.modified_at = asked.modified_at AND reading >= $3) AS "isKnown"
     FROM unnest($1::text[], $2::timestamptz[]) AS asked(id, modified_at) JOIN advisory USING (id)`,
    [records.map(({ id }) => id), records.map(({ modifiedAt }) => modifiedAt), OSV_READING],
  );
  const there = new Map<string, 'KNOWN' | 'OLDER'>();
  for (const { id, isKnown } of rows) {
    if (isKnown || !there.has(id)) there.set(id, isKnown ? 'KNOWN' : 'OLDER');
  }
  return there;
}

async function writeBatch(
  manager: EntityManager,
  advisories: readonly Advisory[],
  origin: AdvisoryOrigin,
): Promise<BatchOutcome> {
  await lockAdvisoryWriting(manager);
  const there = await findThere(manager, advisories);
  const written = advisories.filter(({ id }) => there.get(id) !== 'KNOWN');
  const replaced = written.map(({ id }) => id).filter((id) => there.has(id));
  await replaceRecords(manager, written, {
    reading: OSV_READING,
    isFromArchive: origin === 'ARCHIVE',
    replaced,
  });
  return {
    new: written.length - replaced.length,
    changed: replaced.length,
    unchanged: advisories.length - written.length,
    withdrawn: written.filter(({ withdrawnAt }) => withdrawnAt !== null).length,
  };
}

function newestOfEach(advisories: readonly Advisory[]): readonly Advisory[] {
  const newest = new Map<string, Advisory>();
  for (const advisory of advisories) {
    const other = newest.get(advisory.id);
    if (other === undefined || trimmed(advisory.modifiedAt) > trimmed(other.modifiedAt)) {
      newest.set(advisory.id, advisory);
    }
  }
  return [...newest.values()];
}

function trimmed(time: string): string {
  return time.replace('Z', '');
}

const WITHDRAW_BATCH = 500;

async function withdrawMissing(
  manager: EntityManager,
  ecosystem: string,
  present: ReadonlySet<string>,
): Promise<number> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM advisory WHERE is_from_archive AND withdrawn_at IS NULL
       AND id IN (SELECT advisory_id FROM advisory_affected WHERE ecosystem = $1)`,
    [ecosystem],
  );
  const missing = rows.map(({ id }) => id).filter((id) => !present.has(id));
  for (let start = 0; start < missing.length; start += WITHDRAW_BATCH) {
    const ids = missing.slice(start, start + WITHDRAW_BATCH);
    await manager.transaction((within) => withdraw(within, ids));
  }
  return missing.length;
}

/** Stored as an older reading, so that a record that comes back unchanged stands again. */
async function withdraw(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await lockAdvisoryWriting(manager);
  const rows = await manager.query<{ record: Advisory; now: string }[]>(
    `SELECT record, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS now
     FROM advisory WHERE id = ANY($1) AND withdrawn_at IS NULL`,
    [ids],
  );
  const withdrawn = rows.map(({ record, now }) => ({ ...record, withdrawnAt: now }));
  await replaceRecords(manager, withdrawn, { reading: 0, isFromArchive: true, replaced: ids });
}

async function readSync(manager: EntityManager, ecosystem: string): Promise<SyncState> {
  const rows = await manager.query<SyncState[]>(`${SELECT_SYNC} WHERE ecosystem = $1`, [ecosystem]);
  return (
    rows[0] ?? {
      ecosystem,
      archiveEtag: null,
      listEtag: null,
      newestModified: null,
      lastArchiveAt: null,
      lastSyncAt: null,
      error: null,
    }
  );
}

/** Columns of `advisory_sync` as the fields of `SyncState`. */
export const SELECT_SYNC = `SELECT ecosystem, archive_etag AS "archiveEtag", list_etag AS "listEtag",
  newest_modified AS "newestModified", last_archive_at AS "lastArchiveAt", last_sync_at AS "lastSyncAt", error
  FROM advisory_sync`;

async function saveSync(manager: EntityManager, state: SyncState): Promise<void> {
  await manager.query(
    `INSERT INTO advisory_sync (ecosystem, archive_etag, list_etag, newest_modified, last_archive_at, last_sync_at, error)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (ecosystem) DO UPDATE SET archive_etag = excluded.archive_etag, list_etag = excluded.list_etag,
       newest_modified = excluded.newest_modified, last_archive_at = excluded.last_archive_at,
       last_sync_at = excluded.last_sync_at, error = excluded.error`,
    [
      state.ecosystem,
      state.archiveEtag,
      state.listEtag,
      state.newestModified,
      state.lastArchiveAt,
      state.lastSyncAt,
      state.error,
    ],
  );
}
