import fc from 'fast-check';
import { PASSWORD, startTestBackline, type TestBackline } from '../../test/backline.js';
import {
  CLIENT,
  type ProviderAnswer,
  startOpenIdProvider,
  type TestProvider,
} from '../../test/openid-provider.js';
import { type Backline, startBackline } from '../backline.js';
import { toGlobalId } from '../global-id.js';
import { createOpenIdProvider } from './openid-provider.client.js';
import { defaultProviderName, localPath } from './provider-sign-in.js';

jest.setTimeout(60_000);

let provider: TestProvider;
let world: TestBackline;
/** A second process: sign-ins begin in one and end in the other. */
let other: Backline;
beforeAll(async () => {
  provider = await startOpenIdProvider();
  const settings = {
    issuer: provider.issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    name: 'GitLab',
    signUp: null,
    domains: ['example.com'],
  };
  world = await startTestBackline({ config: { provider: settings, publicUrl: 'http://backline.example' } });
  other = await startBackline({
    ...world.config,
    role: 'api',
    provider: { ...settings, signUp: 'VIEWER' },
  });
});
afterAll(async () => {
  await other.stop();
  await world.close();
  await provider.close();
});
beforeEach(() => world.sql('delete from sign_in_attempt'));

const otherUrl = () => `http://127.0.0.1:${other.port}`;

async function go(url: string, cookie = ''): Promise<{ to: string; cookies: readonly string[] }> {
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
  expect(response.status).toBe(303);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  return { to: response.headers.get('location') ?? '', cookies: response.headers.getSetCookie() };
}

function person(email: string, more: Record<string, unknown> = {}) {
  return { sub: `subject of ${email}`, email, email_verified: true, name: 'Grace Hopper', ...more };
}

async function signIn(
  answer: ProviderAnswer,
  { at = otherUrl(), next = '', cookie = '' }: { at?: string; next?: string; cookie?: string } = {},
) {
  const begun = await go(`${world.url}/sign-in/provider${next}`);
  const browser = begun.cookies[0]?.split(';')[0] ?? '';
  const callback = `${at}/sign-in/provider/callback?${provider.agree(begun.to, answer).toString()}`;
  const came = await go(callback, [browser, cookie].join('; '));
  const session = came.cookies.find((line) => line.startsWith('backline='))?.split(';')[0] ?? null;
  return { ...came, session, begun, browser, callback };
}

async function viewerOf(cookie: string | null) {
  const reply = await world.graphql(
    '{ viewer { email name role signsInWith limitedTo { integrationId groupPath } } }',
    {},
    { cookie: cookie ?? '' },
  );
  return reply.data?.viewer ?? null;
}

describe('signing in with a provider', () => {
  it('asks for a code with PKCE, a state and a nonce, and keeps only hashes of them', async () => {
    const { to, cookies } = await go(`${world.url}/sign-in/provider?next=/plans`);
    const asked = Object.fromEntries(new URL(to).searchParams);
    expect(to.startsWith(`${provider.issuer}/authorize?`)).toBe(true);
    expect(asked).toMatchObject({
      client_id: CLIENT.id,
      response_type: 'code',
      redirect_uri: 'http://backline.example/sign-in/provider/callback',
      scope: 'openid profile email',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(cookies[0]).toMatch(/^backline-provider=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
    const kept = JSON.stringify(await world.sql('select * from provider_sign_in'));
    for (const secret of [asked['state'], asked['nonce'], cookies[0]?.slice(18, 61)])
      expect(kept).not.toContain(secret);
  });

  it('lets in who has an account with the verified address, from another process than it began in, and rotates the session', async () => {
    const old = await world.graphql(
      'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { id } } }',
      { input: { email: 'ada@example.com', password: PASSWORD } },
      {},
    );
    const cookie = old.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { to, session } = await signIn(
      { claims: person('ADA@example.com') },
      { next: '?next=/plans%3Fstate=PROPOSED', cookie },
    );
    expect(to).toBe('/plans?state=PROPOSED');
    expect(await viewerOf(session)).toEqual({
      email: 'ada@example.com',
      name: 'Ada',
      role: 'ADMIN',
      signsInWith: [provider.issuer],
      limitedTo: null,
    });
    expect(await viewerOf(cookie)).toBeNull();
    // By who they are, though the address is another now.
    const later = await signIn({
      claims: { ...person('ada@example.com'), email: 'ada.l@example.com', sub: 'subject of ADA@example.com' },
    });
    expect(await viewerOf(later.session)).toMatchObject({ email: 'ada@example.com' });
    // Another person of the provider who has that address now.
    expect((await signIn({ claims: person('ada@example.com', { sub: 'a stranger' }) })).to).toBe(
      '/sign-in?problem=OTHER_PERSON',
    );
  });

  it('lets somebody without a password set a first one while the sign-in at the provider is fresh, once', async () => {
    await world.sql(`insert into account (email, name, role) values ('nora@example.com', 'Nora', 'VIEWER')`);
    const claims = person('nora@example.com');
    const set = async (cookie: string | null, newPassword = 'another horse battery') =>
      (
        await world.graphql(
          `mutation ($newPassword: String!) { setFirstPassword(input: { newPassword: $newPassword }) {
            viewer { hasPassword sessions { nodes { beganWith } } } userErrors { code path } } }`,
          { newPassword },
          { cookie: cookie ?? '' },
        )
      ).data.setFirstPassword;
    const { session: old } = await signIn({ claims });
    await world.sql(`update session set created_at = now() - interval '11 minutes'`);
    expect((await set(old)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    const { session } = await signIn({ claims });
    expect((await set(session, 'short')).userErrors).toEqual([
      { code: 'BAD_INPUT', path: ['input', 'newPassword'] },
    ]);
    expect(await set(session)).toEqual({
      viewer: { hasPassword: true, sessions: { nodes: [{ beganWith: 'PROVIDER' }] } },
      userErrors: [],
    });
    expect(await viewerOf(old)).toBeNull();
    expect((await set(session)).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
    const reply = await world.graphql(
      'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { name } } }',
      { input: { email: 'nora@example.com', password: 'another horse battery' } },
      {},
    );
    expect(reply.data.signIn.viewer).toEqual({ name: 'Nora' });
  });

  it('gives somebody who was invited the role and the limits of the invitation, and somebody new the role of the operator', async () => {
    const [{ id }] = await world.sql(
      `insert into integration (name, base_url, state, account_id, created_at)
       values ('GitLab', 'https://gitlab.example.com', 'DISCONNECTED', 1, now()) returning id`,
    );
    const limitedTo = [{ integrationId: toGlobalId('Integration', id), groupPath: 'acme' }];
    await world.graphql('mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { url } }', {
      input: { email: 'grace@example.com', role: 'APPROVER', limitedTo },
    });
    const invited = await signIn({ claims: person('grace@example.com') }, { at: world.url });
    expect(await viewerOf(invited.session)).toMatchObject({
      role: 'APPROVER',
      name: 'Grace Hopper',
      limitedTo,
    });
    const [{ after }] = await world.sql(
      `select after from audit_event where action = 'person.joined' order by id desc limit 1`,
    );
    expect(after).toMatchObject({ role: 'APPROVER', limitedTo: ['acme in GitLab'] });
    const come = await signIn({ claims: person('new@example.com'), idTokenClaims: ['sub'] });
    expect(await viewerOf(come.session)).toMatchObject({
      email: 'new@example.com',
      role: 'VIEWER',
      limitedTo: null,
    });
    expect((await signIn({ claims: person('later@example.com') }, { at: world.url })).to).toBe(
      '/sign-in?problem=UNKNOWN_PERSON',
    );
    // They have no password, and none opens.
    const tried = await world.graphql(
      'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { message } } }',
      { input: { email: 'new@example.com', password: PASSWORD } },
      {},
    );
    expect(tried.data.signIn.userErrors).toEqual([{ message: 'E-mail address or password is wrong.' }]);
  });

  it.each<[string, string, ProviderAnswer]>([
    ['another nonce', 'REFUSED', { claims: person('ada@example.com', { nonce: 'another' }) }],
    ['no nonce', 'REFUSED', { claims: person('ada@example.com', { nonce: undefined }) }],
    ['another audience', 'REFUSED', { claims: person('ada@example.com', { aud: 'another' }) }],
    ['another issuer', 'REFUSED', { claims: person('ada@example.com', { iss: 'https://other.example' }) }],
    ['an expired token', 'REFUSED', { claims: person('ada@example.com', { exp: 1_000 }) }],
    ['no signature', 'REFUSED', { claims: person('ada@example.com'), algorithm: 'none' }],
    ['a wrong signature', 'REFUSED', { claims: person('ada@example.com'), fault: 'signature' }],
    [
      'userinfo of somebody else',
      'REFUSED',
      { claims: person('ada@example.com'), idTokenClaims: ['sub'], fault: 'userinfo-subject' },
    ],
    [
      'an unverified address',
      'UNVERIFIED',
      { claims: person('ada@example.com', { email_verified: false, sub: 'x' }) },
    ],
    [
      'a word for verified',
      'UNVERIFIED',
      { claims: person('ada@example.com', { email_verified: 'true', sub: 'x' }) },
    ],
    ['no address', 'UNVERIFIED', { claims: { sub: 'x', email_verified: true } }],
    ['another domain', 'DOMAIN', { claims: person('ada@example.com.evil.example') }],
    ['a broken connection', 'UNREACHABLE', { claims: person('ada@example.com'), fault: 'connection' }],
    ['an error of the provider', 'REFUSED', { claims: person('ada@example.com'), fault: 'status' }],
  ])('refuses %s with %s', async (_, problem, answer) => {
    const { to, session } = await signIn(answer);
    expect({ to, session }).toEqual({ to: `/sign-in?problem=${problem}`, session: null });
  });

  it('takes a state once, from the browser that began, within ten minutes', async () => {
    const once = await signIn({ claims: person('ada@example.com', { sub: 'subject of ADA@example.com' }) });
    expect(once.session).not.toBeNull();
    const asked = provider.tokenRequests();
    const late = { to: '/sign-in?problem=TOO_LATE', cookies: [] };
    expect(await go(once.callback, once.browser)).toEqual(late);
    const begin = async () => {
      const { to, cookies } = await go(`${world.url}/sign-in/provider`);
      const query = provider.agree(to, { claims: person('ada@example.com') });
      return {
        callback: `${world.url}/sign-in/provider/callback?${query.toString()}`,
        browser: cookies[0]?.split(';')[0] ?? '',
      };
    };
    const stolen = await begin();
    expect(await go(stolen.callback)).toEqual(late);
    expect(await go(stolen.callback, `backline-provider=${'x'.repeat(43)}`)).toEqual(late);
    await world.sql(`update provider_sign_in set expires_at = now() - interval '1 second'`);
    expect(await go(stolen.callback, stolen.browser)).toEqual(late);
    expect(provider.tokenRequests()).toBe(asked);
  });

  it('says that somebody did not agree, and limits how often it is begun and tried', async () => {
    const begun = await go(`${world.url}/sign-in/provider`);
    const browser = begun.cookies[0]?.split(';')[0] ?? '';
    const state = new URL(begun.to).searchParams.get('state');
    const callback = `${world.url}/sign-in/provider/callback?error=access_denied&state=${state}`;
    expect((await go(callback, browser)).to).toBe('/sign-in?problem=CANCELLED');
    const ends = [];
    for (let times = 0; times < 60; times += 1) ends.push((await go(`${world.url}/sign-in/provider`)).to);
    expect(ends.filter((to) => to === '/sign-in?problem=TOO_MANY')).toHaveLength(11);
  });
});

describe('where to go afterwards', () => {
  it.each([
    ['/plans?state=PROPOSED#x', '/plans?state=PROPOSED#x'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/.//evil.example', '/'],
    ['https://evil.example/', '/'],
    ['/\t/evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['', '/'],
    [undefined, '/'],
    [['/a', '/b'], '/'],
  ])('%j leads to %s', (wanted, path) => expect(localPath(wanted)).toBe(path));

  it('is never another site, whatever is asked for', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl(), fc.stringMatching(/^[/\\.\t a-z:@]{0,12}$/)),
        (wanted) => {
          const { origin } = new URL(localPath(wanted), 'https://backline.example');
          expect(origin).toBe('https://backline.example');
        },
      ),
    );
  });
});

it('is not asked at an address that the operator does not allow', async () => {
  const settings = {
    issuer: provider.issuer,
    clientId: 'x',
    clientSecret: null,
    name: 'x',
    signUp: null,
    domains: [],
  };
  const closed = createOpenIdProvider(settings, { allowedHosts: [], caFile: null, now: () => 0 });
  const challenge = { state: 's', nonce: 'n', codeVerifier: 'v'.repeat(43) };
  await expect(closed.authorizationUrl(challenge, 'https://backline.example/')).rejects.toMatchObject({
    problem: 'UNREACHABLE',
  });
});

it.each([
  ['https://gitlab.com', 'GitLab'],
  ['https://gitlab.example.com/', 'GitLab'],
  ['https://login.example.com/realm', 'login.example.com'],
])('a provider at %s is called %s', (issuer, name) => expect(defaultProviderName(issuer)).toBe(name));
