import type { DataSource } from 'typeorm';
import { inTransaction } from '../src/db/transaction.js';
import type { InsightScope } from '../src/insights/insights.js';
import { createInsightChangeStore } from '../src/insights/insight-changes.store.js';
import { createInsightReader } from '../src/insights/insights.store.js';
import { withBenchDatabase } from './bench-folder.js';
import { type Bench, benchLine, timed } from './bench.js';

const PROJECTS = 10_000;
const FINDINGS_A_YEAR = 25_000;
const FINDINGS_AT_ONCE = 50_000;
const TARGET_MS = 50;
const READS = 15;
const NOW = new Date('2026-06-30T12:00:00.000Z');

/**
 * Reading 366 days of 10,000 projects, of everything, one of two integrations and one project, after one year of history with
 * 25,000 findings (the baseline), and after three with 75,000: the fastest of 15 reads. Then what the triggers add to opening
 * 50,000 findings at once, and to fixing them; the baseline is the same without triggers.
 */
export const insightsBench: Bench = {
  name: 'insights',
  run: (report) =>
    withBenchDatabase(async ({ dataSource }) => {
      await dataSource.query(PLACES, [PROJECTS]);
      await addYear(dataSource, 0);
      const young = await readAll(dataSource);
      await addYear(dataSource, 1);
      await addYear(dataSource, 2);
      const old = await readAll(dataSource);
      for (const [scope, value] of old) {
        const metric = `366 days of ${scope} after three years of history, after one year beside it`;
        const baseline = young.get(scope) ?? 0;
        report(benchLine('insights', { metric, value, unit: 'ms', baseline, target: TARGET_MS }));
      }
      await dataSource.query('TRUNCATE finding, finding_span, insight_change, insight_day CASCADE');
      const kept = await change(dataSource);
      await dataSource.query('TRUNCATE finding, finding_span, insight_change, insight_day CASCADE');
      await dataSource.query('ALTER TABLE finding DISABLE TRIGGER USER');
      const bare = await change(dataSource);
      for (const what of ['opening', 'fixing', 'changing nothing of'] as const) {
        const metric = `${what} 50,000 findings in one statement, without triggers beside it`;
        report(benchLine('insights', { metric, value: kept[what], unit: 'ms', baseline: bare[what] }));
      }
    }),
};

/** Half of what a year found is fixed within about 60 days, a tenth is dismissed. */
async function addYear(dataSource: DataSource, yearsAgo: number): Promise<void> {
  await dataSource.query(FINDINGS, [NOW, yearsAgo, FINDINGS_A_YEAR, PROJECTS]);
  await inTransaction(dataSource, createInsightChangeStore, (changes) => changes.fold(1));
  await dataSource.query('VACUUM ANALYZE');
}

async function readAll(dataSource: DataSource): Promise<ReadonlyMap<string, number>> {
  const reader = createInsightReader(dataSource.manager);
  const scopes: readonly (readonly [string, InsightScope])[] = [
    ['everything', {}],
    ['one integration', { integrationId: '1' }],
    ['one project', { projectId: '77' }],
  ];
  const measured = new Map<string, number>();
  for (const [name, scope] of scopes) {
    const times: number[] = [];
    for (let read = 0; read < READS; read += 1) {
      times.push(await timed(() => reader.read(scope, { since: '2025-06-30', until: '2026-06-30' }, NOW)));
    }
    measured.set(
      name,
      times.reduce((least, time) => Math.min(least, time)),
    );
  }
  return measured;
}

async function change(dataSource: DataSource) {
  return {
    opening: await timed(() => dataSource.query(FINDINGS, [NOW, 0, FINDINGS_AT_ONCE, PROJECTS])),
    fixing: await timed(() =>
      dataSource.query(`UPDATE finding SET state = 'FIXED', fixed_at = $1 WHERE state = 'OPEN'`, [NOW]),
    ),
    'changing nothing of': await timed(() => dataSource.query(`UPDATE finding SET because = because || '.'`)),
  };
}

const PLACES = `
  WITH places AS (
    INSERT INTO integration (name, base_url, state, account_id, created_at)
    SELECT 'GitLab', 'https://gitlab.example', 'CONNECTED', number, now() FROM generate_series(1, 2) AS number RETURNING id
  )
  INSERT INTO project (integration_id, gitlab_origin, gitlab_project_id, path, name, web_url, git_url, visibility, state)
  SELECT 1 + number % 2, 'https://gitlab.example', number, 'group-' || number % 50 || '/project-' || number, 'Project', '', '', 'private', 'READY'
  FROM generate_series(1, $1::int) AS number, (SELECT count(*) FROM places) AS made ORDER BY number`;

/** Everything of it follows from the number of the finding, so that every run measures the same. */
const FINDINGS = `
  INSERT INTO finding (project_id, manifest_path, ecosystem, package_name, group_id, versions, state, severity, severity_rank,
    is_direct, scope, paths, fixed_versions, because, first_seen_at, fixed_at, dismissal)
  SELECT 1 + (number::bigint - 1) * $4::int / $3::int, 'package-lock.json', 'npm', 'package-' || number % 900, $2::int || '-' || number, '{1.0.0}',
    CASE WHEN fixed_at <= $1 THEN 'FIXED' WHEN number % 10 = 3 THEN 'DISMISSED' ELSE 'OPEN' END,
    (ARRAY['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])[1 + number % 4], 1 + number % 4, true, 'RUNTIME', '[["a@1.0.0"]]', '{2.0.0}', 'Because.',
    first_seen_at, CASE WHEN fixed_at <= $1 THEN fixed_at END,
    CASE WHEN number % 10 = 3 THEN jsonb_build_object('reason', 'NOT_USED', 'at', first_seen_at + interval '5 days') END
  FROM (
    SELECT number, first_seen_at, CASE WHEN number % 2 = 0 THEN first_seen_at + interval '1 minute' * (number * 7919 % 86400) END AS fixed_at
    FROM generate_series(1, $3::int) AS number CROSS JOIN LATERAL (
      SELECT $1::timestamptz - interval '365 days' * ($2::int + number::float8 / $3::int)) AS seen (first_seen_at)
  ) AS made`;
