import { openCore } from '../src/backline.js';
import { readConfig } from '../src/config.js';
import { seedPage } from './seed-world.js';

/**
 * `node server/dist/bench/seed-page.js`: seeds the database of DATABASE_URL (with BACKLINE_SECRET_KEY), or the embedded one in
 * BACKLINE_DATA_DIR, with 10,000 projects and what the page shows of them.
 */
const startedAt = performance.now();
const core = await openCore(readConfig(process.env));
try {
  await seedPage(core.database.dataSource.manager);
} finally {
  await core.close();
}
process.stdout.write(`Seeded in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.\n`);
