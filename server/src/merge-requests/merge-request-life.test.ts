import { ACCESS } from '../../simulator/state.js';
import { ADVISORIES, APP, startTestBackline, type TestBackline } from '../../test/backline.js';

jest.setTimeout(60_000);

let world: TestBackline;
let shop: number;
beforeEach(async () => {
  world = await startTestBackline();
  await world.importAdvisories(ADVISORIES);
  shop = await world.project('shop', APP);
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
const notes = () => remote().notes.flatMap(({ body, isSystem }) => (isSystem ? [] : [body]));
const row = async () => (await world.sql('select * from merge_request'))[0];
const plans = async (): Promise<any[]> => (await world.projectByPath('shop')).remediationPlans.nodes;
const commit = (files: Record<string, string>, branch = 'main') =>
  world.simulator.commitFiles(shop, { branch, files });
const said = async (action: string): Promise<string[]> =>
  (await world.sql('select message from audit_event where action = $1', [action])).map(
    ({ message }) => message,
  );

/** The ids that people see of the merge request. */
async function shown(fields = 'id'): Promise<any> {
  const { data } = await world.graphql(`{ mergeRequests(first: 1) { nodes { ${fields} } } }`);
  return data.mergeRequests.nodes[0];
}

async function mutate(call: string) {
  const { data } = await world.graphql(`mutation { ${call} { userErrors { code message } } }`);
  expect(Object.values(data)).toEqual([{ userErrors: [] }]);
  await world.runJobsUntilIdle();
}

async function approve(plan: { id: string; digest: string }) {
  await mutate(`approvePlan(input: { id: "${plan.id}", digest: "${plan.digest}" })`);
}

async function open() {
  await world.connect();
  const [plan] = await plans();
  await approve(plan);
  return plan;
}

/** Looks at it until GitLab has checked it, and does what follows. */
async function look() {
  const { id } = await shown();
  await mutate(`refreshMergeRequest(input: { id: "${id}" })`);
  await mutate(`refreshMergeRequest(input: { id: "${id}" })`);
}

async function analyze() {
  const { id } = await world.projectByPath('shop');
  await mutate(`analyzeProject(input: { id: "${id}" })`);
}

const policy = (mergeRequest: object) =>
  world.graphql(
    `mutation ($input: UpdatePolicyInput!) { updatePolicy(input: $input) { userErrors { message } } }`,
    {
      input: {
        scope: { kind: 'BACKLINE' },
        set: {
          mergeRequest: {
            labels: ['fix'],
            reviewers: [],
            assignees: [],
            draft: false,
            squash: null,
            removeSourceBranch: true,
            autoMerge: false,
            ...mergeRequest,
          },
        },
      },
    },
  );

describe('a target branch that moved', () => {
  it('behind which the merge request is gets it rebuilt as one commit under the same approval', async () => {
    project().mergeMethod = 'ff';
    const plan = await open();
    const first = await world.simulator.headOf(shop, plan.branchName);
    const base = await commit({ 'README.md': 'moved\n' });
    await look();
    const head = await world.simulator.headOf(shop, plan.branchName);
    expect(head).not.toBe(first);
    expect(remote()).toMatchObject({ state: 'opened', headSha: head, baseSha: base });
    expect(await plans()).toMatchObject([{ state: 'OPEN', revision: 1, digest: plan.digest }]);
    expect(await said('merge-request.rebuilt')).toEqual([
      expect.stringContaining('Behind the target branch'),
    ]);
    expect(notes()).toEqual([]);
  });

  it('is followed by no second rebuild within ten minutes', async () => {
    project().mergeMethod = 'ff';
    await open();
    await commit({ 'README.md': 'moved\n' });
    await look();
    await commit({ 'README.md': 'moved again\n' });
    await look();
    expect(await said('merge-request.rebuilt')).toHaveLength(1);
    await world.sql(`update merge_request set rebuild_tried_at = rebuild_tried_at - interval '11 minutes'`);
    await look();
    expect(await said('merge-request.rebuilt')).toHaveLength(2);
    expect(await row()).toMatchObject({ rebuilds: 2, edited_at: null });
  });

  it('and makes other edits of it asks again, says so once, and updates the same branch after approval', async () => {
    const plan = await open();
    const first = await world.simulator.headOf(shop, plan.branchName);
    const moved = LOCK.replace(/("node_modules\/left-lib": \{)/, '$1\n      "peer": true,');
    const base = await commit({ 'package-lock.json': moved });
    await look();
    await look();
    expect(await world.simulator.headOf(shop, plan.branchName)).toBe(first);
    const [newer, older] = await plans();
    expect([newer, older]).toMatchObject([
      { state: 'PROPOSED', revision: 2 },
      { state: 'OPEN', revision: 1 },
    ]);
    expect(notes()).toEqual([expect.stringContaining('wait for approval')]);
    await approve(newer);
    expect(remote()).toMatchObject({ state: 'opened', baseSha: base });
    expect(await plans()).toMatchObject([{ state: 'OPEN' }, { state: 'SUPERSEDED' }]);
  });
});

describe('a branch on which a person committed', () => {
  const edit = (branch: string) => commit({ 'README.md': 'mine\n' }, branch);

  it('is left alone, and that is said once', async () => {
    project().mergeMethod = 'ff';
    const plan = await open();
    const theirs = await edit(plan.branchName);
    await commit({ 'OTHER.md': 'moved\n' });
    await look();
    await look();
    expect(await world.simulator.headOf(shop, plan.branchName)).toBe(theirs);
    expect(notes()).toEqual([expect.stringContaining('leaves it alone')]);
    expect(await said('merge-request.edited')).toHaveLength(1);
    expect(await shown('isEdited editedHead')).toEqual({ isEdited: true, editedHead: theirs });
  });

  it('is not rebuilt when somebody asks either, and the box is cleared', async () => {
    const plan = await open();
    const theirs = await edit(plan.branchName);
    remote().description = '- [x] <!-- backline:rebuild --> Rebuild\n';
    await look();
    expect(await world.simulator.headOf(shop, plan.branchName)).toBe(theirs);
    expect(remote().description).toBe('- [ ] <!-- backline:rebuild --> Rebuild\n');
    expect(notes().filter((body) => body.includes('was not rebuilt'))).toHaveLength(1);
  });

  it('is rebuilt on request once their commits are gone', async () => {
    project().mergeMethod = 'ff';
    const plan = await open();
    await edit(plan.branchName);
    await look();
    await world.simulator.deleteBranch(shop, plan.branchName);
    await commit({ 'README.md': 'moved\n' });
    remote().state = 'opened';
    const { id } = await shown();
    await mutate(`rebuildMergeRequest(input: { id: "${id}" })`);
    expect(await world.simulator.headOf(shop, plan.branchName)).not.toBeNull();
    expect(await row()).toMatchObject({ edited_at: null });
  });
});

it('keeps the title and description that people wrote, and clears the box that they ticked', async () => {
  project().mergeMethod = 'ff';
  await open();
  await commit({ 'README.md': 'moved\n' });
  Object.assign(remote(), { title: 'Ours', description: 'Ours\n- [x] <!-- backline:rebuild --> Rebuild\n' });
  await look();
  expect(await said('merge-request.rebuilt')).toEqual([expect.stringContaining('ticked the box')]);
  expect(remote()).toMatchObject({
    title: 'Ours',
    description: 'Ours\n- [ ] <!-- backline:rebuild --> Rebuild\n',
  });
});

describe('the end of a merge request', () => {
  it('comes when what it fixes was fixed otherwise: closed with a note, its branch removed', async () => {
    const plan = await open();
    const fixed =
      (await world.simulator.readFile(shop, { path: 'package-lock.json', ref: plan.branchName })) ?? '';
    await commit({ 'package-lock.json': fixed });
    await analyze();
    expect(remote()).toMatchObject({ state: 'closed' });
    expect(notes()).toEqual([expect.stringContaining('fixed otherwise')]);
    expect(await world.simulator.headOf(shop, plan.branchName)).toBeNull();
    expect(await plans()).toMatchObject([
      { state: 'SUPERSEDED', stateReason: expect.stringContaining('otherwise') },
    ]);
  });

  it('comes also when every answer to its closing is lost', async () => {
    const plan = await open();
    const fixed =
      (await world.simulator.readFile(shop, { path: 'package-lock.json', ref: plan.branchName })) ?? '';
    await commit({ 'package-lock.json': fixed });
    const pathPattern = `/projects/${shop}/merge_requests/1`;
    world.simulator.injectFault({ method: 'PUT', pathPattern, kind: 502, times: 4, afterEffect: true });
    await analyze();
    await world.hurryJobs();
    await world.runJobsUntilIdle();
    expect(remote()).toMatchObject({ state: 'closed' });
    expect(await world.simulator.headOf(shop, plan.branchName)).toBeNull();
    expect(await plans()).toMatchObject([
      { state: 'SUPERSEDED', stateReason: expect.stringContaining('otherwise') },
    ]);
  });

  it('is only said where a person committed to its branch', async () => {
    const plan = await open();
    const fixed =
      (await world.simulator.readFile(shop, { path: 'package-lock.json', ref: plan.branchName })) ?? '';
    await commit({ 'README.md': 'mine\n' }, plan.branchName);
    await commit({ 'package-lock.json': fixed });
    await analyze();
    await world.sql(`update project set analysis = analysis`);
    expect(remote()).toMatchObject({ state: 'opened' });
    expect(notes().filter((body) => body.includes('left to you'))).toHaveLength(1);
  });

  it('comes by Backline when a person asks, and the same change set is not proposed again', async () => {
    const plan = await open();
    const { id } = await shown();
    await mutate(`closeMergeRequest(input: { id: "${id}", reason: "Later /close @all" })`);
    expect(remote()).toMatchObject({ state: 'closed', quickActions: [] });
    expect(await world.simulator.headOf(shop, plan.branchName)).toBeNull();
    await commit({ 'README.md': 'moved\n' });
    await analyze();
    expect(await plans()).toMatchObject([{ state: 'CLOSED', stateReason: 'Later /close @all' }]);
  });

  it('by a person in GitLab is kept over a new analysis, and reopening opens the plan again', async () => {
    await open();
    await world.simulator.closeMergeRequest(shop, 1);
    await look();
    expect(await row()).toMatchObject({ state: 'CLOSED', next_look_at: expect.any(Date) });
    await commit({ 'README.md': 'moved\n' });
    await analyze();
    expect(await plans()).toMatchObject([{ state: 'CLOSED', revision: 1 }]);
    remote().state = 'opened';
    await look();
    expect(await plans()).toMatchObject([{ state: 'OPEN', revision: 1 }]);
  });

  it.each([{ squash: true }, { squash: false }])(
    'by a merge (%j) closes the findings only when the default branch shows it',
    async ({ squash }) => {
      await policy({ squash });
      await open();
      await world.simulator.mergeMergeRequest(shop, 1);
      await world.sql(`update job_lane set is_paused = true`);
      const { id } = await shown();
      await world.graphql(`mutation { refreshMergeRequest(input: { id: "${id}" }) { userErrors { code } } }`);
      expect(await row()).toMatchObject({ state: 'MERGED', next_look_at: null });
      const states = async () =>
        (await world.sql('select state, count(*)::int as n from finding group by state order by state')).map(
          ({ state, n }) => `${state} ${n}`,
        );
      expect(await states()).toEqual(['IN_PROGRESS 2', 'OPEN 1']);
      await world.sql(`update job_lane set is_paused = false`);
      await world.sql(`select pg_notify('backline_job_wake', '')`);
      await world.runJobsUntilIdle();
      expect(await states()).toEqual(['FIXED 2', 'OPEN 1']);
    },
  );
});

describe('the policy', () => {
  it('says with which labels and people, as a draft and squashed a merge request is opened', async () => {
    const ada = [...world.simulator.state.users.values()].find(({ username }) => username === 'ada');
    await policy({ reviewers: ['ada', 'nobody-here'], assignees: ['ada'], draft: true, squash: true });
    await open();
    expect(remote()).toMatchObject({
      labels: ['fix'],
      reviewerIds: [ada?.id],
      assigneeIds: [ada?.id],
      squash: true,
      title: expect.stringMatching(/^Draft: /),
    });
    expect(await said('merge-request.opened')).toEqual([expect.stringContaining('nobody-here')]);
    expect(await shown('unknownPeople')).toEqual({ unknownPeople: ['nobody-here'] });
  });

  it('lets GitLab merge it by itself only where the role of the account allows that', async () => {
    await policy({ autoMerge: true });
    const plan = await open();
    world.simulator.protectBranch(shop, 'main', { mergeLevel: ACCESS.maintainer });
    await look();
    expect(remote()).toMatchObject({ state: 'opened', autoMerge: null });
    expect(await shown('mayMerge isAutoMerge')).toEqual({ mayMerge: false, isAutoMerge: false });
    world.simulator.addMember({ group: 'acme' }, { userId: world.bot.user.id, level: ACCESS.maintainer });
    await world.simulator.setPipeline(shop, plan.branchName, 'running');
    await look();
    expect(await shown('mayMerge isAutoMerge')).toEqual({ mayMerge: true, isAutoMerge: true });
    await world.simulator.setPipeline(shop, plan.branchName, 'success');
    await world.simulator.settle();
    await look();
    expect(await row()).toMatchObject({ state: 'MERGED' });
  });
});
