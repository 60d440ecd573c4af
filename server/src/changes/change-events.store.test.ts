import { type TestDatabase, createTestDatabase } from '../../test/database.js';
import { eventually } from '../../test/jobs.js';
import { upsertMany } from '../projects/project-listing.store.js';
import type { Change } from './change.js';
import { createChangeEvents } from './change-events.store.js';

let db: TestDatabase;
let seen: Change[] = [];
let gaps = 0;
const sql = (query: string, parameters: readonly unknown[] = []) =>
  db.dataSource.query(query, [...parameters]);

beforeAll(async () => {
  db = await createTestDatabase();
  await createChangeEvents(db.database).subscribe(
    (change) => seen.push(change),
    () => (gaps += 1),
  );
  await sql(`INSERT INTO integration (name, base_url, state, account_id, created_at)
    VALUES ('g', 'https://git.example.com', 'CONNECTED', 1, now())`);
  await sql(INSERT_PROJECTS, [30]);
  await told();
});
afterAll(() => db.close());

const INSERT_PROJECTS = `INSERT INTO project (integration_id, gitlab_origin, gitlab_project_id, path, name, web_url, git_url, visibility, state)
  SELECT 1, 'https://git.example.com', each, 'acme/' || each, 'p', 'w', 'g', 'private', 'READY' FROM generate_series(1, $1::int) AS each`;
const INSERT_FINDINGS = `INSERT INTO finding (project_id, manifest_path, ecosystem, package_name, group_id, versions, state, severity,
    severity_rank, is_direct, scope, paths, fixed_versions, because, first_seen_at)
  SELECT project, 'package-lock.json', 'npm', 'p' || each, '1', '{1.0.0}', 'OPEN', 'HIGH', 3, true, 'RUNTIME', '[]', '{}', 'x', now()
  FROM generate_series($1::int, $2::int) AS project, generate_series(1, $3::int) AS each`;
const INSERT_PLANS = `INSERT INTO remediation_plan (project_id, kind, plan_group, revision, title, state, digest, target_branch, base_commit,
    branch_name, draft, fixed_counts, created_at, proved_at)
  SELECT 1, 'SAFE', 'g' || each, 1, 't', 'PROPOSED', 'd', 'main', 'c', 'b', '{"changes": []}', '{}', now(), now()
  FROM generate_series(1, $1::int) AS each`;

const INSERT_MERGE_REQUEST = `INSERT INTO merge_request (project_id, plan_id, iid, title, web_url, source_branch, target_branch, state,
    detailed_merge_status, has_conflicts, created_at, updated_at, checked_at)
  VALUES (1, 1, 1, 't', 'w', 's', 'main', 'OPENED', 'mergeable', false, now(), now(), now())`;
const INSERT_POLICY = `INSERT INTO policy (key, kind, fields, updated_at, updated_by) VALUES ('BACKLINE', 'BACKLINE', '{}', now(), 'a')`;
const ENTRY = {
  path: 'acme/listed',
  name: 'listed',
  webUrl: 'w',
  gitUrl: 'g',
  visibility: 'private',
  defaultBranch: 'main',
  accessLevel: 30,
  state: 'READY',
  reasons: [],
  lastActivityAt: null,
  forkedFromId: null,
} as const;
/** What no page shows: a migration that adds a column either lists it here, or calls \`follow_changes\` again. */
const HIDDEN: Readonly<Record<string, readonly string[]>> = {
  integration: [],
  project: ['look_at', 'last_activity_at', 'parser_version'],
  finding: ['is_settled'],
  remediation_plan: ['draft', 'edit_texts', 'pushed_commits'],
  merge_request: ['checked_at', 'next_look_at', 'quiet_looks', 'written_text', 'said', 'merge_tries'],
  policy: [],
};

/** What was told since the last time, sorted; a mark sent afterwards says that nothing more is on its way. */
async function told(): Promise<readonly string[]> {
  await db.database.notify('backline_change', '{"kind":"POLICY","id":"mark","projectId":null}');
  await eventually(() => expect(seen.at(-1)?.id).toBe('mark'));
  const words = seen.slice(0, -1).map(({ kind, id, projectId }) => `${kind} ${id} ${projectId}`);
  seen = [];
  return words.toSorted();
}

const twentyPlans = Array.from({ length: 20 }, (_, index) => `PLAN ${index + 1} 1`).toSorted();

describe('changes', () => {
  it.each<[string, string, readonly unknown[], readonly string[]]>([
    ['a project', `UPDATE project SET state = 'READ_ONLY' WHERE id = 3`, [], ['PROJECT 3 3']],
    ['an integration', `UPDATE integration SET name = 'h'`, [], ['INTEGRATION 1 null']],
    ['findings of a project, once', INSERT_FINDINGS, [2, 2, 200], ['FINDINGS null 2']],
    ['findings of two projects', INSERT_FINDINGS, [4, 5, 2], ['FINDINGS null 4', 'FINDINGS null 5']],
    ['findings of many projects, as one', INSERT_FINDINGS, [7, 30, 1], ['FINDINGS null null']],
    ['twenty plans', INSERT_PLANS, [20], twentyPlans],
    ['twenty plans that are decided', `UPDATE remediation_plan SET state = 'APPROVED'`, [], twentyPlans],
    ['thirty projects, as one', `UPDATE project SET name = 'q'`, [], ['PROJECT null null']],
    ['a merge request', INSERT_MERGE_REQUEST, [], ['MERGE_REQUEST 1 1']],
    ['a policy', INSERT_POLICY, [], ['POLICY null null']],
    ['a policy that goes', 'DELETE FROM policy', [], ['POLICY null null']],
    [
      'an import of advisories',
      `INSERT INTO advisory_import (source, state, counts) VALUES ('x', 'RUNNING', '{}')`,
      [],
      ['ADVISORIES null null'],
    ],
    ['a sync', `INSERT INTO advisory_sync (ecosystem) VALUES ('npm')`, [], ['ADVISORIES null null']],
  ])('are told of %s', async (_, statement, parameters, expected) => {
    await sql(statement, parameters);
    expect(await told()).toEqual(expected);
  });

  it.each([
    [
      'the next look at a project',
      `UPDATE project SET look_at = now(), last_activity_at = 'x', parser_version = 9`,
    ],
    ['when registries were asked', `UPDATE project SET analysis = '{"registriesAskedAt": "x"}'`],
    [
      'a look at a merge request',
      'UPDATE merge_request SET checked_at = now(), next_look_at = now(), quiet_looks = 7',
    ],
    ['what is written as it was', `UPDATE finding SET state = 'OPEN', versions = versions, paths = '[]'`],
    ['a statement that finds nothing', `UPDATE project SET name = 'z' WHERE id = -1`],
  ])('do not tell of %s', async (_, statement) => {
    await sql(`UPDATE project SET analysis = '{}' WHERE analysis IS NULL`);
    await told();
    await sql(statement);
    expect(await told()).toEqual([]);
  });

  it('tell of a listing once a page, and of the same one again not at all', async () => {
    const entries = Array.from({ length: 1_000 }, (_, index) => ({
      ...ENTRY,
      gitlabProjectId: 1_000 + index,
    }));
    const list = async () => {
      for (let at = 0; at < entries.length; at += 100) {
        const page = entries.slice(at, at + 100);
        await upsertMany(
          db.dataSource.manager,
          { id: '1', origin: 'https://git.example.com' },
          page,
          new Date(),
        );
      }
    };
    await list();
    expect(await told()).toEqual(Array.from({ length: 10 }, () => 'PROJECT null null'));
    await list();
    expect(await told()).toEqual([]);
  });

  it('do not tell of what was rolled back', async () => {
    const rolledBack = db.dataSource.transaction(async (manager) => {
      await manager.query(`UPDATE project SET name = 'r' WHERE id = 1`);
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    expect(await told()).toEqual([]);
  });

  it('say that some may have been missed after the listening connection was lost', async () => {
    const before = gaps;
    await sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'backline-listen' AND datname = current_database()`);
    await eventually(() => expect(gaps).toBe(before + 1));
    await sql(`UPDATE project SET name = 's' WHERE id = 1`);
    expect(await told()).toEqual(['PROJECT 1 1']);
  });

  it.each(Object.entries(HIDDEN))(
    'compare every column of %s that a page may show',
    async (table, hidden) => {
      const [{ source }] = await sql('SELECT prosrc AS source FROM pg_proc WHERE proname = $1', [
        `publish_${table}_change`,
      ]);
      const columns: { name: string }[] = await sql(
        `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
        [table],
      );
      const missing = columns.map(({ name }) => name).filter((name) => !source.includes(`is_now.${name}`));
      expect(missing.toSorted()).toEqual(hidden.toSorted());
    },
  );
});
