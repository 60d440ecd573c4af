import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { env as processEnv, kill, platform } from 'node:process';
import { AppError } from '../errors.js';
import type { GitEnd } from './git-failure.js';

const DISK_CHECK_MS = 250;
const MAX_STDERR_BYTES = 64 * 1024;
const PASSED_ON = ['PATH', 'SystemRoot', 'SYSTEMROOT', 'windir', 'PATHEXT', 'COMSPEC'];

/** One git command: arguments only, no shell reads them. */
export interface GitCommand {
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to the few variables that every command gets. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  readonly signal: AbortSignal | null;
  /** Stops the command when the files of this folder grow beyond the limit. */
  readonly disk?: { readonly folder: string; readonly maxBytes: number };
}

/** How it ended. `exitCode` is null when a signal ended it. */
export interface GitResult extends GitEnd {
  readonly exitCode: number | null;
  readonly stdout: Buffer;
}

/** Runs git in a process group of its own with a bare environment; the group is killed on time-out, abort and excess. */
export function runGit(command: GitCommand): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = start(command);
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

function start(command: GitCommand): ChildProcess {
  const options = {
    cwd: command.cwd,
    env: { ...passedOn(), ...command.env },
    detached: platform !== 'win32',
    windowsHide: true,
  };
  if (platform === 'win32' || command.disk === undefined) return spawn('git', [...command.args], options);
  // POSIX counts in blocks of 512 bytes; no file that git writes may become larger than the whole limit.
  const blocks = String(Math.ceil(command.disk.maxBytes / 512));
  const script = 'ulimit -f "$0" 2>/dev/null; exec git "$@"';
  return spawn('/bin/sh', ['-c', script, blocks, ...command.args], options);
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
