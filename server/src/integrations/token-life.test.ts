import { APP, startTestBackline, type TestBackline } from '../../test/backline.js';
import { watchTokens } from './watch-tokens.js';
import { dueWarning } from './token-life.js';
import { tokenKindOf } from './token-kind.js';
import { createGitLabConnector } from '../gitlab/connector.client.js';

jest.setTimeout(60_000);

describe('the warnings of a token that ends', () => {
  it.each([
    [31, null, null],
    [30, null, 30],
    [12, 30, null],
    [7, 30, 7],
    [6, 7, null],
    [1, 7, 1],
    [1, null, 1],
    [1, 1, null],
    [0, 7, null],
  ])('with %i days left after one at %s is due at %s', (left, warned, due) => {
    expect(dueWarning(left, warned)).toBe(due);
  });
});

describe('the kind of a token', () => {
  it.each([
    ['project_12_bot_ab12', true, 'PROJECT'],
    ['project_12_bot', true, 'PROJECT'],
    ['group_7_bot_ff', true, 'GROUP'],
    ['service_account_acme', false, 'SERVICE_ACCOUNT'],
    ['renovate', true, 'SERVICE_ACCOUNT'],
    ['project_bot_fan', false, 'PERSONAL'],
    ['ada', false, 'PERSONAL'],
  ] as const)('of @%s (bot: %s) is %s', (username, isBot, kind) => {
    expect(tokenKindOf({ username, isBot })).toBe(kind);
  });
});

describe('in a whole Backline', () => {
  let world: TestBackline;
  let id: string;
  beforeEach(async () => {
    world = await startTestBackline();
    await world.project('shop', APP);
    id = await world.connect();
  });
  afterEach(() => world.close());

  const rotate = async (input: object = {}) =>
    (
      await world.graphql(
        `mutation ($input: RotateIntegrationTokenInput!) { rotateIntegrationToken(input: $input) {
           integration { state token { expiresAt kind } } userErrors { code message } } }`,
        { input: { id, ...input } },
      )
    ).data.rotateIntegrationToken;
  const row = async () => (await world.sql('select state, state_reason from integration'))[0];
  const rotations = () =>
    world.simulator.requestLog.entries.filter(({ path }) => path.endsWith('/rotate')).length;
  const living = () => [...world.simulator.state.tokens.values()].filter((token) => !token.isRevoked).length;
  const isPaused = async () => (await world.sql('select 1 from job_lane where is_paused')).length > 0;
  const verify = () =>
    world.graphql(
      `mutation { verifyIntegration(input: { id: "${id}" }) { integration { state } userErrors { code } } }`,
    );

  async function watch() {
    await world.sql(`update integration_token set heard_at = now() - interval '1 minute'`);
    const connector = createGitLabConnector({
      clock: () => new Date(),
      sleep: () => Promise.resolve(),
      random: Math.random,
      allowedHosts: ['127.0.0.1'],
    });
    const deps = { inTransaction: world.backline.core.inTransaction, connector, clock: () => new Date() };
    await watchTokens(deps, new AbortController().signal);
    await connector.close();
  }

  it('rotates: the new token is in use, the old one is dead, and a key is carried out once', async () => {
    const first = await rotate({ idempotencyKey: 'once' });
    expect(first.userErrors).toEqual([]);
    expect(first.integration).toMatchObject({ state: 'CONNECTED', token: { kind: 'SERVICE_ACCOUNT' } });
    expect((await rotate({ idempotencyKey: 'once' })).userErrors).toEqual([]);
    expect(rotations()).toBe(1);
    expect(living()).toBe(1);
    expect(world.simulator.state.tokens.get(world.bot.token.id)?.isRevoked).toBe(true);
    await watch();
    expect(await row()).toEqual({ state: 'CONNECTED', state_reason: null });
  });

  it('rotates once when two ask at the same time', async () => {
    world.simulator.setLatency(100);
    const both = await Promise.all([rotate(), rotate()]);
    const codes = both.map(({ userErrors }) => userErrors[0]?.code ?? null);
    expect(new Set(codes)).toEqual(new Set(['CONFLICT', null]));
    expect(rotations()).toBe(1);
    expect(await row()).toMatchObject({ state: 'CONNECTED' });
  });

  it('says that nothing happened when the connection broke before the effect, and can be asked again', async () => {
    world.simulator.injectFault({ pathPattern: /rotate/, kind: 'reset', times: 1 });
    const { userErrors } = await rotate();
    expect(userErrors).toEqual([
      { code: 'GITLAB_FAILED', message: expect.stringContaining('the old one still works') },
    ]);
    expect((await rotate()).userErrors).toEqual([]);
  });

  it('says that the token is lost when the answer was, waits, and goes on with the next good one', async () => {
    world.simulator.injectFault({ pathPattern: /rotate/, kind: 'reset', afterEffect: true, times: 1 });
    const { userErrors } = await rotate();
    expect(userErrors).toEqual([{ code: 'TOKEN_REVOKED', message: expect.stringContaining('was lost') }]);
    expect(await row()).toEqual({ state: 'REVOKED', state_reason: expect.stringContaining('was lost') });
    expect(await isPaused()).toBe(true);
    expect(rotations()).toBe(1);
    const fresh = world.simulator.createToken({ userId: world.bot.user.id, scopes: ['api'] });
    await world.graphql(
      `mutation { replaceIntegrationToken(input: { id: "${id}", token: "${fresh.value}" }) { userErrors { code } } }`,
    );
    expect(await row()).toEqual({ state: 'CONNECTED', state_reason: null });
    expect(await isPaused()).toBe(false);
  });

  it('knows a crash between the answer and storing it by the old token’s next 401', async () => {
    await world.sql(`update integration_token set rotation_started_at = now() - interval '10 minutes'`);
    world.simulator.revokeToken(world.bot.token.id);
    await watch();
    expect(await row()).toEqual({ state: 'REVOKED', state_reason: expect.stringContaining('was lost') });
  });

  it('forgets a rotation that never happened once the old token is seen alive', async () => {
    await world.sql(`update integration_token set rotation_started_at = now() - interval '10 minutes'`);
    await verify();
    expect(await world.sql('select rotation_started_at from integration_token')).toEqual([
      { rotation_started_at: null },
    ]);
  });

  it.each([403, 405])('names the remedy when GitLab does not let it rotate (%i)', async (status) => {
    world.simulator.injectFault({ pathPattern: /rotate/, kind: status, times: 1 });
    const { userErrors } = await rotate();
    expect(userErrors).toEqual([
      { code: 'GITLAB_REFUSED', message: expect.stringContaining('Make a new token in GitLab') },
    ]);
    expect(await row()).toMatchObject({ state: 'CONNECTED' });
    expect((await rotate()).userErrors).toEqual([]);
  });

  it('notices a token that died while nothing ran, with one request, and jobs that wait go on with the next', async () => {
    world.simulator.revokeToken(world.bot.token.id);
    world.simulator.requestLog.clear();
    await watch();
    expect(world.simulator.requestLog.entries.length).toBeLessThanOrEqual(2);
    expect(await row()).toMatchObject({ state: 'REVOKED' });
    expect(await isPaused()).toBe(true);
    const { id: project } = await world.projectByPath('shop');
    await world.graphql(
      `mutation { analyzeProject(input: { id: "${project}", force: true }) { userErrors { code } } }`,
    );
    const waiting = () => world.sql(`select 1 from job where state = 'QUEUED' and lane like 'integration:%'`);
    expect((await waiting()).length).toBeGreaterThan(0);
    const fresh = world.simulator.createToken({ userId: world.bot.user.id, scopes: ['api'] });
    await world.graphql(
      `mutation { replaceIntegrationToken(input: { id: "${id}", token: "${fresh.value}" }) { userErrors { code } } }`,
    );
    await world.runJobsUntilIdle();
    expect(await waiting()).toEqual([]);
    expect(await world.projectByPath('shop')).toMatchObject({ analysisState: 'DONE' });
  });

  it('asks nobody about a token that was heard of a moment ago', async () => {
    await world.graphql(`mutation { syncIntegration(input: { id: "${id}" }) { userErrors { code } } }`);
    await world.runJobsUntilIdle();
    const [life] = await world.sql(
      "select now() - heard_at < interval '20 seconds' as is_recent from integration_token",
    );
    expect(life).toEqual({ is_recent: true });
  });

  it('warns once each at 30, 7 and 1 days, in the audit log and on the page, and starts over with a new token', async () => {
    const ends = async (days: number) => {
      const at = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
      await world.sql(`update integration set token = token || jsonb_build_object('expiresAt', $1::text)`, [
        at,
      ]);
      await watch();
      await watch();
    };
    const warned = async () =>
      (await world.sql(`select message from audit_event where action = 'integration.token-expires-soon'`))
        .length;
    await ends(60);
    expect(await warned()).toBe(0);
    await ends(20);
    expect(await warned()).toBe(1);
    const reply = await world.graphql(`{ integrations { nodes { warnings { code message daysLeft } } } }`);
    expect(reply.data.integrations.nodes[0].warnings).toContainEqual({
      code: 'TOKEN_EXPIRES_SOON',
      message: expect.stringContaining('in 20 days'),
      daysLeft: 20,
    });
    await ends(5);
    await ends(1);
    expect(await warned()).toBe(3);
    expect((await rotate()).userErrors).toEqual([]);
    await ends(5);
    expect(await warned()).toBe(4);
  });
});
