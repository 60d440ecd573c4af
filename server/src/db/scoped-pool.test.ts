import { setTimeout as wait } from 'node:timers/promises';
import { createTestDatabaseUrl, dropTestDatabase } from '../../test/database.js';
import { type OperationScope, OperationScopes } from '../operation-scope.js';
import { type Database, openDatabase } from './data-source.js';
import { migrations } from './migrations/index.js';

const scopes = new OperationScopes();
let url: string;
let database: Database;
beforeAll(async () => {
  url = await createTestDatabaseUrl();
  database = await openDatabase({
    url,
    entities: [],
    migrations,
    poolSize: 3,
    currentScope: () => scopes.current(),
  });
  await database.dataSource.query('CREATE TABLE thing (name text)');
});
afterAll(async () => {
  await database.close();
  await dropTestDatabase(url);
});

function scopeOf(holdMs: number | null = null) {
  const controller = new AbortController();
  const endings: Promise<void>[] = [];
  const scope: OperationScope = {
    requestId: 'r',
    fate: { isCutOff: false, isAbandoned: false },
    signal: controller.signal,
    holdMs,
    onEnding: (ending) => {
      endings.push(ending);
    },
    limitedTo: null,
  };
  return { controller, endings, scope };
}

const sleeping = async () =>
  (
    await database.dataSource.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep%'
       AND pid <> pg_backend_pid() AND state = 'active'`,
    )
  ).length;

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 5_000; performance.now() < end;) if (await condition()) return;
  throw new Error('It did not come to that');
}

test('ends the statement of a request that is given up, on the server too', async () => {
  const { controller, endings, scope } = scopeOf();
  const asking = scopes.run(scope, () => database.dataSource.query('SELECT pg_sleep(30)'));
  asking.catch(() => undefined);
  await until(async () => (await sleeping()) === 1);
  controller.abort();
  await expect(asking).rejects.toThrow();
  await Promise.all(endings);
  expect(endings).toHaveLength(1);
  expect(await sleeping()).toBe(0);
});

test('leaves the statements of others alone', async () => {
  const mine = scopeOf();
  const others = scopeOf();
  const kept = scopes.run(others.scope, () =>
    database.dataSource.query(`SELECT pg_sleep(0.4), 'kept' AS word`),
  );
  const asking = scopes.run(mine.scope, () => database.dataSource.query('SELECT pg_sleep(30)'));
  asking.catch(() => undefined);
  await until(async () => (await sleeping()) === 2);
  mine.controller.abort();
  await Promise.all(mine.endings);
  expect((await kept)[0].word).toBe('kept');
});

test('lets nothing of a transaction be kept that is given up between two statements', async () => {
  const { controller, scope } = scopeOf();
  const work = scopes.run(scope, () =>
    database.dataSource.transaction(async (manager) => {
      await manager.query(`INSERT INTO thing VALUES ('half')`);
      controller.abort();
      await wait(20);
    }),
  );
  await expect(work).rejects.toThrow();
  expect(await database.dataSource.query('SELECT * FROM thing')).toEqual([]);
});

test('gives no connection to a request that was given up, nor to one that waits for it meanwhile', async () => {
  const { controller, scope } = scopeOf();
  const full = Array.from({ length: 3 }, () => database.dataSource.query('SELECT pg_sleep(0.2)'));
  const waiting = scopes.run(scope, () => database.dataSource.query('SELECT 1'));
  waiting.catch(() => undefined);
  controller.abort();
  await expect(scopes.run(scope, () => database.dataSource.query('SELECT 1'))).rejects.toThrow(/given up/);
  await Promise.all(full);
  await expect(waiting).rejects.toThrow(/given up/);
});

test('takes a connection back that is held too long, though the request goes on', async () => {
  const { endings, scope } = scopeOf(100);
  await scopes.run(scope, async () => {
    await expect(database.dataSource.query('SELECT pg_sleep(30)')).rejects.toThrow();
    expect(endings).toHaveLength(1);
    await Promise.all(endings);
    expect(await database.dataSource.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
  expect(await sleeping()).toBe(0);
});

test('has every connection again afterwards', async () => {
  const rows = await Promise.all(
    Array.from({ length: 12 }, () => database.dataSource.query('SELECT pg_sleep(0.01), 1 AS one')),
  );
  expect(rows.map(([row]) => row.one)).toEqual(Array(12).fill(1));
});
