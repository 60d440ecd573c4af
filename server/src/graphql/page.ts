import DataLoader from 'dataloader';
import { EMPTY_PAGE, type KeysetPage, type KeysetReader, type KeysetWindow, ROOT } from '../keyset.js';
import { AppError } from '../errors.js';
import { COUNT_CAP, type Page, type PageArgs } from './connection.type.js';
import type { AskedOrder } from './order.type.js';

const MAX_PAGE = 100;
const DEFAULT_PAGE = 20;
const MAX_CURSOR = 8_000;

/** A list of which pages are read. */
export interface ListSource<Row> {
  /** Of its own: a cursor holds it, so that no other list takes the cursor. */
  readonly name: string;
  /** The order that was asked for, where there are several; cursors hold it, too. */
  readonly order?: AskedOrder;
  readonly list: KeysetReader<Row>;
}

/** A list of which every parent has one. */
export interface NestedSource<Row> extends ListSource<Row> {
  readonly parent: string;
  /** What makes one list unlike another of the same name, for JSON. */
  readonly filter?: unknown;
}

/** Reads a page of a list. BAD_INPUT for sizes and cursors that are not ours. */
export async function readList<Row>(args: PageArgs, source: ListSource<Row>): Promise<Page<Row>> {
  const pages = await source.list.pages({ ...toWindow(args, source), parents: null });
  const count = async () => (await source.list.counts(null, COUNT_CAP)).get(ROOT) ?? 0;
  return toPage(source, pages.get(ROOT) ?? EMPTY_PAGE, count);
}

/** Reads a page of a list of one parent, with those of all the other parents of a request in one statement. */
export type NestedReader<Row> = (
  loaders: object,
  args: PageArgs,
  source: NestedSource<Row>,
) => Promise<Page<Row>>;

interface Batch<Row> {
  readonly pages: DataLoader<string, KeysetPage<Row>>;
  readonly counts: DataLoader<string, number>;
}

/** A reader for one field; what belongs together is known by the loaders of the request. */
export function nestedReader<Row>(): NestedReader<Row> {
  const byRequest = new WeakMap<object, Map<string, Batch<Row>>>();
  return async (loaders, args, source) => {
    const window = toWindow(args, source);
    const batches = byRequest.get(loaders) ?? new Map<string, Batch<Row>>();
    byRequest.set(loaders, batches);
    const key = JSON.stringify([source.name, source.filter ?? null, window]);
    const batch = batches.get(key) ?? makeBatch(source.list, window);
    batches.set(key, batch);
    const count = () => batch.counts.load(source.parent);
    return toPage(source, await batch.pages.load(source.parent), count);
  };
}

/** Nothing is kept: a mutation of the same request may have changed it. */
function makeBatch<Row>(list: KeysetReader<Row>, window: Omit<KeysetWindow, 'parents'>): Batch<Row> {
  const options = { cache: false };
  return {
    pages: new DataLoader<string, KeysetPage<Row>>(async (parents) => {
      const pages = await list.pages({ ...window, parents });
      return parents.map((parent) => pages.get(parent) ?? EMPTY_PAGE);
    }, options),
    counts: new DataLoader<string, number>(async (parents) => {
      const counts = await list.counts(parents, COUNT_CAP);
      return parents.map((parent) => counts.get(parent) ?? 0);
    }, options),
  };
}

/** The number of rows asked for. */
export function pageSize({ first, last }: Pick<PageArgs, 'first' | 'last'>): number {
  if (first != null && last != null)
    throw badInput('Ask for the first rows or for the last ones, not for both.', 'last');
  const [field, size] = last != null ? ['last', last] : ['first', first ?? DEFAULT_PAGE];
  if (size >= 1 && size <= MAX_PAGE) return size;
  throw badInput(`A page has 1 to ${MAX_PAGE} rows.`, field);
}

function toWindow(args: PageArgs, { name, order }: Omit<ListSource<unknown>, 'list'>) {
  const list = cursorName(name, order);
  return {
    size: pageSize(args),
    after: args.after == null ? null : decodeCursor(args.after, list, 'after'),
    before: args.before == null ? null : decodeCursor(args.before, list, 'before'),
    isBackward: args.last != null,
    isReversed: order?.isReversed ?? false,
  };
}

function toPage<Row>(
  { name, order }: Omit<ListSource<Row>, 'list'>,
  { rows, keys, hasNext, hasPrevious }: KeysetPage<Row>,
  count: () => Promise<number>,
): Page<Row> {
  const list = cursorName(name, order);
  return { rows, hasNext, hasPrevious, cursors: keys.map((key) => encodeCursor(list, key)), count };
}

function cursorName(name: string, order: AskedOrder | undefined): string {
  return order === undefined ? name : `${name} ${order.field} ${order.isReversed ? 'reversed' : 'as is'}`;
}

function encodeCursor(list: string, keys: readonly string[]): string {
  return Buffer.from(JSON.stringify([list, ...keys]), 'utf8').toString('base64url');
}

function decodeCursor(cursor: string, list: string, field: 'after' | 'before'): readonly string[] {
  const parsed = cursor.length > MAX_CURSOR ? null : parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  const [name, ...keys]: unknown[] = Array.isArray(parsed) ? parsed : [];
  const texts = keys.filter((key) => typeof key === 'string');
  if (name === list && texts.length === keys.length) return texts;
  throw badInput('This is not a cursor of this list.', field);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function badInput(message: string, field: string): AppError {
  return new AppError('BAD_INPUT', message, { details: { field } });
}
