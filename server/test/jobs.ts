import { z } from 'zod';
import type { Database } from '../src/db/data-source.js';
import { createJobClaims } from '../src/jobs/job-claims.store.js';
import { createJobWake } from '../src/jobs/job-events.store.js';
import { bindHandler } from '../src/jobs/job-handlers.js';
import { createJobReader } from '../src/jobs/job-reader.store.js';
import { JobWorker, type JobWorkerOptions, WORKER_DEFAULTS } from '../src/jobs/job-worker.js';
import type { Job, JobContext, JobDefinition, JobOutcome, JobState } from '../src/jobs/job.js';
import { systemTimers } from '../src/jobs/timers.js';

/** A payload for jobs that only tests know. */
export interface TestPayload {
  readonly n: number;
}

/** A job that only tests know. */
export function testJob(
  name = 'test',
  limits: Partial<Omit<JobDefinition<TestPayload>, 'name' | 'schema'>> = {},
): JobDefinition<TestPayload> {
  const schema = z.object({ n: z.number() });
  return { name, schema, maxAttempts: 3, backoffMs: 10, timeoutMs: 10_000, ...limits };
}

/** A started worker on this database, with the product's parts; what a test changes comes last. */
export async function startTestWorker(
  database: Database,
  definition: JobDefinition<TestPayload>,
  run: (payload: TestPayload, context: JobContext) => Promise<JobOutcome>,
  changes: Partial<JobWorkerOptions> = {},
): Promise<JobWorker> {
  const worker = new JobWorker({
    ...WORKER_DEFAULTS,
    claims: createJobClaims(database.dataSource),
    wake: createJobWake(database),
    handlers: new Map([[definition.name, bindHandler({ definition, run })]]),
    clock: () => new Date(),
    timers: systemTimers,
    random: Math.random,
    log: () => undefined,
    ...changes,
  });
  await worker.start();
  return worker;
}

/** Waits until a job is in one of these states. */
export async function awaitJob(database: Database, id: string, ...states: JobState[]): Promise<Job> {
  const reader = createJobReader(database.dataSource.manager);
  return eventually(async () => {
    const job = await reader.get(id);
    if (job === null || !states.includes(job.state))
      throw new Error(`job ${id} is ${job?.state ?? 'missing'}`);
    return job;
  });
}

/** Repeats a check until it does not throw; after ten seconds its last error is the test's. */
export async function eventually<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  for (const started = Date.now(); ;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() - started > 10_000) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
