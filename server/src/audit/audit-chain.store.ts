import type { DataSource, EntityManager } from 'typeorm';
import {
  type AuditChain,
  type AuditSeal,
  type ChainState,
  makeSeal,
  recordHash,
  type RecordWithHash,
  type SealedRecord,
  type SealEntry,
} from './audit-chain.js';
import { type ChainReader, type ChainVerdict, verifyChain } from './verify-chain.js';

const RECORD = `event.id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, actor, actor_kind AS "actorKind",
  actor_id AS "actorId", action, operation, message, subject, project_id AS "projectId", before, after,
  request_id AS "requestId", remote_address AS "remoteAddress"`;

/** Sealing in Postgres: of several processes one seals, and the others do not wait. */
export function createAuditChain(manager: EntityManager): AuditChain {
  return {
    async sealNext(limit, now) {
      const [lock]: { isMine: boolean }[] = await manager.query(
        `SELECT pg_try_advisory_xact_lock(hashtext('audit_seal')) AS "isMine"`,
      );
      if (lock?.isMine !== true) return null;
      const records: SealedRecord[] = await manager.query(
        `SELECT ${RECORD} FROM audit_unsealed JOIN audit_event AS event USING (id) ORDER BY event.id LIMIT $1`,
        [limit],
      );
      if (records.length === 0) return 0;
      const [last]: { number: string; hash: string }[] = await manager.query(
        'SELECT number, hash FROM audit_seal ORDER BY number DESC LIMIT 1',
      );
      const seal = makeSeal(last ?? null, records, now);
      await insertSeal(manager, seal);
      await manager.query('DELETE FROM audit_unsealed WHERE id = ANY($1::bigint[])', [
        records.map(({ id }) => id),
      ]);
      return records.length;
    },
    state: () => readState(manager),
    sealedRecords: (ids) => sealedRecords(manager, ids),
    seals: (after, first) => sealRows(manager, 'number > $1 ORDER BY number LIMIT $2', [after, first]),
  };
}

async function insertSeal(manager: EntityManager, seal: AuditSeal): Promise<void> {
  const { number, entries, previousHash, hash, sealedAt } = seal;
  await manager.query(
    `INSERT INTO audit_seal (number, first_id, last_id, entries, previous_hash, hash, sealed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [number, entries[0]?.id, entries.at(-1)?.id, packEntries(entries), previousHash, hash, sealedAt],
  );
}

async function readState(manager: EntityManager): Promise<ChainState> {
  const [row]: {
    seals: string;
    records: string;
    waiting: string;
    hash: string | null;
    sealed_at: Date | null;
  }[] = await manager.query(
    `SELECT (SELECT count(*) FROM audit_seal) AS seals, (SELECT coalesce(sum(length(entries) / ${ENTRY_BYTES}), 0) FROM audit_seal) AS records,
       (SELECT count(*) FROM audit_unsealed) AS waiting, last.hash, last.sealed_at
     FROM (VALUES (1)) AS one LEFT JOIN LATERAL
       (SELECT hash, sealed_at FROM audit_seal ORDER BY number DESC LIMIT 1) AS last ON true`,
  );
  return {
    seals: Number(row?.seals ?? 0),
    sealedRecords: Number(row?.records ?? 0),
    waitingRecords: Number(row?.waiting ?? 0),
    lastHash: row?.hash ?? null,
    sealedAt: row?.sealed_at ?? null,
  };
}

/** Seals of records between two ids. */
const OVERLAPS = `int8range(first_id, last_id, '[]') && int8range($1, $2, '[]')`;
/** Walks the chain as it stands at one moment, while the log goes on. */
export function verifyStoredChain(
  dataSource: DataSource,
  onProgress?: (sealedRecords: number) => void,
): Promise<ChainVerdict> {
  return dataSource.transaction('REPEATABLE READ', (manager) =>
    verifyChain(createChainReader(manager), onProgress),
  );
}

const SEALS_AT_ONCE = 20;
const IDS_AT_ONCE = 10_000;

/** The chain and the log for `verifyChain`; inside a transaction with REPEATABLE READ they are those of one moment. */
export function createChainReader(manager: EntityManager): ChainReader {
  return {
    async *seals() {
      for (let after = '0'; ;) {
        const rows = await sealRows(manager, 'number > $1 ORDER BY number LIMIT $2', [after, SEALS_AT_ONCE]);
        const last = rows.at(-1);
        if (last === undefined) return;
        yield rows;
        after = last.number;
      }
    },
    records: (ids) =>
      manager.query(`SELECT ${RECORD} FROM audit_event AS event WHERE event.id = ANY($1::bigint[])`, [ids]),
    countSettled: () =>
      count(
        manager,
        'audit_event WHERE NOT EXISTS (SELECT 1 FROM audit_unsealed WHERE audit_unsealed.id = audit_event.id)',
      ),
    countWaiting: () => count(manager, 'audit_unsealed'),
    firstStranger: () => firstStranger(manager),
  };
}

async function sealedRecords(
  manager: EntityManager,
  ids: readonly string[],
): Promise<readonly RecordWithHash[]> {
  const sorted = ids.toSorted((left, right) => (BigInt(left) < BigInt(right) ? -1 : 1));
  const seals = ids.length === 0 ? [] : await sealRows(manager, OVERLAPS, [sorted[0], sorted.at(-1)]);
  const numbers = new Map(
    seals.flatMap(({ number, entries }) => entries.map(({ id }) => [id, number] as const)),
  );
  const rows: SealedRecord[] = await manager.query(
    `SELECT ${RECORD} FROM audit_event AS event WHERE event.id = ANY($1::bigint[]) ORDER BY event.id DESC`,
    [ids],
  );
  return rows.map((row) => ({ ...row, hash: recordHash(row), seal: numbers.get(row.id) ?? null }));
}

async function count(manager: EntityManager, from: string): Promise<number> {
  const [row]: { count: string }[] = await manager.query(`SELECT count(*) AS count FROM ${from}`);
  return Number(row?.count ?? 0);
}

async function firstStranger(manager: EntityManager): Promise<string | null> {
  for (let after = '0'; ;) {
    const rows: { id: string }[] = await manager.query(
      `SELECT id FROM audit_event WHERE id > $1
         AND NOT EXISTS (SELECT 1 FROM audit_unsealed WHERE audit_unsealed.id = audit_event.id) ORDER BY id LIMIT $2`,
      [after, IDS_AT_ONCE],
    );
    const [first] = rows;
    const last = rows.at(-1);
    if (first === undefined || last === undefined) return null;
    const seals = await sealRows(manager, OVERLAPS, [first.id, last.id]);
    const sealed = new Set(seals.flatMap(({ entries }) => entries.map(({ id }) => id)));
    const stranger = rows.find(({ id }) => !sealed.has(id));
    if (stranger !== undefined) return stranger.id;
    after = last.id;
  }
}

async function sealRows(
  manager: EntityManager,
  where: string,
  parameters: readonly unknown[],
): Promise<readonly AuditSeal[]> {
  const rows: { number: string; entries: Buffer; previous_hash: string; hash: string; sealed_at: Date }[] =
    await manager.query(
      `SELECT number, entries, previous_hash, hash, sealed_at FROM audit_seal WHERE ${where}`,
      [...parameters],
    );
  return rows.map((row) => ({
    number: row.number,
    entries: unpackEntries(row.entries),
    previousHash: row.previous_hash,
    hash: row.hash,
    sealedAt: row.sealed_at.toISOString(),
  }));
}

const ENTRY_BYTES = 40;

/** Eight bytes of id and 32 of hash for each record. */
function packEntries(entries: readonly SealEntry[]): Buffer {
  const bytes = Buffer.alloc(entries.length * ENTRY_BYTES);
  for (const [index, { id, hash }] of entries.entries()) {
    bytes.writeBigUInt64BE(BigInt(id), index * ENTRY_BYTES);
    bytes.write(hash, index * ENTRY_BYTES + 8, 'hex');
  }
  return bytes;
}

/** Of bytes that were changed by hand something comes out, which the hash then does not fit. */
function unpackEntries(bytes: Buffer): readonly SealEntry[] {
  const entries: SealEntry[] = [];
  for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES)
    entries.push({
      id: bytes.readBigUInt64BE(at).toString(),
      hash: bytes.toString('hex', at + 8, at + ENTRY_BYTES),
    });
  return entries;
}
