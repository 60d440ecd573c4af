import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Database } from '../src/db/data-source.js';
import { inTransaction } from '../src/db/transaction.js';
import { createJobClaims } from '../src/jobs/job-claims.store.js';
import { createJobWake } from '../src/jobs/job-events.store.js';
import { assertHandlers, bindHandler } from '../src/jobs/job-handlers.js';
import { JobWorker, WORKER_DEFAULTS } from '../src/jobs/job-worker.js';
import { createJobQueue, setLaneConcurrency } from '../src/jobs/job.store.js';
import type { JobDefinition } from '../src/jobs/job.js';
import { systemTimers } from '../src/jobs/timers.js';
import { withBenchDatabase } from './bench-folder.js';
import { type Bench, type BenchLine, benchLine } from './bench.js';

const STARTS = 200;
const JOBS = 4_000;
const LANES = 8;

const definition: JobDefinition<{ readonly n: number }> = {
  name: 'bench',
  schema: z.object({ n: z.number() }),
  maxAttempts: 1,
  backoffMs: 1,
  timeoutMs: 60_000,
};

/**
 * The job table on an embedded Postgres that survives a power cut, as in the product. Baselines: for the start of a job
 * one message from its sending to its hearing, for the rate one committed update of a row after the other over as many connections.
 */
export const jobsBench: Bench = {
  name: 'jobs',
  run: (report) =>
    withBenchDatabase(async (database) => {
      const notifyMs = await measureNotify(database);
      const startMs = await measureStart(database);
      report(line('start of a job after its commit, median', startMs.median, 'ms', notifyMs));
      report(line('start of a job after its commit, 99th percentile', startMs.high, 'ms', notifyMs));
      const updates = await measureUpdates(database);
      const rate = await measureRate(database);
      report(line('jobs run to their end', rate, 'jobs/s', updates));
      report(line('claim of one job among 5,000', await measureClaim(database), 'ms', 1000 / updates));
    }),
};

function line(metric: string, value: number, unit: string, baseline: number): BenchLine {
  return benchLine('jobs', { metric, value, unit, baseline });
}

async function startWorker(database: Database, run: () => void, concurrency: number): Promise<JobWorker> {
  const handler = bindHandler({
    definition,
    run: async () => {
      run();
      return { kind: 'done' };
    },
  });
  const worker = new JobWorker({
    ...WORKER_DEFAULTS,
    concurrency,
    claims: createJobClaims(database.dataSource),
    wake: createJobWake(database),
    handlers: assertHandlers([definition], [handler]),
    clock: () => new Date(),
    timers: systemTimers,
    random: Math.random,
    log: (level, message, fields) => process.stderr.write(`${level} ${message} ${JSON.stringify(fields)}\n`),
  });
  await worker.start();
  return worker;
}

async function measureNotify(database: Database): Promise<number> {
  let heardAt: (time: number) => void = () => undefined;
  const end = await database.listen('bench', () => heardAt(performance.now()));
  const times: number[] = [];
  for (let n = 0; n < STARTS; n += 1) {
    const heard = new Promise<number>((resolve) => (heardAt = resolve));
    const sentAt = performance.now();
    await database.notify('bench', String(n));
    times.push((await heard) - sentAt);
  }
  await end();
  return percentile(times, 0.5);
}

async function measureStart(database: Database): Promise<{ median: number; high: number }> {
  let startedAt: (time: number) => void = () => undefined;
  const worker = await startWorker(database, () => startedAt(performance.now()), 4);
  const times: number[] = [];
  for (let n = 0; n < STARTS; n += 1) {
    const started = new Promise<number>((resolve) => (startedAt = resolve));
    await inTransaction(database.dataSource, createJobQueue, (queue) =>
      queue.enqueue(definition, { n }, { lane: 'bench' }),
    );
    const committedAt = performance.now();
    times.push(Math.max(0, (await started) - committedAt));
    await sleep(5);
  }
  await worker.stop(5_000);
  return { median: percentile(times, 0.5), high: percentile(times, 0.99) };
}

async function measureUpdates({ dataSource }: Database): Promise<number> {
  await dataSource.query('create table bench as select n as id, 0 as value from generate_series(1, 100) n');
  const updates = 2_000;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < updates) {
      next += 1;
      await dataSource.query('update bench set value = value + 1 where id = $1', [next % 100]);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: 10 }, work));
  const rate = (updates * 1000) / (performance.now() - startedAt);
  await dataSource.query('drop table bench');
  return rate;
}

async function queueJobs(database: Database, count: number): Promise<void> {
  const queue = createJobQueue(database.dataSource.manager);
  await queue.enqueueMany(
    definition,
    Array.from({ length: count }, (_, n) => ({ payload: { n }, options: { lane: `lane ${n % LANES}` } })),
  );
}

async function measureRate(database: Database): Promise<number> {
  await queueJobs(database, JOBS);
  let done = 0;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const startedAt = performance.now();
  const worker = await startWorker(
    database,
    () => {
      done += 1;
      if (done === JOBS) finish();
    },
    LANES * 4,
  );
  await finished;
  await worker.stop(5_000);
  return (JOBS * 1000) / (performance.now() - startedAt);
}

async function measureClaim(database: Database): Promise<number> {
  await queueJobs(database, 5_000);
  for (let n = 0; n < LANES; n += 1) {
    await setLaneConcurrency(database.dataSource.manager, `lane ${n}`, 1000);
  }
  const claims = createJobClaims(database.dataSource);
  const times: number[] = [];
  for (let n = 0; n < STARTS; n += 1) {
    const startedAt = performance.now();
    await claims.claim([definition.name], 1, 30_000);
    times.push(performance.now() - startedAt);
  }
  return percentile(times, 0.5);
}

function percentile(times: readonly number[], part: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
