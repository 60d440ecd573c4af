import { startWorld, type World } from './test-world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => {
  await world.close();
});

describe('who may ask', () => {
  test.each(['/user', '/version', '/metadata', '/personal_access_tokens/self'])(
    'answers %s without a token with 401',
    async (path) => {
      const answer = await world.api('GET', path, { token: null });
      expect(answer.status).toBe(401);
      expect(answer.json).toEqual({ message: '401 Unauthorized' });
    },
  );

  test('answers an unknown token with 401, also where no token is needed', async () => {
    const answer = await world.api('GET', '/projects', { token: 'glpat-unknown' });
    expect([answer.status, answer.json]).toEqual([401, { message: '401 Unauthorized' }]);
  });

  test('says of a revoked token that it was revoked', async () => {
    const token = world.simulator.createToken({ userId: world.users.developer.id, scopes: ['api'] });
    world.simulator.revokeToken(token.id);
    const answer = await world.api('GET', '/user', { token });
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({
      error: 'invalid_token',
      error_description: expect.stringContaining('revoked'),
    });
    expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
  });

  test.each([
    ['2020-01-01', 401],
    ['2999-01-01', 200],
  ])('a token whose date is %s is answered %i', async (expiresAt, status) => {
    const token = world.simulator.createToken({
      userId: world.users.developer.id,
      scopes: ['api'],
      expiresAt,
    });
    const answer = await world.api('GET', '/user', { token });
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.json.error_description).toContain('expired');
  });

  test('takes the token in both headers', async () => {
    const headers = { Authorization: `Bearer ${world.tokens.developer.value}` };
    const answer = await world.api('GET', '/user', { token: null, headers });
    expect(answer.json).toMatchObject({ username: 'developer', bot: true, state: 'active' });
  });

  test.each([
    [['read_user'], 'GET', '/user', 200],
    [['read_user'], 'GET', '/projects', 403],
    [['read_api'], 'GET', '/projects', 200],
    [['read_api'], 'POST', '/projects/1/merge_requests', 403],
    [['write_repository'], 'GET', '/user', 403],
    [['write_repository'], 'GET', '/personal_access_tokens/self', 200],
  ])('with the scopes %j, %s %s answers %i', async (scopes, method, path, status) => {
    const token = world.simulator.createToken({ userId: world.users.developer.id, scopes });
    const answer = await world.api(method, path, { token });
    expect(answer.status).toBe(status);
    if (status === 403) {
      expect(answer.json).toMatchObject({
        error: 'insufficient_scope',
        scope: expect.stringContaining('api'),
      });
      expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope');
    }
  });

  test('tells a blocked user so with 403', async () => {
    const user = world.simulator.createUser({ username: 'blocked', state: 'blocked' });
    const token = world.simulator.createToken({ userId: user.id, scopes: ['api'] });
    expect((await world.api('GET', '/user', { token })).status).toBe(403);
  });
});

describe('the token itself', () => {
  test('shows its scopes and its last day', async () => {
    const token = world.simulator.createToken({
      userId: world.users.developer.id,
      scopes: ['api', 'read_repository'],
      expiresAt: '2999-02-03',
    });
    const answer = await world.api('GET', '/personal_access_tokens/self', { token });
    expect(answer.json).toMatchObject({
      scopes: ['api', 'read_repository'],
      expires_at: '2999-02-03',
      active: true,
    });
    expect(answer.text).not.toContain(token.value);
  });

  test('cannot be asked about when it is an OAuth token', async () => {
    const token = world.simulator.createToken({
      userId: world.users.developer.id,
      scopes: ['api'],
      kind: 'oauth',
    });
    const answer = await world.api('GET', '/personal_access_tokens/self', { token });
    expect(answer.status).toBe(400);
    expect(answer.json.message).toContain('400 Bad request');
  });

  test('is dead as soon as it is rotated, and the new one lives a week', async () => {
    const token = world.simulator.createToken({ userId: world.users.developer.id, scopes: ['api'] });
    const rotated = await world.api('POST', '/personal_access_tokens/self/rotate', { token });
    expect(rotated.status).toBe(200);
    expect((await world.api('GET', '/user', { token })).status).toBe(401);
    expect((await world.api('GET', '/user', { token: rotated.json.token })).status).toBe(200);
    const days = (Date.parse(rotated.json.expires_at) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBeGreaterThanOrEqual(6);
    expect(Math.round(days)).toBeLessThanOrEqual(7);
  });

  test('lists what it reaches', async () => {
    const project = await world.project();
    const path = '/personal_access_tokens/self/associations?min_access_level=30&per_page=100';
    const answer = await world.api('GET', path);
    expect(answer.json.groups).toMatchObject([{ name: 'acme', access_levels: 30 }]);
    expect(answer.json.projects).toContainEqual(
      expect.objectContaining({
        id: project.id,
        access_levels: { project_access_level: null, group_access_level: 30 },
      }),
    );
  });
});

describe('the four shapes of errors', () => {
  test('an unknown route says so before it asks who is there', async () => {
    const answer = await world.api('GET', '/nothing', { token: null });
    expect([answer.status, answer.json]).toEqual([404, { error: '404 Not Found' }]);
  });

  test('a wrong parameter is an error', async () => {
    const answer = await world.api('GET', '/projects?visibility=secret');
    expect([answer.status, answer.json]).toEqual([400, { error: 'visibility does not have a valid value' }]);
  });

  test('a missing record is a message', async () => {
    const project = await world.project();
    const answer = await world.api('GET', `/projects/${project.id}/merge_requests/99`);
    expect([answer.status, answer.json]).toEqual([404, { message: '404 Not found' }]);
  });

  test('a validation is a message by field', async () => {
    const project = await world.project();
    const body = { title: 'T', source_branch: 'none', target_branch: 'main' };
    const answer = await world.api('POST', `/projects/${project.id}/merge_requests`, { body });
    expect([answer.status, answer.json]).toEqual([400, { message: { source_branch: ['does not exist'] } }]);
  });

  test('a refusal by the model is a message in a list', async () => {
    const project = await world.project();
    const body = { title: 'T', source_branch: 'main', target_branch: 'main' };
    const answer = await world.api('POST', `/projects/${project.id}/merge_requests`, { body });
    expect(answer.status).toBe(422);
    expect(answer.json.message).toEqual([expect.any(String)]);
  });

  test('missing parameters are named together', async () => {
    const project = await world.project();
    const answer = await world.api('POST', `/projects/${project.id}/merge_requests`, { body: {} });
    expect(answer.json).toEqual({
      error: 'title is missing, source_branch is missing, target_branch is missing',
    });
  });

  test('a body that is not JSON is a 400 in JSON', async () => {
    const response = await fetch(`${world.simulator.url}/api/v4/projects/1/merge_requests`, {
      method: 'POST',
      headers: { 'PRIVATE-TOKEN': world.tokens.developer.value, 'Content-Type': 'application/json' },
      body: '{"title": ',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toHaveProperty('error');
  });
});

describe('what a caller can see', () => {
  test.each(['/projects/999999', '/projects/acme%2Fnothing', '/projects/acme'])(
    '%s is not found',
    async (path) => {
      const answer = await world.api('GET', path);
      expect([answer.status, answer.json]).toEqual([404, { message: '404 Project Not Found' }]);
    },
  );

  test('a private project of others is not found, an internal and a public one are', async () => {
    for (const [visibility, known, anonymous] of [
      ['private', 404, 404],
      ['internal', 200, 404],
      ['public', 200, 200],
    ] as const) {
      const project = await world.simulator.createProject({
        path: visibility,
        namespace: 'others',
        visibility,
      });
      expect((await world.api('GET', `/projects/${project.id}`)).status).toBe(known);
      expect((await world.api('GET', `/projects/${project.id}`, { token: null })).status).toBe(anonymous);
    }
  });

  test('a moved project redirects reads by its old path and refuses writes', async () => {
    const project = await world.project({ path: 'old-name' });
    world.simulator.moveProject(project.id, { path: 'new-name' });
    const read = await world.api('GET', '/projects/acme%2Fold-name/repository/tree?ref=main');
    expect(read.status).toBe(301);
    expect(read.headers.get('location')).toBe(
      `${world.simulator.url}/api/v4/projects/${project.id}/repository/tree?ref=main`,
    );
    const write = await world.api('POST', '/projects/acme%2Fold-name/repository/branches', { body: {} });
    expect([write.status, write.json.message]).toEqual([
      405,
      'Non GET methods are not allowed for moved projects',
    ]);
    expect((await world.api('GET', '/projects/acme%2Fnew-name')).json.id).toBe(project.id);
  });

  test('an empty project says so and has no tree', async () => {
    const project = await world.project({ files: {} });
    const answer = await world.api('GET', `/projects/${project.id}`);
    expect(answer.json).toMatchObject({ empty_repo: true, default_branch: null });
    const tree = await world.api('GET', `/projects/${project.id}/repository/tree`);
    expect([tree.status, tree.json]).toEqual([404, { message: '404 Tree Not Found' }]);
  });

  test('an archived project can be read and not written', async () => {
    const project = await world.project({ isArchived: true });
    const body = { branch: 'x', ref: 'main' };
    expect((await world.api('GET', `/projects/${project.id}`)).json.archived).toBe(true);
    expect((await world.api('POST', `/projects/${project.id}/repository/branches`, { body })).status).toBe(
      403,
    );
  });

  test('a member is shown with the level that the group gives, others are not found', async () => {
    const project = await world.project();
    const path = `/projects/${project.id}/members`;
    const answer = await world.api('GET', `${path}/all/${world.users.developer.id}`);
    expect(answer.json).toMatchObject({ username: 'developer', access_level: 30 });
    expect((await world.api('GET', `${path}/${world.users.developer.id}`)).json).toEqual({
      message: '404 Not found',
    });
    expect((await world.api('GET', `${path}/all/99999`)).status).toBe(404);
  });
});
