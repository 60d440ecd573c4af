import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ask, PASSWORD, startTestBackline, type Caller, type TestBackline } from '../../test/backline.js';
import { type Backline, startBackline } from '../backline.js';
import { toGlobalId } from '../global-id.js';

jest.setTimeout(60_000);

let world: TestBackline;
let other: Backline;
beforeAll(async () => {
  world = await startTestBackline();
  other = await startBackline({ ...world.config, role: 'api' });
});
afterAll(async () => {
  await other.stop();
  await world.close();
});

const otherUrl = () => `http://127.0.0.1:${other.port}`;

async function signIn(email = 'ada@example.com', cookie = ''): Promise<string> {
  const reply = await ask(
    world.url,
    {
      query: 'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { id } } }',
      variables: { input: { email, password: PASSWORD } },
    },
    { cookie },
  );
  return reply.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function viewerOf(caller: Caller): Promise<{ scopes: string[] } | null> {
  return (await ask(otherUrl(), { query: '{ viewer { scopes } }' }, caller)).data?.viewer ?? null;
}

async function makeToken(cookie: string, scopes = '[READ]'): Promise<string> {
  const query = `mutation { createApiToken(input: { name: "t", scopes: ${scopes} }) { secret } }`;
  return (await ask(world.url, { query }, { cookie })).data.createApiToken.secret;
}

/** A subscription at the other process; how long after `end` it is closed, in milliseconds. */
async function closedAfter(caller: { cookie?: string; token?: string }, end: () => Promise<unknown>) {
  class Socket extends WebSocket {
    constructor(address: string, protocols: string | string[]) {
      super(address, protocols, caller.cookie === undefined ? {} : { headers: { cookie: caller.cookie } });
    }
  }
  let isConnected: () => void = () => undefined;
  let isClosed: () => void = () => undefined;
  const connected = new Promise<void>((resolve) => (isConnected = resolve));
  const closed = new Promise<void>((resolve) => (isClosed = resolve));
  const client = createClient({
    url: `${otherUrl().replace('http', 'ws')}/graphql`,
    webSocketImpl: Socket,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => undefined,
    ...(caller.token === undefined ? {} : { connectionParams: { authorization: `Bearer ${caller.token}` } }),
    on: { connected: () => isConnected(), closed: () => isClosed() },
  });
  await connected;
  await end();
  const started = performance.now();
  await closed;
  await client.dispose();
  return performance.now() - started;
}

describe('a session', () => {
  it('ends in every process within a second when it is signed out, its subscriptions too', async () => {
    const cookie = await signIn();
    const tookMs = await closedAfter({ cookie }, () =>
      ask(world.url, { query: 'mutation { signOut { viewer { id } } }' }, { cookie }),
    );
    expect(tookMs).toBeLessThan(1_000);
    expect(await viewerOf({ cookie })).toBeNull();
  });

  it('ends when the same browser signs in again', async () => {
    const old = await signIn();
    const present = await signIn('ada@example.com', old);
    expect(await viewerOf({ cookie: old })).toBeNull();
    expect(await viewerOf({ cookie: present })).not.toBeNull();
  });

  it('ends when nobody uses it for three days, and when it is 14 days old', async () => {
    const cookie = await signIn();
    await world.sql(`update session set last_used_at = now() - interval '71 hours'`);
    expect(await viewerOf({ cookie })).not.toBeNull();
    const [used] = await world.sql(
      `select max(last_used_at) > now() - interval '1 minute' as now from session`,
    );
    expect(used).toEqual({ now: true });
    await world.sql(`update session set last_used_at = now() - interval '73 hours'`);
    expect(await viewerOf({ cookie })).toBeNull();
    const [life] = await world.sql(
      `select max(expires_at - created_at) < interval '14 days 1 minute' as short from session`,
    );
    expect(life).toEqual({ short: true });
  });
});

describe('what somebody sees', () => {
  it('is another in every process within a second when their limits change, and who follows as before is closed', async () => {
    const [{ id: integrationId }] = await world.sql(
      `insert into integration (name, base_url, state, account_id, created_at) values ('GitLab', 'https://gitlab.example.com', 'DISCONNECTED', 1, now())
       returning id`,
    );
    const [{ id }] = await world.sql(
      `insert into account (email, name, password_hash, role)
       select 'ruth@example.com', 'Ruth', password_hash, 'VIEWER' from account where email = 'ada@example.com' returning id`,
    );
    const cookie = await signIn('ruth@example.com');
    const limit = (limitedTo: readonly object[] | null) =>
      world.graphql(
        'mutation ($input: UpdatePersonInput!) { updatePerson(input: $input) { userErrors { code } } }',
        { input: { id: toGlobalId('Account', id), limitedTo } },
      );
    const scope = { integrationId: toGlobalId('Integration', integrationId), groupPath: 'acme' };
    for (const limitedTo of [[scope], [scope, { ...scope, groupPath: 'zoo' }], null]) {
      const tookMs = await closedAfter({ cookie }, () => limit(limitedTo));
      expect(tookMs).toBeLessThan(1_000);
      const { data } = await ask(otherUrl(), { query: '{ viewer { limitedTo { groupPath } } }' }, { cookie });
      expect(data.viewer.limitedTo?.length ?? null).toBe(limitedTo?.length ?? null);
    }
  });
});

describe('an API token', () => {
  it('ends in every process within a second when it is revoked, its subscriptions too', async () => {
    const token = await makeToken(await signIn());
    const revoke = 'mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { userErrors { code } } }';
    const { data } = await world.graphql('{ apiTokens(first: 1) { nodes { id } } }');
    const tookMs = await closedAfter({ token }, () =>
      world.graphql(revoke, { id: data.apiTokens.nodes[0].id }),
    );
    expect(tookMs).toBeLessThan(1_000);
    expect(await viewerOf({ token })).toBeNull();
  });

  it('may never do more than its maker may now, and ends with them, however that came about', async () => {
    await world.sql(
      `insert into account (email, name, password_hash, role)
       select 'linus@example.com', 'Linus', password_hash, 'ADMIN' from account where email = 'ada@example.com'`,
    );
    const token = await makeToken(await signIn('linus@example.com'), '[READ, ADMIN]');
    expect((await viewerOf({ token }))?.scopes).toEqual(['READ', 'ADMIN']);
    await world.sql(`update account set role = 'APPROVER' where email = 'linus@example.com'`);
    expect((await viewerOf({ token }))?.scopes).toEqual(['READ']);
    await world.sql(`delete from account where email = 'linus@example.com'`);
    expect(await viewerOf({ token })).toBeNull();
  });

  it('is refused in an address, and nothing is read', async () => {
    const token = await makeToken(await signIn());
    for (const path of [
      `/graphql?query={viewer{id}}&access_token=${token}`,
      `/export/findings.csv?t=${token}`,
    ]) {
      const response = await fetch(`${world.url}${path}`);
      expect(response.status).toBe(400);
      expect(await response.text()).toMatch(/holds a token.*Authorization: Bearer/);
    }
    const socket = new WebSocket(
      `${world.url.replace('http', 'ws')}/graphql?token=${token}`,
      'graphql-transport-ws',
    );
    const refused = await new Promise((resolve) => socket.once('error', (error) => resolve(error.message)));
    expect(refused).toBe('Unexpected server response: 400');
  });
});
