import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { dropLimitedViews, LIMITED_LOCK, makeLimitedViews } from './limited-views.js';
import type { DatabaseLog } from './log.js';

/** Any number will do, as long as every Backline uses the same one. */
const MIGRATION_LOCK = 4_703_155_011;
const rowsSchema = z.array(z.object({ name: z.string() }));

/**
 * Runs the missing migrations, each in its own transaction, under an advisory lock: processes that start together
 * wait for the first. Refuses a database that a newer Backline has migrated.
 */
export async function runMigrations(dataSource: DataSource, url: string, log: DatabaseLog): Promise<void> {
  const holder = new Client({ connectionString: url, application_name: 'backline-migrations' });
  holder.on('error', () => undefined);
  await holder.connect();
  try {
    await holder.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    // Nobody reads through the views while they are not there.
    await holder.query('select pg_advisory_lock($1)', [LIMITED_LOCK]);
    if (await dataSource.showMigrations()) await dropLimitedViews(holder);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    if (done.length > 0) log('info', 'Migrated the database', { migrations: done.map(({ name }) => name) });
    await refuseNewer(dataSource);
    await makeLimitedViews(holder);
  } finally {
    await holder.end();
  }
}

async function refuseNewer(dataSource: DataSource): Promise<void> {
  const known = new Set(dataSource.migrations.map((migration) => migration.name));
  const rows = rowsSchema.parse(await dataSource.query('select name from migration order by id'));
  const unknown = rows.filter(({ name }) => !known.has(name));
  if (unknown.length === 0) return;
  throw new AppError(
    'DATABASE_UNAVAILABLE',
    'The database was migrated by a newer Backline. Start that version, or restore a backup made before it.',
    { details: { migrations: unknown.map(({ name }) => name).join(', ') } },
  );
}
