import { makeIntegration, makeProjects, NOW, observed, startStores } from '../../test/stored-rows.js';
import type { TestDatabase } from '../../test/database.js';
import { inTransaction } from '../db/transaction.js';
import type { Stores } from '../stores.js';
import { recordEach } from './finding-records.js';
import { createFindingStore } from './finding.store.js';

const HOUR_MS = 3_600_000;

let db: TestDatabase;
let stores: Stores;
let project: string;
let next = 1;
beforeAll(async () => {
  ({ db, stores } = await startStores());
  await makeIntegration(stores);
});
afterAll(() => db.close());
beforeEach(async () => {
  [project = ''] = await makeProjects(stores, '1', [{ gitlabProjectId: next++ }]);
});

const sql = (text: string, values: readonly unknown[] = []) => db.dataSource.query(text, [...values]);
const see = (hours: number, severity: 'HIGH' | 'LOW' | null) => {
  const at = new Date(NOW.getTime() + hours * HOUR_MS);
  return inTransaction(
    db.dataSource,
    (manager) => manager,
    async (manager) => {
      await manager.query(`SELECT set_config('backline.moment', $1, true)`, [at.toISOString()]);
      await createFindingStore(manager).reconcile(project, at, {
        observed: severity === null ? [] : [observed('a', { severity })],
        unread: [],
      });
    },
  );
};
const findingId = async (): Promise<string> =>
  (await sql('SELECT id FROM finding WHERE project_id = $1', [project]))[0].id;
const plan = async (state: string, id: string): Promise<string> => {
  const [{ id: planId }] = await sql(
    `INSERT INTO remediation_plan (project_id, kind, plan_group, revision, title, state, digest, target_branch, base_commit,
       branch_name, draft, fixed_counts, created_at, proved_at)
     VALUES ($1, 'SAFE', gen_random_uuid()::text, 1, 'Plan', $2, 'd', 'main', 'c', 'b', '{}', '{}', now(), now()) RETURNING id`,
    [project, state],
  );
  await sql('INSERT INTO plan_finding VALUES ($1, $2)', [planId, id]);
  return planId;
};

describe('the history of a finding', () => {
  it('tells its whole life, newest first, in pages that do not move', async () => {
    await see(0, 'HIGH');
    const id = await findingId();
    const planId = await plan('MERGED', id);
    await see(1, 'LOW');
    await sql(
      `INSERT INTO merge_request (project_id, plan_id, iid, title, web_url, source_branch, target_branch, state, detailed_merge_status,
         has_conflicts, created_at, updated_at, checked_at, merged_at)
       VALUES ($1, $2, 7, 'Fix', 'https://gitlab.example/7', 'b', 'main', 'MERGED', 'not_open', false, $3, $3, $3, $3)`,
      [project, planId, new Date(NOW.getTime() + 1.5 * HOUR_MS)],
    );
    await see(2, null);
    await see(3, 'LOW');
    await stores.audit.record({
      actor: 'Ada',
      action: 'plan.approved',
      message: 'Approved.',
      subject: `plan:${planId}`,
    });
    await recordEach(
      stores,
      'Ada',
      [{ id, projectId: project, packageName: 'a', state: 'OPEN', dismissal: null }],
      'finding.dismissed',
      () => 'No.',
    );
    const whole = await stores.findingTracking.history(id, { first: 100, after: null });
    expect(whole.map(({ action }) => action)).toEqual([
      'finding.dismissed',
      'plan.approved',
      'finding.returned',
      'finding.fixed',
      'finding.severity-changed',
      'finding.opened',
    ]);
    expect(whole[3]?.message).toContain('!7');
    expect(whole[4]?.message).toContain('was high and is low');
    expect(new Set(whole.map((event) => event.id)).size).toBe(whole.length);
    expect(await stores.findingTracking.countHistory(id, 100)).toBe(6);
    const paged: string[] = [];
    for (let after: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof stores.findingTracking.history>> =
        await stores.findingTracking.history(id, { first: 2, after });
      for (const { key } of page) paged.push(key);
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.key;
      await stores.audit.record({
        actor: 'B',
        action: 'project.renamed',
        message: '',
        subject: `finding:${id}`,
      });
    }
    expect(paged).toEqual(whole.map(({ key }) => key));
  });
});

describe('the stage of a finding', () => {
  it('is that of its best plan, also when two of them change at once', async () => {
    await see(0, 'HIGH');
    const id = await findingId();
    const plans = [await plan('PROPOSED', id), await plan('PROPOSED', id)];
    const set = (planId: string | undefined, state: string) =>
      sql('UPDATE remediation_plan SET state = $2 WHERE id = $1', [planId, state]);
    for (const [one, other, stage] of [
      ['MERGED', 'REJECTED', 4],
      ['SUPERSEDED', 'OPEN', 3],
      ['APPROVED', 'CLOSED', 2],
      ['FAILED', 'FAILED', 0],
    ] as const) {
      await Promise.all([set(plans[0], one), set(plans[1], other)]);
      expect(await sql('SELECT stage FROM finding WHERE id = $1', [id])).toEqual([{ stage }]);
    }
  });

  it('goes down where a plan no longer closes it', async () => {
    await see(0, 'HIGH');
    const id = await findingId();
    const planId = await plan('OPEN', id);
    await sql('DELETE FROM plan_finding WHERE plan_id = $1', [planId]);
    expect(await sql('SELECT stage FROM finding WHERE id = $1', [id])).toEqual([{ stage: 0 }]);
  });
});

it('a project that goes takes its spans and numbers along', async () => {
  await see(0, 'HIGH');
  await sql('DELETE FROM project WHERE id = $1', [project]);
  expect(await sql('SELECT 1 FROM finding_span WHERE project_id = $1', [project])).toEqual([]);
  expect(
    await sql(`SELECT measure, day, severity, stage FROM insight_change
      WHERE day >= '2026-06-01' GROUP BY 1, 2, 3, 4 HAVING sum(change) < 0`),
  ).toEqual([]);
});
