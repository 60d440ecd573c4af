import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { addressOf, listen, stop } from './http-server.js';

/** A git server over smart HTTP on 127.0.0.1, with one token; every repository is a bare one in a temporary folder. */
export interface GitServer {
  readonly url: string;
  /** Method and path of what was asked, in order. */
  readonly requests: string[];
  /** Makes `group/project` with one commit on main; answers its sha. An empty one without files. */
  createRepository(path: string, files?: Readonly<Record<string, string | Buffer>>): string | null;
  /** Runs git in the repository on the server's side. */
  git(path: string, args: readonly string[], input?: string | Buffer): string;
  /** Answers a request instead of git when it returns true. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean;
  close(): Promise<void>;
}

const WHO = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@x',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@x',
};
const CONFIG = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };

/** Starts the server. */
export async function startGitServer(token: string): Promise<GitServer> {
  const root = mkdtempSync(join(tmpdir(), 'backline-git-server-'));
  const wanted = `Basic ${Buffer.from(`oauth2:${token}`).toString('base64')}`;
  const requests: string[] = [];
  const state = { intercept: (_request: IncomingMessage, _response: ServerResponse): boolean => false };
  const http = await listen((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (state.intercept(request, response)) return;
    if (request.headers.authorization !== wanted) {
      response
        .writeHead(401, { 'www-authenticate': 'Basic realm="GitLab"' })
        .end('HTTP Basic: Access denied');
      return;
    }
    serveGit(root, request, response);
  });
  const git: GitServer['git'] = (path, args, input) =>
    execFileSync('git', [...args], {
      cwd: join(root, `${path}.git`),
      env: { PATH: process.env['PATH'], ...CONFIG, ...WHO },
      input: input ?? '',
      stdio: ['pipe', 'pipe', 'ignore'],
      maxBuffer: 1 << 28,
    }).toString('utf8');
  return Object.assign(state, {
    url: addressOf(http).url,
    requests,
    git,
    createRepository: (path: string, files?: Readonly<Record<string, string | Buffer>>) => {
      const folder = join(root, `${path}.git`);
      mkdirSync(folder, { recursive: true });
      git(path, ['init', '--bare', '-q', '-b', 'main', '.']);
      git(path, ['config', 'uploadpack.allowFilter', 'true']);
      git(path, ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
      git(path, ['config', 'http.receivepack', 'true']);
      return files === undefined ? null : commitAll(join(root, 'work', path), git, path, files);
    },
    close: async () => {
      await stop(http);
      rmSync(root, { recursive: true, force: true });
    },
  });
}

function commitAll(
  work: string,
  git: GitServer['git'],
  path: string,
  files: Readonly<Record<string, string | Buffer>>,
): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(work, name)), { recursive: true });
    writeFileSync(join(work, name), content);
  }
  git(path, ['--work-tree', work, 'add', '-A', '-f']);
  const tree = git(path, ['write-tree']).trim();
  const commit = git(path, ['commit-tree', tree, '-m', 'first']).trim();
  git(path, ['update-ref', 'refs/heads/main', commit]);
  return commit;
}

function serveGit(root: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '', 'http://localhost');
  const match = /^\/(.+\.git)\/(?:info\/refs|git-(upload|receive)-pack)$/.exec(url.pathname);
  const service = url.searchParams.get('service') ?? `git-${match?.[2]}-pack`;
  const isKnown = match?.[1] !== undefined && existsSync(join(root, match[1]));
  if (match?.[1] === undefined || !isKnown || !/^git-(?:upload|receive)-pack$/.test(service)) {
    response.writeHead(404).end('not found');
    return;
  }
  const isAdvertisement = url.pathname.endsWith('/info/refs');
  const args = ['--stateless-rpc', ...(isAdvertisement ? ['--advertise-refs'] : []), join(root, match[1])];
  const protocol = request.headers['git-protocol'];
  const child = spawn('git', [service.slice(4), ...args], {
    env: {
      PATH: process.env['PATH'],
      ...CONFIG,
      ...(typeof protocol === 'string' ? { GIT_PROTOCOL: protocol } : {}),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const kind = isAdvertisement ? 'advertisement' : 'result';
  response.writeHead(200, {
    'content-type': `application/x-${service}-${kind}`,
    'cache-control': 'no-cache',
  });
  if (isAdvertisement) {
    const line = `# service=${service}\n`;
    response.write(`${(line.length + 4).toString(16).padStart(4, '0')}${line}0000`);
  }
  const body = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
  child.stdin.on('error', () => undefined);
  body.pipe(child.stdin);
  child.stdout.pipe(response);
}
