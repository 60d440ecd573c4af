import type { DataSource } from 'typeorm';
import type { Claim, ClaimedJob, JobClaims, Lease, Verdict } from './job-claims.js';
import { JOB_COLUMNS, type JobRow, cleanText, toJob, toStoredJson } from './job-row.store.js';
import type { JobError, JobProgress, JobState } from './job.js';

const PRUNE_BATCH = 1000;

/** The worker's side of the job table, each call a transaction of its own. */
export function createJobClaims(dataSource: DataSource): JobClaims {
  return {
    claim: (names, limit, leaseMs) => claim(dataSource, names, limit, leaseMs),
    renew: (leases, leaseMs) => renew(dataSource, leases, leaseMs),
    saveProgress: async (lease, progress) => {
      const [answer] = await dataSource.query<{ saved: boolean }[]>(
        `with saved as (
           update job set progress = $3 where id = $1 and token = $2 and state = 'RUNNING' returning 1
         )
         select exists (select from saved) as saved`,
        [lease.id, lease.token, toStoredProgress(progress)],
      );
      return answer?.saved === true;
    },
    settle: (lease, verdict, progress) => settle(dataSource, lease, verdict, progress),
    reclaimExpired: async () => {
      const [answer] = await dataSource.query<{ count: number }[]>('select reclaim_jobs() as count');
      return answer?.count ?? 0;
    },
    prune: (keepMs) => prune(dataSource, keepMs),
  };
}

async function claim(
  dataSource: DataSource,
  names: readonly string[],
  limit: number,
  leaseMs: number,
): Promise<Claim> {
  const rows = await dataSource.query<(JobRow & { token: string })[]>(
    `select j.token, ${JOB_COLUMNS} from claim_jobs($1, $2, $3) j left join job_lane l on l.lane = j.lane
     order by j.priority, j.id`,
    [names, limit, leaseMs],
  );
  const jobs = rows.map((row): ClaimedJob => ({ job: toJob(row), lease: { id: row.id, token: row.token } }));
  if (jobs.length >= limit) return { jobs, nextDueInMs: 0 };
  const [next] = await dataSource.query<{ ms: number | null }[]>(
    `select ceil(extract(epoch from next_job_due_at($1) - clock_timestamp()) * 1000)::float8 as ms`,
    [names],
  );
  return { jobs, nextDueInMs: next?.ms == null ? null : Math.max(0, next.ms) };
}

async function renew(
  dataSource: DataSource,
  leases: readonly Lease[],
  leaseMs: number,
): Promise<readonly (Lease & { readonly isCancelRequested: boolean })[]> {
  return dataSource.query<(Lease & { isCancelRequested: boolean })[]>(
    `with renewed as (
       update job set lease_until = clock_timestamp() + $3 * interval '1 ms'
       from unnest($1::bigint[], $2::bigint[]) as held (id, token)
       where job.id = held.id and job.token = held.token and job.state = 'RUNNING'
       returning job.id, job.token, job.is_cancel_requested
     )
     select id, token, is_cancel_requested as "isCancelRequested" from renewed`,
    [leases.map(({ id }) => id), leases.map(({ token }) => token), leaseMs],
  );
}

async function settle(
  dataSource: DataSource,
  lease: Lease,
  verdict: Verdict,
  progress: JobProgress | null,
): Promise<JobState | null> {
  switch (verdict.kind) {
    case 'succeeded':
      return finish(dataSource, lease, {
        state: 'SUCCEEDED',
        result: verdict.result,
        error: null,
        progress,
      });
    case 'failed':
      return finish(dataSource, lease, { state: 'FAILED', result: null, error: verdict.error, progress });
    case 'cancelled':
      return finish(dataSource, lease, { state: 'CANCELLED', result: null, error: null, progress });
    case 'retry':
      return requeue(dataSource, lease, {
        delayMs: verdict.delayMs,
        runAt: null,
        reason: verdict.error.message,
        error: verdict.error,
        refund: 0,
      });
    case 'again':
      return requeue(dataSource, lease, {
        delayMs: 0,
        runAt: verdict.runAt,
        reason: verdict.reason,
        error: null,
        refund: 1,
      });
    case 'released':
      return requeue(dataSource, lease, { delayMs: 0, runAt: null, reason: null, error: null, refund: 1 });
  }
}

interface Ending {
  readonly state: 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  readonly result: unknown;
  readonly error: JobError | null;
  readonly progress: JobProgress | null;
}

/** A failure of a job that was asked to stop is its cancelling; a success stays one. */
async function finish(dataSource: DataSource, lease: Lease, ending: Ending): Promise<JobState | null> {
  const [row] = await dataSource.query<{ state: JobState }[]>(
    `with finished as (
       update job set
         state = case when $3 = 'FAILED' and is_cancel_requested then 'CANCELLED' else $3 end,
         result = $4::jsonb, error = $5::jsonb, progress = coalesce($6::jsonb, progress),
         finished_at = clock_timestamp(), lease_until = null
       where id = $1 and token = $2 and state = 'RUNNING'
       returning state
     )
     select state from finished`,
    [
      lease.id,
      lease.token,
      ending.state,
      ending.result === null || ending.result === undefined ? null : toStoredJson(ending.result),
      toStoredError(ending.error),
      ending.progress === null ? null : toStoredProgress(ending.progress),
    ],
  );
  return row?.state ?? null;
}

interface Return {
  readonly delayMs: number;
  readonly runAt: Date | null;
  readonly reason: string | null;
  readonly error: JobError | null;
  readonly refund: 0 | 1;
}

async function requeue(dataSource: DataSource, lease: Lease, back: Return): Promise<JobState | null> {
  const [row] = await dataSource.query<{ state: JobState | null }[]>(
    `select requeue_job(
       $1, $2, coalesce($3::timestamptz, clock_timestamp() + $4 * interval '1 ms'), $5, $6::jsonb, $7
     ) as state`,
    [
      lease.id,
      lease.token,
      back.runAt,
      back.delayMs,
      back.reason === null ? null : cleanText(back.reason, 500),
      toStoredError(back.error),
      back.refund,
    ],
  );
  return row?.state ?? null;
}

async function prune(dataSource: DataSource, keepMs: number): Promise<number> {
  for (let total = 0; ;) {
    const [answer] = await dataSource.query<{ count: number }[]>(
      `with deleted as (
         delete from job where id in (
           select id from job where finished_at < clock_timestamp() - $1 * interval '1 ms'
           order by finished_at limit $2 for update skip locked
         )
         returning 1
       )
       select count(*)::int as count from deleted`,
      [keepMs, PRUNE_BATCH],
    );
    total += answer?.count ?? 0;
    if ((answer?.count ?? 0) < PRUNE_BATCH) return total;
  }
}

function toStoredProgress(progress: JobProgress): string {
  return toStoredJson({ ...progress, message: cleanText(progress.message, 500) });
}

function toStoredError(error: JobError | null): string | null {
  return error === null ? null : toStoredJson({ code: error.code, message: cleanText(error.message, 2000) });
}
