import { ADVISORIES, APP, npmFiles, startTestBackline, type TestBackline } from './backline.js';

jest.setTimeout(120_000);

let world: TestBackline;
let integrationId: string;
beforeEach(async () => {
  world = await startTestBackline();
  await world.importAdvisories(ADVISORIES);
});
afterEach(() => world.close());

const LEFT_ALONE = npmFiles({ 'left-lib': '^1.0.0' }, { 'node_modules/left-lib': { version: '1.0.0' } });
const BACKLINE = { kind: 'BACKLINE' };
const RULE = { kinds: ['SAFE'], maximumStep: 'MINOR', maximumRisk: 'HIGH' };

const POLICY = `releaseAgeDays allowsForced maximumStep openMergeRequests updatedBy
  slaDays { critical high medium low } ignores { advisory packageName reason until } automaticApproval { kinds }
  origins { field isSetHere scope { kind name } }`;
const UPDATE = `mutation ($input: UpdatePolicyInput!) {
  updatePolicy(input: $input) { policy { ${POLICY} } job { name } userErrors { code message path } }
}`;
const PREVIEW = `query ($input: UpdatePolicyInput!) {
  policyPreview(input: $input) { changedFields projects findings plans plansAgain userErrors { code } }
}`;

async function update(scope: object, set: object, unset: readonly string[] = []): Promise<any> {
  const reply = await world.graphql(UPDATE, { input: { scope, set, unset } });
  await world.runJobsUntilIdle();
  return reply.data.updatePolicy;
}

async function preview(scope: object, set: object): Promise<any> {
  return (await world.graphql(PREVIEW, { input: { scope, set } })).data.policyPreview;
}

async function policyOf(path: string): Promise<any> {
  const query = `query ($path: String) { projects(first: 1, filter: { search: $path }) { nodes { id policy { ${POLICY} } } } }`;
  return (await world.graphql(query, { path })).data.projects.nodes[0];
}

const originOf = (policy: any, name: string) =>
  policy.origins.find(({ field }: { field: string }) => field === name)?.scope?.name ?? null;

const plannings = async () =>
  (await world.sql(`select count(*)::int as count from job where name = 'plan-project'`))[0].count;

test('the nearest scope wins field by field; only the projects concerned are planned again', async () => {
  await world.project('shop', APP);
  await world.project('cart', LEFT_ALONE);
  integrationId = await world.connect();
  const cart = await policyOf('acme/cart');
  const group = { kind: 'GROUP', integrationId, groupPath: 'acme' };
  const project = { kind: 'PROJECT', projectId: cart.id };
  expect(cart.policy).toMatchObject({ releaseAgeDays: 3, updatedBy: null });
  expect(originOf(cart.policy, 'releaseAgeDays')).toBeNull();

  const nearest = await update(project, { releaseAgeDays: 1 });
  expect(nearest).toMatchObject({
    policy: { releaseAgeDays: 1, updatedBy: 'token tests' },
    job: { name: 'apply-policy' },
  });
  await update(group, { releaseAgeDays: 7, allowsForced: false });

  const before = await plannings();
  const change = { releaseAgeDays: 9 };
  expect(await preview(BACKLINE, change)).toMatchObject({ projects: 0, plans: 0, plansAgain: true });
  await update(BACKLINE, change);
  expect(await plannings()).toBe(before);
  expect(await preview(group, { releaseAgeDays: 8 })).toEqual({
    changedFields: ['releaseAgeDays'],
    projects: 1,
    findings: 3,
    plans: 1,
    plansAgain: true,
    userErrors: [],
  });
  await update(group, { releaseAgeDays: 8 });
  expect(await plannings()).toBe(before + 1);

  const { policy } = await policyOf('acme/cart');
  expect(policy).toMatchObject({ releaseAgeDays: 1, allowsForced: false, maximumStep: 'MAJOR' });
  expect(['releaseAgeDays', 'allowsForced', 'maximumStep'].map((field) => originOf(policy, field))).toEqual([
    'acme/cart',
    'acme',
    null,
  ]);
  expect((await policyOf('acme/shop')).policy).toMatchObject({ releaseAgeDays: 8 });
  const unset = await update(project, {}, ['releaseAgeDays']);
  expect(unset.policy.releaseAgeDays).toBe(8);
  const { data } = await world.graphql(`{
    policies(first: 10) { totalCount nodes { scope { kind name } history { nodes { message } } } }
    auditEvents(first: 50) { nodes { action actor message } }
  }`);
  expect(data.policies).toMatchObject({
    totalCount: 2,
    nodes: [{ scope: { name: 'All of Backline' } }, { scope: { name: 'acme' } }],
  });
  expect(data.auditEvents.nodes).toContainEqual({
    action: 'policy.updated',
    actor: 'token tests',
    message: 'Changed the policy of acme. release age: 7 days → 8 days.',
  });
});

test('what a new policy does not ask for is no longer planned', async () => {
  await world.project('cart', LEFT_ALONE);
  await world.connect();
  expect((await world.projectByPath('cart')).remediationPlans.nodes).toMatchObject([{ state: 'PROPOSED' }]);
  await update(BACKLINE, { minimumSeverity: 'CRITICAL' });
  const cart = await world.projectByPath('cart');
  expect(cart.remediationPlans.nodes).toMatchObject([{ state: 'SUPERSEDED' }]);
  expect(cart.findings.nodes).toMatchObject([{ state: 'OPEN', unfixedReason: { code: 'BELOW_THRESHOLD' } }]);
});

test('limits hold at once, deadlines as soon as a job has worked out the due dates, and neither plans anything', async () => {
  await world.project('cart', LEFT_ALONE);
  await world.connect();
  const before = await plannings();
  const slaDays = { critical: 1, high: 2, medium: null, low: null };
  const { policy, job } = await update(BACKLINE, { slaDays, openMergeRequests: 0 });
  expect(job).not.toBeNull();
  await world.runJobsUntilIdle();
  expect([policy.slaDays, await plannings()]).toEqual([slaDays, before]);
  const { data } = await world.graphql(
    `{ findings { nodes { firstSeenAt dueAt } } remediationPlans { nodes { id digest } } }`,
  );
  const [{ firstSeenAt, dueAt }] = data.findings.nodes;
  expect(Date.parse(dueAt) - Date.parse(firstSeenAt)).toBe(2 * 86_400_000);
  await world.graphql(
    `mutation ($plans: [PlanToApproveInput!]!) { approvePlans(input: { plans: $plans }) { userErrors { code } } }`,
    { plans: data.remediationPlans.nodes },
  );
  await world.runJobsUntilIdle();
  const waiting = async () => (await world.projectByPath('cart')).remediationPlans.nodes[0];
  expect(await waiting()).toMatchObject({
    state: 'APPROVED',
    job: { waitingFor: expect.stringContaining('policy') },
  });
  await update(BACKLINE, { openMergeRequests: 1 });
  await world.hurryJobs();
  expect(await waiting()).toMatchObject({ state: 'OPEN' });
});

test('an ignore dismisses what it names with the policy as the person, and taking it away opens it again', async () => {
  await world.project('shop', APP);
  await world.connect();
  const until = '2099-01-01T00:00:00.000Z';
  await update(BACKLINE, { ignores: [{ advisory: 'CVE-2023-0001', reason: 'We never call it.', until }] });
  const ignored = await finding('left-lib');
  expect(ignored).toMatchObject({
    state: 'DISMISSED',
    remediationPlan: null,
    dueAt: null,
    dismissal: { reason: 'POLICY', comment: 'We never call it.', by: 'policy:all of Backline', until },
    history: {
      nodes: [
        { action: 'finding.dismissed', actor: 'policy:all of Backline' },
        { action: 'plan.proposed', actor: 'Backline' },
        { action: 'finding.opened', actor: 'Backline' },
      ],
    },
  });
  expect((await world.projectByPath('shop')).openFindings.total).toBe(2);
  const refused = await change('reopenFindings', 'ReopenFindingsInput', { ids: [ignored.id] });
  expect(refused).toMatchObject({ findings: [], userErrors: [{ code: 'STATE_FORBIDS' }] });
  await update(BACKLINE, { ignores: [] });
  expect(await finding('left-lib')).toMatchObject({
    state: 'OPEN',
    dismissal: null,
    remediationPlan: { kind: 'SAFE' },
  });
});

test('a person dismisses with a reason until a date; then it opens by itself, with its history', async () => {
  await world.project('shop', APP);
  await world.connect();
  const { id } = await finding('deep-lib');
  const input = { ids: [id], reason: 'FALSE_POSITIVE', comment: ' Not reachable. ' };
  for (const [bad, code] of [
    [{ ...input, reason: 'POLICY' }, 'BAD_INPUT'],
    [{ ...input, until: '2020-01-01T00:00:00Z' }, 'BAD_INPUT'],
    [{ ...input, ids: [] }, 'BAD_INPUT'],
    [{ ...input, ids: ['RmluZGluZzo5OTk5'] }, 'NOT_FOUND'],
  ] as const) {
    const refused = await change('dismissFindings', 'DismissFindingsInput', bad);
    expect(refused).toMatchObject({ findings: [], userErrors: [{ code }] });
  }
  const until = '2099-01-01T00:00:00.000Z';
  const done = await change('dismissFindings', 'DismissFindingsInput', { ...input, until });
  expect(done).toMatchObject({ findings: [{ id, state: 'DISMISSED' }], userErrors: [] });
  expect(await finding('deep-lib')).toMatchObject({
    dismissal: { reason: 'FALSE_POSITIVE', comment: 'Not reachable.', by: 'token tests', until },
    remediationPlan: null,
  });
  await world.sql(
    `update finding set dismissed_until = now() - interval '1 minute' where state = 'DISMISSED'`,
  );
  for (let tries = 0; tries < 40 && (await finding('deep-lib')).state === 'DISMISSED'; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 250));
  await world.runJobsUntilIdle();
  expect(await finding('deep-lib')).toMatchObject({
    state: 'OPEN',
    dismissal: null,
    remediationPlan: { kind: 'SAFE' },
    history: {
      nodes: [
        { action: 'plan.proposed', actor: 'Backline' },
        { action: 'finding.reopened', actor: 'Backline' },
        { action: 'finding.dismissed', actor: 'token tests' },
        { action: 'plan.proposed', actor: 'Backline' },
        { action: 'finding.opened', actor: 'Backline' },
      ],
    },
  });
  await change('dismissFindings', 'DismissFindingsInput', input);
  await change('reopenFindings', 'ReopenFindingsInput', { ids: [id] });
  expect(await finding('deep-lib')).toMatchObject({ state: 'OPEN', remediationPlan: { kind: 'SAFE' } });
});

test('a rule approves what it allows by itself, what waits already too, and says so', async () => {
  await world.project('cart', LEFT_ALONE);
  await world.connect();
  const group = { kind: 'GROUP', integrationId: await onlyIntegration(), groupPath: 'acme' };
  expect((await world.projectByPath('cart')).remediationPlans.nodes).toMatchObject([{ state: 'PROPOSED' }]);
  await update(group, { automaticApproval: { ...RULE, kinds: ['BREAKING'] } });
  expect((await world.projectByPath('cart')).remediationPlans.nodes).toMatchObject([{ state: 'PROPOSED' }]);
  const { job } = await update(group, { automaticApproval: RULE });
  expect(job).toEqual({ name: 'apply-policy' });
  await world.runJobsUntilIdle();
  const cart = await world.projectByPath('cart');
  expect(cart.remediationPlans.nodes).toMatchObject([
    { state: 'OPEN', decidedBy: 'policy:acme', mergeRequest: { iid: 1 } },
  ]);
  const approval = cart.history.nodes.find(({ action }: { action: string }) => action === 'plan.approved');
  expect(approval).toMatchObject({ actor: 'policy:acme' });
  expect(approval.message).toContain(
    `by the policy of acme with digest ${cart.remediationPlans.nodes[0].digest.slice(0, 12)}`,
  );

  await world.project('till', LEFT_ALONE);
  await sync();
  expect((await world.projectByPath('till')).remediationPlans.nodes).toMatchObject([
    { state: 'OPEN', decidedBy: 'policy:acme' },
  ]);
});

test.each<[object, object, readonly string[], string, readonly string[]]>([
  [{ kind: 'PROJECT' }, {}, [], 'BAD_INPUT', ['input', 'scope', 'projectId']],
  [{ kind: 'PROJECT', projectId: 'UHJvamVjdDo5OTk5' }, {}, [], 'NOT_FOUND', ['input', 'scope']],
  [{ kind: 'INTEGRATION', integrationId: 'SW50ZWdyYXRpb246OTk' }, {}, [], 'NOT_FOUND', ['input', 'scope']],
  [BACKLINE, { releaseAgeDays: 5_000 }, [], 'BAD_INPUT', ['input', 'set', 'releaseAgeDays']],
  [BACKLINE, { maximumStep: null }, [], 'BAD_INPUT', ['input', 'set', 'maximumStep']],
  [BACKLINE, { ignores: [{ reason: 'Nothing named.' }] }, [], 'BAD_INPUT', ['input', 'set', 'ignores', '0']],
  [BACKLINE, { releaseAgeDays: 5 }, ['releaseAgeDays'], 'BAD_INPUT', ['input', 'unset']],
])('the policy %j with %j and without %j is refused with %s at %j', async (scope, set, unset, code, path) => {
  const payload = await update(scope, set, unset);
  expect(payload).toMatchObject({ policy: null, job: null, userErrors: [{ code, path }] });
});

test('policies are read by who reads, changed by who administers', async () => {
  const secretOf = async (scope: string) => {
    const query = `mutation { createApiToken(input: { name: "t", scopes: [${scope}] }) { secret } }`;
    return (await world.graphql(query)).data.createApiToken.secret;
  };
  const [reader, approver] = [await secretOf('READ'), await secretOf('APPROVE')];
  const input = { scope: BACKLINE, set: { releaseAgeDays: 5 } };
  const read = await world.graphql(
    `{ policy(scope: { kind: BACKLINE }) { releaseAgeDays } }`,
    {},
    { token: reader },
  );
  expect(read.data.policy.releaseAgeDays).toBe(3);
  const refused = await world.graphql(UPDATE, { input }, { token: approver });
  expect(refused.errors[0]?.extensions['code']).toBe('FORBIDDEN');
});

async function finding(name: string): Promise<any> {
  const query = `query ($name: String) { findings(filter: { packageName: $name }) { nodes {
    id state dueAt dismissal { reason comment by until } remediationPlan { kind } history { nodes { action actor } } } } }`;
  return (await world.graphql(query, { name })).data.findings.nodes[0];
}

async function change(name: string, type: string, input: object): Promise<any> {
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { findings { id state } userErrors { code } } }`;
  const reply = await world.graphql(query, { input });
  await world.runJobsUntilIdle();
  return reply.data[name];
}

async function onlyIntegration(): Promise<string> {
  return (await world.graphql(`{ integrations { nodes { id } } }`)).data.integrations.nodes[0].id;
}

async function sync(): Promise<void> {
  await world.graphql(
    `mutation ($id: ID!) { syncIntegration(input: { id: $id }) { userErrors { message } } }`,
    { id: await onlyIntegration() },
  );
  await world.runJobsUntilIdle();
}
