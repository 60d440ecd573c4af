import { type KeysetPage, type KeysetReader, ROOT } from '../keyset.js';

/** Rows in memory at once, of each export; the first page is small, so that the first byte comes at once. */
const PAGE = 500;
const FIRST_PAGE = 50;

/**
 * Every page of a list, each read when the one before it is used up. A page goes on after the keys of the last row and not after
 * the row, which may be gone by then.
 */
export async function* keysetPages<Row>(
  list: Pick<KeysetReader<Row>, 'pages'>,
  {
    parent = null,
    isReversed = false,
  }: { readonly parent?: string | null; readonly isReversed?: boolean } = {},
): AsyncGenerator<readonly Row[]> {
  const window = {
    before: null,
    isBackward: false,
    isReversed,
    parents: parent === null ? null : [parent],
  };
  for (let after: readonly string[] | null = null, isMore = true; isMore;) {
    const size: number = after === null ? FIRST_PAGE : PAGE;
    const page: KeysetPage<Row> | undefined = (await list.pages({ ...window, size, after })).get(
      parent ?? ROOT,
    );
    if (page === undefined) return;
    if (page.rows.length > 0) yield page.rows;
    isMore = page.hasNext;
    after = page.keys.at(-1) ?? null;
  }
}
