import { createHash } from 'node:crypto';
import { startWorld, type World } from './test-world.js';
import type { Project } from './state.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => {
  await world.close();
});

const commit = async (
  project: Project,
  body: Readonly<Record<string, unknown>>,
  token = world.tokens.developer,
) =>
  await world.api('POST', `/projects/${project.id}/repository/commits`, {
    token,
    body: { branch: 'work', commit_message: 'Work', actions: [], ...body },
  });

describe('trees and files', () => {
  test('a recursive tree lists folders and files with their objects', async () => {
    const project = await world.project();
    const answer = await world.api('GET', `/projects/${project.id}/repository/tree?recursive=true&ref=main`);
    expect(answer.json.map((row: { path: string }) => row.path)).toEqual([
      'README.md',
      'src',
      'src/index.js',
    ]);
    expect(answer.json[2]).toMatchObject({ name: 'index.js', type: 'blob', mode: '100644' });
    const blob = await world.api('GET', `/projects/${project.id}/repository/blobs/${answer.json[2].id}/raw`);
    expect(blob.text).toBe('export {};\n');
  });

  test('keyset pages go by an opaque token', async () => {
    const files = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`f${index}`, `${index}`]));
    const project = await world.project({ files });
    const seen: string[] = [];
    let path: string | null = `/projects/${project.id}/repository/tree?pagination=keyset&per_page=3`;
    while (path) {
      const answer = await world.api('GET', path);
      seen.push(...answer.json.map((row: { path: string }) => row.path));
      const next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
      path = next ? next.slice(`${world.simulator.url}/api/v4`.length) : null;
      if (path) expect(path).toContain('page_token=');
    }
    expect(seen).toEqual(Object.keys(files));
  });

  test('no paging needs a recursive tree', async () => {
    const project = await world.project();
    const path = `/projects/${project.id}/repository/tree?pagination=none`;
    expect((await world.api('GET', path)).status).toBe(400);
    expect((await world.api('GET', `${path}&recursive=true`)).json).toHaveLength(3);
  });

  test.each([
    ['tree?ref=none', '404 Tree Not Found'],
    ['tree?path=none', '404 Tree Not Found'],
    ['files/none?ref=main', '404 File Not Found'],
    ['files/README.md?ref=none', '404 Commit Not Found'],
    ['blobs/0000000000000000000000000000000000000001', '404 Blob Not Found'],
    ['branches/none', '404 Branch Not Found'],
    ['commits/none', '404 Commit Not Found'],
    ['compare?from=main&to=none', '404 Ref Not Found'],
  ])('%s says %s', async (path, message) => {
    const project = await world.project();
    const answer = await world.api('GET', `/projects/${project.id}/repository/${path}`);
    expect([answer.status, answer.json]).toEqual([404, { message }]);
  });

  test('bytes that are not text survive, and the head of a file tells about it', async () => {
    const bytes = Buffer.from([0, 255, 128, 10, 13, 0]);
    const project = await world.project({ files: { 'a dir/é.bin': bytes } });
    const path = `/projects/${project.id}/repository/files/${encodeURIComponent('a dir/é.bin')}`;
    const file = await world.api('GET', `${path}?ref=HEAD`);
    expect(Buffer.from(file.json.content, 'base64')).toEqual(bytes);
    expect(file.json.content_sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const response = await fetch(`${world.simulator.url}/api/v4${path}/raw`, {
      headers: { 'PRIVATE-TOKEN': world.tokens.developer.value },
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    const head = await world.api('HEAD', `${path}?ref=main`);
    expect([head.status, head.headers.get('x-gitlab-size'), head.text]).toEqual([200, '6', '']);
  });

  test('a file route without ref, or with a path that climbs, is an error', async () => {
    const project = await world.project();
    const path = `/projects/${project.id}/repository/files`;
    expect((await world.api('GET', `${path}/README.md`)).json).toEqual({ error: 'ref is missing' });
    expect((await world.api('GET', `${path}/..%2Fx?ref=main`)).status).toBe(400);
  });
});

describe('branches', () => {
  test('are made, shown and deleted', async () => {
    const project = await world.project();
    const path = `/projects/${project.id}/repository/branches`;
    const made = await world.api('POST', path, { body: { branch: 'feat/x', ref: 'main' } });
    expect([made.status, made.json.name]).toEqual([201, 'feat/x']);
    const list = await world.api('GET', path);
    expect(list.json).toMatchObject([
      { name: 'feat/x', protected: false, default: false, can_push: true, merged: true },
      { name: 'main', protected: true, default: true, can_push: false },
    ]);
    expect((await world.api('DELETE', `${path}/feat%2Fx`)).status).toBe(204);
    expect((await world.api('DELETE', `${path}/feat%2Fx`)).status).toBe(404);
    expect((await world.api('DELETE', `${path}/main`)).status).toBe(400);
  });

  test.each([
    ['main', 'main', 'Branch already exists'],
    ['new', 'nowhere', "Failed to create branch 'new': invalid reference name 'nowhere'"],
  ])('%s from %s is refused: %s', async (branch, ref, message) => {
    const project = await world.project({ isDefaultBranchProtected: false });
    const body = { branch, ref };
    const answer = await world.api('POST', `/projects/${project.id}/repository/branches`, { body });
    expect([answer.status, answer.json]).toEqual([400, { message }]);
  });

  test('with a name that git forbids are a 400', async () => {
    const project = await world.project();
    expect((await world.api('GET', `/projects/${project.id}/repository/branches/a..b`)).status).toBe(400);
  });
});

describe('commits by the API', () => {
  test('all kinds of actions make one commit', async () => {
    const project = await world.project();
    const answer = await commit(project, {
      start_branch: 'main',
      author_name: 'Ada',
      actions: [
        { action: 'create', file_path: 'a.txt', content: 'YQ==', encoding: 'base64' },
        { action: 'update', file_path: 'README.md', content: 'new' },
        { action: 'move', file_path: 'lib/index.js', previous_path: 'src/index.js' },
        { action: 'chmod', file_path: 'a.txt', execute_filemode: true },
      ],
    });
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ title: 'Work', author_name: 'Ada', committer_name: 'developer' });
    expect(answer.json.parent_ids).toEqual([await world.simulator.headOf(project.id)]);
    const tree = await world.api('GET', `/projects/${project.id}/repository/tree?recursive=true&ref=work`);
    const files = tree.json.filter((row: { type: string }) => row.type === 'blob');
    expect(files.map((row: { mode: string; path: string }) => `${row.mode} ${row.path}`)).toEqual([
      '100644 README.md',
      '100755 a.txt',
      '100644 lib/index.js',
    ]);
  });

  test.each([
    [[{ action: 'create', file_path: 'README.md', content: '' }], 'A file with this name already exists'],
    [[{ action: 'update', file_path: 'none', content: '' }], "A file with this name doesn't exist"],
    [[{ action: 'delete', file_path: 'none' }], "A file with this name doesn't exist"],
    [[{ action: 'move', file_path: 'x', previous_path: 'none' }], "A file with this name doesn't exist"],
  ])('%j fails with 400: %s', async (actions, message) => {
    const project = await world.project();
    const answer = await commit(project, { start_branch: 'main', actions });
    expect([answer.status, answer.json]).toEqual([400, { message }]);
    expect(await world.simulator.headOf(project.id, 'work')).toBeNull();
  });

  test.each([
    [{}, 'You can only create or edit files when you are on a branch'],
    [{ start_branch: 'none' }, 'You can only create or edit files when you are on a branch'],
    [{ start_branch: 'main', start_sha: 'a'.repeat(40) }, "You can't pass both start_branch and start_sha"],
    [{ start_sha: 'abc' }, "Invalid start_sha 'abc'"],
    [{ start_sha: 'a'.repeat(40) }, `Cannot find start_sha '${'a'.repeat(40)}'`],
    [
      { branch: 'a..b', start_branch: 'main' },
      expect.stringContaining("Something went wrong when we tried to create 'a..b'"),
    ],
  ])('%j fails with 400: %s', async (fields, message) => {
    const project = await world.project();
    const answer = await commit(project, {
      ...fields,
      actions: [{ action: 'create', file_path: 'n', content: '' }],
    });
    expect([answer.status, answer.json]).toEqual([400, { message }]);
  });

  test('an existing branch is rebuilt only by force, as one commit', async () => {
    const project = await world.project();
    const actions = [{ action: 'create', file_path: 'n', content: '1' }];
    await commit(project, { start_branch: 'main', actions });
    await commit(project, { actions: [{ action: 'update', file_path: 'n', content: '2' }] });
    const again = await commit(project, { start_branch: 'main', actions });
    expect(again.json.message).toBe(
      "A branch called 'work' already exists. Switch to that branch in order to make changes",
    );
    const forced = await commit(project, { start_branch: 'main', force: true, actions });
    expect(forced.json.parent_ids).toEqual([await world.simulator.headOf(project.id)]);
  });

  test('a stale last_commit_id is a 400 that names the file', async () => {
    const project = await world.project({ isDefaultBranchProtected: false });
    const old = await world.simulator.headOf(project.id);
    await world.simulator.commitFiles(project.id, { files: { 'README.md': 'moved on' } });
    const action = { action: 'update', file_path: 'README.md', content: 'mine', last_commit_id: old };
    const answer = await commit(project, { branch: 'main', actions: [action] });
    expect(answer.json).toEqual({ message: 'The file has changed since you started editing it: README.md' });
  });

  test('a protected branch is a 403 with its reason; a missing field is named as the version does', async () => {
    const project = await world.project();
    const refused = await commit(project, {
      branch: 'main',
      actions: [{ action: 'create', file_path: 'n' }],
    });
    expect(refused.status).toBe(403);
    expect(refused.json.message).toBe('403 Forbidden - You are not allowed to push into this branch');
    const missing = await world.api('POST', `/projects/${project.id}/repository/commits`, { body: {} });
    expect(missing.json).toEqual({ message: '400 Bad request - branch is required' });
  });

  test('an empty repository takes its first commit', async () => {
    const project = await world.project({ files: {}, isDefaultBranchProtected: false });
    const actions = [{ action: 'create', file_path: 'a', content: 'a' }];
    expect((await commit(project, { branch: 'main', actions })).json.parent_ids).toEqual([]);
    expect((await world.api('GET', `/projects/${project.id}`)).json.default_branch).toBe('main');
  });

  test('a list is newest first and claims a next page when it is full', async () => {
    const project = await world.project();
    await world.simulator.commitFiles(project.id, { files: { a: '1' }, message: 'Second' });
    const list = await world.api('GET', `/projects/${project.id}/repository/commits?per_page=2`);
    expect(list.json.map((row: { title: string }) => row.title)).toEqual(['Second', 'Initial commit']);
    expect([list.headers.get('x-next-page'), list.headers.get('x-total')]).toEqual(['2', null]);
    expect(
      (await world.api('GET', `/projects/${project.id}/repository/commits?per_page=2&page=2`)).json,
    ).toEqual([]);
  });

  test('two commits compare', async () => {
    const project = await world.project();
    await world.simulator.commitFiles(project.id, { branch: 'work', files: { a: '1\n' }, message: 'More' });
    const answer = await world.api('GET', `/projects/${project.id}/repository/compare?from=main&to=work`);
    expect(answer.json).toMatchObject({
      commit: { title: 'More' },
      commits: [{ title: 'More' }],
      diffs: [{ new_path: 'a', new_file: true, diff: '@@ -0,0 +1 @@\n+1\n' }],
      compare_same_ref: false,
    });
  });
});
