import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { SEVERITIES, type Severity } from '../advisories/advisory.js';
import { isAppError } from '../errors.js';
import type { PlanKind } from '../plans/plan.js';
import { REGISTRY_ECOSYSTEMS, type OperatorRegistries } from '../registries/default-registries.js';
import type { CliTools } from './cli-tools.js';
import { explainCommands } from './command-help.js';
import { runPlan } from './plan-command.js';
import { runScan, SCAN_FORMATS, type ScanFormat } from './scan-command.js';
import { terminalText } from './text-table.js';

const KINDS: readonly PlanKind[] = ['SAFE', 'BREAKING', 'FORCED'];

/** A command that may fail; the number is the exit code. */
export type CommandAction = () => Promise<number>;

/** Where a command leaves what it will do, so that the program runs it and turns failures into exit codes. */
export interface Program {
  readonly command: Command;
  /** The chosen command's action; set by the one that was chosen. */
  choose(action: CommandAction): void;
}

/**
 * Runs `backline` with these arguments (without node and script) and answers with the exit code: 0, 1 by
 * `--fail-on`, 2 where it could not be done. `extend` adds the commands that need a server's parts.
 */
export async function runProgram(
  args: readonly string[],
  tools: CliTools,
  extend: (program: Program) => void,
): Promise<number> {
  let chosen: CommandAction = () => Promise.resolve(0);
  const command = createProgram(tools, (action) => (chosen = action), extend);
  try {
    await command.parseAsync([...args], { from: 'user' });
    return await chosen();
  } catch (error) {
    tools.progress.clear();
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    tools.warn(`${isAppError(error) ? terminalText(error.message) : describeUnknown(error)}\n`);
    return 2;
  }
}

/** All commands, declared and explained; `choose` is told what the chosen one will do. */
export function createProgram(
  tools: CliTools,
  choose: Program['choose'],
  extend: (program: Program) => void,
): Command {
  const command = new Command('backline')
    .description('Finds vulnerable dependencies and plans the smallest safe set of upgrades.')
    .exitOverride()
    .configureOutput({ writeOut: tools.print, writeErr: tools.warn })
    .showHelpAfterError('(run with --help for what is possible)')
    .version(tools.version, '--version', 'print the version of Backline');
  const program: Program = { command, choose };
  addScan(program, tools);
  addPlan(program, tools);
  extend(program);
  explainCommands(command);
  return command;
}

function addScan({ command, choose }: Program, tools: CliTools): void {
  command
    .command('scan')
    .description('Analyses a local folder. Exit code 1 when something is found at or above --fail-on.')
    .argument('<dir>', 'the folder')
    .requiredOption(
      '--advisories <path...>',
      'OSV zip, folder of JSON files or JSON lines; may be given more than once',
    )
    .option('--format <format>', `one of ${SCAN_FORMATS.join(', ')}`, parseFormat, 'text')
    .option('--json', 'the same as --format json', false)
    .option('--fail-on <severity>', `one of ${SEVERITIES.join(', ')}`, parseSeverity)
    .action((directory: string, { advisories, format, json, failOn }: ScanFlags) => {
      choose(() =>
        runScan(tools, directory, { advisories, format: json ? 'json' : format, failOn: failOn ?? null }),
      );
    });
}

interface ScanFlags {
  readonly advisories: string[];
  readonly format: ScanFormat;
  readonly json: boolean;
  readonly failOn?: Severity;
}

function addPlan({ command, choose }: Program, tools: CliTools): void {
  command
    .command('plan')
    .description('Plans a local folder: what to upgrade, with the proof, and why the rest stays.')
    .argument('<dir>', 'the folder')
    .requiredOption(
      '--advisories <path...>',
      'OSV zip, folder of JSON files or JSON lines; may be given more than once',
    )
    .option('--json', 'print JSON', false)
    .option('--write', 'write the edits into the folder', false)
    .option('--kinds <kinds>', `what --write applies, such as ${KINDS.join(',')}`, parseKinds, ['SAFE'])
    .option(
      '--registry <url>',
      'the npm registry to ask, or that of an ecosystem as PyPI=URL (off: none); may be given more than once. Default: what your own npm is configured with, and the public registries',
      addRegistry,
      {},
    )
    .action((directory: string, options: PlanFlags) => {
      choose(() => runPlan(tools, directory, { ...options, registries: options.registry }));
    });
}

interface PlanFlags {
  readonly advisories: string[];
  readonly json: boolean;
  readonly write: boolean;
  readonly kinds: readonly PlanKind[];
  readonly registry: OperatorRegistries;
}

function addRegistry(text: string, before: OperatorRegistries): OperatorRegistries {
  const [, name = 'npm', address = ''] = /^(?:([A-Za-z.]+)=)?(.*)$/.exec(text) ?? [];
  const ecosystem = REGISTRY_ECOSYSTEMS.find((known) => known.toLowerCase() === name.toLowerCase());
  if (ecosystem === undefined)
    throw new InvalidArgumentError(`The ecosystem is one of ${REGISTRY_ECOSYSTEMS.join(', ')}.`);
  if (ecosystem !== 'npm' && address !== 'off' && !/^https?:\/\//.test(address))
    throw new InvalidArgumentError('The address starts with https:// or http://.');
  return { ...before, [ecosystem]: address };
}

function parseSeverity(text: string): Severity {
  const severity = SEVERITIES.find((known) => known === text.toUpperCase());
  if (severity === undefined) throw new InvalidArgumentError(`It is one of ${SEVERITIES.join(', ')}.`);
  return severity;
}

function parseFormat(text: string): ScanFormat {
  const format = SCAN_FORMATS.find((known) => known === text.toLowerCase());
  if (format === undefined) throw new InvalidArgumentError(`It is one of ${SCAN_FORMATS.join(', ')}.`);
  return format;
}

function parseKinds(text: string): readonly PlanKind[] {
  return text.split(',').map((word) => {
    const kind = KINDS.find((known) => known === word.trim().toUpperCase());
    if (kind === undefined) throw new InvalidArgumentError(`Each is one of ${KINDS.join(', ')}.`);
    return kind;
  });
}

function describeUnknown(error: unknown): string {
  const detail = error instanceof Error ? terminalText(error.message) : 'no detail';
  return `Something unexpected happened (${detail}). This is a fault of Backline.`;
}
