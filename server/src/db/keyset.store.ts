import type { EntityManager } from 'typeorm';
import { AppError } from '../errors.js';
import {
  EMPTY_PAGE,
  isKey,
  type KeysetPage,
  type KeysetReader,
  type KeysetWindow,
  type KeyType,
  ROOT,
} from '../keyset.js';
import type { Conditions } from './query.js';

/** What an order compares, in SQL: never null, the last key unlike in every row, all in one direction, smallest first. */
export interface KeysetOrder {
  readonly keys: readonly (readonly [sql: string, type: KeyType])[];
  /** Greatest first. */
  readonly isDescending?: boolean;
}

/** The page that is read, for a list that must be cut before its parts are put together. */
export interface KeysetCut {
  /** Adds the parameters that it needs. */
  readonly condition: (conditions: Conditions) => string;
  readonly orderBy: string;
  readonly limit: number;
}

/** Where the rows of a list come from. */
export interface KeysetList {
  readonly select: string;
  /** Made anew for each statement, because each has parameters of its own. */
  readonly build: (cut: KeysetCut | null) => { readonly from: string; readonly conditions: Conditions };
  readonly order: KeysetOrder;
  /** The condition that makes a row one of `parent.id`, a text. */
  readonly of?: string;
}

/** Reads lists by keyset: rows that stand all the time are seen exactly once, whatever comes and goes between two pages. */
export function createKeysetReader<Row>(manager: EntityManager, list: KeysetList): KeysetReader<Row> {
  return {
    async pages(window) {
      checkKeys(list.order, window);
      const rows = await readRows<Row>(manager, list, window);
      const beyond = await readBeyond(manager, list, window);
      const parents = window.parents ?? [ROOT];
      return new Map(
        parents.map((parent) => [parent, toPage(rows.get(parent) ?? [], beyond.get(parent), window)]),
      );
    },
    counts: (parents, cap) => countRows(manager, list, parents, cap),
  };
}

/** A reader whose rows are looked up by the ids that another one lists; what is gone in between is left out. */
export function byIds<Row extends { readonly id: string }>(
  ids: KeysetReader<{ readonly id: string }>,
  load: (ids: readonly string[]) => Promise<readonly Row[]>,
): KeysetReader<Row> {
  return {
    async pages(window) {
      const pages = await ids.pages(window);
      const wanted = [...pages.values()].flatMap(({ rows }) => rows.map(({ id }) => id));
      const loaded = wanted.length === 0 ? [] : await load([...new Set(wanted)]);
      const byId = new Map(loaded.map((row) => [row.id, row]));
      return new Map(
        [...pages].map(([parent, page]) => [parent, mapPage(page, ({ id }) => byId.get(id) ?? null)]),
      );
    },
    counts: (parents, cap) => ids.counts(parents, cap),
  };
}

function mapPage<From, To>(page: KeysetPage<From>, map: (row: From) => To | null): KeysetPage<To> {
  const found = page.rows.flatMap((from, index) => {
    const row = map(from);
    return row === null ? [] : [{ row, keys: page.keys[index] ?? [] }];
  });
  return { ...page, rows: found.map(({ row }) => row), keys: found.map(({ keys }) => keys) };
}

/** A reader whose rows are made of those that another one lists; null leaves a row out. */
export function mapRows<From, To>(
  reader: KeysetReader<From>,
  map: (row: From) => To | null,
): KeysetReader<To> {
  return {
    pages: async (window) =>
      new Map([...(await reader.pages(window))].map(([parent, page]) => [parent, mapPage(page, map)])),
    counts: (parents, cap) => reader.counts(parents, cap),
  };
}

/** `ORDER BY` of an order as it is. */
export function orderSql({ keys, isDescending }: KeysetOrder): string {
  return keys.map(([sql]) => (isDescending === true ? `${sql} DESC` : sql)).join(', ');
}

/** The condition of what comes after the row with the id `?`, for those who go through a list by ids. */
export function afterRowSql({ keys, isDescending }: KeysetOrder, from: string, id: string): string {
  const sqls = keys.map(([sql]) => sql).join(', ');
  return `(${sqls}) ${isDescending === true ? '<' : '>'} (SELECT ${sqls} FROM ${from} WHERE ${id} = ?)`;
}

interface Marks {
  readonly keysetParent?: string;
  readonly keysetKeys: readonly string[];
}

async function readRows<Row>(
  manager: EntityManager,
  list: KeysetList,
  window: KeysetWindow,
): Promise<ReadonlyMap<string, (Row & Marks)[]>> {
  const cut = cutOf(list.order, window);
  const { keys } = list.order;
  const { from, conditions } = list.build(cut);
  conditions.addPlain(cut.condition(conditions));
  if (window.parents !== null) conditions.addPlain(list.of ?? 'false');
  const page = `SELECT ${list.select}, ARRAY[${keys.map(([sql]) => `(${sql})::text`).join(', ')}] AS "keysetKeys"
    FROM ${from} ${conditions.where()}
    ORDER BY ${cut.orderBy} LIMIT ${cut.limit}`;
  const sql =
    window.parents === null
      ? page
      : `SELECT parent.id AS "keysetParent", page.* FROM ${parentsOf(window.parents, conditions)} CROSS JOIN LATERAL (
           SELECT row_number() OVER () AS "keysetPlace", listed.* FROM (${page}) AS listed
         ) AS page ORDER BY parent.id, "keysetPlace"`;
  const rows: (Row & Marks)[] = await manager.query(sql, conditions.parameters);
  const byParent = new Map<string, (Row & Marks)[]>();
  for (const row of rows) {
    const parent = row.keysetParent ?? ROOT;
    const own = byParent.get(parent) ?? [];
    own.push(row);
    byParent.set(parent, own);
  }
  return byParent;
}

interface Beyond {
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

/** Whether there are rows outside the window: those at its ends, or farther out. */
async function readBeyond(
  manager: EntityManager,
  list: KeysetList,
  window: KeysetWindow,
): Promise<ReadonlyMap<string, Beyond>> {
  if (window.after === null && window.before === null) return new Map();
  const { from, conditions } = list.build(null);
  if (window.parents !== null) conditions.addPlain(list.of ?? 'false');
  const where = conditions.where() || 'WHERE true';
  const exists = (operator: '<=' | '>=', keys: readonly string[] | null) =>
    keys === null
      ? 'false'
      : `EXISTS (SELECT 1 FROM ${from} ${where} AND ${compared(list.order, operator, keys, conditions)})`;
  const isDescending = descends(list.order, window);
  const columns = `${exists(isDescending ? '>=' : '<=', window.after)} AS "hasPrevious",
    ${exists(isDescending ? '<=' : '>=', window.before)} AS "hasNext"`;
  const rows: (Beyond & { readonly id: string })[] = await manager.query(
    window.parents === null
      ? `SELECT '${ROOT}' AS id, ${columns}`
      : `SELECT parent.id, ${columns} FROM ${parentsOf(window.parents, conditions)}`,
    conditions.parameters,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function toPage<Row>(
  listed: readonly (Row & Marks)[],
  beyond: Beyond | undefined,
  { size, isBackward }: KeysetWindow,
): KeysetPage<Row> {
  if (listed.length === 0 && beyond === undefined) return EMPTY_PAGE;
  const isCut = listed.length > size;
  const cut = listed.slice(0, size);
  const rows = isBackward ? cut.toReversed() : cut;
  return {
    rows,
    keys: rows.map(({ keysetKeys }) => keysetKeys),
    hasNext: (!isBackward && isCut) || beyond?.hasNext === true,
    hasPrevious: (isBackward && isCut) || beyond?.hasPrevious === true,
  };
}

async function countRows(
  manager: EntityManager,
  list: KeysetList,
  parents: readonly string[] | null,
  cap: number,
): Promise<ReadonlyMap<string, number>> {
  const { from, conditions } = list.build(null);
  if (parents !== null) conditions.addPlain(list.of ?? 'false');
  const count = `SELECT count(*)::int FROM (
    SELECT 1 FROM ${from} ${conditions.where()} LIMIT ${Math.trunc(cap) + 1}) AS counted`;
  const rows: { id: string; count: number }[] = await manager.query(
    parents === null
      ? `SELECT '${ROOT}' AS id, (${count}) AS count`
      : `SELECT parent.id, (${count}) AS count FROM ${parentsOf(parents, conditions)}`,
    conditions.parameters,
  );
  return new Map(rows.map((row) => [row.id, row.count]));
}

function cutOf(order: KeysetOrder, window: KeysetWindow): KeysetCut {
  const isDescending = descends(order, window);
  const direction = isDescending === window.isBackward ? 'ASC' : 'DESC';
  return {
    condition(conditions) {
      const { after, before } = window;
      const parts = [
        ...(after === null ? [] : [compared(order, isDescending ? '<' : '>', after, conditions)]),
        ...(before === null ? [] : [compared(order, isDescending ? '>' : '<', before, conditions)]),
      ];
      return parts.length === 0 ? 'true' : parts.join(' AND ');
    },
    orderBy: order.keys.map(([sql]) => `${sql} ${direction}`).join(', '),
    limit: Math.trunc(window.size) + 1,
  };
}

function parentsOf(parents: readonly string[], conditions: Conditions): string {
  return `unnest(${conditions.parameter([...new Set(parents)])}::text[]) AS parent (id)`;
}

function descends({ isDescending }: KeysetOrder, { isReversed }: KeysetWindow): boolean {
  return (isDescending === true) !== isReversed;
}

function compared(
  { keys }: KeysetOrder,
  operator: '<' | '>' | '<=' | '>=',
  values: readonly string[],
  conditions: Conditions,
): string {
  const sqls = keys.map(([sql]) => sql).join(', ');
  const given = keys.map(([, type], index) => `${conditions.parameter(values[index] ?? '')}::${type}`);
  return `(${sqls}) ${operator} (${given.join(', ')})`;
}

/** A cursor is what a client sends: its keys must be of the types that the order compares. */
function checkKeys({ keys }: KeysetOrder, { after, before }: KeysetWindow): void {
  const fits = (given: readonly string[] | null) =>
    given === null ||
    (given.length === keys.length && keys.every(([, type], index) => isKey(type, given[index] ?? '')));
  for (const [field, given] of [
    ['after', after],
    ['before', before],
  ] as const) {
    if (!fits(given))
      throw new AppError('BAD_INPUT', 'This is not a cursor of this list.', { details: { field } });
  }
}
