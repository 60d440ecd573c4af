import { PASSWORD, startTestBackline, type TestBackline } from '../../test/backline.js';
import { toGlobalId } from '../global-id.js';

jest.setTimeout(60_000);

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const SESSIONS = `query ($first: Int, $after: String) { viewer { hasPassword sessions(first: $first, after: $after) { totalCount
  pageInfo { hasNextPage endCursor } nodes { id createdAt lastUsedAt expiresAt client beganWith isCurrent } } } }`;
const END = `mutation ($id: ID!) { endSession(input: { id: $id }) { session { id client } userErrors { code path } } }`;

let world: TestBackline;
beforeAll(async () => {
  world = await startTestBackline();
  await world.sql(`insert into account (email, name, password_hash, role)
    select 'bob@example.com', 'Bob', password_hash, 'VIEWER' from account`);
});
afterAll(() => world.close());
beforeEach(() => world.sql('delete from session'));

async function signIn(userAgent: string, email = 'ada@example.com') {
  const reply = await world.graphql(
    'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { id } } }',
    { input: { email, password: PASSWORD } },
    { headers: { 'user-agent': userAgent } },
  );
  return reply.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function sessionsOf(cookie: string, variables = {}) {
  return (await world.graphql(SESSIONS, variables, { cookie })).data?.viewer ?? null;
}

it('a person sees their own sessions, newest first and page by page, and no secret or address', async () => {
  const first = await signIn(FIREFOX);
  const second = await signIn('curl/8.5.0');
  await signIn(FIREFOX, 'bob@example.com');
  const { sessions, hasPassword } = await sessionsOf(first);
  expect(hasPassword).toBe(true);
  expect(sessions.totalCount).toBe(2);
  expect(sessions.nodes).toMatchObject([
    { client: 'curl', beganWith: 'PASSWORD', isCurrent: false },
    { client: 'Firefox on Linux', beganWith: 'PASSWORD', isCurrent: true },
  ]);
  const { pageInfo } = (await sessionsOf(second, { first: 1 })).sessions;
  expect(pageInfo.hasNextPage).toBe(true);
  const next = (await sessionsOf(second, { first: 1, after: pageInfo.endCursor })).sessions;
  expect(next.nodes).toMatchObject([{ client: 'Firefox on Linux', isCurrent: false }]);
  const kept = JSON.stringify(await world.sql('select * from session'));
  for (const secret of ['127.0.0.1', '145', first.split('=')[1] ?? '?']) expect(kept).not.toContain(secret);
});

it('one session is ended at once, by its owner and by nobody else, and the audit log says so', async () => {
  const present = await signIn(FIREFOX);
  const lost = await signIn('curl/8.5.0');
  const bob = await signIn(FIREFOX, 'bob@example.com');
  const [{ id }] = (await sessionsOf(present)).sessions.nodes;
  for (const [caller, code] of [
    [{ cookie: bob }, 'NOT_FOUND'],
    [{ token: world.adminToken }, 'FORBIDDEN'],
  ] as const) {
    const reply = await world.graphql(END, { id }, caller);
    expect(reply.data?.endSession?.userErrors[0]?.code ?? reply.errors?.[0]?.extensions?.code).toBe(code);
  }
  expect(await sessionsOf(lost)).not.toBeNull();
  const ended = await world.graphql(END, { id }, { cookie: present });
  expect(ended.data.endSession).toEqual({ session: { id, client: 'curl' }, userErrors: [] });
  expect(await sessionsOf(lost)).toBeNull();
  const again = await world.graphql(END, { id }, { cookie: present });
  expect(again.data.endSession.userErrors).toEqual([{ code: 'NOT_FOUND', path: ['input', 'id'] }]);
  const [record] = await world.sql(`select * from audit_event where action = 'account.session-ended'`);
  expect(record).toMatchObject({
    actor: 'Ada',
    before: { client: 'curl', beganWith: 'PASSWORD' },
    after: null,
  });
});

it('the session that asks may end itself, which takes its cookie too', async () => {
  const cookie = await signIn(FIREFOX);
  const [{ id }] = (await sessionsOf(cookie)).sessions.nodes;
  const reply = await world.graphql(END, { id }, { cookie });
  expect(reply.headers.get('set-cookie')).toMatch(/^backline=;/);
  expect(await sessionsOf(cookie)).toBeNull();
});

it('node answers own sessions only, and an API token has none', async () => {
  const ada = await signIn(FIREFOX);
  const bob = await signIn(FIREFOX, 'bob@example.com');
  const [{ id }] = (await sessionsOf(bob)).sessions.nodes;
  const node = 'query ($id: ID!) { node(id: $id) { id ... on Session { client isCurrent } } }';
  const own = await world.graphql(node, { id }, { cookie: bob });
  expect(own.data.node).toEqual({ id, client: 'Firefox on Linux', isCurrent: true });
  for (const caller of [{ cookie: ada }, { token: world.adminToken }])
    expect((await world.graphql(node, { id }, caller)).data.node).toBeNull();
  const token = await world.graphql(SESSIONS, {}, { token: world.adminToken });
  expect(token.data.viewer).toMatchObject({ hasPassword: false, sessions: { totalCount: 0, nodes: [] } });
  expect(
    (await world.graphql(node, { id: toGlobalId('Session', '999') }, { cookie: bob })).data.node,
  ).toBeNull();
});

it('somebody who has a password sets no first one', async () => {
  const cookie = await signIn(FIREFOX);
  const set = `mutation { setFirstPassword(input: { newPassword: "another horse battery" }) { userErrors { code } } }`;
  const reply = await world.graphql(set, {}, { cookie });
  expect(reply.data.setFirstPassword.userErrors).toEqual([{ code: 'FORBIDDEN' }]);
  await world.sql(`update session set began_with = 'PROVIDER'`);
  const proven = await world.graphql(set, {}, { cookie });
  expect(proven.data.setFirstPassword.userErrors).toEqual([{ code: 'CONFLICT' }]);
});
