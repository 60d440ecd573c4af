import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type BacklineCore, openCore } from '../backline.js';
import { type Config, readConfig } from '../config.js';
import { isAppError } from '../errors.js';
import { createGitLabConnector } from '../gitlab/connector.client.js';
import { withIntegration } from '../integrations/with-integration.js';
import { REGISTRY_ECOSYSTEMS } from '../registries/default-registries.js';
import { readKeyStatus } from '../secrets/rotate-keys.js';
import type { CliTools } from './cli-tools.js';
import {
  type Check,
  checkAdvisories,
  checkAge,
  checkClock,
  checkDisk,
  checkGit,
  checkIntegrations,
  checkJobs,
  checkKeys,
  checkReach,
  describeChecks,
  fail,
  failed,
  ok,
} from './doctor.js';
import { terminalText } from './text-table.js';

/** How long a GitLab, a registry or OSV is waited for. */
const ASK_MS = 15_000;

/** Looks at everything that it can reach; without a database at the rest. Answers 1 when something failed. */
export async function examine(tools: CliTools, isJson: boolean): Promise<number> {
  const checks: Check[] = [];
  let config: Config | null = null;
  try {
    config = { ...readConfig(), logLevel: 'silent' };
    checks.push(ok('configuration', 'The configuration is valid.'));
  } catch (error) {
    if (!isAppError(error)) throw error;
    checks.push(fail('configuration', error.message, 'See docs/configuration.md.'));
  }
  checks.push(checkGit(await gitVersion()));
  if (config !== null) {
    tools.progress.say({ what: 'Looking at the database, GitLab, the registries and OSV' });
    const [stored, around] = await Promise.all([examineDatabase(config, tools), examineSurroundings(config)]);
    for (const check of [...stored, ...around]) checks.push(check);
  }
  tools.print(isJson ? `${JSON.stringify(checks, null, 2)}\n` : `${describeChecks(checks.map(onOneLine))}\n`);
  return checks.some(({ state }) => state === 'FAIL') ? 1 : 0;
}

function onOneLine(check: Check): Check {
  return { ...check, message: terminalText(check.message) };
}

async function examineDatabase(config: Config, tools: CliTools): Promise<readonly Check[]> {
  try {
    const core = await openCore(config);
    try {
      return await examineStored(core, config, tools);
    } finally {
      await core.close();
    }
  } catch (error) {
    // Such an error says itself what to look at.
    const isTold = isAppError(error) && error.code === 'DATABASE_UNAVAILABLE';
    return [failed('database', error, isTold ? null : 'Check DATABASE_URL, or the data directory.')];
  }
}

async function examineStored(core: BacklineCore, config: Config, tools: CliTools): Promise<readonly Check[]> {
  const { read, database, inTransaction } = core;
  const rows: { version: string; size: string; now: Date; migration: string }[] = await database.dataSource
    .query(`SELECT current_setting('server_version') AS version, pg_size_pretty(pg_database_size(current_database())) AS size,
      clock_timestamp() AS now, (SELECT max(name) FROM migration) AS migration`);
  const [{ version, size, now } = { version: '?', size: '?', now: tools.clock() }] = rows;
  const where = config.databaseUrl === null ? 'embedded' : 'DATABASE_URL';
  const connector = createGitLabConnector({
    clock: tools.clock,
    sleep: async (ms, signal) => {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    },
    random: Math.random,
    allowedHosts: config.allowedHosts,
    caFile: config.caFile,
  });
  const deps = { inTransaction, connector, clock: tools.clock };
  try {
    const integrations = await read.integrations.list({ first: 100, afterId: null });
    const advisories = await read.advisories.advisoryStatus();
    const [waiting] = (await read.jobHistory.list({ states: ['QUEUED'] }, { before: null, limit: 1 })).jobs;
    return [
      ok('database', `PostgreSQL ${version} (${where}), ${size}, with every migration.`),
      checkClock(now, tools.clock()),
      checkKeys(await readKeyStatus(core.keys)),
      ...(await checkIntegrations(integrations, async (integrationId) => {
        const signal = AbortSignal.timeout(ASK_MS);
        await withIntegration(deps, { integrationId, signal }, async ({ gitlab }) => {
          await gitlab.getUser();
          return { kind: 'done' };
        });
      })),
      checkAdvisories(advisories, tools.clock()),
      ...checkAge(advisories, tools.clock(), config.osvSyncHours),
      checkJobs(
        await read.jobHistory.counts(),
        await read.jobHistory.count({ isDead: true }, 10_000),
        waiting === undefined ? null : tools.clock().getTime() - waiting.runAt.getTime(),
      ),
    ];
  } finally {
    await connector.close();
  }
}

/** Disks, and the hosts that the configuration names; the public registries where it names none are not asked. */
async function examineSurroundings(config: Config): Promise<readonly Check[]> {
  const places = [config.dataDir, tmpdir()];
  const disks = await Promise.all(places.map(async (place) => checkDisk(place, await freeBytes(place))));
  const named = REGISTRY_ECOSYSTEMS.flatMap((ecosystem) => {
    const address = config.registries[ecosystem];
    return address === undefined || address === 'off'
      ? []
      : [[`The registry of ${ecosystem}`, address] as const];
  });
  const osv = config.osvSyncHours === 0 ? [] : [['OSV', `${config.osvUrl}/ecosystems.txt`] as const];
  const reached = await Promise.all(
    [...osv, ...named].map(async ([name, address]) =>
      checkReach(name, new URL(address).host, await ask(address)),
    ),
  );
  return [...disks, ...reached];
}

/** Null when it answered, whatever it answered; else why it did not. The operator's own addresses: no guard stands before them. */
async function ask(address: string): Promise<string | null> {
  try {
    const response = await fetch(address, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(ASK_MS),
    });
    await response.body?.cancel();
    return response.status >= 500 ? `it answered ${response.status}` : null;
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return 'it did not answer within 15 seconds';
    const cause = error instanceof Error ? error.cause : null;
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
    return code === '' ? 'the connection failed' : `the connection failed (${code})`;
  }
}

async function freeBytes(place: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(place);
    return bavail * bsize;
  } catch {
    return null;
  }
}

async function gitVersion(): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', ['--version'], { timeout: 10_000 });
    return /\d+\.\d+(\.\d+)?/.exec(stdout)?.[0] ?? null;
  } catch {
    return null;
  }
}
