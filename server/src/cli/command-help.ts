import type { Command } from 'commander';

/** What `--help` and docs/command-line.md say of a command beside its options. */
interface CommandHelp {
  readonly examples: readonly [string, string];
  /** What the exit code 1 means; most commands have none. */
  readonly one?: string;
}

const OSV = '--advisories npm.zip';

const HELP: Readonly<Record<string, CommandHelp>> = {
  scan: {
    examples: [`scan . ${OSV}`, `scan shop ${OSV} --format sarif --fail-on HIGH > shop.sarif`],
    one: 'something is found at or above --fail-on',
  },
  plan: { examples: [`plan . ${OSV}`, `plan shop ${OSV} --write --kinds SAFE,BREAKING`] },
  'advisories import': {
    examples: ['advisories import all.zip', 'advisories import own.jsonl more/ --json'],
  },
  'advisories exploits': {
    examples: [
      'advisories exploits epss_scores.csv.gz',
      'advisories exploits known_exploited_vulnerabilities.json',
    ],
  },
  'advisories sync': { examples: ['advisories sync', 'advisories sync --json'] },
  'advisories status': { examples: ['advisories status', 'advisories status --json'] },
  'setup-link': { examples: ['setup-link', 'setup-link --json'] },
  doctor: { examples: ['doctor', 'doctor --json'], one: 'something failed' },
  'accounts list': { examples: ['accounts list', 'accounts list --json'] },
  'accounts invite': {
    examples: [
      'accounts invite grace@example.com --role approver',
      'accounts invite bo@example.com --limit-to gitlab.example.com:acme/payments',
    ],
  },
  'accounts set-role': {
    examples: [
      'accounts set-role grace@example.com admin --unlimited',
      'accounts set-role bo@example.com viewer --limit-to 1:acme',
    ],
  },
  'accounts set-password': {
    examples: [
      'accounts set-password ada@example.com < password.txt',
      'accounts set-password ada@example.com --json < password.txt',
    ],
  },
  'accounts remove': {
    examples: ['accounts remove bo@example.com', 'accounts remove bo@example.com --json'],
  },
  'tokens list': { examples: ['tokens list', 'tokens list --json'] },
  'tokens create': {
    examples: [
      'tokens create --name ci --scopes read,plan --expires 2027-06-30',
      'tokens create --name wall --limit-to gitlab.example.com:acme --json',
    ],
  },
  'tokens revoke': { examples: ['tokens revoke 7', 'tokens revoke blt_3fQa --json'] },
  'keys status': {
    examples: ['keys status', 'keys status --json'],
    one: 'a stored secret needs a key that is not here',
  },
  'keys rotate': {
    examples: ['keys rotate', 'keys rotate --json'],
    one: 'a stored secret needs a key that is not here',
  },
  'audit verify': {
    examples: ['audit verify', 'audit verify --json'],
    one: 'the audit log is not as it was sealed',
  },
  'jobs list': { examples: ['jobs list --dead', 'jobs list --state failed --name analyze-project --json'] },
  'jobs show': { examples: ['jobs show 4711', 'jobs show 4711 --json'] },
  'jobs retry': { examples: ['jobs retry 4711 4712', 'jobs retry --dead'], one: 'one of them is refused' },
  'jobs cancel': {
    examples: ['jobs cancel 4711', 'jobs cancel --state queued --name follow-merge-requests'],
    one: 'one of them is refused',
  },
};

/** Commands that read no database cannot be interrupted half-way through it. */
const LOCAL: ReadonlySet<string> = new Set(['scan', 'plan']);

/** A command that does something, by its words. */
export interface Leaf {
  readonly path: string;
  readonly command: Command;
}

/** Every command that does something, in the order of the help. */
export function leavesOf(command: Command, words: readonly string[] = []): readonly Leaf[] {
  return command.commands.flatMap((child) => {
    const path = [...words, child.name()];
    return child.commands.length === 0 ? [{ path: path.join(' '), command: child }] : leavesOf(child, path);
  });
}

/** Gives every command's `--help` its examples and exit codes. */
export function explainCommands(program: Command): void {
  program.addHelpText('after', `\nEach command says more with --help. ${codesInWords()}`);
  for (const { path, command } of leavesOf(program)) {
    const { examples } = helpOf(path);
    const codes = exitCodesOf(path).map(([code, meaning]) => `  ${String(code).padEnd(5)}${meaning}`);
    command.addHelpText(
      'after',
      [
        '',
        'Examples:',
        ...examples.map((example) => `  backline ${example}`),
        '',
        'Exit codes:',
        ...codes,
      ].join('\n'),
    );
  }
}

function codesInWords(): string {
  return 'Exit codes: 0 done, 1 by what was found, 2 it could not be done, 130 interrupted.';
}

/** The exit codes of a command, each with what it means. */
export function exitCodesOf(path: string): readonly (readonly [code: number, meaning: string])[] {
  const { one } = helpOf(path);
  return [
    [0, 'done'],
    ...(one === undefined ? [] : [[1, one] as const]),
    [2, 'it could not be done; the reason is on standard error'],
    ...(LOCAL.has(path) ? [] : [[130, 'interrupted by Ctrl-C or a stop'] as const]),
  ];
}

/** The two examples of a command, without the program's name. */
export function examplesOf(path: string): readonly string[] {
  return helpOf(path).examples;
}

function helpOf(path: string): CommandHelp {
  const help = HELP[path];
  if (help === undefined) throw new Error(`The command "${path}" has no examples`);
  return help;
}
