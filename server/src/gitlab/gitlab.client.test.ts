import { json, startTestServer, type SeenRequest, type TestServer } from '../../test/http-server.js';
import type { ServerResponse } from 'node:http';
import { createGitLabConnector, type ClosableGitLabConnector } from './connector.client.js';
import type { GitLab } from './gitlab.js';

let server: TestServer;
let connector: ClosableGitLabConnector;
let route: (request: SeenRequest, response: ServerResponse) => void;
let gitlab: GitLab;

beforeEach(async () => {
  server = await startTestServer((request, response) => route(request, response));
  connector = createGitLabConnector({
    clock: () => new Date('2026-11-22T10:00:00Z'),
    sleep: () => Promise.resolve(),
    random: () => 0,
    allowedHosts: ['127.0.0.1'],
  });
  gitlab = connector.connect({ baseUrl: `${server.url}/root`, token: ' glpat-x\n' }).gitlab;
});

afterEach(async () => {
  await connector.close();
  await server.close();
});

const reply =
  (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  (_request: SeenRequest, response: ServerResponse): void =>
    json(response, body, { status, headers });

const project = (id: number, more: object = {}) => ({ id, path_with_namespace: `group/p${id}`, ...more });

const mergeRequest = {
  id: 9,
  iid: 3,
  project_id: 1,
  source_project_id: 1,
  title: 'Fix',
  web_url: 'https://external.example/g/p/-/merge_requests/3',
  source_branch: 'fix',
  target_branch: 'main',
  state: 'opened',
  created_at: '2026-11-22T10:00:00.000Z',
};

describe('probe', () => {
  test.each([
    ['an anonymous 401', reply({ message: '401 Unauthorized' }, 401)],
    ['an open version', reply({ version: '18.1.0', revision: 'abc' })],
  ])('knows GitLab by %s, and sends no token', async (_what, answer) => {
    route = answer;
    await gitlab.probe();
    expect(server.seen).toMatchObject([{ url: '/root/api/v4/version' }]);
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
  });

  test.each([
    [
      'a web page',
      (_: SeenRequest, response: ServerResponse) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      'a web page',
    ],
    [
      'a page not found',
      (_: SeenRequest, response: ServerResponse) =>
        void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>'),
      '404 with a web page',
    ],
    [
      'an API that wants a token of its own',
      reply({ message: 'Token required' }, 401),
      'sign-in of another kind',
    ],
    ['another API', reply({ message: 'Requires authentication' }, 401), 'sign-in of another kind'],
    ['another 404', reply({ message: 'Not Found' }, 404), '404 with JSON'],
    ['another JSON', reply({ hello: 'world' }), 'JSON that GitLab does not send'],
    ['a redirect to a page', reply({}, 302, { location: '/login' }), 'redirects to a page'],
    [
      'nothing',
      (_: SeenRequest, response: ServerResponse) => void response.writeHead(404).end(),
      '404 with nothing',
    ],
  ])('says what answered instead: %s', async (_what, answer, words) => {
    route = answer;
    await expect(gitlab.probe()).rejects.toMatchObject({
      code: 'NOT_GITLAB',
      message: expect.stringContaining(words),
    });
  });

  test.each([
    [reply({ message: '503' }, 503), 'GITLAB_FAILED'],
    [reply({}, 301, { location: 'https://gitlab.example/api/v4/version' }), 'ADDRESS_INVALID'],
  ])('passes on what is no answer to the question', async (answer, code) => {
    route = answer;
    await expect(gitlab.probe()).rejects.toMatchObject({ code });
  });
});

describe('what the token is and reaches', () => {
  test('reads the version, and asks the older route where the newer is missing', async () => {
    route = reply({ version: '19.4.1-ee', enterprise: true });
    expect(await gitlab.getVersion()).toEqual({ version: '19.4.1', isEnterprise: true });
    route = (request, response) =>
      request.url.endsWith('/version')
        ? json(response, { version: '15.1.0-pre', revision: 'x' })
        : json(response, { error: '404 Not Found' }, { status: 404 });
    expect(await gitlab.getVersion()).toEqual({ version: '15.1.0', isEnterprise: false });
    expect(gitlab.requestCount()).toBe(3);
  });

  test('reads the account', async () => {
    route = reply({ id: 7, username: 'bot', bot: true, web_url: 'javascript:alert(1)', email: 'x' });
    expect(await gitlab.getUser()).toEqual({
      ...{ id: 7, username: 'bot', name: 'bot', isBot: true, isAdmin: false, state: 'active', webUrl: '' },
    });
    expect(server.seen[0]?.headers.authorization).toBe('Bearer glpat-x');
  });

  test('reads the token, and knows nothing of one that is no personal token', async () => {
    const row = {
      id: 4,
      name: 'T',
      scopes: ['api'],
      user_id: 3,
      active: true,
      revoked: false,
      expires_at: null,
    };
    route = reply(row);
    expect(await gitlab.getToken()).toMatchObject({
      scopes: ['api'],
      expiresAt: null,
      isActive: true,
      userId: 3,
    });
    route = reply({ ...row, expires_at: '2027-01-31' });
    expect((await gitlab.getToken())?.expiresAt).toBe('2027-01-31');
    route = reply(
      { message: '400 Bad request - This endpoint requires token type to be a personal access token' },
      400,
    );
    expect(await gitlab.getToken()).toBeNull();
    route = reply({ error: 'invalid_token', error_description: 'Token was revoked.' }, 401);
    await expect(gitlab.getToken()).rejects.toMatchObject({ code: 'TOKEN_REVOKED' });
  });
});

describe('listMemberProjects', () => {
  const collect = async (options?: Parameters<GitLab['listMemberProjects']>[0]): Promise<number[][]> => {
    const pages: number[][] = [];
    for await (const page of gitlab.listMemberProjects(options)) pages.push(page.map(({ id }) => id));
    return pages;
  };
  const link = (after: number) => ({
    link: `<https://external.example/api/v4/projects?id_after=${after}&sudo=root>; rel="next"`,
  });

  test('follows keyset links on its own address, through full, half-full and empty pages', async () => {
    const pages = new Map([
      [null, [[project(1), project(2)], link(2)] as const],
      ['2', [[], link(5)] as const],
      ['5', [[project(6)], link(6)] as const],
      ['6', [[], {}] as const],
    ]);
    route = (request, response) => {
      const after = new URL(request.url, server.url).searchParams.get('id_after');
      const [rows, headers] = pages.get(after) ?? [[], {}];
      json(response, rows, { headers });
    };
    expect(await collect({ pageSize: 2 })).toEqual([[1, 2], [], [6], []]);
    expect(server.seen[1]?.url).toBe(
      '/root/api/v4/projects?membership=true&pagination=keyset&order_by=id&sort=asc&per_page=2&id_after=2',
    );
    expect(await collect({ afterId: 5 })).toEqual([[6], []]);
  });

  test('does not go round in circles', async () => {
    route = reply([project(1)], 200, link(1));
    await expect(collect()).rejects.toMatchObject({ code: 'GITLAB_ANSWER_INVALID' });
    expect(server.seen).toHaveLength(2);
  });

  test('reads what it needs of a project, and the address of its repository on its own origin', async () => {
    route = reply([
      project(1, {
        web_url: 'https://external.example/group/p1',
        http_url_to_repo: 'https://evil.example/x.git',
        default_branch: 'main',
        permissions: { project_access: { access_level: 20 }, group_access: { access_level: 40 } },
        merge_requests_access_level: 'disabled',
        marked_for_deletion_on: '2026-12-01',
        visibility: 'internal',
      }),
      project(2, { default_branch: null, empty_repo: true, archived: true, mirror: true, permissions: null }),
    ]);
    const rows = [];
    for await (const page of gitlab.listMemberProjects()) rows.push(...page);
    expect(rows).toMatchObject([
      {
        gitUrl: `${server.url}/root/group/p1.git`,
        webUrl: 'https://external.example/group/p1',
        accessLevel: 40,
        areMergeRequestsEnabled: false,
        isMarkedForDeletion: true,
        isEmpty: false,
      },
      { defaultBranch: null, isEmpty: true, isArchived: true, isMirror: true, accessLevel: null },
    ]);
  });

  test.each([
    [{ rows: [] }],
    [[{ id: 'x', path_with_namespace: 'a/b' }]],
    [[{ id: 1, path_with_namespace: '../../etc' }]],
    [[{ id: 1 }]],
    ['text'],
  ])('refuses an answer of another form: %j', async (body) => {
    route = reply(body);
    await expect(collect()).rejects.toMatchObject({ code: 'GITLAB_ANSWER_INVALID' });
  });
});

describe('getProject', () => {
  test('answers null only where GitLab itself does not find it', async () => {
    route = reply({ message: '404 Project Not Found' }, 404);
    expect(await gitlab.getProject(1)).toBeNull();
    route = reply({ error: '404 Not Found' }, 404);
    await expect(gitlab.getProject(1)).rejects.toMatchObject({ code: 'GITLAB_NOT_FOUND' });
    route = (_request, response) =>
      void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>');
    await expect(gitlab.getProject(1)).rejects.toMatchObject({ code: 'GITLAB_ANSWER_INVALID' });
  });
});

describe('merge requests', () => {
  const request = {
    ...{ sourceBranch: 'fix', targetBranch: 'main', title: 'Fix', description: 'Text' },
    ...{ labels: ['a', 'b'], removeSourceBranch: true },
  };

  test('reads state, pipeline and author', async () => {
    route = reply({
      ...mergeRequest,
      head_pipeline: { status: 'failed', web_url: 'https://x.example/p' },
      author: { id: 5 },
    });
    expect(await gitlab.getMergeRequest(1, 3)).toMatchObject({
      ...{
        iid: 3,
        state: 'opened',
        pipelineStatus: 'failed',
        pipelineUrl: 'https://x.example/p',
        authorId: 5,
      },
      ...{ detailedMergeStatus: 'unchecked', mergedAt: null },
    });
    route = reply({ message: '404 Not found' }, 404);
    expect(await gitlab.getMergeRequest(1, 3)).toBeNull();
  });

  test('opens one: looks first, then writes what was asked', async () => {
    route = (seen, response) =>
      seen.method === 'GET' ? json(response, []) : json(response, mergeRequest, { status: 201 });
    expect((await gitlab.createMergeRequest(1, request)).iid).toBe(3);
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(server.seen[0]?.url).toContain('/root/api/v4/projects/1/merge_requests?source_branch=fix&');
    expect(JSON.parse(server.seen[1]?.body ?? '')).toEqual({
      ...{ source_branch: 'fix', target_branch: 'main', title: 'Fix', description: 'Text', labels: 'a,b' },
      ...{ remove_source_branch: true },
    });
  });

  test('changes title, text and state', async () => {
    route = reply({ ...mergeRequest, state: 'closed' });
    expect((await gitlab.updateMergeRequest(1, 3, { title: 'T', stateEvent: 'close' })).state).toBe('closed');
    expect(server.seen[0]).toMatchObject({ method: 'PUT', url: '/root/api/v4/projects/1/merge_requests/3' });
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({ title: 'T', state_event: 'close' });
  });

  test('writes a note', async () => {
    route = reply({ id: 1, body: 'Hello' }, 201);
    await gitlab.createNote(1, 3, 'Hello');
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      url: '/root/api/v4/projects/1/merge_requests/3/notes',
      body: '{"body":"Hello"}',
    });
  });
});

test.each(['', '  ', 'two words', 'ünicode', 'line\nbreak'])('refuses "%s" as a token', (token) => {
  expect(() => connector.connect({ baseUrl: server.url, token })).toThrow(
    expect.objectContaining({ code: 'TOKEN_INVALID' }),
  );
});
