// Writes docs/configuration.md and docs/command-line.md from the built server; with --check only says whether they are current.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { addAdminCommands } from '../server/dist/src/cli/admin-commands.js';
import { commandPage } from '../server/dist/src/cli/command-page.js';
import { createProgram } from '../server/dist/src/cli/program.js';
import { addServerCommands } from '../server/dist/src/cli/server-commands.js';
import { describeVariables } from '../server/dist/src/configuration.js';

const cell = (text) => text.replaceAll('|', '\\|');

function row({ name, default: value, shown, unit, meaning, roles, isSecret }) {
  const given = shown ?? (value === null ? '–' : `\`${value}\``);
  const secret = isSecret ? `, secret: or \`${name}_FILE\`` : '';
  const cells = [
    `\`${name}\``,
    `${given}${unit === undefined ? '' : ` ${unit}`}`,
    meaning,
    `${roles ?? 'both'}${secret}`,
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

const text = `# Configuration

Everything is set by environment variables, which are read once, at the start; all problems are printed together, and no value is
printed with them. An empty variable counts as not set. This page is generated from \`server/src/configuration.ts\`
(\`npm run configuration\`), and \`npm run check\` fails when it is not current.

"Needed by" says which process reads a variable: \`api\`, \`worker\`, or both; with \`BACKLINE_ROLE=all\` one process is both. Give the same
values to all processes of an installation. A secret may also stand in a file, as those of Docker, Kubernetes and systemd do:
\`<name>_FILE\` is its path, and setting both is an error.

| variable | default | meaning | needed by |
| --- | --- | --- | --- |
${describeVariables().map(row).join('\n')}
`;

const commands = createProgram(
  { print: () => undefined, warn: () => undefined, version: '' },
  () => undefined,
  (program) => {
    addServerCommands(program, () => Promise.reject(new Error('Only its words are wanted')));
    addAdminCommands(program, () => Promise.reject(new Error('Only its words are wanted')));
  },
);
const pages = [
  ['configuration.md', text],
  ['command-line.md', commandPage(commands)],
];
for (const [name, page] of pages) {
  const path = fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
  const formatted = await format(page, { ...(await resolveConfig(path)), parser: 'markdown' });
  if (!process.argv.includes('--check')) {
    writeFileSync(path, formatted);
  } else if (!existsSync(path) || readFileSync(path, 'utf8') !== formatted) {
    process.stderr.write(`docs/${name} is not what the program says. Run: npm run configuration\n`);
    process.exitCode = 1;
  }
}
