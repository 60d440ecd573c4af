import { setTimeout as sleep } from 'node:timers/promises';
import {
  ADVISORIES,
  advisory,
  APP,
  CONNECT,
  startTestBackline,
  type TestBackline,
} from '../../test/backline.js';
import { createGitLabConnector } from '../gitlab/connector.client.js';
import { enqueueDueWork } from '../jobs/enqueue-due-work.js';
import { discoverProjects } from './discover-projects.js';

jest.setTimeout(60_000);

let world: TestBackline;
beforeEach(async () => {
  world = await startTestBackline();
  await world.importAdvisories(ADVISORIES);
});
afterEach(() => world.close());

const integrations = async () =>
  (await world.graphql('{ integrations { nodes { id state stateReason } } }')).data.integrations.nodes;
const disconnect = (id: string) =>
  world.graphql(`mutation { disconnectIntegration(input: { id: "${id}" }) { userErrors { code } } }`);
const jobs = (name: string) => world.sql('select state from job where name = $1 order by id', [name]);

/** What is queued by itself, so many minutes from now. */
const tick = (minutes: number) =>
  enqueueDueWork({
    inTransaction: world.backline.core.inTransaction,
    clock: () => new Date(Date.now() + minutes * 60_000),
    rhythm: { pollSeconds: 3_600, syncMinutes: 60, advisorySyncHours: 0 },
  });

describe('a first listing that fails', () => {
  beforeEach(async () => {
    await world.project('shop', APP);
    await world.graphql(CONNECT, { input: { url: world.simulator.url, token: world.bot.token.value } });
    await world.runJobsUntilIdle();
    await world.sql('update integration set last_synced_at = null');
    world.simulator.injectFault({ pathPattern: /\/projects\?.*membership/, kind: 403, times: 1_000 });
    const [{ id }] = await integrations();
    await world.graphql(`mutation { syncIntegration(input: { id: "${id}" }) { userErrors { code } } }`);
    await world.runJobsUntilIdle();
  });

  it('is shown with the reason and stands in the history once', async () => {
    const reason = expect.stringContaining('could not be listed');
    expect(await integrations()).toMatchObject([{ state: 'DEGRADED', stateReason: reason }]);
    await tick(6);
    await world.runJobsUntilIdle();
    expect(await jobs('discover-projects')).toHaveLength(3);
    expect(
      await world.sql(`select 1 from audit_event where action = 'integration.sync-failed'`),
    ).toHaveLength(1);
  });

  it('is tried again by itself some minutes later, not at once, and heals', async () => {
    world.simulator.clearFaults();
    await tick(1);
    expect(await jobs('discover-projects')).toHaveLength(2);
    await tick(6);
    await tick(6);
    await world.runJobsUntilIdle();
    expect((await jobs('discover-projects')).map(({ state }) => state)).toEqual([
      'SUCCEEDED',
      'FAILED',
      'SUCCEEDED',
    ]);
    expect(await integrations()).toMatchObject([{ state: 'CONNECTED', stateReason: null }]);
  });

  it('is not tried again while one waits', async () => {
    await world.sql(`update job_lane set is_paused = true, pause_reason = 'test'`);
    await tick(6);
    await world.sql(`update job set dedupe_key = null`);
    await tick(12);
    expect(await jobs('discover-projects')).toHaveLength(3);
  });
});

describe('a disconnection', () => {
  it('during a listing stays: nothing comes back, nothing is queued', async () => {
    await world.project('shop', APP);
    await world.connect();
    const [{ id }] = await integrations();
    const connector = createGitLabConnector({
      clock: () => new Date(),
      sleep: async (ms) => {
        await sleep(ms);
      },
      random: Math.random,
      allowedHosts: ['127.0.0.1'],
    });
    const deps = { inTransaction: world.backline.core.inTransaction, connector, clock: () => new Date() };
    const [integration] = await world.sql('select id from integration');
    const job = await world.backline.core.read.jobHistory.list({}, { before: null, limit: 1 });
    const [latest] = job.jobs;
    if (latest === undefined) throw new Error('no job');
    world.simulator.setLatency(300);
    const listing = discoverProjects(
      deps,
      { integrationId: integration.id },
      { job: latest, signal: new AbortController().signal, progress: () => Promise.resolve() },
    );
    await sleep(100);
    await disconnect(id);
    expect(await listing).toEqual({ kind: 'done', result: 'The integration is disconnected.' });
    await connector.close();
    expect(await world.projectByPath('shop')).toMatchObject({
      state: 'UNAVAILABLE',
      reasons: [{ code: 'INTEGRATION_DISCONNECTED' }],
    });
    expect(await world.sql(`select 1 from job where state in ('QUEUED', 'RUNNING')`)).toEqual([]);
  });

  it('leaves no analysis that looks as if it were still to come', async () => {
    await world.project('shop', APP);
    await world.connect();
    await world.sql(`update project set analysis_state = 'QUEUED'`);
    const [{ id }] = await integrations();
    await disconnect(id);
    expect((await world.projectByPath('shop')).analysisState).toBe('DONE');
  });

  it('hands shared projects over to another integration at once', async () => {
    const shop = await world.project('shop', APP);
    await world.connect();
    const user = world.simulator.createUser({ username: 'second', isBot: true });
    world.simulator.addMember(shop, { userId: user.id, level: 30 });
    const token = world.simulator.createToken({ userId: user.id, scopes: ['api'] });
    await world.graphql(CONNECT, { input: { url: world.simulator.url, token: token.value } });
    await world.runJobsUntilIdle();
    const [first] = await integrations();
    await disconnect(first.id);
    await world.runJobsUntilIdle();
    expect(await world.projectByPath('shop')).toMatchObject({ state: 'READY', analysisState: 'DONE' });
  });
});

describe('a project out of reach', () => {
  it('keeps its findings as they are, and is looked at when it is back, though its commit is the same', async () => {
    await world.project('shop', APP);
    await world.connect();
    await world.sql(
      `update project set state = 'UNAVAILABLE', reasons = '[{"code": "LEFT", "message": ""}]'`,
    );
    const refreshes = (await jobs('refresh-findings')).length;
    await world.importAdvisories([advisory('GHSA-dddd-dddd-dddd', 'mid-lib', '1.0.1')]);
    await world.runJobsUntilIdle();
    const states = () =>
      world.sql('select package_name as name, state, is_settled as settled from finding order by 1');
    const known = ['deep-lib', 'left-lib', 'stuck-lib'];
    expect((await states()).map(({ name }) => name)).toEqual(known);
    expect(await jobs('refresh-findings')).toHaveLength(refreshes);
    const [{ id }] = await integrations();
    await world.graphql(`mutation { syncIntegration(input: { id: "${id}" }) { userErrors { code } } }`);
    await world.runJobsUntilIdle();
    expect(await states()).toMatchObject(
      [...known, 'mid-lib'].sort().map((name) => ({ name, state: 'OPEN', settled: true })),
    );
    expect(await jobs('refresh-findings')).toHaveLength(refreshes + 1);
    await world.graphql(`mutation { syncIntegration(input: { id: "${id}" }) { userErrors { code } } }`);
    await world.runJobsUntilIdle();
    expect(await jobs('refresh-findings')).toHaveLength(refreshes + 1);
  });
});
