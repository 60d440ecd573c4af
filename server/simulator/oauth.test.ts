import { createHash } from 'node:crypto';
import type { Application } from './oauth.js';
import { NO_DELAYS, startSimulator, type Simulator } from './simulator.js';

const REDIRECT = 'http://127.0.0.1:9/back';
const VERIFIER = 'v'.repeat(50);

let now = new Date('2026-11-22T12:00:00Z');
let gitlab: Simulator;
let application: Application;
let ada: number;
beforeEach(async () => {
  now = new Date('2026-11-22T12:00:00Z');
  gitlab = await startSimulator({ delays: NO_DELAYS, clock: () => now });
  ada = gitlab.createUser({ username: 'ada' }).id;
  application = gitlab.createApplication({ name: 'Backline', redirectUri: REDIRECT });
});
afterEach(() => gitlab.close());

const asked = (more: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({
    client_id: application.uid,
    redirect_uri: REDIRECT,
    response_type: 'code',
    state: 's1',
    scope: 'api',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  });

async function press(decision: string): Promise<URL> {
  const body = asked({ decision });
  const answer = await fetch(`${gitlab.url}/oauth/authorize`, { method: 'POST', body, redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '');
}

async function post(path: string, fields: Readonly<Record<string, string>>) {
  const client = { client_id: application.uid, client_secret: application.secret };
  const body = new URLSearchParams({ ...client, ...fields });
  const answer = await fetch(`${gitlab.url}/oauth/${path}`, { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

async function exchange(more: Readonly<Record<string, string>> = {}) {
  const code = (await press('authorize')).searchParams.get('code') ?? '';
  return post('token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    code_verifier: VERIFIER,
    ...more,
  });
}

const refresh = (refresh_token = '') => post('token', { grant_type: 'refresh_token', refresh_token });

async function statusWith(token = ''): Promise<number> {
  return (await fetch(`${gitlab.url}/api/v4/user`, { headers: { authorization: `Bearer ${token}` } })).status;
}

it('shows whose account is asked for, and sends back with a code or with a no', async () => {
  const page = await (await fetch(`${gitlab.url}/oauth/authorize?${asked().toString()}`)).text();
  expect(page).toContain('Authorize Backline');
  expect(page).toContain('@ada');
  const yes = await press('authorize');
  expect(yes.searchParams.get('state')).toBe('s1');
  expect(yes.searchParams.get('code')).toMatch(/^[0-9a-f]{64}$/);
  expect((await press('deny')).searchParams.get('error')).toBe('access_denied');
});

it.each([
  ['an unknown application', { client_id: 'x' }],
  ['another address to send back to', { redirect_uri: 'http://127.0.0.1:9/other' }],
  ['a scope that the application has not', { scope: 'api sudo' }],
  ['a plain challenge', { code_challenge_method: 'plain' }],
])('shows an error and sends nobody back for %s', async (_, more) => {
  const answer = await fetch(`${gitlab.url}/oauth/authorize?${asked(more).toString()}`, {
    redirect: 'manual',
  });
  expect(answer.status).toBe(400);
});

it('gives tokens for a code once, and only with its verifier', async () => {
  const code = (await press('authorize')).searchParams.get('code') ?? '';
  const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: VERIFIER };
  const first = await post('token', fields);
  expect(first.body).toMatchObject({ token_type: 'Bearer', expires_in: 7_200, scope: 'api' });
  expect(await statusWith(first.body['access_token'])).toBe(200);
  expect(await post('token', fields)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  expect(await exchange({ code_verifier: 'w'.repeat(50) })).toMatchObject({
    body: { error: 'invalid_grant' },
  });
  expect(await exchange({ client_secret: 'x' })).toMatchObject({
    status: 401,
    body: { error: 'invalid_client' },
  });
});

it('lets an access token live two hours, and a refresh token work once', async () => {
  const first = (await exchange()).body;
  now = new Date(now.getTime() + 7_201_000);
  expect(await statusWith(first['access_token'])).toBe(401);
  const second = await refresh(first['refresh_token']);
  expect(second.status).toBe(200);
  expect(await statusWith(second.body['access_token'])).toBe(200);
  expect(await refresh(first['refresh_token'])).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant' },
  });
});

it('ends all of a consent when it is revoked by the application or taken back by the person', async () => {
  const first = (await exchange()).body;
  expect((await post('revoke', { token: first['access_token'] ?? '' })).status).toBe(200);
  expect(await statusWith(first['access_token'])).toBe(401);
  expect((await refresh(first['refresh_token'])).status).toBe(400);
  const second = (await exchange()).body;
  gitlab.revokeGrant(application.uid, ada);
  expect(await statusWith(second['access_token'])).toBe(401);
  expect((await refresh(second['refresh_token'])).status).toBe(400);
});

it('says of a living token whose it is, and nothing of a dead one', async () => {
  const token = (await exchange()).body['access_token'] ?? '';
  const info = () =>
    fetch(`${gitlab.url}/oauth/token/info`, { headers: { authorization: `Bearer ${token}` } });
  expect(await (await info()).json()).toMatchObject({
    resource_owner_id: ada,
    scope: ['api'],
    expires_in: 7_200,
  });
  gitlab.revokeGrant(application.uid, ada);
  expect((await info()).status).toBe(401);
});
