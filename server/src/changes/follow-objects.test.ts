import { setTimeout as delay } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { type Database, openDatabase } from '../db/data-source.js';
import { migrations } from '../db/migrations/index.js';
import { encodeCursor } from './change-cursor.js';
import { ChangeFeed } from './change-feed.js';
import { createChangeLog, createChangeWake, forgetChanges } from './change-log.store.js';
import type { ObjectFilter } from './change.js';
import { followObjects } from './follow-objects.js';
import type { ObjectEvent, ObjectStream } from './object-stream.js';

let db: TestDatabase;
let second: Database;
let processes: readonly ReturnType<typeof startProcess>[] = [];
const sql = (query: string, parameters: readonly unknown[] = []) =>
  db.dataSource.query(query, [...parameters]);
const PLANS: ObjectFilter = { kind: 'PLAN', id: null, projectId: null };

/** What one process follows changes with. */
function startProcess({ dataSource, listen }: Pick<Database, 'dataSource' | 'listen'>) {
  const log = createChangeLog(dataSource.manager);
  const feed = new ChangeFeed({
    log,
    wake: createChangeWake({ listen }),
    rest: (ms) => delay(ms),
    apart: (work) => work(),
    report: (error) => console.error(error),
  });
  return { feed, log };
}

beforeAll(async () => {
  db = await createTestDatabase([], { poolSize: 20 });
  second = await openDatabase({ url: db.url, entities: [], migrations, poolSize: 5 });
  processes = [startProcess(db.database), startProcess(second)];
  await sql(`INSERT INTO integration (name, base_url, state, account_id, created_at)
    VALUES ('g', 'https://git.example.com', 'CONNECTED', 1, now())`);
  await sql(`INSERT INTO project (integration_id, gitlab_origin, gitlab_project_id, path, name, web_url, git_url, visibility, state)
    SELECT 1, 'https://git.example.com', each, 'acme/' || each, 'p', 'w', 'g', 'private', 'READY' FROM generate_series(1, 3) AS each`);
});
afterAll(async () => {
  await second.close();
  await db.close();
});
beforeEach(async () => {
  await sql('TRUNCATE remediation_plan, change_log RESTART IDENTITY CASCADE');
  await sql(`UPDATE change_log_state SET forgotten = '0'`);
});

const INSERT = `INSERT INTO remediation_plan (project_id, kind, plan_group, revision, title, state, digest, target_branch, base_commit,
    branch_name, draft, fixed_counts, created_at, proved_at)
  SELECT 1 + each % 3, 'SAFE', gen_random_uuid()::text, 1, 't', 'PROPOSED', 'd', 'main', 'c', 'b', '{"changes": []}', '{}', now(), now()
  FROM generate_series(1, $1::int) AS each RETURNING id`;
const CHANGE = 'UPDATE remediation_plan SET revision = revision + 1 WHERE id = ANY($1)';

function follow(after: string | null, filter = PLANS, at = 0): ObjectStream {
  const process = processes[at];
  if (process === undefined) throw new Error('there is no such process');
  return followObjects(process, filter, after);
}

async function take(stream: ObjectStream, count: number): Promise<readonly ObjectEvent[]> {
  const events: ObjectEvent[] = [];
  while (events.length < count) {
    const { value, done } = await stream.next();
    if (done === true) break;
    events.push(value);
  }
  return events;
}

const words = (events: readonly ObjectEvent[]) => events.map(({ kind, id }) => `${kind} ${id}`);
const cursorOf = (events: readonly ObjectEvent[]) => {
  const last = events.at(-1);
  if (last === undefined) throw new Error('there is no event');
  return encodeCursor(last.cursor);
};

test('a reader begins with where it is, and is told what changes of what it follows', async () => {
  await sql(INSERT, [3]);
  const all = follow(null);
  const one = follow(null, { ...PLANS, id: '2' });
  const project = follow(null, { ...PLANS, projectId: '1' });
  expect(words([...(await take(all, 1)), ...(await take(one, 1)), ...(await take(project, 1))])).toEqual([
    'STARTED null',
    'STARTED 2',
    'STARTED null',
  ]);
  await sql(CHANGE, [[1]]);
  await sql(CHANGE, [[2]]);
  await sql('DELETE FROM remediation_plan WHERE id = 3');
  expect(words(await take(all, 3))).toEqual(['UPDATED 1', 'UPDATED 2', 'DELETED 3']);
  expect(words(await take(one, 1))).toEqual(['UPDATED 2']);
  expect(words(await take(project, 1))).toEqual(['DELETED 3']);
  await Promise.all([all, one, project].map((stream) => stream.return()));
});

test('a reader that comes back, at another process, gets what it has missed and then what comes', async () => {
  await sql(INSERT, [3]);
  const first = follow(null);
  const cursor = cursorOf(await take(first, 1));
  await first.return();
  await sql(CHANGE, [[1]]);
  await sql(CHANGE, [[2]]);
  await sql(CHANGE, [[1]]);
  const again = follow(cursor, PLANS, 1);
  const [plan2, plan1, started] = await take(again, 3);
  expect([plan2, plan1, started].map((event) => `${event?.kind} ${event?.id}`)).toEqual([
    'UPDATED 2',
    'UPDATED 1',
    'STARTED null',
  ]);
  await again.return();
  if (plan2 === undefined) throw new Error('there is no event');
  const between = follow(encodeCursor(plan2.cursor));
  await sql(CHANGE, [[3]]);
  expect(words(await take(between, 2))).toEqual(['UPDATED 1', 'UPDATED 3']);
  await between.return();
});

test('a transaction that began before others and ends after them is not lost', async () => {
  await sql(INSERT, [3]);
  const stream = follow(null);
  await take(stream, 1);
  const runner = db.dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.query(CHANGE, [[1]]);
  await sql(CHANGE, [[2]]);
  const told = await take(stream, 1);
  expect(words(told)).toEqual(['UPDATED 2']);
  await runner.commitTransaction();
  await runner.release();
  const resumed = follow(cursorOf(told), PLANS, 1);
  expect(words(await take(resumed, 1))).toEqual(['UPDATED 1']);
  expect(words(await take(stream, 1))).toEqual(['UPDATED 1']);
  await resumed.return();
  await stream.return();
});

test('several changes that a slow reader has not taken are one, and thousands wait in the log', async () => {
  const stream = follow(null);
  await take(stream, 1);
  await sql(INSERT, [1]);
  await sql(CHANGE, [[1]]);
  await processes[0]?.feed.refresh();
  expect(words(await take(stream, 1))).toEqual(['CREATED 1']);
  await sql(INSERT, [1_500]);
  for (let times = 0; times < 3; times += 1) {
    await sql('UPDATE remediation_plan SET revision = revision + 1');
    await processes[0]?.feed.refresh();
  }
  const events = await take(stream, 1_502);
  expect(events.at(-1)?.kind).toBe('STARTED');
  expect(new Set(events.map(({ id }) => id)).size).toBe(1_502);
  await stream.return();
});

test('what is older than the log is said, and a reader that leaves is forgotten at once', async () => {
  await sql(INSERT, [1]);
  const stream = follow(null);
  const cursor = cursorOf(await take(stream, 1));
  const waiting = stream.next();
  await stream.return();
  expect(await waiting).toEqual({ value: undefined, done: true });
  await sql(CHANGE, [[1]]);
  await sql('UPDATE change_log_state SET forgotten = pg_current_xact_id()');
  const late = follow(cursor);
  const told = await take(late, 2);
  expect(words(told)).toEqual(['MISSED null', 'STARTED null']);
  await sql(CHANGE, [[1]]);
  expect(words(await take(late, 1))).toEqual(['UPDATED 1']);
  await late.return();
  expect(() => follow('x')).toThrow('This is no cursor');
});

test('a transaction that lasts longer than the log is kept costs nobody anything, until it ends', async () => {
  await sql(INSERT, [1]);
  const old = second.dataSource.createQueryRunner();
  await old.startTransaction();
  await old.query('SELECT pg_current_xact_id()');
  await sql('UPDATE change_log_state SET forgotten = pg_current_xact_id()');
  const live = follow(null);
  const cursor = cursorOf(await take(live, 1));
  await sql(CHANGE, [[1]]);
  expect(words(await take(live, 1))).toEqual(['UPDATED 1']);
  const resumed = follow(cursor);
  expect(words(await take(resumed, 2))).toEqual(['UPDATED 1', 'STARTED null']);
  await resumed.return();
  // What it wrote may be as old as what is forgotten.
  await old.commitTransaction();
  await old.release();
  const late = follow(cursor);
  expect(words(await take(late, 2))).toEqual(['MISSED null', 'STARTED null']);
  await late.return();
  await live.return();
});

test('a process that could not read the log until it was forgotten says so to who follows all the while', async () => {
  await sql(INSERT, [1]);
  const stream = follow(null);
  await take(stream, 1);
  await db.dataSource.transaction(async (manager) => {
    await manager.query(`INSERT INTO change_log (kind, op, object_id) VALUES ('PLAN', 'D', 1)`);
    await forgetChanges(manager, new Date(Date.now() + 60_000));
  });
  await processes[0]?.feed.refresh();
  expect(words(await take(stream, 2))).toEqual(['MISSED null', 'STARTED null']);
  await sql(CHANGE, [[1]]);
  expect(words(await take(stream, 1))).toEqual(['UPDATED 1']);
  await stream.return();
});

/** A number from 0 to below one for each call, the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Transactions of several statements, some slow, some rolled back, until it is time. */
async function write(random: () => number, isOver: () => boolean): Promise<number> {
  let commits = 0;
  while (!isOver()) {
    const runner = db.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`SET LOCAL lock_timeout = '60ms'`);
    try {
      for (let statements = 1 + Math.floor(random() * 3); statements > 0; statements -= 1) {
        const ids: { id: string }[] = await runner.query('SELECT id FROM remediation_plan ORDER BY id');
        const some = ids.filter(() => random() < 0.2).map(({ id }) => id);
        if (random() < 0.15) await runner.query(INSERT, [1 + Math.floor(random() * 3)]);
        else if (random() < 0.1)
          await runner.query('DELETE FROM remediation_plan WHERE id = $1', [some[0] ?? 0]);
        else
          await runner.query(
            `WITH locked AS (SELECT id FROM remediation_plan WHERE id = ANY($1) ORDER BY id FOR UPDATE)
          UPDATE remediation_plan SET revision = revision + 1 WHERE id IN (SELECT id FROM locked)`,
            [some],
          );
        if (random() < 0.3) await delay(random() * 60);
      }
      if (random() < 0.2) throw new Error('rolled back');
      await runner.commitTransaction();
      commits += 1;
    } catch {
      await runner.rollbackTransaction();
    } finally {
      await runner.release();
    }
  }
  return commits;
}

/** What a client knows that reads each object when it is told of it, and loses its connection again and again. */
async function read(begin: string, random: () => number, isOver: () => boolean) {
  const known = new Map<string, number>();
  const order = new Map<string, bigint>();
  const cursors = [begin];
  let disorder = 0;
  let missed = 0;
  let connections = 0;
  for (let isDone = false; !isDone; connections += 1) {
    // Now and then what came last was lost on the way: it comes again.
    if (random() < 0.3 && cursors.length > 3) {
      cursors.length -= 3;
      order.clear();
    }
    const stream = follow(cursors.at(-1) ?? null, PLANS, random() < 0.5 ? 0 : 1);
    isDone = isOver();
    const cut = isDone ? undefined : setTimeout(() => void stream.return(), random() * 250);
    for (;;) {
      const { value: event } = await stream.next();
      if (event === undefined) break;
      cursors.push(encodeCursor(event.cursor));
      if (event.kind === 'MISSED') missed += 1;
      if (event.id !== null) {
        const seq = BigInt(event.cursor.rest?.seq ?? 0);
        if (seq <= (order.get(event.id) ?? -1n)) disorder += 1;
        order.set(event.id, seq);
        const [row] = await sql('SELECT revision FROM remediation_plan WHERE id = $1', [event.id]);
        if (row === undefined || event.kind === 'DELETED') known.delete(event.id);
        else known.set(event.id, row.revision);
      } else if (isDone) break;
      if (random() < 0.02) await delay(30);
    }
    clearTimeout(cut);
    await stream.return();
  }
  return { known, disorder, missed, connections };
}

test('with writers and readers at random nothing is lost, and of each object the order is kept', async () => {
  const begin = follow(null);
  const readers = [11, 12, 13, 14].map((seed) => ({ random: seeded(seed), isOver: () => isOver }));
  let isOver = false;
  const cursor = cursorOf(await take(begin, 1));
  await begin.return();
  const reading = readers.map(({ random, isOver: ends }) => read(cursor, random, ends));
  await sql(INSERT, [20]);
  const until = Date.now() + 3_000;
  const commits = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((seed) => write(seeded(seed), () => Date.now() > until)),
  );
  isOver = true;
  const seen = await Promise.all(reading);
  const rows: { id: string; revision: number }[] = await sql(
    'SELECT id, revision FROM remediation_plan ORDER BY id',
  );
  const truth = rows.map(({ id, revision }) => `${id} ${revision}`);
  for (const { known, disorder, missed, connections } of seen) {
    expect(missed).toBe(0);
    expect([...known].map(([id, revision]) => `${id} ${revision}`).toSorted()).toEqual(truth.toSorted());
    expect(disorder).toBe(0);
    expect(connections).toBeGreaterThan(5);
  }
  expect(commits.reduce((sum, each) => sum + each)).toBeGreaterThan(20);
});
