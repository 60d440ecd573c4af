import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { databaseFamilies } from './database-families.js';
import type { CachedReader, DatabaseReading } from './database-reading.js';
import type { Metrics } from './metrics.js';

/** The database connections of this process. */
export interface PoolCounts {
  readonly total: number;
  readonly idle: number;
  /** Who waits for a connection. */
  readonly waiting: number;
}

/** What a process tells Prometheus beside its counters. */
export interface PrometheusDeps {
  readonly role: string;
  readonly version: string;
  readonly database: CachedReader;
  readonly pool: () => PoolCounts | null;
  /** Jobs that run in this process; null where there is no worker. */
  readonly runningJobs: () => number | null;
}

/** Metrics with the text that Prometheus reads. */
export interface PrometheusMetrics extends Metrics {
  readonly contentType: string;
  /** Never fails: what cannot be read is left out, and `backline_database_readable` says so. */
  text(): Promise<string>;
}

const JOB_SECONDS = [0.01, 0.05, 0.2, 1, 5, 20, 60, 300, 1_800];
const REQUEST_SECONDS = [0.005, 0.02, 0.1, 0.5, 1, 2.5, 10, 30];
/** More integrations than that share one label: names of metrics are bounded, whatever people connect. */
const MAX_INTEGRATIONS = 200;

/**
 * The metrics of one process, in a registry of its own (https://prometheus.io/docs/practices/naming/): what it does, its
 * event loop, memory and connections, and what the database holds.
 */
export function createPrometheusMetrics(deps: PrometheusDeps): PrometheusMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'backline_info',
    help: 'The version and the role of this process; always 1.',
    labelNames: ['version', 'role'],
    registers,
  }).set({ version: deps.version, role: deps.role }, 1);
  registerPool(registers, deps);
  return {
    ...createWorkMetrics(registers),
    ...createGitLabMetrics(registers),
    ...createApiMetrics(registers),
    contentType: registry.contentType,
    text: async () => {
      const reading = await deps.database.read();
      return `${await registry.metrics()}${await describeDatabase(reading)}`;
    },
  };
}

/** In a registry of its own for each scrape, so that what went away is gone and scrapes do not meet. */
function describeDatabase(reading: DatabaseReading | null): Promise<string> {
  const registry = new Registry();
  for (const { name, help, samples } of databaseFamilies(reading)) {
    const [first] = samples;
    if (first === undefined) continue;
    const labelNames = Object.keys(first.labels);
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
    for (const { labels, value } of samples) gauge.set(labels, value);
  }
  return registry.metrics();
}

function registerPool(registers: Registry[], { pool, runningJobs }: PrometheusDeps): void {
  new Gauge({
    name: 'backline_database_pool_connections',
    help: 'Connections of this process to the database, by state; waiting counts those who wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const counts = pool();
      if (counts === null) return;
      this.set({ state: 'in_use' }, counts.total - counts.idle);
      this.set({ state: 'idle' }, counts.idle);
      this.set({ state: 'waiting' }, counts.waiting);
    },
  });
  new Gauge({
    name: 'backline_worker_running_jobs',
    help: 'Jobs that run in this process now; 0 where there is no worker.',
    registers,
    collect() {
      this.set(runningJobs() ?? 0);
    },
  });
}

function createWorkMetrics(registers: Registry[]): Pick<Metrics, 'jobEnded' | 'actionCommitted'> {
  const duration = new Histogram({
    name: 'backline_job_duration_seconds',
    help: 'How long runs of jobs took, by job and outcome; again waits for something, released was handed back at a stop, lost went to another worker.',
    labelNames: ['job', 'outcome'],
    buckets: JOB_SECONDS,
    registers,
  });
  const analyses = counter(
    registers,
    'backline_analyses_total',
    'Analyses of projects that ended, by outcome.',
    ['outcome'],
  );
  const plans = counter(
    registers,
    'backline_plans_total',
    'What became of plans, by outcome: proposed, approved, rejected, failed and so on, as the audit log names it.',
    ['outcome'],
  );
  const requests = counter(
    registers,
    'backline_merge_requests_total',
    'What became of merge requests, by outcome: opened, merged, closed, rebuilt and so on, as the audit log names it.',
    ['outcome'],
  );
  const actions = counter(
    registers,
    'backline_audit_records_total',
    'Records that this process wrote into the audit log, by action.',
    ['action'],
  );
  return {
    jobEnded: (job, outcome, durationMs) => {
      duration.observe({ job, outcome }, durationMs / 1_000);
      if (job === 'analyze-project') analyses.inc({ outcome });
    },
    actionCommitted: (action) => {
      actions.inc({ action });
      const [subject, outcome = 'other'] = action.split('.');
      if (subject === 'plan') plans.inc({ outcome });
      if (subject === 'merge-request') requests.inc({ outcome });
    },
  };
}

function createGitLabMetrics(registers: Registry[]): Pick<Metrics, 'gitlabRequestEnded'> {
  const byIntegration = { labelNames: ['integration_id'], registers } as const;
  const requests = counter(
    registers,
    'backline_gitlab_requests_total',
    'Requests to the API of GitLab, by integration (none: before there is one) and status: 2xx, 3xx, 401, 403, 404, 429, other 4xx, 5xx, or none where no answer came.',
    ['integration_id', 'status'],
  );
  const duration = new Histogram({
    ...byIntegration,
    name: 'backline_gitlab_request_duration_seconds',
    help: 'How long requests to the API of GitLab took, by integration.',
    buckets: REQUEST_SECONDS,
  });
  const remaining = new Gauge({
    ...byIntegration,
    name: 'backline_gitlab_quota_remaining_requests',
    help: 'Requests that GitLab still allows in its present window, as its last answer to this process said.',
  });
  const limit = new Gauge({
    ...byIntegration,
    name: 'backline_gitlab_quota_limit_requests',
    help: 'Requests that GitLab allows in a window, as its last answer to this process said.',
  });
  const known = new Set<string>();
  const labelOf = (id: string | null): string => {
    if (id === null) return 'none';
    if (known.size < MAX_INTEGRATIONS) known.add(id);
    return known.has(id) ? id : 'others';
  };
  return {
    gitlabRequestEnded: ({ integrationId, status, durationMs, quota }) => {
      const integration_id = labelOf(integrationId);
      requests.inc({ integration_id, status: statusClass(status) });
      duration.observe({ integration_id }, durationMs / 1_000);
      if (quota?.remaining != null) remaining.set({ integration_id }, quota.remaining);
      if (quota?.limit != null) limit.set({ integration_id }, quota.limit);
    },
  };
}

function createApiMetrics(
  registers: Registry[],
): Pick<Metrics, 'operationEnded' | 'socketOpened' | 'socketClosed'> {
  const operations = new Histogram({
    name: 'backline_api_operation_duration_seconds',
    help: 'How long operations of the API took, by kind (query, mutation, unreadable) and outcome: ok, refused (HTTP 4xx), failed (5xx).',
    labelNames: ['kind', 'outcome'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const sockets = new Gauge({
    name: 'backline_api_sockets',
    help: 'Open WebSocket connections of subscriptions at this process.',
    registers,
  });
  return {
    operationEnded: ({ type, status, durationMs }) => {
      const kind = type === 'query' || type === 'mutation' ? type : 'unreadable';
      const outcome = status < 400 ? 'ok' : status < 500 ? 'refused' : 'failed';
      operations.observe({ kind, outcome }, durationMs / 1_000);
    },
    socketOpened: () => sockets.inc(),
    socketClosed: () => sockets.dec(),
  };
}

function counter<Label extends string>(
  registers: Registry[],
  name: string,
  help: string,
  labelNames: readonly Label[],
): Counter<Label> {
  return new Counter({ name, help, labelNames, registers });
}

function statusClass(status: number | null): string {
  if (status === null) return 'none';
  if ([401, 403, 404, 429].includes(status)) return String(status);
  return `${Math.min(Math.max(Math.trunc(status / 100), 1), 5)}xx`;
}
