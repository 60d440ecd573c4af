import { AppError } from '../errors.js';

/** Rows in memory at once, of each export; the first page is small, so that the first byte comes at once. */
const PAGE = 500;
const FIRST_PAGE = 50;

/** A list that is read page by page; `next` is null on the last page. */
export interface PagedList<Row> {
  read(first: number, after: string | null): Promise<{ rows: readonly Row[]; next: string | null }>;
  /** Whether the row by which the next page was asked for is still there: without it the list would seem to end. */
  isThere?(key: string): Promise<boolean>;
}

/** Every page, each read when the one before it is used up. Fails with CONFLICT when a row on which it stands goes away. */
export async function* keysetPages<Row>(list: PagedList<Row>): AsyncGenerator<readonly Row[]> {
  for (let after: string | null = null; ;) {
    const page: { rows: readonly Row[]; next: string | null } = await list.read(
      after === null ? FIRST_PAGE : PAGE,
      after,
    );
    if (page.rows.length > 0) yield page.rows;
    if (page.next !== null) {
      after = page.next;
      continue;
    }
    if (after !== null && list.isThere !== undefined && !(await list.isThere(after)))
      throw new AppError('CONFLICT', 'The list changed while it was exported. Export it again.');
    return;
  }
}

/** A list of rows whose own key is the cursor. */
export function keyedList<Row>(
  list: (first: number, after: string | null) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): PagedList<Row> {
  return {
    read: async (first, after) => {
      const rows = await list(first, after);
      const last = rows.length < first ? undefined : rows.at(-1);
      return { rows, next: last === undefined ? null : keyOf(last) };
    },
  };
}
