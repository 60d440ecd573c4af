import {
  draft,
  makeIntegration,
  makeProjects,
  NOW,
  observed,
  planFinding,
  startStores,
} from '../../test/stored-rows.js';
import type { TestDatabase } from '../../test/database.js';
import { DEFAULT_POLICY } from '../policies/policy.js';
import { NO_RESOLVER } from '../resolution/resolution.js';
import type { Stores } from '../stores.js';
import { keepPlan } from './keep-plans.js';
import { planProject } from './plan-project.js';

let db: TestDatabase;
let stores: Stores;
let projectId: string;
beforeEach(async () => {
  ({ db, stores } = await startStores());
  await makeIntegration(stores);
  [projectId = ''] = await makeProjects(stores, '1', [{ gitlabProjectId: 1 }]);
  const analysis = {
    commit: 'c1',
    analyzedAt: NOW.toISOString(),
    durationMs: 1,
    gitlabRequests: 0,
    manifestCount: 0,
    lockedManifestCount: 0,
    dependencyCount: 0,
    registryProblem: null,
    uncheckedPackages: [],
    registriesAskedAt: null,
  };
  await stores.projects.saveAnalysis(projectId, analysis, 0, 1);
  await stores.findings.reconcile(projectId, NOW, { observed: [observed('a')], unread: [] });
});
afterEach(() => db.close());

/** Plans a project without manifests, of which a plan is proposed; `meanwhile` happens after the plans are worked out. */
async function planWhile(meanwhile: () => Promise<unknown>) {
  const base = { branch: 'main', commit: 'c1', now: NOW };
  const plan = await keepPlan(stores, { id: projectId }, base, draft('d1', [planFinding('a')]));
  const registries = { of: () => Promise.resolve({ facts: () => Promise.resolve(new Map()) }) };
  const { resolver, policy } = { resolver: NO_RESOLVER, policy: DEFAULT_POLICY };
  const outcome = await planProject(
    {
      inTransaction: (work) => work(stores),
      registries,
      policy,
      resolver,
      sourceOf: () => null,
      clock: () => NOW,
    },
    { projectId },
    {
      signal: new AbortController().signal,
      progress: async ({ done }) => {
        if (done === 1) await meanwhile();
      },
    },
  );
  const kept = await stores.plans.find(plan?.id ?? '');
  const queued = await db.dataSource.query('select name from job');
  return { outcome, state: kept?.state, queued: queued.map(({ name }: { name: string }) => name) };
}

async function savePolicy(fields: Parameters<Stores['policies']['save']>[1]): Promise<void> {
  await stores.policies.save({ kind: 'BACKLINE' }, fields, { by: 'Ada', at: NOW });
}

async function dismissAll(): Promise<void> {
  const filter = { projectId };
  const findings = await stores.findings.list({ first: 5, after: null, filter, order: 'SEVERITY' });
  const dismissal = {
    reason: 'NOT_USED',
    comment: null,
    by: 'Ada',
    at: NOW.toISOString(),
    until: null,
  } as const;
  await stores.findings.dismiss(findings.map(({ id }) => ({ id, dismissal })));
}

test.each<[string, () => Promise<unknown>]>([
  ['nothing', () => Promise.resolve()],
  ['a limit of openings', () => savePolicy({ openMergeRequests: 1 })],
])('plans are kept where %s changed while they were worked out', async (_, meanwhile) => {
  expect(await planWhile(meanwhile)).toEqual({
    outcome: { kind: 'done', result: { plans: 0, unfixed: 0, outdated: 0 } },
    state: 'SUPERSEDED',
    queued: [],
  });
});

test.each<[string, () => Promise<unknown>]>([
  ['the largest step', () => savePolicy({ maximumStep: 'PATCH' })],
  [
    'the automatic approval',
    () => savePolicy({ automaticApproval: { kinds: ['SAFE'], maximumStep: 'MAJOR', maximumRisk: 'HIGH' } }),
  ],
  ['a dismissal', dismissAll],
])('nothing is kept and the project is planned again where %s changed meanwhile', async (_, meanwhile) => {
  expect(await planWhile(meanwhile)).toEqual({
    outcome: { kind: 'done', result: expect.stringContaining('changed meanwhile') },
    state: 'PROPOSED',
    queued: ['plan-project'],
  });
});
