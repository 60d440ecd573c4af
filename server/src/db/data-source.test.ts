import { AsyncLocalStorage } from 'node:async_hooks';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { eventually } from '../../test/jobs.js';
import { openDatabase } from './data-source.js';
import { migrations } from './migrations/index.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const fresh = async (): Promise<string> => {
  const name = `backline_test_${Math.floor(Date.now() / 1000)}_${Math.random().toString(36).slice(2)}`;
  await db.dataSource.query(`create database ${name}`);
  const url = new URL(db.url);
  url.pathname = `/${name}`;
  return url.toString();
};
const drop = (url: string) =>
  db.dataSource.query(`drop database ${new URL(url).pathname.slice(1)} with (force)`);

describe('opening a database', () => {
  it('migrates once when several processes start together', async () => {
    const url = await fresh();
    const opened = await Promise.all(
      Array.from({ length: 4 }, () => openDatabase({ url, entities: [], migrations, poolSize: 2 })),
    );
    try {
      const rows = await opened[0]?.dataSource.query('select name from migration order by id');
      expect(rows).toEqual(migrations.map((migration) => ({ name: migration.name })));
    } finally {
      await Promise.all(opened.map((one) => one.close()));
      await drop(url);
    }
  });

  it('refuses a database that a newer version has migrated', async () => {
    const url = await fresh();
    const opened = await openDatabase({ url, entities: [], migrations, poolSize: 2 });
    await opened.dataSource.query(`insert into migration (timestamp, name) values (1, 'FromTheFuture')`);
    await opened.close();
    await expect(openDatabase({ url, entities: [], migrations, poolSize: 2 })).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      details: { migrations: 'FromTheFuture' },
    });
    await drop(url);
  });

  it.each([
    ['no server', 'postgres://backline:hunter2@127.0.0.1:1/backline', '127.0.0.1:1/backline'],
    ['no address', 'nonsense', 'an address that cannot be read'],
  ])('with %s says so without the password', async (_what, url, place) => {
    const opening = openDatabase({ url, entities: [], migrations, poolSize: 2 });
    await expect(opening).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringContaining(place),
    });
    await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') });
  });

  it('gives bigint as text and timestamptz as Date', async () => {
    const [row] = await db.dataSource.query(`select 9007199254740993::bigint as big, now() as time`);
    expect(row.big).toBe('9007199254740993');
    expect(row.time).toBeInstanceOf(Date);
  });
});

describe('listening', () => {
  it('hears what is committed on its channel, until it ends', async () => {
    const heard: string[] = [];
    const end = await db.database.listen('here', (payload) => heard.push(payload));
    const endTwin = await db.database.listen('here', (payload) => heard.push(`twin ${payload}`));
    await db.database.notify('there', 'not for us');
    await db.database.notify('here', 'one');
    await eventually(() => expect(heard).toEqual(['one', 'twin one']));
    await end();
    await db.database.notify('here', 'two');
    await eventually(() => expect(heard).toEqual(['one', 'twin one', 'twin two']));
    await endTwin();
  });

  it('tells what it hears on nobody’s behalf, whoever was the first to listen', async () => {
    const asker = new AsyncLocalStorage<string>();
    const one = await openDatabase({ url: db.url, entities: [], migrations, poolSize: 2 });
    const heard: (string | undefined)[] = [];
    const end = await asker.run('limited', () => one.listen('here', () => heard.push(asker.getStore())));
    await one.notify('here', 'a');
    await eventually(() => expect(heard).toEqual([undefined]));
    await end();
    await one.close();
  });

  it('comes back after its connection is cut, and tells of the gap', async () => {
    const heard: string[] = [];
    let gaps = 0;
    const end = await db.database.listen(
      'here',
      (payload) => heard.push(payload),
      () => (gaps += 1),
    );
    await db.dataSource.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'backline-listen' and datname = current_database()`,
    );
    await eventually(() => expect(gaps).toBe(1));
    await db.database.notify('here', 'after');
    await eventually(() => expect(heard).toEqual(['after']));
    await end();
  });
});

describe('a killed connection of the pool', () => {
  it('is replaced', async () => {
    const killer = new Client({ connectionString: db.url });
    await killer.connect();
    await killer.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await killer.end();
    await eventually(async () => expect(await db.dataSource.query('select 1 as n')).toEqual([{ n: 1 }]));
  });
});
