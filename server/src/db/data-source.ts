import 'reflect-metadata';
import pg from 'pg';
import { DataSource, type EntitySchema } from 'typeorm';
import { AppError } from '../errors.js';
import type { OperationScope } from '../operation-scope.js';
import { type Listener, PostgresListener } from './listener.js';
import { type DatabaseLog, silentLog } from './log.js';
import type { Migration } from './migrations/index.js';
import { runMigrations } from './run-migrations.js';
import { scopedPool } from './scoped-pool.js';
import { StatementEnder } from './statement-ender.js';

/** An entity: a class with `@Entity`, or a schema. */
export type Entity = (new () => object) | EntitySchema;

/** How to reach and prepare a database. */
export interface DatabaseOptions {
  readonly url: string;
  readonly entities: readonly Entity[];
  readonly migrations: readonly Migration[];
  /** Connections that this process may hold, besides one for LISTEN. */
  readonly poolSize: number;
  readonly log?: DatabaseLog;
  /** The request that the running code belongs to: its connections end with it. */
  readonly currentScope?: () => OperationScope | null;
}

/** A migrated Postgres database: TypeORM for queries, LISTEN and NOTIFY for messages between processes. */
export interface Database extends Listener {
  readonly dataSource: DataSource;
  /** Sends a message of at most 7,999 bytes to every listener of the channel, outside any transaction. */
  notify(channel: string, payload: string): Promise<void>;
  /** Ends listening and closes the pool. */
  close(): Promise<void>;
}

/**
 * Connects, runs the migrations that are missing (one process at a time), and answers when all is ready.
 * Fails with DATABASE_UNAVAILABLE, without the password, when the server does not answer or refuses.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const log = options.log ?? silentLog;
  const dataSource = createDataSource(options, log);
  try {
    await dataSource.initialize();
  } catch (error) {
    throw unavailable(options.url, error);
  }
  try {
    await runMigrations(dataSource, options.url, log);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  const listener = new PostgresListener(options.url, log);
  return {
    dataSource,
    listen: (channel, onMessage, onGap) => listener.listen(channel, onMessage, onGap),
    notify: async (channel, payload) => {
      await dataSource.query('select pg_notify($1, $2)', [channel, payload]);
    },
    close: async () => {
      await listener.close();
      await dataSource.destroy();
    },
  };
}

function createDataSource(options: DatabaseOptions, log: DatabaseLog): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: {
      ...pg,
      Pool: scopedPool({
        current: options.currentScope ?? (() => null),
        ender: new StatementEnder(options.url, log),
      }),
    },
    url: options.url,
    entities: [...options.entities],
    migrations: [...options.migrations],
    migrationsTableName: 'migration',
    synchronize: false,
    logging: false,
    installExtensions: false,
    poolSize: options.poolSize,
    connectTimeoutMS: 10_000,
    applicationName: 'backline',
    poolErrorHandler: (error: unknown) => {
      log('warn', 'A database connection was lost', { error: error instanceof Error ? error.message : '' });
    },
    extra: { keepAlive: true, idle_in_transaction_session_timeout: 60_000 },
  });
}

function unavailable(url: string, cause: unknown): AppError {
  const address = addressOf(url);
  const reason = cause instanceof Error && cause.message !== '' ? ` (${cause.message})` : '';
  return new AppError(
    'DATABASE_UNAVAILABLE',
    `The database at ${address} cannot be used${reason}. Check that Postgres runs there and that the address, name and password in DATABASE_URL are right.`,
    { details: { address }, cause },
  );
}

function addressOf(url: string): string {
  if (!URL.canParse(url)) return 'an address that cannot be read';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
