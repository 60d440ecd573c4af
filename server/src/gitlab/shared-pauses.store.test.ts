import { setTimeout as delay } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { json, startTestServer, type TestServer } from '../../test/http-server.js';
import { openDatabase, type Database } from '../db/data-source.js';
import { migrations } from '../db/migrations/index.js';
import { createGitLabConnector, type ClosableGitLabConnector } from './connector.client.js';
import { followSharedPauses, type FollowedPauses } from './shared-pauses.store.js';

const TOKEN = 'glpat-shared-pauses';

let test1: TestDatabase;
let other: Database;
let server: TestServer;
let throttle: Record<string, string> | null = null;
let quota: Record<string, string> = {};
const processes: { pauses: FollowedPauses; connector: ClosableGitLabConnector }[] = [];
const reported: unknown[] = [];

beforeAll(async () => {
  test1 = await createTestDatabase();
  other = await openDatabase({ url: test1.url, entities: [], migrations, poolSize: 2 });
  server = await startTestServer((_request, response) => {
    if (throttle !== null) json(response, {}, { status: 429, headers: throttle });
    else json(response, { version: '18.0.0', enterprise: false }, { headers: quota });
  });
});

afterEach(async () => {
  throttle = null;
  quota = {};
  for (const { pauses, connector } of processes.splice(0)) {
    await connector.close();
    await pauses.close();
  }
  await test1.dataSource.query('DELETE FROM gitlab_pause');
  server.seen.length = 0;
});

afterAll(async () => {
  await server.close();
  await other.close();
  await test1.close();
  expect(reported).toEqual([]);
});

/** What a process of its own has: a connection to the database, the pauses, and a connector. */
async function startProcess(database: Database, clock: () => Date = () => new Date()) {
  const pauses = await followSharedPauses({ database, clock, report: (error) => reported.push(error) });
  const connector = createGitLabConnector({
    clock,
    sleep: async (ms, signal) => {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    },
    random: () => 0,
    allowedHosts: ['127.0.0.1'],
    sharedPauses: pauses,
    transportLimits: { maxWaitMs: 100, maxAttempts: 1 },
  });
  processes.push({ pauses, connector });
  return (token = TOKEN) => connector.connect({ baseUrl: server.url, token });
}

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'DONE',
    (error: { code?: unknown }) => error.code,
  );

test('a pause that one process learns of holds in another within a second, for the API and for git', async () => {
  const first = await startProcess(test1.database);
  const second = await startProcess(other);
  throttle = { 'retry-after': '600' };
  expect(await codeOf(first().gitlab.getVersion())).toBe('GITLAB_THROTTLED');
  throttle = null;
  await delay(1_000);
  expect(await codeOf(second().gitlab.getVersion())).toBe('GITLAB_THROTTLED');
  expect(await codeOf(second().git.readHead(`${server.url}/a/b.git`, 'main'))).toBe('GITLAB_THROTTLED');
  expect(server.seen).toHaveLength(1);
  expect(await codeOf(second('glpat-another').gitlab.getVersion())).toBe('DONE');
});

test('a quota that one process has used up stops another', async () => {
  const first = await startProcess(test1.database);
  const second = await startProcess(other);
  quota = { 'ratelimit-remaining': '0', 'ratelimit-reset': String(Math.ceil(Date.now() / 1_000) + 300) };
  expect(await codeOf(first().gitlab.getVersion())).toBe('DONE');
  await delay(1_000);
  expect(await codeOf(second().gitlab.getVersion())).toBe('GITLAB_THROTTLED');
  expect(server.seen).toHaveLength(1);
});

test('a process that starts later, with a clock that is wrong by an hour, reads the pause that is left', async () => {
  const first = await startProcess(test1.database);
  throttle = { 'retry-after': '120' };
  expect(await codeOf(first().gitlab.getVersion())).toBe('GITLAB_THROTTLED');
  await processes[0]?.pauses.close();
  const ahead = (): Date => new Date(Date.now() + 3_600_000);
  const late = await startProcess(other, ahead);
  const error: unknown = await late()
    .gitlab.getVersion()
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'GITLAB_THROTTLED' });
  const retryAt = Date.parse(String((error as { details: { retryAt: string } }).details.retryAt));
  expect(Math.abs(retryAt - ahead().getTime() - 120_000)).toBeLessThan(5_000);
});

test('what stands in the table names neither the host nor the token', async () => {
  const first = await startProcess(test1.database);
  throttle = { 'retry-after': '60' };
  await codeOf(first().gitlab.getVersion());
  await processes[0]?.pauses.close();
  const rows: unknown = await test1.dataSource.query('SELECT key, reason FROM gitlab_pause');
  expect(rows).toEqual([{ key: expect.stringMatching(/^[0-9a-f]{64}$/), reason: 'THROTTLED' }]);
});

test('a shorter pause does not shorten a longer one', async () => {
  await startProcess(test1.database);
  const pauses = processes[0]?.pauses;
  pauses?.tell('k', new Date(Date.now() + 60_000), 'THROTTLED');
  pauses?.tell('k', new Date(Date.now() + 1_000), 'THROTTLED');
  await delay(300);
  expect(pauses?.pausedUntilMs('k')).toBeGreaterThan(Date.now() + 50_000);
  expect(pauses?.pausedUntilMs('other')).toBe(0);
});

test('a message on the channel that is none is passed over', async () => {
  await startProcess(test1.database);
  for (const payload of ['', '{', '{"key":1}', '{"key":"k","ms":-5}', '{"key":"k","ms":1e300}']) {
    await other.notify('backline_gitlab_pause', payload);
  }
  await delay(200);
  expect(processes[0]?.pauses.pausedUntilMs('k')).toBe(0);
});
