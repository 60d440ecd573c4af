// npm run check: types, lint, our own rules, format, unused code, generated files. Runs all, says which failed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wordsLeft } from '../web/scripts/page-texts.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/** Runs a program; what it says is shown when it has ended, because two run at once. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, shell: process.platform === 'win32' });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    child.on('error', (error) => (said += `${error.message}\n`));
    child.on('close', (status) => {
      process.stdout.write(said);
      resolve(status === 0);
    });
  });
}

function trackedFiles(...patterns) {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...patterns], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.stdout.split('\n').filter((path) => path !== '');
}

const SPREAD_CALL =
  /(?:\.(?:push|unshift|concat|splice|fromCharCode|fromCodePoint)|Math\.(?:max|min))\((?:[^()[\]{}]*,)?\s*\.\.\./g;

/** The line of an offset, counted from 1. */
function lineAt(text, offset) {
  return text.slice(0, offset).split('\n').length;
}

/**
 * What no linter here can say: a plain file takes a clock, nothing read is spread into the arguments of a call (130,000 of
 * them end the stack), and no lockfile carries download addresses.
 */
function checkOwnRules() {
  const notPlain =
    /\.(entity|store|type|resolver|client|job|worker|test)\.ts$|\/(db|graphql|http)\/|\/(main|backline|server-main|config)\.ts$/;
  const problems = [];
  for (const path of trackedFiles('server/src/**/*.ts')) {
    if (path.endsWith('.test.ts')) continue;
    const text = readFileSync(join(root, path), 'utf8');
    for (const { index } of text.matchAll(SPREAD_CALL))
      problems.push(`${path}:${lineAt(text, index)} spreads a list into the arguments of a call; use a loop`);
    if (notPlain.test(path)) continue;
    for (const { index } of text.matchAll(/new Date\(\)/g))
      problems.push(`${path}:${lineAt(text, index)} reads the clock; take a Clock as an argument`);
  }
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (typeof entry.resolved === 'string' && /^https?:/.test(entry.resolved))
      problems.push(`package-lock.json: ${path} carries a download address`);
  }
  for (const problem of problems) console.error(problem);
  return problems.length === 0;
}

/** What a person reads on the page stands in web/src/texts/, where it can be translated. */
function checkPageTexts() {
  const problems = [];
  for (const path of trackedFiles('web/src/**/*.tsx')) {
    if (/\.test\.tsx$|^web\/src\/testing\//.test(path) || !existsSync(join(root, path))) continue;
    const found = wordsLeft(readFileSync(join(root, path), 'utf8'));
    for (const { line, words } of found)
      problems.push(`${path}:${line} says "${words}"; put it into web/src/texts/`);
  }
  for (const problem of problems) console.error(problem);
  return problems.length === 0;
}

/** The compose file, by whichever client is here; without one it is said and not counted against anybody. */
function checkCompose() {
  for (const [command, ...args] of [['docker', 'compose'], ['docker-compose']]) {
    if (spawnSync(command, [...args, 'version'], { stdio: 'ignore' }).status !== 0) continue;
    return spawnSync(command, [...args, 'config', '--quiet'], { cwd: root, stdio: 'inherit' }).status === 0;
  }
  console.log('There is no docker compose here, so docker-compose.yml was not checked.');
  return true;
}

/** @type {readonly (readonly [string, () => boolean | Promise<boolean>])[]} */
const checks = [
  ['format', () => run(bin('prettier'), ['--check', '--log-level', 'warn', '.'])],
  ['types of the server', () => run(bin('tsc'), ['-p', 'server/tsconfig.json'])],
  ['types of the page', () => run(bin('tsc'), ['-p', 'web/tsconfig.json', '--noEmit'])],
  ['types of the examples', () => run(bin('tsc'), ['-p', 'docs/examples/typescript'])],
  ['lint', () => run(bin('oxlint'), ['--type-aware', '--quiet'])],
  ['our own rules', checkOwnRules],
  ["the page's words", checkPageTexts],
  ['unused code', () => run(bin('knip'), ['--no-progress'])],
  ['schema.graphql', () => run(process.execPath, ['scripts/schema.mjs', '--check'])],
  ['docs/configuration.md', () => run(process.execPath, ['scripts/configuration.mjs', '--check'])],
  ['docker-compose.yml', checkCompose],
  ["the page's generated documents", () => run(process.execPath, ['web/scripts/codegen.mjs', '--check'])],
];

let failed = 0;
const waiting = [...checks];
/** The longest first, two at once. */
async function work() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [name, check] = next;
    const started = Date.now();
    const passed = await check();
    if (!passed) failed += 1;
    console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
}
await Promise.all([work(), work()]);
console.log(`${checks.length - failed} of ${checks.length} checks passed`);
process.exit(failed === 0 ? 0 : 1);
