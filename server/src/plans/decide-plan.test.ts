import {
  draft,
  makeIntegration,
  makeProjects,
  NOW,
  planFinding,
  startStores,
} from '../../test/stored-rows.js';
import type { TestDatabase } from '../../test/database.js';
import type { Viewer } from '../accounts/account.js';
import type { Stores } from '../stores.js';
import { rejectPlan } from './decide-plan.js';
import { keepPlan } from './keep-plans.js';
import type { PlanState } from './plan.js';

let db: TestDatabase;
let stores: Stores;
let next = 1;
beforeAll(async () => {
  ({ db, stores } = await startStores());
  await makeIntegration(stores);
});
afterAll(() => db.close());

/** Has Ada reject a plan that Grace brought to a state; answers the plan, the refusal and the last words of the history. */
async function rejectIn(state: PlanState) {
  const [projectId = ''] = await makeProjects(stores, '1', [{ gitlabProjectId: next++ }]);
  const base = { branch: 'main', commit: 'c1', now: NOW };
  const plan = await keepPlan(stores, { id: projectId }, base, draft('d1', [planFinding('a')]));
  const id = plan?.id ?? '';
  const decided = state === 'PROPOSED' ? {} : { decidedBy: 'Grace', decidedAt: NOW };
  await stores.plans.saveState(id, { from: ['PROPOSED'], state, ...decided });
  const deps = {
    inTransaction: <Result>(work: (all: Stores) => Promise<Result>) => work(stores),
    clock: () => NOW,
  };
  const decision = await rejectPlan(deps, { name: 'Ada' } as Viewer, { id, reason: 'Later.' });
  const [record] = await db.dataSource.query(
    `select message from audit_event where subject = $1 and action = 'plan.rejected'`,
    [`plan:${id}`],
  );
  return {
    state: decision.plan.state,
    decidedBy: decision.plan.decidedBy,
    refusal: decision.refusal?.code ?? null,
    message: record?.message ?? null,
  };
}

test.each<[PlanState, string]>([
  ['PROPOSED', 'Rejected “Plan d1”. Reason: Later.'],
  ['FAILED', 'Rejected “Plan d1”. Reason: Later.'],
  ['APPROVED', 'Rejected “Plan d1” and withdrew the approval of Grace. Reason: Later.'],
])('a plan that is %s can be rejected, and the history says “%s”', async (state, message) => {
  expect(await rejectIn(state)).toEqual({ state: 'REJECTED', decidedBy: 'Ada', refusal: null, message });
});

test.each<PlanState>(['OPENING', 'OPEN', 'MERGED'])('a plan that is %s cannot be rejected', async (state) => {
  expect(await rejectIn(state)).toEqual({
    state,
    decidedBy: 'Grace',
    refusal: 'STATE_FORBIDS',
    message: null,
  });
});
