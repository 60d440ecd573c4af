import { randomBytes } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { Client } from 'pg';
import { WebSocket } from 'ws';
import { seedPage } from '../bench/seed-world.js';
import { hashToken } from '../src/accounts/sign-in.js';
import { startTestBackline, type TestBackline } from './backline.js';
import { eventually } from './jobs.js';

jest.setTimeout(60_000);

const NOW = new Date('2026-11-20T09:00:00.000Z');
const FOLLOW = `subscription ($after: String) { planChanged(after: $after) {
  change cursor remediationPlan { title project { path } } } }`;

let world: TestBackline;
let planId: string;
let projectId: string;
beforeAll(async () => {
  world = await startTestBackline({ config: { role: 'api', apiSeconds: 1 } });
  const { manager } = world.backline.core.database.dataSource;
  await seedPage(manager, { now: NOW, size: { projects: 6, findings: 20, plans: 6, packages: 10 } });
  const [plan] = await world.sql('select id, project_id from remediation_plan order by id limit 1');
  [planId, projectId] = [plan.id, plan.project_id];
});
afterAll(() => world.close());

function follow(after: string | null = null, token: string | null = world.adminToken) {
  const events: any[] = [];
  const errors: any[] = [];
  let isComplete = false;
  const client = createClient({
    url: `${world.url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  client.subscribe<any>(
    { query: FOLLOW, variables: { after } },
    {
      next: (result) => {
        if (result.data != null) events.push(result.data.planChanged);
        errors.push(...(result.errors ?? []));
      },
      error: (error) => errors.push(error),
      complete: () => {
        isComplete = true;
      },
    },
  );
  const started = () => eventually(() => expect(events.at(-1)?.change).toBe('STARTED'));
  return { events, errors, started, isComplete: () => isComplete, stop: () => client.dispose() };
}

const change = () =>
  world.sql(`insert into change_log (kind, op, object_id, project_id) values ('PLAN', 'U', $1, $2)`, [
    planId,
    projectId,
  ]);

/** Holds a table while the work runs; answers how many statements on it are active at its end. */
async function whileHeld(table: string, work: () => Promise<void>): Promise<number> {
  const { options } = world.backline.core.database.dataSource;
  const client = new Client({ connectionString: 'url' in options ? options.url : '' });
  await client.connect();
  try {
    await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    await work();
    const { rows } = await client.query(
      `SELECT count(*)::int AS active FROM pg_stat_activity WHERE datname = current_database()
       AND pid <> pg_backend_pid() AND query LIKE $1 AND state <> 'idle'`,
      [`%${table}%`],
    );
    return rows[0].active;
  } finally {
    await client.query('ROLLBACK');
    await client.end();
  }
}

// Projects are read while an event is resolved, plans when it is taken from the log.
test.each(['project', 'remediation_plan'])(
  'an event that waits for %s too long is TIMEOUT and the last, nothing of it is active any more, and it is told to who comes back',
  async (table) => {
    const reader = follow();
    await reader.started();
    const begun = performance.now();
    const active = await whileHeld(table, async () => {
      await change();
      await world.sql(`notify backline_change`);
      await eventually(() => expect(reader.isComplete()).toBe(true));
    });
    expect(active).toBe(0);
    expect(performance.now() - begun).toBeLessThan(6_000);
    expect(reader.errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('Subscribe again with the cursor of the last event'),
        extensions: { code: 'TIMEOUT' },
      }),
    ]);
    expect(reader.events).toHaveLength(1);
    await reader.stop();
    const again = follow(reader.events[0].cursor);
    await again.started();
    expect(again.events.map((event) => event.change)).toEqual(['UPDATED', 'STARTED']);
    expect(again.events[0].remediationPlan.project.path).toMatch(/./);
    expect(again.errors).toEqual([]);
    await again.stop();
  },
);

test('who waits for an event may wait for longer than resolving one may take', async () => {
  const reader = follow();
  await reader.started();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await change();
  await world.sql(`notify backline_change`);
  await eventually(() => expect(reader.events.map((event) => event.change)).toEqual(['STARTED', 'UPDATED']));
  expect(reader.errors).toEqual([]);
  await reader.stop();
});

test('what somebody limited sets off reading is told whole to those who are not limited', async () => {
  const reader = follow();
  await reader.started();
  const secret = `blt_${randomBytes(32).toString('base64url')}`;
  await world.sql(
    `insert into api_token (name, prefix, hash, scopes, created_by, limited_to) values ('limited', 'blt_', $1, '{READ}', 'Ada', '[]')`,
    [hashToken(secret)],
  );
  // Nobody is notified: who comes next has the log read.
  await change();
  const limited = follow(null, secret);
  await limited.started();
  await eventually(() => expect(reader.events.map((event) => event.change)).toEqual(['STARTED', 'UPDATED']));
  expect(limited.events.map((event) => event.change)).toEqual(['STARTED']);
  await limited.stop();
  await reader.stop();
});
