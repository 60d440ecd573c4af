import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import { type AddressGuard, portOf } from '../addresses/address-guard.client.js';
import { isLiteralAddress } from '../addresses/allowed-hosts.js';
import { describeGitFailure } from './git-failure.js';
import {
  type GitCommand,
  type GitResult,
  type GitSetting,
  runGit,
  settingsEnv,
} from './git-process.client.js';
import { type GitPatience, runPatiently } from './git-patience.client.js';
import type { GitLabCredentials } from './gitlab.js';
import { checkThroughProxy } from './http-exchange.client.js';
import type { GitLimits } from './limits.js';
import type { Proxy } from './proxy.js';
import type { Sleep } from './sleep.js';
import { secretForms } from './transport.client.js';

/** What git work needs; the connector makes it. */
export interface GitRemoteDeps {
  readonly guard: AddressGuard;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly limits: GitLimits;
  /** PEM; null for git's own. */
  readonly authorities: string | null;
  readonly proxy: Proxy | null;
  readonly patience: GitPatience;
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
  const secrets = [...secretForms(credentials), ...(deps.proxy?.secrets ?? [])];
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
    maxMemoryBytes: deps.limits.maxMemoryBytes,
    signal: deps.signal,
  };
  const disk = { folder: join(directory, 'repo.git', 'objects', 'pack'), maxBytes: deps.limits.maxDiskBytes };
  const orThrow = (result: GitResult): Buffer => {
    if (result.exitCode === 0 && result.stopped === null) return result.stdout;
    throw describeGitFailure(result, secrets);
  };
  const remote: GitRepository['remote'] = async (args, options = {}) => {
    const config = [...SAFE_CONFIG, ...(await networkConfig(url, { ...deps, directory }))];
    const env = {
      ...baseEnv(directory),
      ...settingsEnv(config),
      GIT_DIR: join(directory, 'repo.git'),
      ...options.env,
    };
    const stdin = options.stdin === undefined ? {} : { stdin: options.stdin };
    const secretSettings = secretConfig(credentials, deps.proxy);
    const isRead = args[0] !== 'push';
    return runPatiently(() => runGit({ ...common, disk, args, env, secretSettings, ...stdin }), {
      ...deps,
      isRead,
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
      const env = { ...baseEnv(directory), ...settingsEnv(config), ...localEnv(directory), ...options.env };
      const command = { ...common, disk, args, env };
      return orThrow(
        await runGit(options.stdin === undefined ? command : { ...command, stdin: options.stdin }),
      );
    },
  };
}

const AUTHORITIES = 'authorities.pem';

const SAFE_CONFIG: readonly GitSetting[] = [
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
  // Few threads and streamed large files: a hostile repository takes time, not memory.
  ['core.bigFileThreshold', '32m'],
  ['core.preloadIndex', 'false'],
  ['index.threads', '1'],
  ['pack.threads', '2'],
  // Asks the server whether it has our base, so that a target that moved on does not make git send (and fetch) all files.
  ['push.negotiate', 'true'],
];

async function networkConfig(
  url: URL,
  deps: GitRemoteDeps & { readonly directory: string },
): Promise<readonly GitSetting[]> {
  const file = join(deps.directory, AUTHORITIES);
  return [
    ['protocol.allow', 'never'],
    [`protocol.${url.protocol.slice(0, -1)}.allow`, 'always'],
    ['http.followRedirects', 'false'],
    ['http.sslVerify', 'true'],
    ['http.lowSpeedLimit', '100'],
    ['http.lowSpeedTime', '60'],
    ...(deps.authorities === null
      ? []
      : ([
          ['http.sslCAInfo', file],
          ['http.proxySSLCAInfo', file],
        ] as const)),
    ...(await pinnedAddresses(url, deps)),
  ];
}

/** What git connects to is what the guard has checked: the target's addresses, or the proxy's where there is one. */
async function pinnedAddresses(url: URL, { guard, proxy }: GitRemoteDeps): Promise<readonly GitSetting[]> {
  if (proxy !== null) await checkThroughProxy(guard, url, proxy);
  const reached = proxy === null ? url : proxy.url;
  const addresses = await guard.resolve(reached);
  if (isLiteralAddress(reached.hostname)) return [];
  const pinned = addresses.map(({ address }) => (address.includes(':') ? `[${address}]` : address)).join(',');
  return [['http.curloptResolve', `${reached.hostname}:${portOf(reached)}:${pinned}`]];
}

function secretConfig(credentials: GitLabCredentials, proxy: Proxy | null): readonly GitSetting[] {
  return [
    // Without a proxy of its own, none at all: not that of the environment.
    ['http.proxy', proxy?.addressWithUser ?? ''],
    ['http.proxyAuthMethod', 'basic'],
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
