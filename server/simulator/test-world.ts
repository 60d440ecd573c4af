import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  NO_DELAYS,
  startSimulator,
  type NewProject,
  type Simulator,
  type SimulatorOptions,
} from './simulator.js';
import { ACCESS, type Project, type Token, type User } from './state.js';

/** A simulator with one group, a developer bot, a maintainer and a reporter, each with a token; for tests. */
export interface World {
  readonly simulator: Simulator;
  readonly users: Record<'developer' | 'maintainer' | 'reporter', User>;
  readonly tokens: Record<'developer' | 'maintainer' | 'reporter', Token>;
  /** A project in the group `acme` with two files, unless said otherwise. */
  project(fields?: Partial<NewProject>): Promise<Project>;
  /** One API request; the developer's, unless a token (or null) is given. */
  api(method: string, path: string, options?: ApiOptions): Promise<Answer>;
  /** Runs git in a fresh folder or the given one; never fails. */
  git(
    args: readonly string[],
    directory?: string,
  ): Promise<{ readonly code: number; readonly output: string }>;
  /** A clone address with the token as the password. */
  remote(project: Project, token?: Token): string;
  temporaryFolder(): Promise<string>;
  close(): Promise<void>;
}

export interface ApiOptions {
  readonly token?: Token | string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is not. */
  readonly json: any;
}

export async function startWorld(options: SimulatorOptions = {}): Promise<World> {
  const simulator = await startSimulator({ delays: NO_DELAYS, ...options });
  const make = (username: string, level: number) => {
    const user = simulator.createUser({ username, isBot: username === 'developer' });
    simulator.createGroup({ path: 'acme' });
    simulator.addMember({ group: 'acme' }, { userId: user.id, level });
    return { user, token: simulator.createToken({ userId: user.id, scopes: ['api'] }) };
  };
  const developer = make('developer', ACCESS.developer);
  const maintainer = make('maintainer', ACCESS.maintainer);
  const reporter = make('reporter', ACCESS.reporter);
  const folders: string[] = [];
  let projects = 0;
  const temporaryFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-test-'));
    folders.push(folder);
    return folder;
  };
  return {
    simulator,
    users: { developer: developer.user, maintainer: maintainer.user, reporter: reporter.user },
    tokens: { developer: developer.token, maintainer: maintainer.token, reporter: reporter.token },
    async project(fields = {}) {
      projects += 1;
      const files = { 'README.md': '# Acme\n', 'src/index.js': 'export {};\n' };
      return await simulator.createProject({ path: `app-${projects}`, namespace: 'acme', files, ...fields });
    },
    api: async (method, path, request = {}) =>
      await send(simulator, { method, path, fallback: developer.token }, request),
    git: async (args, directory) => await runGit(args, directory ?? (await temporaryFolder())),
    remote(project, token = developer.token) {
      const address = new URL(`${simulator.url}/${simulator.state.fullPathOf(project)}.git`);
      address.username = 'oauth2';
      address.password = token.value;
      return address.toString();
    },
    temporaryFolder,
    async close() {
      await simulator.close();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function send(
  simulator: Simulator,
  request: { readonly method: string; readonly path: string; readonly fallback: Token },
  options: ApiOptions,
): Promise<Answer> {
  const token = options.token === undefined ? request.fallback : options.token;
  const headers: Record<string, string> = { ...options.headers };
  if (token) headers['PRIVATE-TOKEN'] = typeof token === 'string' ? token : token.value;
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  const response = await fetch(`${simulator.url}/api/v4${request.path}`, {
    method: request.method,
    headers,
    redirect: 'manual',
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function runGit(args: readonly string[], directory: string): Promise<{ code: number; output: string }> {
  const env = {
    PATH: process.env['PATH'],
    HOME: directory,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  };
  return await new Promise((resolve) => {
    execFile('git', [...args], { cwd: directory, env }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0;
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
}
