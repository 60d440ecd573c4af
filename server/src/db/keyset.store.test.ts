import * as fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { createKeysetReader, type KeysetOrder } from './keyset.store.js';
import { isKey, type KeysetPage, type KeysetReader, ROOT } from '../keyset.js';
import { Conditions } from './query.js';

interface Row {
  readonly id: string;
}

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
  await db.dataSource.query(
    `CREATE TABLE listed (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent bigint NOT NULL, rank int NOT NULL,
       at timestamptz, name text NOT NULL, score real)`,
  );
});
afterAll(() => db.close());

const ORDERS: readonly KeysetOrder[] = [
  { keys: [['id', 'bigint']] },
  {
    keys: [
      ['rank', 'integer'],
      ['-id', 'bigint'],
    ],
    isDescending: true,
  },
  {
    keys: [
      [`coalesce(at, '-infinity')`, 'timestamptz'],
      ['-coalesce(score, 0)', 'real'],
      ['id', 'bigint'],
    ],
  },
  {
    keys: [
      ['name', 'text'],
      ['id', 'bigint'],
    ],
  },
];

const listOf = (order: KeysetOrder): KeysetReader<Row> =>
  createKeysetReader(db.dataSource.manager, {
    select: 'id',
    build: () => ({ from: 'listed', conditions: new Conditions() }),
    order,
    of: 'listed.parent = parent.id::bigint',
  });

const pageAt = async (
  list: KeysetReader<Row>,
  keys: readonly string[] | null,
  { size, isBackward, isReversed }: { size: number; isBackward: boolean; isReversed: boolean },
): Promise<KeysetPage<Row>> => {
  const window = { size, isBackward, isReversed, parents: null };
  const pages = await list.pages({
    ...window,
    after: isBackward ? null : keys,
    before: isBackward ? keys : null,
  });
  const page = pages.get(ROOT);
  if (page === undefined) throw new Error('There is no page.');
  return page;
};

const insert = (count: number, seed: number) =>
  db.dataSource.query(
    `INSERT INTO listed (parent, rank, at, name, score)
     SELECT n % 3, ($2 + n * 7) % 3, CASE WHEN n % 4 = 0 THEN NULL ELSE '2026-01-01'::timestamptz + ((n * 5 + $2) % 3) * interval '1 microsecond' END,
       chr(97 + (n + $2) % 4) || CASE WHEN n % 5 = 0 THEN 'Ä%_' ELSE '' END, CASE WHEN n % 2 = 0 THEN 0.1 + (n % 3) END
     FROM generate_series(1, $1::int) AS n`,
    [count, seed],
  );

it('gives each row that stands all the time once, in both directions, whatever comes and goes between two pages', async () => {
  const scenario = fc.record({
    order: fc.constantFrom(...ORDERS),
    size: fc.integer({ min: 1, max: 7 }),
    isBackward: fc.boolean(),
    isReversed: fc.boolean(),
    turns: fc.array(
      fc.record({ insert: fc.integer({ min: 0, max: 3 }), remove: fc.boolean(), seed: fc.nat(50) }),
      {
        minLength: 12,
        maxLength: 12,
      },
    ),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ order, size, isBackward, isReversed, turns }) => {
      await db.dataSource.query('DELETE FROM listed');
      await insert(20, size);
      const standing = new Set(await ids());
      const list = listOf(order);
      const seen: string[] = [];
      let keys: readonly string[] | null = null;
      for (let turn = 0; ; turn += 1) {
        const page: KeysetPage<Row> = await pageAt(list, keys, { size, isBackward, isReversed });
        for (const { id } of isBackward ? page.rows.toReversed() : page.rows) seen.push(id);
        if (!(isBackward ? page.hasPrevious : page.hasNext)) break;
        keys = (isBackward ? page.keys[0] : page.keys.at(-1)) ?? null;
        const change = turns[turn];
        if (change === undefined) continue;
        await insert(change.insert, change.seed);
        // Also the very row that the cursor names may go.
        const gone = change.remove ? seen.at(-1) : (await ids())[change.seed % 20];
        if (gone === undefined) continue;
        await db.dataSource.query('DELETE FROM listed WHERE id = $1', [gone]);
        standing.delete(gone);
      }
      expect(new Set(seen).size).toBe(seen.length);
      for (const id of standing) expect(seen).toContain(id);
    }),
    { numRuns: 40 },
  );
}, 60_000);

it('says honestly in both directions whether there is more, and gives the same rows both ways', async () => {
  await db.dataSource.query('DELETE FROM listed');
  await insert(9, 1);
  for (const order of ORDERS) {
    for (const isReversed of [false, true]) {
      const list = listOf(order);
      const look = (size: number, keys: readonly string[] | null, isBackward: boolean) =>
        pageAt(list, keys, { size, isBackward, isReversed });
      const whole = await look(100, null, false);
      expect([whole.rows.length, whole.hasNext, whole.hasPrevious]).toEqual([9, false, false]);
      const middle = await look(3, whole.keys[2] ?? null, false);
      expect([middle.rows, middle.hasNext, middle.hasPrevious]).toEqual([whole.rows.slice(3, 6), true, true]);
      expect(await look(3, whole.keys[6] ?? null, true)).toEqual(middle);
      const last = await look(3, whole.keys[5] ?? null, false);
      expect([last.rows, last.hasNext, last.hasPrevious]).toEqual([whole.rows.slice(6), false, true]);
      expect(await look(3, null, true)).toMatchObject({ hasNext: false, hasPrevious: true, rows: last.rows });
      const beyond = await look(3, whole.keys[8] ?? null, false);
      expect([beyond.rows, beyond.hasNext, beyond.hasPrevious]).toEqual([[], false, true]);
    }
  }
});

it('reads a page of each of many parents with one statement, and counts them with another', async () => {
  await db.dataSource.query('DELETE FROM listed');
  await insert(12, 2);
  const list = listOf(ORDERS[1] ?? { keys: [] });
  const window = { size: 2, after: null, before: null, isBackward: false, isReversed: false };
  const parents = ['0', '1', '2', '77', '1'];
  const query = jest.spyOn(db.dataSource.manager, 'query');
  const pages = await list.pages({ ...window, parents });
  const counts = await list.counts(parents, 3);
  expect(query).toHaveBeenCalledTimes(2);
  query.mockRestore();
  for (const parent of ['0', '1', '2']) {
    const rows: Row[] = await db.dataSource.query(
      'SELECT id FROM listed WHERE parent = $1 ORDER BY rank DESC, id LIMIT 2',
      [parent],
    );
    expect(pages.get(parent)?.rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect([pages.get(parent)?.hasNext, counts.get(parent)]).toEqual([true, 4]);
  }
  expect([pages.get('77')?.rows, counts.get('77')]).toEqual([[], 0]);
});

it.each([
  ['bigint', '9223372036854775807', true],
  ['bigint', '9223372036854775808', false],
  ['smallint', '40000', false],
  ['integer', '1; DROP TABLE x', false],
  ['real', '0.1', true],
  ['real', '1e99', false],
  ['real', '1e-60', false],
  ['real', 'NaN', false],
  ['timestamptz', '2026-02-28 10:00:00.000001+00', true],
  ['timestamptz', '2026-02-30 10:00:00+00', false],
  ['timestamptz', 'now', false],
  ['timestamptz', '-infinity', true],
  ['text', "'; --", true],
] as const)('as a key of the type %s, %j is right: %s', async (type, text, isRight) => {
  expect(isKey(type, text)).toBe(isRight);
  if (!isRight) return;
  await expect(db.dataSource.query(`SELECT $1::${type}`, [text])).resolves.toHaveLength(1);
});

it('refuses keys of another order as bad input, whatever they are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ORDERS),
      fc.array(fc.string(), { maxLength: 4 }),
      async (order, keys) => {
        const fits =
          keys.length === order.keys.length &&
          order.keys.every(([, type], index) => isKey(type, keys[index] ?? ''));
        const page = pageAt(listOf(order), keys, { size: 1, isBackward: false, isReversed: false });
        if (fits) await expect(page).resolves.toBeDefined();
        else await expect(page).rejects.toMatchObject({ code: 'BAD_INPUT' });
      },
    ),
    { numRuns: 60 },
  );
});

async function ids(): Promise<readonly string[]> {
  const rows: Row[] = await db.dataSource.query('SELECT id FROM listed ORDER BY id');
  return rows.map(({ id }) => id);
}
