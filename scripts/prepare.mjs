// Makes a fresh clone ready with nothing but Node and git: checks Node, installs what the lockfile names, builds what is
// stale. Built-ins only. Run by `npm start`, `npm test` and the rest; `--no-build` leaves out the build.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = [20, 19];

/** The newest change below a path, in milliseconds; 0 when there is nothing. */
function newest(path, skip = new Set(['node_modules', 'dist', 'fixtures', 'projects'])) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  let latest = 0;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (skip.has(entry.name) || entry.isSymbolicLink()) continue;
    latest = Math.max(latest, newest(join(path, entry.name), skip));
  }
  return latest;
}

/** When something was made; 0 when it was not. */
function made(path) {
  return existsSync(join(root, path)) ? statSync(join(root, path)).mtimeMs : 0;
}

function run(what, command, args) {
  const started = Date.now();
  process.stderr.write(`${what}…\n`);
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    process.stderr.write(`${what} failed. Its own words stand above.\n`);
    process.exit(result.status ?? 1);
  }
  process.stderr.write(`${what}: ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < wanted[0] || (major === wanted[0] && minor < wanted[1])) {
  process.stderr.write(
    `Backline needs Node ${wanted.join('.')} or newer; this is ${process.versions.node}.\n`,
  );
  process.exit(1);
}

const npm = process.env.npm_execpath;
const [npmCommand, npmArgs] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
if (made('node_modules/.package-lock.json') < made('package-lock.json')) {
  run('Installing packages', npmCommand, [...npmArgs, 'ci', '--no-audit', '--no-fund']);
}

if (!process.argv.includes('--no-build')) {
  const serverSources = [
    'server/src',
    'server/simulator',
    'server/bench',
    'server/tsconfig.json',
    'server/tsconfig.build.json',
  ];
  if (made('server/dist/.built') < Math.max(...serverSources.map((path) => newest(join(root, path))))) {
    run('Building the server', process.execPath, [join(root, 'scripts', 'build-server.mjs')]);
  }
  const webSources = [
    'web/src',
    'web/index.html',
    'web/vite.config.ts',
    'web/scripts',
    'web/package.json',
    'web/public',
  ];
  if (made('web/dist/index.html') < Math.max(...webSources.map((path) => newest(join(root, path))))) {
    run('Building the page', process.execPath, [
      join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
      'build',
      'web',
      '--logLevel',
      'warn',
    ]);
  }
}
