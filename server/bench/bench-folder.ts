import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../src/db/data-source.js';
import { startEmbeddedPostgres } from '../src/db/embedded-postgres.js';
import { migrations } from '../src/db/migrations/index.js';

/** Runs the work with a folder of its own, readable for the user that runs Postgres, and removes it. */
export async function withBenchFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'backline-bench-'));
  try {
    await chmod(folder, 0o755);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Runs the work on a migrated database of its own, on an embedded Postgres that survives a power cut, as in the product. */
export function withBenchDatabase<Result>(
  work: (database: Database) => Promise<Result>,
  { poolSize = 10 }: { readonly poolSize?: number } = {},
): Promise<Result> {
  return withBenchFolder(async (folder) => {
    const postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres') });
    try {
      const database = await openDatabase({ url: postgres.url, entities: [], migrations, poolSize });
      try {
        return await work(database);
      } finally {
        await database.close();
      }
    } finally {
      await postgres.stop();
    }
  });
}
