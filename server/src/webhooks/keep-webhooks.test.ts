import type { SimulatorOptions } from '../../simulator/simulator.js';
import { ACCESS } from '../../simulator/state.js';
import { APP, startTestBackline, type TestBackline } from '../../test/backline.js';
import { freePort } from '../../test/free-port.js';
import type { Config } from '../config.js';
import { enqueueDueWork } from '../jobs/enqueue-due-work.js';
import { keepWebhooksJob } from './webhook-jobs.js';

jest.setTimeout(60_000);

let world: TestBackline;
let projectId: number;
let integrationId: string;
afterEach(() => world.close());

/** A Backline that GitLab reaches, with one project in which the bot is Maintainer. */
async function start(
  simulator: SimulatorOptions = {},
  { config = {}, level = ACCESS.maintainer }: { config?: Partial<Config>; level?: number } = {},
): Promise<void> {
  const port = await freePort();
  world = await startTestBackline({
    config: { port, publicUrl: `http://127.0.0.1:${port}`, ...config },
    simulator,
  });
  world.simulator.addMember({ group: 'acme' }, { userId: world.bot.user.id, level });
  projectId = await world.project('shop', APP);
  integrationId = await world.connect();
}

async function setWebhooks(makesWebhooks: boolean): Promise<void> {
  await world.graphql(
    `mutation ($input: UpdateIntegrationInput!) { updateIntegration(input: $input) { userErrors { message } } }`,
    { input: { id: integrationId, makesWebhooks } },
  );
  await world.runJobsUntilIdle();
}

/** As the due work does it. */
async function keep(): Promise<void> {
  const [{ id }] = await world.sql('select id::text from integration');
  await world.backline.core.inTransaction(({ jobs }) =>
    jobs.enqueue(
      keepWebhooksJob,
      { integrationId: id },
      { lane: `integration:${id}`, subject: `integration:${id}` },
    ),
  );
  await world.runJobsUntilIdle();
}

const atGitLab = () => [...(world.simulator.state.projects.get(projectId)?.hooks.values() ?? [])];
const rows = () =>
  world.sql(
    'select state, problem, gitlab_hook_id::int as "gitlabId", public_id as "publicId" from gitlab_hook',
  );
const hookRequests = () =>
  world.simulator.requestLog.entries
    .filter(({ path }) => path.includes('/hooks'))
    .map(({ method }) => method);
const makeDue = () => world.sql(`update gitlab_hook set checked_at = now() - interval '25 hours'`);
const secretCount = async () =>
  (await world.sql(`select count(*)::int as count from secret where place_table = 'gitlab_hook'`))[0].count;

describe('Webhooks that Backline keeps', () => {
  it('are made once, with both secrets and our events, and cost nothing on a second run', async () => {
    await start({ profile: '19.4' });
    expect(atGitLab()).toEqual([]);
    await setWebhooks(true);
    const [row] = await rows();
    const [hook] = atGitLab();
    expect(row).toMatchObject({ state: 'ACTIVE', problem: null, gitlabId: hook?.id });
    expect(hook?.url).toBe(`${world.url}/hooks/gitlab/${row.publicId}`);
    expect(hook?.token).toMatch(/^[\w-]{43}$/);
    expect(hook?.signingToken).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const events = [...(hook?.events ?? [])].filter(([, isOn]) => isOn).map(([name]) => name);
    expect(events.toSorted()).toEqual(['merge_requests_events', 'pipeline_events', 'push_events']);

    world.simulator.requestLog.clear();
    await keep();
    expect(hookRequests()).toEqual([]);
    expect(atGitLab()).toHaveLength(1);
  });

  it.each([true, false])(
    'are made once when the answer is lost (made at GitLab: %s)',
    async (afterEffect) => {
      await start();
      world.simulator.injectFault({ method: 'POST', pathPattern: '/hooks', kind: 'reset', afterEffect });
      await setWebhooks(true);
      expect(atGitLab()).toHaveLength(1);
      expect(await rows()).toMatchObject([{ state: 'ACTIVE', gitlabId: atGitLab()[0]?.id }]);
    },
  );

  it('are made once when two runs begin at the same time', async () => {
    await start();
    await world.sql(`update integration set settings = settings || '{"makesWebhooks": true}'`);
    await Promise.all([keep(), keep()]);
    await world.hurryJobs();
    expect(atGitLab()).toHaveLength(1);
    const posts = world.simulator.requestLog.entries.filter(
      ({ method, path }) => method === 'POST' && path.includes('/hooks'),
    );
    expect(posts).toHaveLength(1);
  });

  it('are queued as due work only where something is missing or due', async () => {
    // Its own due work, without an address, queues nothing of this.
    await start({}, { config: { publicUrl: null } });
    const { core } = world.backline;
    const queuedBy = async (publicUrl: string | null) => {
      await world.sql(
        `update job set finished_at = now() - interval '6 minutes' where name = 'keep-webhooks'`,
      );
      const count = async () =>
        (await world.sql(`select count(*)::int as count from job where name = 'keep-webhooks'`))[0].count;
      const before = await count();
      await enqueueDueWork({
        inTransaction: core.inTransaction,
        clock: () => new Date(),
        rhythm: { pollSeconds: 3_600, syncMinutes: 10_080, advisorySyncHours: 0 },
        publicUrl,
      });
      await world.runJobsUntilIdle();
      return (await count()) - before;
    };
    expect(await queuedBy(world.url)).toBe(0);
    await world.sql(`update integration set settings = settings || '{"makesWebhooks": true}'`);
    expect(await queuedBy(null)).toBe(0);
    expect(await queuedBy(world.url)).toBe(1);
    const [{ id, integrationId: owner }] = await world.sql(
      'select id::text, integration_id::text as "integrationId" from project',
    );
    await core.inTransaction(async ({ gitLabHooks }) => {
      const now = new Date();
      const made = await gitLabHooks.create({ projectId: id, integrationId: owner, publicId: 'p', now });
      await gitLabHooks.save(made.id, { state: 'ACTIVE', checkedAt: now });
    });
    expect(await queuedBy(world.url)).toBe(0);
    await makeDue();
    expect(await queuedBy(world.url)).toBe(1);
    await world.sql(`update integration set settings = settings || '{"makesWebhooks": false}'`);
    await queuedBy(null);
    expect(await rows()).toEqual([]);
  });

  it('are made anew when a person removed them, and put right when one changed them', async () => {
    await start();
    await setWebhooks(true);
    world.simulator.state.projects.get(projectId)?.hooks.clear();
    await makeDue();
    await keep();
    expect(atGitLab()).toHaveLength(1);
    const [hook] = atGitLab();
    hook?.events.set('push_events', false);
    await makeDue();
    await keep();
    expect(atGitLab()[0]?.events.get('push_events')).toBe(true);
    expect(await rows()).toMatchObject([{ state: 'ACTIVE', gitlabId: hook?.id }]);
  });

  it("leave other people's alone, and clear away those of an earlier connection", async () => {
    await start();
    await setWebhooks(true);
    const own = atGitLab()[0];
    const hooks = world.simulator.state.projects.get(projectId)?.hooks;
    if (own === undefined || hooks === undefined) throw new Error('no hook');
    hooks.set(901, { ...own, id: 901, url: 'https://ci.example/hook' });
    hooks.set(902, { ...own, id: 902, url: `${world.url}/hooks/gitlab/of-an-earlier-connection` });
    await makeDue();
    await keep();
    expect([...hooks.keys()]).toEqual([own.id, 901]);
    await setWebhooks(false);
    expect([...hooks.keys()]).toEqual([901]);
  });

  it('are woken when GitLab stopped them, and told of while a test fails', async () => {
    await start({ disablesFailingHooks: true });
    await setWebhooks(true);
    const [hook] = atGitLab();
    if (hook === undefined) throw new Error('no hook');
    hook.failures = 40;
    await makeDue();
    world.simulator.injectFault({
      method: 'POST',
      pathPattern: '/test/',
      kind: 422,
      body: '{"message":"Hook execution failed: 500"}',
    });
    await keep();
    expect(await rows()).toMatchObject([{ state: 'DISABLED' }]);
    expect((await rows())[0].problem).toContain('Hook execution failed: 500');
    // Not again before an hour is over.
    world.simulator.requestLog.clear();
    await keep();
    expect(hookRequests()).toEqual([]);
    await world.sql(`update gitlab_hook set checked_at = now() - interval '61 minutes'`);
    await keep();
    expect(await rows()).toMatchObject([{ state: 'ACTIVE', problem: null }]);
    expect(hook.failures).toBe(0);
  });

  it('are removed when they are switched off, with their secrets', async () => {
    await start();
    await setWebhooks(true);
    expect(await secretCount()).toBe(2);
    await setWebhooks(false);
    expect([atGitLab(), await rows(), await secretCount()]).toEqual([[], [], 0]);
  });

  it('are removed on disconnecting, and those that stay are named', async () => {
    await start();
    const other = await world.project('web', APP);
    await setWebhooks(true);
    await world.graphql(
      `mutation ($input: SyncIntegrationInput!) { syncIntegration(input: $input) { userErrors { message } } }`,
      { input: { id: integrationId } },
    );
    await world.runJobsUntilIdle();
    await keep();
    expect(await rows()).toHaveLength(2);
    const [{ publicId }] = await world.sql(
      `select public_id as "publicId" from gitlab_hook join project on project.id = project_id
       where gitlab_project_id = $1`,
      [other],
    );
    const pathPattern = `/projects/${other}/hooks`;
    world.simulator.injectFault({ method: 'DELETE', pathPattern, kind: 500, times: 9 });
    await world.graphql(
      `mutation ($input: DisconnectIntegrationInput!) { disconnectIntegration(input: $input) { userErrors { message } } }`,
      { input: { id: integrationId } },
    );
    expect([atGitLab(), await rows(), await secretCount()]).toEqual([[], [], 0]);
    const [event] = await world.sql(
      `select message from audit_event where action = 'integration.disconnected'`,
    );
    expect(event.message).toContain('Removed 1 webhook from GitLab.');
    expect(event.message).toContain(`acme/web (${world.url}/hooks/gitlab/${publicId})`);
  });

  it.each([
    ['403', 'The role is below Maintainer.'],
    ['422', 'GitLab refused the webhook: url is blocked: Requests to the local network are not allowed.'],
  ])('say why GitLab does not take them (%s)', async (status, problem) => {
    await start({ allowLocalWebhooks: status === '403' });
    if (status === '403')
      world.simulator.addMember({ group: 'acme' }, { userId: world.bot.user.id, level: ACCESS.developer });
    await setWebhooks(true);
    expect(await rows()).toMatchObject([{ state: 'FAILED', problem }]);
    world.simulator.requestLog.clear();
    await keep();
    expect(hookRequests()).toEqual([]);
    const reply = await world.graphql(
      `{ integrations(first: 1) { nodes { webhooks { isOn active disabled failed waiting problem } } }
         projects(first: 1) { nodes { webhook { state problem lastEventAt } } } }`,
    );
    expect(reply.data.integrations.nodes[0].webhooks).toEqual({
      isOn: true,
      active: 0,
      disabled: 0,
      failed: 1,
      waiting: 0,
      problem: null,
    });
    expect(reply.data.projects.nodes[0].webhook).toEqual({ state: 'FAILED', problem, lastEventAt: null });
  });

  it.each<[string, number, Partial<Config>]>([
    ['where the role is Developer', ACCESS.developer, {}],
    ['without a public address', ACCESS.maintainer, { publicUrl: null }],
  ])('are not made %s', async (_, level, config) => {
    await start({}, { level, config });
    world.simulator.requestLog.clear();
    await setWebhooks(true);
    expect([hookRequests(), await rows()]).toEqual([[], []]);
  });
});
