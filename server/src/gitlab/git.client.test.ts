import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { type GitServer, startGitServer } from '../../test/git-server.js';
import { createGitLabConnector, type GitLabConnectorDeps } from './connector.client.js';
import type { GitPush, GitRemote } from './gitlab.js';

const TOKEN = 'glpat-git-secret';
const FILES = {
  'package.json': '{"name":"x"}\n',
  'sub/package-lock.json': '{"lockfileVersion":3}\n',
  'big.bin': randomBytes(300_000),
};

let server: GitServer;
let base: string;
let folder: string;
const usualFolder = tmpdir();

beforeAll(async () => {
  server = await startGitServer(TOKEN);
  base = server.createRepository('group/app', FILES) ?? '';
  folder = mkdtempSync(join(usualFolder, 'backline-test-'));
  process.env['TMPDIR'] = folder;
});

afterEach(() => {
  server.intercept = () => false;
  server.requests.length = 0;
  expect(readdirSync(folder)).toEqual([]);
});

afterAll(async () => {
  await server.close();
  process.env['TMPDIR'] = usualFolder;
  rmSync(folder, { recursive: true });
});

function connect(
  options: Partial<GitLabConnectorDeps> & { token?: string; signal?: AbortSignal; baseUrl?: string } = {},
): GitRemote {
  const { token = TOKEN, signal, baseUrl = server.url, ...deps } = options;
  let nowMs = Date.parse('2026-11-22T10:00:00Z');
  const connector = createGitLabConnector({
    clock: () => new Date(nowMs),
    sleep: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
    random: () => 0,
    allowedHosts: ['127.0.0.1'],
    ...deps,
  });
  return connector.connect({ baseUrl, token }, signal === undefined ? {} : { signal }).git;
}

const repo = (path = 'group/app'): string => `${server.url}/${path}.git`;

const push = (change: Partial<GitPush> = {}): GitPush => ({
  branch: 'backline/fix',
  expectedHead: null,
  message: 'Fix things\n\nBecause.\n',
  author: { name: 'Backline', email: 'backline@example.test' },
  date: new Date('2026-11-22T10:00:00Z'),
  files: [{ path: 'package.json', text: '{"name":"y"}\n' }],
  ...change,
});

describe('readHead', () => {
  test('answers the head of a branch, null without one', async () => {
    server.git('group/app', ['update-ref', 'refs/heads/refs/heads/tricky', base]);
    expect(await connect().readHead(repo(), 'main')).toBe(base);
    expect(await connect().readHead(repo(), 'tricky')).toBeNull();
    expect(await connect().readHead(repo(), 'refs/heads/tricky')).toBe(base);
  });

  test('costs two requests of git', async () => {
    await connect().readHead(repo(), 'main');
    expect(server.requests).toHaveLength(2);
  });

  test.each([
    ['a dead token', { token: 'wrong' }, 'group/app', 'main', 'TOKEN_INVALID'],
    ['a missing repository', {}, 'group/none', 'main', 'GITLAB_NOT_FOUND'],
    ['an unsafe branch', {}, 'group/app', '--upload-pack=touch /tmp/x', 'GIT_FAILED'],
    ['a host that is not allowed', { allowedHosts: [] }, 'group/app', 'main', 'ADDRESS_FORBIDDEN'],
    ['a time limit', { gitLimits: { timeoutMs: 1 } }, 'group/app', 'main', 'GITLAB_TIMEOUT'],
  ])('gives a typed error for %s', async (_what, options, path, branch, code) => {
    const error: unknown = await connect(options)
      .readHead(repo(path), branch)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain(TOKEN);
  });

  test('refuses a repository outside the base address', async () => {
    for (const url of [
      'https://evil.example/group/app.git',
      `${server.url}/group/app.git?x`,
      'ext::sh -c id',
      '--x',
    ]) {
      await expect(connect().readHead(url, 'main')).rejects.toMatchObject({ code: 'ADDRESS_FORBIDDEN' });
    }
    await expect(connect({ baseUrl: `${server.url}/root` }).readHead(repo(), 'main')).rejects.toMatchObject({
      code: 'ADDRESS_FORBIDDEN',
    });
  });

  test.each([
    [302, 'GITLAB_NOT_FOUND'],
    [403, 'GITLAB_FORBIDDEN'],
    [404, 'GITLAB_NOT_FOUND'],
    [429, 'GITLAB_THROTTLED'],
    [500, 'GITLAB_FAILED'],
  ])('reads status %d as %s', async (status, code) => {
    const other = await startGitServer(TOKEN);
    server.intercept = (_request, response) => {
      response.writeHead(status, { location: `${other.url}/group/app.git/info/refs` }).end();
      return true;
    };
    await expect(connect().readHead(repo(), 'main')).rejects.toMatchObject({ code });
    expect(other.requests).toEqual([]);
    await other.close();
  });

  test('stops at once when the work is cancelled', async () => {
    server.intercept = () => true;
    const cancel = new AbortController();
    const reading = connect({ signal: cancel.signal }).readHead(repo(), 'main');
    setTimeout(() => cancel.abort(), 100);
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('connects to the checked address of a name, whatever the name resolves to later', async () => {
    const port = new URL(server.url).port;
    const baseUrl = `http://gitlab.pinned.example:${port}`;
    const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const git = connect({ baseUrl, lookup, allowedHosts: ['gitlab.pinned.example'] });
    expect(await git.readHead(`${baseUrl}/group/app.git`, 'main')).toBe(base);
  });
});

describe('openBranch', () => {
  test('lists the tree without fetching blobs', async () => {
    const snapshot = await connect().openBranch(repo(), 'main');
    expect(snapshot.commit).toBe(base);
    expect(snapshot.files.map(({ path }) => path)).toEqual([
      'big.bin',
      'package.json',
      'sub/package-lock.json',
    ]);
    await snapshot.close();
  });

  test('reports links, submodules and bad paths as skipped', async () => {
    const blob = server.git('group/app', ['hash-object', '-w', '--stdin'], '../../etc/passwd').trim();
    const rows = [
      `120000 blob ${blob}\tlink`,
      `160000 commit ${base}\tmodule`,
      `100644 blob ${blob}\tnew\nline`,
      `100644 blob ${blob}\t__proto__`,
    ];
    const tree = server.git('group/app', ['mktree', '-z'], `${rows.join('\0')}\0`).trim();
    const commit = server.git('group/app', ['commit-tree', tree, '-m', 'odd']).trim();
    server.git('group/app', ['update-ref', 'refs/heads/odd', commit]);
    const snapshot = await connect().openBranch(repo(), 'odd');
    expect(snapshot.files).toEqual([{ path: '__proto__', blob }]);
    expect([...snapshot.skipped].map(({ reason }) => reason).sort()).toEqual([
      'BAD_PATH',
      'SUBMODULE',
      'SYMLINK',
    ]);
    const onLink = snapshot.pushCommit(push({ files: [{ path: 'link/x', text: 'x' }] }));
    await expect(onLink).rejects.toMatchObject({ code: 'GIT_FAILED' });
    await snapshot.close();
  });

  test('tells an empty repository from a missing branch', async () => {
    server.createRepository('group/empty');
    await expect(connect().openBranch(repo('group/empty'), 'main')).rejects.toMatchObject({
      code: 'REPOSITORY_EMPTY',
    });
    await expect(connect().openBranch(repo(), 'gone')).rejects.toMatchObject({ code: 'GITLAB_NOT_FOUND' });
  });

  test('refuses more files than allowed', async () => {
    const opening = connect({ gitLimits: { maxEntries: 2 } }).openBranch(repo(), 'main');
    await expect(opening).rejects.toMatchObject({ code: 'GIT_LIMIT' });
  });
});

describe('readBlobs', () => {
  test.each([true, false])(
    'reads in one fetch, and measures what is too large (server with filters: %s)',
    async (filter) => {
      server.git('group/app', ['config', 'uploadpack.allowFilter', String(filter)]);
      const snapshot = await connect().openBranch(repo(), 'main');
      const idOf = (path: string): string => snapshot.files.find((file) => file.path === path)?.blob ?? '';
      server.requests.length = 0;
      const ids = [
        idOf('package.json'),
        idOf('sub/package-lock.json'),
        idOf('big.bin'),
        idOf('package.json'),
      ];
      const blobs = await snapshot.readBlobs(ids, { maxBytes: 1_000 });
      const text = (path: string): string => {
        const blob = blobs.get(idOf(path));
        return blob?.kind === 'content' ? Buffer.from(blob.bytes).toString('utf8') : '';
      };
      expect(text('package.json')).toBe(FILES['package.json']);
      expect(text('sub/package-lock.json')).toBe(FILES['sub/package-lock.json']);
      expect(blobs.get(idOf('big.bin'))).toEqual({ kind: 'tooLarge', size: 300_000 });
      expect(blobs.size).toBe(3);
      expect(server.requests.filter((line) => line.startsWith('POST')).length).toBeLessThanOrEqual(
        filter ? 1 : 0,
      );
      await snapshot.readBlobs(ids, { maxBytes: 1_000 });
      expect(server.requests.filter((line) => line.startsWith('POST')).length).toBeLessThanOrEqual(
        filter ? 1 : 0,
      );
      const whole = await snapshot.readBlobs([idOf('big.bin')], { maxBytes: 1_000_000 });
      const big = whole.get(idOf('big.bin'));
      expect(big?.kind === 'content' && Buffer.from(big.bytes).equals(FILES['big.bin'])).toBe(true);
      await snapshot.close();
      server.git('group/app', ['config', 'uploadpack.allowFilter', 'true']);
    },
  );

  test('reports a blob that alone is too much for the disk, and reads the others', async () => {
    const snapshot = await connect({ gitLimits: { maxDiskBytes: 100_352 } }).openBranch(repo(), 'main');
    const blobs = await snapshot.readBlobs(
      snapshot.files.map(({ blob }) => blob),
      { maxBytes: 1_000_000 },
    );
    const kinds = snapshot.files.map(({ path, blob }) => `${path} ${blobs.get(blob)?.kind}`);
    expect(kinds).toEqual(['big.bin tooLarge', 'package.json content', 'sub/package-lock.json content']);
    await snapshot.close();
  });

  test('refuses ids that are none, and blobs that the server does not have', async () => {
    const snapshot = await connect().openBranch(repo(), 'main');
    await expect(snapshot.readBlobs(['HEAD\nmain'], { maxBytes: 1 })).rejects.toMatchObject({
      code: 'GIT_FAILED',
    });
    await expect(snapshot.readBlobs(['0'.repeat(40)], { maxBytes: 1 })).rejects.toMatchObject({
      code: 'GIT_FAILED',
    });
    await snapshot.close();
  });
});

describe('pushCommit', () => {
  test('pushes one commit on the base, with author, message, modes and the rest of the tree', async () => {
    server.createRepository('group/push', FILES);
    const blob = server.git('group/push', ['rev-parse', 'main:package.json']).trim();
    server.git('group/push', ['update-index', '--cacheinfo', `100755,${blob},package.json`]);
    const tree = server.git('group/push', ['write-tree']).trim();
    const before = server.git('group/push', ['commit-tree', tree, '-p', 'main', '-m', 'mode']).trim();
    server.git('group/push', ['update-ref', 'refs/heads/main', before]);
    const snapshot = await connect().openBranch(repo('group/push'), 'main');
    const files = [
      { path: 'package.json', text: '{"name":"ü"}\r\n' },
      { path: 'new/dir/file.txt', text: 'new\n' },
    ];
    const sha = await snapshot.pushCommit(push({ files }));
    await snapshot.close();
    const git = (...args: string[]): string => server.git('group/push', args);
    expect(git('rev-parse', 'backline/fix').trim()).toBe(sha);
    expect(git('log', '-1', '--format=%P|%an|%ae|%cn|%at|%B', sha).trim()).toBe(
      `${before}|Backline|backline@example.test|Backline|1795341600|Fix things\n\nBecause.`,
    );
    expect(git('show', `${sha}:package.json`)).toBe('{"name":"ü"}\r\n');
    expect(git('diff', '--name-status', before, sha).trim().split('\n')).toEqual([
      'A\tnew/dir/file.txt',
      'M\tpackage.json',
    ]);
    expect(git('ls-tree', sha, 'package.json')).toContain('100755');
  });

  test('replaces the branch only when it is where it was expected', async () => {
    server.createRepository('group/lease', FILES);
    const snapshot = await connect().openBranch(repo('group/lease'), 'main');
    const first = await snapshot.pushCommit(push());
    const text = (value: string) => ({ files: [{ path: 'package.json', text: value }] });
    const codes = { code: 'GIT_LEASE_LOST' };
    await expect(snapshot.pushCommit(push({ ...text('2'), expectedHead: null }))).rejects.toMatchObject(
      codes,
    );
    await expect(
      snapshot.pushCommit(push({ ...text('2'), expectedHead: '1'.repeat(40) })),
    ).rejects.toMatchObject(codes);
    const second = await snapshot.pushCommit(push({ ...text('2'), expectedHead: first }));
    expect(server.git('group/lease', ['rev-parse', 'backline/fix']).trim()).toBe(second);
    expect(server.git('group/lease', ['rev-list', '--count', 'backline/fix']).trim()).toBe('2');
    const again = await snapshot.pushCommit(push({ ...text('2'), expectedHead: first }));
    expect(again).toBe(second);
    const gone = push({ branch: 'never', expectedHead: first });
    await expect(snapshot.pushCommit(gone)).rejects.toMatchObject(codes);
    await snapshot.close();
  });

  test.each([false, true])(
    'needs no file of the tree that it does not edit (target has moved: %s)',
    async (hasMoved) => {
      const path = `group/moved-${hasMoved}`;
      server.createRepository(path, FILES);
      const snapshot = await connect().openBranch(repo(path), 'main');
      const edited = snapshot.files.filter((file) => file.path === 'package.json').map(({ blob }) => blob);
      await snapshot.readBlobs(edited, { maxBytes: 1_000 });
      if (hasMoved) {
        const next = server.git(path, ['commit-tree', 'main^{tree}', '-p', 'main', '-m', 'next']).trim();
        server.git(path, ['update-ref', 'refs/heads/main', next]);
      }
      const sha = await snapshot.pushCommit(push());
      expect(server.git(path, ['diff', '--name-only', snapshot.commit, sha]).trim()).toBe('package.json');
      expect(server.git(path, ['fsck', '--connectivity-only', '--strict'])).not.toContain('missing');
      server.requests.length = 0;
      const others = snapshot.files.map(({ blob }) => blob).filter((blob) => !edited.includes(blob));
      await snapshot.readBlobs(others, { maxBytes: 1_000 });
      expect(server.requests).toContain(`POST /${path}.git/git-upload-pack`);
      await snapshot.close();
    },
  );

  test('says that the branch moved when its base was rewritten', async () => {
    server.createRepository('group/rewritten', FILES);
    const snapshot = await connect().openBranch(repo('group/rewritten'), 'main');
    const next = server.git('group/rewritten', ['commit-tree', 'main^{tree}', '-m', 'other']).trim();
    server.git('group/rewritten', ['update-ref', 'refs/heads/main', next]);
    await expect(snapshot.pushCommit(push())).rejects.toMatchObject({ code: 'GIT_LEASE_LOST' });
    await snapshot.close();
  });

  test("passes on the server's words when it refuses", async () => {
    server.createRepository('group/hook', FILES);
    const hook =
      '#!/bin/sh\necho "GitLab: You are not allowed to push code to protected branches on this project." >&2\nexit 1\n';
    const home = server.git('group/hook', ['rev-parse', '--absolute-git-dir']).trim();
    writeFileSync(`${home}/hooks/pre-receive`, hook, { mode: 0o755 });
    const snapshot = await connect().openBranch(repo('group/hook'), 'main');
    const refused = snapshot.pushCommit(push({ branch: 'main', expectedHead: snapshot.commit }));
    await expect(refused).rejects.toMatchObject({
      code: 'GITLAB_FORBIDDEN',
      message: expect.stringContaining('You are not allowed to push code to protected branches'),
    });
    await snapshot.close();
  });

  test('looks at the branch when the connection is lost after the push arrived, and before', async () => {
    server.createRepository('group/lost', FILES);
    const snapshot = await connect().openBranch(repo('group/lost'), 'main');
    const isPush = (url = ''): boolean => url.endsWith('/git-receive-pack');
    server.intercept = (request, response) => {
      if (!isPush(request.url)) return false;
      response.write = () => {
        response.destroy();
        return true;
      };
      return false;
    };
    const sha = await snapshot.pushCommit(push());
    expect(server.git('group/lost', ['rev-parse', 'backline/fix']).trim()).toBe(sha);
    server.intercept = (request, response) => {
      if (isPush(request.url)) response.destroy();
      return isPush(request.url);
    };
    const unsent = snapshot.pushCommit(push({ branch: 'other' }));
    await expect(unsent).rejects.toMatchObject({ code: 'GITLAB_UNREACHABLE' });
    server.intercept = (_request, response) => {
      response.destroy();
      return true;
    };
    const unreachable = snapshot.pushCommit(push({ branch: 'third' }));
    await expect(unreachable).rejects.toMatchObject({ code: 'GITLAB_OUTCOME_UNKNOWN' });
    await snapshot.close();
  });

  test.each([
    ['no file', { files: [] }],
    ['no change', { files: [{ path: 'package.json', text: FILES['package.json'] }] }],
    ['a path outside', { files: [{ path: '../x', text: '' }] }],
    ['a path into .git', { files: [{ path: 'a/.git/config', text: '' }] }],
    ['an unsafe branch', { branch: 'a..b' }],
    ['an odd expected head', { expectedHead: 'HEAD' }],
  ])('refuses a commit with %s', async (_what, change) => {
    const snapshot = await connect().openBranch(repo(), 'main');
    await expect(snapshot.pushCommit(push(change))).rejects.toMatchObject({ code: 'GIT_FAILED' });
    expect(await connect().readHead(repo(), 'backline/fix')).toBeNull();
    await snapshot.close();
  });
});
