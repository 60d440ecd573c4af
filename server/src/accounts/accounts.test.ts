import { ask, PASSWORD, startTestBackline, type Caller, type TestBackline } from '../../test/backline.js';

jest.setTimeout(60_000);

const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { viewer { id kind email scopes } userErrors { code message path } }
}`;
const FIRST = `mutation ($input: CreateFirstAccountInput!) {
  createFirstAccount(input: $input) { viewer { email } userErrors { code message path } }
}`;
const MAKE_TOKEN = `mutation ($input: CreateApiTokenInput!) {
  createApiToken(input: $input) { apiToken { id prefix scopes expiresAt } secret userErrors { code path } }
}`;
const REVOKE = `mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { apiToken { revokedAt } userErrors { code } } }`;

let world: TestBackline;
beforeAll(async () => {
  world = await startTestBackline();
});
afterAll(async () => {
  await world.close();
});

async function signIn(email = 'ada@example.com', password = PASSWORD) {
  const reply = await world.graphql(SIGN_IN, { email, password }, {});
  const line = reply.headers.get('set-cookie');
  return { ...reply.data.signIn, line, cookie: line?.split(';')[0] ?? '' };
}

async function viewerOf(caller: Caller) {
  return (await world.graphql('{ viewer { kind name scopes } }', {}, caller)).data?.viewer ?? null;
}

async function makeToken(input: Record<string, unknown>, caller?: Caller) {
  return (await world.graphql(MAKE_TOKEN, { input }, caller)).data.createApiToken;
}

describe('the first account', () => {
  it('is made once, by the link that is printed at start, and by no other', async () => {
    const fresh = await startTestBackline();
    try {
      expect(fresh.backline.setupUrl).toMatch(/\/setup\?token=[\w-]{43}$/);
      const token = new URL(fresh.backline.setupUrl ?? '').searchParams.get('token');
      const input = { email: 'eve@example.com', name: 'Eve', password: PASSWORD, setupToken: token };
      const again = await fresh.graphql(FIRST, { input }, {});
      expect(again.data.createFirstAccount).toMatchObject({
        viewer: null,
        userErrors: [{ code: 'FORBIDDEN' }],
      });
      expect(again.headers.get('set-cookie')).toBeNull();

      await fresh.sql('delete from account');
      const wrong = await fresh.graphql(FIRST, { input: { ...input, setupToken: 'wrong' } }, {});
      expect(wrong.data.createFirstAccount.userErrors).toMatchObject([
        { code: 'FORBIDDEN', message: expect.stringContaining('wrong or was used') },
      ]);
      expect(
        (await fresh.graphql('{ setup { needsFirstAccount } }', {}, {})).data.setup.needsFirstAccount,
      ).toBe(true);
    } finally {
      await fresh.close();
    }
  });

  it.each([
    ['email', { email: 'no address' }],
    ['name', { name: '  ' }],
    ['password', { password: 'short' }],
    ['password', { password: 'x'.repeat(201) }],
  ])('says what is wrong with the %s', async (field, change) => {
    const input = { email: 'a@example.com', name: 'A', password: PASSWORD, setupToken: 'x', ...change };
    const { data } = await world.graphql(FIRST, { input }, {});
    expect(data.createFirstAccount.userErrors).toMatchObject([{ code: 'BAD_INPUT', path: ['input', field] }]);
  });
});

describe('signing in', () => {
  it('starts a session with a cookie that no script and no other site gets', async () => {
    const { viewer, line, cookie } = await signIn('ADA@example.com');
    expect(viewer).toMatchObject({
      kind: 'ACCOUNT',
      email: 'ada@example.com',
      scopes: ['READ', 'PLAN', 'APPROVE', 'ADMIN'],
    });
    expect(line).toMatch(/^backline=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Expires=/);
    expect(await viewerOf({ cookie })).toMatchObject({ name: 'Ada' });
    const secret = cookie.split('=')[1];
    expect(await world.sql('select 1 from session where hash = $1', [secret])).toEqual([]);
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const wrong = await signIn('ada@example.com', 'not the password');
    const unknown = await signIn('bob@example.com', PASSWORD);
    expect(wrong).toMatchObject({ viewer: null, line: null, userErrors: [{ code: 'FORBIDDEN' }] });
    expect(unknown).toEqual(wrong);
  });

  it('ends a session when it is signed out, and when its time is over', async () => {
    const one = await signIn();
    const two = await signIn();
    const out = await world.graphql('mutation { signOut { viewer { id } } }', {}, { cookie: one.cookie });
    expect(out.headers.get('set-cookie')).toContain('backline=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
    expect(await viewerOf({ cookie: one.cookie })).toBeNull();
    expect(await viewerOf({ cookie: two.cookie })).not.toBeNull();
    await world.sql(`update session set expires_at = now() - interval '1 second'`);
    expect(await viewerOf({ cookie: two.cookie })).toBeNull();
    const refused = await world.graphql('{ projects { totalCount } }', {}, { cookie: two.cookie });
    expect(refused.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('is refused for a while after too many failures, the right password too', async () => {
    for (let times = 0; times < 10; times += 1) await signIn('carol@example.com', 'guess');
    const { userErrors } = await signIn('carol@example.com', 'guess');
    expect(userErrors).toMatchObject([
      { code: 'LIMIT_EXCEEDED', message: expect.stringContaining('Try again in 15 minutes') },
    ]);
    expect((await signIn()).viewer).not.toBeNull();
  });
});

describe('API tokens', () => {
  it('show their secret once and are stored as a hash', async () => {
    const made = await makeToken({ name: 'ci', scopes: ['READ'] });
    expect(made.secret).toMatch(/^blt_[\w-]{43}$/);
    expect(made.apiToken.prefix).toBe(made.secret.slice(0, 8));
    expect(await viewerOf({ token: made.secret })).toEqual({
      kind: 'API_TOKEN',
      name: 'token ci',
      scopes: ['READ'],
    });
    const listed = await world.graphql(
      `{ apiTokens { nodes { id name prefix lastUsedAt createdBy } } node(id: "${made.apiToken.id}") { id } }`,
    );
    expect(listed.text).not.toContain(made.secret);
    expect(listed.data.apiTokens.nodes[0]).toMatchObject({ name: 'ci', lastUsedAt: expect.any(String) });
    const [row] = await world.sql(
      `select row_to_json(api_token)::text as text from api_token where name = 'ci'`,
    );
    expect(row.text).not.toContain(made.secret);
  });

  it('stop working when they are revoked and when they expire', async () => {
    const revoked = await makeToken({ name: 'gone', scopes: ['READ'] });
    const soon = await makeToken({
      name: 'soon',
      scopes: ['READ'],
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    });
    expect(await viewerOf({ token: soon.secret })).not.toBeNull();
    const times = [];
    for (const _ of [1, 2]) {
      const { data } = await world.graphql(REVOKE, { id: revoked.apiToken.id });
      times.push(data.revokeApiToken.apiToken.revokedAt);
    }
    expect(times[0]).toBe(times[1]);
    await world.sql(`update api_token set expires_at = now() where name = 'soon'`);
    expect(await viewerOf({ token: revoked.secret })).toBeNull();
    expect(await viewerOf({ token: soon.secret })).toBeNull();
  });

  it.each([
    ['BAD_INPUT', { name: ' ', scopes: ['READ'] }],
    ['BAD_INPUT', { name: 'x'.repeat(101), scopes: ['READ'] }],
    ['BAD_INPUT', { name: 'x', scopes: [] }],
    ['BAD_INPUT', { name: 'x', scopes: ['READ'], expiresAt: '2020-01-01T00:00:00Z' }],
  ])('refuse what makes no sense with %s', async (code, input) => {
    expect(await makeToken(input)).toMatchObject({ apiToken: null, secret: null, userErrors: [{ code }] });
  });

  it('never have a scope that their maker lacks', async () => {
    const admin = await makeToken({ name: 'narrow', scopes: ['ADMIN'] });
    const made = await makeToken({ name: 'wide', scopes: ['APPROVE'] }, { token: admin.secret });
    expect(made).toMatchObject({ secret: null, userErrors: [{ code: 'FORBIDDEN' }] });
  });

  it('count before a cookie: a wrong one is nobody', async () => {
    const { cookie } = await signIn();
    expect(await viewerOf({ cookie, token: 'blt_wrong' })).toBeNull();
  });
});

describe('the cookie on https', () => {
  it('is Secure and bound to the host', async () => {
    const secure = await startTestBackline({ config: { publicUrl: 'https://backline.example' } });
    try {
      const reply = await ask(secure.url, {
        query: SIGN_IN,
        variables: { email: 'ada@example.com', password: PASSWORD },
      });
      expect(reply.headers.get('set-cookie')).toMatch(
        /^__Host-backline=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; /,
      );
    } finally {
      await secure.close();
    }
  });
});
