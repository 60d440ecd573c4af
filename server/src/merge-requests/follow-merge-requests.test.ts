import { setTimeout as sleep } from 'node:timers/promises';
import { ADVISORIES, APP, startTestBackline, type TestBackline } from '../../test/backline.js';
import { createGitLabConnector } from '../gitlab/connector.client.js';
import { DEFAULT_POLICY } from '../policies/policy.js';
import { followMergeRequests, refreshMergeRequest } from './follow-merge-requests.js';

jest.setTimeout(60_000);

let world: TestBackline;
const gitlabIds = new Map<string, number>();
beforeEach(async () => {
  world = await startTestBackline();
  await world.importAdvisories(ADVISORIES);
});
afterEach(() => world.close());

/** Projects of these names, each with an open merge request. */
async function open(...names: string[]) {
  for (const name of names) gitlabIds.set(name, await world.project(name, APP));
  await world.connect();
  for (const name of names) {
    const [plan] = (await world.projectByPath(name)).remediationPlans.nodes;
    await world.graphql(
      `mutation { approvePlan(input: { id: "${plan.id}", digest: "${plan.digest}" }) { userErrors { code } } }`,
    );
  }
  await world.runJobsUntilIdle();
  await world.sql(
    `update merge_request set checked_at = now() - interval '50 minutes', next_look_at = now() - interval '1 minute'`,
  );
}

async function withDeps<Result>(
  work: (deps: Parameters<typeof followMergeRequests>[0]) => Promise<Result>,
): Promise<Result> {
  const connector = createGitLabConnector({
    clock: () => new Date(),
    sleep: async (ms) => {
      await sleep(Math.min(ms, 10));
    },
    random: Math.random,
    allowedHosts: ['127.0.0.1'],
  });
  try {
    return await work({
      inTransaction: world.backline.core.inTransaction,
      connector,
      clock: () => new Date(),
      policy: DEFAULT_POLICY,
    });
  } finally {
    await connector.close();
  }
}

const follow = () =>
  withDeps(async (deps) => {
    await world.sql(`update merge_request set next_look_at = now() - interval '1 minute'`);
    const [{ id }] = await world.sql('select id from integration');
    const context = { signal: new AbortController().signal, progress: () => Promise.resolve() };
    return followMergeRequests(deps, { integrationId: id }, context);
  });

/** What is known of a project's merge request, and whether somebody looked at it just now. */
async function known(name: string) {
  const [row] = await world.sql(
    `select mr.state, mr.checked_at > now() - interval '5 minutes' as "isFresh", project.state as project
     from merge_request mr join project on project.id = mr.project_id where project.name = $1`,
    [name],
  );
  return row;
}
const shown = (name: string) => `/projects/${gitlabIds.get(name)}/merge_requests/1`;
const merge = (name: string) => world.simulator.mergeMergeRequest(gitlabIds.get(name) ?? 0, 1);

describe('following merge requests', () => {
  it.each([
    ['is forbidden', { kind: 403 }],
    ['answers 401 although the token lives', { kind: 401 }],
    ['makes GitLab fail', { kind: 500 }],
    ['is answered with nonsense', { kind: 200, body: '{"iid":"one"}' }],
  ])('goes on with the others when one %s, and says so once', async (_, fault) => {
    await open('one', 'two');
    await merge('two');
    world.simulator.injectFault({ pathPattern: shown('one'), times: 1_000, ...fault });
    expect(await follow()).toMatchObject({
      kind: 'done',
      result: { lookedAt: 1, changed: 1, failed: [expect.stringContaining('/one/')] },
    });
    await follow();
    expect(await known('two')).toMatchObject({ state: 'MERGED' });
    expect(await known('one')).toMatchObject({ state: 'OPENED', isFresh: true });
    const said = await world.sql(`select message from audit_event where action = 'merge-request.unreadable'`);
    expect(said).toMatchObject([{ message: expect.stringContaining('!1 cannot be looked at: ') }]);
  });

  it('ends when the token is dead', async () => {
    await open('one');
    world.simulator.revokeToken(world.bot.token.id);
    expect(await follow()).toMatchObject({ kind: 'again', reason: expect.stringContaining('revoked') });
    expect(await known('one')).toMatchObject({ state: 'OPENED', isFresh: false });
  });

  it('remembers the look although GitLab is behind what is known', async () => {
    await open('one');
    await world.sql(`update merge_request set updated_at = now() + interval '1 hour'`);
    await follow();
    expect(await known('one')).toMatchObject({ state: 'OPENED', isFresh: true });
  });

  it('looks at several at the same time', async () => {
    await open('one', 'two', 'three', 'four');
    world.simulator.setLatency(400);
    const before = Date.now();
    await follow();
    expect(Date.now() - before).toBeLessThan(1_200);
  });
});

describe('a merge request that GitLab does not find', () => {
  const missing = (times: number) =>
    world.simulator.injectFault({
      pathPattern: shown('one'),
      kind: 404,
      times,
      body: '{"message":"404 Project Not Found"}',
    });

  it('is left alone when the project is out of sight, and the project is shown as left until a sync sees it', async () => {
    await open('one');
    const user = { userId: world.bot.user.id };
    world.simulator.addMember({ group: 'acme' }, { ...user, level: 0 });
    await follow();
    expect(await known('one')).toEqual({ state: 'OPENED', isFresh: true, project: 'UNAVAILABLE' });
    world.simulator.addMember({ group: 'acme' }, { ...user, level: 30 });
    const { data } = await world.graphql('{ integrations { nodes { id } } }');
    await world.graphql(
      `mutation { syncIntegration(input: { id: "${data.integrations.nodes[0].id}" }) { userErrors { code } } }`,
    );
    await world.runJobsUntilIdle();
    expect(await known('one')).toMatchObject({ state: 'OPENED', project: 'READY' });
  });

  it('is followed on when it was out of sight for a moment only', async () => {
    await open('one');
    missing(1);
    const [{ id }] = await world.sql('select id from merge_request');
    expect(await withDeps((deps) => refreshMergeRequest(deps, id))).toMatchObject({ state: 'OPENED' });
    await merge('one');
    await follow();
    expect(await known('one')).toMatchObject({ state: 'MERGED' });
  });

  it('is closed when the project answers and does not know it', async () => {
    await open('one');
    world.simulator.state.projects.get(gitlabIds.get('one') ?? 0)?.mergeRequests.clear();
    await follow();
    expect(await known('one')).toMatchObject({ state: 'CLOSED', project: 'READY' });
  });
});
