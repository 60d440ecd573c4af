import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { AppError } from '../errors.js';
import { type PostgresBinaries, type SystemUser, findPostgresBinaries } from './embedded-binaries.js';
import {
  type Cluster,
  type Durability,
  EMBEDDED_NAME,
  type Postmaster,
  awaitReady,
  createCluster,
  findPostmaster,
  startCluster,
  stopCluster,
} from './embedded-cluster.js';
import {
  type Owners,
  isSameProcess,
  markOfThisProcess,
  readOwners,
  withLock,
  writeOwners,
} from './embedded-owners.js';
import { type DatabaseLog, silentLog } from './log.js';

/** Where the embedded Postgres lives and how careful it is. */
export interface EmbeddedPostgresOptions {
  /** Its own directory, made when missing: `<data directory>/postgres`. */
  readonly directory: string;
  /** Default `full`. */
  readonly durability?: Durability;
  readonly log?: DatabaseLog;
}

/** A running embedded Postgres that this process uses. */
export interface EmbeddedPostgres {
  /** With its password: never to be logged. */
  readonly url: string;
  readonly port: number;
  /** Whether another process uses it too, so that leaving does not stop it. */
  readonly isShared: boolean;
  /** Leaves it. The last process that uses it stops it, cleanly. */
  stop(): Promise<void>;
}

/**
 * Uses the Postgres that runs on the directory, or starts it, or makes it first. A process beside a running one (the
 * command line beside the server) attaches to it; one that a killed process left running is taken over.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? silentLog;
  await mkdir(path.dirname(options.directory), { recursive: true });
  await mkdir(options.directory, { recursive: true, mode: 0o700 });
  const home = await realpath(options.directory);
  return withLock(path.join(home, 'lock'), async () => {
    const ownersFile = path.join(home, 'owners.json');
    const owners = await readOwners(ownersFile);
    const binaries = await findPostgresBinaries();
    const cluster: Cluster = {
      binaries,
      directory: path.join(await chooseClusterHome(home, binaries.user), 'cluster'),
      logFile: path.join(home, 'postgres.log'),
      durability: options.durability ?? 'full',
    };
    const password = await readPassword(home, cluster);
    const postmaster = await ensureRunning(cluster, owners, log);
    const url = urlOf(postmaster.port, password, EMBEDDED_NAME);
    if (!owners.isPrepared) await createDatabase(urlOf(postmaster.port, password, 'postgres'));
    const self = markOfThisProcess();
    const others = owners.users.filter((user) => !isSameProcess(user, self));
    await writeOwners(ownersFile, {
      port: postmaster.port,
      settings: others.length > 0 ? owners.settings : settingsMark(cluster),
      isPrepared: true,
      users: [...others, self],
    });
    return {
      url,
      port: postmaster.port,
      isShared: others.length > 0,
      stop: () => leave(home, cluster),
    };
  });
}

async function ensureRunning(cluster: Cluster, owners: Owners, log: DatabaseLog): Promise<Postmaster> {
  const running = await findPostmaster(cluster);
  if (running !== null && (owners.users.length > 0 || owners.settings === settingsMark(cluster))) {
    const ready = await awaitReady(cluster, () => false);
    if (owners.users.length === 0) log('info', 'Took over the PostgreSQL that a killed process left', {});
    if (ready !== null) return ready;
  }
  if (running !== null) await stopCluster(cluster);
  const postmaster = await startCluster(cluster, owners.port);
  log('info', 'Started the embedded PostgreSQL', { port: postmaster.port, directory: cluster.directory });
  return postmaster;
}

async function leave(home: string, cluster: Cluster): Promise<void> {
  await withLock(path.join(home, 'lock'), async () => {
    const ownersFile = path.join(home, 'owners.json');
    const owners = await readOwners(ownersFile);
    const self = markOfThisProcess();
    const users = owners.users.filter((user) => !isSameProcess(user, self));
    if (users.length === 0) await stopCluster(cluster);
    await writeOwners(ownersFile, { ...owners, users, port: users.length === 0 ? null : owners.port });
  });
}

/** The first start makes the password and the data directory, in this order, so that neither is without the other. */
async function readPassword(home: string, cluster: Cluster): Promise<string> {
  const file = path.join(home, 'password');
  if (!existsSync(cluster.directory)) {
    const password = randomBytes(32).toString('base64url');
    await writeFile(file, password, { mode: 0o600 });
    await chmod(file, 0o600);
    await createCluster(cluster, password);
  }
  return (await readFile(file, 'utf8')).trim();
}

/**
 * The place of the data directory: the home itself, unless Postgres must run as a user who does not get there (a
 * checkout under /root, say); then a new place beside the system's own databases (for a temporary home, a temporary
 * one), which a file in the home remembers.
 */
async function chooseClusterHome(home: string, user: SystemUser | null): Promise<string> {
  const pointer = path.join(home, 'place');
  const chosen = await readFile(pointer, 'utf8').catch(() => null);
  if (chosen !== null) return ownPlace(home, chosen.trim());
  const isMade = existsSync(path.join(home, 'cluster'));
  if (isMade || user === null || (await canReach(path.dirname(home), user))) return home;
  const temporary = await realpath(os.tmpdir());
  const isTemporary = home.startsWith(temporary + path.sep) && (await canReach(temporary, user));
  const place = await mkdtemp(path.join(isTemporary ? temporary : '/var/lib', 'backline-postgresql-'));
  await writeFile(pointer, `${place}\n`, { mode: 0o600 });
  return ownPlace(home, place);
}

/**
 * The place, which remembers whose it is. A copy of the home alone would otherwise start on the database of the original:
 * DATABASE_UNAVAILABLE says what else to copy. A home that was moved takes its place along.
 */
async function ownPlace(home: string, place: string): Promise<string> {
  const mark = path.join(place, 'home');
  const owner = (await readFile(mark, 'utf8').catch(() => home)).trim();
  if (owner !== home) {
    const ofOwner = await readFile(path.join(owner, 'place'), 'utf8').catch(() => '');
    if (ofOwner.trim() === place)
      throw new AppError(
        'DATABASE_UNAVAILABLE',
        `${home} is a copy of ${owner}, but the database itself lies in ${place} and belongs to the original. Copy that folder too (cp -a), and write the path of the copy into ${path.join(home, 'place')}.`,
      );
  }
  if (existsSync(place)) await writeFile(mark, `${home}\n`, { mode: 0o600 });
  return place;
}

async function canReach(directory: string, user: SystemUser): Promise<boolean> {
  for (let place = directory; ; place = path.dirname(place)) {
    const { mode, uid, gid } = await stat(place);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (place === path.dirname(place)) return true;
  }
}

function settingsMark({ binaries, durability }: Cluster): string {
  return `${binaryMark(binaries)} ${durability}`;
}

function binaryMark({ postgres, version }: PostgresBinaries): string {
  return `${version} ${postgres}`;
}

function urlOf(port: number, password: string, database: string): string {
  return `postgres://${EMBEDDED_NAME}:${password}@127.0.0.1:${port}/${database}`;
}

async function createDatabase(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [EMBEDDED_NAME]);
    if (found.rowCount === 0) await client.query(`create database ${EMBEDDED_NAME}`);
  } finally {
    await client.end();
  }
}
