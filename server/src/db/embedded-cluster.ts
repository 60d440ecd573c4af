import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { AppError } from '../errors.js';
import { isProcessAlive } from './embedded-owners.js';
import { type PostgresBinaries, runAs } from './embedded-binaries.js';

const execute = promisify(execFile);

/** A crash is recovered from before the first connection is taken; that may last. */
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_SECONDS = 30;
const MAX_LOG_BYTES = 10 * 1024 * 1024;
const PORT_ATTEMPTS = 5;

/** The superuser of an embedded cluster, and the name of its database. */
export const EMBEDDED_NAME = 'backline';

/** `full` survives a power cut; `test` writes faster and may lose everything with the machine. */
export type Durability = 'full' | 'test';

/** One data directory of Postgres and what runs it. */
export interface Cluster {
  readonly binaries: PostgresBinaries;
  /** Postgres' own data directory. */
  readonly directory: string;
  readonly logFile: string;
  readonly durability: Durability;
}

/** A postmaster as its own pid file tells. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** Makes the data directory with one superuser who has this password. It is whole afterwards, or absent. */
export async function createCluster(cluster: Cluster, password: string): Promise<void> {
  const { binaries, directory } = cluster;
  const draft = `${directory}.new`;
  await rm(draft, { recursive: true, force: true });
  const secretDirectory = await mkdtemp(path.join(os.tmpdir(), 'backline-initdb-'));
  const passwordFile = path.join(secretDirectory, 'password');
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (binaries.user !== null) {
      await chown(passwordFile, binaries.user.uid, binaries.user.gid);
      await chown(secretDirectory, binaries.user.uid, binaries.user.gid);
      await chown(path.dirname(directory), binaries.user.uid, binaries.user.gid);
    }
    const args = ['-D', draft, '-U', EMBEDDED_NAME, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    args.push('--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--data-checksums');
    // The password is 256 random bits: stretching it would only slow every connection down.
    args.push('--set=scram_iterations=1');
    if (cluster.durability === 'test') args.push('--no-sync');
    await execute(binaries.initdb, args, processOptions(binaries));
    await rename(draft, directory);
  } catch (cause) {
    throw failed('could not be prepared', cluster, cause);
  } finally {
    await rm(secretDirectory, { recursive: true, force: true });
  }
}

/**
 * Starts Postgres apart from this process's signals and answers when it takes connections: on the port where it was
 * before it crashed, when given and free, so that those who used it find it again.
 */
export async function startCluster(cluster: Cluster, lastPort: number | null): Promise<Postmaster> {
  await refuseOtherVersion(cluster);
  await rm(path.join(cluster.directory, 'postmaster.pid'), { force: true });
  for (let attempt = 1; ; attempt += 1) {
    const logStart = await startOfLog(cluster.logFile);
    const port = attempt === 1 ? lastPort : null;
    const postmaster = await launch(cluster, port ?? (await findFreePort()));
    if (postmaster !== null) return postmaster;
    const said = (await readFile(cluster.logFile, 'utf8').catch(() => '')).slice(logStart).trim();
    const isPortTaken = said.includes('could not bind');
    if (!isPortTaken || attempt >= PORT_ATTEMPTS) {
      throw failed('did not start', cluster, new Error(said.slice(-2000)));
    }
  }
}

/** What runs on the data directory; null when nothing does, also after a crash that left the pid file. */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | null> {
  const text = await readFile(path.join(cluster.directory, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!(pid > 0) || !isProcessAlive(pid) || !(await isPostgres(pid, cluster))) return null;
  return { pid, port: port > 0 ? port : 0, isReady: lines[7]?.trim() === 'ready' };
}

/** Waits until a starting postmaster is ready; null when it went away instead. */
export async function awaitReady(cluster: Cluster, hasEnded: () => boolean): Promise<Postmaster | null> {
  for (const started = performance.now(); performance.now() - started < START_TIMEOUT_MS;) {
    if (hasEnded()) return null;
    const postmaster = await findPostmaster(cluster);
    if (postmaster?.isReady === true) return postmaster;
    await sleep(10);
  }
  throw failed('did not become ready in time', cluster, new Error('timed out'));
}

/** Ends sessions and stops Postgres with a clean checkpoint; does nothing when it does not run. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  if ((await findPostmaster(cluster)) === null) return;
  const stop = (mode: string): Promise<unknown> =>
    execute(
      cluster.binaries.pgCtl,
      ['stop', '-D', cluster.directory, '-m', mode, '-w', '-t', String(STOP_TIMEOUT_SECONDS)],
      processOptions(cluster.binaries),
    );
  try {
    await stop('fast').catch(() => stop('immediate'));
  } catch (cause) {
    if ((await findPostmaster(cluster)) !== null) throw failed('did not stop', cluster, cause);
  }
}

async function launch(cluster: Cluster, port: number): Promise<Postmaster | null> {
  const log = await open(cluster.logFile, 'a', 0o600);
  try {
    const child = spawn(cluster.binaries.postgres, ['-D', cluster.directory, ...settings(cluster, port)], {
      ...processOptions(cluster.binaries),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    let hasEnded = false;
    child.on('error', () => (hasEnded = true));
    child.on('exit', () => (hasEnded = true));
    const postmaster = await awaitReady(cluster, () => hasEnded);
    child.unref();
    return postmaster;
  } finally {
    await log.close();
  }
}

function settings(cluster: Cluster, port: number): string[] {
  const values: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    effective_cache_size: '1GB',
    random_page_cost: '1.1',
    max_wal_size: '1GB',
    wal_level: 'minimal',
    max_wal_senders: '0',
    jit: 'off',
    // Parallel workers share memory by /dev/shm, of which a container has 64 MB.
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // What was asked and with which values stays out of the log: it may hold what should not be there.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  };
  if (cluster.durability === 'test') {
    Object.assign(values, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' });
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function processOptions({ user }: PostgresBinaries): {
  uid?: number;
  gid?: number;
  cwd: string;
  windowsHide: boolean;
  env: NodeJS.ProcessEnv;
} {
  const env: NodeJS.ProcessEnv = {};
  for (const name of ['PATH', 'SYSTEMROOT', 'SystemRoot', 'TEMP', 'TMP', 'TZDIR']) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return { ...runAs(user), cwd: path.parse(process.cwd()).root, windowsHide: true, env };
}

async function refuseOtherVersion(cluster: Cluster): Promise<void> {
  const made = (await readFile(path.join(cluster.directory, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  const ours = cluster.binaries.version.split('.')[0] ?? '';
  if (made === ours) return;
  throw new AppError(
    'DATABASE_UNAVAILABLE',
    `The data in ${cluster.directory} was made by PostgreSQL ${made || 'of an unknown version'}, but version ${ours} is installed. Install the Backline that made it and export, or choose another data directory.`,
  );
}

/** A pid file that a container or a crash left may name a process that is something else by now. */
async function isPostgres(pid: number, cluster: Cluster): Promise<boolean> {
  if (process.platform !== 'linux' || !existsSync('/proc/self/cmdline')) return true;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.includes('postgres') && command.includes(cluster.directory);
}

async function startOfLog(logFile: string): Promise<number> {
  const size = await stat(logFile).then(
    (file) => file.size,
    () => 0,
  );
  if (size < MAX_LOG_BYTES) return size;
  await rename(logFile, `${logFile}.old`);
  return 0;
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function failed(what: string, cluster: Cluster, cause: unknown): AppError {
  const said = cause instanceof Error ? cause.message.trim().split('\n').slice(-3).join(' ') : '';
  return new AppError(
    'DATABASE_UNAVAILABLE',
    `The embedded PostgreSQL in ${cluster.directory} ${what}. Its log is ${cluster.logFile}. ${said}`.trim(),
    { details: { directory: cluster.directory, log: cluster.logFile }, cause },
  );
}
