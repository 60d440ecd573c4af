import { EMPTY_PAGE, type KeysetPage, type KeysetReader, ROOT } from '../src/keyset.js';

/** The first rows of a list, or the first after some keys. */
export async function firstPage<Row>(
  list: KeysetReader<Row>,
  size: number,
  after: readonly string[] | null = null,
): Promise<KeysetPage<Row>> {
  const window = { size, after, before: null, isBackward: false, isReversed: false, parents: null };
  return (await list.pages(window)).get(ROOT) ?? EMPTY_PAGE;
}
