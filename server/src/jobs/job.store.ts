import type { EntityManager } from 'typeorm';
import { AppError } from '../errors.js';
import { JOB_COLUMNS, type JobRow, cleanText, isRowId, toJob, toStoredJson } from './job-row.store.js';
import type { EnqueueOptions, Job, JobDefinition, JobQueue } from './job.js';

const DEFAULT_PRIORITY = 100;
const DEDUPE_ATTEMPTS = 10;

interface EnqueueItem {
  readonly payload: unknown;
  readonly options: EnqueueOptions;
}

/** The writing half of the job table, within the manager's transaction: nothing is queued unless that commits. */
export function createJobQueue(manager: EntityManager): JobQueue {
  return {
    enqueue: async (definition, payload, options) => {
      const [job] = await enqueueAll(manager, definition, [{ payload, options }]);
      if (job === undefined) throw new AppError('INTERNAL', 'The job was not stored.');
      return job;
    },
    enqueueMany: (definition, jobs) => enqueueAll(manager, definition, jobs),
    isQueued: (definition, dedupeKey) => isQueued(manager, definition.name, dedupeKey),
    cancel: (id) => cancelJob(manager, id),
    retry: (id) => retryJob(manager, id),
    pauseLane: (lane, until, reason) => pauseLane(manager, lane, until, reason),
    resumeLane: (lane) => resumeLane(manager, lane),
    forgetUneventful: (definition, subject) => forgetUneventful(manager, definition.name, subject),
    cancelLane: (lane) => cancelLane(manager, lane),
  };
}

/** How many jobs of a lane may run at once, in all processes together; 4 where it was never set. */
export async function setLaneConcurrency(
  manager: EntityManager,
  lane: string,
  concurrency: number,
): Promise<void> {
  await manager.query(
    `with changed as (
       insert into job_lane (lane, concurrency) values ($1, $2)
       on conflict (lane) do update set concurrency = excluded.concurrency
     )
     select pg_notify('backline_job_wake', '')`,
    [lane, concurrency],
  );
}

/** The payload is parsed before it is stored: what does not fit its schema throws here, in the caller's transaction. */
async function enqueueAll<Payload>(
  manager: EntityManager,
  definition: JobDefinition<Payload>,
  items: readonly EnqueueItem[],
): Promise<readonly Job[]> {
  const parsed = items.map((item) => ({ ...item, payload: parsePayload(definition, item.payload) }));
  const jobs = new Map<number, Job>();
  for (let attempt = 0; jobs.size < items.length; attempt += 1) {
    if (attempt === DEDUPE_ATTEMPTS)
      throw new AppError('CONFLICT', 'The job could not be queued. Try again.');
    const missing = parsed.map((item, index) => ({ ...item, index })).filter(({ index }) => !jobs.has(index));
    for (const row of await insertJobs(manager, definition, missing)) jobs.set(row.position, toJob(row));
    const twins = missing.filter(({ index }) => !jobs.has(index));
    if (twins.length === 0) break;
    for (const row of await findTwins(manager, definition.name, twins)) jobs.set(row.position, toJob(row));
  }
  return [...jobs].sort(([one], [other]) => one - other).map(([, job]) => job);
}

function parsePayload<Payload>(definition: JobDefinition<Payload>, payload: unknown): Payload {
  const parsed = definition.schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new AppError('BAD_INPUT', `The payload of the job ${definition.name} does not fit its schema.`, {
    cause: parsed.error,
  });
}

interface Placed extends EnqueueItem {
  readonly index: number;
}

type PlacedRow = JobRow & { readonly position: number };

/** Jobs whose dedupe key is queued already are left out of the answer. Ids are drawn in the order of the input. */
function insertJobs<Payload>(
  manager: EntityManager,
  definition: JobDefinition<Payload>,
  items: readonly Placed[],
): Promise<PlacedRow[]> {
  return manager.query<PlacedRow[]>(
    `with input as materialized (
       select nextval(pg_get_serial_sequence('public.job', 'id')) as id, given.*
       from (
         select * from unnest(
           $1::int[], $2::text[], $3::text[], $4::text[], $5::int[], $6::timestamptz[], $7::text[]
         ) as given (position, payload, lane, subject, priority, run_at, dedupe_key)
         order by position
       ) given
     ),
     lanes as (
       insert into job_lane (lane) select distinct lane from input order by lane on conflict do nothing
     ),
     j as (
       insert into job (id, name, payload, lane, subject, priority, run_at, is_due, dedupe_key, max_attempts, backoff_ms)
       select id, $8, payload::jsonb, lane, subject, priority,
         coalesce(run_at, clock_timestamp()), coalesce(run_at <= clock_timestamp(), true), dedupe_key, $9, $10
       from input order by id
       on conflict (name, dedupe_key) where state = 'QUEUED' and dedupe_key is not null do nothing
       returning *
     )
     select input.position, ${JOB_COLUMNS}
     from j join input on input.id = j.id left join job_lane l on l.lane = j.lane`,
    [
      items.map(({ index }) => index),
      items.map(({ payload }) => toStoredJson(payload)),
      items.map(({ options }) => options.lane),
      items.map(({ options }) => options.subject ?? null),
      items.map(({ options }) => options.priority ?? DEFAULT_PRIORITY),
      items.map(({ options }) => options.runAt ?? null),
      items.map(({ options }) => options.dedupeKey ?? null),
      definition.name,
      definition.maxAttempts,
      definition.backoffMs,
    ],
  );
}

/** A statement of its own, so that it sees what another transaction queued while ours waited for it. */
function findTwins(manager: EntityManager, name: string, items: readonly Placed[]): Promise<PlacedRow[]> {
  return manager.query<PlacedRow[]>(
    `select given.position, ${JOB_COLUMNS}
     from unnest($1::int[], $2::text[]) as given (position, dedupe_key)
     join job j on j.name = $3 and j.dedupe_key = given.dedupe_key and j.state = 'QUEUED'
     left join job_lane l on l.lane = j.lane`,
    [items.map(({ index }) => index), items.map(({ options }) => options.dedupeKey ?? null), name],
  );
}

async function isQueued(manager: EntityManager, name: string, dedupeKey: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `select 1 from job where name = $1 and dedupe_key = $2 and state = 'QUEUED'`,
    [name, dedupeKey],
  );
  return rows.length > 0;
}

async function cancelJob(manager: EntityManager, id: string): Promise<Job | null> {
  if (!isRowId(id)) return null;
  const rows = await manager.query<JobRow[]>(
    `with j as (
       update job set
         state = case when state = 'QUEUED' then 'CANCELLED' else state end,
         finished_at = case when state = 'QUEUED' then clock_timestamp() end,
         is_cancel_requested = true
       where id = $1 and state in ('QUEUED', 'RUNNING')
       returning *
     )
     select ${JOB_COLUMNS} from j left join job_lane l on l.lane = j.lane`,
    [id],
  );
  return rows[0] === undefined ? null : toJob(rows[0]);
}

async function retryJob(manager: EntityManager, id: string): Promise<Job | null> {
  if (!isRowId(id)) return null;
  const [answer] = await manager.query<{ retried: boolean }[]>('select retry_job($1) as retried', [id]);
  return answer?.retried === true ? findJob(manager, id) : null;
}

/** One job by its id; null when there is none, also for what is no id. */
export async function findJob(manager: EntityManager, id: string): Promise<Job | null> {
  if (!isRowId(id)) return null;
  const rows = await manager.query<JobRow[]>(
    `select ${JOB_COLUMNS} from job j left join job_lane l on l.lane = j.lane where j.id = $1`,
    [id],
  );
  return rows[0] === undefined ? null : toJob(rows[0]);
}

/** Of two pauses the longer one stands, so that GitLab's limit does not end the pause of a dead token. */
async function pauseLane(
  manager: EntityManager,
  lane: string,
  until: Date | null,
  reason: string,
): Promise<void> {
  await manager.query(
    `insert into job_lane as l (lane, is_paused, paused_until, pause_reason) values ($1, true, $2, $3)
     on conflict (lane) do update
       set is_paused = true, paused_until = excluded.paused_until, pause_reason = excluded.pause_reason
       where not l.is_paused or excluded.paused_until is null or l.paused_until <= excluded.paused_until`,
    [lane, until, cleanText(reason, 500)],
  );
}

async function resumeLane(manager: EntityManager, lane: string): Promise<void> {
  await manager.query(
    `with resumed as (
       update job_lane set is_paused = false, paused_until = null, pause_reason = null where lane = $1
     )
     select pg_notify('backline_job_wake', '')`,
    [lane],
  );
}

async function cancelLane(manager: EntityManager, lane: string): Promise<number> {
  const [answer] = await manager.query<{ count: number }[]>(
    `with cancelled as (
       update job set
         state = case when state = 'QUEUED' then 'CANCELLED' else state end,
         finished_at = case when state = 'QUEUED' then clock_timestamp() end,
         is_cancel_requested = true
       where lane = $1 and (state = 'QUEUED' or (state = 'RUNNING' and not is_cancel_requested))
       returning 1
     )
     select count(*)::int as count from cancelled`,
    [lane],
  );
  return answer?.count ?? 0;
}

/** Their result is `{ …, changed: 0 }`. */
async function forgetUneventful(manager: EntityManager, name: string, subject: string): Promise<number> {
  const [, count]: [unknown, number] = await manager.query(
    `delete from job where name = $1 and subject = $2 and state = 'SUCCEEDED' and result->'changed' = '0'::jsonb`,
    [name, subject],
  );
  return count;
}
