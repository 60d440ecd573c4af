import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type Backline, startBackline } from '../src/backline.js';
import { ADVISORIES, APP, NO_REGISTRIES, startTestBackline, type TestBackline } from './backline.js';
import { eventually } from './jobs.js';

jest.setTimeout(120_000);

let world: TestBackline;
let other: Backline;
let socket: Client;
const seen: string[] = [];

beforeAll(async () => {
  world = await startTestBackline();
  const { options } = world.backline.core.database.dataSource;
  if (options.type !== 'postgres' || options.url === undefined) throw new Error('no address of a database');
  other = await startBackline({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: options.url,
    dataDir: '.',
    role: 'api',
    publicUrl: null,
    secretKeys: ['k'.repeat(40)],
    allowedHosts: ['127.0.0.1'],
    caFile: null,
    registries: NO_REGISTRIES,
    resolvers: [],
    osvUrl: 'http://127.0.0.1:9',
    osvSyncHours: 0,
    syncMinutes: 10_080,
    pollSeconds: 3_600,
    workers: 1,
    releaseAgeDays: 3,
    metrics: null,
    drainMs: 0,
    graceMs: 10_000,
    instance: 'test',
    apiPointsPerMinute: 20_000,
    apiSeconds: 10,
    logLevel: 'silent',
  });
  socket = createClient({
    url: `ws://127.0.0.1:${other.port}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${world.adminToken}` },
  });
  socket.subscribe<{ changed: { kind: string; id: string | null; projectId: string | null } }>(
    { query: 'subscription { changed { kind id projectId } }' },
    {
      next: ({ data }) => {
        if (data) seen.push(`${data.changed.kind} ${data.changed.id} ${data.changed.projectId}`);
      },
      error: () => undefined,
      complete: () => undefined,
    },
  );
  await eventually(async () => {
    await world.sql(`INSERT INTO change_log (kind, op) VALUES ('POLICY', 'U')`);
    await world.sql(`SELECT pg_notify('backline_change', '')`);
    expect(seen).toContain('POLICY null null');
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
});
afterAll(async () => {
  await socket.dispose();
  await other.stop();
  await world.close();
});

/** What is seen until nothing more comes, each once. */
async function seenSince(act: () => Promise<unknown>): Promise<readonly string[]> {
  seen.length = 0;
  await act();
  await world.runJobsUntilIdle();
  await new Promise((resolve) => setTimeout(resolve, 300));
  return [...new Set(seen)].toSorted();
}

test('a reader at one process is told what the work of another one changes, by global ids', async () => {
  const imported = await seenSince(() => world.importAdvisories(ADVISORIES));
  expect(imported).toEqual(['ADVISORIES null null']);
  const connected = await seenSince(async () => {
    await world.project('shop', APP);
    await world.connect();
  });
  const { id, remediationPlans } = await world.projectByPath('shop');
  const [plan] = remediationPlans.nodes;
  expect(connected).toContain(`PROJECT ${id} ${id}`);
  expect(connected).toContain(`FINDINGS null ${id}`);
  expect(connected).toContain(`PLAN ${plan.id} ${id}`);
  const rejected = await seenSince(() =>
    world.graphql(
      `mutation ($input: RejectPlanInput!) { rejectPlan(input: $input) { userErrors { code } } }`,
      {
        input: { id: plan.id, reason: 'not now' },
      },
    ),
  );
  expect(rejected).toContain(`PLAN ${plan.id} ${id}`);
});

test('a sync that finds everything as it was tells of the integration alone, whose last sync is another one', async () => {
  const [integration] = (await world.graphql(`{ integrations { nodes { id } } }`)).data.integrations.nodes;
  const synced = await seenSince(() =>
    world.graphql(
      `mutation ($input: SyncIntegrationInput!) { syncIntegration(input: $input) { userErrors { code } } }`,
      {
        input: { id: integration.id },
      },
    ),
  );
  expect(synced).toEqual([`INTEGRATION ${integration.id} null`]);
});

test('a reader without a session is told nothing', async () => {
  const stranger = createClient({
    url: `ws://127.0.0.1:${other.port}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: true,
  });
  const refused = await new Promise((resolve) => {
    stranger.subscribe(
      { query: 'subscription { changed { kind } }' },
      { next: () => resolve('told'), error: () => resolve('refused'), complete: () => resolve('ended') },
    );
  });
  expect(refused).toBe('refused');
  await stranger.dispose();
});
