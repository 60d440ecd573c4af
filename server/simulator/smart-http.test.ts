import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startWorld, type World } from './test-world.js';
import type { Project, Token } from './state.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => {
  await world.close();
});

async function cloneOf(project: Project, token?: Token): Promise<string> {
  const folder = await world.temporaryFolder();
  const cloned = await world.git(['clone', '-q', world.remote(project, token), '.'], folder);
  expect(cloned).toEqual({ code: 0, output: expect.any(String) });
  return folder;
}

async function commitIn(
  folder: string,
  files: Readonly<Record<string, string>>,
  message = 'Change',
): Promise<void> {
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
  await world.git(['add', '-A'], folder);
  expect((await world.git(['commit', '-q', '-m', message], folder)).code).toBe(0);
}

describe('reading by git', () => {
  test('asks for a password first, with 401 and Basic', async () => {
    const project = await world.project();
    const path = world.simulator.state.fullPathOf(project);
    const response = await fetch(`${world.simulator.url}/${path}.git/info/refs?service=git-upload-pack`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Basic');
  });

  test('a clone holds the files, by protocol 2 and by protocol 0', async () => {
    const project = await world.project();
    for (const version of ['2', '0']) {
      const folder = await world.temporaryFolder();
      const args = ['-c', `protocol.version=${version}`, 'clone', '-q', world.remote(project), '.'];
      expect((await world.git(args, folder)).code).toBe(0);
      expect((await world.git(['show', 'HEAD:README.md'], folder)).output).toBe('# Acme\n');
    }
  });

  test('a partial clone fetches single blobs later', async () => {
    const project = await world.project();
    const folder = await world.temporaryFolder();
    const args = ['clone', '-q', '--bare', '--depth=1', '--filter=blob:none', world.remote(project), '.'];
    expect((await world.git(args, folder)).code).toBe(0);
    const missing = await world.git(['rev-list', '--objects', '--missing=print', 'HEAD'], folder);
    expect(missing.output.match(/^\?/gm)).toHaveLength(2);
    expect((await world.git(['show', 'HEAD:src/index.js'], folder)).output).toBe('export {};\n');
  });

  test('ls-remote is two requests that count as git, not as API', async () => {
    const project = await world.project();
    const before = {
      git: world.simulator.requestLog.count('git'),
      api: world.simulator.requestLog.count('api'),
    };
    const listed = await world.git(['ls-remote', world.remote(project), 'refs/heads/main']);
    expect(listed.output.slice(0, 40)).toBe(await world.simulator.headOf(project.id));
    expect(world.simulator.requestLog.count('git') - before.git).toBeGreaterThanOrEqual(2);
    expect(world.simulator.requestLog.count('api')).toBe(before.api);
  });

  test.each([
    ['read_api', 403],
    ['read_repository', 200],
    ['write_repository', 200],
    ['api', 200],
  ])('a token with %s alone is answered %i', async (scope, status) => {
    const project = await world.project();
    const token = world.simulator.createToken({ userId: world.users.developer.id, scopes: [scope] });
    const credentials = Buffer.from(`any:${token.value}`).toString('base64');
    const path = world.simulator.state.fullPathOf(project);
    const response = await fetch(`${world.simulator.url}/${path}.git/info/refs?service=git-upload-pack`, {
      headers: { Authorization: `Basic ${credentials}` },
    });
    expect(response.status).toBe(status);
  });

  test('Bearer is refused, and so are dead tokens', async () => {
    const project = await world.project();
    const path = world.simulator.state.fullPathOf(project);
    const dead = world.simulator.createToken({ userId: world.users.developer.id, scopes: ['api'] });
    world.simulator.revokeToken(dead.value);
    for (const authorization of [
      `Bearer ${world.tokens.developer.value}`,
      `Basic ${Buffer.from(`oauth2:${dead.value}`).toString('base64')}`,
    ]) {
      const response = await fetch(`${world.simulator.url}/${path}.git/info/refs?service=git-upload-pack`, {
        headers: { Authorization: authorization },
      });
      expect(response.status).toBe(401);
    }
  });

  test('a project that the caller cannot see is not found; an empty one can be cloned', async () => {
    const hidden = await world.simulator.createProject({
      path: 'hidden',
      namespace: 'others',
      files: { a: 'a' },
    });
    expect((await world.git(['ls-remote', world.remote(hidden)])).output).toMatch(/not found/i);
    const empty = await world.project({ files: {} });
    expect((await world.git(['ls-remote', world.remote(empty)])).code).toBe(0);
  });
});

describe('writing by git', () => {
  test('a pushed branch and its commit are there for the API', async () => {
    const project = await world.project();
    const folder = await cloneOf(project);
    await commitIn(folder, { 'package.json': '{}\n' }, 'Add a manifest');
    expect((await world.git(['push', '-q', 'origin', 'HEAD:feature/x'], folder)).code).toBe(0);
    const branch = await world.api('GET', `/projects/${project.id}/repository/branches/feature%2Fx`);
    expect(branch.json).toMatchObject({
      name: 'feature/x',
      commit: { title: 'Add a manifest' },
      can_push: true,
    });
    const file = `/projects/${project.id}/repository/files/package.json/raw?ref=feature%2Fx`;
    expect((await world.api('GET', file)).text).toBe('{}\n');
  });

  test('a large push, sent in chunks, arrives whole', async () => {
    const project = await world.project();
    const folder = await cloneOf(project);
    let text = '';
    for (let line = 0; line < 60_000; line += 1) text += `${Math.sin(line)} ${Math.cos(line)}\n`;
    await commitIn(folder, { 'large.txt': text });
    expect((await world.git(['push', '-q', 'origin', 'HEAD:large'], folder)).code).toBe(0);
    expect(await world.simulator.readFile(project.id, { path: 'large.txt', ref: 'large' })).toBe(text);
  });

  test('a reporter is refused with 403', async () => {
    const project = await world.project();
    const folder = await cloneOf(project, world.tokens.reporter);
    await commitIn(folder, { new: 'x' });
    const pushed = await world.git(['push', 'origin', 'HEAD:x'], folder);
    expect(pushed.code).not.toBe(0);
    expect(pushed.output).toContain('403');
  });

  test('a developer may not push to a protected branch, a maintainer may, but not by force', async () => {
    const project = await world.project();
    const folder = await cloneOf(project);
    await commitIn(folder, { new: 'x' });
    const refused = await world.git(['push', 'origin', 'HEAD:main'], folder);
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain('You are not allowed to push code to protected branches');
    expect(refused.output).toContain('pre-receive hook declined');
    const remote = world.remote(project, world.tokens.maintainer);
    expect((await world.git(['push', '-q', remote, 'HEAD:main'], folder)).code).toBe(0);
    await world.git(['commit', '-q', '--amend', '-m', 'Other'], folder);
    expect((await world.git(['push', '-q', '--force', remote, 'HEAD:main'], folder)).code).not.toBe(0);
    expect((await world.git(['push', '-q', remote, ':main'], folder)).output).toContain('cannot be deleted');
  });

  test('a lease that is stale loses, a fresh one wins', async () => {
    const project = await world.project();
    const folder = await cloneOf(project);
    await commitIn(folder, { new: 'x' });
    await world.git(['push', '-q', 'origin', 'HEAD:work'], folder);
    const old = (await world.git(['rev-parse', 'HEAD'], folder)).output.trim();
    const moved = await world.simulator.commitFiles(project.id, { branch: 'work', files: { other: 'y' } });
    await commitIn(folder, { new: 'z' });
    const push = (sha: string) => ['push', `--force-with-lease=work:${sha}`, 'origin', 'HEAD:work'];
    const stale = await world.git(push(old), folder);
    expect(stale.code).not.toBe(0);
    expect(stale.output).toContain('stale info');
    expect((await world.git(push(moved), folder)).code).toBe(0);
  });

  test('the first branch of an empty project becomes its default branch', async () => {
    const project = await world.project({ files: {}, isDefaultBranchProtected: false });
    const folder = await world.temporaryFolder();
    await world.git(['init', '-q'], folder);
    await mkdir(join(folder, 'docs'));
    await commitIn(folder, { 'docs/a.md': 'a' });
    expect((await world.git(['push', '-q', world.remote(project), 'HEAD:trunk'], folder)).code).toBe(0);
    const answer = await world.api('GET', `/projects/${project.id}`);
    expect(answer.json).toMatchObject({ empty_repo: false, default_branch: 'trunk' });
  });

  test('push options open a merge request', async () => {
    const project = await world.project();
    const folder = await cloneOf(project);
    await commitIn(folder, { new: 'x' });
    const options = ['merge_request.create', 'merge_request.title=By push', 'merge_request.label=a'];
    const args = ['push', '-q', ...options.flatMap((option) => ['-o', option]), 'origin', 'HEAD:by-push'];
    expect((await world.git(args, folder)).code).toBe(0);
    const list = await world.api('GET', `/projects/${project.id}/merge_requests`);
    expect(list.json).toMatchObject([
      { title: 'By push', source_branch: 'by-push', target_branch: 'main', labels: ['a'] },
    ]);
  });

  test('a pushed commit updates the open merge request of its branch', async () => {
    const project = await world.project();
    const folder = await cloneOf(project);
    await commitIn(folder, { new: 'x' });
    await world.git(['push', '-q', 'origin', 'HEAD:topic'], folder);
    const body = { title: 'Topic', source_branch: 'topic', target_branch: 'main' };
    const opened = await world.api('POST', `/projects/${project.id}/merge_requests`, { body });
    await commitIn(folder, { more: 'y' }, 'Draft: not yet');
    await world.git(['push', '-q', 'origin', 'HEAD:topic'], folder);
    const after = await world.api('GET', `/projects/${project.id}/merge_requests/${opened.json.iid}`);
    expect(after.json.sha).toBe((await world.git(['rev-parse', 'HEAD'], folder)).output.trim());
    expect(after.json).toMatchObject({
      title: 'Draft: Topic',
      draft: true,
      detailed_merge_status: 'draft_status',
      changes_count: '2',
    });
  });
});
