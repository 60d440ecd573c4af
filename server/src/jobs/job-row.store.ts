import { AppError } from '../errors.js';
import type { Job, JobError, JobProgress, JobState } from './job.js';
import { describeWaiting } from './waiting-for.js';

const MAX_ID = 2n ** 63n - 1n;
const MAX_JSON_BYTES = 1_000_000;

/** A row of `job` with what is known of its lane, as JOB_COLUMNS selects it. */
export interface JobRow {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  readonly lane: string;
  readonly subject: string | null;
  readonly priority: number;
  readonly state: JobState;
  readonly attempts: number;
  readonly max_attempts: number;
  readonly run_at: Date;
  readonly wait_reason: string | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly lease_until: Date | null;
  readonly progress: JobProgress | null;
  readonly result: unknown;
  readonly error: JobError | null;
  readonly is_cancel_requested: boolean;
  readonly is_paused: boolean | null;
  readonly paused_until: Date | null;
  readonly pause_reason: string | null;
  readonly concurrency: number | null;
  readonly lane_running: number;
  readonly now: Date;
}

/** The columns of a JobRow, of a relation `j` with the columns of `job`, left-joined with `job_lane l`. */
export const JOB_COLUMNS = `
  j.id, j.name, j.payload, j.lane, j.subject, j.priority, j.state, j.attempts, j.max_attempts, j.run_at,
  j.wait_reason, j.created_at, j.started_at, j.finished_at, j.lease_until, j.progress, j.result, j.error,
  j.is_cancel_requested, l.is_paused, l.paused_until, l.pause_reason, l.concurrency,
  case when j.state = 'QUEUED'
    then (select count(*)::int from job r where r.state = 'RUNNING' and r.lane = j.lane) else 0
  end as lane_running,
  clock_timestamp() as now`;

/** The noun of a row. */
export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    name: row.name,
    payload: row.payload,
    lane: row.lane,
    priority: row.priority,
    state: row.state,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    runAt: row.run_at,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    leaseUntil: row.lease_until,
    progress: row.progress,
    result: row.result,
    error: row.error,
    isCancelRequested: row.is_cancel_requested,
    subject: row.subject,
    waitingFor: row.state === 'QUEUED' ? waitingFor(row) : null,
  };
}

/** Whether a text can be the id of a row: a positive decimal that a bigint holds. */
export function isRowId(id: string): boolean {
  return /^[1-9]\d{0,18}$/.test(id) && BigInt(id) <= MAX_ID;
}

/** JSON that Postgres stores: NUL and halves of surrogate pairs, which it refuses, become U+FFFD. At most 1 MB. */
export function toStoredJson(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(cleanJson(JSON.parse(JSON.stringify(value ?? null))));
  } catch (cause) {
    throw new AppError('INTERNAL', 'What a job takes or gives must be plain JSON.', { cause });
  }
  if (Buffer.byteLength(text) > MAX_JSON_BYTES) {
    throw new AppError('LIMIT_EXCEEDED', 'What a job takes or gives must be smaller than 1 MB as JSON.');
  }
  return text;
}

/** Names are cleaned like values; an object is built without a prototype so that `__proto__` is a name like others. */
function cleanJson(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanJson);
  if (typeof value !== 'object' || value === null) return value;
  const cleaned: Record<string, unknown> = Object.create(null);
  for (const [name, inner] of Object.entries(value)) cleaned[cleanText(name)] = cleanJson(inner);
  return cleaned;
}

/** A text that Postgres stores, cut to a length in characters. */
export function cleanText(text: string, maxLength = Number.POSITIVE_INFINITY): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
  return Buffer.from(cut, 'utf8').toString('utf8').replaceAll('\0', '\uFFFD');
}

function waitingFor(row: JobRow): string {
  return describeWaiting({
    now: row.now,
    runAt: row.run_at,
    waitReason: row.wait_reason,
    isLanePaused: row.is_paused ?? false,
    pausedUntil: row.paused_until,
    pauseReason: row.pause_reason,
    laneConcurrency: row.concurrency ?? Number.POSITIVE_INFINITY,
    laneRunning: row.lane_running,
  });
}
