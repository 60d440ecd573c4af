import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { argonPasswords } from '../accounts/passwords.client.js';
import { makeSetupToken } from '../accounts/sign-in.js';
import { importAdvisories, type ImportResult } from '../advisories/import-advisories.js';
import { whileImporting } from '../advisories/advisory-locks.store.js';
import { openExploitFile } from '../advisories/exploit-source.client.js';
import { importExploitScores } from '../advisories/import-exploit-scores.js';
import { syncAdvisories } from '../advisories/sync-advisories.js';
import { createOsvArchive } from '../advisories/sync.client.js';
import { SYNCED_ECOSYSTEMS } from '../advisories/synced-ecosystems.js';
import { type BacklineCore, openCore } from '../backline.js';
import { type Config, readConfig } from '../config.js';
import { isAppError } from '../errors.js';
import { createGitLabConnector } from '../gitlab/connector.client.js';
import { withIntegration } from '../integrations/with-integration.js';
import { readKeyStatus } from '../secrets/rotate-keys.js';
import type { AdminTools } from './admin-commands.js';
import { administer } from './administer.js';
import type { CliTools } from './cli-tools.js';
import { interruptible } from './interruptible.client.js';
import {
  type Check,
  checkAdvisories,
  checkGit,
  checkIntegrations,
  checkJobs,
  checkKeys,
  describeChecks,
  fail,
  failed,
  ok,
} from './doctor.js';
import type { ServerCommands } from './server-commands.js';
import { terminalLines, terminalText } from './text-table.js';

const COMMAND_LINE = { kind: 'COMMAND_LINE', id: null, name: 'the command line' } as const;
const PROBLEMS_SHOWN = 10;
/** How long a GitLab is waited for. */
const ASK_MS = 15_000;

/** `accounts`, `tokens`, `keys`, `audit` and `jobs`, on the same database. What a run does shows on a terminal only. */
export function createAdminTools(tools: CliTools): AdminTools {
  return {
    commands: administer,
    readInput: async () => {
      const pieces: Buffer[] = [];
      for await (const piece of process.stdin) pieces.push(Buffer.from(piece));
      return Buffer.concat(pieces)
        .toString('utf8')
        .replace(/\r?\n$/, '');
    },
    run: (work, isJson) =>
      interruptible(tools.warn, async (signal) => {
        const config = { ...readConfig(), logLevel: 'error' };
        const core = await openCore(config);
        const deps = {
          ...core,
          passwords: argonPasswords,
          clock: tools.clock,
          randomToken: () => randomBytes(32).toString('base64url'),
          pageUrl: config.publicUrl ?? `http://localhost:${config.port}`,
          onProgress: (message: string) => {
            if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${message}`);
          },
        };
        const act = {
          operation: 'command',
          actor: COMMAND_LINE,
          requestId: null,
          remoteAddress: null,
          claim: null,
        };
        try {
          const outcome = await core.acting.run(act, () => work(deps, signal));
          if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
          tools.print(
            isJson ? `${JSON.stringify(outcome.json, null, 2)}\n` : `${terminalLines(outcome.text)}\n`,
          );
          return outcome.code ?? 0;
        } finally {
          await core.close();
        }
      }),
  };
}

/** The commands on the database: the embedded one (beside a running server too), or DATABASE_URL. */
export function createServerCommands(tools: CliTools): ServerCommands {
  const run = (work: (core: BacklineCore, config: Config, signal: AbortSignal) => Promise<number>) =>
    interruptible(tools.warn, async (signal) => {
      const config = { ...readConfig(), logLevel: 'error' };
      const core = await openCore(config);
      try {
        return await work(core, config, signal);
      } finally {
        await core.close();
      }
    });
  /** One result: a line of JSON, or its sentences. */
  const tell = (isJson: boolean, json: unknown, lines: readonly string[]) => {
    for (const line of isJson ? [JSON.stringify(json)] : lines.map(terminalText)) tools.print(`${line}\n`);
  };
  return {
    importAdvisories: (paths, isJson) =>
      run((core, _, signal) => importAll(core, tools, { paths, isJson, signal })),
    importExploits: (paths, isJson) =>
      run(async (core, _, signal) => {
        for (const path of paths) {
          signal.throwIfAborted();
          const file = await openExploitFile(path);
          const result = await importExploitScores(
            {
              inTransaction: core.inTransaction,
              clock: tools.clock,
              whileImporting: (kind, work) => whileImporting(core.database.dataSource, kind, work),
            },
            path,
            file,
          );
          const skipped = result.broken === 0 ? '' : `, ${result.broken} lines skipped`;
          tell(isJson, { path, ...result }, [
            `${path}: ${result.scores} scores of ${result.kind}, ${result.changed} changed${skipped}. ${result.projects} projects are assessed again.`,
          ]);
        }
        return 0;
      }),
    syncAdvisories: (isJson) =>
      run(async (core, config, signal) => {
        const archive = createOsvArchive({ baseUrl: config.osvUrl });
        for (const ecosystem of SYNCED_ECOSYSTEMS) {
          const result = await syncAdvisories(
            { archive, writer: core.advisoryWriter, clock: tools.clock },
            ecosystem,
            { signal },
          );
          const counts =
            result.counts === null
              ? 'nothing new'
              : `${result.counts.new} new, ${result.counts.changed} changed`;
          tell(isJson, result, [`${ecosystem}: ${counts}, ${result.removed} removed.`]);
        }
        return 0;
      }),
    advisoryStatus: (isJson) =>
      run(async ({ read }) => {
        const status = await read.advisories.advisoryStatus();
        const exploits = await read.exploits.imports();
        const last = status.lastImport;
        tell(isJson, { ...status, exploits }, [
          `${status.total} advisories, ${status.withdrawn} more withdrawn.`,
          ...status.ecosystems.map(({ ecosystem, advisories }) => `  ${ecosystem}: ${advisories}`),
          ...exploits.map(
            ({ kind, importedAt, scores }) =>
              `  ${kind}: ${scores} scores, imported ${importedAt.toISOString()}.`,
          ),
          last === null
            ? 'Nothing was imported yet.'
            : `Last import: ${last.source}, ${last.state.toLowerCase()}, ${last.startedAt.toISOString()}.`,
        ]);
        return 0;
      }),
    setupLink: (isJson) =>
      run(async (core, config) => {
        const randomToken = () => randomBytes(32).toString('base64url');
        const token = await makeSetupToken({
          ...core,
          passwords: argonPasswords,
          clock: tools.clock,
          randomToken,
        });
        if (token === null) {
          tools.warn('There is an account already. Sign in with it.\n');
          return 2;
        }
        const url = `${config.publicUrl ?? `http://localhost:${config.port}`}/setup?token=${token}`;
        tell(isJson, { url }, [url]);
        return 0;
      }),
    doctor: (isJson) => interruptible(tools.warn, () => examine(tools, isJson)),
  };
}

async function importAll(
  core: BacklineCore,
  tools: CliTools,
  {
    paths,
    isJson,
    signal,
  }: { readonly paths: readonly string[]; readonly isJson: boolean; readonly signal: AbortSignal },
): Promise<number> {
  let worst = 0;
  for (const path of paths) {
    try {
      const items = tools.readAdvisories(path);
      const result = await importAdvisories(
        { writer: core.advisoryWriter },
        { source: path, origin: 'FILE', items, signal },
      );
      if (isJson) tools.print(`${JSON.stringify({ path, ...result })}\n`);
      else report(tools, path, result);
    } catch (error) {
      if (!isAppError(error) || signal.aborted) throw error;
      tools.warn(`${terminalText(path)}: ${terminalText(error.message)}\n`);
      worst = 2;
    }
  }
  return worst;
}

function report(
  tools: CliTools,
  path: string,
  { counts, problems, changedPackageVersions }: ImportResult,
): void {
  const { read, broken, unchanged, withdrawn } = counts;
  tools.print(
    `${terminalText(path)}: ${read} records read, ${counts.new} new, ${counts.changed} changed, ${unchanged} unchanged, ${withdrawn} withdrawn, ${broken} skipped.\n`,
  );
  if (changedPackageVersions > 0)
    tools.print(
      `  The matches of ${changedPackageVersions} package versions changed; their projects are looked at again.\n`,
    );
  for (const { where, reason } of problems.slice(0, PROBLEMS_SHOWN))
    tools.warn(`  skipped ${terminalText(where)}: ${terminalText(reason)}\n`);
  if (broken > PROBLEMS_SHOWN) tools.warn(`  and ${broken - PROBLEMS_SHOWN} more\n`);
}

/** Looks at everything that it can reach; without a database at the rest. Answers 1 when something failed. */
async function examine(tools: CliTools, isJson: boolean): Promise<number> {
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
  if (config !== null)
    try {
      const core = await openCore(config);
      try {
        for (const check of await examineStored(core, config, tools)) checks.push(check);
      } finally {
        await core.close();
      }
    } catch (error) {
      checks.push(failed('database', error, 'Check DATABASE_URL, or the data directory.'));
    }
  tools.print(isJson ? `${JSON.stringify(checks, null, 2)}\n` : `${describeChecks(checks.map(onOneLine))}\n`);
  return checks.some(({ state }) => state === 'FAIL') ? 1 : 0;
}

function onOneLine(check: Check): Check {
  return { ...check, message: terminalText(check.message) };
}

async function examineStored(core: BacklineCore, config: Config, tools: CliTools): Promise<readonly Check[]> {
  const { read, database, inTransaction } = core;
  const rows: { version: string; size: string }[] = await database.dataSource.query(
    `SELECT current_setting('server_version') AS version, pg_size_pretty(pg_database_size(current_database())) AS size`,
  );
  const [{ version, size } = { version: '?', size: '?' }] = rows;
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
    return [
      ok('database', `PostgreSQL ${version} (${where}), ${size}`),
      checkKeys(await readKeyStatus(core.keys)),
      ...(await checkIntegrations(integrations, async (integrationId) => {
        const signal = AbortSignal.timeout(ASK_MS);
        await withIntegration(deps, { integrationId, signal }, async ({ gitlab }) => {
          await gitlab.getUser();
          return { kind: 'done' };
        });
      })),
      checkAdvisories(await read.advisories.advisoryStatus(), tools.clock()),
      checkJobs(await read.jobHistory.counts(), await read.jobHistory.count({ isDead: true }, 10_000)),
    ];
  } finally {
    await connector.close();
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
