import { advisory, npmFiles, startTestBackline, type TestBackline } from './backline.js';

jest.setTimeout(120_000);

let world: TestBackline;
let project: any;
beforeAll(async () => {
  world = await startTestBackline();
  await world.importAdvisories([
    advisory('GHSA-aaaa-aaaa-aaaa', 'left-lib', '1.0.1', { aliases: ['CVE-2023-0001'] }),
    advisory('GHSA-dddd-dddd-dddd', 'left-lib', '2.0.0', { aliases: ['CVE-2023-0004'] }),
  ]);
  const files = npmFiles({ 'left-lib': '^1.0.0' }, { 'node_modules/left-lib': { version: '1.0.0' } });
  await world.project('shop', { ...files, 'src/app.js': "import left from 'left-lib';\n" });
  await world.connect();
  project = (await world.graphql(PROJECT)).data.projects.nodes[0];
});
afterAll(() => world.close());

const PLAN = `id kind state riskLevel largestStep introducedCount risk { level reasons }
  alternatives { id kind }
  changes { name from to means manifests evidence { risk { level reasons } links { kind url } usage { files count isComplete } unmet { kind name range present } } }`;
const PROJECT = `{ projects(first: 1) { nodes {
  id
  remediationPlans(first: 20, filter: { state: [PROPOSED] }) { nodes { ${PLAN} } }
  findings { nodes { id advisoryGroup { ids } remediationPlan { id kind } unfixedReason { code planKind planGroup offeredBy { id kind } } } }
} } }`;

const planOf = (kind: string) => project.remediationPlans.nodes.find((plan: any) => plan.kind === kind);

test('each kind of plan has its risk and evidence, and names the others that close the same', () => {
  const [safe, breaking] = [planOf('SAFE'), planOf('BREAKING')];
  expect(safe).toMatchObject({
    largestStep: 'PATCH',
    introducedCount: 0,
    changes: [
      { name: 'left-lib', from: '1.0.0', to: '1.0.1', means: 'LIFT', manifests: ['package-lock.json'] },
    ],
    alternatives: [{ id: breaking.id }],
  });
  expect(breaking).toMatchObject({
    largestStep: 'MAJOR',
    riskLevel: breaking.risk.level,
    changes: [{ name: 'left-lib', to: '2.0.0', means: 'RAISE' }],
    alternatives: [{ id: safe.id }],
  });
  const [{ evidence }] = breaking.changes;
  expect(evidence.usage).toEqual({ files: ['src/app.js'], count: 1, isComplete: true });
  expect(breaking.risk.reasons.length).toBeGreaterThan(0);
});

test('a finding is shown with the safest plan, one that only a breaking plan closes says so', () => {
  const byAdvisory = (id: string) =>
    project.findings.nodes.find((finding: any) => finding.advisoryGroup.ids.includes(id));
  expect(byAdvisory('CVE-2023-0001')).toMatchObject({
    remediationPlan: { kind: 'SAFE' },
    unfixedReason: null,
  });
  const breaking = planOf('BREAKING');
  const last = byAdvisory('CVE-2023-0004');
  expect(last.remediationPlan).toEqual({ id: breaking.id, kind: 'BREAKING' });
  expect(last.unfixedReason).toMatchObject({
    code: 'NEEDS_CODE_CHANGE',
    planKind: 'BREAKING',
    offeredBy: { id: breaking.id, kind: 'BREAKING' },
  });
});

test.each<[object, readonly string[]]>([
  [{ package: 'left-lib' }, ['BREAKING', 'SAFE']],
  [{ package: 'nobody' }, []],
  [{ advisory: 'CVE-2023-0001' }, ['BREAKING', 'SAFE']],
  [{ advisory: 'GHSA-dddd-dddd-dddd' }, ['BREAKING']],
  [{ advisory: 'CVE-1999-0000' }, []],
])('plans filtered by %j are %j', async (filter, kinds) => {
  const query = `query ($filter: RemediationPlanFilter) { remediationPlans(filter: $filter) { totalCount nodes { kind } } }`;
  const reply = await world.graphql(query, { filter });
  const { totalCount, nodes } = reply.data.remediationPlans;
  expect(new Set(nodes.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(kinds));
  expect(totalCount).toBe(kinds.length);
});

test('plans are filtered by risk and by the finding that they close', async () => {
  const query = `query ($filter: RemediationPlanFilter) { remediationPlans(filter: $filter) { nodes { id riskLevel } } }`;
  for (const plan of project.remediationPlans.nodes) {
    const { nodes } = (await world.graphql(query, { filter: { risk: [plan.riskLevel] } })).data
      .remediationPlans;
    expect(nodes).toContainEqual({ id: plan.id, riskLevel: plan.riskLevel });
    expect(new Set(nodes.map(({ riskLevel }: any) => riskLevel))).toEqual(new Set([plan.riskLevel]));
  }
  const [finding] = project.findings.nodes;
  const found = await world.graphql(query, { filter: { finding: finding.id } });
  expect(found.data.remediationPlans.nodes.map(({ id }: any) => id)).toContain(finding.remediationPlan.id);
});

test('a draft of before there was evidence reads as one without', async () => {
  await world.sql(
    `update remediation_plan set risk = null, draft = (draft - 'risk')
       || jsonb_build_object('changes', (select jsonb_agg(change - 'manifests' - 'evidence') from jsonb_array_elements(draft->'changes') as change))`,
  );
  const { nodes } = (await world.graphql(PROJECT)).data.projects.nodes[0].remediationPlans;
  for (const plan of nodes)
    expect(plan).toMatchObject({
      riskLevel: null,
      risk: null,
      changes: [{ manifests: ['package-lock.json'], evidence: null }],
    });
});
