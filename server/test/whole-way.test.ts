import {
  ADVISORIES,
  APP,
  advisory,
  CONNECT,
  npmFiles,
  startTestBackline,
  type TestBackline,
} from './backline.js';
import { startTestServer } from './http-server.js';
import { ACCESS } from '../simulator/state.js';

jest.setTimeout(60_000);

let world: TestBackline;
beforeEach(async () => {
  world = await startTestBackline();
});
afterEach(async () => {
  await world.close();
});

const APPROVE = `mutation ($input: ApprovePlanInput!) {
  approvePlan(input: $input) { remediationPlan { id state digest revision } job { id } userErrors { code message path } }
}`;

async function connectWith(input: Record<string, unknown>) {
  const reply = await world.graphql(CONNECT, {
    input: { url: world.simulator.url, token: world.bot.token.value, ...input },
  });
  return reply.data.connectIntegration;
}

describe('connecting by the API alone', () => {
  it('names each failure, what to do about it, and keeps it in the history without an integration', async () => {
    const other = await startTestServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Hello</html>');
    });
    const { simulator, bot } = world;
    const short = simulator.createToken({ userId: bot.user.id, scopes: ['read_api'] });
    const expired = simulator.createToken({ userId: bot.user.id, scopes: ['api'], expiresAt: '2020-01-01' });
    const revoked = simulator.createToken({ userId: bot.user.id, scopes: ['api'] });
    simulator.revokeToken(revoked.id);
    const cases: readonly (readonly [string, Record<string, unknown>])[] = [
      ['ADDRESS_INVALID', { url: 'not an address' }],
      ['ADDRESS_INVALID', { url: 'ftp://gitlab.example' }],
      ['ADDRESS_FORBIDDEN', { url: 'http://127.1.2.3:1' }],
      ['ADDRESS_FORBIDDEN', { url: 'http://169.254.169.254' }],
      ['GITLAB_UNREACHABLE', { url: 'http://127.0.0.1:1' }],
      ['GITLAB_TLS', { url: simulator.url.replace('http:', 'https:') }],
      ['NOT_GITLAB', { url: other.url }],
      ['TOKEN_INVALID', { token: 'glpat-unknown-unknown-un' }],
      ['TOKEN_INVALID', { token: 'has a space' }],
      ['TOKEN_INVALID', { token: '' }],
      ['TOKEN_EXPIRED', { token: expired.value }],
      ['TOKEN_REVOKED', { token: revoked.value }],
      ['TOKEN_SCOPE_MISSING', { token: short.value }],
    ];
    for (const [code, input] of cases) {
      const payload = await connectWith(input);
      expect({ input, code: payload.userErrors[0]?.code }).toEqual({ input, code });
      expect(payload.integration).toBeNull();
      const failed = payload.checks.filter(({ state }: { state: string }) => state === 'FAILED');
      expect(failed.length).toBeGreaterThan(0);
      expect(failed[0].remedy).toEqual(expect.stringMatching(/\w{3}/));
    }
    await other.close();
    const history = await world.graphql(
      `{ auditEvents(first: 100) { nodes { action message } } integrations { totalCount } }`,
    );
    const failures = history.data.auditEvents.nodes.filter(
      ({ action }: { action: string }) => action === 'integration.connect-failed',
    );
    expect(failures).toHaveLength(cases.length);
    expect(history.data.integrations.totalCount).toBe(0);
    for (const secret of [short.value, expired.value, revoked.value, bot.token.value])
      expect(history.text).not.toContain(secret);
  });

  it('connects once under one idempotency key, also when asked twice at the same time', async () => {
    const key = { idempotencyKey: 'k1' };
    const [one, two] = await Promise.all([connectWith(key), connectWith(key)]);
    expect(one.integration.id).toBe(two.integration.id);
    expect((await connectWith(key)).integration.id).toBe(one.integration.id);
    expect((await connectWith({ ...key, name: 'Other' })).userErrors).toEqual([
      expect.objectContaining({ code: 'CONFLICT', path: ['input', 'idempotencyKey'] }),
    ]);
  });

  it('refuses to connect the same account twice, also at the same time, and says so in the history', async () => {
    const both = await Promise.all([connectWith({}), connectWith({})]);
    expect(both.filter(({ integration }) => integration !== null)).toHaveLength(1);
    expect(both.flatMap(({ userErrors }) => userErrors)).toEqual([
      expect.objectContaining({ code: 'CONFLICT' }),
    ]);
    const { data } = await world.graphql(
      `{ auditEvents { nodes { action message } } integrations { totalCount } }`,
    );
    expect(data.integrations.totalCount).toBe(1);
    expect(data.auditEvents.nodes.map(({ action }: { action: string }) => action)).toContain(
      'integration.connect-failed',
    );
  });

  it('keeps the token sealed: it stands nowhere in the database', async () => {
    await world.project('shop', APP);
    await world.connect();
    await connectWith({ idempotencyKey: 'again', token: 'glpat-another-secret-token' });
    const columns: { t: string; c: string }[] = await world.sql(
      `select table_name as t, column_name as c from information_schema.columns where table_schema = 'public'
       and data_type in ('text', 'jsonb', 'character varying', 'ARRAY')`,
    );
    for (const secret of [world.bot.token.value, 'glpat-another-secret-token', world.adminToken]) {
      for (const { t, c } of columns) {
        const [found] = await world.sql(
          `select count(*)::int as n from "${t}" where strpos("${c}"::text, $1) > 0`,
          [secret],
        );
        expect({ t, c, n: found.n }).toEqual({ t, c, n: 0 });
      }
    }
  });
});

describe('the whole way by the API alone', () => {
  it('finds, plans, asks, opens exactly what was approved, and follows it to the merge', async () => {
    const { simulator } = world;
    await world.importAdvisories(ADVISORIES);
    const id = await world.project('shop', APP);
    await world.connect();
    const before = await world.projectByPath('shop');
    expect(before).toMatchObject({
      state: 'READY',
      analysisState: 'DONE',
      dependencyCount: 4,
      openFindings: { total: 3, high: 3 },
    });
    const [plan] = before.remediationPlans.nodes;
    expect(plan).toMatchObject({
      state: 'PROPOSED',
      title: 'Fix 2 vulnerabilities in 2 packages',
      fixedCounts: { total: 2 },
    });
    expect(plan.preview.description).toContain('This fixes 2 findings (2 high)');
    expect(simulator.state.projects.get(id)?.mergeRequests.size).toBe(0);

    const stale = await world.graphql(APPROVE, { input: { id: plan.id, digest: 'f'.repeat(64) } });
    expect(stale.data.approvePlan).toMatchObject({
      remediationPlan: { digest: plan.digest, state: 'PROPOSED' },
      userErrors: [{ code: 'STALE_DIGEST', path: ['input', 'digest'] }],
    });
    const approvals = await Promise.all(
      [1, 2].map(() => world.graphql(APPROVE, { input: { id: plan.id, digest: plan.digest } })),
    );
    for (const { data } of approvals) expect(data.approvePlan.userErrors).toEqual([]);
    await world.runJobsUntilIdle();

    const open = await world.projectByPath('shop');
    expect(open.remediationPlans.nodes).toHaveLength(1);
    expect(open.remediationPlans.nodes[0]).toMatchObject({
      state: 'OPEN',
      decidedBy: 'token tests',
      mergeRequest: { iid: 1, state: 'OPENED' },
    });
    const states = new Map(open.findings.nodes.map((finding: any) => [finding.packageName, finding.state]));
    expect(Object.fromEntries(states)).toEqual({
      'left-lib': 'IN_PROGRESS',
      'deep-lib': 'IN_PROGRESS',
      'stuck-lib': 'OPEN',
    });

    const project = simulator.state.projects.get(id);
    expect(project?.mergeRequests.size).toBe(1);
    const branches = [...((await project?.repository.branches()) ?? [])].map(
      (each: any) => each.name ?? each[0],
    );
    expect(new Set(branches)).toEqual(new Set([plan.branchName, 'main']));
    const [stored] = await world.sql('select edit_texts from remediation_plan');
    expect(stored.edit_texts).toHaveLength(1);
    for (const edit of stored.edit_texts)
      expect(await simulator.readFile(id, { path: edit.path, ref: plan.branchName })).toBe(edit.newText);
    expect(await simulator.readFile(id, { path: 'package.json', ref: plan.branchName })).toBe(
      APP['package.json'],
    );

    await simulator.mergeMergeRequest(id, 1);
    await simulator.settle();
    const mr = open.mergeRequests.nodes[0];
    const refreshed = await world.graphql(
      `mutation ($id: ID!) { refreshMergeRequest(input: { id: $id }) { mergeRequest { state } userErrors { message } } }`,
      { id: mr.id },
    );
    expect(refreshed.data.refreshMergeRequest.mergeRequest.state).toBe('MERGED');
    await world.runJobsUntilIdle();
    const merged = await world.projectByPath('shop');
    expect(merged.remediationPlans.nodes).toMatchObject([{ state: 'MERGED' }]);
    expect(merged.openFindings.total).toBe(1);
    expect(merged.findings.nodes.map(({ state }: { state: string }) => state).toSorted()).toEqual([
      'FIXED',
      'FIXED',
      'OPEN',
    ]);
    expect(merged.history.nodes.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining([
        'plan.proposed',
        'plan.approved',
        'merge-request.opened',
        'merge-request.merged',
      ]),
    );
  });

  it('opens the findings again when the merge request is closed, and does not propose the same again', async () => {
    await world.importAdvisories(ADVISORIES);
    const id = await world.project('shop', APP);
    const integration = await world.connect();
    const [plan] = (await world.projectByPath('shop')).remediationPlans.nodes;
    await world.graphql(APPROVE, { input: { id: plan.id, digest: plan.digest } });
    await world.runJobsUntilIdle();
    await world.simulator.closeMergeRequest(id, 1);
    await world.sql(`update merge_request set checked_at = now() - interval '2 hours', next_look_at = now()`);
    await expectEventually(
      async () => (await world.projectByPath('shop')).remediationPlans.nodes[0].state,
      'CLOSED',
    );
    await world.runJobsUntilIdle();
    await world.graphql(
      `mutation ($id: ID!) { syncIntegration(input: { id: $id }) { userErrors { message } } }`,
      { id: integration },
    );
    const project = await world.projectByPath('shop');
    await world.graphql(
      `mutation ($id: ID!) { analyzeProject(input: { id: $id, force: true }) { userErrors { message } } }`,
      { id: project.id },
    );
    await world.runJobsUntilIdle();
    const after = await world.projectByPath('shop');
    expect(after.remediationPlans.nodes).toHaveLength(1);
    expect(after.findings.nodes.map(({ state }: { state: string }) => state)).toEqual([
      'OPEN',
      'OPEN',
      'OPEN',
    ]);
    expect(after.findings.nodes.filter((each: any) => each.remediationPlan !== null)).toEqual([]);
    const reasons = after.findings.nodes.map((each: any) => each.unfixedReason?.code).toSorted();
    expect(reasons).toEqual(['NO_FIXED_VERSION', 'TURNED_DOWN', 'TURNED_DOWN']);
  });

  it('lists what cannot be worked on with the reason, and writes nothing there', async () => {
    const { simulator, bot } = world;
    await world.importAdvisories(ADVISORIES);
    const plain = { namespace: 'acme', files: APP };
    await simulator.createProject({ ...plain, path: 'archived', isArchived: true });
    await simulator.createProject({ namespace: 'acme', path: 'empty' });
    await simulator.createProject({ ...plain, path: 'mirror', isMirror: true });
    await simulator.createProject({ ...plain, path: 'no-requests', mergeRequestsAccess: 'disabled' });
    const reporter = await simulator.createProject({ ...plain, namespace: 'other', path: 'reporter' });
    simulator.addMember(reporter.id, { userId: bot.user.id, level: ACCESS.reporter });
    await world.connect();
    const { data } = await world.graphql(
      `{ projects(orderBy: { field: PATH }) { nodes { path state analysisState reasons { code message } dependencyCount remediationPlans { nodes { id digest } } } } }`,
    );
    const rows = data.projects.nodes.map((each: any) => [
      each.path,
      each.state,
      each.reasons[0].code,
      each.dependencyCount,
    ]);
    expect(rows).toEqual([
      ['acme/archived', 'READ_ONLY', 'ARCHIVED', 4],
      ['acme/empty', 'UNAVAILABLE', 'EMPTY', 0],
      ['acme/mirror', 'READ_ONLY', 'MIRROR', 4],
      ['acme/no-requests', 'READ_ONLY', 'MERGE_REQUESTS_DISABLED', 4],
      ['other/reporter', 'READ_ONLY', 'ACCESS_TOO_LOW', 4],
    ]);
    for (const project of data.projects.nodes) {
      for (const plan of project.remediationPlans.nodes) {
        const reply = await world.graphql(APPROVE, { input: { id: plan.id, digest: plan.digest } });
        expect(reply.data.approvePlan.userErrors).toMatchObject([{ code: 'STATE_FORBIDS' }]);
      }
    }
  });
});

describe('what an analysis costs', () => {
  it('asks the API at most 3 times for a changed project, and never for an unchanged one', async () => {
    const { simulator } = world;
    await world.importAdvisories(ADVISORIES);
    const id = await world.project('shop', APP);
    await world.connect();
    const project = await world.projectByPath('shop');
    const analyse = async () => {
      simulator.requestLog.clear();
      await world.graphql(`mutation ($id: ID!) { analyzeProject(input: { id: $id }) { job { id } } }`, {
        id: project.id,
      });
      await world.runJobsUntilIdle();
      return {
        api: simulator.requestLog.count('api'),
        git: simulator.requestLog.entries
          .filter(({ kind }) => kind === 'git')
          .map(({ path }) => path.replace(/^.*\.git/, '')),
      };
    };
    const unchanged = await analyse();
    expect(unchanged.api).toBe(0);
    expect(
      unchanged.git.filter((path) => path.includes('upload-pack') && !path.includes('info/refs')).length,
    ).toBeLessThanOrEqual(1);
    await simulator.commitFiles(id, {
      files: npmFiles({ 'left-lib': '^1.0.0' }, { 'node_modules/left-lib': { version: '1.0.0' } }),
    });
    expect((await analyse()).api).toBeLessThanOrEqual(3);
    expect((await world.projectByPath('shop')).dependencyCount).toBe(1);
  });

  it('concerns every project by a new advisory without reading a repository', async () => {
    await world.project('shop', APP);
    await world.project('fork', APP);
    await world.connect();
    world.simulator.requestLog.clear();
    await world.importAdvisories([advisory('GHSA-aaaa-aaaa-aaaa', 'left-lib', '1.0.1')]);
    const { data } = await world.graphql(`{ findings { totalCount } remediationPlans { totalCount } }`);
    expect(data).toMatchObject({ findings: { totalCount: 2 }, remediationPlans: { totalCount: 2 } });
    expect(world.simulator.requestLog.count()).toBe(0);
    await world.importAdvisories([
      advisory('GHSA-aaaa-aaaa-aaaa', 'left-lib', '1.0.1', {
        modified: '2025-01-01T00:00:00Z',
        withdrawn: '2025-01-01T00:00:00Z',
      }),
    ]);
    const project = await world.projectByPath('shop');
    expect(project.findings.nodes).toMatchObject([{ state: 'FIXED' }]);
    expect(project.remediationPlans.nodes).toMatchObject([
      { state: 'SUPERSEDED', stateReason: 'It is no longer needed.' },
    ]);
  });
});

async function expectEventually(read: () => Promise<unknown>, wanted: unknown): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const value = await read();
    if (value === wanted || Date.now() > deadline) {
      expect(value).toEqual(wanted);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
