import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { importAdvisories } from '../src/advisories/import-advisories.js';
import { type Backline, type GitLabPatience, startBackline } from '../src/backline.js';
import type { Config } from '../src/config.js';
import { REGISTRY_ECOSYSTEMS } from '../src/registries/default-registries.js';
import { startRegistry, type RunningRegistry } from '../simulator/registry/registry.js';
import { parseUniverse } from '../simulator/registry/universe.js';
import { NO_DELAYS, startSimulator, type Simulator, type SimulatorOptions } from '../simulator/simulator.js';
import { ACCESS, type Token, type User } from '../simulator/state.js';
import { createTestDatabaseUrl, dropTestDatabase } from './database.js';

/** What came back for a GraphQL request: the body as it is, and what HTTP said around it. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: any;
  readonly errors: readonly { message: string; path?: unknown[]; extensions: Record<string, unknown> }[];
}

/** Whom a request comes from; without either it comes from nobody. */
export interface Caller {
  readonly token?: string | null;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A whole Backline in this process, against a GitLab and a package registry of its own. */
export interface TestBackline {
  readonly backline: Backline;
  readonly url: string;
  /** What it was started with. */
  readonly config: Config;
  readonly simulator: Simulator;
  readonly registry: RunningRegistry;
  /** A GitLab account with the Developer role in the group `acme`, and its token. */
  readonly bot: { readonly user: User; readonly token: Token };
  /** An API token of Backline with every scope. */
  readonly adminToken: string;
  /** By default as `adminToken`; fails the test when the answer has errors, unless a caller is given. */
  graphql(query: string, variables?: Record<string, unknown>, caller?: Caller): Promise<Reply>;
  /** Rows of a query to the database. */
  sql(query: string, parameters?: readonly unknown[]): Promise<any[]>;
  /** Waits until nothing runs and nothing that is due waits. Attempts after a failure are not waited for but made at once. */
  runJobsUntilIdle(): Promise<void>;
  /** Makes every waiting job due now, also those that wait for a limit. */
  hurryJobs(): Promise<void>;
  importAdvisories(records: readonly unknown[], source?: string): Promise<void>;
  /** A project of the group `acme` with these files. */
  project(path: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<number>;
  /** Connects the simulator with the bot's token and waits for the first analysis and plans. */
  connect(): Promise<string>;
  /** The row of a project by the end of its path, as GraphQL sees it. */
  projectByPath(path: string): Promise<any>;
  close(): Promise<void>;
}

/** No registry is asked: tests reach nothing but this machine. */
export const NO_REGISTRIES: Config['registries'] = Object.fromEntries(
  REGISTRY_ECOSYSTEMS.map((ecosystem) => [ecosystem, 'off']),
);

export const PASSWORD = 'correct horse battery';

/** Starts it; every part is on 127.0.0.1 and ends with `close`. */
export async function startTestBackline(
  options: {
    readonly config?: Partial<Config>;
    readonly simulator?: SimulatorOptions;
    readonly patience?: GitLabPatience;
  } = {},
): Promise<TestBackline> {
  const dataDir = await mkdtemp(join(tmpdir(), 'backline-core-test-'));
  const databaseUrl = await createTestDatabaseUrl();
  const simulator = await startSimulator({ delays: NO_DELAYS, ...options.simulator });
  const registry = await startRegistry({ universe: parseUniverse(UNIVERSE) });
  const user = simulator.createUser({ username: 'backline-bot', isBot: true });
  simulator.createGroup({ path: 'acme' });
  simulator.addMember({ group: 'acme' }, { userId: user.id, level: ACCESS.developer });
  simulator.createUser({ username: 'ada' });
  const token = simulator.createToken({
    userId: user.id,
    scopes: ['api', 'read_repository', 'write_repository'],
  });
  const closeParts = async () => {
    await simulator.close();
    await registry.close();
    await dropTestDatabase(databaseUrl);
    await rm(dataDir, { recursive: true, force: true });
  };
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    databaseUrl,
    dataDir,
    role: 'all',
    publicUrl: null,
    proxyHops: 0,
    secretKeys: ['k'.repeat(40)],
    allowedHosts: ['127.0.0.1'],
    caFile: null,
    registries: { ...NO_REGISTRIES, npm: registry.url },
    // Threads need compiled files; the resolvers have tests of their own.
    resolvers: [],
    osvUrl: 'http://127.0.0.1:9',
    osvSyncHours: 0,
    syncMinutes: 10_080,
    pollSeconds: 3_600,
    workers: 4,
    releaseAgeDays: 3,
    metrics: null,
    drainMs: 0,
    graceMs: 10_000,
    instance: 'test',
    apiPointsPerMinute: 20_000,
    apiSeconds: 10,
    logLevel: 'silent',
    provider: null,
    ...options.config,
  };
  const backline = await startBackline(config, options.patience).catch(async (error: unknown) => {
    await closeParts();
    throw error;
  });
  const url = `http://127.0.0.1:${backline.port}`;
  const sql: TestBackline['sql'] = (query, parameters) =>
    backline.core.database.dataSource.query(query, [...(parameters ?? [])]);
  const adminToken = await makeAdminToken(url, backline.setupUrl);
  const graphql: TestBackline['graphql'] = async (query, variables, caller) => {
    const reply = await ask(url, { query, variables: variables ?? {} }, caller ?? { token: adminToken });
    if (caller === undefined && reply.errors.length > 0) throw new Error(`GraphQL: ${reply.text}`);
    return reply;
  };
  const runJobsUntilIdle = () => untilIdle(sql);
  const world: TestBackline = {
    backline,
    url,
    config,
    simulator,
    registry,
    bot: { user, token },
    adminToken,
    graphql,
    sql,
    runJobsUntilIdle,
    hurryJobs: async () => {
      await sql(`update job set run_at = clock_timestamp(), is_due = true where state = 'QUEUED'`);
      await sql(`select pg_notify('backline_job_wake', '')`);
      await runJobsUntilIdle();
    },
    importAdvisories: async (records, source = 'test.jsonl') => {
      await importAdvisories(
        { writer: backline.core.advisoryWriter },
        { source, origin: 'FILE', items: items(records) },
      );
      await runJobsUntilIdle();
    },
    project: async (path, files) =>
      (await simulator.createProject({ namespace: 'acme', path, files, isDefaultBranchProtected: false })).id,
    connect: async () => {
      const reply = await graphql(CONNECT, { input: { url: simulator.url, token: token.value } });
      const payload = reply.data.connectIntegration;
      if (payload.integration === null) throw new Error(`not connected: ${reply.text}`);
      await runJobsUntilIdle();
      return payload.integration.id;
    },
    projectByPath: async (path) => {
      const reply = await graphql(PROJECTS, { search: path });
      const [project] = reply.data.projects.nodes;
      return project === undefined ? null : { ...project, manifests: project.manifests.nodes };
    },
    close: async () => {
      await backline.stop();
      await closeParts();
    },
  };
  return world;
}

/** One request to the API, as nobody unless a caller is given. */
export async function ask(url: string, body: unknown, caller: Caller = {}): Promise<Reply> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(caller.token == null ? {} : { authorization: `Bearer ${caller.token}` }),
      ...(caller.cookie === undefined ? {} : { cookie: caller.cookie }),
      ...caller.headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const parsed = parse(text);
  return {
    status: response.status,
    headers: response.headers,
    text,
    data: parsed?.data ?? null,
    errors: parsed?.errors ?? [],
  };
}

export const CONNECT = `mutation ($input: ConnectIntegrationInput!) {
  connectIntegration(input: $input) {
    integration { id name state projectCount warnings { code } }
    checks { name state code message remedy }
    job { id state }
    userErrors { code message path }
  }
}`;

const PROJECTS = `query ($search: String) {
  projects(first: 2, orderBy: { field: PATH }, filter: { search: $search }) {
    nodes {
      id path state analysisState problemCount dependencyCount
      reasons { code message }
      analysisError { code message }
      openFindings { total high critical medium low }
      lastAnalysis { commit gitlabRequests registryProblem }
      manifests(first: 100) { nodes { path dependencyCount problems { code path line message } } }
      findings(first: 50) { nodes {
        id packageName versions state severity manifestPath because
        remediationPlan { id state revision } unfixedReason { code message }
      } }
      remediationPlans(first: 100) { nodes {
        id state stateReason revision kind title digest branchName baseCommit decidedBy
        failure { code message }
        fixedCounts { total }
        edits { path diff }
        changes { name from to }
        preview { title description }
        mergeRequest { id iid state title }
        job { id state waitingFor error { code message } }
      } }
      mergeRequests { nodes { id iid state sourceBranch headCommit } }
      history(first: 100) { nodes { action message actor } }
    }
  }
}`;

async function makeAdminToken(url: string, setupUrl: string | null): Promise<string> {
  const setupToken = new URL(setupUrl ?? '').searchParams.get('token');
  const made = await ask(url, {
    query: `mutation ($input: CreateFirstAccountInput!) { createFirstAccount(input: $input) { viewer { id } userErrors { message } } }`,
    variables: { input: { setupToken, email: 'ada@example.com', name: 'Ada', password: PASSWORD } },
  });
  const cookie = (made.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const token = await ask(
    url,
    {
      query: `mutation { createApiToken(input: { name: "tests", scopes: [READ, PLAN, APPROVE, ADMIN] }) { secret userErrors { message } } }`,
    },
    { cookie },
  );
  return token.data.createApiToken.secret;
}

async function untilIdle(sql: TestBackline['sql']): Promise<void> {
  const deadline = Date.now() + 240_000;
  for (let quiet = 0; quiet < 2;) {
    if (Date.now() > deadline) {
      const busy = await sql(
        `select id, name, state, wait_reason, error, run_at from job where state in ('QUEUED', 'RUNNING')`,
      );
      throw new Error(`${busy.length} jobs do not come to rest: ${JSON.stringify(busy.slice(0, 10))}`);
    }
    const hurried = await sql(
      `with hurried as (update job set run_at = clock_timestamp(), is_due = true
         where state = 'QUEUED' and error is not null and not is_due returning 1)
       select count(*)::int as count from hurried`,
    );
    if (hurried[0]?.count > 0) await sql(`select pg_notify('backline_job_wake', '')`);
    const [busy] = await sql(
      `select count(*)::int as count from job left join job_lane using (lane)
       where state = 'RUNNING' or (state = 'QUEUED' and run_at <= clock_timestamp()
         and not (is_paused and coalesce(paused_until > clock_timestamp(), true)))`,
    );
    quiet = busy.count === 0 ? quiet + 1 : 0;
    await wait(15);
  }
}

async function* items(records: readonly unknown[]) {
  for (const [index, json] of records.entries()) {
    yield { kind: 'record' as const, json, where: `line ${index + 1}`, bytes: 1_000 };
  }
}

function parse(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a lock says is installed: a location under node_modules to version and what it asks for. */
export type Locked = Readonly<
  Record<string, { readonly version: string; readonly dependencies?: Readonly<Record<string, string>> }>
>;

/** `package.json` and `package-lock.json` (version 3) of an application. */
export function npmFiles(
  dependencies: Readonly<Record<string, string>>,
  locked: Locked,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, string> {
  const own = { name: 'app', version: '1.0.0', dependencies, ...more };
  const packages = Object.fromEntries(
    Object.entries(locked).map(([location, entry]) => {
      const name = location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return [
        location,
        {
          version: entry.version,
          resolved: `https://registry.example/${name}/-/${name}-${entry.version}.tgz`,
          integrity: `sha512-${Buffer.from(`${name}@${entry.version}`).toString('base64')}`,
          ...(entry.dependencies === undefined ? {} : { dependencies: entry.dependencies }),
        },
      ];
    }),
  );
  const lock = {
    name: 'app',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': own, ...packages },
  };
  return {
    'package.json': `${JSON.stringify(own, null, 2)}\n`,
    'package-lock.json': `${JSON.stringify(lock, null, 2)}\n`,
  };
}

/** An OSV record about versions of one npm package from 0 up to the fixed one. */
export function advisory(
  id: string,
  name: string,
  fixed: string | null,
  more: {
    readonly introduced?: string;
    readonly aliases?: readonly string[];
    readonly modified?: string;
    readonly withdrawn?: string;
  } = {},
): unknown {
  const { introduced = '0', aliases = [], modified = '2024-01-01T00:00:00Z', withdrawn } = more;
  const events = [{ introduced }, ...(fixed === null ? [] : [{ fixed }])];
  return {
    schema_version: '1.6.0',
    id,
    modified,
    published: '2023-01-01T00:00:00Z',
    ...(withdrawn === undefined ? {} : { withdrawn }),
    aliases,
    summary: `${name} misbehaves`,
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' }],
    affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events }] }],
  };
}

const OLD = '2020-01-01T00:00:00.000Z';

/** What the registry of the tests has: versions that fix, break, and ask for others. */
const UNIVERSE = [
  pack('left-lib', [['1.0.0'], ['1.0.1'], ['1.0.2'], ['1.1.0'], ['2.0.0']]),
  pack('deep-lib', [['2.0.0'], ['2.0.1'], ['2.1.0']]),
  pack('mid-lib', [['1.0.0', { dependencies: { 'deep-lib': '^2.0.0' } }]]),
  pack('stuck-lib', [['1.0.0']]),
].join('\n');

function pack(name: string, versions: readonly (readonly [string, Record<string, unknown>?])[]): string {
  const latest = versions.at(-1)?.[0];
  return JSON.stringify({
    name,
    latest,
    versions: versions.map(([version, change]) => [version, OLD, change ?? {}]),
  });
}

/** An application with a direct and a transitive vulnerable package, and one without a fix. */
export const APP = npmFiles(
  { 'left-lib': '^1.0.0', 'mid-lib': '^1.0.0', 'stuck-lib': '^1.0.0' },
  {
    'node_modules/left-lib': { version: '1.0.0' },
    'node_modules/mid-lib': { version: '1.0.0', dependencies: { 'deep-lib': '^2.0.0' } },
    'node_modules/deep-lib': { version: '2.0.0' },
    'node_modules/stuck-lib': { version: '1.0.0' },
  },
);

/** Left-lib below 1.0.1, deep-lib below 2.0.1, every stuck-lib. */
export const ADVISORIES = [
  advisory('GHSA-aaaa-aaaa-aaaa', 'left-lib', '1.0.1', { aliases: ['CVE-2023-0001'] }),
  advisory('GHSA-bbbb-bbbb-bbbb', 'deep-lib', '2.0.1', { aliases: ['CVE-2023-0002'] }),
  advisory('GHSA-cccc-cccc-cccc', 'stuck-lib', null),
];
