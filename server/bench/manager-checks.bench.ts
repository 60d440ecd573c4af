import { cpSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Advisory } from '../src/advisories/advisory.js';
import { createMemoryMatcher } from '../src/advisories/memory-matcher.js';
import { openLocalFolder } from '../src/cli/local-folder.client.js';
import { loadManifests } from '../src/cli/load-project.js';
import { scanManifests } from '../src/cli/scan-report.js';
import { npm } from '../src/ecosystems/npm/index.js';
import { sharedDataPath, withCorpus } from './bench-data.js';
import { withBenchFolder } from './bench-folder.js';
import { type Bench, type BenchLine, benchLine } from './bench.js';
import { readAdvisories, run } from './fix.bench.js';
import { openRegistryMirror } from './registry-mirror.js';

const PROGRAM = fileURLToPath(new URL('../../bin/backline.js', import.meta.url));
const LOCKS = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'];
const KINDS = [
  ['the safe plan', 'SAFE'],
  ['all plans', 'SAFE,BREAKING,FORCED'],
] as const;

/**
 * `backline plan --write` on each folder of the corpus with a lock of npm, pnpm or Yarn, and then the package manager's own
 * check of manifest and lock, without scripts and, where the manager can, without an archive. `MANAGER_CHECKS` names
 * the folders, where not all are wanted. A check that fails before any edit is no target after it.
 */
export const managerChecksBench: Bench = {
  name: 'manager-checks',
  isOnRequest: true,
  run: (report) =>
    withBenchFolder(async (folder) => {
      const sources = ['osv/npm', 'osv-derived/npm'].map((name) => sharedDataPath(`${name}.jsonl.gz`));
      const paths = sources.filter((path) => path !== null);
      const corpus = join(folder, 'corpus');
      const copied = withCorpus((from) => {
        cpSync(from, corpus, { recursive: true });
        return true;
      });
      if (paths.length < sources.length || copied === null) throw new Error('The shared data is not there.');
      const advisories = await readAdvisories(paths);
      const mirror = await openRegistryMirror(new Map());
      const wanted = process.env['MANAGER_CHECKS'] ?? '';
      try {
        for (const lock of await findLocks(corpus)) {
          const name = relative(corpus, lock);
          if (!wanted.split(',').some((part) => name.includes(part))) continue;
          const site = { name, lock, folder, advisories, sources: paths, registry: mirror.url };
          for (const [label, kinds] of KINDS) await checkPlans(site, { label, kinds, report });
        }
      } finally {
        await mirror.close();
      }
    }),
};

interface Site {
  /** The lock, from the corpus. */
  readonly name: string;
  readonly lock: string;
  readonly folder: string;
  readonly advisories: readonly Advisory[];
  readonly sources: readonly string[];
  readonly registry: string;
}

interface Asked {
  readonly label: string;
  readonly kinds: string;
  readonly report: (line: BenchLine) => void;
}

async function checkPlans(site: Site, { label, kinds, report }: Asked): Promise<void> {
  const at = join(site.folder, 'copy');
  try {
    await copyOwn(dirname(site.lock), at);
    const before = { findings: await judge(site, at), check: await checkOn(site, at) };
    const refusal = await plan(site, at, kinds);
    const after = { findings: await judge(site, at), check: await checkOn(site, at) };
    const removed = [...before.findings].filter((each) => !after.findings.has(each)).length;
    report(
      benchLine('manager-checks', {
        metric: `${site.name}: findings removed by ${label}, of those that there are${refusal === null ? '' : ` (${refusal})`}`,
        value: removed,
        baseline: before.findings.size,
        unit: 'findings',
      }),
    );
    report(
      benchLine('manager-checks', {
        metric: `${site.name}: ${after.check.command} after ${label}${told(before.check, after.check)}`,
        value: after.check.refusal === null ? 1 : 0,
        baseline: before.check.refusal === null ? 1 : 0,
        unit: 'checks',
        target: before.check.refusal === null ? 1 : 0,
        isLeast: true,
      }),
    );
  } finally {
    await rm(at, { recursive: true, force: true, maxRetries: 3 });
  }
}

function told(before: Check, after: Check): string {
  if (before.refusal !== null) return ` (refused before any edit: ${before.refusal})`;
  return after.refusal === null ? '' : ` (refused: ${after.refusal})`;
}

/** Every lock of the corpus, in the order of their paths. */
async function findLocks(corpus: string): Promise<readonly string[]> {
  const paths = await readdir(corpus, { recursive: true });
  return paths
    .filter((path) => LOCKS.includes(basename(path)))
    .toSorted()
    .map((path) => join(corpus, path));
}

/** A folder without those below it that have a lock of their own. */
async function copyOwn(from: string, to: string): Promise<void> {
  const paths = await readdir(from, { recursive: true });
  const others = paths.filter((path) => LOCKS.includes(basename(path)) && dirname(path) !== '.').map(dirname);
  await mkdir(to, { recursive: true });
  await cp(from, to, { recursive: true, filter: (source) => !others.includes(relative(from, source)) });
}

async function judge({ advisories }: Site, at: string): Promise<ReadonlySet<string>> {
  const manifests = await loadManifests(await openLocalFolder(at), [npm]);
  const { report } = await scanManifests(createMemoryMatcher(advisories, [npm]), manifests);
  return new Set(report.findings.map(({ name, version, advisory }) => `${name}@${version}|${advisory}`));
}

/** Null where it went well, else what it said. */
async function plan({ sources, registry }: Site, at: string, kinds: string): Promise<string | null> {
  const args = ['plan', at, '--write', '--json', '--kinds', kinds, '--registry', registry];
  const all = [PROGRAM, ...args, ...sources.flatMap((path) => ['--advisories', path])];
  const { code, stderr } = await run(process.execPath, all, { cwd: at });
  return code === 0 ? null : `backline plan ended with ${code}: ${oneLine(stderr)}`;
}

interface Check {
  readonly command: string;
  /** Null where the manager has nothing against it. */
  readonly refusal: string | null;
}

async function checkOn(site: Site, at: string): Promise<Check> {
  const { command, program, args, isPassed } = await managerOf(site, at);
  const home = join(site.folder, 'home');
  const { code, stdout, stderr } = await run(program, args, { cwd: at, env: quietly(home, site.registry) });
  await rm(join(at, 'node_modules'), { recursive: true, force: true, maxRetries: 3 });
  const output = `${stderr}\n${stdout}`;
  return { command, refusal: isPassed(code, output) ? null : oneLine(output) };
}

interface Manager {
  readonly command: string;
  readonly program: string;
  readonly args: readonly string[];
  isPassed(code: number, output: string): boolean;
}

async function managerOf({ lock }: Site, at: string): Promise<Manager> {
  const ended = (code: number): boolean => code === 0;
  const node = (
    command: string,
    [manifest, path]: readonly [string, string],
    args: readonly string[],
  ): Manager => ({
    command,
    program: process.execPath,
    args: [join(dirname(createRequire(import.meta.url).resolve(manifest)), path), ...args],
    isPassed: ended,
  });
  if (basename(lock) === 'package-lock.json') {
    const args = ['ci', '--ignore-scripts', '--dry-run'];
    return { command: 'npm ci', program: 'npm', args, isPassed: ended };
  }
  if (basename(lock) === 'pnpm-lock.yaml')
    return node(
      'pnpm install',
      ['pnpm', 'bin/pnpm.cjs'],
      ['install', '--frozen-lockfile', '--lockfile-only'],
    );
  const isBerry = (await readFile(join(at, 'yarn.lock'), 'utf8')).includes('\n__metadata:');
  if (isBerry)
    return node(
      'yarn install',
      ['@yarnpkg/cli-dist/package.json', 'bin/yarn.js'],
      ['install', '--immutable', '--mode=skip-build'],
    );
  // Yarn 1 compares before it fetches, and has nothing in its cache to fetch.
  const classic = ['install', '--frozen-lockfile', '--ignore-scripts', '--ignore-engines', '--offline'];
  return {
    ...node('yarn install (Yarn 1)', ['yarn/package.json', 'bin/yarn.js'], [...classic, '--non-interactive']),
    isPassed: (code, output) => code === 0 || output.includes('Fetching packages'),
  };
}

/** Nothing of this machine's configuration, and the registry on loopback. */
function quietly(home: string, registry: string): NodeJS.ProcessEnv {
  const address = registry.replace(/\/$/, '');
  return {
    PATH: process.env['PATH'],
    HOME: home,
    CI: 'true',
    npm_config_registry: registry,
    npm_config_userconfig: join(home, 'npmrc'),
    npm_config_globalconfig: join(home, 'global-npmrc'),
    npm_config_cache: join(home, 'npm'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_replace_registry_host: 'never',
    npm_config_update_notifier: 'false',
    npm_config_manage_package_manager_versions: 'false',
    YARN_REGISTRY: address,
    YARN_CACHE_FOLDER: join(home, 'yarn'),
    YARN_NPM_REGISTRY_SERVER: address,
    YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
    YARN_ENABLE_TELEMETRY: '0',
    YARN_GLOBAL_FOLDER: join(home, 'berry'),
    YARN_IGNORE_PATH: '1',
    COREPACK_ENABLE: '0',
  };
}

function oneLine(text: string): string {
  const isTelling = (line: string): boolean => /err|invalid|missing|frozen|YN\d|ERR_|conflict/i.test(line);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (lines.some(isTelling) ? lines.filter(isTelling) : lines)
    .join(' ')
    .replace(/\s+/g, ' ')
    .slice(0, 400);
}
