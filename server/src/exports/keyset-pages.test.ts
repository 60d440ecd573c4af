import { keyedList, keysetPages } from './keyset-pages.js';

/** A list of the numbers below `count`, and how it was asked. */
function numbers(count: number) {
  const asked: (string | null)[] = [];
  const list = keyedList(
    (first, after) => {
      asked.push(after);
      const from = after === null ? 0 : Number(after) + 1;
      return Promise.resolve(
        Array.from({ length: Math.max(0, Math.min(first, count - from)) }, (_, index) => from + index),
      );
    },
    (row) => `${row}`,
  );
  return { asked, list };
}

test.each([
  [0, [], [null]],
  [3, [3], [null]],
  [50, [50], [null, '49']],
  [1_201, [50, 500, 500, 151], [null, '49', '549', '1049']],
])('reads %i rows in pages, each once', async (count, sizes, keys) => {
  const { asked, list } = numbers(count);
  const pages: (readonly number[])[] = [];
  for await (const page of keysetPages(list)) pages.push(page);
  expect(pages.map((page) => page.length)).toEqual(sizes);
  expect(pages.flat()).toEqual(Array.from({ length: count }, (_, index) => index));
  expect(asked).toEqual(keys);
});

test('reads no page that nobody takes', async () => {
  const { asked, list } = numbers(5_000);
  for await (const page of keysetPages(list)) if (page.length > 0) break;
  expect(asked).toEqual([null]);
});

test('fails where the row on which the next page stands has gone', async () => {
  const { list } = numbers(600);
  const read = async () => {
    for await (const page of keysetPages({ ...list, isThere: () => Promise.resolve(false) }))
      expect(page).toBeTruthy();
  };
  await expect(read()).rejects.toMatchObject({ code: 'CONFLICT' });
});
