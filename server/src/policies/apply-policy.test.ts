import {
  draft,
  makeIntegration,
  makeProjects,
  NOW,
  planFinding,
  startStores,
} from '../../test/stored-rows.js';
import type { TestDatabase } from '../../test/database.js';
import { keepPlan } from '../plans/keep-plans.js';
import type { Stores } from '../stores.js';
import { applyPolicy } from './apply-policy.js';

let db: TestDatabase;
let stores: Stores;
beforeAll(async () => {
  ({ db, stores } = await startStores());
  await makeIntegration(stores);
});
afterAll(() => db.close());

test('a new rule approves no stored plan, which an older policy may have made; it has the project planned again', async () => {
  const [projectId = ''] = await makeProjects(stores, '1', [{ gitlabProjectId: 1 }]);
  await db.dataSource.query(`update project set analysis = '{}' where id = $1`, [projectId]);
  const base = { branch: 'main', commit: 'c1', now: NOW };
  const proposed = { ...draft('d1', [planFinding('a')]), risk: { level: 'LOW', reasons: [] } as const };
  const plan = await keepPlan(stores, { id: projectId }, base, proposed);
  const automaticApproval = { kinds: ['SAFE'], maximumStep: 'MAJOR', maximumRisk: 'HIGH' } as const;
  await stores.policies.save({ kind: 'BACKLINE' }, { automaticApproval }, { by: 'Ada', at: NOW });

  const outcome = await applyPolicy(
    { inTransaction: (work) => work(stores) },
    { scope: 'backline', fields: ['automaticApproval'] },
    { signal: new AbortController().signal },
  );
  expect(outcome).toEqual({ kind: 'done', result: { planned: 1 } });
  expect(await stores.plans.find(plan?.id ?? '')).toMatchObject({ state: 'PROPOSED', decidedBy: null });
  expect(await db.dataSource.query('select name, subject from job')).toEqual([
    { name: 'plan-project', subject: `project:${projectId}` },
  ]);
});
