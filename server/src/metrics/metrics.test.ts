import { setTimeout as wait } from 'node:timers/promises';
import { parseExposition } from '../../test/exposition.js';
import { systemTimers } from '../jobs/timers.js';
import type { Stores } from '../stores.js';
import { countActions } from './count-actions.js';
import { createCachedReader, type DatabaseReading } from './database-reading.js';
import { healthOf, readinessOf } from './process-health.js';
import { createPrometheusMetrics } from './prometheus.js';

const READING: DatabaseReading = {
  jobs: [{ job: 'a-job', state: 'queued', count: 2 }],
  oldestWaitingSeconds: 12.5,
  pausedLanes: 1,
  openFindings: [{ severity: 'high', count: 3 }],
  plans: [{ state: 'proposed', count: 4 }],
  openMergeRequests: 5,
  integrations: [{ id: '1', name: 'A "quoted"\nname \\ with all', state: 'connected' }],
  projects: [{ state: 'active', count: 6 }],
  advisorySyncs: [{ ecosystem: 'npm', ageSeconds: -0.5 }],
  advisoryImportSeconds: null,
  waitingDeliveries: 0,
  oldestDeliverySeconds: 0,
  sealedValues: [{ state: 'current', count: 7 }],
};
const deps = {
  role: 'worker',
  version: '1.2.3',
  database: { read: () => Promise.resolve<DatabaseReading | null>(READING) },
  pool: () => ({ total: 5, idle: 3, waiting: 1 }),
  runningJobs: () => 2,
};
const time = { now: () => performance.now(), after: systemTimers.after };

describe('the text that Prometheus reads', () => {
  it('can be read strictly, whatever an integration is called, and every metric of ours is well named', async () => {
    const metrics = createPrometheusMetrics(deps);
    metrics.jobEnded('a-job', 'again', 250);
    metrics.gitlabRequestEnded({ integrationId: '1', status: 429, durationMs: 5, quota: null });
    const families = parseExposition(await metrics.text());
    expect(families.get('backline_integration_info')?.samples[0]?.labels['name']).toBe(
      'A "quoted"\nname \\ with all',
    );
    expect(families.get('backline_database_pool_connections')?.samples.map(({ value }) => value)).toEqual([
      2, 3, 1,
    ]);
    expect(families.get('backline_advisory_age_seconds')?.samples[0]?.value).toBe(0);
    expect(families.has('backline_advisory_import_age_seconds')).toBe(false);
    for (const { name, type, help } of families.values()) {
      if (!name.startsWith('backline_')) continue;
      expect(name).toMatch(type === 'counter' ? /^backline_[a-z_]+_total$/ : /^backline_[a-z_]+(?<!_total)$/);
      expect(help).toMatch(/\.$/);
    }
  });

  it('is there when the database is not, and says so', async () => {
    const metrics = createPrometheusMetrics({ ...deps, database: { read: () => Promise.resolve(null) } });
    metrics.actionCommitted('merge-request.opened');
    const families = parseExposition(await metrics.text());
    expect(families.get('backline_database_readable')?.samples[0]?.value).toBe(0);
    expect(families.has('backline_jobs')).toBe(false);
    expect(families.get('backline_merge_requests_total')?.samples).toEqual([
      { name: 'backline_merge_requests_total', labels: { outcome: 'opened' }, value: 1 },
    ]);
  });

  it('bounds the integrations that have labels of their own', async () => {
    const metrics = createPrometheusMetrics(deps);
    for (let id = 0; id < 500; id += 1)
      metrics.gitlabRequestEnded({ integrationId: String(id), status: 200, durationMs: 1, quota: null });
    const samples =
      parseExposition(await metrics.text()).get('backline_gitlab_requests_total')?.samples ?? [];
    expect(samples).toHaveLength(201);
    expect(samples.find(({ labels }) => labels['integration_id'] === 'others')?.value).toBe(300);
  });
});

describe('reading the database for a scrape', () => {
  it('happens once for as many as ask, until it is old', async () => {
    let reads = 0;
    let now = 0;
    const read = async () => {
      reads += 1;
      return READING;
    };
    const cached = createCachedReader({ read }, { now: () => now, after: systemTimers.after });
    await Promise.all([cached.read(), cached.read()]);
    now = 14_999;
    await cached.read();
    expect(reads).toBe(1);
    now = 15_000;
    await cached.read();
    expect(reads).toBe(2);
  });

  it('gives null when it fails or hangs, and never queues up behind one that hangs', async () => {
    let reads = 0;
    const hanging = createCachedReader(
      {
        read: () => {
          reads += 1;
          return new Promise(() => undefined);
        },
      },
      time,
      { keptMs: 0, patienceMs: 10 },
    );
    expect(await Promise.all([hanging.read(), hanging.read()])).toEqual([null, null]);
    expect(await hanging.read()).toBeNull();
    expect(reads).toBe(1);
    const failing = createCachedReader({ read: () => Promise.reject(new Error('no database')) }, time);
    expect(await failing.read()).toBeNull();
  });
});

it('counts what was recorded in a transaction once it is committed, and only then', async () => {
  const counted: string[] = [];
  const log = { record: async () => undefined };
  const stores = { audit: log } as unknown as Stores;
  let attempts = 0;
  const inTransaction = countActions(
    async (work) => {
      attempts += 1;
      if (attempts === 1) await work(stores).catch(() => undefined);
      return work(stores);
    },
    (action) => counted.push(action),
  );
  await inTransaction(async ({ audit }) => {
    await audit.record({ actor: 'x', action: 'plan.approved', message: '', subject: null });
    expect(counted).toEqual([]);
  });
  expect(counted).toEqual(['plan.approved']);
  const undone = inTransaction(async ({ audit }) => {
    await audit.record({ actor: 'x', action: 'plan.rejected', message: '', subject: null });
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(counted).toEqual(['plan.approved']);
});

describe('the health of a process', () => {
  const now = new Date('2026-01-01T00:10:00Z');
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
  const pulse = { roundAt: ago(5), claimedAt: ago(5), isClaiming: true, isFull: false, running: 0 };
  const answers = () => Promise.resolve();
  const hangs = () => Promise.reject(new Error('no answer'));

  it.each([
    ['an API alone', null, true],
    ['a worker that goes round', pulse, true],
    ['a worker that hangs', { ...pulse, roundAt: ago(61) }, false],
    ['a worker that never began', { ...pulse, roundAt: null }, false],
  ])('%s', (_, given, isWell) => {
    expect(healthOf({ isStopping: false, pulse: given, now }).isWell).toBe(isWell);
    expect(healthOf({ isStopping: true, pulse: given, now }).isWell).toBe(true);
  });

  it.each([
    ['ready', pulse, answers, 'ready'],
    [
      'full, so that it does not look for jobs',
      { ...pulse, claimedAt: ago(600), isFull: true },
      answers,
      'ready',
    ],
    ['not claiming', { ...pulse, claimedAt: ago(31) }, answers, 'The worker does not take jobs.'],
    ['without its database', pulse, hangs, 'The database does not answer.'],
    ['an API without a worker', null, answers, 'ready'],
  ])('%s', async (_, given, ping, message) => {
    expect(await readinessOf({ isStopping: false, pulse: given, now }, ping)).toEqual({
      isWell: message === 'ready',
      message,
    });
    const stopping = await readinessOf({ isStopping: true, pulse: given, now }, ping);
    expect(stopping).toEqual({ isWell: false, message: 'Backline is stopping.' });
    await wait(0);
  });
});
