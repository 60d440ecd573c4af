import type { TestDatabase } from '../../test/database.js';
import {
  draft,
  makeIntegration,
  makeProjects,
  NOW,
  observed,
  planFinding,
  startStores,
} from '../../test/stored-rows.js';
import { Policies1763800000012 } from '../db/migrations/0012-policies.js';
import { keepPlan } from '../plans/keep-plans.js';
import type { Stores } from '../stores.js';
import type { Dismissal, Finding } from './finding.js';

let db: TestDatabase;
let stores: Stores;
let projectId: string;
let next = 1;
beforeAll(async () => {
  ({ db, stores } = await startStores());
  await makeIntegration(stores);
});
afterAll(() => db.close());
beforeEach(async () => {
  [projectId = ''] = await makeProjects(stores, '1', [{ gitlabProjectId: next++ }]);
  await see('a', 'b');
});

const see = (...names: readonly string[]) =>
  stores.findings.reconcile(projectId, NOW, { observed: names.map((name) => observed(name)), unread: [] });

async function find(name: string): Promise<Finding> {
  const filter = { projectId, packageName: name };
  const [finding] = await stores.findings.list({ first: 1, after: null, filter, order: 'SEVERITY' });
  if (finding === undefined) throw new Error(`no finding of ${name}`);
  return finding;
}

const dismissalOf = (fields: Partial<Dismissal> = {}): Dismissal => ({
  reason: 'NOT_USED',
  comment: 'Only a test.',
  by: 'Ada',
  at: NOW.toISOString(),
  until: null,
  ...fields,
});

async function dismiss(name: string, fields: Partial<Dismissal> = {}): Promise<string> {
  const { id } = await find(name);
  await stores.findings.dismiss([{ id, dismissal: dismissalOf(fields) }]);
  return id;
}

const openCount = async () => (await stores.projects.find(projectId))?.openFindings.total;

test('a dismissal is kept as it was given, takes the finding out of the counts, and ends without a trace', async () => {
  const id = await dismiss('a');
  expect(await find('a')).toMatchObject({ state: 'DISMISSED', dismissal: dismissalOf(), planId: null });
  expect(await openCount()).toBe(1);
  expect(await stores.findings.reopen([id])).toEqual([projectId]);
  expect(await find('a')).toMatchObject({ state: 'OPEN', dismissal: null });
  expect(await openCount()).toBe(2);
  expect(await stores.findings.reopen([id])).toEqual([]);
});

test('a dismissed finding stays so when it is seen again, and what is fixed is not dismissed', async () => {
  await dismiss('a');
  await see('a');
  expect(await find('a')).toMatchObject({ state: 'DISMISSED', dismissal: dismissalOf() });
  const { id } = await find('b');
  expect(await stores.findings.dismiss([{ id, dismissal: dismissalOf() }])).toEqual([]);
  expect(await find('b')).toMatchObject({ state: 'FIXED', dismissal: null });
});

test('the planner gets the keys of what is dismissed, and until when', async () => {
  const until = '2027-01-01T00:00:00.000Z';
  await dismiss('a', { until });
  await dismiss('b');
  expect([...(await stores.findings.dismissed(projectId))]).toEqual([
    [planFinding('a').key, until],
    [planFinding('b').key, null],
  ]);
});

test('only those are due whose end has come', async () => {
  const id = await dismiss('a', { until: NOW.toISOString() });
  await dismiss('b');
  const due = async (at: Date) => (await stores.findings.listExpired(at, 10)).map((finding) => finding.id);
  expect(await due(new Date(NOW.getTime() - 1))).toEqual([]);
  expect(await due(NOW)).toEqual([id]);
  await stores.findings.reopen([id]);
  expect(await due(NOW)).toEqual([]);
});

test('a policy may dismiss what is open and change what it dismissed, not what a person did', async () => {
  await see('a', 'b', 'c');
  await dismiss('a');
  await dismiss('b', { reason: 'POLICY', by: 'policy:acme' });
  const ignorable = await stores.findings.listIgnorable(projectId);
  expect(ignorable.map(({ packageName, state }) => [packageName, state])).toEqual([
    ['b', 'DISMISSED'],
    ['c', 'OPEN'],
  ]);
});

test('the upgrade finds out which findings the plans of before close, and their largest step', async () => {
  const base = { branch: 'main', commit: 'c1', now: NOW };
  const change = { step: 'MINOR' } as never;
  const kept = await keepPlan(stores, { id: projectId }, base, {
    ...draft('d1', [planFinding('a'), planFinding('b', '1.0.0')], [planFinding('b', '2.0.0')]),
    changes: [change, { step: 'PATCH' } as never],
  });
  const facts = async () => [
    await stores.plans.find(kept?.id ?? ''),
    await db.dataSource.query('SELECT plan_id, finding_id FROM plan_finding'),
  ];
  const before = await facts();
  expect(before).toMatchObject([
    { largestStep: 'MINOR', introducedCount: 0, risk: null },
    [{ plan_id: kept?.id, finding_id: (await find('a')).id }],
  ]);
  const runner = db.dataSource.createQueryRunner();
  const migration = new Policies1763800000012();
  // As before every migration: the views of whoever is limited show what it takes away.
  await runner.query('DROP SCHEMA IF EXISTS limited CASCADE');
  await migration.down(runner);
  await migration.up(runner);
  await runner.release();
  expect(await facts()).toEqual(before);
});
