import { setTimeout as sleep } from 'node:timers/promises';
import { CONNECT, startTestBackline, type TestBackline } from '../../test/backline.js';
import { createGitLabConnector } from '../gitlab/connector.client.js';
import { discoverProjects } from './discover-projects.js';

jest.setTimeout(120_000);

const COUNT = 10_000;
let world: TestBackline;
beforeAll(async () => {
  // No worker: what is queued stays queued.
  world = await startTestBackline({ config: { role: 'api' } });
  await world.simulator.createProjects(COUNT, {
    path: 'app',
    namespace: 'acme',
    files: { 'package.json': '{}\n' },
    vary: (index) => ({ namespace: `acme/team-${index % 50}` }),
  });
  await world.graphql(CONNECT, { input: { url: world.simulator.url, token: world.bot.token.value } });
});
afterAll(() => world.close());

async function discover() {
  const connector = createGitLabConnector({
    clock: () => new Date(),
    sleep: async (ms) => {
      await sleep(ms);
    },
    random: Math.random,
    allowedHosts: ['127.0.0.1'],
  });
  const { inTransaction, read } = world.backline.core;
  const [{ id }] = await world.sql('select id from integration');
  const [job] = (await read.jobHistory.list({}, { before: null, limit: 1 })).jobs;
  if (job === undefined) throw new Error('no job');
  world.simulator.requestLog.clear();
  const context = { job, signal: new AbortController().signal, progress: () => Promise.resolve() };
  const startedAt = performance.now();
  const outcome = await discoverProjects(
    { inTransaction, connector, clock: () => new Date() },
    { integrationId: id },
    context,
  );
  await connector.close();
  const seconds = (performance.now() - startedAt) / 1_000;
  return { outcome, seconds, requests: world.simulator.requestLog.count() };
}

describe('10,000 projects', () => {
  it('are listed with 105 requests at most, and every head is to be looked at', async () => {
    const first = await discover();
    expect(first.outcome).toMatchObject({ result: { projects: COUNT, added: COUNT, left: 0 } });
    expect(first.requests).toBeLessThanOrEqual(105);
    expect(first.seconds).toBeLessThan(60);
    const queued = `select count(*)::int as count from job where name = 'analyze-project'`;
    expect(await world.sql(queued)).toEqual([{ count: COUNT }]);
  });

  it('are listed again without a job and without a row written', async () => {
    const sum = `select count(*)::int as count, max(xmin::text::bigint) as newest from project`;
    const before = await world.sql(sum);
    const jobs = await world.sql('select max(id) as newest from job');
    // As if every head had been looked at.
    await world.sql(`update project set analysis_state = 'DONE', look_at = now() + interval '12 hours'`);
    const looked = await world.sql(sum);
    const second = await discover();
    expect(second.outcome).toMatchObject({ result: { projects: COUNT, added: 0, left: 0 } });
    expect(second.requests).toBeLessThanOrEqual(105);
    expect(second.seconds).toBeLessThan(60);
    expect(await world.sql(sum)).toEqual(looked);
    expect(looked).not.toEqual(before);
    expect(await world.sql('select max(id) as newest from job')).toEqual(jobs);
  });
});
