import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What the demo prints to paste. */
export interface DemoProcess {
  readonly url: string;
  readonly setupUrl: string;
  readonly gitlabUrl: string;
  readonly token: string;
  readonly weakToken: string;
  readonly expiredToken: string;
  stop(): Promise<void>;
}

const READY_MS = 90_000;

/** Starts `npm run demo` as a person does, in a folder of its own and on free ports, and reads what it prints. */
export async function startDemoProcess(): Promise<DemoProcess> {
  const root = resolve(process.cwd());
  const home = mkdtempSync(join(tmpdir(), 'backline-demo-'));
  chmodSync(home, 0o755);
  const child = spawn(process.execPath, [join(root, 'server', 'dist', 'simulator', 'demo', 'main.js')], {
    cwd: root,
    env: {
      ...process.env,
      PORT: '0',
      DEMO_GITLAB_PORT: '0',
      BACKLINE_DATA_DIR: home,
      BACKLINE_POLL_SECONDS: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    await ended(child);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const text = await untilReady(child);
    const find = (pattern: RegExp): string => {
      const found = pattern.exec(text)?.[1];
      if (found === undefined) throw new Error(`The demo did not print ${String(pattern)}:\n${text}`);
      return found;
    };
    return {
      url: find(/Backline is at (\S+)/),
      setupUrl: find(/works once\): (\S+)/),
      gitlabUrl: find(/Address\s+(\S+)/),
      token: find(/Token {2,}(\S+)/),
      weakToken: find(/Token without scopes\s+(\S+)/),
      expiredToken: find(/Expired token\s+(\S+)/),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((settle, fail) => {
    let text = '';
    const timer = setTimeout(
      () => fail(new Error(`The demo was not ready within ${READY_MS} ms:\n${text}`)),
      READY_MS,
    );
    const take = (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (!text.includes('Ctrl-C ends the demo.')) return;
      clearTimeout(timer);
      settle(text);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(new Error(`The demo ended with ${code}:\n${text}`));
    });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const over = new Promise((settle) => child.once('exit', settle));
  child.kill('SIGTERM');
  await over;
}
