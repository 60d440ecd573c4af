import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { JobCounts, JobFilter, JobLane, JobPage, JobReader } from './job-reader.js';
import { JOB_COLUMNS, type JobRow, isRowId, toJob } from './job-row.store.js';
import { findJob } from './job.store.js';

const MAX_PAGE = 100;
const COUNT_CAP = 10_000;

/** The reading half of the job table. */
export function createJobReader(manager: EntityManager): JobReader {
  return {
    get: (id) => findJob(manager, id),
    list: (filter, page) => listJobs(manager, filter, page),
    counts: () => countJobs(manager),
    lanes: () => listLanes(manager),
  };
}

async function listJobs(
  manager: EntityManager,
  filter: JobFilter,
  page: { readonly before: string | null; readonly limit: number },
): Promise<JobPage> {
  const limit = Math.max(0, Math.min(Math.trunc(page.limit), MAX_PAGE));
  if (page.before !== null && !isRowId(page.before)) return { jobs: [], hasMore: false };
  const values: unknown[] = [limit + 1];
  const conditions = ['true'];
  const ask = (condition: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    values.push(value);
    conditions.push(`${condition} $${values.length}`);
  };
  ask('j.id <', page.before);
  ask('j.lane =', filter.lane);
  ask('j.name =', filter.name);
  ask('j.subject =', filter.subject);
  if (filter.states !== undefined) {
    values.push(filter.states);
    conditions.push(`j.state = any ($${values.length})`);
  }
  const rows = await manager.query<JobRow[]>(
    `select ${JOB_COLUMNS}
     from job j left join job_lane l on l.lane = j.lane
     where ${conditions.join(' and ')}
     order by j.id desc limit $1`,
    values,
  );
  return { jobs: rows.slice(0, limit).map(toJob), hasMore: rows.length > limit };
}

/** Each count stops at the cap, so that a long history costs no more than a short one. */
async function countJobs(manager: EntityManager): Promise<JobCounts> {
  const count = (state: string): string =>
    `(select count(*)::int from (select from job where state = '${state}' limit ${COUNT_CAP}) capped) as "${state}"`;
  const [row] = await manager.query<unknown[]>(
    `select ${['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'].map(count).join(', ')}`,
  );
  return { cap: COUNT_CAP, states: countsSchema.parse(row) };
}

const countsSchema = z.object({
  QUEUED: z.number(),
  RUNNING: z.number(),
  SUCCEEDED: z.number(),
  FAILED: z.number(),
  CANCELLED: z.number(),
});

async function listLanes(manager: EntityManager): Promise<readonly JobLane[]> {
  return manager.query<JobLane[]>(
    `select lane, concurrency, is_paused and coalesce(paused_until > clock_timestamp(), true) as "isPaused",
       case when paused_until > clock_timestamp() then paused_until end as "pausedUntil",
       case when is_paused and coalesce(paused_until > clock_timestamp(), true) then pause_reason end as "pauseReason",
       (select count(*)::int from job where job.state = 'QUEUED' and job.lane = job_lane.lane) as queued,
       (select count(*)::int from job where job.state = 'RUNNING' and job.lane = job_lane.lane) as running
     from job_lane order by lane limit 1000`,
  );
}
