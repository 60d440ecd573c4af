import { readModifiedList } from './modified-list.js';

async function* chunksOf(text: string, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < text.length; start += size) {
    await Promise.resolve();
    yield Buffer.from(text.slice(start, start + size));
  }
}

const LIST = `2024-03-03T00:00:00.5Z,GHSA-c
2024-03-03T00:00:00Z,npm/GHSA-b
not a line
2024-03-02T00:00:00Z,../../etc
2024-03-02T00:00:00Z,GHSA-a
2024-03-01T00:00:00Z,GHSA-0`;

describe('reading the list of changes', () => {
  test.each([1, 7, 1000])('in pieces of %d bytes, down to the time asked for', async (size) => {
    const head = await readModifiedList(chunksOf(LIST, size), {
      since: '2024-03-02T00:00:00.000Z',
      limit: 10,
    });
    expect(head.records.map(({ id }) => id)).toEqual(['GHSA-c', 'GHSA-b', 'GHSA-a']);
    expect(head).toMatchObject({ isCut: false, newest: '2024-03-03T00:00:00.5Z' });
  });

  test('it says when more changed than asked for', async () => {
    const head = await readModifiedList(chunksOf(LIST, 64), { since: null, limit: 2 });
    expect(head.records.map(({ id }) => id)).toEqual(['GHSA-c', 'GHSA-b']);
    expect(head.isCut).toBe(true);
  });

  test('an empty list has nothing', async () => {
    expect(await readModifiedList(chunksOf('', 1), { since: null, limit: 2 })).toEqual({
      records: [],
      isCut: false,
      newest: null,
    });
  });
});
