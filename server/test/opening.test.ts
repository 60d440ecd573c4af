import { setTimeout as wait } from 'node:timers/promises';
import { createGitLabConnector } from '../src/gitlab/connector.client.js';
import { createParsePool } from '../src/inventory/parse-pool.worker.js';
import { NO_RESOLVER } from '../src/resolution/resolution.js';
import { DEFAULT_POLICY } from '../src/policies/policy.js';
import { proveAgain } from '../src/plans/prove-again.js';
import type { PackageRegistry } from '../src/registries/registry.js';
import { ADVISORIES, APP, startTestBackline, type TestBackline } from './backline.js';

jest.setTimeout(60_000);

const PAGE = 'http://backline.example/at';

let world: TestBackline;
let shop: number;
beforeEach(async () => {
  world = await startTestBackline({
    config: { publicUrl: PAGE },
    // Long enough to be told, short enough to be waited for.
    patience: { transportLimits: { throttledPauseMs: 1_500, maxWaitMs: 500 } },
  });
  await world.importAdvisories(ADVISORIES);
  shop = await world.project('shop', APP);
  await world.connect();
});
afterEach(async () => {
  await world.close();
});

const plans = async (): Promise<any[]> => (await world.projectByPath('shop')).remediationPlans.nodes;
const mergeRequests = () => [...(world.simulator.state.projects.get(shop)?.mergeRequests.values() ?? [])];
const pushed = async (branch: string) =>
  world.simulator.readFile(shop, { path: 'package-lock.json', ref: branch });

async function mutate(call: string) {
  const { data } = await world.graphql(`mutation { ${call} { userErrors { code message } } }`);
  expect(Object.values(data)).toEqual([{ userErrors: [] }]);
}

async function approve() {
  const [plan] = await plans();
  await mutate(`approvePlan(input: { id: "${plan.id}", digest: "${plan.digest}" })`);
  return plan;
}

/** Approves while no job may run, does something, and lets them go on. */
async function approveAndMeanwhile(work: () => Promise<unknown>) {
  await world.sql(`update job_lane set is_paused = true, pause_reason = 'test'`);
  const plan = await approve();
  await work();
  await world.sql(`update job_lane set is_paused = false, pause_reason = null`);
  await world.sql(`select pg_notify('backline_job_wake', '')`);
  await world.runJobsUntilIdle();
  return plan;
}

/** Puts other new texts into the stored plan, behind everybody's back. */
const tamper = (sql: string) =>
  world.sql(
    `update remediation_plan set edit_texts =
       jsonb_build_array(jsonb_build_object('path', edit_texts->0->>'path', 'newText', ${sql}))`,
  );

describe('what is pushed', () => {
  it('is never what does not come to the approved digest, although the proof holds for it', async () => {
    const plan = await approveAndMeanwhile(() =>
      tamper(`replace(edit_texts->0->>'newText', '"integrity": "sha512-', '"integrity": "sha512-AAAA')`),
    );
    expect(await world.simulator.headOf(shop, plan.branchName).catch(() => null)).toBeNull();
    expect(mergeRequests()).toEqual([]);
    expect(await plans()).toMatchObject([
      { revision: 2, state: 'PROPOSED', digest: plan.digest },
      { revision: 1, state: 'SUPERSEDED', stateReason: expect.stringContaining('no longer those') },
    ]);
  });

  it.each([
    ['is empty', `''`],
    ['breaks off', `left(edit_texts->0->>'newText', 200)`],
    [
      'lost its packages',
      `'{"name":"app","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"app"}}}'`,
    ],
  ])('is worked out anew when the stored text %s', async (_, sql) => {
    const plan = await approveAndMeanwhile(() => tamper(sql));
    expect(await plans()).toMatchObject([{ revision: 1, state: 'OPEN', digest: plan.digest }]);
    expect(await pushed(plan.branchName)).toContain('left-lib-1.0.1.tgz');
  });

  it('is announced with a link to Backline', async () => {
    await approve();
    await world.runJobsUntilIdle();
    expect(mergeRequests()[0]?.description).toContain(`](${PAGE})`);
    expect((await plans())[0].preview.description).toContain(`](${PAGE})`);
  });
});

test("a stranger's merge request from a branch of the same name in a fork is left alone", async () => {
  const [{ branchName }] = await plans();
  const { simulator } = world;
  const stranger = simulator.createUser({ username: 'stranger' });
  simulator.addMember(shop, { userId: stranger.id, level: 20 });
  const { value } = simulator.createToken({ userId: stranger.id, scopes: ['api'] });
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${simulator.url}/api/v4${path}`, {
      method: 'POST',
      headers: { 'private-token': value, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(201);
    return (await answer.json()) as { id: number; iid: number };
  };
  const fork = await post(`/projects/${shop}/fork`, {});
  await simulator.commitFiles(fork.id, { branch: branchName, files: { 'evil.js': 'x\n' } });
  const theirs = {
    title: 'Theirs',
    source_branch: branchName,
    target_branch: 'main',
    target_project_id: shop,
  };
  const { iid } = await post(`/projects/${fork.id}/merge_requests`, theirs);
  await approve();
  await world.runJobsUntilIdle();
  expect(await plans()).toMatchObject([{ state: 'OPEN' }]);
  expect(mergeRequests().find((each) => each.iid === iid)).toMatchObject({ title: 'Theirs' });
  const own = mergeRequests().filter((each) => each.iid !== iid);
  expect(own).toHaveLength(1);
  expect(await simulator.readFile(shop, { path: 'evil.js', ref: branchName })).toBeNull();
});

describe('an approval', () => {
  it("is kept when GitLab's limit is met while the plan is proven again", async () => {
    const readme = { 'README.md': 'moved\n' };
    await world.simulator.commitFiles(shop, { files: readme });
    world.simulator.injectFault({ pathPattern: 'info/refs', kind: 429, times: 100 });
    await approve();
    await world.runJobsUntilIdle();
    expect(await plans()).toMatchObject([
      {
        state: 'OPENING',
        revision: 1,
        job: { state: 'QUEUED', waitingFor: expect.stringContaining('slow down') },
      },
    ]);
    world.simulator.clearFaults();
    await wait(1_500);
    await world.hurryJobs();
    expect(await plans()).toMatchObject([{ state: 'OPEN', revision: 1 }]);
    expect(mergeRequests()).toHaveLength(1);
  });

  it('is kept when the branch has another head than the one that was read', async () => {
    expect(await proveOn('f'.repeat(40))).toMatchObject({
      kind: 'again',
      reason: expect.stringContaining('moved'),
    });
  });

  it('is kept when the registry does not answer while the plan is worked out anew', async () => {
    await tamper(`''`);
    const [{ base_commit: head }] = await world.sql('select base_commit from remediation_plan');
    await expect(proveOn(head)).rejects.toMatchObject({ code: 'REGISTRY_UNREACHABLE' });
  });
});

/** Proves the plan on a head, with a registry that is down. */
async function proveOn(head: string) {
  const { inTransaction, read } = world.backline.core;
  const [row] = await world.sql('select id, project_id from remediation_plan');
  const project = await read.projects.find(row.project_id);
  const plan = await read.plans.findToOpen(row.id);
  if (project === null || plan === null) throw new Error('nothing was planned');
  const clock = () => new Date();
  const sleep = async (ms: number) => {
    await wait(ms);
  };
  const allowedHosts = ['127.0.0.1'];
  const connector = createGitLabConnector({ clock, sleep, random: Math.random, allowedHosts, caFile: null });
  const pool = createParsePool();
  const registry: PackageRegistry = {
    facts: async (_, names) =>
      new Map(names.map((name) => [name, { kind: 'failed', name, status: 503, message: 'it is down.' }])),
  };
  const registries = { of: () => Promise.resolve(registry) };
  const deps = {
    inTransaction,
    connector,
    clock,
    registries,
    policy: DEFAULT_POLICY,
    resolver: NO_RESOLVER,
    sourceOf: () => null,
    parse: pool.parse,
    reportFault: (fault: unknown) => expect(fault).toBeNull(),
  };
  const context = { signal: new AbortController().signal, progress: async () => undefined };
  try {
    return await proveAgain(deps, project, plan, head, context);
  } finally {
    await connector.close();
    await pool.close();
  }
}

describe('what people say after the approval', () => {
  it('counts: a finding dismissed meanwhile makes the plan ask again', async () => {
    const plan = await approveAndMeanwhile(() =>
      world.sql(
        `update finding set state = 'DISMISSED', dismissal = '{"reason":"NOT_USED","comment":null,"by":"Ada","at":"2026-01-01T00:00:00Z","until":null}'
           where package_name = 'left-lib'`,
      ),
    );
    expect(await world.simulator.headOf(shop, plan.branchName).catch(() => null)).toBeNull();
    expect((await plans()).at(-1)).toMatchObject({
      state: 'SUPERSEDED',
      stateReason: expect.stringContaining('policy or the dismissals changed after the approval'),
    });
  });

  it('counts: a package that the policy ignores meanwhile makes the plan ask again', async () => {
    const plan = await approveAndMeanwhile(() =>
      world.graphql(
        `mutation { updatePolicy(input: { scope: { kind: BACKLINE }, set: { ignores: [{ packageName: "left-lib", reason: "Not used." }] } }) { userErrors { message } } }`,
      ),
    );
    expect(await world.simulator.headOf(shop, plan.branchName).catch(() => null)).toBeNull();
    expect((await plans()).at(-1)).toMatchObject({ state: 'SUPERSEDED' });
  });
});

describe('after a crash', () => {
  it('knows its own branch by any commit that it pushed, not only by the last', async () => {
    world.simulator.injectFault({ method: 'POST', pathPattern: /\/merge_requests$/, kind: 500, times: 8 });
    const plan = await approve();
    await until(
      async () =>
        (await world.sql(`select 1 from job where error is not null and state = 'QUEUED'`)).length > 0,
    );
    world.simulator.clearFaults();
    const first = await world.simulator.headOf(shop, plan.branchName);
    const files = { 'README.md': 'moved\n' };
    await world.simulator.commitFiles(shop, { files });
    world.simulator.injectFault({ method: 'POST', pathPattern: /git-receive-pack/, kind: 503, times: 1 });
    await world.hurryJobs();
    expect(await plans()).toMatchObject([{ state: 'OPEN', revision: 1, failure: null }]);
    expect(await world.simulator.headOf(shop, plan.branchName)).not.toBe(first);
    const [row] = await world.sql('select pushed_commits from remediation_plan');
    expect(row.pushed_commits).toEqual([first, await world.simulator.headOf(shop, plan.branchName)]);
  });

  it.each(['MERGED', 'CLOSED'])(
    'keeps the merge request that a person has %s meanwhile, and opens no second one',
    async (state) => {
      const plan = await approve();
      await world.runJobsUntilIdle();
      await world.sql('delete from merge_request');
      await world.sql(`update remediation_plan set state = 'OPENING'`);
      if (state === 'MERGED') await world.simulator.mergeMergeRequest(shop, 1);
      else await world.simulator.closeMergeRequest(shop, 1);
      await world.simulator.settle();
      await mutate(`retryPlan(input: { id: "${plan.id}" })`);
      await world.runJobsUntilIdle();
      expect(mergeRequests()).toHaveLength(1);
      const project = await world.projectByPath('shop');
      expect(project.remediationPlans.nodes).toMatchObject([{ state, mergeRequest: { iid: 1, state } }]);
      expect(project.openFindings.total).toBe(state === 'MERGED' ? 1 : 3);
    },
  );
});

describe('a proposal', () => {
  it('whose manifest can no longer be read says so when it ends', async () => {
    const files = { 'package-lock.json': `${APP['package-lock.json']?.slice(0, 300)}` };
    await world.simulator.commitFiles(shop, { files });
    const { id } = await world.projectByPath('shop');
    await mutate(`analyzeProject(input: { id: "${id}" })`);
    await world.runJobsUntilIdle();
    expect(await plans()).toMatchObject([
      {
        state: 'SUPERSEDED',
        stateReason: expect.stringContaining('package-lock.json can no longer be read'),
      },
    ]);
  });
});

async function until(check: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await check()); await wait(50))
    if (Date.now() > deadline) throw new Error('It never came to be.');
}
