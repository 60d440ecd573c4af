import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { env as processEnv, kill, platform } from 'node:process';
import { AppError } from '../errors.js';
import type { GitEnd } from './git-failure.js';

const DISK_CHECK_MS = 250;
const MAX_STDERR_BYTES = 64 * 1024;
const PASSED_ON = ['PATH', 'SystemRoot', 'SYSTEMROOT', 'windir', 'PATHEXT', 'COMSPEC'];

/** A setting of git's configuration. */
export type GitSetting = readonly [key: string, value: string];

/** One git command: arguments only, no shell reads them. */
export interface GitCommand {
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to the few variables that every command gets. */
  readonly env: Readonly<Record<string, string>>;
  /** Settings that hold secrets: in no argument, and where Linux allows it in no variable and no file with a name. */
  readonly secretSettings?: readonly GitSetting[];
  readonly stdin?: string | Uint8Array;
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  readonly signal: AbortSignal | null;
  /** Stops the command when the files of this folder grow beyond the limit. */
  readonly disk?: { readonly folder: string; readonly maxBytes: number };
  /** Address space of each of its processes; absent: unbounded. */
  readonly maxMemoryBytes?: number;
}

/** How it ended. `exitCode` is null when a signal ended it. */
export interface GitResult extends GitEnd {
  readonly exitCode: number | null;
  readonly stdout: Buffer;
}

/** Runs git in a process group of its own with a bare environment; the group is killed on time-out, abort and excess. */
export function runGit(command: GitCommand): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = startWithSecrets(command);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let outputBytes = 0;
    let errorBytes = 0;
    let stopped: GitEnd['stopped'] = null;
    const stop = (why: NonNullable<GitEnd['stopped']>): void => {
      stopped ??= why;
      killGroup(child);
    };
    const onAbort = (): void => stop('cancelled');
    const timer = setTimeout(() => stop('timeout'), command.timeoutMs);
    const watch = watchDisk(command.disk, () => stop('disk'));
    const settle = (): void => {
      clearTimeout(timer);
      clearInterval(watch);
      command.signal?.removeEventListener('abort', onAbort);
    };
    command.signal?.addEventListener('abort', onAbort, { once: true });
    if (command.signal?.aborted === true) onAbort();
    child.stdout?.on('data', (chunk: Buffer) => {
      outputBytes += chunk.length;
      if (outputBytes > command.maxOutputBytes) stop('output');
      else stdout.push(chunk);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      errorBytes += chunk.length;
      if (errorBytes <= MAX_STDERR_BYTES) stderr.push(chunk);
    });
    child.on('error', () => {
      settle();
      reject(
        new AppError('GIT_FAILED', 'Git cannot be started. Install git on the machine that runs Backline.'),
      );
    });
    child.on('close', (exitCode, signalName) => {
      settle();
      const texts = { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') };
      resolve({ exitCode, signalName, stopped, ...texts });
    });
    // A command that ends before it has read everything says why by its exit code.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(command.stdin ?? '');
  });
}

/** git's configuration as variables of its environment, after the first `from` that are there. */
export function settingsEnv(settings: readonly GitSetting[], from = 0): Record<string, string> {
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(from + settings.length) };
  for (const [index, [key, value]] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${from + index}`] = key;
    env[`GIT_CONFIG_VALUE_${from + index}`] = value;
  }
  return env;
}

/** On Linux git reads the secrets from an open file that has no name any more; nobody sees them in its environment. */
function startWithSecrets(command: GitCommand): ChildProcess {
  const secrets = command.secretSettings ?? [];
  if (secrets.length === 0) return start(command, command.env, []);
  if (platform !== 'linux') {
    const count = Number(command.env['GIT_CONFIG_COUNT'] ?? 0);
    return start(command, { ...command.env, ...settingsEnv(secrets, count) }, []);
  }
  const path = join(command.cwd, `settings-${randomUUID()}`);
  const file = openSync(path, 'wx+', 0o600);
  try {
    unlinkSync(path);
    writeSync(file, settingsText(secrets));
    return start(command, { ...command.env, GIT_CONFIG_GLOBAL: '/proc/self/fd/3' }, [file]);
  } finally {
    closeSync(file);
  }
}

/** As git's configuration file: `http.https://host/.extraHeader` is the key extraHeader of the section http "https://host/". */
function settingsText(settings: readonly GitSetting[]): string {
  const lines: string[] = [];
  for (const [key, value] of settings) {
    const first = key.indexOf('.');
    const last = key.lastIndexOf('.');
    const section = key.slice(0, first);
    const part = first === last ? '' : ` "${escapeSetting(key.slice(first + 1, last))}"`;
    lines.push(`[${section}${part}]`, `\t${key.slice(last + 1)} = "${escapeSetting(value)}"`);
  }
  return `${lines.join('\n')}\n`;
}

function escapeSetting(text: string): string {
  return text.replace(/[\\"]/g, (character) => `\\${character}`);
}

function start(
  command: GitCommand,
  env: Readonly<Record<string, string>>,
  files: readonly number[],
): ChildProcess {
  const options: SpawnOptions = {
    cwd: command.cwd,
    env: { ...passedOn(), ...env },
    detached: platform !== 'win32',
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe', ...files],
  };
  if (platform === 'win32' || command.disk === undefined) return spawn('git', [...command.args], options);
  // POSIX counts in blocks of 512 bytes; no file that git writes may become larger than the whole limit. Memory is in KiB.
  const blocks = String(Math.ceil(command.disk.maxBytes / 512));
  const memory =
    command.maxMemoryBytes === undefined ? 'unlimited' : String(Math.ceil(command.maxMemoryBytes / 1024));
  const script = 'ulimit -f "$0" 2>/dev/null; ulimit -v "$1" 2>/dev/null; shift; exec git "$@"';
  return spawn('/bin/sh', ['-c', script, blocks, memory, ...command.args], options);
}

function passedOn(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = processEnv[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (platform === 'win32') child.kill('SIGKILL');
    else kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

function watchDisk(disk: GitCommand['disk'], onExcess: () => void): NodeJS.Timeout | undefined {
  if (disk === undefined) return undefined;
  const timer = setInterval(() => {
    void folderBytes(disk.folder).then((bytes) => {
      if (bytes > disk.maxBytes) onExcess();
    });
  }, DISK_CHECK_MS);
  return timer.unref();
}

async function folderBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const entry = await stat(join(folder, name)).catch(() => null);
    if (entry?.isFile() === true) bytes += entry.size;
  }
  return bytes;
}
