import { type TestDatabase, createTestDatabase } from '../../test/database.js';
import { testJob } from '../../test/jobs.js';
import { inTransaction } from '../db/transaction.js';
import { createJobClaims } from './job-claims.store.js';
import { createJobReader } from './job-reader.store.js';
import { createJobQueue, setLaneConcurrency } from './job.store.js';
import type { JobQueue } from './job.js';

let db: TestDatabase;
const definition = testJob();
const lane = 'integration:1';

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());
beforeEach(() => db.dataSource.query('truncate job, job_lane'));

const queue = (): JobQueue => createJobQueue(db.dataSource.manager);
const reader = () => createJobReader(db.dataSource.manager);
const claims = () => createJobClaims(db.dataSource);
const claimOne = async () => {
  const { jobs } = await claims().claim(['test'], 1, 30_000);
  if (jobs[0] === undefined) throw new Error('nothing was claimed');
  return jobs[0];
};

describe('queueing', () => {
  it('answers the job as it is stored', async () => {
    const job = await queue().enqueue(definition, { n: 1 }, { lane, subject: 'project:12' });
    expect(job).toMatchObject({
      name: 'test',
      payload: { n: 1 },
      lane,
      priority: 100,
      state: 'QUEUED',
      attempts: 0,
      maxAttempts: 3,
      startedAt: null,
      progress: null,
      error: null,
      subject: 'project:12',
      waitingFor: 'Waits for a free worker',
    });
    expect(await reader().get(job.id)).toEqual(job);
  });

  it('happens only when the transaction of the caller commits', async () => {
    const failing = inTransaction(db.dataSource, createJobQueue, async (jobs) => {
      await jobs.enqueue(definition, { n: 1 }, { lane });
      throw new Error('the domain row was refused');
    });
    await expect(failing).rejects.toThrow('the domain row was refused');
    expect((await reader().list({}, { before: null, limit: 10 })).jobs).toEqual([]);
  });

  it('refuses a payload that does not fit the schema', async () => {
    const wrong = { n: 'one' } as unknown as { n: number };
    await expect(queue().enqueue(definition, wrong, { lane })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('keeps the order of many', async () => {
    const items = Array.from({ length: 500 }, (_, n) => ({ payload: { n }, options: { lane } }));
    const jobs = await queue().enqueueMany(definition, items);
    expect(jobs.map(({ payload }) => payload)).toEqual(items.map(({ payload }) => payload));
    const ids = jobs.map(({ id }) => Number(id));
    expect(ids).toEqual([...ids].sort((one, other) => one - other));
    expect(await queue().enqueueMany(definition, [])).toEqual([]);
  });

  it('stores any text, also what Postgres refuses as JSON', async () => {
    const free = { ...definition, schema: { safeParse: (data: unknown) => ({ success: true, data }) } };
    const payload = { 'a\0b': 'x\0y \uD800', ['__proto__']: [1] };
    const job = await queue().enqueue(free as never, payload as never, { lane });
    expect(JSON.stringify(job.payload)).toBe('{"a\uFFFDb":"x\uFFFDy \uFFFD","__proto__":[1]}');
  });
});

describe('a dedupe key', () => {
  const options = { lane, dedupeKey: 'project:12' };

  it('makes one queued job of many that come together', async () => {
    const jobs = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        inTransaction(db.dataSource, createJobQueue, (jobs) => jobs.enqueue(definition, { n }, options)),
      ),
    );
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1);
  });

  it('is good within one statement and for one name only', async () => {
    const many = await queue().enqueueMany(definition, [
      { payload: { n: 1 }, options },
      { payload: { n: 2 }, options: { lane } },
      { payload: { n: 3 }, options },
    ]);
    expect(many.map(({ payload }) => payload)).toEqual([{ n: 1 }, { n: 2 }, { n: 1 }]);
    const other = await queue().enqueue(testJob('other'), { n: 4 }, options);
    expect(other.payload).toEqual({ n: 4 });
  });

  it('lets a second job in once the first one runs', async () => {
    const first = await queue().enqueue(definition, { n: 1 }, options);
    await claimOne();
    const second = await queue().enqueue(definition, { n: 2 }, options);
    expect(second.id).not.toBe(first.id);
  });

  it('is given up by a job that comes back while its twin is queued', async () => {
    const first = await queue().enqueue(definition, { n: 1 }, options);
    const { lease } = await claimOne();
    await queue().enqueue(definition, { n: 2 }, options);
    const error = { code: 'GITLAB_FAILED', message: 'no answer' };
    expect(await claims().settle(lease, { kind: 'retry', error, delayMs: 0 }, null)).toBe('QUEUED');
    expect(await reader().get(first.id)).toMatchObject({ state: 'QUEUED', error });
    expect((await reader().counts()).states.QUEUED).toBe(2);
  });
});

describe('cancelling', () => {
  it('ends a queued job at once, asks a running one, and leaves a finished one', async () => {
    const queued = await queue().enqueue(definition, { n: 1 }, { lane, priority: 200 });
    const running = await queue().enqueue(definition, { n: 2 }, { lane });
    const { lease } = await claimOne();
    expect(await queue().cancel(queued.id)).toMatchObject({ state: 'CANCELLED', waitingFor: null });
    expect(await queue().cancel(running.id)).toMatchObject({ state: 'RUNNING', isCancelRequested: true });
    await claims().settle(lease, { kind: 'succeeded', result: { ok: 1 } }, null);
    expect(await queue().cancel(running.id)).toBeNull();
    expect(await reader().get(running.id)).toMatchObject({ state: 'SUCCEEDED', result: { ok: 1 } });
  });

  it.each(['retry', 'again', 'failed', 'released'] as const)(
    'holds when the running job ends with "%s"',
    async (kind) => {
      const job = await queue().enqueue(definition, { n: 1 }, { lane });
      const { lease } = await claimOne();
      await queue().cancel(job.id);
      const error = { code: 'INTERNAL', message: 'x' };
      const verdict = { kind, error, delayMs: 0, runAt: new Date(), reason: 'x' };
      expect(await claims().settle(lease, verdict, null)).toBe('CANCELLED');
      expect((await reader().get(job.id))?.finishedAt).toBeInstanceOf(Date);
    },
  );

  it('takes all of a lane and nothing of another', async () => {
    await queue().enqueueMany(
      definition,
      [lane, lane, lane, 'other'].map((name, n) => ({ payload: { n }, options: { lane: name } })),
    );
    await claimOne();
    expect(await queue().cancelLane(lane)).toBe(3);
    expect((await reader().counts()).states).toMatchObject({ CANCELLED: 2, RUNNING: 1, QUEUED: 1 });
  });

  it.each(['', 'x', '0', '-1', '1.5', '9223372036854775808', '99999999999999999999'])(
    'finds nothing for the id "%s"',
    async (id) => {
      expect(await queue().cancel(id)).toBeNull();
      expect(await queue().retry(id)).toBeNull();
      expect(await reader().get(id)).toBeNull();
    },
  );
});

describe('forgetting uneventful runs', () => {
  it('forgets finished runs that changed nothing, of this job and subject only', async () => {
    const finish = async (subject: string, result: unknown) => {
      await queue().enqueue(definition, { n: 1 }, { lane, subject });
      const { lease } = await claimOne();
      await claims().settle(lease, { kind: 'succeeded', result }, null);
    };
    await finish('integration:1', { changed: 0 });
    await finish('integration:1', { changed: 2 });
    await finish('integration:1', 'changed');
    await finish('integration:2', { changed: 0 });
    expect(await queue().forgetUneventful({ name: 'other' }, 'integration:1')).toBe(0);
    expect(await queue().forgetUneventful(definition, 'integration:1')).toBe(1);
    expect((await reader().counts()).states).toMatchObject({ SUCCEEDED: 3 });
  });
});

describe('retrying by hand', () => {
  it('makes a fresh job of a failed or cancelled one, and of no other', async () => {
    const job = await queue().enqueue(definition, { n: 1 }, { lane });
    expect(await queue().retry(job.id)).toBeNull();
    const { lease } = await claimOne();
    await claims().settle(lease, { kind: 'failed', error: { code: 'NOT_FOUND', message: 'gone' } }, null);
    expect(await queue().retry(job.id)).toMatchObject({
      id: job.id,
      state: 'QUEUED',
      attempts: 0,
      error: null,
      finishedAt: null,
    });
    await queue().cancel(job.id);
    expect(await queue().retry(job.id)).toMatchObject({ state: 'QUEUED', isCancelRequested: false });
  });
});

describe('a lane', () => {
  it('says what its jobs wait for', async () => {
    const job = await queue().enqueue(definition, { n: 1 }, { lane });
    await queue().pauseLane(lane, null, 'The token expired');
    expect((await reader().get(job.id))?.waitingFor).toBe('Paused: The token expired');
    await queue().resumeLane(lane);
    await setLaneConcurrency(db.dataSource.manager, lane, 1);
    await claimOne();
    const next = await queue().enqueue(definition, { n: 2 }, { lane });
    expect((await reader().get(next.id))?.waitingFor).toBe(
      'Waits for 1 running job of the same lane, whose limit is 1',
    );
    expect(await reader().lanes()).toEqual([
      {
        lane,
        concurrency: 1,
        isPaused: false,
        pausedUntil: null,
        pauseReason: null,
        queued: 1,
        running: 1,
      },
    ]);
  });

  it('keeps the longer of two pauses', async () => {
    const soon = new Date(Date.now() + 60_000);
    await queue().pauseLane(lane, soon, 'limit');
    await queue().pauseLane(lane, null, 'dead token');
    await queue().pauseLane(lane, soon, 'limit');
    expect(await reader().lanes()).toMatchObject([
      { isPaused: true, pausedUntil: null, pauseReason: 'dead token' },
    ]);
  });
});

describe('the list', () => {
  it('pages from the newest on without a gap and filters', async () => {
    const items = Array.from({ length: 25 }, (_, n) => ({
      payload: { n },
      options: { lane: n % 2 ? 'odd' : 'even', subject: `project:${n}` },
    }));
    await queue().enqueueMany(definition, items);
    const seen: unknown[] = [];
    for (let before: string | null = null; ;) {
      const page = await reader().list({}, { before, limit: 10 });
      seen.push(...page.jobs.map(({ payload }) => payload));
      if (!page.hasMore) break;
      before = page.jobs.at(-1)?.id ?? null;
    }
    expect(seen).toEqual(items.map(({ payload }) => payload).reverse());
    const page = { before: null, limit: 100 };
    expect((await reader().list({ lane: 'odd' }, page)).jobs).toHaveLength(12);
    expect((await reader().list({ subject: 'project:3' }, page)).jobs).toMatchObject([{ payload: { n: 3 } }]);
    expect((await reader().list({ states: ['FAILED', 'RUNNING'] }, page)).jobs).toEqual([]);
    expect((await reader().list({ names: ['test'], states: ['QUEUED'] }, page)).jobs).toHaveLength(25);
    expect((await reader().list({}, { before: "1' or true", limit: 5 })).jobs).toEqual([]);
  });
});
