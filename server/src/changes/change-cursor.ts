import { AppError } from '../errors.js';

/** What a snapshot of Postgres sees: transactions below `max` but for those that were under way. */
export interface Snapshot {
  readonly min: string;
  readonly max: string;
  readonly underWay: readonly string[];
}

/**
 * A place in the log: all that `from` sees was told, and of what `upTo` sees besides, everything up to `seq`. `server` tells one
 * database server from another, because their transactions are numbered apart.
 */
export interface ChangeCursor {
  readonly server: string;
  readonly from: Snapshot;
  readonly rest: { readonly upTo: Snapshot; readonly seq: string } | null;
}

const MAX_CURSOR = 40_000;
const MAX_UNDER_WAY = 1_000;

/** The place as an opaque text. */
export function encodeCursor({ server, from, rest }: ChangeCursor): string {
  const parts = [
    server,
    formatSnapshot(from),
    ...(rest === null ? [] : [formatSnapshot(rest.upTo), rest.seq]),
  ];
  return Buffer.from(parts.join('/'), 'latin1').toString('base64url');
}

/** The place that a reader gives; BAD_INPUT for anything that Backline did not make. */
export function decodeCursor(text: string): ChangeCursor {
  const cursor = text.length > MAX_CURSOR ? null : parse(Buffer.from(text, 'base64url').toString('latin1'));
  if (cursor !== null) return cursor;
  throw new AppError('BAD_INPUT', 'This is no cursor of an event. Give one as it came, or none.', {
    details: { field: 'after' },
  });
}

/** As Postgres writes a `pg_snapshot`. */
export function formatSnapshot({ min, max, underWay }: Snapshot): string {
  return `${min}:${max}:${underWay.join(',')}`;
}

/** Reads a `pg_snapshot`; null for what Postgres would not take as one. */
export function parseSnapshot(text: string): Snapshot | null {
  const [min = '', max = '', list = '?', ...more] = text.split(':');
  if (more.length > 0 || !isNumber(min) || !isNumber(max) || BigInt(min) < 1n || BigInt(min) > BigInt(max))
    return null;
  const underWay = list === '' ? [] : list.split(',');
  if (underWay.length > MAX_UNDER_WAY || !underWay.every(isNumber)) return null;
  let last = BigInt(min) - 1n;
  for (const each of underWay) {
    if (BigInt(each) <= last || BigInt(each) >= BigInt(max)) return null;
    last = BigInt(each);
  }
  return { min, max, underWay };
}

function parse(text: string): ChangeCursor | null {
  const [server = '', first = '', second, seq, ...more] = text.split('/');
  const from = parseSnapshot(first);
  if (!/^[0-9a-f]{8}$/.test(server) || from === null || more.length > 0) return null;
  if (second === undefined) return { server, from, rest: null };
  const upTo = parseSnapshot(second);
  return upTo === null || seq === undefined || !isNumber(seq) ? null : { server, from, rest: { upTo, seq } };
}

/** What a bigint of Postgres holds. */
function isNumber(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}
