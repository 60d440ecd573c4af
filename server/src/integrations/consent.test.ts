import { APP, ask, PASSWORD, startTestBackline, type TestBackline } from '../../test/backline.js';
import type { Application } from '../../simulator/oauth.js';
import { createGitLabConnector } from '../gitlab/connector.client.js';
import { currentToken } from './current-token.js';
import { withIntegration } from './with-integration.js';

jest.setTimeout(60_000);

let world: TestBackline;
let cookie: string;
let application: Application;
let applicationId: string;
beforeEach(async () => {
  world = await startTestBackline();
  await world.project('shop', APP);
  const ada = world.simulator.state.findUser('ada');
  world.simulator.addMember({ group: 'acme' }, { userId: ada?.id ?? 0, level: 40 });
  application = world.simulator.createApplication({
    name: 'Backline',
    redirectUri: `${world.url}/integrations/gitlab/callback`,
  });
  const signed = await ask(world.url, {
    query: `mutation { signIn(input: { email: "ada@example.com", password: "${PASSWORD}" }) { userErrors { message } } }`,
  });
  cookie = (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const registered = await world.graphql(
    `mutation ($input: RegisterGitLabApplicationInput!) { registerGitLabApplication(input: $input) {
       application { id baseUrl clientId } userErrors { code message } } }`,
    {
      input: {
        baseUrl: world.simulator.url,
        clientId: application.uid,
        clientSecret: application.secret,
      },
    },
  );
  applicationId = registered.data.registerGitLabApplication.application.id;
});
afterEach(() => world.close());

async function begin(as = cookie): Promise<URL> {
  const reply = await world.graphql(
    `mutation ($input: BeginGitLabConsentInput!) { beginGitLabConsent(input: $input) { authorizeUrl userErrors { code message } } }`,
    { input: { applicationId, name: 'By consent' } },
    { cookie: as },
  );
  return new URL(reply.data.beginGitLabConsent.authorizeUrl);
}

/** What a browser does on GitLab's page: the address that it is sent back to. */
async function press(decision: 'authorize' | 'deny', page: URL): Promise<string> {
  const shown = await fetch(page);
  expect(await shown.text()).toContain('Authorize');
  const body = new URLSearchParams({ ...Object.fromEntries(page.searchParams), decision });
  const pressed = await fetch(`${page.origin}${page.pathname}`, { method: 'POST', body, redirect: 'manual' });
  return pressed.headers.get('location') ?? '';
}

async function back(address: string, as = cookie) {
  const response = await fetch(address, { headers: { cookie: as }, redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
}

async function consent() {
  const reply = await back(await press('authorize', await begin()));
  expect(reply.status).toBe(303);
  await world.runJobsUntilIdle();
}

const row = async () => (await world.sql('select state, state_reason from integration'))[0];
const rowId = async () => (await world.sql('select id::text from integration'))[0].id;
const tokenRequests = () =>
  world.simulator.requestLog.entries.filter(({ path }) => path.startsWith('/oauth/token')).length;

async function withDeps<Result>(
  work: (deps: Parameters<typeof currentToken>[0]) => Promise<Result>,
): Promise<Result> {
  const connector = createGitLabConnector({
    clock: () => new Date(),
    sleep: () => Promise.resolve(),
    random: Math.random,
    allowedHosts: ['127.0.0.1'],
  });
  try {
    return await work({
      inTransaction: world.backline.core.inTransaction,
      connector,
      clock: () => new Date(),
    });
  } finally {
    await connector.close();
  }
}

/** As if so many minutes of the access token's life were left, and it had been got a while ago. */
const minutesLeft = (minutes: number) =>
  world.sql(
    `update gitlab_grant set renewed_at = now() - interval '1 hour', expires_at = now() + make_interval(mins => $1)`,
    [minutes],
  );
const use = () =>
  withDeps(async (deps) => {
    const integrationId = await rowId();
    const signal = new AbortController().signal;
    return withIntegration(deps, { integrationId, signal }, async ({ gitlab }) => {
      await gitlab.getUser();
      return { kind: 'done' };
    });
  });

describe('connecting by consent', () => {
  it('ends at an integration that works as the person, with every secret sealed', async () => {
    await consent();
    const reply = await world.graphql(
      `{ integrations { nodes { name state account { username } token { kind scopes expiresAt } } } }`,
    );
    expect(reply.data.integrations.nodes).toEqual([
      {
        name: 'By consent',
        state: 'CONNECTED',
        account: { username: 'ada' },
        token: { kind: 'OAUTH', scopes: ['api', 'read_repository', 'write_repository'], expiresAt: null },
      },
    ]);
    expect(await world.projectByPath('shop')).toMatchObject({ analysisState: 'DONE' });
    const secrets = [...world.simulator.state.tokens.values()].map(({ value }) => value);
    for (const table of [
      'secret',
      'integration',
      'gitlab_grant',
      'gitlab_consent',
      'gitlab_application',
      'audit_event',
    ]) {
      const stored = JSON.stringify(await world.sql(`select * from ${table}`));
      for (const secret of [...secrets, application.secret]) expect(stored).not.toContain(secret);
    }
  });

  it('takes a state once, from the session that began, within ten minutes', async () => {
    const address = await press('authorize', await begin());
    const stranger = await back(address, '');
    expect(stranger).toMatchObject({ status: 400, location: null });
    expect((await back(address)).status).toBe(303);
    expect(await back(address)).toMatchObject({ status: 400, text: expect.stringContaining('used already') });
    const late = await press('authorize', await begin());
    await world.sql(`update gitlab_consent set expires_at = now() - interval '1 second'`);
    expect((await back(late)).status).toBe(400);
  });

  it('says when the person did not allow it, and connects nothing', async () => {
    const reply = await back(await press('deny', await begin()));
    expect(reply).toMatchObject({ status: 400, text: expect.stringContaining('did not allow') });
    expect(await world.sql('select 1 from integration')).toEqual([]);
  });

  it('is for people, not for programs', async () => {
    const reply = await world.graphql(
      `mutation ($input: BeginGitLabConsentInput!) { beginGitLabConsent(input: $input) { authorizeUrl userErrors { code } } }`,
      { input: { applicationId } },
    );
    expect(reply.data.beginGitLabConsent).toEqual({
      authorizeUrl: null,
      userErrors: [{ code: 'FORBIDDEN' }],
    });
  });
});

describe('access by consent', () => {
  beforeEach(consent);

  it('is renewed once when many need it, and saved before it is used', async () => {
    await minutesLeft(3);
    const before = tokenRequests();
    const integrationId = await rowId();
    const tokens = await withDeps((deps) =>
      Promise.all([1, 2, 3, 4].map(() => currentToken(deps, integrationId))),
    );
    expect(tokenRequests() - before).toBe(1);
    expect(new Set(tokens).size).toBeLessThanOrEqual(2);
    expect(await use()).toEqual({ kind: 'done' });
    expect(await row()).toMatchObject({ state: 'CONNECTED' });
  });

  it('is renewed when GitLab refuses the access token before its time', async () => {
    await minutesLeft(100);
    for (const token of world.simulator.state.tokens.values())
      if (token.kind === 'oauth') token.diesAt = new Date(0);
    expect(await use()).toMatchObject({ kind: 'again', reason: expect.stringContaining('replaced') });
    expect(await use()).toEqual({ kind: 'done' });
  });

  it('stops with the remedy when the person takes it back in GitLab', async () => {
    await minutesLeft(100);
    world.simulator.revokeGrant(application.uid, world.simulator.state.findUser('ada')?.id ?? 0);
    await use();
    expect(await row()).toEqual({
      state: 'REVOKED',
      state_reason: expect.stringContaining('under Applications'),
    });
    expect(await world.sql('select 1 from job_lane where is_paused')).toHaveLength(1);
    await consent();
    expect(await row()).toEqual({ state: 'CONNECTED', state_reason: null });
    expect(await world.sql('select 1 from job_lane where is_paused')).toEqual([]);
  });

  it('says that the tokens are lost when the answer to renewing was', async () => {
    await minutesLeft(0);
    world.simulator.injectFault({ pathPattern: /oauth\/token/, kind: 'reset', afterEffect: true, times: 1 });
    await expect(use()).rejects.toMatchObject({ code: 'GITLAB_OUTCOME_UNKNOWN' });
    expect(await row()).toMatchObject({ state: 'CONNECTED' });
    await use();
    expect(await row()).toEqual({ state: 'REVOKED', state_reason: expect.stringContaining('were lost') });
  });

  it('goes on after a connection that broke before GitLab heard of it', async () => {
    await minutesLeft(0);
    world.simulator.injectFault({ pathPattern: /oauth\/token/, kind: 'reset', times: 1 });
    await expect(use()).rejects.toMatchObject({ code: 'GITLAB_OUTCOME_UNKNOWN' });
    expect(await use()).toEqual({ kind: 'done' });
    expect(await row()).toMatchObject({ state: 'CONNECTED' });
  });

  it('is taken back at GitLab when it is disconnected, and nothing secret stays', async () => {
    await world.graphql(
      `mutation ($id: ID!) { disconnectIntegration(input: { id: $id }) { userErrors { code } } }`,
      { id: Buffer.from(`Integration:${await rowId()}`).toString('base64url') },
    );
    const oauth = [...world.simulator.state.tokens.values()].filter(({ kind }) => kind === 'oauth');
    expect(oauth.every(({ isRevoked }) => isRevoked)).toBe(true);
    expect(
      await world.sql(`select 1 from secret where place_table in ('integration', 'gitlab_grant')`),
    ).toEqual([]);
    expect(await world.sql('select 1 from gitlab_grant')).toEqual([]);
  });
});
