import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { KeysetReader } from '../keyset.js';
import { createKeysetReader, mapRows } from '../db/keyset.store.js';
import { Conditions, cappedCount } from '../db/query.js';
import type { Job } from './job.js';
import type { JobCounts, JobFilter, JobLane, JobPage, JobReader } from './job-reader.js';
import { JOB_COLUMNS, type JobRow, isRowId, toJob } from './job-row.store.js';
import { findJob } from './job.store.js';

/** A page of 100, and one more to know whether there is a next. */
const MAX_PAGE = 101;
const COUNT_CAP = 10_000;

/** The reading half of the job table. */
export function createJobReader(manager: EntityManager): JobReader {
  return {
    get: (id) => findJob(manager, id),
    list: (filter, page) => listJobs(manager, filter, page),
    paged: (filter) => pagedJobs(manager, filter),
    async newestOf(subjects, filter) {
      const window = { size: 1, after: null, before: null, isBackward: false, isReversed: false };
      const pages = await pagedJobs(manager, filter).pages({ ...window, parents: subjects });
      return new Map(
        [...pages].flatMap(([subject, { rows }]) => (rows[0] === undefined ? [] : [[subject, rows[0]]])),
      );
    },
    async findMany(ids) {
      const rows = await manager.query<JobRow[]>(
        `select ${JOB_COLUMNS} from ${JOBS} where j.id = any ($1::bigint[])`,
        [ids],
      );
      return rows.map(toJob);
    },
    counts: () => countJobs(manager),
    count(filter, cap) {
      const conditions = conditionsOf(filter);
      return cappedCount(manager, `select 1 from job j ${conditions.where()}`, conditions.parameters, cap);
    },
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
  const conditions = conditionsOf(filter);
  if (page.before !== null) conditions.add('j.id < ?', page.before);
  const rows = await manager.query<JobRow[]>(
    `select ${JOB_COLUMNS}
     from ${JOBS}
     ${conditions.where()}
     order by j.id desc limit ${limit + 1}`,
    conditions.parameters,
  );
  return { jobs: rows.slice(0, limit).map(toJob), hasMore: rows.length > limit };
}

const JOBS = 'job j left join job_lane l on l.lane = j.lane';

function pagedJobs(manager: EntityManager, filter: JobFilter): KeysetReader<Job> {
  const rows = createKeysetReader<JobRow>(manager, {
    select: JOB_COLUMNS,
    build: () => ({ from: JOBS, conditions: conditionsOf(filter) }),
    order: { keys: [['j.id', 'bigint']], isDescending: true },
    of: 'j.subject = parent.id',
  });
  return mapRows(rows, toJob);
}

function conditionsOf(filter: JobFilter): Conditions {
  const conditions = new Conditions();
  if (filter.lane !== undefined) conditions.add('j.lane = ?', filter.lane);
  if (filter.names !== undefined) conditions.add('j.name = any (?)', filter.names);
  if (filter.subject !== undefined) conditions.add('j.subject = ?', filter.subject);
  if (filter.projectId !== undefined)
    conditions.add(
      `j.subject = any (array(select 'project:' || ?::bigint union all
         select 'plan:' || id from remediation_plan where project_id = ?::bigint))`,
      filter.projectId,
    );
  if (filter.integrationId !== undefined) conditions.add('j.lane = ?', `integration:${filter.integrationId}`);
  if (filter.isDead !== undefined)
    conditions.addPlain(
      `${filter.isDead ? '' : 'not '}(j.state = 'FAILED' and j.attempts >= j.max_attempts)`,
    );
  if (filter.states !== undefined) conditions.add('j.state = any (?)', filter.states);
  return conditions;
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
