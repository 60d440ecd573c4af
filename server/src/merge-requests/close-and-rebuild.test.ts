import { setTimeout as wait } from 'node:timers/promises';
import { ADVISORIES, APP, startTestBackline, type TestBackline } from '../../test/backline.js';

jest.setTimeout(60_000);

let world: TestBackline;
let shop: number;
beforeEach(async () => {
  world = await startTestBackline({ patience: { sleep: () => wait(5) } });
  await world.importAdvisories(ADVISORIES);
  shop = await world.project('shop', APP);
});
afterEach(() => world.close());

const remote = () => {
  const found = world.simulator.state.projects.get(shop)?.mergeRequests.get(1);
  if (found === undefined) throw new Error('no merge request');
  return found;
};
const notes = (text: string) =>
  remote().notes.filter(({ body, isSystem }) => !isSystem && body.includes(text));
const commit = (files: Record<string, string>, branch = 'main') =>
  world.simulator.commitFiles(shop, { branch, files });
const headOf = (branch: string) => world.simulator.headOf(shop, branch);
const plans = async (): Promise<any[]> => (await world.projectByPath('shop')).remediationPlans.nodes;
const records = (action: string) => world.sql('select * from audit_event where action = $1', [action]);

async function mutate(call: string) {
  const { data } = await world.graphql(`mutation { ${call} { userErrors { code message } } }`);
  expect(Object.values(data)).toEqual([{ userErrors: [] }]);
}

async function mutateAll(call: string) {
  await mutate(call);
  await world.runJobsUntilIdle();
}

async function open() {
  await world.connect();
  const [plan] = await plans();
  await mutateAll(`approvePlan(input: { id: "${plan.id}", digest: "${plan.digest}" })`);
  return plan;
}

async function id(): Promise<string> {
  const { data } = await world.graphql(`{ mergeRequests(first: 1) { nodes { id } } }`);
  return data.mergeRequests.nodes[0].id;
}

/** Lets the first such request hang, does this meanwhile, and waits for what follows. */
async function during(
  fault: { method: string; pathPattern: RegExp },
  call: string,
  meanwhile: () => Promise<unknown>,
) {
  world.simulator.requestLog.clear();
  world.simulator.injectFault({ ...fault, kind: 'hang', holdMs: 1_500 });
  await mutate(call);
  const isReached = () => world.simulator.requestLog.entries.some(({ trouble }) => trouble === 'hang');
  for (let tries = 0; tries < 1_000 && !isReached(); tries += 1) await wait(10);
  expect(isReached()).toBe(true);
  await meanwhile();
  await world.runJobsUntilIdle();
}

const READ_NOTES = { method: 'GET', pathPattern: /merge_requests\/1\/notes/ };

describe('closing', () => {
  it('keeps a branch on which a person commits while it is closed', async () => {
    const plan = await open();
    let theirs: string | null = null;
    await during(
      READ_NOTES,
      `closeMergeRequest(input: { id: "${await id()}", reason: "Later" })`,
      async () => {
        theirs = await commit({ 'README.md': 'mine\n' }, plan.branchName);
      },
    );
    expect(remote().state).toBe('closed');
    expect(theirs).not.toBeNull();
    expect(await headOf(plan.branchName)).toBe(theirs);
  });

  it('of what is unneeded is known as its own and finished after a lost answer', async () => {
    const plan = await open();
    const fixed =
      (await world.simulator.readFile(shop, { path: 'package-lock.json', ref: plan.branchName })) ?? '';
    await commit({ 'package-lock.json': fixed });
    const { id: project } = await world.projectByPath('shop');
    world.simulator.injectFault({
      method: 'PUT',
      pathPattern: /merge_requests\/1(?:\?|$)/,
      kind: 'reset',
      afterEffect: true,
      times: 1_000,
    });
    await mutateAll(`analyzeProject(input: { id: "${project}" })`);
    expect(remote().state).toBe('closed');
    expect(await plans()).toMatchObject([
      { state: 'SUPERSEDED', stateReason: expect.stringContaining('otherwise') },
    ]);
    expect(await headOf(plan.branchName)).toBeNull();
    expect(await world.sql('select closing from merge_request')).toEqual([{ closing: null }]);
  });

  it('by a person keeps their reason after a lost answer', async () => {
    const plan = await open();
    world.simulator.injectFault({
      method: 'PUT',
      pathPattern: /merge_requests\/1(?:\?|$)/,
      kind: 'reset',
      afterEffect: true,
      times: 1_000,
    });
    await mutateAll(`closeMergeRequest(input: { id: "${await id()}", reason: "Later" })`);
    expect(await plans()).toMatchObject([{ state: 'CLOSED', stateReason: 'Later' }]);
    expect(await headOf(plan.branchName)).toBeNull();
  });

  it('that GitLab refuses is forgotten, so that a person closing it later is what counts', async () => {
    const plan = await open();
    world.simulator.injectFault({
      method: 'PUT',
      pathPattern: /merge_requests\/1(?:\?|$)/,
      kind: 403,
      times: 1_000,
    });
    await mutateAll(`closeMergeRequest(input: { id: "${await id()}", reason: "Later" })`);
    expect(await world.sql('select state, closing from merge_request')).toEqual([
      { state: 'OPENED', closing: null },
    ]);
    expect(await headOf(plan.branchName)).not.toBeNull();
  });
});

describe('a rebuild', () => {
  const close = () => world.sql(`update remediation_plan set state = 'CLOSED' where state = 'OPEN'`);

  it.each([
    ['read', /git-upload-pack/, false],
    ['pushed', /git-receive-pack/, true],
  ])('is stopped where the plan is closed while the branch is %s', async (_when, pathPattern, mayPush) => {
    const plan = await open();
    const first = await headOf(plan.branchName);
    await commit({ 'README.md': 'moved\n' });
    const { description } = remote();
    const call = `rebuildMergeRequest(input: { id: "${await id()}" })`;
    await during({ method: mayPush ? 'GET' : 'POST', pathPattern }, call, close);
    const head = await headOf(plan.branchName);
    const [{ pushed_commits: own }] = await world.sql('select pushed_commits from remediation_plan');
    expect(own).toContain(head);
    expect(head !== first).toBe(mayPush);
    expect(remote().description).toBe(description);
    expect(await records('merge-request.rebuilt')).toEqual([]);
  });

  it('begins anew what is said once', async () => {
    const plan = await open();
    const look = async () => mutateAll(`refreshMergeRequest(input: { id: "${await id()}" })`);
    await commit({ 'README.md': 'mine\n' }, plan.branchName);
    await look();
    expect(notes('leaves it alone')).toHaveLength(1);
    await world.simulator.deleteBranch(shop, plan.branchName);
    await commit({ 'README.md': 'moved\n' });
    remote().state = 'opened';
    await mutateAll(`rebuildMergeRequest(input: { id: "${await id()}" })`);
    expect(await records('merge-request.rebuilt')).toHaveLength(1);
    await commit({ 'README.md': 'mine again\n' }, plan.branchName);
    await look();
    await look();
    expect(notes('leaves it alone')).toHaveLength(2);
  });
});
