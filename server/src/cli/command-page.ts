import type { Command, Option } from 'commander';
import { examplesOf, exitCodesOf, leavesOf } from './command-help.js';

/** docs/command-line.md: every command with its options, examples and exit codes. */
export function commandPage(program: Command): string {
  const sections = leavesOf(program).map(({ path, command }) => {
    const args = command.registeredArguments.map((each) => {
      const name = each.variadic ? `${each.name()}...` : each.name();
      return each.required ? `<${name}>` : `[${name}]`;
    });
    const options = command.options.map(
      (option) => `| \`${option.flags.replaceAll('|', '\\|')}\` | ${meaningOf(option)} |`,
    );
    const codes = exitCodesOf(path).map(([code, meaning]) => `${code}: ${meaning}`);
    return [
      `## ${path}`,
      '',
      command.description(),
      '',
      `\`backline ${[path, ...args].join(' ')}\``,
      '',
      '| option | meaning |',
      '| --- | --- |',
      ...options,
      '',
      `Exit codes: ${codes.join('; ')}.`,
      '',
      '```sh',
      ...examplesOf(path).map((example) => `npx --no backline ${example}`),
      '```',
    ].join('\n');
  });
  return `${HEAD}\n${sections.join('\n\n')}\n`;
}

const HEAD = `# The command line

\`backline\` works on a local folder (\`scan\`, \`plan\`), or on the database of an installation: with the same environment as its processes, beside
them or without them. From a clone it is \`npx --no backline\`, in a container \`node server/bin/backline.js\`.

- For people it prints tables and sentences, as wide as the terminal; with \`--json\` every command prints one JSON document, or one a line where it
  says several things one after the other.
- What takes long says on standard error how far it is, on a terminal only.
- Results go to standard output, everything else to standard error.
- A command that changes something writes the audit log as "the command line".

This page is generated from the program (\`npm run configuration\`), and \`npm run check\` fails when it is not current.
`;

function meaningOf({ description, defaultValue, mandatory }: Option): string {
  const isSaid = defaultValue === undefined || defaultValue === false || isEmpty(defaultValue);
  const value = isSaid
    ? ''
    : ` (default \`${Array.isArray(defaultValue) ? defaultValue.join(',') : String(defaultValue)}\`)`;
  return cell(`${description}${mandatory ? ' (required)' : ''}${value}`);
}

function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
