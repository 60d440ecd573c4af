import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../errors.js';

const LOCK_TIMEOUT_MS = 180_000;

const processSchema = z.object({ pid: z.int().positive(), startedAt: z.string().nullable() });

/** A process, and when it started: a pid alone may be somebody else's by now. */
export type ProcessMark = z.infer<typeof processSchema>;

const ownersSchema = z.object({
  /** Where Postgres listens; null while it does not run. */
  port: z.int().nullable(),
  /** What it was started with, to see whether it can be used as it is. */
  settings: z.string(),
  /** Whether the database inside was made. */
  isPrepared: z.boolean(),
  /** The processes that use it. The last one to leave stops it. */
  users: z.array(processSchema),
});

/** The ownership file: who runs the embedded Postgres, where and how. */
export type Owners = z.infer<typeof ownersSchema>;

/** What the ownership file says; the empty answer when it is absent or damaged. Processes that ended are left out. */
export async function readOwners(file: string): Promise<Owners> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const owners = ownersSchema.safeParse(parseJson(text));
  if (!owners.success) return { port: null, settings: '', isPrepared: false, users: [] };
  return { ...owners.data, users: owners.data.users.filter(isStillRunning) };
}

/** Writes the ownership file whole. */
export async function writeOwners(file: string, owners: Owners): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(owners, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

/** This process, as others will recognise it. */
export function markOfThisProcess(): ProcessMark {
  return { pid: process.pid, startedAt: startOf(process.pid) };
}

/** Whether two marks are of the same process. */
export function isSameProcess(one: ProcessMark, other: ProcessMark): boolean {
  return one.pid === other.pid && one.startedAt === other.startedAt;
}

/** Whether a process exists and is not a zombie. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  return readProcessStat(pid)?.[0] !== 'Z';
}

/**
 * Runs the work while no other process holds the lock file. A lock whose process ended is taken over. Waits at most
 * three minutes, then fails with DATABASE_UNAVAILABLE.
 */
export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const own = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(own, JSON.stringify(markOfThisProcess()), { mode: 0o600 });
  try {
    await acquire(file, own);
    try {
      return await work();
    } finally {
      await rm(file, { force: true });
    }
  } finally {
    await rm(own, { force: true });
  }
}

async function acquire(file: string, own: string): Promise<void> {
  for (const started = performance.now(); performance.now() - started < LOCK_TIMEOUT_MS;) {
    if (await tryLink(own, file)) return;
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null && !isHeld(text)) await removeStale(file, text);
    else await sleep(20);
  }
  throw new AppError(
    'DATABASE_UNAVAILABLE',
    `Another process has been starting or stopping the embedded PostgreSQL for minutes. When none is, remove ${path.basename(file)} in the data directory.`,
  );
}

async function tryLink(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Between the look and the removal another process may have taken the lock: what was moved is looked at again. */
async function removeStale(file: string, seen: string): Promise<void> {
  const aside = `${file}.stale.${process.pid}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8').catch(() => seen)) !== seen) await tryLink(aside, file);
  await rm(aside, { force: true });
}

function isHeld(text: string): boolean {
  const holder = processSchema.safeParse(parseJson(text));
  return holder.success && isStillRunning(holder.data);
}

function isStillRunning({ pid, startedAt }: ProcessMark): boolean {
  return isProcessAlive(pid) && (startedAt === null || startOf(pid) === startedAt);
}

/** When a process started, in the kernel's ticks; null where the system does not tell without a program. */
function startOf(pid: number): string | null {
  return readProcessStat(pid)?.[19] ?? null;
}

/** The fields of /proc/PID/stat from the state on; the name before them may hold spaces and parentheses. */
function readProcessStat(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
