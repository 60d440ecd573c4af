import type { KeysetWindow } from '../keyset.js';
import { keysetPages } from './keyset-pages.js';

/** A list of the numbers below `count`, and after which of them it was asked. */
function numbers(count: number, parent = '') {
  const asked: (string | null)[] = [];
  const pages = ({ size, after }: KeysetWindow) => {
    asked.push(after?.[0] ?? null);
    const from = after === null ? 0 : Number(after[0]) + 1;
    const rows = Array.from(
      { length: Math.max(0, Math.min(size, count - from)) },
      (_, index) => from + index,
    );
    const page = {
      rows,
      keys: rows.map((row) => [`${row}`]),
      hasNext: from + size < count,
      hasPrevious: after !== null,
    };
    return Promise.resolve(new Map(rows.length === 0 ? [] : [[parent, page]]));
  };
  return { asked, list: { pages } };
}

test.each([
  [0, [], [null]],
  [3, [3], [null]],
  [50, [50], [null]],
  [1_201, [50, 500, 500, 151], [null, '49', '549', '1049']],
])('reads %i rows in pages, each once', async (count, sizes, keys) => {
  const { asked, list } = numbers(count);
  const pages: (readonly number[])[] = [];
  for await (const page of keysetPages(list)) pages.push(page);
  expect(pages.map((page) => page.length)).toEqual(sizes);
  expect(pages.flat()).toEqual(Array.from({ length: count }, (_, index) => index));
  expect(asked).toEqual(keys);
});

test('reads the pages of one parent', async () => {
  const pages: (readonly number[])[] = [];
  for await (const page of keysetPages(numbers(60, '7').list, { parent: '7' })) pages.push(page);
  expect(pages.map((page) => page.length)).toEqual([50, 10]);
});

test('reads no page that nobody takes', async () => {
  const { asked, list } = numbers(5_000);
  for await (const page of keysetPages(list)) if (page.length > 0) break;
  expect(asked).toEqual([null]);
});
