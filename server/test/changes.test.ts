import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type Backline, startBackline } from '../src/backline.js';
import {
  ADVISORIES,
  APP,
  ask,
  NO_REGISTRIES,
  PASSWORD,
  startTestBackline,
  type TestBackline,
} from './backline.js';
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
    proxyHops: 0,
    provider: null,
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

/** Events of a subscription at one of the processes, as the answers say them. */
function listen(port: number, query: string, variables: Record<string, unknown> = {}) {
  const events: any[] = [];
  const errors: any[] = [];
  const client = createClient({
    url: `ws://127.0.0.1:${port}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${world.adminToken}` },
  });
  client.subscribe<Record<string, any>>(
    { query, variables },
    {
      next: ({ data, errors: failed }) => {
        if (failed !== undefined) errors.push(...failed);
        else events.push(Object.values(data ?? {})[0]);
      },
      error: (error) => errors.push(...(Array.isArray(error) ? error : [error])),
      complete: () => undefined,
    },
  );
  const until = (count: number) => eventually(() => expect(events.length).toBeGreaterThanOrEqual(count));
  return { events, errors, until, stop: () => client.dispose() };
}

const PLAN_CHANGED = `subscription ($projectId: ID, $after: String) { planChanged(projectId: $projectId, after: $after) {
  change cursor remediationPlanId projectId remediationPlan { id state title } } }`;

test('a reader of plans that lost its connection goes on at another process, with the plans as they are', async () => {
  const { id: projectId, remediationPlans } = await world.projectByPath('shop');
  const [{ id: planId }] = remediationPlans.nodes;
  const first = listen(other.port, PLAN_CHANGED, { projectId });
  await first.until(1);
  const [{ cursor: after, ...started }] = first.events;
  expect(started).toEqual({ change: 'STARTED', remediationPlanId: null, projectId, remediationPlan: null });
  await first.stop();
  await world.sql(`UPDATE remediation_plan SET title = 'Told later' WHERE id = 1`);
  const again = listen(world.backline.port, PLAN_CHANGED, { projectId, after });
  await again.until(2);
  expect(again.events).toEqual([
    {
      change: 'UPDATED',
      cursor: expect.any(String),
      remediationPlanId: planId,
      projectId,
      remediationPlan: { id: planId, state: 'REJECTED', title: 'Told later' },
    },
    { ...started, cursor: expect.any(String) },
  ]);
  await world.sql(`UPDATE remediation_plan SET title = 'Told at once' WHERE id = 1`);
  await again.until(3);
  expect(again.events[2].remediationPlan.title).toBe('Told at once');
  await again.stop();
});

test.each([
  ['integrationChanged', 'integrationId integration { id name }', 'UPDATE integration SET name = name || 1'],
  [
    'mergeRequestChanged',
    'mergeRequestId mergeRequest { id title }',
    `INSERT INTO merge_request (project_id, plan_id, iid, title, web_url, source_branch, target_branch, state,
       detailed_merge_status, has_conflicts, created_at, updated_at, checked_at)
     VALUES (1, 1, 77, 't', 'w', 's', 'main', 'OPENED', 'mergeable', false, now(), now(), now())`,
  ],
  [
    'jobChanged',
    'jobId job { id state }',
    `UPDATE job SET progress = '{"done": 1, "total": null, "message": "m"}' WHERE id = 1`,
  ],
])('%s tells of what changes, with the object', async (field, selection, statement) => {
  const reader = listen(other.port, `subscription { ${field} { change cursor ${selection} } }`);
  await reader.until(1);
  await world.sql(statement);
  await reader.until(2);
  const [started, { change, cursor, ...told }] = reader.events;
  expect(started.change).toBe('STARTED');
  expect([change, cursor]).toEqual([expect.stringMatching(/^(CREATED|UPDATED)$/), expect.any(String)]);
  const [id, object] = Object.values<any>(told);
  expect(object.id).toBe(id);
  await reader.stop();
});

test('a plan that is gone is told without it', async () => {
  const reader = listen(other.port, PLAN_CHANGED);
  await reader.until(1);
  await world.sql('DELETE FROM merge_request WHERE iid = 77');
  await world.sql(`DELETE FROM remediation_plan WHERE id = (SELECT max(id) FROM remediation_plan)`);
  await reader.until(2);
  expect(reader.events[1]).toMatchObject({ change: 'DELETED', remediationPlan: null });
  await reader.stop();
});

test('a cursor that is none is refused, and one that is too old is told as such', async () => {
  const wrong = listen(other.port, PLAN_CHANGED, { after: 'eyJhIjoxfQ' });
  await eventually(() => expect(wrong.errors).toHaveLength(1));
  expect(wrong.errors[0].extensions.code).toBe('BAD_INPUT');
  const first = listen(other.port, PLAN_CHANGED);
  await first.until(1);
  await world.sql('UPDATE change_log_state SET forgotten = pg_current_xact_id()');
  const late = listen(other.port, PLAN_CHANGED, { after: first.events[0].cursor });
  await late.until(2);
  expect(late.events.map(({ change }) => change)).toEqual(['MISSED', 'STARTED']);
  for (const reader of [wrong, first, late]) await reader.stop();
});

/** A socket at the other process that has begun; how it was closed, and how long after the act that was. */
async function closedAfter(headers: Record<string, string>, act: () => Promise<unknown>) {
  const socket = new WebSocket(`ws://127.0.0.1:${other.port}/graphql`, 'graphql-transport-ws', { headers });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const acknowledged = new Promise((resolve) => socket.on('message', resolve));
  await new Promise((resolve) => socket.on('open', resolve));
  socket.send('{"type":"connection_init"}');
  await acknowledged;
  const before = performance.now();
  await act();
  return { code: await closed, ms: performance.now() - before };
}

const makeToken = async () => {
  const made = await world.graphql(
    'mutation { createApiToken(input: { name: "t", scopes: [READ] }) { secret apiToken { id } } }',
  );
  return made.data.createApiToken as { readonly secret: string; readonly apiToken: { readonly id: string } };
};
const signIn = async () => {
  const reply = await ask(world.url, {
    query:
      'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { id } userErrors { message } } }',
    variables: { input: { email: 'ada@example.com', password: PASSWORD } },
  });
  return (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
};

test('a socket ends within a second when, in another process, its token is revoked or expires, or somebody signs out', async () => {
  const { secret, apiToken } = await makeToken();
  const revoked = await closedAfter({ authorization: `Bearer ${secret}` }, () =>
    world.graphql('mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { userErrors { message } } }', {
      id: apiToken.id,
    }),
  );
  const short = await makeToken();
  await world.sql(
    `UPDATE api_token SET expires_at = now() + interval '1 s' WHERE id = (SELECT max(id) FROM api_token)`,
  );
  const expired = await closedAfter({ authorization: `Bearer ${short.secret}` }, () => Promise.resolve());
  const cookie = await signIn();
  const left = await closedAfter({ cookie }, () =>
    ask(world.url, { query: 'mutation { signOut { userErrors { message } } }' }, { cookie }),
  );
  for (const { code } of [revoked, expired, left]) expect(code).toBe(4403);
  expect(revoked.ms).toBeLessThan(1_000);
  expect(expired.ms).toBeLessThan(2_000);
  expect(left.ms).toBeLessThan(1_000);
});

test('a socket ends when rights change, and another one of the same person may begin with the new ones', async () => {
  const cookie = await signIn();
  const changed = await closedAfter({ cookie }, () => world.sql(`UPDATE account SET role = 'VIEWER'`));
  expect(changed).toEqual({ code: 4403, ms: expect.any(Number) });
  expect(changed.ms).toBeLessThan(1_000);
  await world.sql(`UPDATE account SET role = 'ADMIN'`);
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
