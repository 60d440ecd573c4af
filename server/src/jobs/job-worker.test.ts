import { type TestDatabase, createTestDatabase } from '../../test/database.js';
import { awaitJob, eventually, startTestWorker, testJob } from '../../test/jobs.js';
import { AppError } from '../errors.js';
import { inTransaction } from '../db/transaction.js';
import { createJobClaims } from './job-claims.store.js';
import { createJobReader } from './job-reader.store.js';
import type { JobWorker } from './job-worker.js';
import { createJobQueue } from './job.store.js';
import type { JobQueue } from './job.js';

let db: TestDatabase;
let queue: JobQueue;
const workers: JobWorker[] = [];
const definition = testJob();
const lane = 'integration:1';
jest.setTimeout(30_000);

beforeAll(async () => {
  db = await createTestDatabase([], { poolSize: 20 });
  queue = createJobQueue(db.dataSource.manager);
});
afterAll(() => db.close());
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(0)));
  await db.dataSource.query('truncate job, job_lane');
});

const start = async (...[run, changes, what = definition]: StartArguments): Promise<JobWorker> => {
  const worker = await startTestWorker(db.database, what, run, changes);
  workers.push(worker);
  return worker;
};
type StartArguments = [
  run: Parameters<typeof startTestWorker>[2],
  changes?: Parameters<typeof startTestWorker>[3],
  what?: typeof definition,
];
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

describe('a worker', () => {
  it('runs each of 200 jobs once, beside a second worker', async () => {
    const runs: string[] = [];
    const handler: StartArguments[0] = async (_payload, { job }) => {
      runs.push(job.id);
      return { kind: 'done', result: { id: job.id } };
    };
    await Promise.all([start(handler), start(handler)]);
    const items = Array.from({ length: 200 }, (_, n) => ({
      payload: { n },
      options: { lane: `lane ${n % 5}` },
    }));
    await queue.enqueueMany(definition, items);
    await eventually(async () => {
      const { states } = await createJobReader(db.dataSource.manager).counts();
      expect(states.SUCCEEDED).toBe(200);
    });
    expect(runs).toHaveLength(200);
    expect(new Set(runs).size).toBe(200);
  });

  it('is woken when a transaction commits, and not before', async () => {
    await start(async () => ({ kind: 'done' }), { pollMs: 60_000 });
    const startedAt = performance.now();
    const job = await inTransaction(db.dataSource, createJobQueue, async (jobs) => {
      const queued = await jobs.enqueue(definition, { n: 1 }, { lane });
      await new Promise((resolve) => setTimeout(resolve, 100));
      return queued;
    });
    const done = await awaitJob(db.database, job.id, 'SUCCEEDED');
    expect(done.startedAt?.getTime()).toBeGreaterThanOrEqual(done.createdAt.getTime() + 90);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('finds work without being woken', async () => {
    await start(async () => ({ kind: 'done' }), {
      pollMs: 50,
      wake: { listen: async () => () => Promise.resolve() },
    });
    const job = await queue.enqueue(definition, { n: 1 }, { lane });
    await awaitJob(db.database, job.id, 'SUCCEEDED');
  });

  it('runs a job when its time comes and a lane when its pause ends, before the next poll', async () => {
    await start(async () => ({ kind: 'done' }), { pollMs: 60_000 });
    await queue.pauseLane('paused', new Date(Date.now() + 300), 'limit');
    const [later, paused] = [
      await queue.enqueue(definition, { n: 1 }, { lane, runAt: new Date(Date.now() + 200) }),
      await queue.enqueue(definition, { n: 2 }, { lane: 'paused' }),
    ];
    const done = await awaitJob(db.database, later.id, 'SUCCEEDED');
    expect(done.startedAt?.getTime()).toBeGreaterThanOrEqual(later.runAt.getTime());
    await awaitJob(db.database, paused.id, 'SUCCEEDED');
  });

  it('starts what waited in a lane as soon as that is resumed', async () => {
    await start(async () => ({ kind: 'done' }), { pollMs: 60_000 });
    await queue.pauseLane(lane, null, 'dead token');
    const job = await queue.enqueue(definition, { n: 1 }, { lane });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await awaitJob(db.database, job.id, 'QUEUED')).waitingFor).toBe('Paused: dead token');
    await queue.resumeLane(lane);
    await awaitJob(db.database, job.id, 'SUCCEEDED');
  });

  it('goes on in a lane that is full as soon as a job of it ends', async () => {
    await start(async () => ({ kind: 'done' }), { pollMs: 60_000 });
    const jobs = await queue.enqueueMany(
      definition,
      Array.from({ length: 30 }, (_, n) => ({ payload: { n }, options: { lane } })),
    );
    for (const { id } of jobs) await awaitJob(db.database, id, 'SUCCEEDED');
  });
});

describe('a run that fails', () => {
  it('is tried again after its backoff, until no attempt is left', async () => {
    const attempts: number[] = [];
    await start(async (_payload, { job }) => {
      attempts.push(job.attempts);
      throw new AppError('GITLAB_TIMEOUT', 'GitLab did not answer.');
    });
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    const job = await awaitJob(db.database, id, 'FAILED');
    expect(attempts).toEqual([1, 2, 3]);
    expect(job).toMatchObject({
      attempts: 3,
      error: { code: 'GITLAB_TIMEOUT', message: 'GitLab did not answer.' },
    });
  });

  it('succeeds on a later attempt and shows no error then', async () => {
    await start(async (_payload, { job }) => {
      if (job.attempts < 3) throw new AppError('GITLAB_FAILED', 'GitLab failed.');
      return { kind: 'done', result: 'at last' };
    });
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    const job = await awaitJob(db.database, id, 'SUCCEEDED');
    expect(job).toMatchObject({ attempts: 3, error: null, result: 'at last' });
  });

  it('is not repeated where that cannot help', async () => {
    await start(async () => {
      throw new AppError('TOKEN_REVOKED', 'The token was revoked.');
    });
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    expect(await awaitJob(db.database, id, 'FAILED')).toMatchObject({
      attempts: 1,
      error: { code: 'TOKEN_REVOKED' },
    });
  });

  it('of an unknown error keeps its text to the log', async () => {
    const logged: unknown[] = [];
    await start(
      async () => {
        throw new Error('password=hunter2');
      },
      { log: (_level, _message, fields) => logged.push(fields['error']) },
      testJob('test', { maxAttempts: 1 }),
    );
    const { id } = await queue.enqueue(testJob('test', { maxAttempts: 1 }), { n: 1 }, { lane });
    const job = await awaitJob(db.database, id, 'FAILED');
    expect(job.error?.code).toBe('INTERNAL');
    expect(JSON.stringify(job)).not.toContain('hunter2');
    expect(logged).toEqual([new Error('password=hunter2')]);
  });

  it('because its result cannot be stored fails for good', async () => {
    await start(async () => ({ kind: 'done', result: 10n }));
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    expect(await awaitJob(db.database, id, 'FAILED')).toMatchObject({
      attempts: 1,
      error: { code: 'INTERNAL' },
    });
  });

  it('takes longer than it may and is stopped, though it does not listen', async () => {
    const slow = testJob('test', { maxAttempts: 1, timeoutMs: 50 });
    await start(() => new Promise(() => undefined), {}, slow);
    const { id } = await queue.enqueue(slow, { n: 1 }, { lane });
    expect(await awaitJob(db.database, id, 'FAILED')).toMatchObject({ error: { code: 'LIMIT_EXCEEDED' } });
  });

  it('with "again" runs later without counting', async () => {
    let runs = 0;
    await start(async () => {
      runs += 1;
      return runs < 5 ? { kind: 'again', runAt: new Date(), reason: 'the limit' } : { kind: 'done' };
    });
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    expect(await awaitJob(db.database, id, 'SUCCEEDED')).toMatchObject({ attempts: 1 });
    expect(runs).toBe(5);
  });
});

describe('cancelling', () => {
  it('reaches a running job at once and leaves no attempt to come', async () => {
    await start((_payload, { signal }) => untilAborted(signal));
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    await awaitJob(db.database, id, 'RUNNING');
    const askedAt = performance.now();
    await queue.cancel(id);
    expect(await awaitJob(db.database, id, 'CANCELLED')).toMatchObject({ attempts: 1, waitingFor: null });
    expect(performance.now() - askedAt).toBeLessThan(2_000);
  });

  it('does not deny a success that was faster', async () => {
    await start((_payload, { signal }) =>
      untilAborted(signal).catch(() => ({ kind: 'done', result: 'done' })),
    );
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    await awaitJob(db.database, id, 'RUNNING');
    await queue.cancel(id);
    expect(await awaitJob(db.database, id, 'SUCCEEDED')).toMatchObject({ isCancelRequested: true });
  });

  it('reaches a job whose claim has not come back yet', async () => {
    const claims = createJobClaims(db.dataSource);
    await start((_payload, { signal }) => untilAborted(signal), {
      claims: {
        ...claims,
        claim: async (...given) => {
          const claimed = await claims.claim(...given);
          for (const { job } of claimed.jobs) await queue.cancel(job.id);
          await new Promise((resolve) => setTimeout(resolve, 50));
          return claimed;
        },
      },
    });
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    await awaitJob(db.database, id, 'CANCELLED');
  });
});

describe('progress', () => {
  it('is stored at most twice a second, the latest at the end', async () => {
    let stored = 0;
    const claims = createJobClaims(db.dataSource);
    await start(
      async (_payload, { progress }) => {
        for (let done = 1; done <= 200; done += 1) {
          await progress({ done, total: 200, message: 'projects' });
          await new Promise((resolve) => setTimeout(resolve, 4));
        }
        return { kind: 'done' };
      },
      {
        claims: {
          ...claims,
          saveProgress: (...given) => {
            stored += 1;
            return claims.saveProgress(...given);
          },
        },
      },
    );
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    await eventually(async () => expect((await awaitJob(db.database, id, 'RUNNING')).progress?.done).toBe(1));
    const job = await awaitJob(db.database, id, 'SUCCEEDED');
    expect(job.progress).toEqual({ done: 200, total: 200, message: 'projects' });
    expect(stored).toBeGreaterThanOrEqual(2);
    expect(stored).toBeLessThanOrEqual(4);
  });
});

describe('a lease', () => {
  it('is renewed while the job runs, so that no other worker takes it', async () => {
    let runs = 0;
    const handler: StartArguments[0] = async () => {
      runs += 1;
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      return { kind: 'done' };
    };
    await Promise.all([start(handler, { leaseMs: 300 }), start(handler, { leaseMs: 300 })]);
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    expect(await awaitJob(db.database, id, 'SUCCEEDED')).toMatchObject({ attempts: 1 });
    expect(runs).toBe(1);
  });

  it('of a worker that went silent goes to another, and the first one is told to stop', async () => {
    const claims = createJobClaims(db.dataSource);
    const stopped: unknown[] = [];
    let isSilent = true;
    await start((_payload, { signal }) => untilAborted(signal).finally(() => stopped.push(signal.reason)), {
      leaseMs: 300,
      claims: {
        ...claims,
        claim: (...given) =>
          isSilent ? claims.claim(...given) : Promise.resolve({ jobs: [], nextDueInMs: null }),
        renew: () => Promise.reject(new Error('no way to the database')),
        reclaimExpired: () => Promise.resolve(0),
      },
    });
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    await awaitJob(db.database, id, 'RUNNING');
    isSilent = false;
    await start(async () => ({ kind: 'done', result: 'second' }), { leaseMs: 300 });
    expect(await awaitJob(db.database, id, 'SUCCEEDED')).toMatchObject({ attempts: 2, result: 'second' });
    await eventually(() => expect(stopped).toMatchObject([{ code: 'LEASE_LOST' }]));
  });
});

describe('stopping', () => {
  it('puts back what a claim under way brings', async () => {
    const claims = createJobClaims(db.dataSource);
    let runs = 0;
    const worker = await start(
      async () => {
        runs += 1;
        return { kind: 'done' };
      },
      {
        claims: {
          ...claims,
          claim: async (...given) => {
            const claimed = await claims.claim(...given);
            await new Promise((resolve) => setTimeout(resolve, 200));
            return claimed;
          },
        },
      },
    );
    await new Promise((resolve) => setTimeout(resolve, 250));
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    await awaitJob(db.database, id, 'RUNNING');
    await worker.stop(1_000);
    expect(await awaitJob(db.database, id, 'QUEUED')).toMatchObject({ attempts: 0 });
    expect(runs).toBe(0);
  });

  it('lets a run end within its grace and claims no other', async () => {
    const worker = await start(
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        return { kind: 'done' };
      },
      { concurrency: 1 },
    );
    const first = await queue.enqueue(definition, { n: 1 }, { lane });
    const second = await queue.enqueue(definition, { n: 2 }, { lane });
    await eventually(() => expect(worker.running).toBe(1));
    await worker.stop(5_000);
    await awaitJob(db.database, first.id, 'SUCCEEDED');
    expect(await awaitJob(db.database, second.id, 'QUEUED')).toMatchObject({ attempts: 0 });
    expect(worker.running).toBe(0);
  });

  it('puts back what does not end in time, without the loss of an attempt', async () => {
    const worker = await start((_payload, { signal }) => untilAborted(signal));
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    await eventually(() => expect(worker.running).toBe(1));
    await worker.stop(50);
    expect(await awaitJob(db.database, id, 'QUEUED')).toMatchObject({
      attempts: 0,
      error: null,
      waitingFor: 'Waits for a free worker',
    });
    await start(async () => ({ kind: 'done' }));
    await awaitJob(db.database, id, 'SUCCEEDED');
  });

  it('does not wait for a handler that does not listen', async () => {
    const worker = await start(() => new Promise(() => undefined));
    const { id } = await queue.enqueue(definition, { n: 1 }, { lane });
    await eventually(() => expect(worker.running).toBe(1));
    const startedAt = performance.now();
    await worker.stop(0);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await awaitJob(db.database, id, 'QUEUED');
  });
});
