import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAdminCommands } from './admin-commands.js';
import type { CliTools } from './cli-tools.js';
import { examplesOf, exitCodesOf, leavesOf } from './command-help.js';
import { commandPage } from './command-page.js';
import { NO_PROGRESS } from './progress.js';
import { createProgram, runProgram } from './program.js';
import { addServerCommands } from './server-commands.js';

const never = () => Promise.reject(new Error('Nothing is loaded for help'));

function tools(print: (text: string) => void): CliTools {
  const said = { print, warn: () => undefined, progress: NO_PROGRESS, columns: null, version: '1.2.3' };
  return said as unknown as CliTools;
}

const program = () =>
  createProgram(
    tools(() => undefined),
    () => undefined,
    (each) => {
      addServerCommands(each, never);
      addAdminCommands(each, never);
    },
  );

async function say(...args: readonly string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const code = await runProgram(
    args,
    tools((text) => void (out += text)),
    (each) => {
      addServerCommands(each, never);
      addAdminCommands(each, never);
    },
  );
  return { code, out };
}

test('says its version', async () => {
  expect(await say('--version')).toEqual({ code: 0, out: '1.2.3\n' });
});

describe('every command', () => {
  const leaves = leavesOf(program());

  test('is known', () => {
    expect(leaves.length).toBeGreaterThan(20);
  });

  test.each(leaves.map(({ path }) => path))('%s says its examples and exit codes', async (path) => {
    const { code, out } = await say(...path.split(' '), '--help');
    expect(code).toBe(0);
    for (const example of examplesOf(path)) {
      expect(out).toContain(`  backline ${example}\n`);
      expect(example.startsWith(path)).toBe(true);
    }
    for (const [exit, meaning] of exitCodesOf(path)) expect(out).toContain(`${exit}`.padEnd(5) + meaning);
  });

  test.each(leaves.map(({ path, command }) => ({ path, command })))(
    '$path prints JSON when asked',
    ({ command }) => {
      expect(command.options.map(({ long }) => long)).toContain('--json');
    },
  );

  test.each(leaves.map(({ path, command }) => ({ path, command })))(
    '$path has options for those that its examples give',
    ({ path, command }) => {
      const known = command.options.map(({ long }) => long);
      for (const example of examplesOf(path))
        for (const [option] of example.matchAll(/--[a-z-]+/g)) expect(known).toContain(option);
    },
  );
});

test('what is said wrongly names what comes nearest', async () => {
  let err = '';
  const said = { ...tools(() => undefined), warn: (text: string) => void (err += text) };
  expect(await runProgram(['account', 'list'], said, (each) => addAdminCommands(each, never))).toBe(2);
  expect(err).toContain('Did you mean accounts?');
});

test('the page about the command line is what the program says', () => {
  const path = join(__dirname, '../../../docs/command-line.md');
  expect(existsSync(path)).toBe(true);
  const squeezed = (text: string) =>
    text
      .replace(/[ \n]+/g, ' ')
      .replace(/-{3,}/g, '---')
      .trim();
  expect(squeezed(readFileSync(path, 'utf8'))).toBe(squeezed(commandPage(program())));
});
