import { type TestDatabase, createTestDatabase } from '../../test/database.js';
import { eventually, testJob } from '../../test/jobs.js';
import { createJobClaims } from './job-claims.store.js';
import { createJobEvents } from './job-events.store.js';
import { createJobQueue } from './job.store.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

describe('job events', () => {
  it('tell of every change that is committed, in order, and of none after the end', async () => {
    const seen: string[] = [];
    const end = await createJobEvents(db.database).subscribe(({ id, state }) => seen.push(`${id} ${state}`));
    const queue = createJobQueue(db.dataSource.manager);
    const claims = createJobClaims(db.dataSource);
    const { id } = await queue.enqueue(testJob(), { n: 1 }, { lane: 'a' });
    const [claimed] = (await claims.claim(['test'], 1, 30_000)).jobs;
    if (claimed === undefined) throw new Error('nothing was claimed');
    await claims.saveProgress(claimed.lease, { done: 1, total: null, message: 'one' });
    await claims.renew([claimed.lease], 30_000);
    await queue.cancel(id);
    await claims.settle(claimed.lease, { kind: 'cancelled' }, null);
    const all = ['QUEUED', 'RUNNING', 'RUNNING', 'RUNNING', 'CANCELLED'].map((state) => `${id} ${state}`);
    await eventually(() => expect(seen).toEqual(all));
    await end();
    await queue.retry(id);
    await db.database.notify('backline_job', 'not for us');
    expect(seen).toEqual(all);
  });

  it('say nothing of what was rolled back', async () => {
    const seen: string[] = [];
    const end = await createJobEvents(db.database).subscribe(({ id }) => seen.push(id));
    await db.dataSource
      .transaction(async (manager) => {
        await createJobQueue(manager).enqueue(testJob(), { n: 1 }, { lane: 'a' });
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    const { id } = await createJobQueue(db.dataSource.manager).enqueue(testJob(), { n: 2 }, { lane: 'a' });
    await eventually(() => expect(seen).toEqual([id]));
    await end();
  });
});
