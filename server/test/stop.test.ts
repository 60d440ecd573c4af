import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { REGISTRY_ECOSYSTEMS } from '../src/registries/default-registries.js';
import { ask, CONNECT, startTestBackline, type TestBackline } from './backline.js';
import { eventually } from './jobs.js';

jest.setTimeout(60_000);

/** `npm test` builds it first. */
const MAIN = join(__dirname, '..', 'dist', 'src', 'main.js');

interface Started {
  readonly child: ChildProcess;
  /** Lines of its log, as they were parsed. */
  readonly log: any[];
  readonly port: number;
  readonly metricsPort: number;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
}

let world: TestBackline;
let databaseUrl: string;
let integration: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  world = await startTestBackline({ config: { role: 'api' } });
  const { options } = world.backline.core.database.dataSource;
  if (options.type !== 'postgres' || options.url === undefined) throw new Error('no address of a database');
  databaseUrl = options.url;
  const { data } = await world.graphql(CONNECT, {
    input: { url: world.simulator.url, token: world.bot.token.value },
  });
  integration = data.connectIntegration.integration.id;
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await world.close();
});

async function start(role: 'api' | 'worker', environment: Record<string, string> = {}): Promise<Started> {
  const off = REGISTRY_ECOSYSTEMS.map((ecosystem) => [
    `BACKLINE_${ecosystem.replace('crates.io', 'CRATES').toUpperCase()}_REGISTRY`,
    'off',
  ]);
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATABASE_URL: databaseUrl,
      BACKLINE_SECRET_KEY: 'k'.repeat(40),
      BACKLINE_ROLE: role,
      BACKLINE_ALLOWED_HOSTS: '127.0.0.1',
      BACKLINE_OSV_SYNC_HOURS: '0',
      BACKLINE_RESOLVERS: 'off',
      BACKLINE_METRICS_PORT: '0',
      BACKLINE_INSTANCE: `${role}-under-test`,
      ...Object.fromEntries(off),
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  children.push(child);
  const log: any[] = [];
  let rest = '';
  child.stderr.on('data', (chunk: Buffer) => {
    const lines = `${rest}${chunk.toString()}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) log.push(JSON.parse(line));
  });
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  const started = await eventually(() => {
    const line = log.find(({ msg }) => msg === 'Backline started');
    expect(line).toMatchObject({ level: 'info', role, instance: `${role}-under-test`, pid: child.pid });
    return line;
  });
  return { child, log, port: started.port, metricsPort: started.metricsPort, ended };
}

const statusOf = async (port: number, path: string) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } });
  return [response.status, (await response.text()).trim()];
};
const sync = async () => {
  const { data } = await world.graphql(
    `mutation ($id: ID!) { syncIntegration(input: { id: $id }) { job { id } userErrors { message } } }`,
    { id: integration },
  );
  expect(data.syncIntegration.userErrors).toEqual([]);
};
const discovery = async () => {
  const rows = await world.sql(
    `select id, state, attempts from job where name = 'discover-projects' order by id desc limit 1`,
  );
  return rows[0];
};
const hang = () => world.simulator.injectFault({ pathPattern: '/projects', kind: 'hang', times: 1_000 });

test('an API says that it stops, goes on until it is taken out, closes its sockets with 1001, and ends well', async () => {
  const api = await start('api', { BACKLINE_DRAIN_SECONDS: '1' });
  expect(await statusOf(api.port, '/readyz')).toEqual([200, 'ready']);
  const socket = new WebSocket(`ws://127.0.0.1:${api.port}/graphql`, 'graphql-transport-ws');
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => socket.once('open', resolve));
  const init = { type: 'connection_init', payload: { authorization: `Bearer ${world.adminToken}` } };
  const acknowledged = new Promise((resolve) => socket.once('message', resolve));
  socket.send(JSON.stringify(init));
  await acknowledged;
  const began = performance.now();
  api.child.kill('SIGTERM');
  await eventually(async () =>
    expect(await statusOf(api.port, '/readyz')).toEqual([503, 'Backline is stopping.']),
  );
  expect(await statusOf(api.metricsPort, '/readyz')).toEqual([503, 'Backline is stopping.']);
  expect(await statusOf(api.metricsPort, '/healthz')).toEqual([200, 'ok']);
  const answer = await ask(
    `http://127.0.0.1:${api.port}`,
    { query: '{ viewer { __typename } }' },
    { token: world.adminToken, headers: { connection: 'close' } },
  );
  expect(answer.status).toBe(200);
  expect(await closed).toBe(1001);
  expect(await api.ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(8_000);
});

test('a worker hands back what does not end in its time, and ends well', async () => {
  hang();
  await sync();
  const worker = await start('worker', { BACKLINE_GRACE_SECONDS: '0.5' });
  await eventually(async () => expect(await discovery()).toMatchObject({ state: 'RUNNING', attempts: 1 }));
  expect(await statusOf(worker.metricsPort, '/readyz')).toEqual([200, 'ready']);
  const began = performance.now();
  worker.child.kill('SIGTERM');
  expect(await worker.ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(8_000);
  expect(await discovery()).toMatchObject({ state: 'QUEUED', attempts: 0 });
  const said = worker.log.map(({ msg }) => msg);
  expect(said).toEqual(expect.arrayContaining(['Backline is stopping', 'Backline stopped']));
});

test('what a killed worker left is taken over, and a second signal ends a worker at once', async () => {
  const killed = await start('worker');
  await eventually(async () => expect((await discovery()).state).toBe('RUNNING'));
  killed.child.kill('SIGKILL');
  expect(await killed.ended).toBe('SIGKILL');
  expect((await discovery()).state).toBe('RUNNING');
  world.simulator.clearFaults();
  // The lease of 30 seconds runs out.
  await world.sql(`update job set lease_until = clock_timestamp() where state = 'RUNNING'`);
  const next = await start('worker', { BACKLINE_GRACE_SECONDS: '60' });
  await eventually(async () => expect((await discovery()).state).toBe('SUCCEEDED'));
  hang();
  await sync();
  await eventually(async () => expect((await discovery()).state).toBe('RUNNING'));
  const began = performance.now();
  next.child.kill('SIGTERM');
  await eventually(() => expect(next.log.map(({ msg }) => msg)).toContain('Backline is stopping'));
  await new Promise((resolve) => setTimeout(resolve, 300));
  next.child.kill('SIGTERM');
  expect(await next.ended).toBe(1);
  expect(performance.now() - began).toBeLessThan(3_000);
});
