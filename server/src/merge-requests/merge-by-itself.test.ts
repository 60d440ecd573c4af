import { ACCESS } from '../../simulator/state.js';
import { ADVISORIES, APP, startTestBackline, type TestBackline } from '../../test/backline.js';

jest.setTimeout(60_000);

let world: TestBackline;
let shop: number;
let branch: string;
beforeEach(async () => {
  world = await startTestBackline();
  await world.importAdvisories(ADVISORIES);
  shop = await world.project('shop', APP);
  await world.simulator.commitFiles(shop, { branch: 'production', files: { 'PRODUCTION.md': 'Ours\n' } });
  world.simulator.addMember({ group: 'acme' }, { userId: world.bot.user.id, level: ACCESS.maintainer });
  await world.connect();
});
afterEach(() => world.close());

const LOCK = APP['package-lock.json'] ?? '';
const project = () => {
  const found = world.simulator.state.projects.get(shop);
  if (found === undefined) throw new Error('no project');
  return found;
};
const remote = () => {
  const found = project().mergeRequests.get(1);
  if (found === undefined) throw new Error('no merge request');
  return found;
};
const row = async () => (await world.sql('select * from merge_request'))[0];
const said = async (action: string): Promise<string[]> =>
  (await world.sql('select message from audit_event where action = $1', [action])).map(
    ({ message }) => message,
  );
const MOVED =
  'A person changed its target branch to production; Backline leaves it alone until it is main again.';

async function mutate(call: string) {
  const { data } = await world.graphql(`mutation { ${call} { userErrors { code message } } }`);
  expect(Object.values(data)).toEqual([{ userErrors: [] }]);
}

const shownId = async (): Promise<string> => {
  const { data } = await world.graphql(`{ mergeRequests(first: 1) { nodes { id } } }`);
  return data.mergeRequests.nodes[0].id;
};
const refresh = async () => mutate(`refreshMergeRequest(input: { id: "${await shownId()}" })`);
const setTarget = (targetBranch: string) => Object.assign(remote(), { targetBranch });

/** Two looks, as GitLab has to check first, and what follows from them. */
async function look() {
  await refresh();
  await world.runJobsUntilIdle();
  await refresh();
  await world.runJobsUntilIdle();
}

/** What is queued by the looks of this waits until all of it has been done. */
async function whilePaused(work: () => Promise<void>) {
  await world.sql(`update job_lane set is_paused = true`);
  await work();
  await world.sql(`update job_lane set is_paused = false`);
  await world.sql(`select pg_notify('backline_job_wake', '')`);
  await world.runJobsUntilIdle();
}
const queued = async (kind: string): Promise<number> =>
  (await world.sql(`select id from job where payload->'task'->>'kind' = $1 and state = 'QUEUED'`, [kind]))
    .length;

async function open() {
  const [plan] = (await world.projectByPath('shop')).remediationPlans.nodes;
  await mutate(`approvePlan(input: { id: "${plan.id}", digest: "${plan.digest}" })`);
  await world.runJobsUntilIdle();
  branch = plan.branchName;
}

async function allowMerging() {
  const mergeRequest = {
    labels: [],
    reviewers: [],
    assignees: [],
    draft: false,
    squash: null,
    removeSourceBranch: true,
    autoMerge: true,
  };
  const mutation = `mutation ($input: UpdatePolicyInput!) { updatePolicy(input: $input) { userErrors { message } } }`;
  const { data } = await world.graphql(mutation, {
    input: { scope: { kind: 'BACKLINE' }, set: { mergeRequest } },
  });
  expect(data.updatePolicy.userErrors).toEqual([]);
}

describe('a merge request whose target branch a person changed', () => {
  it('is not merged by itself into a branch that nobody approved, and merged when it is changed back', async () => {
    await open();
    await world.simulator.setPipeline(shop, branch, 'success');
    const before = await world.simulator.headOf(shop, 'production');
    setTarget('production');
    await allowMerging();
    await look();
    await look();
    expect(remote()).toMatchObject({ state: 'opened', autoMerge: null });
    expect(await world.simulator.headOf(shop, 'production')).toBe(before);
    expect(await said('merge-request.target-changed')).toEqual([`!1: ${MOVED}`]);
    expect(await row()).toMatchObject({ merge_problem: MOVED, merge_tries: 0 });
    setTarget('main');
    await look();
    expect(await row()).toMatchObject({ state: 'MERGED', target_branch: 'main', merge_problem: null });
  });

  it.each(['production', 'main'])(
    'to %s after its merging was queued is judged as it is then',
    async (target) => {
      await open();
      await world.simulator.setPipeline(shop, branch, 'success');
      await allowMerging();
      await whilePaused(async () => {
        await refresh();
        await refresh();
        expect(await queued('MERGE')).toBe(1);
        setTarget(target);
      });
      expect(remote().state).toBe(target === 'main' ? 'merged' : 'opened');
      expect(await said('merge-request.target-changed')).toHaveLength(target === 'main' ? 0 : 1);
    },
  );

  it('is not rebuilt, by itself or by the ticked box', async () => {
    project().mergeMethod = 'ff';
    await open();
    const first = await world.simulator.headOf(shop, branch);
    setTarget('production');
    remote().description = remote().description.replace('- [ ]', '- [x]');
    await world.simulator.commitFiles(shop, { branch: 'main', files: { 'README.md': 'moved\n' } });
    await look();
    await mutate(`rebuildMergeRequest(input: { id: "${await shownId()}" })`);
    await world.runJobsUntilIdle();
    expect(await world.simulator.headOf(shop, branch)).toBe(first);
    expect(await said('merge-request.target-changed')).toHaveLength(1);
    setTarget('main');
    await look();
    expect(await said('merge-request.rebuilt')).toHaveLength(1);
  });

  it('is not closed by itself when nobody needs it any more, and closed when a person asks', async () => {
    await open();
    setTarget('production');
    const fixed = await world.simulator.readFile(shop, { path: 'package-lock.json', ref: branch });
    expect(fixed).not.toBe(LOCK);
    const files = { 'package-lock.json': fixed ?? '' };
    await world.simulator.commitFiles(shop, { branch: 'main', files });
    await mutate(`analyzeProject(input: { id: "${(await world.projectByPath('shop')).id}" })`);
    await world.runJobsUntilIdle();
    expect(remote().state).toBe('opened');
    expect(await row()).toMatchObject({ merge_problem: MOVED });
    await mutate(`closeMergeRequest(input: { id: "${await shownId()}", reason: "Ours." })`);
    await world.runJobsUntilIdle();
    expect(remote().state).toBe('closed');
  });
});

describe('merging by itself', () => {
  it.each([null, 'success'] as const)('is done at once where the pipeline is %s', async (status) => {
    await open();
    if (status !== null) await world.simulator.setPipeline(shop, branch, status);
    await allowMerging();
    await look();
    await look();
    expect(await row()).toMatchObject({ state: 'MERGED', merge_problem: null });
    expect(await said('merge-request.auto-merge')).toEqual([expect.not.stringContaining('pipeline')]);
  });

  it('waits for a pipeline that runs', async () => {
    await open();
    await world.simulator.setPipeline(shop, branch, 'running');
    await allowMerging();
    await look();
    expect(await row()).toMatchObject({ state: 'OPENED', is_auto_merge: true });
    expect(await said('merge-request.auto-merge')).toEqual([expect.stringContaining('when its pipeline')]);
  });

  it('is asked again by the next look after a 405, though nothing has changed', async () => {
    await open();
    await allowMerging();
    world.simulator.injectFault({ kind: 405, method: 'PUT', pathPattern: /\/merge$/, times: 2 });
    for (let looks = 0; looks < 4; looks += 1) await look();
    expect(await row()).toMatchObject({ state: 'MERGED', merge_problem: null });
    expect(await said('merge-request.merge-refused')).toEqual([
      expect.stringContaining('tries again after its next looks. Its page in GitLab says what is missing'),
    ]);
  });

  it('is given up after five refusals of one head, and that is said', async () => {
    await open();
    await world.simulator.setPipeline(shop, branch, 'failed');
    await allowMerging();
    for (let looks = 0; looks < 5; looks += 1) await look();
    expect(remote()).toMatchObject({ state: 'opened', autoMerge: null });
    expect(await row()).toMatchObject({
      merge_tries: 5,
      merge_problem: expect.stringContaining('tried 5 times and tries no more'),
    });
    expect(await said('merge-request.merge-refused')).toHaveLength(2);
  });

  it('is not done for a plan that is no longer open', async () => {
    await open();
    await world.simulator.setPipeline(shop, branch, 'success');
    await allowMerging();
    await whilePaused(async () => {
      await refresh();
      await refresh();
      expect(await queued('MERGE')).toBe(1);
      await world.sql(`update remediation_plan set state = 'SUPERSEDED'`);
    });
    expect(remote()).toMatchObject({ state: 'opened', autoMerge: null });
  });
});
