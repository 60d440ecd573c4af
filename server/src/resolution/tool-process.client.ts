import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { env as ownEnvironment, execPath, kill, platform } from 'node:process';

/** A package manager's own program, and where the compiled files of this folder are. */
export interface ToolProgram {
  readonly script: string;
  readonly codeFolder: URL;
}

/** One run of a package manager's own program under Node. */
export interface ToolCommand {
  /** The program's file. */
  readonly script: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** Empty; everything that a program keeps for a person goes there. */
  readonly home: string;
  /** Added to the few variables that every run gets. */
  readonly env: Readonly<Record<string, string>>;
  /** The only port of 127.0.0.1 that it reaches. */
  readonly port: number;
  readonly signal: AbortSignal;
  /** Where the compiled files of this folder are. */
  readonly codeFolder: URL;
}

/** How it ended; `output` is what it wrote to both streams, cut at 1 MiB. Null: a signal ended it. */
export interface ToolEnd {
  readonly exitCode: number | null;
  readonly output: string;
}

const MEMORY_MB = 1_536;
const MAXIMUM_OUTPUT = 1024 * 1024;

/**
 * Runs the program in a process group of its own, with an environment in which nothing of the server's stands. The group
 * is killed when the signal fires; throws its reason then.
 */
export async function runTool(command: ToolCommand): Promise<ToolEnd> {
  command.signal.throwIfAborted();
  const child = spawn(execPath, [command.script, ...command.args], {
    cwd: command.folder,
    env: environmentFor(command),
    detached: platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (): void => killGroup(child);
  command.signal.addEventListener('abort', stop, { once: true });
  try {
    return await ended(child);
  } finally {
    command.signal.removeEventListener('abort', stop);
    // Whatever it may have left running goes with it.
    killGroup(child);
    command.signal.throwIfAborted();
  }
}

function ended(child: ChildProcess): Promise<ToolEnd> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      if (size < MAXIMUM_OUTPUT) chunks.push(chunk);
      size += chunk.length;
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

function environmentFor({ home, port, env, codeFolder }: ToolCommand): Record<string, string> {
  const preload = new URL('tool-preload.worker.js', codeFolder).href;
  const system = ['SystemRoot', 'SYSTEMROOT', 'windir'].flatMap((name) => {
    const value = ownEnvironment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(system),
    PATH: '',
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, 'appdata'),
    LOCALAPPDATA: join(home, 'localappdata'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_STATE_HOME: join(home, 'state'),
    TMPDIR: home,
    TEMP: home,
    TMP: home,
    CI: 'true',
    NO_COLOR: '1',
    LANG: 'C',
    // Here, and not among the arguments, so that they hold for the threads of the program too.
    NODE_OPTIONS: `--max-old-space-size=${MEMORY_MB} --import=${preload}`,
    BACKLINE_VIEW_PORT: String(port),
    ...env,
  };
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
