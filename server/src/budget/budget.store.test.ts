import { migrations } from '../db/migrations/index.js';
import { type Database, openDatabase } from '../db/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import type { BudgetStore } from './budget.js';
import { createBudgetStore } from './budget.store.js';

let mine: TestDatabase;
let other: Database;
let stores: readonly [BudgetStore, BudgetStore];
beforeAll(async () => {
  mine = await createTestDatabase();
  other = await openDatabase({ url: mine.url, entities: [], migrations, poolSize: 10 });
  stores = [createBudgetStore(mine.dataSource.manager), createBudgetStore(other.dataSource.manager)];
});
afterAll(async () => {
  await other.close();
  await mine.close();
});

/** As if the last charge had been so long ago. */
async function pass(principal: string, seconds: number): Promise<void> {
  await mine.dataSource.query(
    'UPDATE api_budget SET counted_at = counted_at - make_interval(secs => $2) WHERE principal = $1',
    [principal, seconds],
  );
}

test('takes what is there, refuses what is not, and lets points come back evenly up to the limit', async () => {
  const [store] = stores;
  const take = (cost: number) => store.take('even', cost, 6_000);
  expect(await take(5_900)).toEqual({ isAllowed: true, remaining: 100 });
  const refused = await take(1_000);
  expect(refused.isAllowed).toBe(false);
  expect(refused.remaining).toBeLessThan(400);
  await pass('even', 10);
  const paid = await take(1_000);
  expect(paid.isAllowed).toBe(true);
  expect(paid.remaining).toBeGreaterThanOrEqual(100);
  expect(paid.remaining).toBeLessThan(500);
  await pass('even', 3_600);
  expect(await take(1)).toEqual({ isAllowed: true, remaining: 5_999 });
});

test('keeps principals apart, and never pays more than the limit', async () => {
  const [store] = stores;
  await store.take('a', 1_000, 1_000);
  expect(await store.take('b', 1_000, 1_000)).toMatchObject({ isAllowed: true });
  expect(await store.take('c', 1_001, 1_000)).toMatchObject({ isAllowed: false });
});

test('lets 200 charges at once from two pools pay exactly what is there', async () => {
  const started = performance.now();
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      (index % 2 === 0 ? stores[0] : stores[1]).take('crowd', 10, 1_000),
    ),
  );
  const paid = outcomes.filter(({ isAllowed }) => isAllowed).length;
  const back = ((performance.now() - started) / 60_000) * 1_000;
  expect(paid).toBeGreaterThanOrEqual(100);
  expect(paid * 10).toBeLessThanOrEqual(1_000 + back);
});
