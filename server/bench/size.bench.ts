import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SourceItem } from '../src/advisories/advisory-ports.js';
import { importAdvisories } from '../src/advisories/import-advisories.js';
import { MATCHING_VERSION } from '../src/advisories/package-version.store.js';
import { type Backline, startBackline } from '../src/backline.js';
import { readConfig } from '../src/config.js';
import { makeAdvisory } from './bench-data.js';
import { withBenchFolder } from './bench-folder.js';
import { type Bench, benchLine, timed } from './bench.js';

const PROJECTS = 10_000;
const DEPENDENCIES = 1_000;
const NAMES = 30_000;
const TARGET_MS = 10_000;
const PATIENCE_MS = 120_000;
/** No registry is asked: nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9/';

/** Packages that everybody, every tenth and every hundredth project has, at a version that is about to be vulnerable. */
const SPREADS = [
  { name: 'p2', projects: 100 },
  { name: 'p1', projects: 1_000 },
  { name: 'p0', projects: PROJECTS },
] as const;

/**
 * How long a new advisory takes to every concerned project's findings: from the start of its import until the last finding
 * can be queried, with 10,000 projects and 10 million dependency rows, in one process with its worker. The baseline is what
 * the import alone took.
 */
export const sizeBench: Bench = {
  name: 'size',
  run: (report) =>
    withBenchFolder(async (folder) => {
      const backline = await startBackline(
        readConfig({
          BACKLINE_API_POINTS_PER_MINUTE: '0',
          BACKLINE_DATA_DIR: join(folder, 'data'),
          BACKLINE_LOG_LEVEL: 'error',
          PORT: '0',
          BACKLINE_NPM_REGISTRY: NOWHERE,
        }),
      );
      try {
        const seeding = await timed(() => seed(backline));
        process.stderr.write(`size: seeded in ${Math.round(seeding / 1_000)} s\n`);
        for (const [index, spread] of SPREADS.entries()) {
          const { importMs, reachedMs, settledMs } = await measure(backline, index, spread);
          const print = (metric: string, value: number, target?: number): void =>
            report(
              benchLine('size', {
                metric: `${metric} ${spread.projects} of ${PROJECTS} projects`,
                value,
                unit: 'ms',
                baseline: importMs,
                ...(target === undefined ? {} : { target }),
              }),
            );
          print('a new advisory reaches the findings of', reachedMs, TARGET_MS);
          if (settledMs !== null) print('with paths and history in', settledMs);
          await settle(backline);
        }
      } finally {
        await backline.stop();
      }
    }),
};

type Query = (sql: string, parameters?: readonly unknown[]) => Promise<unknown>;

async function seed({ core: { database } }: Backline): Promise<void> {
  const query: Query = (sql, parameters = []) => database.dataSource.query(sql, [...parameters]);
  await query(
    `INSERT INTO integration (name, base_url, state, account_id, created_at)
     VALUES ('Bench', 'https://gitlab.example', 'DISCONNECTED', 1, now())`,
  );
  await query(
    `INSERT INTO project (integration_id, gitlab_origin, gitlab_project_id, path, name, web_url, git_url, visibility,
       default_branch, access_level, state, analysis_state)
     SELECT integration.id, 'https://gitlab.example', n, 'bench/p' || n, 'p' || n, 'https://gitlab.example/bench/p' || n,
       'https://gitlab.example/bench/p' || n || '.git', 'private', 'main', 30, 'READY', 'SUCCEEDED'
     FROM integration, generate_series(1, $1::int) AS n`,
    [PROJECTS],
  );
  await query(
    `INSERT INTO package_version (ecosystem, name, version, match_name, matched_by)
     SELECT 'npm', 'p' || (n / 2), CASE n % 2 WHEN 0 THEN '0.9.0' ELSE '1.0.0' END, 'p' || (n / 2), $1
     FROM generate_series(0, $2::int - 1) AS n`,
    [MATCHING_VERSION, NAMES * 2],
  );
  for (let start = 0; start < PROJECTS; start += 250) await seedInventories(query, start, start + 250);
  await query('ANALYZE');
}

/** Every project has an inventory of its own; the rows are written as the product writes them, 250 projects at a time. */
async function seedInventories(query: Query, from: number, to: number): Promise<void> {
  const projects = Array.from({ length: to - from }, (_, index) => from + index);
  const packages = projects.map(packagesOf);
  await query(
    `INSERT INTO inventory (hash, ecosystem, format, is_locked, graph, problems, dependency_count)
     SELECT hash, 'npm', 'package-lock v3', true, graph, '[]', $3 FROM unnest($1::text[], $2::bytea[]) AS given (hash, graph)`,
    [projects.map(String), packages.map(graphOf), DEPENDENCIES],
  );
  await query(
    `INSERT INTO dependency (inventory_id, package_version_id, is_direct, scope)
     SELECT inventory.id, version.id, given.position < 20, 'RUNTIME'
     FROM jsonb_array_elements($1::jsonb) AS one
     JOIN inventory ON inventory.hash = one->>'hash'
     CROSS JOIN LATERAL jsonb_array_elements_text(one->'names') WITH ORDINALITY AS given (name, position)
     JOIN package_version AS version ON version.ecosystem = 'npm' AND version.name = given.name AND version.version = '0.9.0'`,
    [JSON.stringify(projects.map((project, index) => ({ hash: String(project), names: packages[index] })))],
  );
  await query(
    `INSERT INTO manifest (project_id, path, inventory_id, inputs)
     SELECT project.id, 'package-lock.json', inventory.id, '[]' FROM inventory
     JOIN project ON project.gitlab_project_id = inventory.hash::bigint + 1 WHERE inventory.hash = ANY($1)`,
    [projects.map(String)],
  );
}

/** The names in one project's lock: those of the spreads that it is part of, and others, all different. */
function packagesOf(project: number): readonly string[] {
  const names: string[] = SPREADS.filter(({ projects }) => project % (PROJECTS / projects) === 0).map(
    ({ name }) => name,
  );
  for (let index = 0; names.length < DEPENDENCIES; index += 1)
    names.push(`p${10 + ((project * 37 + index * 29) % (NAMES - 10))}`);
  return names;
}

/** A chain of requests through all packages, twenty of them direct, as an analysis would have stored it. */
function graphOf(names: readonly string[]): Buffer {
  const direct = names.slice(0, 20).map((name, index) => edge(name, index + 1));
  const root = { ...node('', ''), source: 'ROOT', requires: direct };
  const packages = names.map((name, index) => {
    const next = names[index + 20];
    return { ...node(name, '0.9.0'), requires: next === undefined ? [] : [edge(next, index + 21)] };
  });
  const inventory = {
    ecosystem: 'npm',
    path: 'package-lock.json',
    format: 'package-lock v3',
    isLocked: true,
  };
  return gzipSync(JSON.stringify({ ...inventory, packages: [root, ...packages], problems: [] }), {
    level: 1,
  });
}

function node(name: string, version: string) {
  const location = name === '' ? '' : `node_modules/${name}`;
  return { name, version, source: 'REGISTRY', location, scope: 'RUNTIME', isDirect: false, isBundled: false };
}

function edge(name: string, target: number) {
  return { name, range: '^0.9.0', kind: 'RUNTIME', target };
}

async function measure(
  { core }: Backline,
  index: number,
  { name, projects }: (typeof SPREADS)[number],
): Promise<{ readonly importMs: number; readonly reachedMs: number; readonly settledMs: number | null }> {
  const startedAt = performance.now();
  const elapsed = (): number => performance.now() - startedAt;
  async function* items(): AsyncGenerator<SourceItem> {
    yield makeAdvisory(index, name, '0.9.1');
  }
  await importAdvisories(
    { writer: core.advisoryWriter },
    { source: 'bench', origin: 'FILE', items: items() },
  );
  const importMs = elapsed();
  const count = async (condition: string): Promise<number> => {
    const rows: { count: string }[] = await core.database.dataSource.query(
      `SELECT count(*) FROM finding WHERE package_name = $1 AND ${condition}`,
      [name],
    );
    return Number(rows[0]?.count ?? 0);
  };
  while ((await count('true')) < projects) {
    if (elapsed() > PATIENCE_MS) throw new Error(`${name} did not reach its projects within two minutes`);
    await delay(50);
  }
  const reachedMs = elapsed();
  while ((await count('is_settled')) < projects && elapsed() < PATIENCE_MS) await delay(100);
  return { importMs, reachedMs, settledMs: elapsed() < PATIENCE_MS ? elapsed() : null };
}

/** Takes away what the measurement left to do (planning), so that it does not weigh on the next one. */
async function settle({ core: { database } }: Backline): Promise<void> {
  await database.dataSource.query(`DELETE FROM job WHERE state = 'QUEUED'`);
  for (let running = 1; running > 0;) {
    const rows: { count: string }[] = await database.dataSource.query(
      `SELECT count(*) FROM job WHERE state = 'RUNNING'`,
    );
    running = Number(rows[0]?.count ?? 0);
    if (running > 0) await delay(100);
  }
}
