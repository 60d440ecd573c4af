import { ADVISORIES, APP, npmFiles, startTestBackline, type TestBackline } from './backline.js';

jest.setTimeout(120_000);

let world: TestBackline;
beforeAll(async () => {
  world = await startTestBackline();
  await world.importAdvisories(ADVISORIES);
});
afterAll(() => world.close());

const LEFT_ALONE = npmFiles({ 'left-lib': '^1.0.0' }, { 'node_modules/left-lib': { version: '1.0.0' } });
const PINNED = npmFiles({ 'stuck-lib': '^1.0.0' }, { 'node_modules/stuck-lib': { version: '1.0.0' } });
const CLEAN = npmFiles({ 'left-lib': '^1.0.0' }, { 'node_modules/left-lib': { version: '1.0.2' } });

const CAMPAIGN = `query ($input: CampaignInput!, $after: String, $state: [FindingState!]) {
  campaign(input: $input) {
    id kind ecosystem packageName openFindings openProjects
    advisoryGroup { ids }
    totals {
      projects openProjects planned
      findings { open inProgress fixed dismissed }
      unplanned { code count } plans { state count } mergeRequests { state count }
    }
    projects(first: 2, after: $after, filter: { state: $state }) {
      totalCount pageInfo { endCursor hasNextPage }
      nodes { state findings { open fixed } project { path } remediationPlan { kind state } unfixedReason { code } }
    }
    safePlans(first: 100) { totalCount nodes { id digest kind state } }
  }
}`;
const APPROVE_ALL = `mutation ($plans: [PlanToApproveInput!]!) {
  approvePlans(input: { plans: $plans }) {
    results { id remediationPlan { state } job { id } userErrors { code path } }
    userErrors { code path }
  }
}`;

async function campaign(input: Record<string, string>, more: Record<string, unknown> = {}): Promise<any> {
  return (await world.graphql(CAMPAIGN, { input, ...more })).data.campaign;
}

async function approve(plans: readonly { id: string; digest: string }[]): Promise<any> {
  const named = plans.map(({ id, digest }) => ({ id, digest }));
  return (await world.graphql(APPROVE_ALL, { plans: named })).data.approvePlans;
}

test('one advisory across all projects, from who is concerned to the last that is merged', async () => {
  const ids = [
    await world.project('shop', APP),
    await world.project('cart', LEFT_ALONE),
    await world.project('till', LEFT_ALONE),
  ];
  await world.project('museum', PINNED);
  await world.project('clean', CLEAN);
  await world.connect();

  const begun = await campaign({ advisory: 'CVE-2023-0001' });
  expect(begun).toMatchObject({
    kind: 'ADVISORY',
    openFindings: 3,
    openProjects: 3,
    advisoryGroup: { ids: expect.arrayContaining(['CVE-2023-0001', 'GHSA-aaaa-aaaa-aaaa']) },
    totals: {
      projects: 3,
      openProjects: 3,
      planned: 3,
      findings: { open: 3, inProgress: 0, fixed: 0, dismissed: 0 },
      unplanned: [],
      plans: [{ state: 'PROPOSED', count: 3 }],
      mergeRequests: [],
    },
    safePlans: { totalCount: 3 },
  });
  expect((await campaign({ id: begun.id })).totals).toEqual(begun.totals);
  const next = await campaign({ id: begun.id }, { after: begun.projects.pageInfo.endCursor });
  const paths = [...begun.projects.nodes, ...next.projects.nodes].map(({ project }) => project.path);
  expect(new Set(paths)).toEqual(new Set(['acme/cart', 'acme/shop', 'acme/till']));
  expect([begun.projects.totalCount, next.projects.pageInfo.hasNextPage]).toEqual([3, false]);

  const [first, ...others] = begun.safePlans.nodes;
  const mixed = await approve([{ id: first.id, digest: 'f'.repeat(64) }, ...others]);
  expect(mixed.results.map((each: any) => each.userErrors[0]?.code ?? each.remediationPlan.state)).toEqual([
    'STALE_DIGEST',
    'APPROVED',
    'APPROVED',
  ]);
  const again = await approve(begun.safePlans.nodes);
  expect(again.results.flatMap((each: any) => each.userErrors)).toEqual([]);
  await world.runJobsUntilIdle();
  expect(await campaign({ id: begun.id })).toMatchObject({
    totals: {
      findings: { open: 0, inProgress: 3 },
      plans: [{ state: 'OPEN', count: 3 }],
      mergeRequests: [{ state: 'OPENED', count: 3 }],
    },
    safePlans: { totalCount: 0 },
  });

  for (const [index, id] of ids.entries()) {
    await world.simulator.mergeMergeRequest(id, 1);
    await world.simulator.settle();
    await followMergeRequests();
    const { openFindings, totals } = await campaign({ id: begun.id });
    const merged = index + 1;
    expect({ openFindings, totals }).toMatchObject({
      openFindings: 3 - merged,
      totals: { projects: 3, openProjects: 3 - merged, findings: { fixed: merged, inProgress: 3 - merged } },
    });
  }
  const done = await campaign({ id: begun.id }, { state: ['FIXED'] });
  expect(done.projects).toMatchObject({
    totalCount: 3,
    nodes: [{ state: 'FIXED', findings: { open: 0, fixed: 1 }, remediationPlan: { state: 'MERGED' } }, {}],
  });
  expect(done.totals).toMatchObject({
    plans: [{ state: 'MERGED', count: 3 }],
    mergeRequests: [{ state: 'MERGED', count: 3 }],
  });
});

test('a package without a fix says why, project by project', async () => {
  expect(await campaign({ ecosystem: 'npm', package: 'stuck-lib' })).toMatchObject({
    kind: 'PACKAGE',
    ecosystem: 'npm',
    packageName: 'stuck-lib',
    advisoryGroup: null,
    totals: { projects: 2, planned: 0, unplanned: [{ code: 'NO_FIXED_VERSION', count: 2 }], plans: [] },
    projects: {
      nodes: [
        { state: 'OPEN', remediationPlan: null, unfixedReason: { code: 'NO_FIXED_VERSION' } },
        { state: 'OPEN', remediationPlan: null, unfixedReason: { code: 'NO_FIXED_VERSION' } },
      ],
    },
  });
});

test('lists what concerns most open findings first, page by page, and no campaign that is done', async () => {
  const list = async (kind: string, after: string | null = null) => {
    const query = `query ($kind: CampaignKind!, $after: String) { campaigns(filter: { kind: $kind }, first: 1, after: $after) {
      totalCount nodes { openFindings packageName advisoryGroup { primaryId } } pageInfo { endCursor hasNextPage } } }`;
    return (await world.graphql(query, { kind, after })).data.campaigns;
  };
  await world.project('late', LEFT_ALONE);
  await sync();
  const advisories = await list('ADVISORY');
  expect(advisories).toMatchObject({
    totalCount: 2,
    nodes: [{ openFindings: 2, advisoryGroup: { primaryId: 'GHSA-cccc-cccc-cccc' } }],
    pageInfo: { hasNextPage: true },
  });
  const rest = await list('ADVISORY', advisories.pageInfo.endCursor);
  expect(rest).toMatchObject({ nodes: [{ openFindings: 1 }], pageInfo: { hasNextPage: false } });
  const packages = await list('PACKAGE');
  expect(packages.nodes).toMatchObject([{ openFindings: 2, packageName: 'stuck-lib' }]);
  expect((await list('PACKAGE', packages.pageInfo.endCursor)).nodes).toMatchObject([
    { packageName: 'left-lib' },
  ]);
});

test.each<[Record<string, string>, string | null]>([
  [{ advisory: 'CVE-1999-0000' }, null],
  [{}, 'input.advisory'],
  [{ ecosystem: 'npm' }, 'input.advisory'],
  [{ ecosystem: 'constructor', package: 'x' }, 'input.ecosystem'],
  [{ id: 'Q2FtcGFpZ246eA' }, 'input.id'],
])('%j is answered with nothing or with why not', async (input, field) => {
  const reply = await world.graphql(CAMPAIGN, { input }, { token: world.adminToken });
  if (field === null) expect(reply).toMatchObject({ errors: [], data: { campaign: null } });
  else expect(reply.errors[0]?.extensions['code']).toBe('BAD_INPUT');
});

async function followMergeRequests(): Promise<void> {
  const { data } = await world.graphql(`{ mergeRequests(first: 100) { nodes { id state } } }`);
  for (const { id, state } of data.mergeRequests.nodes) {
    if (state !== 'OPENED') continue;
    await world.graphql(
      `mutation ($id: ID!) { refreshMergeRequest(input: { id: $id }) { userErrors { message } } }`,
      { id },
    );
  }
  await world.runJobsUntilIdle();
}

async function sync(): Promise<void> {
  const { data } = await world.graphql(`{ integrations { nodes { id } } }`);
  await world.graphql(
    `mutation ($id: ID!) { syncIntegration(input: { id: $id }) { userErrors { message } } }`,
    { id: data.integrations.nodes[0].id },
  );
  await world.runJobsUntilIdle();
}
