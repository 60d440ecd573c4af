import type { TestDatabase } from '../../test/database.js';
import {
  draft,
  makeIntegration,
  makeProjects,
  NOW,
  planFinding,
  startStores,
} from '../../test/stored-rows.js';
import { createStores } from '../db/stores.store.js';
import { inTransaction } from '../db/transaction.js';
import { openMergeRequestJob } from '../projects/project-jobs.js';
import { createSealer } from '../secrets/sealer.js';
import type { Stores } from '../stores.js';
import { randomBytes } from 'node:crypto';
import { DEFAULT_POLICY, type Policy } from '../policies/policy.js';
import { reserveOpening } from './reserve-opening.js';

let db: TestDatabase;
let stores: Stores;
let integrationId: string;
let next = 1;
beforeAll(async () => {
  ({ db, stores } = await startStores());
});
afterAll(() => db.close());
beforeEach(async () => {
  ({ id: integrationId } = await makeIntegration(stores, next));
});

/** Approved plans, each of a key of its own, with the job that opens it. */
async function approved(count: number, projectCount: number) {
  const entries = Array.from({ length: projectCount }, () => ({ gitlabProjectId: (next += 1) }));
  const projects = await makeProjects(stores, integrationId, entries);
  const made: { id: string; projectId: string }[] = [];
  for (let index = 0; index < count; index += 1) {
    const plan = await stores.plans.insert({
      projectId: projects[index % projectCount] ?? '',
      revision: 1,
      targetBranch: 'main',
      baseCommit: 'c',
      branchName: `b${index}`,
      draft: { ...draft(`d${index}`, [planFinding('a')]), kind: 'BREAKING', group: `g${index}` },
      now: NOW,
    });
    await stores.plans.saveState(plan.id, { from: ['PROPOSED'], state: 'APPROVED' });
    await stores.jobs.enqueue(
      openMergeRequestJob,
      { planId: plan.id },
      { lane: `integration:${integrationId}`, subject: `plan:${plan.id}` },
    );
    made.push(plan);
  }
  return made;
}

function reserveAll(
  plans: readonly { id: string; projectId: string }[],
  limits: Pick<Policy, 'openMergeRequests' | 'hourlyMergeRequests'>,
) {
  const sealer = createSealer(['k'.repeat(32)], randomBytes);
  const deps = {
    inTransaction: <Result>(work: (stores: Stores) => Promise<Result>) =>
      inTransaction(db.dataSource, (manager) => createStores(manager, sealer), work),
    clock: () => NOW,
    policy: { ...DEFAULT_POLICY, ...limits },
  };
  return Promise.all(
    plans.map((plan) =>
      reserveOpening(deps, plan, { integrationId, id: plan.projectId, path: 'group/project' }),
    ),
  );
}

describe('the limits of merge requests', () => {
  it.each([
    ['of a project', 1, { openMergeRequests: 2, hourlyMergeRequests: 20 }],
    ['of an hour', 6, { openMergeRequests: 20, hourlyMergeRequests: 2 }],
  ])('%s hold although many jobs begin at the same time', async (_, projects, limits) => {
    const plans = await approved(6, projects);
    const answers = await reserveAll(plans, limits);
    expect(answers.filter((answer) => answer === null)).toHaveLength(2);
    expect(answers.filter((answer) => answer?.kind === 'again')).toHaveLength(4);
    const states = (await stores.plans.findMany(plans.map(({ id }) => id))).map(({ state }) => state);
    expect(states.filter((state) => state === 'OPENING')).toHaveLength(2);
    expect(states.filter((state) => state === 'APPROVED')).toHaveLength(4);
  });

  it('leave its place to a plan that has one already, and count none whose job is over', async () => {
    const plans = await approved(2, 1);
    const [first, second] = plans;
    const limits = { openMergeRequests: 1, hourlyMergeRequests: 20 };
    if (first === undefined || second === undefined) throw new Error('no plans');
    expect(await reserveAll([first], limits)).toEqual([null]);
    expect(await reserveAll([first], limits)).toEqual([null]);
    expect(await reserveAll([second], limits)).toMatchObject([{ kind: 'again' }]);
    await db.dataSource.query(`update job set state = 'CANCELLED', finished_at = now() where subject = $1`, [
      `plan:${first.id}`,
    ]);
    expect(await reserveAll([second], limits)).toEqual([null]);
  });
});
