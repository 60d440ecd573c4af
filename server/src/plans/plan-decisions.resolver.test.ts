import {
  draft,
  makeIntegration,
  makeProjects,
  NOW,
  planFinding,
  startStores,
} from '../../test/stored-rows.js';
import type { TestDatabase } from '../../test/database.js';
import type { GraphQLContext } from '../graphql/context.js';
import { toGlobalId } from '../graphql/global-id.js';
import type { Stores } from '../stores.js';
import { keepPlan } from './keep-plans.js';
import { PlanDecisionsResolver } from './plan-decisions.resolver.js';

let db: TestDatabase;
let stores: Stores;
beforeAll(async () => {
  ({ db, stores } = await startStores());
  await makeIntegration(stores);
});
afterAll(() => db.close());

test('an unexpected error at one plan is logged and told there, and the others keep their answers', async () => {
  const ids: string[] = [];
  for (const gitlabProjectId of [1, 2, 3]) {
    const [projectId = ''] = await makeProjects(stores, '1', [{ gitlabProjectId }]);
    const base = { branch: 'main', commit: 'c1', now: NOW };
    const plan = await keepPlan(stores, { id: projectId }, base, draft('d1', [planFinding('a')]));
    ids.push(plan?.id ?? '');
  }
  const reported: unknown[] = [];
  const fault = new Error('a secret detail');
  let calls = 0;
  const context = {
    viewer: { name: 'Ada' },
    clock: () => NOW,
    report: (error: unknown) => `error-${reported.push(error)}`,
    inTransaction: async (work: (all: Stores) => Promise<unknown>) => {
      calls += 1;
      if (calls === 2) throw fault;
      return work(stores);
    },
  } as unknown as GraphQLContext;
  const plans = ids.map((id) => ({ id: toGlobalId('RemediationPlan', id), digest: 'd1' }));
  const payload = await new PlanDecisionsResolver().approvePlans({ plans }, context);
  expect(payload).toMatchObject({
    results: [
      { id: plans[0]?.id, remediationPlan: { state: 'APPROVED' }, userErrors: [] },
      {
        id: plans[1]?.id,
        remediationPlan: null,
        job: null,
        userErrors: [
          {
            code: 'INTERNAL',
            message: 'Something went wrong inside Backline. The log has it under error-1.',
          },
        ],
      },
      { id: plans[2]?.id, remediationPlan: { state: 'APPROVED' }, userErrors: [] },
    ],
    userErrors: [],
  });
  expect(reported).toEqual([fault]);
});
