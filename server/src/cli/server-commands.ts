import type { Program } from './program.js';

/**
 * Declares `advisories`, `setup-link` and `doctor`. What they need is loaded only when one is chosen, so
 * that scan and plan stay light.
 */
export function addServerCommands({ command, choose }: Program, load: () => Promise<ServerCommands>): void {
  const advisories = command.command('advisories').description('Imports, syncs and counts advisories.');
  advisories
    .command('import')
    .description('Imports OSV records: a zip, a folder of JSON files, or JSON lines (.jsonl, .jsonl.gz).')
    .argument('<path...>', 'what to import')
    .option('--json', 'print JSON', false)
    .action((paths: string[], { json }: Json) =>
      choose(async () => (await load()).importAdvisories(paths, json)),
    );
  advisories
    .command('exploits')
    .description(
      'Imports what is known of attacks: an EPSS file (.csv, .csv.gz) or the KEV catalogue (.json).',
    )
    .argument('<path...>', 'what to import')
    .option('--json', 'print JSON', false)
    .action((paths: string[], { json }: Json) =>
      choose(async () => (await load()).importExploits(paths, json)),
    );
  advisories
    .command('sync')
    .description("Brings the advisories up to date from OSV's public archives.")
    .option('--json', 'print JSON', false)
    .action(({ json }: Json) => choose(async () => (await load()).syncAdvisories(json)));
  advisories
    .command('status')
    .description('Says how many advisories there are, and how fresh they are.')
    .option('--json', 'print JSON', false)
    .action(({ json }: Json) => choose(async () => (await load()).advisoryStatus(json)));
  command
    .command('setup-link')
    .description('Prints a new one-time link for the first account.')
    .option('--json', 'print JSON', false)
    .action(({ json }: Json) => choose(async () => (await load()).setupLink(json)));
  command
    .command('doctor')
    .description(
      'Checks the configuration, the database and its clock, the keys, git, whether each GitLab lets Backline in, the age of advisories, jobs, free disk space, and whether OSV and the configured registries answer. Exit code 1 when something failed.',
    )
    .option('--json', 'print JSON', false)
    .action(({ json }: Json) => choose(async () => (await load()).doctor(json)));
}

interface Json {
  readonly json: boolean;
}

/** The commands themselves; each answers with the exit code. */
export interface ServerCommands {
  importAdvisories(paths: readonly string[], isJson: boolean): Promise<number>;
  importExploits(paths: readonly string[], isJson: boolean): Promise<number>;
  syncAdvisories(isJson: boolean): Promise<number>;
  advisoryStatus(isJson: boolean): Promise<number>;
  setupLink(isJson: boolean): Promise<number>;
  doctor(isJson: boolean): Promise<number>;
}
