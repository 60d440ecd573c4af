/** Which part of an ordered list is asked for. Keys are what the order compares, as the texts that Postgres gives for them. */
export interface KeysetWindow {
  readonly size: number;
  /** The keys of the row after which the part begins. */
  readonly after: readonly string[] | null;
  /** The keys of the row before which it ends. */
  readonly before: readonly string[] | null;
  /** Whether the last rows of the part are wanted and not the first; they come in the list's order all the same. */
  readonly isBackward: boolean;
  /** Whether the order is turned round. */
  readonly isReversed: boolean;
  /** The parents of which a page each is wanted; null for a list that has none. */
  readonly parents: readonly string[] | null;
}

/** A page, with the keys of each of its rows. */
export interface KeysetPage<Row> {
  readonly rows: readonly Row[];
  readonly keys: readonly (readonly string[])[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/** Pages by the id of their parent; `ROOT` where the list has no parents. */
export type KeysetPages<Row> = ReadonlyMap<string, KeysetPage<Row>>;

/** What stands for the parent of a list that has none. */
export const ROOT = '';

/** An ordered list: its pages, of many parents with one statement each, and how long it is. */
export interface KeysetReader<Row> {
  /** BAD_INPUT for keys that are not of this order. */
  pages(window: KeysetWindow): Promise<KeysetPages<Row>>;
  /** How many rows there are, counted no further than `cap` + 1. */
  counts(parents: readonly string[] | null, cap: number): Promise<ReadonlyMap<string, number>>;
}

/** A page without rows. */
export const EMPTY_PAGE: KeysetPage<never> = { rows: [], keys: [], hasNext: false, hasPrevious: false };

/** Types of keys, as Postgres names them. */
export type KeyType = 'smallint' | 'integer' | 'bigint' | 'real' | 'numeric' | 'text' | 'timestamptz';

/** Whether a text that a client sent can be read as a key of this type. */
export function isKey(type: KeyType, text: string): boolean {
  switch (type) {
    case 'smallint':
      return isWhole(text, 15n);
    case 'integer':
      return isWhole(text, 31n);
    case 'bigint':
      return isWhole(text, 63n);
    case 'numeric':
      return /^-?\d{1,20}(?:\.\d{1,20})?$/.test(text);
    case 'real':
      return isReal(text);
    case 'timestamptz':
      return isInstant(text);
    case 'text':
      return text.length <= 4_000;
  }
}

function isWhole(text: string, bits: bigint): boolean {
  if (!/^-?\d{1,19}$/.test(text)) return false;
  const value = BigInt(text);
  return value >= -(2n ** bits) && value < 2n ** bits;
}

function isReal(text: string): boolean {
  if (!/^-?\d{1,40}(?:\.\d{1,40})?(?:e[+-]?\d{1,2})?$/.test(text)) return false;
  const value = Math.fround(Number(text));
  return Number.isFinite(value) && (value !== 0 || Number(text) === 0);
}

function isInstant(text: string): boolean {
  if (text === 'infinity' || text === '-infinity') return true;
  const [, day, time, zone] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d{1,6})?([+-]\d\d(?::\d\d)?)$/.exec(text) ?? [];
  if (day === undefined || time === undefined || zone === undefined) return false;
  const parsed = Date.parse(`${day}T${time}Z`);
  if (Number.isNaN(parsed) || new Date(parsed).toISOString().slice(0, 19) !== `${day}T${time}`) return false;
  return Number(zone.slice(1, 3)) < 15 && Number(zone.slice(4)) < 60 && !day.startsWith('0000');
}
