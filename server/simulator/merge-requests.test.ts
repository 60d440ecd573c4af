import { startWorld, type World } from './test-world.js';
import type { Project } from './state.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => {
  await world.close();
});

async function projectWithBranch(
  files: Readonly<Record<string, string>> = { new: 'x\n' },
  fields = {},
): Promise<Project> {
  const project = await world.project(fields);
  await world.simulator.commitFiles(project.id, { branch: 'topic', files, message: 'Topic work' });
  return project;
}

async function open(project: Project, fields: Readonly<Record<string, unknown>> = {}) {
  const body = { title: 'Topic', source_branch: 'topic', target_branch: 'main', ...fields };
  return await world.api('POST', `/projects/${project.id}/merge_requests`, { body });
}

const merge = async (project: Project, body: unknown = {}, token = world.tokens.maintainer) =>
  await world.api('PUT', `/projects/${project.id}/merge_requests/1/merge`, { body, token });

const look = async (project: Project, iid = 1) =>
  (await world.api('GET', `/projects/${project.id}/merge_requests/${iid}`)).json;

describe('opening', () => {
  test('answers 201 with what was asked for', async () => {
    const project = await projectWithBranch();
    const answer = await open(project, { description: 'Why.', labels: 'a, b', remove_source_branch: true });
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      iid: 1,
      project_id: project.id,
      state: 'opened',
      title: 'Topic',
      description: 'Why.',
      labels: ['a', 'b'],
      force_remove_source_branch: true,
      should_remove_source_branch: null,
      author: { username: 'developer' },
      draft: false,
      web_url: `${world.simulator.url}/acme/${project.path}/-/merge_requests/1`,
      references: { full: `acme/${project.path}!1` },
    });
  });

  test('twice for the same branches is a 409 that names the first', async () => {
    const project = await projectWithBranch();
    await open(project);
    const again = await open(project);
    const message = ['Another open merge request already exists for this source branch: !1'];
    expect([again.status, again.json]).toEqual([409, { message }]);
  });

  test('is refused to a reporter and where merge requests are off', async () => {
    const project = await projectWithBranch();
    const body = { title: 'T', source_branch: 'topic', target_branch: 'main' };
    const path = `/projects/${project.id}/merge_requests`;
    expect((await world.api('POST', path, { body, token: world.tokens.reporter })).status).toBe(403);
    project.mergeRequestsAccess = 'disabled';
    expect((await world.api('POST', path, { body })).status).toBe(403);
  });

  test.each([
    ['Draft: x', true],
    ['[draft] x', true],
    ['(Draft) x', true],
    ['WIP: x', false],
    ['Drafting', false],
  ])('the title %p makes it a draft: %p', async (title, draft) => {
    const project = await projectWithBranch();
    expect((await open(project, { title })).json.draft).toBe(draft);
  });

  test('executes quick actions and takes them out, but not those in code', async () => {
    const project = await projectWithBranch();
    const description = 'Text\n/label ~urgent\n```\n/close\n```\n/title New title\n/nonsense';
    const { json } = await open(project, { description });
    expect(json).toMatchObject({ title: 'New title', labels: ['urgent'], state: 'opened' });
    expect(json.description).toBe('Text\n```\n/close\n```\n/nonsense');
    const commands = project.mergeRequests.get(1)?.quickActions.map((action) => action.command);
    expect(commands).toEqual(['label', 'title']);
  });

  test('a description that closes it, closes it', async () => {
    const project = await projectWithBranch();
    expect((await open(project, { description: 'Bad\n/close' })).json.state).toBe('closed');
  });

  test('lists by branch and state, newest first', async () => {
    const project = await projectWithBranch();
    await open(project);
    await world.simulator.commitFiles(project.id, { branch: 'second', files: { z: '1' } });
    await open(project, { source_branch: 'second' });
    const iids = async (query: string) => {
      const answer = await world.api('GET', `/projects/${project.id}/merge_requests?${query}`);
      return answer.json.map((row: { iid: number }) => row.iid);
    };
    expect(await iids('')).toEqual([2, 1]);
    expect(await iids('source_branch=topic')).toEqual([1]);
    expect(await iids('iids[]=1&iids[]=2&sort=asc')).toEqual([1, 2]);
    expect(await iids('state=merged')).toEqual([]);
    expect((await world.api('GET', `/projects/${project.id}/merge_requests?state=odd`)).status).toBe(400);
  });
});

describe('changing', () => {
  test('nothing is a 400', async () => {
    const project = await projectWithBranch();
    await open(project);
    const answer = await world.api('PUT', `/projects/${project.id}/merge_requests/1`, { body: {} });
    expect(answer.status).toBe(400);
  });

  test('closes, says who, and reopens', async () => {
    const project = await projectWithBranch();
    await open(project);
    const path = `/projects/${project.id}/merge_requests/1`;
    const closed = await world.api('PUT', path, { body: { state_event: 'close' } });
    expect(closed.json).toMatchObject({
      state: 'closed',
      closed_by: { username: 'developer' },
      detailed_merge_status: 'not_open',
    });
    const reopened = await world.api('PUT', path, { body: { state_event: 'reopen' } });
    expect(reopened.json).toMatchObject({ state: 'opened', closed_at: null });
    const events = await world.api('GET', `${path}/resource_state_events`);
    expect(events.json.map((event: { state: string }) => event.state)).toEqual(['closed', 'reopened']);
  });

  test('adds, removes and replaces labels', async () => {
    const project = await projectWithBranch();
    await open(project, { labels: 'a,b' });
    const put = async (body: unknown) =>
      (await world.api('PUT', `/projects/${project.id}/merge_requests/1`, { body })).json.labels;
    expect(await put({ add_labels: 'c', remove_labels: 'a' })).toEqual(['b', 'c']);
    expect(await put({ labels: '' })).toEqual([]);
  });

  test('a deleted source branch closes it', async () => {
    const project = await projectWithBranch();
    await open(project);
    const path = `/projects/${project.id}/repository/branches/topic`;
    expect((await world.api('DELETE', path)).status).toBe(204);
    expect((await look(project)).state).toBe('closed');
  });

  test('notes are kept, edited, and executed when they are only commands', async () => {
    const project = await projectWithBranch();
    await open(project);
    const path = `/projects/${project.id}/merge_requests/1/notes`;
    const note = await world.api('POST', path, { body: { body: 'Hello' } });
    expect([note.status, note.json.body]).toEqual([201, 'Hello']);
    const edited = await world.api('PUT', `${path}/${note.json.id}`, { body: { body: 'Changed' } });
    expect(edited.json.body).toBe('Changed');
    expect((await world.api('POST', path, { body: { body: '/close' } })).status).toBe(202);
    expect((await world.api('POST', path, { body: { body: '  ' } })).status).toBe(400);
    expect((await look(project)).state).toBe('closed');
  });
});

describe('merging', () => {
  test('really merges in git, removes the branch and says who', async () => {
    const project = await projectWithBranch({ 'src/new.js': 'x\n' });
    const { json } = await open(project, { remove_source_branch: true });
    expect(await look(project)).toMatchObject({
      detailed_merge_status: 'mergeable',
      merge_status: 'can_be_merged',
    });
    const merged = await merge(project, { sha: json.sha });
    expect(merged.status).toBe(200);
    expect(merged.json).toMatchObject({ state: 'merged', merge_user: { username: 'maintainer' } });
    expect(await world.simulator.readFile(project.id, { path: 'src/new.js' })).toBe('x\n');
    expect(await world.simulator.headOf(project.id)).toBe(merged.json.merge_commit_sha);
    expect(await world.simulator.headOf(project.id, 'topic')).toBeNull();
  });

  test('is a 401 for who may not, before all else', async () => {
    const project = await projectWithBranch();
    await open(project, { title: 'Draft: x' });
    const answer = await merge(project, {}, world.tokens.developer);
    expect([answer.status, answer.json]).toEqual([401, { message: '401 Unauthorized' }]);
  });

  test('is a 405 for a draft, also with a conflict, and for a closed one', async () => {
    const project = await projectWithBranch({ 'README.md': 'one\n' });
    await world.simulator.commitFiles(project.id, { files: { 'README.md': 'two\n' } });
    await open(project, { title: 'Draft: x' });
    expect(await look(project)).toMatchObject({ detailed_merge_status: 'draft_status', has_conflicts: true });
    const answer = await merge(project);
    expect([answer.status, answer.json]).toEqual([405, { message: '405 Method Not Allowed' }]);
    await world.simulator.closeMergeRequest(project.id, 1);
    expect((await merge(project)).status).toBe(405);
  });

  test('is a 422 for a conflict, also with a wrong sha, and a 409 for a wrong sha alone', async () => {
    const conflicting = await projectWithBranch({ 'README.md': 'one\n' });
    await world.simulator.commitFiles(conflicting.id, { files: { 'README.md': 'two\n' } });
    await open(conflicting);
    expect(await look(conflicting)).toMatchObject({
      detailed_merge_status: 'conflict',
      merge_status: 'cannot_be_merged',
    });
    const refused = await merge(conflicting, { sha: '0'.repeat(40) });
    expect([refused.status, refused.json]).toEqual([422, { message: 'Branch cannot be merged' }]);
    const clean = await projectWithBranch();
    const { json } = await open(clean);
    const stale = await merge(clean, { sha: '0'.repeat(40) });
    expect(stale.status).toBe(409);
    expect(stale.json.message).toContain(json.sha);
  });

  test('needs a rebase where the project fast-forwards, and rebasing really replays', async () => {
    const project = await projectWithBranch({ new: 'x\n' }, { mergeMethod: 'ff' });
    await world.simulator.commitFiles(project.id, { files: { other: 'y\n' } });
    await open(project);
    expect((await look(project)).detailed_merge_status).toBe('need_rebase');
    expect((await merge(project)).status).toBe(422);
    const rebased = await world.api('PUT', `/projects/${project.id}/merge_requests/1/rebase`, { body: {} });
    expect([rebased.status, rebased.json]).toEqual([202, { rebase_in_progress: true }]);
    expect(await look(project)).toMatchObject({ merge_error: null, detailed_merge_status: 'mergeable' });
    const merged = await merge(project);
    expect(merged.json.merge_commit_sha).toBeNull();
    expect(await world.simulator.headOf(project.id)).toBe(merged.json.sha);
  });

  test('a rebase that conflicts leaves a text behind', async () => {
    const project = await projectWithBranch({ 'README.md': 'one\n' });
    await world.simulator.commitFiles(project.id, { files: { 'README.md': 'two\n' } });
    await open(project);
    await world.api('PUT', `/projects/${project.id}/merge_requests/1/rebase`, { body: {} });
    expect((await look(project)).merge_error).toContain('Rebase failed');
  });

  test('waits for a pipeline where the project demands one', async () => {
    const project = await projectWithBranch({ new: 'x' }, { requiresPipeline: true });
    await open(project);
    expect((await look(project)).detailed_merge_status).toBe('ci_must_pass');
    await world.simulator.setPipeline(project.id, 'topic', 'running');
    expect(await look(project)).toMatchObject({
      detailed_merge_status: 'ci_still_running',
      head_pipeline: { status: 'running' },
    });
    expect((await merge(project)).status).toBe(405);
    project.protections.clear();
    const waiting = await merge(project, { auto_merge: true });
    expect(waiting.json).toMatchObject({ state: 'opened', merge_when_pipeline_succeeds: true });
    await world.simulator.setPipeline(project.id, 'topic', 'success');
    expect((await look(project)).state).toBe('merged');
  });

  test('open threads stop it where the project says so', async () => {
    const project = await projectWithBranch({ new: 'x' }, { requiresResolvedThreads: true });
    await open(project);
    const path = `/projects/${project.id}/merge_requests/1/discussions`;
    const thread = await world.api('POST', path, { body: { body: 'Really?' } });
    expect((await look(project)).detailed_merge_status).toBe('discussions_not_resolved');
    expect((await merge(project)).status).toBe(405);
    await world.api('PUT', `${path}/${thread.json.id}`, { body: { resolved: true } });
    expect((await merge(project)).status).toBe(200);
  });

  test('a squash makes one commit', async () => {
    const project = await projectWithBranch();
    await world.simulator.commitFiles(project.id, { branch: 'topic', files: { more: 'y' } });
    await open(project, { squash: true });
    const { json } = await merge(project);
    expect(json.squash_commit_sha).toMatch(/^[0-9a-f]{40}$/);
    const commits = await world.api('GET', `/projects/${project.id}/repository/commits`);
    expect(commits.json.map((commit: { title: string }) => commit.title)).toEqual([
      expect.stringContaining('Merge branch'),
      'Topic',
      'Initial commit',
    ]);
  });

  test('shows its diff and its commits', async () => {
    const project = await projectWithBranch({ 'README.md': '# Better\n' });
    await open(project);
    const path = `/projects/${project.id}/merge_requests/1`;
    const diffs = await world.api('GET', `${path}/diffs`);
    expect(diffs.json).toMatchObject([
      { old_path: 'README.md', new_file: false, diff: '@@ -1 +1 @@\n-# Acme\n+# Better\n' },
    ]);
    expect((await world.api('GET', `${path}/commits`)).json).toMatchObject([{ title: 'Topic work' }]);
  });
});

describe('what takes time', () => {
  test('a fresh one is preparing, then checking, then mergeable', async () => {
    const slow = await startWorld({ delays: { prepareMs: 300, mergeCheckMs: 150 } });
    try {
      const project = await slow.project();
      await slow.simulator.commitFiles(project.id, { branch: 'topic', files: { new: 'x' } });
      const path = `/projects/${project.id}/merge_requests`;
      const body = { title: 'T', source_branch: 'topic', target_branch: 'main' };
      const created = await slow.api('POST', path, { body });
      expect(created.json).toMatchObject({
        detailed_merge_status: 'preparing',
        prepared_at: null,
        diff_refs: null,
        changes_count: null,
      });
      const seen: string[] = [];
      while (seen[seen.length - 1] !== 'mergeable' && seen.length < 200) {
        const status: string = (await slow.api('GET', `${path}/1`)).json.detailed_merge_status;
        if (seen[seen.length - 1] !== status) seen.push(status);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      expect(seen.slice(-2)).toEqual(['checking', 'mergeable']);
    } finally {
      await slow.close();
    }
  });

  test('a new branch is not seen at once, and a branch that comes back keeps its merge request', async () => {
    const slow = await startWorld({
      profile: '19.4',
      delays: { branchVisibleMs: 400, closeAfterDeleteMs: 250 },
    });
    try {
      const project = await slow.project();
      await slow.simulator.commitFiles(project.id, { branch: 'topic', files: { new: 'x' } });
      const body = { title: 'T', source_branch: 'topic', target_branch: 'main' };
      const path = `/projects/${project.id}/merge_requests`;
      const early = await slow.api('POST', path, { body });
      expect([early.status, early.json]).toEqual([400, { message: { source_branch: ['does not exist'] } }]);
      await new Promise((resolve) => setTimeout(resolve, 450));
      expect((await slow.api('POST', path, { body })).status).toBe(201);
      await slow.simulator.deleteBranch(project.id, 'topic');
      expect((await slow.api('GET', `${path}/1`)).json.state).toBe('opened');
      await slow.simulator.settle();
      expect((await slow.api('GET', `${path}/1`)).json.state).toBe('closed');
      const reopened = await slow.api('PUT', `${path}/1`, { body: { state_event: 'reopen' } });
      expect(reopened.status).toBe(422);
    } finally {
      await slow.close();
    }
  });
});
