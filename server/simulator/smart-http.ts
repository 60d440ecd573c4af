import { spawn } from 'node:child_process';
import type { Request, Response, Router } from 'express';
import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import { authenticateGit, type Caller } from './authenticate.js';
import type { Context } from './context.js';
import { gitEnvironment } from './git.js';
import { mayForce } from './access.js';
import { afterRefChanges, afterTagChanges } from './push-effects.js';
import { encodeRefusal, packet, parsePush, type PushCommand } from './push-commands.js';
import { followPushOptions } from './push-options.js';
import { refusalsOf } from './push-rules.js';
import type { RefChange } from './repository.js';
import type { Project } from './state.js';

const MAX_PUSH_BYTES = 300 * 1024 * 1024;
const READ_SCOPES = ['api', 'read_repository', 'write_repository'];
const PUSH_SCOPES = ['api', 'write_repository'];

type Service = 'git-upload-pack' | 'git-receive-pack';

interface Entry {
  readonly project: Project;
  readonly caller: Caller | null;
}

/** Git over HTTP: `<project>.git/info/refs`, `git-upload-pack`, `git-receive-pack`. */
export function addGitRoutes(router: Router, context: Context): void {
  router.get('/*path/info/refs', async (req, res, next) => {
    const service = req.query['service'];
    if (service !== 'git-upload-pack' && service !== 'git-receive-pack') {
      next();
      return;
    }
    const entry = enter(context, req, res, service);
    if (entry) await advertise(entry.project, req, res, service);
  });
  router.post('/*path/git-upload-pack', async (req, res) => {
    const entry = enter(context, req, res, 'git-upload-pack');
    if (entry) await serveFetch(entry.project, req, res);
  });
  router.post('/*path/git-receive-pack', async (req, res) => {
    const entry = enter(context, req, res, 'git-receive-pack');
    if (entry?.caller) await servePush(context, { project: entry.project, caller: entry.caller }, req, res);
  });
}

function pathOf(req: Request): string {
  const parts = req.params['path'];
  return (Array.isArray(parts) ? parts.join('/') : String(parts)).replace(/\.git$/, '');
}

/** Lets the caller in, or answers why not and returns null. */
function enter(context: Context, req: Request, res: Response, service: Service): Entry | null {
  const caller = authenticateGit(context, req.headers);
  res.locals['userId'] = caller?.user.id ?? null;
  const isPush = service === 'git-receive-pack';
  const project = context.state.findProject(pathOf(req)) ?? context.state.findMovedProject(pathOf(req));
  const isPublic = project?.visibility === 'public' && context.access.canReadCode(null, project);
  if (!caller && (req.headers.authorization || isPush || !isPublic)) {
    res.setHeader('WWW-Authenticate', 'Basic realm="GitLab"');
    refuse(res, 401, 'HTTP Basic: Access denied. Use an access token with the right scopes as the password.');
    return null;
  }
  const user = caller?.user ?? null;
  if (!project || !context.access.canSee(user, project)) {
    refuse(
      res,
      404,
      "The project you were looking for could not be found or you don't have permission to view it.",
    );
    return null;
  }
  const scopes = isPush ? PUSH_SCOPES : READ_SCOPES;
  const hasScope = !caller || scopes.some((scope) => caller.token.scopes.includes(scope));
  if (!hasScope || !context.access.canReadCode(user, project)) {
    const what = isPush ? 'push code to' : 'download code from';
    refuse(res, 403, `You are not allowed to ${what} this project.`);
    return null;
  }
  if (isPush && (project.isArchived || context.access.level(user, project) < 30)) {
    refuse(res, 403, 'You are not allowed to push code to this project.');
    return null;
  }
  return { project, caller };
}

function refuse(res: Response, status: number, text: string): void {
  res.status(status).type('text/plain').end(`${text}\n`);
}

function protocolEnvironment(req: Request): Record<string, string> {
  const protocol = req.headers['git-protocol'];
  return typeof protocol === 'string' && /^[\w=:.-]{1,100}$/.test(protocol) ? { GIT_PROTOCOL: protocol } : {};
}

async function advertise(project: Project, req: Request, res: Response, service: Service): Promise<void> {
  await project.repository.prepareToRead();
  noCache(res, `application/x-${service}-advertisement`);
  res.write(Buffer.concat([packet(`# service=${service}\n`), Buffer.from('0000')]));
  const args = [service.slice('git-'.length), '--stateless-rpc', '--http-backend-info-refs', '.'];
  await pipeGit(project, { args, input: null, env: protocolEnvironment(req) }, res);
}

function noCache(res: Response, type: string): void {
  res.status(200).setHeader('Content-Type', type);
  res.setHeader('Cache-Control', 'no-cache, max-age=0, must-revalidate');
}

function bodyOf(req: Request): Readable {
  return req.headers['content-encoding'] === 'gzip' ? req.pipe(createGunzip()) : req;
}

async function serveFetch(project: Project, req: Request, res: Response): Promise<void> {
  await project.repository.prepareToRead();
  noCache(res, 'application/x-git-upload-pack-result');
  const args = ['upload-pack', '--stateless-rpc', '.'];
  await pipeGit(project, { args, input: bodyOf(req), env: protocolEnvironment(req) }, res);
}

/** Runs git with the input and sends what it prints; ends the answer. */
async function pipeGit(
  project: Project,
  run: {
    readonly args: readonly string[];
    readonly input: Readable | Buffer | null;
    readonly env: Record<string, string>;
  },
  res: Response,
): Promise<void> {
  await new Promise<void>((resolve) => {
    const child = spawn('git', [...run.args], {
      cwd: project.repository.directory,
      env: gitEnvironment(run.env),
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    child.stdin.on('error', () => undefined);
    child.on('error', () => res.destroy());
    res.on('close', () => child.kill());
    child.stdout.pipe(res, { end: false });
    child.on('close', () => {
      res.end();
      resolve();
    });
    if (run.input === null) child.stdin.end();
    else if (Buffer.isBuffer(run.input)) child.stdin.end(run.input);
    else run.input.on('error', () => child.kill()).pipe(child.stdin);
  });
}

async function readBody(req: Request): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bodyOf(req)) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_PUSH_BYTES) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

async function servePush(
  context: Context,
  entry: { readonly project: Project; readonly caller: Caller },
  req: Request,
  res: Response,
): Promise<void> {
  const { project, caller } = entry;
  const body = await readBody(req);
  const push = body ? parsePush(body) : null;
  if (!body || !push) {
    refuse(res, body ? 400 : 413, body ? 'The push cannot be read.' : 'The push is too large.');
    return;
  }
  noCache(res, 'application/x-git-receive-pack-result');
  const refusals = refusalsOf(context, project, { user: caller.user, commands: push.commands });
  if (refusals.size > 0) {
    res.end(encodeRefusal(push, refusals));
    return;
  }
  const guarded = push.commands
    .filter(({ ref }) => !mayForce(project, ref.replace(/^refs\/heads\//, '')))
    .map(({ ref }) => ref);
  const changes = await project.repository.exclusively(
    async () => await receive(entry.project, { body, guarded, commands: push.commands }, { req, res }),
  );
  await afterRefChanges(context, project, { user: caller.user, changes: changes.branches });
  afterTagChanges(context, project, { user: caller.user, changes: changes.tags });
  await followPushOptions(context, project, {
    user: caller.user,
    changes: changes.branches,
    options: push.options,
  });
  res.end();
}

/** Lets git take the push and answers the branches and tags that really moved. The answer stays open. */
async function receive(
  project: Project,
  push: {
    readonly body: Buffer;
    readonly commands: readonly PushCommand[];
    /** The refs that must only move forward. */
    readonly guarded: readonly string[];
  },
  http: { readonly req: Request; readonly res: Response },
): Promise<{ readonly branches: readonly RefChange[]; readonly tags: readonly RefChange[] }> {
  const { repository } = project;
  await repository.prepare();
  const before = { branches: await repository.branches(), tags: await repository.tags() };
  const config = push.guarded.length > 0 ? ['-c', `core.hooksPath=${await repository.prepareHooks()}`] : [];
  const child = spawn('git', [...config, 'receive-pack', '--stateless-rpc', '.'], {
    cwd: repository.directory,
    env: gitEnvironment({ ...protocolEnvironment(http.req), GUARDED_REFS: ` ${push.guarded.join(' ')} ` }),
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.on('error', () => resolve());
    child.on('close', () => resolve());
  });
  child.stdin.end(push.body);
  await ended;
  repository.reload();
  const after = { branches: await repository.branches(), tags: await repository.tags() };
  http.res.write(Buffer.concat(output));
  const moved = (prefix: string, kind: 'branches' | 'tags') => {
    const refs = push.commands.filter(({ ref }) => ref.startsWith(prefix)).map(({ ref }) => ref);
    return [...new Set(refs)].flatMap((ref) => {
      const branch = ref.slice(prefix.length);
      const change = {
        branch,
        before: before[kind].get(branch) ?? null,
        after: after[kind].get(branch) ?? null,
      };
      return change.before === change.after ? [] : [change];
    });
  };
  return { branches: moved('refs/heads/', 'branches'), tags: moved('refs/tags/', 'tags') };
}
