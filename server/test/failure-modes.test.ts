import { setTimeout as wait } from 'node:timers/promises';
import {
  ADVISORIES,
  advisory,
  APP,
  CONNECT,
  npmFiles,
  startTestBackline,
  type TestBackline,
} from './backline.js';

jest.setTimeout(60_000);

let world: TestBackline;
let shop: number;
let integration: string;
beforeEach(async () => {
  world = await startTestBackline();
  await world.importAdvisories(ADVISORIES);
  shop = await world.project('shop', APP);
  integration = await world.connect();
});
afterEach(async () => {
  await world.close();
});

const PLAN = `mutation ($id: ID!, $digest: String!) {
  approvePlan(input: { id: $id, digest: $digest }) { remediationPlan { id state digest } userErrors { code message } }
}`;

async function latestPlan(path = 'shop') {
  const [plan] = (await world.projectByPath(path)).remediationPlans.nodes;
  return plan;
}

async function approve() {
  const plan = await latestPlan();
  const { data } = await world.graphql(PLAN, { id: plan.id, digest: plan.digest });
  expect(data.approvePlan.userErrors).toEqual([]);
  return plan;
}

/** Approves while the worker cannot take the job, does something, and lets it go on. */
async function approveAndMeanwhile(work: () => Promise<unknown>) {
  await world.sql(`update job_lane set is_paused = true, pause_reason = 'test'`);
  const plan = await approve();
  await work();
  await world.sql(`update job_lane set is_paused = false, pause_reason = null`);
  await world.sql(`select pg_notify('backline_job_wake', '')`);
  await world.runJobsUntilIdle();
  return plan;
}

async function mutate(call: string) {
  const { data } = await world.graphql(`mutation { ${call} { userErrors { code message } } }`);
  return Object.values(data)[0] as { userErrors: { code: string; message: string }[] };
}

const mergeRequests = () => [...(world.simulator.state.projects.get(shop)?.mergeRequests.values() ?? [])];
const LEFT_ONLY = npmFiles({ 'left-lib': '^1.0.0' }, { 'node_modules/left-lib': { version: '1.0.0' } });

describe('opening when things break', () => {
  it.each([
    ['the connection breaks before the merge request is made', { kind: 'reset' as const }],
    ['the answer of the merge request is lost', { kind: 'reset' as const, afterEffect: true }],
    ['a proxy answers for GitLab', { kind: 'html' as const, times: 2 }],
    ['half the answer is lost', { kind: 'truncate' as const }],
    ['GitLab fails for long', { kind: 500, times: 9 }],
  ])('makes one branch and one merge request although %s', async (_, fault) => {
    world.simulator.injectFault({ method: 'POST', pathPattern: /\/merge_requests$/, ...fault });
    await approve();
    await world.runJobsUntilIdle();
    expect(mergeRequests()).toHaveLength(1);
    expect(await latestPlan()).toMatchObject({ state: 'OPEN', mergeRequest: { iid: 1 } });
  });

  it('goes on where the process stopped between the push and the merge request', async () => {
    world.simulator.injectFault({
      method: 'POST',
      pathPattern: /\/merge_requests$/,
      kind: 500,
      times: 1_000,
    });
    const plan = await approve();
    await expectEventually(
      async () => (await latestPlan()).job.error !== null || (await latestPlan()).job.waitingFor !== null,
    );
    await world.simulator.commitFiles(shop, { files: { 'README.md': 'moved\n' } });
    world.simulator.clearFaults();
    await world.hurryJobs();
    expect(await latestPlan()).toMatchObject({ id: plan.id, state: 'OPEN', revision: 1 });
    expect(mergeRequests()).toHaveLength(1);
    const log = await world.sql(`select message from audit_event where action = 'merge-request.opened'`);
    expect(log).toHaveLength(1);
  });

  it('never touches a branch of that name that a person has, and says so', async () => {
    const plan = await latestPlan();
    const theirs = await world.simulator.commitFiles(shop, {
      branch: plan.branchName,
      files: { 'README.md': 'mine\n' },
    });
    await approve();
    await world.runJobsUntilIdle();
    expect(await world.simulator.headOf(shop, plan.branchName)).toBe(theirs);
    const failed = await latestPlan();
    expect(failed).toMatchObject({
      state: 'FAILED',
      failure: { code: 'GIT_LEASE_LOST', message: expect.stringContaining('left alone') },
    });
    expect(failed.job.state).toBe('FAILED');
    await world.simulator.deleteBranch(shop, plan.branchName);
    expect(await mutate(`retryPlan(input: { id: "${plan.id}" })`)).toEqual({ userErrors: [] });
    await world.runJobsUntilIdle();
    expect(await latestPlan()).toMatchObject({ state: 'OPEN', decidedBy: 'token tests', failure: null });
  });

  it('says what GitLab said when it refuses the push, and can be tried again', async () => {
    const plan = await latestPlan();
    world.simulator.protectBranch(shop, 'backline/*');
    await approve();
    await world.runJobsUntilIdle();
    expect(await latestPlan()).toMatchObject({ state: 'FAILED', failure: { code: 'GITLAB_FORBIDDEN' } });
    expect((await world.projectByPath('shop')).history.nodes.map((each: any) => each.action)).toContain(
      'plan.failed',
    );
    world.simulator.unprotectBranch(shop, 'backline/*');
    await mutate(`retryPlan(input: { id: "${plan.id}" })`);
    await world.runJobsUntilIdle();
    expect((await latestPlan()).state).toBe('OPEN');
  });

  it('can go on after its job was cancelled', async () => {
    await world.sql(`update job_lane set is_paused = true, pause_reason = 'test'`);
    const plan = await approve();
    const { job } = await latestPlan();
    await mutate(`cancelJob(input: { id: "${job.id}" })`);
    await world.sql(`update job_lane set is_paused = false`);
    expect((await latestPlan()).state).toBe('APPROVED');
    expect(await mutate(`retryPlan(input: { id: "${plan.id}" })`)).toEqual({ userErrors: [] });
    await world.runJobsUntilIdle();
    expect((await latestPlan()).state).toBe('OPEN');
  });
});

describe('when the ground moves between approval and opening', () => {
  it('keeps the approval when the edits stay the same, and opens on the new base', async () => {
    let moved = '';
    const plan = await approveAndMeanwhile(async () => {
      moved = await world.simulator.commitFiles(shop, { files: { 'README.md': 'Something else\n' } });
    });
    const open = await latestPlan();
    expect(open).toMatchObject({
      id: plan.id,
      state: 'OPEN',
      digest: plan.digest,
      baseCommit: moved,
      revision: 1,
    });
    expect(await world.simulator.readFile(shop, { path: 'README.md', ref: plan.branchName })).toBe(
      'Something else\n',
    );
  });

  it('asks again with a new revision when the lock changed', async () => {
    const plan = await approveAndMeanwhile(() => world.simulator.commitFiles(shop, { files: LEFT_ONLY }));
    const { remediationPlans } = await world.projectByPath('shop');
    expect(remediationPlans.nodes).toMatchObject([
      { revision: 2, state: 'PROPOSED' },
      {
        revision: 1,
        state: 'SUPERSEDED',
        id: plan.id,
        stateReason: expect.stringContaining('edits came out different'),
      },
    ]);
    expect(mergeRequests()).toEqual([]);
    const { data } = await world.graphql(PLAN, { id: plan.id, digest: plan.digest });
    expect(data.approvePlan).toMatchObject({
      remediationPlan: { id: remediationPlans.nodes[0].id, digest: remediationPlans.nodes[0].digest },
      userErrors: [{ code: 'STALE_DIGEST' }],
    });
  });

  it('asks again when a new advisory concerns what would be installed', async () => {
    await approveAndMeanwhile(() =>
      importOnly([advisory('GHSA-dddd-dddd-dddd', 'left-lib', '1.0.2', { introduced: '1.0.1' })]),
    );
    const { remediationPlans } = await world.projectByPath('shop');
    expect(remediationPlans.nodes.map(({ state }: any) => state)).toEqual(['PROPOSED', 'SUPERSEDED']);
    expect(remediationPlans.nodes[0].changes).toContainEqual({
      name: 'left-lib',
      from: '1.0.0',
      to: '1.0.2',
    });
    expect(mergeRequests()).toEqual([]);
  });

  it('opens nothing when the advisories were withdrawn', async () => {
    await approveAndMeanwhile(() =>
      importOnly(
        [
          ['aaaa', 'left-lib', '1.0.1'],
          ['bbbb', 'deep-lib', '2.0.1'],
        ].map(([id, name, fixed]) =>
          advisory(`GHSA-${id}-${id}-${id}`, String(name), String(fixed), {
            modified: '2025-01-01T00:00:00Z',
            withdrawn: '2025-01-01T00:00:00Z',
          }),
        ),
      ),
    );
    expect(await latestPlan()).toMatchObject({
      state: 'SUPERSEDED',
      stateReason: 'It is no longer needed.',
    });
    expect(mergeRequests()).toEqual([]);
  });

  it('keeps the findings of an open merge request with it when a newer revision is proposed', async () => {
    await approve();
    await world.runJobsUntilIdle();
    await world.importAdvisories([advisory('GHSA-dddd-dddd-dddd', 'mid-lib', '1.0.5')]);
    await world.importAdvisories([advisory('GHSA-eeee-eeee-eeee', 'left-lib', '1.1.0')]);
    const { remediationPlans, findings } = await world.projectByPath('shop');
    expect(remediationPlans.nodes.map(({ state }: any) => state)).toEqual(['PROPOSED', 'OPEN']);
    const open = remediationPlans.nodes[1];
    const inProgress = findings.nodes.filter(({ state }: any) => state === 'IN_PROGRESS');
    expect(inProgress).toHaveLength(2);
    for (const finding of inProgress) expect(finding.remediationPlan.id).toBe(open.id);
    // The newer revision takes over the same branch and merge request.
    const { data } = await world.graphql(PLAN, {
      id: remediationPlans.nodes[0].id,
      digest: remediationPlans.nodes[0].digest,
    });
    expect(data.approvePlan.userErrors).toEqual([]);
    await world.runJobsUntilIdle();
    const after = await world.projectByPath('shop');
    expect(after.remediationPlans.nodes.map(({ state }: any) => state)).toEqual(['OPEN', 'SUPERSEDED']);
    expect(mergeRequests()).toHaveLength(1);
    expect(after.mergeRequests.nodes).toHaveLength(1);
    expect(
      await world.simulator.readFile(shop, { path: 'package-lock.json', ref: open.branchName }),
    ).toContain('left-lib-1.1.0.tgz');
    await world.simulator.closeMergeRequest(shop, 1);
    await mutate(`refreshMergeRequest(input: { id: "${after.mergeRequests.nodes[0].id}" })`);
    await world.runJobsUntilIdle();
    expect((await world.projectByPath('shop')).findings.nodes.map(({ state }: any) => state)).not.toContain(
      'IN_PROGRESS',
    );
  });

  it('tells of a merge once, however many look at the same time', async () => {
    await approve();
    await world.runJobsUntilIdle();
    const [{ id }] = (await world.projectByPath('shop')).mergeRequests.nodes;
    await world.simulator.mergeMergeRequest(shop, 1);
    await Promise.all([1, 2, 3, 4].map(() => mutate(`refreshMergeRequest(input: { id: "${id}" })`)));
    await world.runJobsUntilIdle();
    expect(await world.sql(`select 1 from audit_event where action = 'merge-request.merged'`)).toHaveLength(
      1,
    );
  });

  it('takes a merge request for closed only when the project is still there to ask', async () => {
    await approve();
    await world.runJobsUntilIdle();
    const [{ id }] = (await world.projectByPath('shop')).mergeRequests.nodes;
    world.simulator.addMember({ group: 'acme' }, { userId: world.bot.user.id, level: 0 });
    await mutate(`refreshMergeRequest(input: { id: "${id}" })`);
    expect(await latestPlan()).toMatchObject({ state: 'OPEN', mergeRequest: { state: 'OPENED' } });
  });

  it('follows the other merge requests when one cannot be looked at', async () => {
    await approve();
    await world.runJobsUntilIdle();
    const fork = await world.project('fork', APP);
    await mutate(`syncIntegration(input: { id: "${integration}" })`);
    await world.runJobsUntilIdle();
    const plan = await latestPlan('fork');
    await world.graphql(PLAN, { id: plan.id, digest: plan.digest });
    await world.runJobsUntilIdle();
    await world.simulator.closeMergeRequest(fork, 1);
    world.simulator.injectFault({ pathPattern: `/projects/${shop}/merge_requests/1`, kind: 403, times: 100 });
    await world.sql(
      `update merge_request set checked_at = now() - interval '2 hours', next_look_at = now() - interval '1 hour'`,
    );
    await expectEventually(async () => (await latestPlan('fork')).state === 'CLOSED');
    expect((await latestPlan()).state).toBe('OPEN');
  });

  it('takes a merge request that is gone from GitLab for closed', async () => {
    await approve();
    await world.runJobsUntilIdle();
    const [{ id }] = (await world.projectByPath('shop')).mergeRequests.nodes;
    world.simulator.state.projects.get(shop)?.mergeRequests.clear();
    await mutate(`refreshMergeRequest(input: { id: "${id}" })`);
    await world.runJobsUntilIdle();
    expect(await latestPlan()).toMatchObject({ state: 'CLOSED', stateReason: '!1 is gone from GitLab.' });
  });
});

describe('when the token dies', () => {
  it('waits and says for what, and goes on with a new token with nothing lost', async () => {
    world.simulator.revokeToken(world.bot.token.id);
    await approve();
    await world.runJobsUntilIdle();
    const { data } = await world.graphql('{ integrations { nodes { state stateReason } } }');
    expect(data.integrations.nodes).toMatchObject([
      { state: 'REVOKED', stateReason: expect.stringContaining('token') },
    ]);
    const waiting = await latestPlan();
    expect(waiting.job).toMatchObject({
      state: 'QUEUED',
      waitingFor: expect.stringMatching(/^Paused: .*Replace the token/),
    });

    const other = world.simulator.createToken({ userId: world.bot.user.id, scopes: ['read_api'] });
    const bad = await mutate(
      `replaceIntegrationToken(input: { id: "${integration}", token: "${other.value}" })`,
    );
    expect(bad.userErrors).toMatchObject([{ code: 'TOKEN_SCOPE_MISSING' }]);
    expect((await latestPlan()).job.state).toBe('QUEUED');

    const fresh = world.simulator.createToken({ userId: world.bot.user.id, scopes: ['api'] });
    const good = await mutate(
      `replaceIntegrationToken(input: { id: "${integration}", token: "${fresh.value}" })`,
    );
    expect(good.userErrors).toEqual([]);
    await world.hurryJobs();
    expect((await latestPlan()).state).toBe('OPEN');
    expect(mergeRequests()).toHaveLength(1);
  });

  it('shows an analysis that waits for a token as waiting, not as running', async () => {
    await world.simulator.commitFiles(shop, { files: LEFT_ONLY });
    world.simulator.revokeToken(world.bot.token.id);
    const project = await world.projectByPath('shop');
    await mutate(`analyzeProject(input: { id: "${project.id}" })`);
    await world.runJobsUntilIdle();
    expect((await world.projectByPath('shop')).analysisState).toBe('QUEUED');
    expect((await world.projectByPath('shop')).openFindings.total).toBe(3);
  });

  it('refuses the token of an account that another integration has', async () => {
    const user = world.simulator.createUser({ username: 'second-bot', isBot: true });
    const second = world.simulator.createToken({ userId: user.id, scopes: ['api'] });
    const { data } = await world.graphql(CONNECT, {
      input: { url: world.simulator.url, token: second.value },
    });
    expect(data.connectIntegration.userErrors).toEqual([]);
    await world.runJobsUntilIdle();
    const clash = await mutate(
      `replaceIntegrationToken(input: { id: "${data.connectIntegration.integration.id}", token: "${world.bot.token.value}" })`,
    );
    expect(clash.userErrors).toMatchObject([{ code: 'CONFLICT' }]);
  });

  it('is disconnected: stops, forgets the token, keeps the history, and goes on when connected again', async () => {
    await world.sql(`update job_lane set is_paused = true, pause_reason = 'test'`);
    await approve();
    expect(await mutate(`disconnectIntegration(input: { id: "${integration}" })`)).toEqual({
      userErrors: [],
    });
    expect(await mutate(`disconnectIntegration(input: { id: "${integration}" })`)).toEqual({
      userErrors: [],
    });
    expect(await world.sql('select 1 from secret')).toEqual([]);
    expect(await world.sql(`select 1 from job where state = 'QUEUED'`)).toEqual([]);
    const gone = await world.projectByPath('shop');
    expect(gone).toMatchObject({
      state: 'UNAVAILABLE',
      reasons: [{ code: 'INTEGRATION_DISCONNECTED' }],
      openFindings: { total: 3 },
    });
    for (const call of ['syncIntegration', 'verifyIntegration'])
      expect((await mutate(`${call}(input: { id: "${integration}" })`)).userErrors).toMatchObject([
        { code: 'CONFLICT' },
      ]);
    expect((await mutate(`analyzeProject(input: { id: "${gone.id}" })`)).userErrors).toMatchObject([
      { code: 'CONFLICT' },
    ]);

    expect(await world.connect()).toBe(integration);
    await world.hurryJobs();
    expect(await world.projectByPath('shop')).toMatchObject({ id: gone.id, state: 'READY' });
    expect((await latestPlan()).state).toBe('OPEN');
    expect(mergeRequests()).toHaveLength(1);
    const { data } = await world.graphql(`{ integrations { nodes { state history { nodes { action } } } } }`);
    expect(data.integrations.nodes[0].history.nodes.map(({ action }: any) => action)).toEqual(
      expect.arrayContaining(['integration.connected', 'integration.disconnected']),
    );
  });

  it('does not come back to life when a verification ends after the disconnection', async () => {
    world.simulator.setLatency(60);
    const verifying = mutate(`verifyIntegration(input: { id: "${integration}" })`);
    await wait(100);
    await mutate(`disconnectIntegration(input: { id: "${integration}" })`);
    await verifying;
    world.simulator.setLatency(0);
    const { data } = await world.graphql('{ integrations { nodes { state } } }');
    expect(data.integrations.nodes).toEqual([{ state: 'DISCONNECTED' }]);
  });
});

describe('limits', () => {
  it("waits as long as GitLab's limit lasts, and says until when", async () => {
    world.simulator.setThrottle({ layer: 'rack', limit: 0, windowMs: 900_000 });
    await approve();
    await world.runJobsUntilIdle();
    const { job, state } = await latestPlan();
    expect(state).toBe('OPENING');
    expect(job).toMatchObject({
      state: 'QUEUED',
      waitingFor: expect.stringMatching(/slow down until \d{4}-/),
    });
    const [{ minutes }] = await world.sql(
      `select extract(epoch from run_at - now()) / 60 as minutes from job where state = 'QUEUED' and name = 'open-merge-request'`,
    );
    expect(Number(minutes)).toBeGreaterThan(13);
    world.simulator.setThrottle(null);
  });

  it.each([
    [
      'open merge requests',
      5,
      'open merge requests of Backline',
      (n: number) => `'OPENED', now() - interval '${n + 2} hours'`,
    ],
    [
      'merge requests within an hour',
      20,
      'opened within an hour',
      () => `'CLOSED', now() - interval '10 minutes'`,
    ],
  ])('holds the limit of %s', async (_, count, text, row) => {
    for (let n = 1; n <= count; n += 1) {
      await world.sql(
        `insert into merge_request (project_id, plan_id, iid, title, web_url, source_branch, target_branch, state, created_at,
           detailed_merge_status, has_conflicts, updated_at, checked_at)
         select project_id, id + 0, ${100 + n}, 't', 'u', 'b${n}', 'main', ${row(n)}, 'x', false, now(), now() from (
           select project_id, min(id) as id from remediation_plan group by project_id) as plan`,
      );
    }
    await world.sql(`update remediation_plan set kind = 'BREAKING'`);
    await world.sql(`insert into remediation_plan (project_id, kind, plan_group, revision, title, state, digest, target_branch, base_commit, branch_name, draft, edit_texts, fixed_counts, created_at, proved_at)
      select project_id, 'SAFE', plan_group, 1, title, 'PROPOSED', digest, target_branch, base_commit, branch_name, draft, edit_texts, fixed_counts, created_at, proved_at from remediation_plan`);
    await approve();
    await world.runJobsUntilIdle();
    expect(await latestPlan()).toMatchObject({
      state: 'APPROVED',
      job: { state: 'QUEUED', waitingFor: expect.stringContaining(text) },
    });
    await world.sql(`update merge_request set state = 'CLOSED', created_at = now() - interval '2 hours'`);
    await world.hurryJobs();
    expect((await latestPlan()).state).toBe('OPEN');
  });
});

describe('between two syncs', () => {
  const sync = async () => {
    await mutate(`syncIntegration(input: { id: "${integration}" })`);
    await world.runJobsUntilIdle();
  };

  it('follows a project that is renamed, archived, left and joined again, as the same project', async () => {
    const { id } = await world.projectByPath('shop');
    world.simulator.moveProject(shop, { path: 'store' });
    await mutate(`analyzeProject(input: { id: "${id}", force: true })`);
    await world.runJobsUntilIdle();
    await sync();
    expect(await world.projectByPath('store')).toMatchObject({
      id,
      path: 'acme/store',
      state: 'READY',
      analysisState: 'DONE',
    });

    const project = world.simulator.state.projects.get(shop);
    Object.assign(project ?? {}, { isArchived: true });
    await sync();
    expect(await world.projectByPath('store')).toMatchObject({
      id,
      state: 'READ_ONLY',
      reasons: [{ code: 'ARCHIVED' }],
    });
    Object.assign(project ?? {}, { isArchived: false });

    world.simulator.addMember({ group: 'acme' }, { userId: world.bot.user.id, level: 0 });
    await sync();
    const left = await world.projectByPath('store');
    expect(left).toMatchObject({
      id,
      state: 'UNAVAILABLE',
      reasons: [{ code: 'LEFT' }],
      openFindings: { total: 3 },
    });
    world.simulator.addMember({ group: 'acme' }, { userId: world.bot.user.id, level: 30 });
    await sync();
    expect(await world.projectByPath('store')).toMatchObject({ id, state: 'READY', reasons: [] });
  });

  it('opens on a project that was renamed since the sync', async () => {
    world.simulator.moveProject(shop, { path: 'store' });
    await approve();
    await world.runJobsUntilIdle();
    await sync();
    await world.hurryJobs();
    const plan = await latestPlan('store');
    if (plan.state === 'FAILED') {
      await mutate(`retryPlan(input: { id: "${plan.id}" })`);
      await world.runJobsUntilIdle();
    }
    expect((await latestPlan('store')).state).toBe('OPEN');
  });

  it('lets one of two integrations that reach a project write, and the other take over when the first leaves', async () => {
    const { id } = await world.projectByPath('shop');
    const user = world.simulator.createUser({ username: 'reporter-bot', isBot: true });
    world.simulator.addMember({ group: 'acme' }, { userId: user.id, level: 20 });
    const token = world.simulator.createToken({ userId: user.id, scopes: ['api'] });
    const { data } = await world.graphql(CONNECT, {
      input: { url: world.simulator.url, token: token.value },
    });
    const second = data.connectIntegration.integration.id;
    await world.runJobsUntilIdle();
    const owner = async () =>
      (
        await world.graphql(
          `{ node(id: "${id}") { ... on Project { state integration { id } reasons { code } } } }`,
        )
      ).data.node;
    expect(await owner()).toEqual({ state: 'READY', integration: { id: integration }, reasons: [] });

    world.simulator.addMember({ group: 'acme' }, { userId: world.bot.user.id, level: 0 });
    await sync();
    await mutate(`syncIntegration(input: { id: "${second}" })`);
    await world.runJobsUntilIdle();
    expect(await owner()).toMatchObject({
      state: 'READ_ONLY',
      integration: { id: second },
      reasons: [{ code: 'ACCESS_TOO_LOW' }],
    });

    world.simulator.addMember({ group: 'acme' }, { userId: world.bot.user.id, level: 30 });
    await sync();
    expect(await owner()).toEqual({ state: 'READY', integration: { id: integration }, reasons: [] });
    await mutate(`syncIntegration(input: { id: "${second}" })`);
    await world.runJobsUntilIdle();
    expect(await owner()).toEqual({ state: 'READY', integration: { id: integration }, reasons: [] });
  });
});

async function importOnly(records: readonly unknown[]) {
  const { importAdvisories } = await import('../src/advisories/import-advisories.js');
  const items = async function* () {
    for (const json of records) yield { kind: 'record' as const, json, where: 'test', bytes: 100 };
  };
  await importAdvisories(
    { writer: world.backline.core.advisoryWriter },
    { source: 'test', origin: 'FILE', items: items() },
  );
}

async function expectEventually(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It never came to hold');
    await wait(50);
  }
}
