import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { NO_DELAYS, type Simulator, startSimulator } from '../../simulator/simulator.js';
import { AppError } from '../errors.js';
import { type ClosableGitLabConnector, createGitLabConnector } from './connector.client.js';
import type { GitLab, GitLabProject, GitPush, GitRemote, NewHook, NewMergeRequest } from './gitlab.js';
import type { TransportLimits } from './limits.js';

const LOCK = JSON.stringify({ name: 'app', lockfileVersion: 3, packages: {} });
const FILES = { 'package.json': '{"name":"app"}\n', 'package-lock.json': `${LOCK}\n`, 'src/index.js': 'x\n' };

const profiles = ['17.11', 'dotcom'] as const;

describe.each(profiles)('the port on GitLab %s', (profile) => {
  let simulator: Simulator;
  let connector: ClosableGitLabConnector;
  let gitlab: GitLab;
  let git: GitRemote;
  let botId: number;
  let token: string;
  let next = 0;

  beforeAll(async () => {
    simulator = await startSimulator({
      profile,
      relativeRoot: '/gitlab',
      externalUrl: 'https://gitlab.external.example',
    });
    connector = connectorOf();
    botId = simulator.createUser({ username: 'backline', isBot: true }).id;
    simulator.createGroup({ path: 'team' });
    simulator.addMember({ group: 'team' }, { userId: botId, level: 30 });
    token = simulator.createToken({ userId: botId, scopes: ['api'] }).value;
    ({ gitlab, git } = connector.connect({ baseUrl: simulator.url, token }));
  });

  afterEach(() => {
    simulator.setThrottle(null);
    simulator.clearFaults();
    simulator.setDelays(NO_DELAYS);
  });

  afterAll(async () => {
    await connector.close();
    await simulator.close();
  });

  function connectorOf(transportLimits: Partial<TransportLimits> = {}): ClosableGitLabConnector {
    return createGitLabConnector({
      clock: () => new Date(),
      sleep: (ms, signal) => sleep(Math.min(ms, 50), undefined, { signal }),
      random: () => 0,
      allowedHosts: ['127.0.0.1'],
      transportLimits,
    });
  }

  /** A project of its own for a test, as the port shows it. */
  async function makeProject(files: Readonly<Record<string, string>> | null = FILES): Promise<GitLabProject> {
    next += 1;
    const made = await simulator.createProject({
      path: `p${next}`,
      namespace: 'team',
      ...(files === null ? {} : { files }),
    });
    const project = await gitlab.getProject(made.id);
    if (project === null) throw new Error('the project is not visible');
    return project;
  }

  const pushOf = (text: string, change: Partial<GitPush> = {}): GitPush => ({
    branch: 'backline/npm',
    expectedHead: null,
    message: 'Fix dependencies',
    author: { name: 'Backline', email: 'backline@example.test' },
    date: new Date('2026-11-22T10:00:00Z'),
    files: [{ path: 'package-lock.json', text }],
    ...change,
  });

  async function pushBranch(
    project: GitLabProject,
    push = pushOf('{"lockfileVersion":3}\n'),
  ): Promise<string> {
    const snapshot = await git.openBranch(project.gitUrl, 'main');
    try {
      return await snapshot.pushCommit(push);
    } finally {
      await snapshot.close();
    }
  }

  const request: NewMergeRequest = {
    sourceBranch: 'backline/npm',
    targetBranch: 'main',
    title: 'Fix dependencies',
    description: 'A table.',
    labels: ['dependencies'],
    removeSourceBranch: true,
  };

  async function failure(promise: Promise<unknown>): Promise<AppError> {
    const error: unknown = await promise.catch((thrown: unknown) => thrown);
    if (!(error instanceof AppError)) throw new Error(`no AppError: ${String(error)}`);
    return error;
  }

  test('knows the server, its version, the account and the token', async () => {
    await gitlab.probe();
    expect((await gitlab.getVersion()).version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(await gitlab.getUser()).toMatchObject({
      id: botId,
      username: 'backline',
      isBot: true,
      state: 'active',
    });
    expect(await gitlab.getToken()).toMatchObject({
      scopes: ['api'],
      userId: botId,
      isActive: true,
      isRevoked: false,
    });
    const root = connector.connect({ baseUrl: new URL(simulator.url).origin, token });
    expect((await failure(root.gitlab.probe())).code).toBe('NOT_GITLAB');
  });

  test('says what is wrong with a token', async () => {
    const as = (value: string) => connector.connect({ baseUrl: simulator.url, token: value });
    const made = (more: { scopes: readonly string[]; expiresAt?: string }) =>
      simulator.createToken({ userId: botId, ...more }).value;
    expect((await failure(as('glpat-unknown').gitlab.getUser())).code).toBe('TOKEN_INVALID');
    const expired = made({ scopes: ['api'], expiresAt: '2020-01-01' });
    expect((await failure(as(expired).gitlab.getToken())).code).toBe('TOKEN_EXPIRED');
    const revoked = made({ scopes: ['api'] });
    simulator.revokeToken(revoked);
    expect((await failure(as(revoked).gitlab.getToken())).code).toBe('TOKEN_REVOKED');
    const project = await makeProject();
    const reading = as(made({ scopes: ['read_api'] }));
    expect((await failure(reading.gitlab.createNote(project.id, 1, 'x'))).code).toBe('TOKEN_SCOPE_MISSING');
    for (const dead of ['glpat-unknown', expired, revoked]) {
      expect((await failure(as(dead).git.readHead(project.gitUrl, 'main'))).code).toBe('TOKEN_INVALID');
    }
  });

  test('lists every member project once, in pages by id', async () => {
    const expected: number[] = [];
    for (let index = 0; index < 5; index += 1) expected.push((await makeProject(null)).id);
    await simulator.createProject({ path: `stranger-${next}`, namespace: 'strangers', visibility: 'public' });
    const seen: GitLabProject[] = [];
    for await (const page of gitlab.listMemberProjects({ pageSize: 2 })) {
      expect(page.length).toBeLessThanOrEqual(2);
      seen.push(...page);
    }
    const ids = seen.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(ids).toEqual(expect.arrayContaining(expected));
    expect(seen.some(({ pathWithNamespace }) => pathWithNamespace.startsWith('strangers/'))).toBe(false);
    expect(seen.every(({ gitUrl }) => gitUrl.startsWith(`${simulator.url}/team/`))).toBe(true);
  });

  test('answers null for a project that is gone, and finds a moved one by its id', async () => {
    const project = await makeProject();
    simulator.moveProject(project.id, { path: `moved-${next}` });
    expect((await gitlab.getProject(project.id))?.pathWithNamespace).toBe(`team/moved-${next}`);
    await simulator.deleteProject(project.id);
    expect(await gitlab.getProject(project.id)).toBeNull();
    expect((await failure(git.readHead(project.gitUrl, 'main'))).code).toBe('GITLAB_NOT_FOUND');
  });

  test('reads a tree and its manifests with two fetches', async () => {
    const project = await makeProject();
    const head = await git.readHead(project.gitUrl, 'main');
    expect(head).toBe(await simulator.headOf(project.id));
    const snapshot = await git.openBranch(project.gitUrl, 'main');
    expect(snapshot.commit).toBe(head);
    expect(snapshot.files.map(({ path }) => path).sort()).toEqual([
      'package-lock.json',
      'package.json',
      'src/index.js',
    ]);
    const ids = snapshot.files.filter(({ path }) => path.startsWith('package')).map(({ blob }) => blob);
    const blobs = await snapshot.readBlobs(ids, { maxBytes: 1_000 });
    const texts = [...blobs.values()].map((blob) =>
      blob.kind === 'content' ? Buffer.from(blob.bytes).toString() : '',
    );
    expect(texts.sort()).toEqual([FILES['package-lock.json'], FILES['package.json']].sort());
    await snapshot.close();
  });

  test('tells an empty repository and a missing branch', async () => {
    const empty = await makeProject(null);
    expect(empty).toMatchObject({ isEmpty: true });
    expect(await git.readHead(empty.gitUrl, 'main')).toBeNull();
    expect((await failure(git.openBranch(empty.gitUrl, 'main'))).code).toBe('REPOSITORY_EMPTY');
    const full = await makeProject();
    expect((await failure(git.openBranch(full.gitUrl, 'gone'))).code).toBe('GITLAB_NOT_FOUND');
  });

  test('pushes one commit, opens one merge request however often it is asked, and follows it until merged', async () => {
    const project = await makeProject();
    const sha = await pushBranch(project);
    expect(await pushBranch(project)).toBe(sha);
    const opened = await gitlab.createMergeRequest(project.id, request);
    expect(opened).toMatchObject({
      state: 'opened',
      title: request.title,
      sourceBranch: 'backline/npm',
      authorId: botId,
    });
    expect((await gitlab.createMergeRequest(project.id, request)).iid).toBe(opened.iid);
    expect(await gitlab.findMergeRequests(project.id, { sourceBranch: 'backline/npm' })).toHaveLength(1);
    expect(await gitlab.findMergeRequests(project.id, { sourceBranch: 'other' })).toEqual([]);
    expect((await gitlab.getMergeRequest(project.id, opened.iid))?.headSha).toBe(sha);
    await gitlab.createNote(project.id, opened.iid, 'A note.');
    const changed = await gitlab.updateMergeRequest(project.id, opened.iid, {
      title: 'New',
      description: 'New text',
    });
    expect(changed.title).toBe('New');
    await simulator.mergeMergeRequest(project.id, opened.iid);
    const merged = await gitlab.getMergeRequest(project.id, opened.iid);
    expect(merged).toMatchObject({ state: 'merged', mergedAt: expect.any(String) });
    expect(await gitlab.getMergeRequest(project.id, 999)).toBeNull();
  });

  test('waits while GitLab does not see the new branch', async () => {
    simulator.setDelays({ ...NO_DELAYS, branchVisibleMs: 150 });
    const project = await makeProject();
    await pushBranch(project);
    const patient = connectorOf();
    const opened = await patient
      .connect({ baseUrl: simulator.url, token })
      .gitlab.createMergeRequest(project.id, request);
    expect(opened.state).toBe('opened');
    await patient.close();
  });

  test('closes and opens again', async () => {
    const project = await makeProject();
    await pushBranch(project);
    const { iid } = await gitlab.createMergeRequest(project.id, request);
    const closed = await gitlab.updateMergeRequest(project.id, iid, { stateEvent: 'close' });
    expect(closed).toMatchObject({ state: 'closed', closedAt: expect.any(String) });
    expect((await gitlab.updateMergeRequest(project.id, iid, { stateEvent: 'reopen' })).state).toBe('opened');
  });

  test('merges at the head that it was told, and at no other', async () => {
    const project = await makeProject();
    const commit = await pushBranch(project);
    const opened = await gitlab.createMergeRequest(project.id, request);
    simulator.addMember(project.id, { userId: botId, level: 40 });
    await expect(
      gitlab.acceptMergeRequest(project.id, opened.iid, { sha: 'f'.repeat(40), autoMerge: false }),
    ).rejects.toMatchObject({ code: 'GITLAB_CONFLICT' });
    const merged = await gitlab.acceptMergeRequest(project.id, opened.iid, {
      sha: commit,
      autoMerge: false,
    });
    expect(merged).toMatchObject({ state: 'merged', iid: opened.iid });
  });

  test('writes notes and finds them, newest first', async () => {
    const project = await makeProject();
    await pushBranch(project);
    const opened = await gitlab.createMergeRequest(project.id, request);
    await gitlab.createNote(project.id, opened.iid, 'one');
    await gitlab.createNote(project.id, opened.iid, 'two');
    const notes = await gitlab.listNotes(project.id, opened.iid);
    expect(notes.filter(({ isSystem }) => !isSystem).map(({ body, authorId }) => [body, authorId])).toEqual([
      ['two', botId],
      ['one', botId],
    ]);
  });

  test('deletes a branch once, and only where it is expected', async () => {
    const project = await makeProject();
    await pushBranch(project);
    const head = (await simulator.headOf(project.id, 'backline/npm')) ?? '';
    const remove = (expected: string) => git.deleteBranch(project.gitUrl, 'backline/npm', expected);
    expect(await remove('1'.repeat(40))).toBe('moved');
    expect(await simulator.headOf(project.id, 'backline/npm')).toBe(head);
    expect(await remove(head)).toBe('deleted');
    expect(await remove(head)).toBe('gone');
    expect(await simulator.headOf(project.id, 'backline/npm')).toBeNull();
  });

  test('finds an account by its exact name', async () => {
    expect(await gitlab.findUser('Backline')).toEqual({ id: botId, username: 'backline' });
    expect(await gitlab.findUser('nobody-of-this-name')).toBeNull();
  });

  test('makes, changes, tests and removes a webhook, as Maintainer only', async () => {
    const project = await makeProject();
    const hook: NewHook = {
      url: 'http://127.0.0.1:9/hooks/gitlab/x',
      name: 'Backline',
      events: { push: true, mergeRequests: true, pipelines: true },
      verifiesTls: true,
      token: 'a-secret',
      signingToken: `whsec_${Buffer.from('b'.repeat(32)).toString('base64')}`,
    };
    await expect(gitlab.listHooks(project.id)).rejects.toMatchObject({ code: 'GITLAB_FORBIDDEN' });
    simulator.addMember(project.id, { userId: botId, level: 40 });
    const made = await gitlab.createHook(project.id, hook);
    expect(made).toMatchObject({ url: hook.url, events: hook.events });
    expect(await gitlab.listHooks(project.id)).toEqual([made]);
    const events = { push: true, mergeRequests: false, pipelines: false };
    expect(await gitlab.updateHook(project.id, made.id, { ...hook, events })).toMatchObject({ events });
    await gitlab.testHook(project.id, made.id).catch((error: unknown) => {
      // Nobody listens there: GitLab says so, which is no failure of the port.
      expect(error).toMatchObject({ code: 'GITLAB_REFUSED' });
    });
    expect(await gitlab.deleteHook(project.id, made.id)).toBe(true);
    expect(await gitlab.deleteHook(project.id, made.id)).toBe(false);
    expect(await gitlab.updateHook(project.id, made.id, hook)).toBeNull();
  });

  test('reads a file by the id of its content', async () => {
    const files = { 'a.txt': 'ä\n' };
    const { id } = await simulator.createProject({ namespace: 'acme', path: 'blobs', files });
    simulator.addMember(id, { userId: botId, level: 30 });
    const { gitlab } = connector.connect({
      baseUrl: simulator.url,
      token: simulator.createToken({ userId: botId, scopes: ['api'] }).value,
    });
    expect(await gitlab.readBlob(id, '25fa8c6db40b4ae96fbcf2c2d63a2bb0bac6b8a1')).toBeNull();
    const blob = createHash('sha1').update('blob 3\0ä\n').digest('hex');
    expect(await gitlab.readBlob(id, blob)).toEqual(Buffer.from('ä\n'));
  });

  test('gets a new token for the old one, which is dead from then on', async () => {
    const own = simulator.createToken({ userId: botId, scopes: ['api', 'self_rotate'] });
    const before = connector.connect({ baseUrl: simulator.url, token: own.value }).gitlab;
    const rotated = await before.rotateToken('2027-03-01');
    expect(rotated).toMatchObject({ expiresAt: '2027-03-01' });
    await expect(before.getUser()).rejects.toMatchObject({ code: 'TOKEN_REVOKED' });
    const after = connector.connect({ baseUrl: simulator.url, token: rotated.token }).gitlab;
    expect(await after.getUser()).toMatchObject({ id: botId });
  });

  test('does not push over what somebody else has pushed', async () => {
    const project = await makeProject();
    const first = await pushBranch(project);
    await simulator.commitFiles(project.id, { branch: 'backline/npm', files: { 'README.md': 'hello' } });
    const again = pushBranch(project, pushOf('{"lockfileVersion":2}\n', { expectedHead: first }));
    expect((await failure(again)).code).toBe('GIT_LEASE_LOST');
  });

  test('is told why GitLab refuses a push', async () => {
    const project = await makeProject();
    const head = await git.readHead(project.gitUrl, 'main');
    const protectedPush = pushBranch(project, pushOf('{}\n', { branch: 'main', expectedHead: head }));
    expect(await failure(protectedPush)).toMatchObject({
      code: 'GITLAB_FORBIDDEN',
      message: expect.stringMatching(/protected/i),
    });
    simulator.addMember(project.id, { userId: botId, level: 30 });
    const reporter = simulator.createUser({ username: `reporter-${next}` });
    simulator.addMember(project.id, { userId: reporter.id, level: 20 });
    const weak = simulator.createToken({ userId: reporter.id, scopes: ['api'] }).value;
    const weakGit = connector.connect({ baseUrl: simulator.url, token: weak }).git;
    const snapshot = await weakGit.openBranch(project.gitUrl, 'main');
    expect((await failure(snapshot.pushCommit(pushOf('{}\n')))).code).toBe('GITLAB_FORBIDDEN');
    await snapshot.close();
  });

  test.each([
    ['reset', false],
    ['reset', true],
    ['html', true],
    ['truncate', true],
    [502, false],
    [500, true],
  ] as const)(
    'opens exactly one merge request through a fault: %s, carried out: %s',
    async (kind, afterEffect) => {
      const project = await makeProject();
      await pushBranch(project);
      simulator.injectFault({ method: 'POST', pathPattern: '/merge_requests', kind, afterEffect });
      expect((await gitlab.createMergeRequest(project.id, request)).state).toBe('opened');
      expect(await gitlab.findMergeRequests(project.id, { sourceBranch: 'backline/npm' })).toHaveLength(1);
    },
  );

  test.each(['reset', 'html', 'truncate', 503] as const)('reads through a fault: %s', async (kind) => {
    simulator.injectFault({ method: 'GET', pathPattern: '/user', kind });
    expect((await gitlab.getUser()).id).toBe(botId);
  });

  test.each(['rack', 'application', 'proxy'] as const)(
    'knows the throttle of the layer %s',
    async (layer) => {
      const impatient = connectorOf({ maxWaitMs: 0 });
      const throttled = impatient.connect({ baseUrl: simulator.url, token }).gitlab;
      simulator.setThrottle({ layer, limit: 1, windowMs: 60_000 });
      await throttled.getUser();
      const error = await failure(throttled.getUser());
      expect(error.code).toBe('GITLAB_THROTTLED');
      expect(Date.parse(String(error.details['retryAt']))).toBeGreaterThan(Date.now());
      await impatient.close();
    },
  );
});
