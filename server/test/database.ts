import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import type { DataSource } from 'typeorm';
import { type Database, type Entity, openDatabase } from '../src/db/data-source.js';
import { startEmbeddedPostgres } from '../src/db/embedded-postgres.js';
import { migrations } from '../src/db/migrations/index.js';

const NAME_PREFIX = 'backline_test_';
const TEMPLATE_LOCK = 4_703_155_012;
const LEFTOVER_AGE_SECONDS = 3600;

/** A migrated database of one test file's own. */
export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  readonly dataSource: DataSource;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

/**
 * Clones the migrated template into a database of its own and connects to it: call it in `beforeAll`, and `close` in
 * `afterAll`. The first caller of a run starts Postgres and makes the template.
 */
export async function createTestDatabase(
  entities: readonly Entity[] = [],
  options: { readonly poolSize?: number } = {},
): Promise<TestDatabase> {
  const url = await createTestDatabaseUrl();
  const database = await openDatabase({ url, entities, migrations, poolSize: options.poolSize ?? 10 });
  return {
    url,
    database,
    dataSource: database.dataSource,
    close: async () => {
      await database.close();
      await dropTestDatabase(url);
    },
  };
}

/** A migrated database without a connection, for a server under test that is given its address. */
export async function createTestDatabaseUrl(): Promise<string> {
  const server = await findServer();
  const name = `${NAME_PREFIX}${Math.floor(Date.now() / 1000)}_${randomBytes(6).toString('hex')}`;
  await withClient(server, async (client) => {
    const template = await ensureTemplate(server, client);
    await client.query(`create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}`);
  });
  return withDatabase(server, name);
}

/** Drops what `createTestDatabaseUrl` made, whoever is still connected. */
export async function dropTestDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  if (!name.startsWith(NAME_PREFIX)) throw new Error(`${name} is not a test database`);
  await withClient(await findServer(), async (client) => {
    await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
  });
}

async function findServer(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return given;
  const directory = process.env['BACKLINE_TEST_DIRECTORY'];
  if (!directory) throw new Error('The global set-up of server/test has not run in this Jest project');
  const running = await startEmbeddedPostgres({
    directory: path.join(directory, 'postgres'),
    durability: 'test',
  });
  return running.url;
}

/** The template's name tells the migrations that it went through, down to their text. */
async function ensureTemplate(server: string, client: Client): Promise<string> {
  const text = migrations.map((migration) => `${migration.name}\n${migration.toString()}`).join('\n');
  const template = `backline_template_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  if (await exists(client, template)) return template;
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    if (await exists(client, template)) return template;
    await dropLeftovers(client);
    const draft = `${template}_draft`;
    await client.query(`drop database if exists ${escapeIdentifier(draft)} with (force)`);
    await client.query(`create database ${escapeIdentifier(draft)}`);
    const migrated = await openDatabase({
      url: withDatabase(server, draft),
      entities: [],
      migrations,
      poolSize: 2,
    });
    await migrated.close();
    await client.query(`alter database ${escapeIdentifier(draft)} rename to ${escapeIdentifier(template)}`);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return template;
}

async function exists(client: Client, name: string): Promise<boolean> {
  const found = await client.query('select 1 from pg_database where datname = $1', [name]);
  return found.rowCount === 1;
}

/** On a server that outlives the run: the databases of runs that were killed. */
async function dropLeftovers(client: Client): Promise<void> {
  const found = await client.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^${NAME_PREFIX}[0-9]+_'
       and split_part(datname, '_', 3)::bigint < extract(epoch from now()) - $1
       and not exists (select from pg_stat_activity where pg_stat_activity.datname = pg_database.datname)`,
    [LEFTOVER_AGE_SECONDS],
  );
  for (const { datname } of found.rows) {
    await client.query(`drop database if exists ${escapeIdentifier(datname)}`);
  }
}

async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
}
