import { randomBytes } from 'node:crypto';
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
import type { AdminTools } from './admin-commands.js';
import { administer } from './administer.js';
import type { CliTools } from './cli-tools.js';
import { interruptible } from './interruptible.client.js';
import { examine } from './doctor-main.js';
import { counted, NO_PROGRESS } from './progress.js';
import type { ServerCommands } from './server-commands.js';
import { terminalLines, terminalText } from './text-table.js';

const COMMAND_LINE = { kind: 'COMMAND_LINE', id: null, name: 'the command line' } as const;
const PROBLEMS_SHOWN = 10;

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
          progress: isJson ? NO_PROGRESS : tools.progress,
          columns: tools.columns,
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
          tools.progress.clear();
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
          if (!isJson) tools.progress.say({ what: `Importing ${path}` });
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
        const progress = isJson ? NO_PROGRESS : tools.progress;
        for (const [index, ecosystem] of SYNCED_ECOSYSTEMS.entries()) {
          const step = {
            what: `Syncing ${ecosystem}: ecosystems`,
            done: index,
            total: SYNCED_ECOSYSTEMS.length,
          };
          progress.say(step);
          const result = await syncAdvisories(
            { archive, writer: core.advisoryWriter, clock: tools.clock },
            ecosystem,
            {
              signal,
              onProgress: ({ read }) => {
                progress.say({ ...step, what: `Syncing ${ecosystem}, ${read} records read: ecosystems` });
                return Promise.resolve();
              },
            },
          );
          progress.clear();
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
      const progress = isJson ? NO_PROGRESS : tools.progress;
      const items = counted(tools.readAdvisories(path), progress, `${path}: records read`);
      const result = await importAdvisories(
        { writer: core.advisoryWriter },
        { source: path, origin: 'FILE', items, signal },
      );
      progress.clear();
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
