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
import { DEFAULT_POLICY, type Policy } from '../policies/policy.js';
import { resolvePolicy } from '../policies/resolve-policy.js';
import type { Stores } from '../stores.js';
import { keepPlans } from './keep-plans.js';
import type { PlanDraft, PlanKind, UnfixedReason } from './plan.js';

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
  const seen = [observed('a'), observed('b')];
  await stores.findings.reconcile(projectId, NOW, { observed: seen, unread: [] });
});

/** A draft of a kind, named by its digest, that closes the findings of these packages. */
function draftOf(kind: PlanKind, group: string, names: readonly string[]): PlanDraft {
  const findings = names.map((name) => planFinding(name));
  return { ...draft(`${kind} ${group}`, findings), kind, group };
}

async function keep(
  plans: readonly PlanDraft[],
  unfixed: readonly { readonly name: string; readonly reason: UnfixedReason }[] = [],
  policy: Partial<Policy> = {},
) {
  const project = await stores.projects.find(projectId);
  if (project === null) throw new Error('no project');
  const effective = resolvePolicy(DEFAULT_POLICY, [{ scope: { kind: 'BACKLINE' }, fields: policy }]);
  await keepPlans(
    stores,
    project,
    { base: { branch: 'main', commit: 'c1', now: NOW }, effective },
    {
      kind: 'plans',
      plans,
      unfixed: unfixed.map(({ name, reason }) => ({ finding: planFinding(name), reason })),
      findings: [planFinding('a'), planFinding('b')],
    },
  );
}

/** The kind and group of the plan that a finding is shown with, and its reason. */
async function shownWith(name: string) {
  const filter = { projectId, packageName: name };
  const [finding] = await stores.findings.list({ first: 1, after: null, filter, order: 'SEVERITY' });
  const plan = finding?.planId == null ? null : await stores.plans.find(finding.planId);
  return {
    plan: plan === null ? null : `${plan.kind} ${plan.group}`,
    reason: finding?.unfixedReason ?? null,
    state: finding?.state,
  };
}

async function planOf(kind: PlanKind, group: string) {
  const [plan] = await stores.plans.revisions(projectId, kind, group);
  if (plan === undefined) throw new Error(`no plan ${kind} ${group}`);
  return plan;
}

const NO_FIX: UnfixedReason = { code: 'NO_FIXED_VERSION', message: 'None.' };

test.each<[readonly (readonly [PlanKind, string])[], string]>([
  [
    [
      ['FORCED', 'a'],
      ['BREAKING', 'a'],
      ['SAFE', 'all'],
    ],
    'SAFE all',
  ],
  [
    [
      ['UPDATE', 'a'],
      ['FORCED', 'a'],
      ['BREAKING', 'a'],
    ],
    'BREAKING a',
  ],
  [
    [
      ['UPDATE', 'a'],
      ['FORCED', 'a'],
    ],
    'FORCED a',
  ],
])('of %j a finding is shown with %s; the others are its alternatives', async (keys, expected) => {
  await keep(keys.map(([kind, group]) => draftOf(kind, group, ['a'])));
  expect(await shownWith('a')).toMatchObject({ plan: expected });
  const [kind, group] = expected.split(' ');
  const shown = await planOf(kind as PlanKind, group ?? '');
  const others = (await stores.plans.alternatives([shown.id])).get(shown.id) ?? [];
  expect(
    others.map((plan) => `${plan.kind} ${plan.group}`).toSorted((one, two) => one.localeCompare(two)),
  ).toEqual(
    keys
      .map((key) => key.join(' '))
      .filter((key) => key !== expected)
      .toSorted((one, two) => one.localeCompare(two)),
  );
});

test('a finding whose merge request is open is shown with that plan, whatever its kind', async () => {
  const both = [draftOf('SAFE', 'all', ['a']), draftOf('FORCED', 'a', ['a'])];
  await keep(both);
  const forced = await planOf('FORCED', 'a');
  await stores.plans.saveState(forced.id, { from: ['PROPOSED'], state: 'OPEN' });
  await keep(both);
  expect(await shownWith('a')).toMatchObject({ plan: 'FORCED a', state: 'IN_PROGRESS' });
});

test('what only a plan that may break something closes says so, in the words of the planner where it has any', async () => {
  const needs: UnfixedReason = {
    code: 'NEEDS_CODE_CHANGE',
    message: 'The plan that raises a to 2.0.0 closes it.',
    needed: '2.0.0',
    planKind: 'BREAKING',
    planGroup: 'a',
  };
  const safe = {
    ...draftOf('SAFE', 'all', []),
    unfixed: [{ finding: planFinding('a'), reason: needs }],
  };
  await keep([safe, draftOf('BREAKING', 'a', ['a']), draftOf('FORCED', 'b', ['b'])]);
  expect(await shownWith('a')).toMatchObject({ plan: 'BREAKING a', reason: needs });
  expect(await shownWith('b')).toMatchObject({
    plan: 'FORCED b',
    reason: { code: 'NEEDS_CODE_CHANGE', planKind: 'FORCED', planGroup: 'b' },
  });
});

test('a finding without a plan keeps its reason; one in the safe plan has none', async () => {
  await keep([draftOf('SAFE', 'all', ['a'])], [{ name: 'b', reason: NO_FIX }]);
  expect(await shownWith('a')).toMatchObject({ plan: 'SAFE all', reason: null });
  expect(await shownWith('b')).toMatchObject({ plan: null, reason: NO_FIX });
});

test('a rejected plan is not proposed again, and its findings are shown with an alternative, or say who rejected it', async () => {
  const both = [draftOf('SAFE', 'all', ['a', 'b']), draftOf('BREAKING', 'a', ['a'])];
  await keep(both);
  const safe = await planOf('SAFE', 'all');
  const rejection = { from: ['PROPOSED'], state: 'REJECTED', decidedBy: 'Ada', decidedAt: NOW } as const;
  await stores.plans.saveState(safe.id, rejection);
  await keep(both);
  expect(await stores.plans.revisions(projectId, 'SAFE', 'all')).toHaveLength(1);
  expect(await shownWith('a')).toMatchObject({ plan: 'BREAKING a' });
  const { plan, reason } = await shownWith('b');
  expect({ plan, code: reason?.code, message: reason?.message }).toEqual({
    plan: null,
    code: 'TURNED_DOWN',
    message: expect.stringContaining('rejected by Ada'),
  });
});

test.each(['PROPOSED', 'FAILED'] as const)(
  'the same edits whose newer proof brings in more are a new revision, which no approval of the %s one covers',
  async (state) => {
    const safe = draftOf('SAFE', 'all', ['a']);
    await keep([safe]);
    const first = await planOf('SAFE', 'all');
    if (state === 'FAILED')
      await stores.plans.saveState(first.id, { from: ['PROPOSED'], state, decidedBy: 'Ada', decidedAt: NOW });
    await keep([safe]);
    expect(await planOf('SAFE', 'all')).toMatchObject({ id: first.id, revision: 1, state });
    const worse = { ...safe, proof: { ...safe.proof, introduced: [planFinding('c')] } };
    await keep([worse]);
    await keep([worse]);
    expect(await stores.plans.revisions(projectId, 'SAFE', 'all')).toMatchObject([
      { revision: 2, state: 'PROPOSED', digest: first.digest, decidedBy: null },
      { id: first.id, revision: 1, state: 'SUPERSEDED' },
    ]);
    await keep([safe]);
    expect(await planOf('SAFE', 'all')).toMatchObject({ revision: 2, state: 'PROPOSED' });
  },
);

test('a dismissed finding has no plan, also where a plan closes it by the way', async () => {
  const [finding] = await stores.findings.list({
    first: 1,
    after: null,
    filter: { projectId, packageName: 'a' },
    order: 'SEVERITY',
  });
  const dismissal = {
    reason: 'NOT_USED',
    comment: null,
    by: 'Ada',
    at: NOW.toISOString(),
    until: null,
  } as const;
  await stores.findings.dismiss([{ id: finding?.id ?? '', dismissal }]);
  await keep([draftOf('SAFE', 'all', ['a', 'b'])]);
  expect(await shownWith('a')).toMatchObject({ plan: null, state: 'DISMISSED' });
  expect(await shownWith('b')).toMatchObject({ plan: 'SAFE all', state: 'OPEN' });
});

describe('an automatic approval', () => {
  const automaticApproval = { kinds: ['SAFE'], maximumStep: 'MINOR', maximumRisk: 'LOW' } as const;
  const low = { level: 'LOW', reasons: [] } as const;

  test('approves in the same breath what it allows, and nothing else', async () => {
    const safe = { ...draftOf('SAFE', 'all', ['a']), risk: low };
    await keep([safe, { ...draftOf('BREAKING', 'b', ['b']), risk: low }], [], { automaticApproval });
    expect(await planOf('SAFE', 'all')).toMatchObject({
      state: 'APPROVED',
      decidedBy: 'policy:all of Backline',
      decidedAt: NOW,
    });
    expect(await planOf('BREAKING', 'b')).toMatchObject({ state: 'PROPOSED', decidedBy: null });
  });

  test.each<[string, Partial<PlanDraft>]>([
    ['that nobody weighed', { risk: null }],
    ['of a higher risk', { risk: { level: 'MEDIUM', reasons: [] } }],
    [
      'that brings in a finding',
      { risk: low, proof: { fixed: [planFinding('a')], remaining: [], introduced: [planFinding('c')] } },
    ],
  ])('leaves a plan %s to a person', async (_, fields) => {
    await keep([{ ...draftOf('SAFE', 'all', ['a']), ...fields }], [], { automaticApproval });
    expect(await planOf('SAFE', 'all')).toMatchObject({ state: 'PROPOSED' });
  });

  test('leaves a project alone that cannot be written to', async () => {
    await db.dataSource.query(`update project set state = 'READ_ONLY' where id = $1`, [projectId]);
    await keep([{ ...draftOf('SAFE', 'all', ['a']), risk: low }], [], { automaticApproval });
    expect(await planOf('SAFE', 'all')).toMatchObject({ state: 'PROPOSED' });
  });
});
