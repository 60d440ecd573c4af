import type { Project } from './state.js';
import { startWorld, type World } from './test-world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => {
  await world.close();
});

/** A public project that the outsider has forked, and a branch `fix` there. */
async function forked() {
  const name = `fork-${world.simulator.state.projects.size}`;
  const parent = await world.project({ visibility: 'public', path: name });
  const user = world.simulator.createUser({ username: `outsider-${parent.id}` });
  const token = world.simulator.createToken({ userId: user.id, scopes: ['api'] });
  const made = await world.api('POST', `/projects/${parent.id}/fork`, { token, body: {} });
  const body = {
    branch: 'fix',
    start_branch: 'main',
    commit_message: 'Fix',
    actions: [{ action: 'create', file_path: 'fix.txt', content: 'fix\n' }],
  };
  await world.api('POST', `/projects/${made.json.id}/repository/commits`, { token, body });
  return {
    parent,
    user,
    token,
    made,
    id: Number(made.json.id),
    fork: world.simulator.state.projects.get(made.json.id) as Project,
  };
}

describe('forks', () => {
  test('are copies that name where they come from', async () => {
    const { parent, user, token, made, id } = await forked();
    expect([made.status, made.json.path_with_namespace]).toEqual([201, `${user.username}/${parent.path}`]);
    expect(made.json.forked_from_project).toMatchObject({
      id: parent.id,
      path_with_namespace: `acme/${parent.path}`,
    });
    expect(await world.simulator.headOf(id)).toBe(await world.simulator.headOf(parent.id));
    const shown = await world.api('GET', `/projects/${parent.id}`, { token });
    expect(shown.json.forks_count).toBe(1);
    expect((await world.api('GET', `/projects/${parent.id}/forks`, { token })).json).toMatchObject([{ id }]);
    const listed = await world.api('GET', '/projects?owned=true', { token });
    expect(listed.json[0].forked_from_project.id).toBe(parent.id);
    expect((await world.api('POST', `/projects/${parent.id}/fork`, { token, body: {} })).status).toBe(409);
    parent.visibility = 'private';
    expect((await world.api('GET', `/projects/${id}`, { token })).json.forked_from_project).toBeUndefined();
    expect((await world.api('DELETE', `/projects/${id}/fork`, { token })).status).toBe(204);
  });

  test('of a group need a developer there, of a hidden project are a 404', async () => {
    const parent = await world.project({ visibility: 'public' });
    const hidden = await world.project();
    const user = world.simulator.createUser({ username: 'stranger' });
    const token = world.simulator.createToken({ userId: user.id, scopes: ['api'] });
    const fork = async (id: number, body: unknown, by = token) =>
      (await world.api('POST', `/projects/${id}/fork`, { token: by, body })).status;
    expect(await fork(hidden.id, {})).toBe(404);
    expect(await fork(parent.id, { namespace_path: 'acme' })).toBe(404);
    expect(await fork(parent.id, { namespace_path: 'acme', path: 'other' }, world.tokens.reporter)).toBe(403);
    expect(await fork(parent.id, { namespace_path: 'acme', path: 'other' }, world.tokens.developer)).toBe(
      201,
    );
  });

  test('are empty until the copy is made', async () => {
    const parent = await world.project();
    world.simulator.setDelays({ forkMs: 50 });
    const fork = await world.simulator.forkProject(parent.id, { namespace: 'slow' });
    world.simulator.setDelays({ forkMs: 0 });
    expect([fork.importStatus, await world.simulator.headOf(fork.id)]).toEqual(['started', null]);
    await world.simulator.settle();
    expect([fork.importStatus, await world.simulator.headOf(fork.id)]).toEqual([
      'finished',
      expect.any(String),
    ]);
  });
});

describe('merge requests between projects', () => {
  test('are opened in the fork, live in the target, follow the fork and are merged by its maintainers', async () => {
    const { parent, token, id } = await forked();
    const fields = {
      title: 'Fix',
      source_branch: 'fix',
      target_branch: 'main',
      target_project_id: parent.id,
    };
    const body = { ...fields, allow_collaboration: true, remove_source_branch: true };
    const opened = await world.api('POST', `/projects/${id}/merge_requests`, { token, body });
    expect([opened.status, opened.json.project_id]).toEqual([201, parent.id]);
    expect(opened.json).toMatchObject({
      source_project_id: id,
      target_project_id: parent.id,
      allow_collaboration: true,
      web_url: expect.stringContaining(`/acme/${parent.path}/-/merge_requests/1`),
    });
    const again = await world.api('POST', `/projects/${id}/merge_requests`, { token, body });
    expect([again.status, again.json.message[0]]).toEqual([409, expect.stringMatching(/!1$/)]);
    const path = `/projects/${parent.id}/merge_requests/1`;
    expect((await world.api('GET', `${path}/diffs`)).json).toMatchObject([{ new_path: 'fix.txt' }]);

    const sha = await world.simulator.commitFiles(id, { branch: 'fix', files: { more: 'more\n' } });
    const shown = await world.api('GET', path);
    expect(shown.json).toMatchObject({ sha, changes_count: '2', detailed_merge_status: 'mergeable' });
    expect((await world.api('PUT', `${path}/merge`, { token, body: {} })).status).toBe(401);
    await world.simulator.commitFiles(parent.id, { files: { aside: 'x' } });
    expect((await world.api('PUT', `${path}/rebase`, { token, body: {} })).status).toBe(202);
    const rebased = await world.api('GET', path);
    expect([rebased.json.sha === sha, rebased.json.merge_error]).toEqual([false, null]);
    const merged = await world.api('PUT', `${path}/merge`, { token: world.tokens.maintainer, body: {} });
    expect([merged.status, merged.json.state]).toEqual([200, 'merged']);
    expect(await world.simulator.readFile(parent.id, { path: 'fix.txt' })).toBe('fix\n');
    expect(await world.simulator.headOf(id, 'fix')).not.toBeNull();
  });

  test('close when the branch of the fork goes', async () => {
    const { parent, token, id } = await forked();
    const body = { title: 'Fix', source_branch: 'fix', target_branch: 'main', target_project_id: parent.id };
    await world.api('POST', `/projects/${id}/merge_requests`, { token, body });
    expect((await world.api('DELETE', `/projects/${id}/repository/branches/fix`, { token })).status).toBe(
      204,
    );
    await world.simulator.settle();
    expect((await world.api('GET', `/projects/${parent.id}/merge_requests/1`)).json.state).toBe('closed');
  });

  test('need a relation, a right in the fork, and sight of the target', async () => {
    const { parent, token, id } = await forked();
    const stranger = await world.project({ visibility: 'public' });
    const hidden = await world.project();
    const open = async (from: number, to: number, by: Parameters<World['api']>[2] = { token }) => {
      const body = { title: 'Fix', source_branch: 'fix', target_branch: 'main', target_project_id: to };
      return (await world.api('POST', `/projects/${from}/merge_requests`, { ...by, body })).status;
    };
    expect(await open(id, stranger.id)).toBe(422);
    expect(await open(id, hidden.id)).toBe(404);
    expect(await open(id, parent.id, {})).toBe(403);
    expect(await open(parent.id, parent.id)).toBe(403);
  });

  test('can be opened by push options', async () => {
    const { parent, token, fork } = await forked();
    const folder = await world.temporaryFolder();
    await world.git(['clone', '-q', world.remote(fork, token), '.'], folder);
    await world.git(['commit', '-q', '--allow-empty', '-m', 'more'], folder);
    const options = ['merge_request.create', `merge_request.target_project=acme/${parent.path}`];
    const flags = options.flatMap((option) => ['-o', option]);
    expect((await world.git(['push', '-q', ...flags, 'origin', 'HEAD:refs/heads/pushed'], folder)).code).toBe(
      0,
    );
    const shown = await world.api('GET', `/projects/${parent.id}/merge_requests/1`);
    expect(shown.json).toMatchObject({ source_branch: 'pushed', source_project_id: fork.id });
  });
});

describe('a commit that starts in another project', () => {
  test('takes its branch from there, when both came of one', async () => {
    const { parent, token, id } = await forked();
    const sha = await world.simulator.commitFiles(parent.id, { files: { upstream: 'new\n' } });
    const commit = async (start: number) =>
      await world.api('POST', `/projects/${id}/repository/commits`, {
        token,
        body: {
          branch: `from-${start}`,
          start_branch: 'main',
          start_project: start,
          commit_message: 'x',
          actions: [{ action: 'create', file_path: 'x', content: 'x' }],
        },
      });
    const made = await commit(parent.id);
    expect([made.status, made.json.parent_ids]).toEqual([201, [sha]]);
    const stranger = await world.project({ visibility: 'public' });
    expect((await commit(stranger.id)).status).toBe(403);
  });
});
