import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { hashToken } from '../src/accounts/sign-in.js';
import { type Backline, openCore, startBackline } from '../src/backline.js';
import { readConfig } from '../src/config.js';
import { toGlobalId } from '../src/graphql/global-id.js';
import { withBenchFolder } from './bench-folder.js';
import { type Bench, type BenchLine, benchLine, median } from './bench.js';
import { LIST_QUERIES, type ListCase, listCases, type ListName, type SeededIds } from './page-list-cases.js';
import { seedPage } from './seed-world.js';

const RUNS = 20;
const LIST_TARGET_MS = 300;
const SEARCH_TARGET_MS = 50;

/**
 * Every list of the page over HTTP, with each filter alone and in combinations, on 10,000 projects, 50,000 findings and 2,000
 * plans: the 95th percentile of 20 runs, the number of all rows included. The baseline is the median of the same runs.
 * The slowest question of each list is reported; all of them go to standard error with `BACKLINE_BENCH_ALL=1`.
 */
export const pageListsBench: Bench = {
  name: 'page-lists',
  isOnRequest: true,
  run: (report) =>
    withBenchFolder(async (folder) => {
      const given = process.env['BACKLINE_BENCH_DATABASE'];
      const config = readConfig({
        BACKLINE_API_POINTS_PER_MINUTE: '0',
        BACKLINE_DATA_DIR: join(folder, 'data'),
        BACKLINE_LOG_LEVEL: 'warn',
        BACKLINE_ROLE: 'api',
        PORT: '0',
        ...(given === undefined ? {} : { DATABASE_URL: given, BACKLINE_SECRET_KEY: 'bench '.repeat(8) }),
      });
      const core = await openCore(config);
      await seedPage(core.database.dataSource.manager).finally(() => core.close());
      const backline = await startBackline(config);
      try {
        await measure(backline, report);
      } finally {
        await backline.stop();
      }
    }),
};

interface Measured {
  readonly listCase: ListCase;
  readonly p95: number;
  readonly middle: number;
}

async function measure(backline: Backline, report: (line: BenchLine) => void): Promise<void> {
  const token = await makeToken(backline);
  const cases = listCases(await readIds(backline));
  const slowest = new Map<ListName, Measured>();
  for (const listCase of cases) {
    const measured = await measureCase(backline.url, token, listCase);
    if (process.env['BACKLINE_BENCH_ALL'] === '1')
      process.stderr.write(
        `${measured.p95.toFixed(1)} ms ${listCase.list} ${listCase.name} ${JSON.stringify(listCase.variables)}\n`,
      );
    const known = slowest.get(listCase.list);
    if (known === undefined || known.p95 < measured.p95) slowest.set(listCase.list, measured);
  }
  for (const [list, { listCase, p95, middle }] of slowest) {
    const count = cases.filter((one) => one.list === list).length;
    report(
      benchLine('page-lists', {
        metric: `${list}: slowest of ${count} questions, ${listCase.name}, 95th percentile, median beside it`,
        value: p95,
        unit: 'ms',
        baseline: middle,
        target: list === 'search' ? SEARCH_TARGET_MS : LIST_TARGET_MS,
      }),
    );
  }
}

const answerSchema = z.object({ errors: z.array(z.unknown()).optional() });

async function measureCase(url: string, token: string, listCase: ListCase): Promise<Measured> {
  const body = JSON.stringify({ query: LIST_QUERIES[listCase.list], variables: listCase.variables });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const startedAt = performance.now();
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    const text = await response.text();
    if (run > 0) times.push(performance.now() - startedAt);
    const { errors } = answerSchema.parse(JSON.parse(text));
    if (errors !== undefined) throw new Error(`${listCase.list} ${listCase.name}: ${text.slice(0, 500)}`);
  }
  const sorted = times.toSorted((left, right) => left - right);
  return { listCase, p95: sorted[Math.ceil(RUNS * 0.95) - 1] ?? 0, middle: median(times) };
}

/** A program's key with every right, stored as the product stores it. */
async function makeToken({ core }: Backline): Promise<string> {
  const secret = `bl_${randomBytes(24).toString('hex')}`;
  await core.inTransaction((stores) =>
    stores.accounts.createApiToken({
      name: 'Bench',
      prefix: secret.slice(0, 8),
      hash: hashToken(secret),
      scopes: ['READ', 'ADMIN'],
      createdBy: 'Bench',
      expiresAt: null,
    }),
  );
  return secret;
}

const IDS = `
  SELECT (SELECT min(id)::text FROM integration) AS integration,
    (SELECT project_id::text FROM finding GROUP BY project_id ORDER BY count(*) DESC, project_id OFFSET 50 LIMIT 1) AS project,
    (SELECT package_name FROM finding GROUP BY package_name ORDER BY count(*) DESC, package_name LIMIT 1) AS "packageName",
    (SELECT ids[1] FROM advisory_group ORDER BY (
       SELECT count(*) FROM finding WHERE group_id = advisory_group.id::text) DESC, id LIMIT 1) AS advisory`;

async function readIds({ core }: Backline): Promise<SeededIds> {
  const rows: Omit<SeededIds, 'group' | 'now'>[] = await core.database.dataSource.query(IDS);
  const [ids] = rows;
  if (ids === undefined) throw new Error('nothing was seeded');
  return {
    ...ids,
    integration: toGlobalId('Integration', ids.integration),
    project: toGlobalId('Project', ids.project),
    group: 'bank',
    now: new Date(),
  };
}
