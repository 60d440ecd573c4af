import type { AdvisoryStatus } from '../advisories/advisory-ports.js';
import { isAppError } from '../errors.js';
import type { Integration } from '../integrations/integration.js';
import type { JobCounts } from '../jobs/job-reader.js';
import type { KeyStatus } from '../secrets/rotate-keys.js';

/** One thing that was looked at. LOOK: it works, but somebody should see to it. */
export interface Check {
  readonly check:
    | 'configuration'
    | 'database'
    | 'clock'
    | 'keys'
    | 'git'
    | 'gitlab'
    | 'advisories'
    | 'jobs'
    | 'disk'
    | 'reach';
  readonly state: 'OK' | 'LOOK' | 'FAIL';
  readonly message: string;
  /** What to do; null where nothing is to be done. */
  readonly remedy: string | null;
}

const MINIMUM_GIT = [2, 38] as const;
const OLD_DAYS = 3;
const DAY_MS = 24 * 3_600_000;
const MOST_SECONDS_APART = 5;
const GIGABYTE = 1_000_000_000;
/** Longer than any worker that lives lets a job wait while none runs. */
const LONG_WAIT_MS = 10 * 60_000;

export function ok(check: Check['check'], message: string): Check {
  return { check, state: 'OK', message, remedy: null };
}

export function fail(check: Check['check'], message: string, remedy: string | null): Check {
  return { check, state: 'FAIL', message, remedy };
}

function look(check: Check['check'], message: string, remedy: string): Check {
  return { check, state: 'LOOK', message, remedy };
}

/** A failure as a check; only what is safe to show of it. */
export function failed(check: Check['check'], error: unknown, remedy: string | null): Check {
  const [first = ''] = (isAppError(error) ? error.message : 'It failed unexpectedly.').split('\n');
  return fail(check, first, remedy);
}

/** `version` as git says it; null where there is none. */
export function checkGit(version: string | null): Check {
  const needed = MINIMUM_GIT.join('.');
  if (version === null) return fail('git', 'git was not found.', `Install git ${needed} or newer.`);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isFine = major > MINIMUM_GIT[0] || (major === MINIMUM_GIT[0] && minor >= MINIMUM_GIT[1]);
  return isFine
    ? ok('git', `git ${version}`)
    : fail('git', `git ${version}`, `Install git ${needed} or newer.`);
}

export function checkKeys({ total, older, unreadable }: KeyStatus): Check {
  if (unreadable > 0)
    return fail(
      'keys',
      `${unreadable} of ${total} stored secrets need a key that is not here.`,
      'Put it back into BACKLINE_SECRET_KEY.',
    );
  if (older > 0)
    return look('keys', `${older} of ${total} stored secrets need an older key.`, 'Run keys rotate.');
  return ok('keys', `The first key opens all ${total} stored secrets.`);
}

/** Each integration, asked with its own token by its own way; `ask` throws why GitLab does not let it in. */
export async function checkIntegrations(
  integrations: readonly Pick<Integration, 'id' | 'name' | 'state'>[],
  ask: (integrationId: string) => Promise<void>,
): Promise<readonly Check[]> {
  const used = integrations.filter(({ state }) => state !== 'DISCONNECTED');
  if (used.length === 0) return [look('gitlab', 'No GitLab is connected.', 'Connect one on the page.')];
  return Promise.all(
    used.map(async ({ id, name }) => {
      try {
        await ask(id);
        return ok('gitlab', `${name} lets Backline in.`);
      } catch (error) {
        const { message, ...rest } = failed('gitlab', error, 'See the integration on the page.');
        return { ...rest, message: `${name}: ${message}` };
      }
    }),
  );
}

export function checkAdvisories({ total, syncs, lastImport }: AdvisoryStatus, now: Date): Check {
  const remedy = 'Run advisories sync, or advisories import with a file.';
  if (total === 0) return fail('advisories', 'There are no advisories, so nothing is found.', remedy);
  const times = [...syncs.map(({ lastSyncAt }) => lastSyncAt), lastImport?.finishedAt ?? null];
  const newest = times.reduce<Date | null>(
    (best, at) => (at !== null && (best === null || at > best) ? at : best),
    null,
  );
  const days = newest === null ? null : Math.floor((now.getTime() - newest.getTime()) / DAY_MS);
  const age = days === null ? 'never brought up to date' : `last brought up to date ${days} days ago`;
  const message = `${total} advisories, ${age}.`;
  return days === null || days > OLD_DAYS ? look('advisories', message, remedy) : ok('advisories', message);
}

/** What no sync has brought up to date for long, by ecosystem; nothing where syncs are off, or none has run yet. */
export function checkAge({ syncs }: AdvisoryStatus, now: Date, syncHours: number): readonly Check[] {
  if (syncHours === 0 || syncs.length === 0) return [];
  const old = syncs
    .filter(
      ({ lastSyncAt }) => lastSyncAt === null || now.getTime() - lastSyncAt.getTime() > OLD_DAYS * DAY_MS,
    )
    .map(({ ecosystem }) => ecosystem);
  if (old.length === 0) return [];
  const message = `Not brought up to date for ${OLD_DAYS} days: ${old.toSorted().join(', ')}.`;
  return [look('advisories', message, 'Run advisories sync, which says why it fails.')];
}

/** Tokens, leases and limits go by the clocks of all processes and of the database. */
export function checkClock(database: Date, here: Date): Check {
  const seconds = Math.round(Math.abs(database.getTime() - here.getTime()) / 1_000);
  return seconds <= MOST_SECONDS_APART
    ? ok('clock', 'The clocks here and of the database agree.')
    : look(
        'clock',
        `The clocks here and of the database are ${seconds} seconds apart.`,
        'Let both follow a time server.',
      );
}

/** Analyses, plans and the embedded database need room; null: it cannot be told. */
export function checkDisk(place: string, freeBytes: number | null): Check {
  if (freeBytes === null) return ok('disk', `The free space of ${place} cannot be told.`);
  const message = `${(freeBytes / GIGABYTE).toFixed(1)} GB are free in ${place}.`;
  const remedy = 'Make room, or let BACKLINE_DATA_DIR or TMPDIR name another disk.';
  if (freeBytes < GIGABYTE / 10) return fail('disk', message, remedy);
  return freeBytes < GIGABYTE ? look('disk', message, remedy) : ok('disk', message);
}

/** Whether a host that Backline asks answers from here; `problem` is null when it did. */
export function checkReach(name: string, host: string, problem: string | null): Check {
  return problem === null
    ? ok('reach', `${name} answers at ${host}.`)
    : fail(
        'reach',
        `${name} cannot be reached at ${host}: ${problem}.`,
        'Check the address, the proxy and the firewall.',
      );
}

/** `waitingMs` is how long the newest waiting job has been due; null where none waits. */
export function checkJobs({ states }: JobCounts, dead: number, waitingMs: number | null): Check {
  const message = `${states.QUEUED} jobs wait, ${states.RUNNING} run, ${dead} failed for good.`;
  if (states.RUNNING === 0 && waitingMs !== null && waitingMs > LONG_WAIT_MS)
    return look(
      'jobs',
      `${message} None has begun for ${Math.round(waitingMs / 60_000)} minutes.`,
      'Start a worker (BACKLINE_ROLE=worker or all), and read its log.',
    );
  return dead === 0
    ? ok('jobs', message)
    : look('jobs', message, 'See jobs list --dead; try them again with jobs retry --dead.');
}

const WORDS = { OK: 'ok  ', LOOK: 'look', FAIL: 'FAIL' } as const;

/** The checks for a person, one line each. */
export function describeChecks(checks: readonly Check[]): string {
  return checks
    .map(({ state, message, remedy }) => `${WORDS[state]}  ${message}${remedy === null ? '' : ` ${remedy}`}`)
    .join('\n');
}
