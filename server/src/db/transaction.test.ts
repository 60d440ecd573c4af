import type { EntityManager } from 'typeorm';
import { type TestDatabase, createTestDatabase } from '../../test/database.js';
import { inTransaction, sqlStateOf } from './transaction.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await db.dataSource.query('create table counter (id int primary key, n int not null)');
  await db.dataSource.query('insert into counter values (1, 0), (2, 0)');
});
afterAll(() => db.close());

const manager = (given: EntityManager): EntityManager => given;
const raise = (state: string) => (given: EntityManager) =>
  given.query(`do $$ begin raise exception 'test' using errcode = '${state}'; end $$`);

describe('a transaction', () => {
  it('commits all or nothing', async () => {
    const work = inTransaction(db.dataSource, manager, async (given) => {
      await given.query('update counter set n = 100');
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect(await db.dataSource.query('select sum(n)::int as n from counter')).toEqual([{ n: 0 }]);
  });

  it.each(['40001', '40P01'])('that fails with %s is run again, three times at most', async (state) => {
    let runs = 0;
    const work = inTransaction(db.dataSource, manager, (given) => {
      runs += 1;
      return raise(state)(given);
    });
    await expect(work).rejects.toThrow('test');
    expect(runs).toBe(4);
  });

  it('that fails otherwise is not run again', async () => {
    let runs = 0;
    const work = inTransaction(db.dataSource, manager, (given) => {
      runs += 1;
      return raise('23505')(given);
    });
    const error: unknown = await work.catch((thrown: unknown) => thrown);
    expect(runs).toBe(1);
    expect(sqlStateOf(error)).toBe('23505');
    expect(sqlStateOf(new Error('x'))).toBeNull();
  });

  it('survives a real deadlock', async () => {
    const touch = (first: number, second: number) =>
      inTransaction(db.dataSource, manager, async (given) => {
        await given.query('update counter set n = n + 1 where id = $1', [first]);
        await new Promise((resolve) => setTimeout(resolve, 50));
        await given.query('update counter set n = n + 1 where id = $1', [second]);
      });
    await Promise.all([touch(1, 2), touch(2, 1)]);
    expect(await db.dataSource.query('select n from counter order by id')).toEqual([{ n: 2 }, { n: 2 }]);
  });
});
