import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;
const PATIENCE_MS = 180_000;

/** What to run: a command in a folder, with these variables on top of ours. */
export interface Command {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a server on a free port and answers the milliseconds until `/readyz` says yes; then ends it. */
export async function timeToReady(command: Command): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(command.file, command.arguments, {
    cwd: command.folder,
    env: { ...process.env, ...command.environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null) throw new Error(`${command.file} ended with ${child.exitCode}`);
      if (performance.now() - startedAt > PATIENCE_MS) throw new Error(`${command.file} does not answer`);
      await delay(LOOK_EVERY_MS);
    }
    return performance.now() - startedAt;
  } finally {
    await end(child);
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** Asks all that it began to stop, and waits until the last of them has: its Postgres ends before it does. */
async function end(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined || !signalGroup(pid, 'SIGTERM')) return;
  const askedAt = performance.now();
  while (signalGroup(pid, 0)) {
    if (performance.now() - askedAt > PATIENCE_MS) throw new Error('the server does not stop');
    await delay(LOOK_EVERY_MS);
  }
}

/** Whether there was anybody left in the group to get the signal; 0 only asks. */
function signalGroup(pid: number, signal: 'SIGTERM' | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
