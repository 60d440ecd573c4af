import type { NewProject } from './simulator.js';
import type { PipelineStatus } from './state.js';
import { startWorld, type World } from './test-world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => {
  await world.close();
});

/** A project with one open merge request from `feature`, written by the developer. */
async function opened(fields: Partial<NewProject> = {}, title = 'Change') {
  const project = await world.project(fields);
  await world.simulator.commitFiles(project.id, { branch: 'feature', files: { 'new.txt': 'new\n' } });
  const body = { title, source_branch: 'feature', target_branch: 'main' };
  const made = await world.api('POST', `/projects/${project.id}/merge_requests`, { body });
  return { project, path: `/projects/${project.id}/merge_requests/${made.json.iid}`, sha: made.json.sha };
}

const merge = async (path: string, body: unknown, token = world.tokens.maintainer) =>
  await world.api('PUT', `${path}/merge`, { token, body });
const show = async (path: string) => (await world.api('GET', `${path}?include_rebase_in_progress=true`)).json;
const run = async (id: number, status: PipelineStatus) =>
  await world.simulator.setPipeline(id, 'feature', status);

describe('auto-merge', () => {
  test('waits for a running pipeline, as the one who asked for it, and merges when it succeeds', async () => {
    const { project, path } = await opened();
    await run(project.id, 'running');
    const asked = await merge(path, { auto_merge: true });
    expect([asked.status, asked.json.state, asked.json.merge_when_pipeline_succeeds]).toEqual([
      200,
      'opened',
      true,
    ]);
    expect(asked.json.merge_user.username).toBe('maintainer');
    await run(project.id, 'failed');
    expect((await show(path)).state).toBe('opened');
    await world.simulator.setPipeline(project.id, 'feature', 'success', { isNew: true });
    expect(await show(path)).toMatchObject({ state: 'merged', merge_user: { username: 'maintainer' } });
  });

  test.each([
    ['without a pipeline is refused, as there is nothing to wait for', null, 405, 'opened'],
    ['merges at once when the pipeline has succeeded', 'success', 200, 'merged'],
    ['is refused after a pipeline that failed and is not required', 'failed', 405, 'opened'],
  ] as const)('%s', async (_title, status, code, state) => {
    const { project, path } = await opened();
    if (status) await run(project.id, status);
    expect((await merge(path, { auto_merge: true })).status).toBe(code);
    expect((await show(path)).state).toBe(state);
  });

  test('waits for what people have to do', async () => {
    const { path } = await opened({}, 'Draft: Change');
    expect((await merge(path, {})).status).toBe(405);
    expect((await merge(path, { merge_when_pipeline_succeeds: true })).status).toBe(200);
    await world.api('PUT', path, { body: { title: 'Change' } });
    expect((await show(path)).state).toBe('merged');
  });

  test('ends with new commits, and with its own cancelling', async () => {
    const { project, path } = await opened();
    await run(project.id, 'running');
    await merge(path, { auto_merge: true });
    await world.simulator.commitFiles(project.id, { branch: 'feature', files: { 'new.txt': 'newer\n' } });
    expect((await show(path)).merge_when_pipeline_succeeds).toBe(false);
    await run(project.id, 'running');
    await merge(path, { auto_merge: true });
    const cancel = `${path}/cancel_merge_when_pipeline_succeeds`;
    const byReporter = await world.api('POST', cancel, { token: world.tokens.reporter });
    expect(byReporter.status).toBe(401);
    const cancelled = await world.api('POST', cancel, { token: world.tokens.maintainer });
    expect([cancelled.status, cancelled.json.merge_when_pipeline_succeeds]).toEqual([201, false]);
    expect(
      (await world.api('POST', `${path}/cancel_auto_merge`, { token: world.tokens.maintainer })).status,
    ).toBe(406);
    await run(project.id, 'success');
    expect((await show(path)).state).toBe('opened');
  });
});

describe('the order of refusals', () => {
  test('401, then 405, then 422, then 409', async () => {
    const { project, path, sha } = await opened({ requiresPipeline: true });
    await world.simulator.commitFiles(project.id, { files: { 'new.txt': 'other\n' } });
    const wrong = { sha: '0'.repeat(40) };
    expect((await merge(path, wrong, world.tokens.developer)).status).toBe(401);
    expect((await merge(path, wrong)).status).toBe(405);
    await run(project.id, 'success');
    const conflict = await merge(path, wrong);
    expect([conflict.status, conflict.json]).toEqual([422, { message: 'Branch cannot be merged' }]);
    await world.simulator.commitFiles(project.id, { deletions: ['new.txt'] });
    const stale = await merge(path, wrong);
    expect([stale.status, stale.json.message]).toEqual([
      409,
      `SHA does not match HEAD of source branch: ${sha}`,
    ]);
    expect((await merge(path, { sha })).json.state).toBe('merged');
  });

  test('an instance can demand the head', async () => {
    const strict = await startWorld({
      profile: '19.5',
      requireMergeSha: true,
      delays: { branchVisibleMs: 0 },
    });
    try {
      const project = await strict.project();
      await strict.simulator.commitFiles(project.id, { branch: 'x', files: { x: 'x' } });
      const body = { title: 'X', source_branch: 'x', target_branch: 'main' };
      const path = `/projects/${project.id}/merge_requests`;
      expect((await strict.api('POST', path, { body })).status).toBe(201);
      const answer = await strict.api('PUT', `${path}/1/merge`, {
        token: strict.tokens.maintainer,
        body: {},
      });
      expect([answer.status, answer.json]).toEqual([400, { message: 'SHA must be provided when merging' }]);
    } finally {
      await strict.close();
    }
  });
});

describe('pipelines', () => {
  test('are made for a merge request where there is a CI file, now or later', async () => {
    const without = await opened();
    expect((await world.api('POST', `${without.path}/pipelines`, { body: {} })).status).toBe(405);
    const { project, path, sha } = await opened({ files: { '.gitlab-ci.yml': 'test: {script: [true]}\n' } });
    const made = await world.api('POST', `${path}/pipelines`, { body: {} });
    expect([made.status, made.json.sha, made.json.status]).toEqual([200, sha, 'created']);
    const later = await world.api('POST', `${path}/pipelines`, { body: { async: true } });
    expect([later.status, later.text]).toEqual([202, '']);
    await world.simulator.settle();
    expect((await world.api('GET', `${path}/pipelines`)).json).toHaveLength(2);
    expect((await show(path)).head_pipeline.status).toBe('created');
    const one = `/projects/${project.id}/pipelines/${made.json.id}`;
    expect((await world.api('POST', `${one}/cancel`, { body: {} })).json.status).toBe('canceled');
    expect((await world.api('POST', `${one}/retry`, { body: {} })).json.status).toBe('pending');
  });
});

describe('rebasing', () => {
  test('answers 202 and tells its outcome later, a conflict as merge_error; a second one meanwhile is a 409', async () => {
    const { project, path } = await opened();
    world.simulator.setDelays({ rebaseMs: 150 });
    await world.simulator.commitFiles(project.id, { files: { 'new.txt': 'conflict\n' } });
    const started = await world.api('PUT', `${path}/rebase`, { body: {} });
    expect([started.status, started.json]).toEqual([202, { rebase_in_progress: true }]);
    expect((await world.api('PUT', `${path}/rebase`, { body: {} })).status).toBe(409);
    expect((await show(path)).rebase_in_progress).toBe(true);
    await world.simulator.settle();
    expect(await show(path)).toMatchObject({
      rebase_in_progress: false,
      merge_error: 'Rebase failed: Rebase locally, resolve all conflicts, then push the branch.',
    });
    world.simulator.setDelays({ rebaseMs: 0 });
  });

  test('is refused where the branch is protected or gone', async () => {
    const { project, path } = await opened();
    world.simulator.protectBranch(project.id, 'feat*', { pushLevel: 30 });
    const refused = await world.api('PUT', `${path}/rebase`, { body: {} });
    expect([refused.status, refused.json.message]).toEqual([
      403,
      '403 Forbidden - Source branch is protected from force push',
    ]);
    world.simulator.protectBranch(project.id, 'feat*', { pushLevel: 40 });
    const unpushable = await world.api('PUT', `${path}/rebase`, { body: {} });
    expect(unpushable.json.message).toBe('403 Forbidden - Cannot push to source branch');
  });
});

describe('branches protected by a wildcard', () => {
  test('refuse force through REST and git, and take what moves forward', async () => {
    const { project } = await opened();
    await world.simulator.commitFiles(project.id, { branch: 'release/1', files: { a: '1' } });
    world.simulator.protectBranch(project.id, 'release/*', { pushLevel: 30 });
    const commits = `/projects/${project.id}/repository/commits`;
    const actions = [{ action: 'create', file_path: 'b', content: 'b' }];
    const forced = { branch: 'release/1', start_branch: 'main', force: true, commit_message: 'x', actions };
    const refused = await world.api('POST', commits, { body: forced });
    expect([refused.status, refused.json.message]).toEqual([
      400,
      expect.stringContaining('not allowed to force push'),
    ]);
    const forward = { branch: 'release/1', commit_message: 'x', actions };
    expect((await world.api('POST', commits, { body: forward })).status).toBe(201);

    const folder = await world.temporaryFolder();
    await world.git(['clone', '-q', world.remote(project), '.'], folder);
    await world.git(['checkout', '-q', 'release/1'], folder);
    await world.git(['commit', '-q', '--allow-empty', '-m', 'forward'], folder);
    expect((await world.git(['push', '-q', 'origin', 'HEAD'], folder)).code).toBe(0);
    await world.git(['commit', '-q', '--amend', '--allow-empty', '-m', 'other'], folder);
    const push = await world.git(['push', '-q', '--force', 'origin', 'HEAD'], folder);
    expect([push.code === 0, push.output]).toEqual([
      false,
      expect.stringContaining('not allowed to force push'),
    ]);
    const elsewhere = await world.git(['push', '-q', '--force', 'origin', 'HEAD:refs/heads/feature'], folder);
    expect(elsewhere.code).toBe(0);
    world.simulator.protectBranch(project.id, 'release/*', { pushLevel: 30, allowForcePush: true });
    expect((await world.git(['push', '-q', '--force', 'origin', 'HEAD'], folder)).code).toBe(0);
    world.simulator.protectBranch(project.id, 'release/*');
    await world.git(['commit', '-q', '--allow-empty', '-m', 'more'], folder);
    expect((await world.git(['push', '-q', 'origin', 'HEAD'], folder)).output).toContain(
      'protected branches',
    );
    expect((await world.api('POST', commits, { body: { ...forward, branch: 'release/1' } })).status).toBe(
      403,
    );
  });
});

describe('push options', () => {
  test('change the merge request that is open, and let it wait for its pipeline', async () => {
    const { project, path } = await opened();
    const folder = await world.temporaryFolder();
    const token = world.tokens.maintainer;
    await world.git(['clone', '-q', '-b', 'feature', world.remote(project, token), '.'], folder);
    await world.git(['commit', '-q', '--allow-empty', '-m', 'more'], folder);
    const options = ['title=New', 'label=a', 'assign=maintainer', 'description=one\\ntwo', 'draft'];
    const flags = options.flatMap((option) => ['-o', `merge_request.${option}`]);
    expect((await world.git(['push', '-q', ...flags, 'origin', 'HEAD'], folder)).code).toBe(0);
    expect(await show(path)).toMatchObject({
      title: 'Draft: New',
      labels: ['a'],
      description: 'one\ntwo',
      assignee: { username: 'maintainer' },
    });
    await world.git(['commit', '-q', '--allow-empty', '-m', 'again'], folder);
    const waits = ['-o', 'merge_request.auto_merge', '-o', 'merge_request.unlabel=a'];
    expect((await world.git(['push', '-q', ...waits, 'origin', 'HEAD'], folder)).code).toBe(0);
    expect(await show(path)).toMatchObject({ labels: [], merge_when_pipeline_succeeds: true });
  });
});
