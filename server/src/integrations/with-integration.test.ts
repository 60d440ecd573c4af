import { setTimeout as sleep } from 'node:timers/promises';
import { ADVISORIES, APP, startTestBackline, type TestBackline } from '../../test/backline.js';
import { isAppError } from '../errors.js';
import { createGitLabConnector } from '../gitlab/connector.client.js';
import type { JobOutcome } from '../jobs/job.js';
import { type OpenIntegration, withIntegration } from './with-integration.js';

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
afterEach(() => world.close());

async function run(
  work: (open: OpenIntegration) => Promise<unknown>,
  signal = new AbortController().signal,
): Promise<JobOutcome> {
  const connector = createGitLabConnector({
    clock: () => new Date(),
    sleep: async (ms, stop) => {
      await sleep(ms, undefined, { signal: stop });
    },
    random: Math.random,
    allowedHosts: ['127.0.0.1'],
  });
  const deps = { inTransaction: world.backline.core.inTransaction, connector, clock: () => new Date() };
  try {
    const [{ id }] = await world.sql('select id from integration');
    return await withIntegration(deps, { integrationId: id, signal }, async (open) => {
      await work(open);
      return { kind: 'done' };
    });
  } finally {
    await connector.close();
  }
}

const how = async () => {
  const [row] = await world.sql('select state, state_reason from integration');
  const paused = await world.sql('select 1 from job_lane where is_paused');
  return { state: row.state, reason: row.state_reason, isPaused: paused.length > 0 };
};
const CONNECTED = { state: 'CONNECTED', reason: null, isPaused: false };

async function analyze() {
  const { id } = await world.projectByPath('shop');
  await world.graphql(
    `mutation { analyzeProject(input: { id: "${id}", force: true }) { userErrors { code } } }`,
  );
  await world.runJobsUntilIdle();
}

describe('a token that dies under a job', () => {
  it('makes the work wait when it is the one that is stored', async () => {
    const outcome = await run(async ({ gitlab }) => {
      world.simulator.revokeToken(world.bot.token.id);
      await gitlab.getUser();
    });
    expect(outcome).toMatchObject({ kind: 'again', reason: expect.stringContaining('revoked') });
    expect(await how()).toMatchObject({ state: 'REVOKED', isPaused: true });
  });

  it('does not stop the one that took its place: the job goes on with that at once', async () => {
    const fresh = world.simulator.createToken({ userId: world.bot.user.id, scopes: ['api'] });
    const before = Date.now();
    const outcome = await run(async ({ gitlab }) => {
      await world.graphql(
        `mutation { replaceIntegrationToken(input: { id: "${integration}", token: "${fresh.value}" }) { userErrors { code } } }`,
      );
      world.simulator.revokeToken(world.bot.token.id);
      await gitlab.getUser();
    });
    expect(outcome).toMatchObject({ kind: 'again', reason: expect.stringContaining('replaced') });
    if (outcome.kind === 'again') expect(outcome.runAt.getTime() - before).toBeLessThan(30_000);
    expect(await how()).toEqual(CONNECTED);
    await run(({ gitlab }) => gitlab.getUser());
  });

  it('leaves a disconnected integration as it is', async () => {
    await run(async ({ gitlab }) => {
      await world.graphql(
        `mutation { disconnectIntegration(input: { id: "${integration}" }) { userErrors { code } } }`,
      );
      world.simulator.revokeToken(world.bot.token.id);
      await gitlab.getUser();
    });
    expect(await how()).toEqual({ state: 'DISCONNECTED', reason: null, isPaused: false });
  });
});

describe('a 401 while the token lives', () => {
  it('of git fails that one project and says why, and nothing else waits', async () => {
    world.simulator.injectFault({
      pathPattern: /shop\.git/,
      kind: 401,
      times: 100,
      headers: { 'www-authenticate': 'Basic realm="GitLab"' },
      body: 'HTTP Basic: Access denied',
    });
    await analyze();
    expect(await world.projectByPath('shop')).toMatchObject({
      analysisState: 'FAILED',
      analysisError: { code: 'GITLAB_FORBIDDEN', message: expect.stringContaining('accepts the token') },
    });
    expect(await how()).toEqual(CONNECTED);
    world.simulator.clearFaults();
    await analyze();
    expect(await world.projectByPath('shop')).toMatchObject({ analysisState: 'DONE', analysisError: null });
  });

  it('of one route is no word about the token either', async () => {
    world.simulator.injectFault({ pathPattern: `/projects/${shop}`, kind: 401, times: 1 });
    await expect(run(({ gitlab }) => gitlab.getProject(shop))).rejects.toMatchObject({
      code: 'GITLAB_FORBIDDEN',
    });
    expect(await how()).toEqual(CONNECTED);
  });
});

describe('work that is stopped', () => {
  it.each([
    [
      'git',
      /info\/refs/,
      ({ git }: OpenIntegration) => git.readHead(`${world.simulator.url}/acme/shop.git`, 'main'),
    ],
    ['an HTTP request', /\/user\b/, ({ gitlab }: OpenIntegration) => gitlab.getUser()],
  ])('ends %s that waits for GitLab', async (_, pathPattern, work) => {
    world.simulator.injectFault({ pathPattern, kind: 'timeout', times: 10 });
    const controller = new AbortController();
    const before = Date.now();
    const ended = run(work, controller.signal).catch((error: unknown) => error);
    await sleep(500);
    controller.abort();
    expect(isAppError(await ended, 'CANCELLED')).toBe(true);
    expect(Date.now() - before).toBeLessThan(5_000);
    expect(await how()).toEqual(CONNECTED);
  });
});
