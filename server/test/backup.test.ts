import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, escapeIdentifier } from 'pg';
import { type Backline, openCore, startBackline } from '../src/backline.js';
import { readConfig } from '../src/config.js';
import { readKeyStatus } from '../src/secrets/rotate-keys.js';
import { ADVISORIES, APP, ask, NO_REGISTRIES, startTestBackline, type TestBackline } from './backline.js';
import { dropTestDatabase } from './database.js';

jest.setTimeout(120_000);

test('the embedded default is backed up by a copy of its stopped folder, and starts from it', async () => {
  const home = await mkdtemp(join(tmpdir(), 'backline-backup-'));
  const config = (folder: string) =>
    readConfig({ BACKLINE_DATA_DIR: join(home, folder), BACKLINE_LOG_LEVEL: 'silent' });
  const secret = { table: 'integration', row: '1', column: 'token' };
  const elsewhere: string[] = [];
  const copy = (from: string, to: string) => promisify(execFile)('cp', ['-a', from, to]);
  try {
    const core = await openCore(config('data'));
    await core.inTransaction(({ secrets }) => secrets.put(secret, 'before the backup'));
    await core.close();
    await copy(join(home, 'data'), join(home, 'copy'));
    // As root the database lies where a lesser user may work, and a file says where (docs/operating.md).
    const pointer = join(home, 'copy', 'postgres', 'place');
    const place = await readFile(pointer, 'utf8').catch(() => null);
    if (place !== null) {
      await expect(openCore(config('copy'))).rejects.toThrow('Copy that folder too');
      await copy(place.trim(), `${place.trim()}-copy`);
      await writeFile(pointer, `${place.trim()}-copy\n`);
      elsewhere.push(place.trim(), `${place.trim()}-copy`);
    }
    const later = await openCore(config('data'));
    await later.inTransaction(({ secrets }) => secrets.put(secret, 'after the backup'));
    await later.close();
    const restored = await openCore(config('copy'));
    try {
      expect(await restored.read.secrets.get(secret)).toBe('before the backup');
      expect(await readKeyStatus(restored.keys)).toMatchObject({ current: 1, older: 0, unreadable: 0 });
    } finally {
      await restored.close();
    }
  } finally {
    for (const each of [home, ...elsewhere]) await rm(each, { recursive: true, force: true });
  }
});

describe('an older state of a server, restored before a GitLab that has moved on', () => {
  let world: TestBackline;
  let restored: Backline;
  let restoredUrl: string;
  const projects = new Map<string, number>();
  const NAMES = ['proposed', 'approved', 'merged', 'closed', 'open'];
  const requestsOf = (name: string) => [
    ...(world.simulator.state.projects.get(projects.get(name) ?? 0)?.mergeRequests.values() ?? []),
  ];
  const sql = async (text: string): Promise<any[]> => restored.core.database.dataSource.query(text);
  const plans = async (name: string) =>
    sql(`select p.state, p.failure->>'code' as code from remediation_plan p join project on project.id = project_id
         where path = 'acme/${name}' order by revision desc limit 1`);

  beforeAll(async () => {
    world = await startTestBackline();
    await world.importAdvisories(ADVISORIES);
    for (const name of NAMES) projects.set(name, await world.project(name, APP));
    await world.connect();
    await decide(['open']);
    await world.runJobsUntilIdle();
    await world.sql(`update job_lane set is_paused = true, pause_reason = 'test'`);
    await decide(['approved', 'merged', 'closed']);
    restoredUrl = await backUp();
    await world.sql(`update job_lane set is_paused = false`);
    await world.sql(`select pg_notify('backline_job_wake', '')`);
    await decide(['proposed']);
    await world.runJobsUntilIdle();
    for (const name of NAMES) expect(requestsOf(name)).toHaveLength(1);
    await world.simulator.mergeMergeRequest(projects.get('merged') ?? 0, 1);
    await world.simulator.mergeMergeRequest(projects.get('open') ?? 0, 1);
    await world.simulator.closeMergeRequest(projects.get('closed') ?? 0, 1);
    await world.backline.core.database.dataSource.query(`update job_lane set is_paused = true`);
    restored = await startBackline({
      ...readConfig({ PORT: '0', BACKLINE_ALLOWED_HOSTS: '127.0.0.1', BACKLINE_LOG_LEVEL: 'silent' }),
      databaseUrl: restoredUrl,
      secretKeys: ['k'.repeat(40)],
      registries: { ...NO_REGISTRIES, npm: world.registry.url },
      resolvers: [],
      osvSyncHours: 0,
      pollSeconds: 1,
    });
    await sql(`update job_lane set is_paused = false`);
    await sql(`update merge_request set next_look_at = now()`);
    await sql(`select pg_notify('backline_job_wake', '')`);
    await untilIdle();
  });
  afterAll(async () => {
    await restored?.stop();
    await dropTestDatabase(restoredUrl);
    await world.close();
  });

  async function decide(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const { data } = await world.graphql(
        `query ($search: String) { projects(first: 1, filter: { search: $search }) { nodes { remediationPlans(first: 1) { nodes { id digest } } } } }`,
        { search: `acme/${name}` },
      );
      const [{ id, digest }] = data.projects.nodes[0].remediationPlans.nodes;
      const approved = await world.graphql(
        `mutation ($input: ApprovePlanInput!) { approvePlan(input: $input) { userErrors { message } } }`,
        { input: { id, digest } },
      );
      expect(approved.data.approvePlan.userErrors).toEqual([]);
    }
  }

  /** A dump while Backline works, restored into an empty database; without tools for this server a copy by the server itself. */
  async function backUp(): Promise<string> {
    const { options } = world.backline.core.database.dataSource;
    if (options.type !== 'postgres' || options.url === undefined) throw new Error('no address of a database');
    const copy = new URL(options.url);
    const name = copy.pathname.slice(1);
    copy.pathname = `${copy.pathname}_r`;
    const server = new URL(options.url);
    server.pathname = '/postgres';
    const client = new Client({ connectionString: server.toString() });
    await client.connect();
    try {
      if (await hasTools(client)) {
        const file = join(await mkdtemp(join(tmpdir(), 'backline-dump-')), 'backline.dump');
        await promisify(execFile)('pg_dump', [
          '--format=custom',
          `--file=${file}`,
          `--dbname=${options.url}`,
        ]);
        await client.query(`create database ${escapeIdentifier(`${name}_r`)}`);
        const restore = ['--exit-on-error', '--no-owner', `--dbname=${copy.toString()}`, file];
        await promisify(execFile)('pg_restore', restore);
        await rm(join(file, '..'), { recursive: true });
      } else await copyByServer(client, name);
      return copy.toString();
    } finally {
      await client.end();
    }
  }

  /** The embedded PostgreSQL comes without pg_dump, and an older pg_dump refuses a newer server. */
  async function hasTools(client: Client): Promise<boolean> {
    const { rows } = await client.query(`select current_setting('server_version_num')::int / 10000 as major`);
    const told = await promisify(execFile)('pg_dump', ['--version']).catch(() => ({ stdout: '' }));
    return Number(/\d+/.exec(told.stdout)?.[0] ?? 0) >= rows[0].major;
  }

  async function copyByServer(client: Client, name: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
      const text = `create database ${escapeIdentifier(`${name}_r`)} template ${escapeIdentifier(name)}`;
      const failure = await client.query(text).then(
        () => null,
        (error: unknown) => error,
      );
      if (failure === null) return;
      if (attempt === 50) throw failure;
    }
  }

  async function untilIdle(): Promise<void> {
    for (let quiet = 0; quiet < 20;) {
      const [row] = await sql(
        `select count(*)::int as busy from job where state = 'RUNNING' or (state = 'QUEUED' and run_at <= clock_timestamp() + interval '2 s')`,
      );
      quiet = row.busy === 0 ? quiet + 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  test('opens no merge request twice, and none again that people closed', async () => {
    for (const name of NAMES) expect([name, requestsOf(name).length]).toEqual([name, 1]);
    expect(requestsOf('closed')[0]?.state).toBe('closed');
  });

  test('takes over what it opened after the backup, and learns how it ended', async () => {
    expect(await plans('approved')).toMatchObject([{ state: 'OPEN' }]);
    expect(await plans('open')).toMatchObject([{ state: 'MERGED' }]);
    expect(await plans('closed')).toMatchObject([{ state: 'CLOSED' }]);
    expect((await plans('merged'))[0]?.state).toMatch(/^(MERGED|SUPERSEDED)$/);
  });

  test('leaves a branch alone that it does not remember, and says what to do', async () => {
    const [plan] = await sql(
      `select p.id, p.digest from remediation_plan p join project on project.id = project_id where path = 'acme/proposed'`,
    );
    expect(await plans('proposed')).toMatchObject([{ state: 'PROPOSED' }]);
    const id = Buffer.from(`RemediationPlan:${plan.id}`).toString('base64url');
    const url = `http://127.0.0.1:${restored.port}`;
    const { data, text } = await ask(
      url,
      {
        query: `mutation ($input: ApprovePlanInput!) { approvePlan(input: $input) { userErrors { message } } }`,
        variables: { input: { id, digest: plan.digest } },
      },
      { token: world.adminToken },
    );
    expect([text, data?.approvePlan.userErrors]).toEqual([text, []]);
    await untilIdle();
    expect(requestsOf('proposed')).toHaveLength(1);
    expect(await plans('proposed')).toEqual([{ state: 'FAILED', code: 'GIT_LEASE_LOST' }]);
  });

  test('opens every secret, and keeps people and programs as they were', async () => {
    expect(await readKeyStatus(restored.core.keys)).toMatchObject({ older: 0, unreadable: 0 });
    const token = await restored.core.read.secrets.get({ table: 'integration', row: '1', column: 'token' });
    expect(token).toBe(world.bot.token.value);
  });
});
