import { startWorld, type World } from './test-world.js';

let world: World;
let now = new Date('2026-03-10T12:00:00Z');

beforeAll(async () => {
  world = await startWorld({ clock: () => now });
});

afterAll(async () => {
  await world.close();
});

afterEach(() => {
  now = new Date('2026-03-10T12:00:00Z');
});

const SELF = '/personal_access_tokens/self';
const newToken = (fields: { readonly scopes?: readonly string[]; readonly expiresAt?: string | null } = {}) =>
  world.simulator.createToken({ userId: world.users.developer.id, scopes: ['api'], ...fields });

describe('rotating a token', () => {
  test('gives a new one for a week and ends the old one at once', async () => {
    const token = newToken();
    const rotated = await world.api('POST', `${SELF}/rotate`, { token, body: {} });
    expect([rotated.status, rotated.json.expires_at, rotated.json.scopes]).toEqual([
      200,
      '2026-03-17',
      ['api'],
    ]);
    expect(rotated.json.id).not.toBe(token.id);
    expect((await world.api('GET', '/user', { token })).json.error).toBe('invalid_token');
    const shown = await world.api('GET', SELF, { token: rotated.json.token });
    expect(shown.json).toMatchObject({ id: rotated.json.id, active: true, revoked: false });
    expect(shown.json.token).toBeUndefined();
  });

  test.each([
    ['2027-03-01', 200],
    ['2026-03-10', 400],
    ['2020-01-01', 400],
    ['2028-01-01', 400],
    ['soon', 400],
  ])('to %s answers %s', async (expiresAt, status) => {
    const token = newToken();
    const answer = await world.api('POST', `${SELF}/rotate`, { token, body: { expires_at: expiresAt } });
    expect(answer.status).toBe(status);
    expect((await world.api('GET', '/user', { token })).status).toBe(status === 200 ? 401 : 200);
  });

  test('with a token that was rotated already ends the whole family', async () => {
    const first = newToken();
    const second = (await world.api('POST', `${SELF}/rotate`, { token: first, body: {} })).json.token;
    const third = (await world.api('POST', `${SELF}/rotate`, { token: second, body: {} })).json.token;
    expect((await world.api('GET', '/user', { token: first })).status).toBe(401);
    expect((await world.api('GET', '/user', { token: third })).status).toBe(200);
    const again = await world.api('POST', `${SELF}/rotate`, { token: first, body: {} });
    expect([again.status, again.json.error]).toEqual([401, 'invalid_token']);
    expect((await world.api('GET', '/user', { token: third })).status).toBe(401);
  });

  test('needs a scope for it, and a token of the right kind', async () => {
    const reader = newToken({ scopes: ['read_api'] });
    expect((await world.api('POST', `${SELF}/rotate`, { token: reader, body: {} })).json.error).toBe(
      'insufficient_scope',
    );
    const rotator = newToken({ scopes: ['self_rotate'] });
    expect((await world.api('POST', `${SELF}/rotate`, { token: rotator, body: {} })).status).toBe(200);
    const oauth = world.simulator.createToken({
      userId: world.users.developer.id,
      scopes: ['api'],
      kind: 'oauth',
    });
    expect((await world.api('POST', `${SELF}/rotate`, { token: oauth, body: {} })).status).toBe(405);
    expect((await world.api('GET', SELF, { token: oauth })).status).toBe(400);
    const dead = newToken({ expiresAt: '2026-03-10' });
    const expired = await world.api('POST', `${SELF}/rotate`, { token: dead, body: {} });
    expect([expired.status, expired.json.error_description]).toEqual([
      401,
      expect.stringContaining('expired'),
    ]);
  });

  test('by its number works for an own token only', async () => {
    const [own, other] = [newToken(), world.tokens.reporter];
    expect((await world.api('POST', `/personal_access_tokens/${other.id}/rotate`, { body: {} })).status).toBe(
      401,
    );
    const rotated = await world.api('POST', `/personal_access_tokens/${own.id}/rotate`, { body: {} });
    expect([rotated.status, rotated.json.name]).toEqual([200, own.name]);
  });
});

test('a token can end itself', async () => {
  const token = newToken();
  expect((await world.api('DELETE', SELF, { token })).status).toBe(204);
  expect((await world.api('GET', SELF, { token })).status).toBe(401);
});

describe('tokens of projects and groups', () => {
  test('are bots with the level that was asked for, and rotate themselves or are rotated by who manages them', async () => {
    const project = await world.project();
    const path = `/projects/${project.id}/access_tokens`;
    const maintainer = world.tokens.maintainer;
    const body = { name: 'bot', scopes: ['api'], access_level: 30, expires_at: '2026-06-01' };
    expect((await world.api('POST', path, { body })).status).toBe(403);
    const made = await world.api('POST', path, { token: maintainer, body });
    expect([made.status, made.json.access_level, made.json.expires_at]).toEqual([201, 30, '2026-06-01']);
    const user = await world.api('GET', '/user', { token: made.json.token });
    expect(user.json.username).toMatch(new RegExp(`^project_${project.id}_bot_[0-9a-f]{32}$`));
    const listed = await world.api('GET', path, { token: maintainer });
    expect(listed.json).toMatchObject([{ id: made.json.id, active: true, resource_type: 'project' }]);
    const own = await world.api('POST', `${path}/self/rotate`, { token: made.json.token, body: {} });
    expect([own.status, own.json.expires_at]).toEqual([200, '2026-03-17']);
    const byOther = await world.api('POST', `${path}/${own.json.id}/rotate`, { token: maintainer, body: {} });
    expect(byOther.status).toBe(200);
    expect((await world.api('DELETE', `${path}/${byOther.json.id}`, { token: maintainer })).status).toBe(204);
    expect((await world.api('GET', '/user', { token: byOther.json.token })).status).toBe(401);
    expect((await world.api('GET', `/users/${user.json.id}`)).json.username).toBe(user.json.username);
  });

  test('can be made by an admin method', async () => {
    const project = await world.project();
    const token = world.simulator.createAccessToken({ of: { group: 'acme' }, level: 30, scopes: ['api'] });
    const user = await world.api('GET', '/user', { token });
    expect(user.json).toMatchObject({ bot: true, username: expect.stringMatching(/^group_\d+_bot_/) });
    const member = await world.api('GET', `/projects/${project.id}/members/all/${user.json.id}`, { token });
    expect(member.json.access_level).toBe(30);
  });
});
