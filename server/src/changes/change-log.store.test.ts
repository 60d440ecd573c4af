import { setTimeout as delay } from 'node:timers/promises';
import { type TestDatabase, createTestDatabase } from '../../test/database.js';
import { eventually, testJob } from '../../test/jobs.js';
import { createJobQueue } from '../jobs/job.store.js';
import { upsertMany } from '../projects/project-listing.store.js';
import { ChangeFeed } from './change-feed.js';
import { createChangeLog, createChangeWake, forgetChanges } from './change-log.store.js';
import type { LoggedChange } from './change.js';

let db: TestDatabase;
let feed: ChangeFeed;
let seen: LoggedChange[] = [];
let waves = 0;
let tooMany = 0;
const sql = (query: string, parameters: readonly unknown[] = []) =>
  db.dataSource.query(query, [...parameters]);

beforeAll(async () => {
  db = await createTestDatabase();
  feed = new ChangeFeed({
    log: createChangeLog(db.dataSource.manager),
    wake: createChangeWake(db.database),
    rest: (ms) => delay(ms),
    apart: (work) => work(),
    report: () => undefined,
  });
  feed.join({
    wave: ({ changes }) => {
      waves += 1;
      if (changes === null) tooMany += 1;
      else for (const change of changes) seen.push(change);
    },
    moved: () => undefined,
  });
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

/** What was told since the last time, sorted. */
async function told(): Promise<readonly string[]> {
  await feed.refresh();
  const words = seen.map(({ kind, operation, id, projectId }) => `${operation} ${kind} ${id} ${projectId}`);
  seen = [];
  return words.toSorted();
}

const plans = (operation: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${operation} PLAN ${index + 1} 1`).toSorted();

describe('changes', () => {
  it.each<[string, string, readonly unknown[], readonly string[]]>([
    ['a project', `UPDATE project SET state = 'READ_ONLY' WHERE id = 3`, [], ['UPDATED PROJECT 3 3']],
    ['an integration', `UPDATE integration SET name = 'h'`, [], ['UPDATED INTEGRATION 1 null']],
    ['findings of a project, once', INSERT_FINDINGS, [2, 2, 200], ['UPDATED FINDINGS null 2']],
    [
      'findings of two projects',
      INSERT_FINDINGS,
      [4, 5, 2],
      ['UPDATED FINDINGS null 4', 'UPDATED FINDINGS null 5'],
    ],
    ['findings of many projects, as one', INSERT_FINDINGS, [7, 30, 1], ['UPDATED FINDINGS null null']],
    ['each of many plans', INSERT_PLANS, [30], plans('CREATED', 30)],
    ['plans that are decided', `UPDATE remediation_plan SET state = 'APPROVED'`, [], plans('UPDATED', 30)],
    ['a plan that goes', 'DELETE FROM remediation_plan WHERE id = 30', [], ['DELETED PLAN 30 1']],
    ['thirty projects, as one', `UPDATE project SET name = 'q'`, [], ['UPDATED PROJECT null null']],
    ['a merge request', INSERT_MERGE_REQUEST, [], ['CREATED MERGE_REQUEST 1 1']],
    ['a policy', INSERT_POLICY, [], ['UPDATED POLICY null null']],
    ['a policy that goes', 'DELETE FROM policy', [], ['UPDATED POLICY null null']],
    [
      'an import of advisories',
      `INSERT INTO advisory_import (source, state, counts) VALUES ('x', 'RUNNING', '{}')`,
      [],
      ['UPDATED ADVISORIES null null'],
    ],
    ['a sync', `INSERT INTO advisory_sync (ecosystem) VALUES ('npm')`, [], ['UPDATED ADVISORIES null null']],
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
    expect(await told()).toEqual(Array.from({ length: 10 }, () => 'CREATED PROJECT null null'));
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

  it('are told of jobs one by one', async () => {
    const queue = createJobQueue(db.dataSource.manager);
    const { id } = await queue.enqueue(testJob(), { n: 1 }, { lane: 'a' });
    expect(await told()).toEqual([`CREATED JOB ${id} null`]);
    await queue.cancel(id);
    expect(await told()).toEqual([`UPDATED JOB ${id} null`]);
  });

  it('are told by a notification, also after the listening connection was lost, and none is lost with it', async () => {
    await sql(`UPDATE project SET name = 'n1' WHERE id = 1`);
    await eventually(() => expect(seen).toHaveLength(1));
    await sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'backline-listen' AND datname = current_database()`);
    await sql(`UPDATE project SET name = 'n2' WHERE id = 1`);
    await eventually(() => expect(seen).toHaveLength(2));
    await sql(`UPDATE project SET name = 'n3' WHERE id = 1`);
    await eventually(() => expect(seen).toHaveLength(3));
    await told();
  });

  it('are one event when a process would have to hold too many', async () => {
    await sql(
      `INSERT INTO change_log (kind, op, object_id) SELECT 'PLAN', 'U', each FROM generate_series(1, 2001) AS each`,
    );
    expect([await told(), tooMany]).toEqual([[], 1]);
  });

  it('are not asked for while nobody reads', async () => {
    const log = createChangeLog(db.dataSource.manager);
    let reads = 0;
    const idle = new ChangeFeed({
      log: {
        ...log,
        readSince: (place) => {
          reads += 1;
          return log.readSince(place);
        },
      },
      wake: createChangeWake(db.database),
      rest: (ms) => delay(ms),
      apart: (work) => work(),
      report: () => undefined,
    });
    const leave = idle.join({ wave: () => undefined, moved: () => undefined });
    await idle.refresh();
    await sql(`UPDATE project SET name = 'h' WHERE id = 1`);
    await eventually(() => expect(reads).toBe(1));
    leave();
    const before = waves;
    await sql(`UPDATE project SET name = 'i' WHERE id = 1`);
    await eventually(() => expect(waves).toBeGreaterThan(before));
    expect(reads).toBe(1);
    await told();
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

describe('the log', () => {
  const span = async () => {
    const log = createChangeLog(db.dataSource.manager);
    const { snapshot } = await log.place();
    return { log, snapshot };
  };
  const all = { kind: 'PLAN', id: null, projectId: null } as const;

  it('gives each object once, in the order of its last change, and in pages', async () => {
    const { log, snapshot: from } = await span();
    for (const id of [1, 2, 3, 1, 2])
      await sql('UPDATE remediation_plan SET revision = revision + 1 WHERE id = $1', [id]);
    await sql('DELETE FROM remediation_plan WHERE id = 3');
    const { snapshot: upTo } = await log.place();
    const first = await log.readObjects({ from, upTo, seq: '0' }, all, 2);
    expect(first?.map(({ id, operation }) => `${operation} ${id}`)).toEqual(['UPDATED 1', 'UPDATED 2']);
    const rest = await log.readObjects({ from, upTo, seq: first?.at(-1)?.seq ?? '' }, all, 2);
    expect(rest?.map(({ id, operation }) => `${operation} ${id}`)).toEqual(['DELETED 3']);
  });

  it('says that something is forgotten, and only to those who would miss it', async () => {
    const { log, snapshot: before } = await span();
    await sql('UPDATE remediation_plan SET revision = revision + 1 WHERE id = 1');
    await sql(`UPDATE change_log SET at = now() - interval '2 days'`);
    await sql('UPDATE remediation_plan SET revision = revision + 1 WHERE id = 2');
    const { snapshot: upTo } = await log.place();
    expect(await forgetChanges(db.dataSource.manager, new Date(Date.now() - 86_400_000))).toBeGreaterThan(0);
    expect(await forgetChanges(db.dataSource.manager, new Date(Date.now() - 86_400_000))).toBe(0);
    expect(await sql('SELECT object_id FROM change_log')).toEqual([{ object_id: '2' }]);
    expect(await log.readObjects({ from: before, upTo, seq: '0' }, all, 10)).toBeNull();
    // Transactions of other databases hold a snapshot back, too.
    await eventually(async () => {
      const { snapshot: after } = await log.place();
      expect(await log.readObjects({ from: after, upTo: after, seq: '0' }, all, 10)).toEqual([]);
    });
  });

  it('knows no snapshot that lies ahead, and forgets all when its server is another one', async () => {
    const { log, snapshot: upTo } = await span();
    const ahead = { min: '1000000000000', max: '1000000000000', underWay: [] };
    expect(await log.readObjects({ from: ahead, upTo, seq: '0' }, all, 10)).toBeNull();
    await sql('UPDATE remediation_plan SET revision = revision + 1 WHERE id = 2');
    await sql(`UPDATE change_log_state SET server = 'restored'`);
    const { server, snapshot } = await log.place();
    expect(server).toMatch(/^[0-9a-f]{8}$/);
    expect(await sql('SELECT 1 FROM change_log')).toEqual([]);
    expect(await log.readObjects({ from: snapshot, upTo: snapshot, seq: '0' }, all, 10)).toEqual([]);
  });
});
