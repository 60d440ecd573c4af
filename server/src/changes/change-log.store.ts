import type { EntityManager } from 'typeorm';
import { AppError } from '../errors.js';
import type { Listener } from '../db/listener.js';
import type { ChangeLog, ChangeWake, LogPlace } from './change-log.js';
import { formatSnapshot, parseSnapshot, type Snapshot } from './change-cursor.js';
import { CHANGE_KINDS, type ChangeOperation, type LoggedChange } from './change.js';

const CHANNEL = 'backline_change';
/** Its own notification of a job says that the log has a new row, too. */
const JOB_CHANNEL = 'backline_job';
const MAX_WAVE = 2_000;
const FORGET_BATCH = 10_000;

/** The log in Postgres; the triggers of migration 0037 write it. */
export function createChangeLog(manager: EntityManager): ChangeLog {
  return {
    async place() {
      const server = await identify(manager);
      const [row]: { snapshot: string }[] = await manager.query(
        'SELECT pg_current_snapshot()::text AS snapshot',
      );
      return { server, snapshot: read(row?.snapshot) };
    },
    async readSince(from) {
      const rows: (LogRow & { snapshot: string; is_forgotten: boolean })[] = await manager.query(
        `SELECT pg_current_snapshot()::text AS snapshot, ${IS_FORGOTTEN} AS is_forgotten, logged.*
         FROM change_log_state LEFT JOIN LATERAL (
           SELECT ${COLUMNS} FROM change_log WHERE ${UNSEEN} ORDER BY change_log.seq LIMIT ${MAX_WAVE + 1}) AS logged ON true`,
        unseenBy(from.snapshot),
      );
      const upTo: LogPlace = { server: from.server, snapshot: read(rows[0]?.snapshot) };
      if (rows.length > MAX_WAVE || rows[0]?.is_forgotten !== false) return { from, upTo, changes: null };
      return { from, upTo, changes: rows.flatMap((row) => toChanges(row)) };
    },
    async readObjects({ from, upTo, seq }, { kind, id, projectId }, limit) {
      const rows: LogRow[] = await manager.query(
        `SELECT max(seq)::text AS seq, kind, object_id::text AS id, (array_agg(project_id ORDER BY seq DESC))[1]::text AS project,
           (array_agg(op ORDER BY seq DESC))[1] AS op, bool_or(op = 'C') AS is_new
         FROM change_log WHERE ${UNSEEN} AND pg_visible_in_snapshot(xact, $3::pg_snapshot) AND kind = $4
           AND ($5::bigint IS NULL OR object_id = $5) AND ($6::bigint IS NULL OR project_id = $6)
         GROUP BY kind, object_id HAVING max(seq) > $7 ORDER BY max(seq) LIMIT ${Math.trunc(limit)}`,
        [...unseenBy(from), formatSnapshot(upTo), kind, id, projectId, seq],
      );
      // Asked afterwards: what was forgotten meanwhile may be missing above.
      const [state]: { is_forgotten: boolean }[] = await manager.query(
        `SELECT ${IS_FORGOTTEN} OR greatest($1::xid8, $3::xid8) > pg_snapshot_xmax(pg_current_snapshot()) AS is_forgotten
         FROM change_log_state`,
        [...unseenBy(from), upTo.max],
      );
      return state?.is_forgotten === false ? rows.flatMap((row) => toChanges(row)) : null;
    },
  };
}

/** Wakes by notifications. */
export function createChangeWake(listener: Listener): ChangeWake {
  return async (onNew, onGap) => {
    const stops = [await listener.listen(CHANNEL, onNew, onGap), await listener.listen(JOB_CHANNEL, onNew)];
    return async () => {
      for (const stop of stops) await stop();
    };
  };
}

/** Forgets a batch of what is older; how many rows. */
export async function forgetChanges(manager: EntityManager, before: Date): Promise<number> {
  const [row]: { count: number }[] = await manager.query(
    `WITH oldest AS (SELECT xact, seq, at FROM change_log ORDER BY xact, seq LIMIT ${FORGET_BATCH}),
       gone AS (DELETE FROM change_log AS logged USING oldest
         WHERE logged.xact = oldest.xact AND logged.seq = oldest.seq AND oldest.at < $1 RETURNING logged.xact),
       noted AS (UPDATE change_log_state SET forgotten = greatest(forgotten, last.xact)
         FROM (SELECT xact FROM gone ORDER BY xact DESC LIMIT 1) AS last)
     SELECT count(*)::int AS count FROM gone`,
    [before],
  );
  return row?.count ?? 0;
}

/** As the driver gives it. */
interface LogRow {
  readonly seq: string | null;
  readonly kind: string;
  readonly op: string;
  readonly id: string | null;
  readonly project: string | null;
  readonly is_new?: boolean;
}

const COLUMNS = 'seq::text AS seq, kind, op, object_id::text AS id, project_id::text AS project';

/** What a snapshot does not see, so that the index answers; the same as \`NOT pg_visible_in_snapshot\`. */
const UNSEEN = '(xact >= $1::xid8 OR xact = ANY($2::xid8[]))';

/**
 * Whether something that a snapshot does not see may be forgotten. A transaction that still runs has shown nothing yet: one that was left
 * open, in whichever database of the server, makes nobody miss anything.
 */
const IS_FORGOTTEN = `(forgotten >= $1::xid8 OR EXISTS (SELECT FROM unnest($2::xid8[]) AS was_under_way
  WHERE was_under_way <= forgotten AND pg_visible_in_snapshot(was_under_way, pg_current_snapshot())))`;

function unseenBy({ max, underWay }: Snapshot): readonly [string, readonly string[]] {
  return [max, underWay];
}

/**
 * Names the database server and its history by eight hexadecimal digits. After a restored backup its transactions are numbered
 * anew, so what the log had goes; cursors of the other server are known by its name.
 */
async function identify(manager: EntityManager): Promise<string> {
  const [row]: { server: string }[] = await manager.query(
    `SELECT left(md5(format('%s/%s', system_identifier, timeline_id)), 8) AS server
     FROM pg_control_system(), pg_control_checkpoint()`,
  );
  const server = row?.server ?? '00000000';
  await manager.query(
    `WITH moved AS (UPDATE change_log_state SET server = $1, forgotten = '0' WHERE server <> $1 RETURNING 1)
     DELETE FROM change_log WHERE EXISTS (SELECT FROM moved)`,
    [server],
  );
  return server;
}

const OPERATIONS: ReadonlyMap<string, ChangeOperation> = new Map([
  ['C', 'CREATED'],
  ['U', 'UPDATED'],
  ['D', 'DELETED'],
]);

function toChanges({ seq, kind, op, id, project, is_new }: LogRow): readonly LoggedChange[] {
  const known = [...CHANGE_KINDS, 'JOB' as const].find((each) => each === kind);
  const last = OPERATIONS.get(op);
  if (seq === null || known === undefined || last === undefined) return [];
  const operation = last === 'UPDATED' && is_new === true ? 'CREATED' : last;
  return [{ seq, kind: known, operation, id, projectId: project }];
}

function read(text: string | undefined): Snapshot {
  const snapshot = parseSnapshot(text ?? '');
  if (snapshot === null) throw new AppError('INTERNAL', 'The database gave no snapshot.');
  return snapshot;
}
