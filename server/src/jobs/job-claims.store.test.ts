import { type TestDatabase, createTestDatabase } from '../../test/database.js';
import { testJob } from '../../test/jobs.js';
import type { JobClaims, Lease } from './job-claims.js';
import { createJobClaims } from './job-claims.store.js';
import { createJobReader } from './job-reader.store.js';
import { createJobQueue, setLaneConcurrency } from './job.store.js';
import type { EnqueueOptions, JobQueue } from './job.js';

let db: TestDatabase;
let claims: JobClaims;
let queue: JobQueue;
const definition = testJob();
const LEASE_MS = 30_000;

beforeAll(async () => {
  db = await createTestDatabase([], { poolSize: 20 });
  claims = createJobClaims(db.dataSource);
  queue = createJobQueue(db.dataSource.manager);
});
afterAll(() => db.close());
beforeEach(() => db.dataSource.query('truncate job, job_lane'));

const reader = () => createJobReader(db.dataSource.manager);
const enqueue = (count: number, options: EnqueueOptions) =>
  queue.enqueueMany(
    definition,
    Array.from({ length: count }, (_, n) => ({ payload: { n }, options })),
  );
const claim = async (limit: number, leaseMs = LEASE_MS) =>
  (await claims.claim(['test'], limit, leaseMs)).jobs;
const claimOne = async (leaseMs = LEASE_MS) => {
  const [claimed] = await claim(1, leaseMs);
  if (claimed === undefined) throw new Error('nothing was claimed');
  return claimed;
};
const expire = (id: string) =>
  db.dataSource.query(`update job set lease_until = clock_timestamp() - interval '1 s' where id = $1`, [id]);

describe('a claim', () => {
  it('takes the lowest priority first, then the oldest, and counts the attempt before the run', async () => {
    await enqueue(2, { lane: 'a' });
    await enqueue(1, { lane: 'a', priority: 10 });
    const jobs = await claim(3);
    expect(jobs.map(({ job }) => [job.priority, job.payload, job.attempts, job.state])).toEqual([
      [10, { n: 0 }, 1, 'RUNNING'],
      [100, { n: 0 }, 1, 'RUNNING'],
      [100, { n: 1 }, 1, 'RUNNING'],
    ]);
  });

  it('gives each of 300 jobs to one of 8 claimers only', async () => {
    for (const lane of ['a', 'b', 'c']) {
      await setLaneConcurrency(db.dataSource.manager, lane, 1000);
      await enqueue(100, { lane });
    }
    const seen: string[] = [];
    const work = async (): Promise<void> => {
      while (seen.length < 300) seen.push(...(await claim(7)).map(({ job }) => job.id));
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect(seen).toHaveLength(300);
    expect(new Set(seen).size).toBe(300);
  });

  it('leaves alone what this process has no handler for', async () => {
    await queue.enqueue(testJob('of a newer version'), { n: 1 }, { lane: 'a' });
    await enqueue(1, { lane: 'a' });
    expect((await claim(5)).map(({ job }) => job.name)).toEqual(['test']);
  });

  it('waits for the time of a job and says how long', async () => {
    await enqueue(1, { lane: 'a', runAt: new Date(Date.now() + 60_000) });
    const { jobs, nextDueInMs } = await claims.claim(['test'], 1, LEASE_MS);
    expect(jobs).toEqual([]);
    expect(nextDueInMs).toBeGreaterThan(50_000);
    await db.dataSource.query(`update job set run_at = clock_timestamp()`);
    expect(await claim(1)).toHaveLength(1);
  });

  it('stays fast with 5,000 queued jobs, of which most may not run', async () => {
    await enqueue(2000, { lane: 'paused' });
    await enqueue(1000, { lane: 'full' });
    await enqueue(1500, { lane: 'later', runAt: new Date(Date.now() + 60_000) });
    await enqueue(500, { lane: 'free' });
    await queue.pauseLane('paused', null, 'dead token');
    await setLaneConcurrency(db.dataSource.manager, 'free', 1000);
    await claim(4);
    await db.dataSource.query('analyze job');
    const times: number[] = [];
    for (let n = 0; n < 50; n += 1) {
      const started = performance.now();
      expect(await claim(1)).toHaveLength(1);
      times.push(performance.now() - started);
    }
    expect(times.sort((one, other) => one - other)[25]).toBeLessThan(15);
  });
});

describe('a lane', () => {
  it('never runs more than its limit, however many claim at once', async () => {
    await enqueue(60, { lane: 'a' });
    await setLaneConcurrency(db.dataSource.manager, 'a', 3);
    let done = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      while (done < 60) {
        for (const { lease } of await claim(5)) {
          const [row] = await db.dataSource.query(
            `select count(*)::int as n from job where state = 'RUNNING'`,
          );
          most = Math.max(most, row.n);
          await claims.settle(lease, { kind: 'succeeded', result: null }, null);
          done += 1;
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect(done).toBe(60);
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(0);
  });

  it('of four is the default, and another lane has its own', async () => {
    await enqueue(10, { lane: 'a' });
    await enqueue(10, { lane: 'b' });
    const jobs = await claim(20);
    expect(jobs.filter(({ job }) => job.lane === 'a')).toHaveLength(4);
    expect(jobs.filter(({ job }) => job.lane === 'b')).toHaveLength(4);
  });

  it('that is paused runs nothing until it is resumed', async () => {
    await enqueue(1, { lane: 'a' });
    await queue.pauseLane('a', null, 'dead token');
    expect(await claims.claim(['test'], 1, LEASE_MS)).toEqual({ jobs: [], nextDueInMs: null });
    await queue.resumeLane('a');
    expect(await claim(1)).toHaveLength(1);
  });

  it('that is paused for a time resumes by itself, and the claim says when', async () => {
    await enqueue(1, { lane: 'a' });
    await queue.pauseLane('a', new Date(Date.now() + 300), 'limit');
    const { jobs, nextDueInMs } = await claims.claim(['test'], 1, LEASE_MS);
    expect(jobs).toEqual([]);
    expect(nextDueInMs).toBeGreaterThan(0);
    expect(nextDueInMs).toBeLessThanOrEqual(300);
    await new Promise((resolve) => setTimeout(resolve, (nextDueInMs ?? 0) + 20));
    expect(await claim(1)).toHaveLength(1);
  });
});

describe('a lease', () => {
  it('that ran out gives the job to another, and the first one can write nothing any more', async () => {
    await enqueue(1, { lane: 'a' });
    const first = await claimOne();
    await expire(first.job.id);
    expect(await claims.reclaimExpired()).toBe(1);
    expect(await reader().get(first.job.id)).toMatchObject({
      state: 'QUEUED',
      attempts: 1,
      error: { code: 'LEASE_LOST' },
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const second = await claimOne();
    expect(BigInt(second.lease.token)).toBeGreaterThan(BigInt(first.lease.token));
    const report = { done: 1, total: 2, message: 'half' };
    expect(await claims.saveProgress(first.lease, report)).toBe(false);
    expect(await claims.renew([first.lease], LEASE_MS)).toEqual([]);
    for (const verdict of [
      { kind: 'succeeded', result: 'late' },
      { kind: 'failed', error: { code: 'INTERNAL', message: 'late' } },
      { kind: 'again', runAt: new Date(), reason: 'late' },
      { kind: 'cancelled' },
      { kind: 'released' },
    ] as const) {
      expect(await claims.settle(first.lease, verdict, report)).toBeNull();
    }
    expect(await claims.saveProgress(second.lease, report)).toBe(true);
    expect(await reader().get(second.job.id)).toMatchObject({
      state: 'RUNNING',
      attempts: 2,
      progress: report,
    });
    expect(await claims.settle(second.lease, { kind: 'succeeded', result: 1 }, null)).toBe('SUCCEEDED');
  });

  it('that ran out on the last attempt fails the job and says why', async () => {
    const job = await queue.enqueue(testJob('test', { maxAttempts: 1 }), { n: 1 }, { lane: 'a' });
    await claimOne();
    await expire(job.id);
    expect(await claims.reclaimExpired()).toBe(1);
    expect(await reader().get(job.id)).toMatchObject({
      state: 'FAILED',
      error: {
        code: 'LEASE_LOST',
        message: 'The process that ran this job stopped without a word (attempt 1 of 1).',
      },
    });
  });

  it('that ran out on a job that was asked to stop cancels it', async () => {
    const job = await queue.enqueue(definition, { n: 1 }, { lane: 'a' });
    await claimOne();
    await queue.cancel(job.id);
    await expire(job.id);
    await claims.reclaimExpired();
    expect((await reader().get(job.id))?.state).toBe('CANCELLED');
  });

  it('that is renewed is not taken back, and the renewal tells of a cancel', async () => {
    await enqueue(2, { lane: 'a' });
    const [one, other] = [await claimOne(1), await claimOne(1)];
    await queue.cancel(other.job.id);
    const held = await claims.renew([one.lease, other.lease, { id: '1', token: '1' }], LEASE_MS);
    expect(new Map(held.map(({ id, isCancelRequested }) => [id, isCancelRequested]))).toEqual(
      new Map([
        [one.job.id, false],
        [other.job.id, true],
      ]),
    );
    expect(await claims.reclaimExpired()).toBe(0);
  });

  it('can be lost to one of many who reclaim together only once', async () => {
    await enqueue(4, { lane: 'a' });
    for (const { job } of await claim(4)) await expire(job.id);
    const counts = await Promise.all(Array.from({ length: 6 }, () => claims.reclaimExpired()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
  });
});

describe('the end of a run', () => {
  const end = async (settle: (lease: Lease) => Promise<unknown>) => {
    await enqueue(1, { lane: 'a' });
    const { job, lease } = await claimOne();
    await settle(lease);
    return reader().get(job.id);
  };

  it('"again" takes no attempt and tells why it waits', async () => {
    const runAt = new Date(Date.now() + 60_000);
    const job = await end((lease) =>
      claims.settle(lease, { kind: 'again', runAt, reason: 'the limit' }, null),
    );
    expect(job).toMatchObject({ state: 'QUEUED', attempts: 0, runAt, error: null });
    expect(job?.waitingFor).toContain('the limit');
  });

  it('"retry" keeps the attempt and the error', async () => {
    const error = { code: 'GITLAB_TIMEOUT', message: 'No answer' };
    const job = await end((lease) => claims.settle(lease, { kind: 'retry', error, delayMs: 60_000 }, null));
    expect(job).toMatchObject({ state: 'QUEUED', attempts: 1, error });
    expect(job?.runAt.getTime()).toBeGreaterThan(Date.now() + 50_000);
  });

  it('"released" takes no attempt and may run at once', async () => {
    const job = await end((lease) => claims.settle(lease, { kind: 'released' }, null));
    expect(job).toMatchObject({ state: 'QUEUED', attempts: 0, waitingFor: 'Waits for a free worker' });
  });

  it('stores the last progress with it', async () => {
    const progress = { done: 3, total: 3, message: 'all\0' };
    const job = await end((lease) => claims.settle(lease, { kind: 'succeeded', result: null }, progress));
    expect(job).toMatchObject({
      state: 'SUCCEEDED',
      result: null,
      progress: { ...progress, message: 'all\uFFFD' },
    });
  });

  it('refuses a result that is too large, before it is sent', async () => {
    await enqueue(1, { lane: 'a' });
    const { lease } = await claimOne();
    const verdict = { kind: 'succeeded', result: 'x'.repeat(1_000_001) } as const;
    await expect(claims.settle(lease, verdict, null)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });
});

describe('history', () => {
  it('is kept for its time and deleted after it, queued and running jobs never', async () => {
    await enqueue(1205, { lane: 'a' });
    await db.dataSource.query(
      `update job set state = 'SUCCEEDED', finished_at = clock_timestamp() - interval '31 days'
       where id in (select id from job order by id limit 1202)`,
    );
    await db.dataSource.query(
      `update job set state = 'FAILED', finished_at = clock_timestamp() - interval '29 days'
       where id in (select id from job where state = 'QUEUED' limit 1)`,
    );
    await claimOne();
    expect(await claims.prune(30 * 24 * 3_600_000)).toBe(1202);
    expect((await reader().counts()).states).toEqual({
      QUEUED: 1,
      RUNNING: 1,
      SUCCEEDED: 0,
      FAILED: 1,
      CANCELLED: 0,
    });
  });
});
