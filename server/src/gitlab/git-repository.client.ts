import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import { type AddressGuard, portOf } from './address-guard.client.js';
import { isLiteralAddress } from './allowed-hosts.js';
import { describeGitFailure } from './git-failure.js';
import { type GitCommand, type GitResult, runGit } from './git-process.client.js';
import type { GitLabCredentials } from './gitlab.js';
import type { GitLimits } from './limits.js';

/** What git work needs; the connector makes it. */
export interface GitRemoteDeps {
  readonly guard: AddressGuard;
  readonly clock: Clock;
  readonly limits: GitLimits;
  /** PEM; null for git's own. */
  readonly authorities: string | null;
  readonly signal: AbortSignal | null;
}

export type GitOptions = Partial<Pick<GitCommand, 'stdin' | 'env'>>;

/** A temporary bare repository of one remote. `close` removes everything that it wrote. */
export interface GitRepository {
  readonly directory: string;
  readonly secrets: readonly string[];
  /** Runs git without any network; throws when it fails. */
  local(args: readonly string[], options?: GitOptions): Promise<Buffer>;
  /** Runs git with the token and pinned addresses; the result may be a failure. */
  remote(args: readonly string[], options?: GitOptions): Promise<GitResult>;
  /** As `remote`, but throws when it fails. */
  remoteOrThrow(args: readonly string[], options?: GitOptions): Promise<Buffer>;
  close(): Promise<void>;
}

/** Opens an empty temporary repository whose `origin` is the URL. ADDRESS_FORBIDDEN when the URL is not below the base address. */
export async function openRepository(
  gitUrl: string,
  credentials: GitLabCredentials,
  deps: GitRemoteDeps,
): Promise<GitRepository> {
  const url = checkUrl(gitUrl, credentials);
  const secrets = [credentials.token, basicToken(credentials.token)];
  const directory = await mkdtemp(join(tmpdir(), 'backline-git-'));
  const close = (): Promise<void> => rm(directory, { recursive: true, force: true, maxRetries: 3 });
  try {
    await layOut(directory, url);
    if (deps.authorities !== null) await writeFile(join(directory, AUTHORITIES), deps.authorities);
  } catch (error) {
    await close();
    throw error;
  }
  const common = {
    cwd: directory,
    timeoutMs: deps.limits.timeoutMs,
    // The largest output is the tree: some 100 bytes for each entry, or the blobs.
    maxOutputBytes: Math.max(deps.limits.maxEntries * 400, deps.limits.maxReadBytes * 2),
    signal: deps.signal,
  };
  const disk = { folder: join(directory, 'repo.git', 'objects', 'pack'), maxBytes: deps.limits.maxDiskBytes };
  const orThrow = (result: GitResult): Buffer => {
    if (result.exitCode === 0 && result.stopped === null) return result.stdout;
    throw describeGitFailure(result, secrets);
  };
  const remote: GitRepository['remote'] = async (args, options = {}) => {
    const config = [...SAFE_CONFIG, ...(await networkConfig(url, credentials, { ...deps, directory }))];
    const env = {
      ...baseEnv(directory),
      ...configEnv(config),
      GIT_DIR: join(directory, 'repo.git'),
      ...options.env,
    };
    return runGit({
      ...common,
      disk,
      args,
      env,
      ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
    });
  };
  return {
    directory,
    secrets,
    close,
    remote,
    remoteOrThrow: async (args, options) => orThrow(await remote(args, options)),
    local: async (args, options = {}) => {
      const config = [...SAFE_CONFIG, ['protocol.allow', 'never'] as const];
      const env = { ...baseEnv(directory), ...configEnv(config), ...localEnv(directory), ...options.env };
      const command = { ...common, disk, args, env };
      return orThrow(
        await runGit(options.stdin === undefined ? command : { ...command, stdin: options.stdin }),
      );
    },
  };
}

const AUTHORITIES = 'authorities.pem';

type Setting = readonly [key: string, value: string];

const SAFE_CONFIG: readonly Setting[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.symlinks', 'false'],
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['commit.gpgSign', 'false'],
  ['push.gpgSign', 'false'],
  ['push.recurseSubmodules', 'no'],
  ['fetch.recurseSubmodules', 'false'],
  ['submodule.recurse', 'false'],
  ['i18n.commitEncoding', 'utf-8'],
  ['protocol.version', '2'],
  // Asks the server whether it has our base, so that a target that moved on does not make git send (and fetch) all files.
  ['push.negotiate', 'true'],
];

async function networkConfig(
  url: URL,
  credentials: GitLabCredentials,
  deps: GitRemoteDeps & { readonly directory: string },
): Promise<readonly Setting[]> {
  const addresses = await deps.guard.resolve(url);
  const pinned = addresses.map(({ address }) => (address.includes(':') ? `[${address}]` : address)).join(',');
  const pin: Setting[] = isLiteralAddress(url.hostname)
    ? []
    : [['http.curloptResolve', `${url.hostname}:${portOf(url)}:${pinned}`]];
  return [
    ['protocol.allow', 'never'],
    [`protocol.${url.protocol.slice(0, -1)}.allow`, 'always'],
    ['http.followRedirects', 'false'],
    ['http.proxy', ''],
    ['http.sslVerify', 'true'],
    ['http.lowSpeedLimit', '100'],
    ['http.lowSpeedTime', '60'],
    ...(deps.authorities === null ? [] : [['http.sslCAInfo', join(deps.directory, AUTHORITIES)] as const]),
    ...pin,
    // GitLab refuses Bearer for git. Only requests below the base address carry the header.
    [`http.${credentials.baseUrl}/.extraHeader`, `Authorization: Basic ${basicToken(credentials.token)}`],
  ];
}

function basicToken(token: string): string {
  return Buffer.from(`oauth2:${token}`).toString('base64');
}

function baseEnv(directory: string): Record<string, string> {
  return {
    HOME: directory,
    XDG_CONFIG_HOME: directory,
    TMPDIR: directory,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_CEILING_DIRECTORIES: directory,
  };
}

/** A second repository over the same objects that knows of no remote: nothing in it can fetch what is missing. */
function localEnv(directory: string): Record<string, string> {
  return {
    GIT_DIR: join(directory, 'local.git'),
    GIT_OBJECT_DIRECTORY: join(directory, 'repo.git', 'objects'),
    GIT_NO_LAZY_FETCH: '1',
  };
}

function configEnv(settings: readonly Setting[]): Record<string, string> {
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(settings.length) };
  for (const [index, [key, value]] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return env;
}

async function layOut(directory: string, url: URL): Promise<void> {
  const config = {
    'local.git': '[core]\n\trepositoryformatversion = 0\n\tbare = true\n',
    'repo.git':
      '[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tpartialClone = origin\n' +
      `[remote "origin"]\n\turl = ${url.href}\n\tpromisor = true\n\tpartialclonefilter = blob:none\n`,
  };
  for (const [name, text] of Object.entries(config)) {
    const folder = join(directory, name);
    await mkdir(join(folder, 'objects', 'pack'), { recursive: true });
    await mkdir(join(folder, 'refs'));
    await writeFile(join(folder, 'HEAD'), 'ref: refs/heads/backline-none\n');
    await writeFile(join(folder, 'config'), text);
  }
}

function checkUrl(gitUrl: string, credentials: GitLabCredentials): URL {
  const base = new URL(`${credentials.baseUrl}/`);
  const url = URL.canParse(gitUrl) ? new URL(gitUrl) : null;
  const isInside =
    url !== null &&
    url.origin === base.origin &&
    url.pathname.startsWith(base.pathname) &&
    url.username === '' &&
    /^[\w.~%/-]+$/.test(url.pathname) &&
    url.search === '' &&
    url.hash === '';
  if (!isInside) {
    throw new AppError(
      'ADDRESS_FORBIDDEN',
      'The address of the repository is not below the address of GitLab.',
    );
  }
  return url;
}
