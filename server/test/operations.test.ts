import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { createDatabaseReader } from '../src/metrics/database-reading.store.js';
import { ADVISORIES, APP, startTestBackline, type TestBackline } from './backline.js';
import { type ExposedFamily, parseExposition } from './exposition.js';

jest.setTimeout(60_000);

let world: TestBackline;
let operations: string;
let socket: Client | null = null;
beforeAll(async () => {
  world = await startTestBackline({
    simulator: { profile: 'dotcom' },
    config: { metrics: { host: '127.0.0.1', port: 0 } },
  });
  operations = `http://127.0.0.1:${world.backline.metricsPort}`;
});
afterAll(async () => {
  await socket?.dispose();
  await world.close();
});

async function scrape(): Promise<ReadonlyMap<string, ExposedFamily>> {
  const response = await fetch(`${operations}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  return parseExposition(await response.text());
}

/** The sum over all samples that have these labels. */
function sum(
  families: ReadonlyMap<string, ExposedFamily>,
  name: string,
  labels: Record<string, string> = {},
) {
  const family = families.get(name) ?? families.get(name.replace(/_(count|sum|bucket)$/, ''));
  const samples = (family?.samples ?? []).filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  return samples.length === 0 ? null : samples.reduce((total, { value }) => total + value, 0);
}

async function first(list: string, fields: string): Promise<any> {
  const { data } = await world.graphql(`{ ${list}(first: 1) { nodes { ${fields} } } }`);
  return data[list].nodes[0];
}

async function mutate(name: string, input: object): Promise<void> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { userErrors { message } } }`;
  const { data } = await world.graphql(query, { input });
  expect(data[name].userErrors).toEqual([]);
}

test('what the process does and what the database holds moves when it happens', async () => {
  const before = await scrape();
  expect(sum(before, 'backline_info', { role: 'all' })).toBe(1);
  expect(sum(before, 'backline_database_readable')).toBe(1);
  expect(sum(before, 'backline_merge_requests_open')).toBe(0);
  expect(sum(before, 'backline_advisory_import_age_seconds')).toBeNull();
  expect(sum(before, 'backline_analyses_total', { outcome: 'succeeded' })).toBeNull();
  expect(sum(before, 'backline_gitlab_requests_total')).toBeNull();

  socket = createClient({
    url: `${world.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
    connectionParams: { authorization: `Bearer ${world.adminToken}` },
  });
  await world.importAdvisories(ADVISORIES);
  const shop = await world.project('shop', APP);
  await world.connect();
  const plan = await first('remediationPlans', 'id digest');
  await mutate('approvePlan', { id: plan.id, digest: plan.digest });
  await world.runJobsUntilIdle();
  world.simulator.injectFault({ method: 'GET', pathPattern: /merge_requests/, kind: 500, times: 1 });
  const { id } = await first('mergeRequests', 'id');
  await mutate('refreshMergeRequest', { id });
  await world.simulator.mergeMergeRequest(shop, 1);
  await mutate('refreshMergeRequest', { id });
  await world.runJobsUntilIdle();
  await world.graphql(`{ nothing }`, {}, { token: world.adminToken });

  // What the database holds is read at most every 15 seconds: a second look is at the same numbers.
  expect(sum(await scrape(), 'backline_advisory_import_age_seconds')).toBeNull();
  const after = await scrape();
  expect(sum(after, 'backline_analyses_total', { outcome: 'succeeded' })).toBeGreaterThan(0);
  expect(
    sum(after, 'backline_job_duration_seconds_count', { job: 'open-merge-request', outcome: 'succeeded' }),
  ).toBe(1);
  expect(sum(after, 'backline_plans_total', { outcome: 'approved' })).toBe(1);
  expect(sum(after, 'backline_plans_total', { outcome: 'proposed' })).toBeGreaterThan(0);
  expect(sum(after, 'backline_merge_requests_total', { outcome: 'opened' })).toBe(1);
  expect(sum(after, 'backline_merge_requests_total', { outcome: 'merged' })).toBe(1);
  expect(sum(after, 'backline_audit_records_total', { action: 'integration.connected' })).toBe(1);
  expect(
    sum(after, 'backline_gitlab_requests_total', { integration_id: 'none', status: '2xx' }),
  ).toBeGreaterThan(0);
  expect(
    sum(after, 'backline_gitlab_requests_total', { integration_id: '1', status: '2xx' }),
  ).toBeGreaterThan(3);
  expect(sum(after, 'backline_gitlab_requests_total', { integration_id: '1', status: '5xx' })).toBe(1);
  expect(sum(after, 'backline_gitlab_quota_remaining_requests', { integration_id: '1' })).toBeGreaterThan(0);
  expect(
    sum(after, 'backline_api_operation_duration_seconds_count', { kind: 'mutation', outcome: 'ok' }),
  ).toBe(4 + 2);
  expect(sum(after, 'backline_api_operation_duration_seconds_count', { kind: 'query' })).toBeGreaterThan(0);
  expect(sum(after, 'backline_api_operation_duration_seconds_count', { outcome: 'refused' })).toBe(1);
  expect(sum(after, 'backline_api_sockets')).toBe(1);
  expect(sum(after, 'backline_database_pool_connections', { state: 'idle' })).toBeGreaterThan(0);
  expect(sum(after, 'backline_worker_running_jobs')).toBe(0);
  expect(sum(after, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  expect(sum(after, 'nodejs_heap_size_used_bytes')).toBeGreaterThan(1_000_000);
});

test('what the database holds is read from it, by state, severity and age', async () => {
  const { database, keys } = world.backline.core;
  const reader = createDatabaseReader(database.dataSource, keys.sealer);
  await world.sql(`insert into job_lane (lane, is_paused) values ('test', false)`);
  await world.sql(`insert into job (name, payload, lane, priority, state, max_attempts, backoff_ms, run_at, is_due, finished_at)
    values ('a-job', '{}', 'test', 1, 'QUEUED', 1, 0, now() - interval '90 s', false, null),
      ('a-job', '{}', 'test', 1, 'QUEUED', 1, 0, now() + interval '1 h', false, null),
      ('a-job', '{}', 'test', 1, 'FAILED', 1, 0, now(), true, now())`);
  await world.sql(
    `insert into advisory_sync (ecosystem, last_sync_at) values ('npm', now() - interval '2 h')`,
  );
  const reading = await reader.read();
  expect(reading.jobs.filter(({ job }) => job === 'a-job')).toEqual([
    { job: 'a-job', state: 'failed', count: 1 },
    { job: 'a-job', state: 'queued', count: 1 },
    { job: 'a-job', state: 'scheduled', count: 1 },
  ]);
  expect(reading.oldestWaitingSeconds).toBeGreaterThanOrEqual(90);
  expect(reading.plans).toContainEqual({ state: 'merged', count: 1 });
  expect(reading.projects).toEqual([{ state: 'ready', count: 1 }]);
  expect(reading.integrations).toMatchObject([{ id: '1', state: 'connected' }]);
  expect(reading.advisorySyncs).toEqual([{ ecosystem: 'npm', ageSeconds: expect.closeTo(7_200, -2) }]);
  expect(reading.advisoryImportSeconds).toBeLessThan(60);
  expect(reading.sealedValues.find(({ state }) => state === 'current')?.count).toBeGreaterThan(0);
  await world.sql(`update job_lane set is_paused = true where lane = 'test'`);
  expect(await reader.read()).toMatchObject({ oldestWaitingSeconds: 0, pausedLanes: 1 });
  await world.sql(`delete from job where name = 'a-job'`);
});

test('health and readiness answer beside the metrics, and nothing else does', async () => {
  const ask = async (path: string, method = 'GET') => {
    const response = await fetch(`${operations}${path}`, { method });
    return [response.status, (await response.text()).trim()];
  };
  expect(await ask('/healthz')).toEqual([200, 'ok']);
  expect(await ask('/readyz')).toEqual([200, 'ready']);
  expect(await ask('/metrics', 'POST')).toEqual([405, 'Only GET is answered here.']);
  expect((await ask('/graphql'))[0]).toBe(404);
  expect((await fetch(`${world.url}/metrics`)).headers.get('content-type')).not.toContain('version=0.0.4');
});
