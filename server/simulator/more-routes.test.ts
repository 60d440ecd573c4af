import { startWorld, type World } from './test-world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => {
  await world.close();
});

const next = (headers: Headers) => /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];

async function withMergeRequest() {
  const project = await world.project();
  await world.simulator.commitFiles(project.id, { branch: 'x', files: { 'x.txt': 'x\n' } });
  const body = { title: 'X', source_branch: 'x', target_branch: 'main', labels: 'one', reviewer_ids: [2] };
  await world.api('POST', `/projects/${project.id}/merge_requests`, { body });
  return project;
}

test.each([
  '/projects?pagination=keyset&order_by=id&per_page=2',
  '/projects?per_page=2',
  '/groups?pagination=keyset&order_by=name&per_page=2',
  '/projects/1/repository/tree?pagination=keyset&recursive=true&per_page=2',
  '/projects/1/repository/commits?per_page=2',
])('%s can have an empty page with a next link before every full one', async (path) => {
  await world.project();
  const walk = async () => {
    const [rows, sizes]: [unknown[], number[]] = [[], []];
    for (let at: string | undefined = path; at && sizes.length < 400;) {
      const answer = await world.api('GET', at);
      sizes.push(answer.json.length);
      for (const row of answer.json) rows.push(row.id ?? row.path);
      at = next(answer.headers)?.replace(`${world.simulator.url}/api/v4`, '');
    }
    return { rows, sizes };
  };
  const plain = await walk();
  world.simulator.setEmptyPages(true);
  const doubled = await walk();
  world.simulator.setEmptyPages(false);
  expect(doubled.rows).toEqual(plain.rows);
  expect(doubled.sizes).toEqual(plain.sizes.flatMap((size) => [0, size]));
});

test('merge requests are listed for a group, and across projects for their author', async () => {
  const first = await withMergeRequest();
  const second = await withMergeRequest();
  const ids = (rows: readonly { readonly project_id: number }[]) => rows.map((row) => row.project_id);
  expect(ids((await world.api('GET', '/merge_requests?state=opened')).json)).toEqual([second.id, first.id]);
  expect((await world.api('GET', '/merge_requests', { token: world.tokens.reporter })).json).toEqual([]);
  const all = await world.api('GET', '/merge_requests?scope=all', { token: world.tokens.reporter });
  expect(ids(all.json)).toEqual([second.id, first.id]);
  expect(ids((await world.api('GET', '/groups/acme/merge_requests?sort=asc')).json)).toEqual([
    first.id,
    second.id,
  ]);
  const simple = await world.api('GET', `/projects/${first.id}/merge_requests?view=simple`);
  expect(Object.keys(simple.json[0])).not.toContain('sha');
  const detailed = await world.api('GET', `/projects/${first.id}/merge_requests?with_labels_details=true`);
  expect(detailed.json[0].labels).toMatchObject([{ name: 'one' }]);
});

test('a merge request shows its changes, people and a rebase only when asked', async () => {
  const project = await withMergeRequest();
  const path = `/projects/${project.id}/merge_requests/1`;
  expect((await world.api('GET', `${path}/changes`)).json).toMatchObject({
    overflow: false,
    changes: [{ new_path: 'x.txt' }],
  });
  expect((await world.api('GET', `${path}/raw_diffs`)).text).toContain('+++ b/x.txt');
  expect((await world.api('GET', `${path}/participants`)).json).toHaveLength(2);
  expect((await world.api('GET', `${path}/reviewers`)).json).toMatchObject([{ state: 'unreviewed' }]);
  expect((await world.api('GET', path)).json).not.toHaveProperty('rebase_in_progress');
  const asked = await world.api('GET', `${path}?include_rebase_in_progress=true`);
  expect(asked.json.rebase_in_progress).toBe(false);
});

test('maintainers change settings, members, labels and protection; developers do not', async () => {
  const project = await world.project();
  const path = `/projects/${project.id}`;
  const token = world.tokens.maintainer;
  const body = {
    merge_method: 'ff',
    description: 'New',
    topics: ['a'],
    only_allow_merge_if_pipeline_succeeds: true,
  };
  expect((await world.api('PUT', path, { body })).status).toBe(403);
  expect((await world.api('PUT', path, { token, body })).json).toMatchObject(body);
  expect((await world.api('PUT', path, { token, body: { visibility: 'public' } })).status).toBe(403);
  const missing = await world.api('PUT', path, { token, body: { default_branch: 'none' } });
  expect(missing.status).toBe(400);

  const user = world.simulator.createUser({ username: 'newcomer' });
  const member = { user_id: user.id, access_level: 30 };
  expect((await world.api('POST', `${path}/members`, { body: member })).status).toBe(403);
  expect((await world.api('POST', `${path}/members`, { token, body: member })).status).toBe(201);
  expect((await world.api('POST', `${path}/members`, { token, body: member })).status).toBe(409);
  expect(
    (await world.api('PUT', `${path}/members/${user.id}`, { token, body: { access_level: 50 } })).status,
  ).toBe(403);
  expect((await world.api('GET', `${path}/members`)).json).toMatchObject([
    { username: 'newcomer', access_level: 30 },
  ]);
  expect((await world.api('GET', `${path}/members/all`)).json).toHaveLength(4);
  expect((await world.api('DELETE', `${path}/members/${user.id}`, { token })).status).toBe(204);

  const label = { name: 'security', color: '#ff0000' };
  expect((await world.api('POST', `${path}/labels`, { body: label })).status).toBe(201);
  expect((await world.api('GET', `${path}/labels`)).json).toMatchObject([{ name: 'security' }]);

  const protection = { name: 'release/*', push_access_level: 30, allow_force_push: true };
  expect((await world.api('POST', `${path}/protected_branches`, { body: protection })).status).toBe(403);
  expect((await world.api('POST', `${path}/protected_branches`, { token, body: protection })).status).toBe(
    201,
  );
  const shown = await world.api('GET', `${path}/protected_branches/release%2F*`, { token });
  expect(shown.json).toMatchObject({ name: 'release/*', allow_force_push: true });
  expect((await world.api('DELETE', `${path}/protected_branches/release%2F*`, { token })).status).toBe(204);
});

test('users are found by name, languages by bytes, archives hold the files', async () => {
  const project = await world.project();
  const found = await world.api('GET', '/users?username=DEVELOPER');
  expect(found.json).toMatchObject([
    { id: world.users.developer.id, username: 'developer', state: 'active' },
  ]);
  expect((await world.api('GET', '/users?username=nobody')).json).toEqual([]);
  expect((await world.api('GET', '/users/99999')).json).toEqual({ message: '404 User Not Found' });
  expect((await world.api('GET', `/projects/${project.id}/languages`)).json).toEqual({ JavaScript: 100 });
  const archive = await world.api('GET', `/projects/${project.id}/repository/archive.zip?sha=main`);
  expect([archive.status, archive.text.startsWith('PK')]).toEqual([200, true]);
  const missing = await world.api('GET', `/projects/${project.id}/repository/archive?sha=nothing`);
  expect([missing.status, missing.json.message]).toEqual([404, '404 File Not Found']);
});

test('a branch is not deleted when it is younger than the caller thinks', async () => {
  const project = await world.project();
  await world.simulator.commitFiles(project.id, { branch: 'young', files: { a: 'a' } });
  const path = `/projects/${project.id}/repository/branches/young`;
  const headers = { 'If-Unmodified-Since': 'Mon, 01 Jan 2024 00:00:00 GMT' };
  expect((await world.api('DELETE', path, { headers })).status).toBe(412);
  expect((await world.api('DELETE', path)).status).toBe(204);
});

test.each([
  ['17.5', 'ce', 404, 200],
  ['17.11', 'ce', 404, 404],
  ['18.5', 'ce', 404, 404],
  ['18.5', 'ee', 201, 404],
  ['19.4', 'ce', 201, 404],
  ['19.5', 'ce', 201, 404],
] as const)(
  '%s %s answers a new service account with %s, a missing folder with %s',
  async (profile, edition, account, folder) => {
    const other = await startWorld({ profile, edition });
    try {
      const project = await other.project();
      const admin = other.simulator.createUser({ username: 'root', isAdmin: true });
      const token = other.simulator.createToken({ userId: admin.id, scopes: ['api'] });
      const made = await other.api('POST', '/service_accounts', { token, body: { name: 'Bot' } });
      expect(made.status).toBe(account);
      if (made.status === 201) {
        const path = `/users/${made.json.id}/personal_access_tokens`;
        const issued = await other.api('POST', path, { token, body: { name: 'x', scopes: ['api'] } });
        expect([issued.status, issued.json.expires_at]).toEqual([201, null]);
      }
      const tree = await other.api('GET', `/projects/${project.id}/repository/tree?path=missing`);
      expect(tree.status).toBe(folder);
      const rows = await other.api('GET', `/projects/${project.id}/repository/tree?with_last_commit=true`);
      expect('last_commit' in rows.json[0]).toBe(profile === '19.4' || profile === '19.5');
    } finally {
      await other.close();
    }
  },
);
