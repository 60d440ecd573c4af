import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Advisory } from '../src/advisories/advisory.js';
import { createMemoryMatcher } from '../src/advisories/memory-matcher.js';
import { parseAdvisory } from '../src/advisories/osv.js';
import { readAdvisorySource } from '../src/advisories/advisory-source.client.js';
import { openLocalFolder } from '../src/cli/local-folder.client.js';
import { loadManifests } from '../src/cli/load-project.js';
import { scanManifests } from '../src/cli/scan-report.js';
import { npm } from '../src/ecosystems/npm/index.js';
import { readCorpusFile, sharedDataPath } from './bench-data.js';
import { withBenchFolder } from './bench-folder.js';
import { type Bench, type BenchLine, benchLine, median } from './bench.js';
import { bulkOf } from './bulk-advisories.js';
import { openRegistryMirror } from './registry-mirror.js';

const PROJECTS = ['OWASP__NodeGoat', 'snyk-labs__nodejs-goof', 'juice-shop__juice-shop', 'appsecco__dvna'];
const ROUNDS = 3;
const PROGRAM = fileURLToPath(new URL('../../bin/backline.js', import.meta.url));

/**
 * `backline plan --write` beside `npm audit fix`, whole processes on the same locks with the same advisories, from a
 * registry on loopback whose documents are there already; judged by our own matcher on the lock that each leaves. Then
 * all plans, one after the other, beside `npm audit fix --force`. Needs the shared data and the person's npm registry.
 */
export const fixBench: Bench = {
  name: 'fix',
  isOnRequest: true,
  run: (report) =>
    withBenchFolder(async (folder) => {
      const sources = ['osv/npm', 'osv-derived/npm'].map((name) => sharedDataPath(`${name}.jsonl.gz`));
      const paths = sources.filter((path) => path !== null);
      if (paths.length < sources.length) throw new Error('The shared data is not there.');
      const advisories = await readAdvisories(paths);
      const mirror = await openRegistryMirror(bulkOf(advisories));
      try {
        for (const project of PROJECTS) {
          const base = join(folder, project);
          const contest: Contest = {
            project,
            base,
            folder,
            advisories,
            sources: paths,
            registry: mirror.url,
          };
          await prepare(contest);
          await compareSafe(contest, report);
          await compareAll(contest, report);
        }
      } finally {
        await mirror.close();
      }
    }),
};

interface Contest {
  readonly project: string;
  readonly base: string;
  readonly folder: string;
  readonly advisories: readonly Advisory[];
  readonly sources: readonly string[];
  readonly registry: string;
}

/** What one tool made of a project. */
interface Outcome {
  readonly ms: number;
  readonly lines: number;
  /** `name@version|advisory` of what is left. */
  readonly left: ReadonlySet<string>;
  /** `name|advisory`. */
  readonly kinds: ReadonlySet<string>;
  /** Of what is left, how many have a fixed version. */
  readonly fixable: number;
  /** Whether packages came into the lock that were not there. */
  readonly hasNewcomers: boolean;
}

/** The project as the corpus has it; where it has no lock, one that npm makes now, for both alike. */
async function prepare({ project, base, registry, folder }: Contest): Promise<void> {
  await mkdir(base);
  for (const name of ['package.json', 'package-lock.json']) {
    const text = readCorpusFileIfThere(`${project}/${name}`);
    if (text !== null) await writeFile(join(base, name), text);
    else await runNpm(base, ['install', '--package-lock-only'], { registry, folder });
  }
}

function readCorpusFileIfThere(path: string): string | null {
  try {
    return readCorpusFile(path);
  } catch {
    return null;
  }
}

async function compareSafe(contest: Contest, report: (line: BenchLine) => void): Promise<void> {
  const before = await judge(contest, contest.base);
  const theirs: Outcome[] = [];
  const ours: Outcome[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const npmRun = await onCopy(contest, (at) =>
      runNpm(at, ['audit', 'fix', '--package-lock-only'], contest),
    );
    const ourRun = await onCopy(contest, (at) => runPlan(contest, at, 'SAFE'));
    // The first round fills the caches of both.
    if (round === 0) continue;
    theirs.push(npmRun);
    ours.push(ourRun);
  }
  const [npmOutcome, ourOutcome] = [theirs.at(-1), ours.at(-1)];
  if (npmOutcome === undefined || ourOutcome === undefined) throw new Error('Nothing was run.');
  const print = printer(contest, report);
  const removed = (outcome: Outcome): number =>
    [...before.left].filter((each) => !outcome.left.has(each)).length;
  const added = (outcome: Outcome): number =>
    [...outcome.kinds].filter((each) => !before.kinds.has(each)).length;
  print('findings removed by the safe plan', removed(ourOutcome), removed(npmOutcome), {
    unit: 'findings',
    target: removed(npmOutcome),
    isLeast: true,
  });
  print('findings left by the safe plan', ourOutcome.left.size, npmOutcome.left.size, { unit: 'findings' });
  print('findings added by the safe plan', added(ourOutcome), added(npmOutcome), {
    unit: 'findings',
    target: 0,
  });
  print('lock lines changed by the safe plan', ourOutcome.lines, npmOutcome.lines, {
    unit: 'lines',
    target: Math.floor(npmOutcome.lines / 2),
  });
  const theirMs = median(theirs.map(({ ms }) => ms));
  print(
    ourOutcome.hasNewcomers
      ? 'time of the safe plan, resolver needed'
      : 'time of the safe plan, text edits only',
    median(ours.map(({ ms }) => ms)),
    theirMs,
    { unit: 'ms', target: Math.floor(ourOutcome.hasNewcomers ? theirMs * 1.2 : theirMs / 3) },
  );
}

async function compareAll(contest: Contest, report: (line: BenchLine) => void): Promise<void> {
  const theirs = await onCopy(contest, (at) =>
    runNpm(at, ['audit', 'fix', '--force', '--package-lock-only'], contest),
  );
  const ours = await onCopy(contest, (at) => runPlan(contest, at, 'SAFE,BREAKING,FORCED'));
  const print = printer(contest, report);
  print('fixable findings left by all plans', ours.fixable, theirs.fixable, {
    unit: 'findings',
    target: Math.floor(theirs.fixable / 3),
  });
  print('time of all plans', ours.ms, theirs.ms, { unit: 'ms' });
  print('lock lines changed by all plans', ours.lines, theirs.lines, { unit: 'lines' });
}

function printer({ project }: Contest, report: (line: BenchLine) => void) {
  const label = project.slice(project.indexOf('__') + 2);
  return (
    metric: string,
    value: number,
    baseline: number,
    more: { readonly unit: string; readonly target?: number; readonly isLeast?: boolean },
  ): void => report(benchLine('fix', { metric: `${label}: ${metric}`, value, baseline, ...more }));
}

async function onCopy(contest: Contest, work: (at: string) => Promise<void>): Promise<Outcome> {
  const at = `${contest.base}-copy`;
  await cp(contest.base, at, { recursive: true });
  try {
    const startedAt = performance.now();
    await work(at);
    const ms = performance.now() - startedAt;
    const [oldLock, newLock] = await Promise.all(
      [contest.base, at].map((each) => readFile(join(each, 'package-lock.json'), 'utf8')),
    );
    const judged = await judge(contest, at);
    return {
      ...judged,
      ms,
      lines: await changedLines(join(contest.base, 'package-lock.json'), join(at, 'package-lock.json')),
      hasNewcomers: hasNewcomers(oldLock ?? '', newLock ?? ''),
    };
  } finally {
    await rm(at, { recursive: true, force: true });
  }
}

async function judge(
  { advisories }: Contest,
  at: string,
): Promise<Pick<Outcome, 'left' | 'kinds' | 'fixable'>> {
  const manifests = await loadManifests(await openLocalFolder(at), [npm]);
  const { report } = await scanManifests(createMemoryMatcher(advisories, [npm]), manifests);
  return {
    left: new Set(report.findings.map(({ name, version, advisory }) => `${name}@${version}|${advisory}`)),
    kinds: new Set(report.findings.map(({ name, advisory }) => `${name}|${advisory}`)),
    fixable: report.findings.filter(({ fixed }) => fixed.length > 0).length,
  };
}

function hasNewcomers(before: string, after: string): boolean {
  const locations = (text: string): ReadonlySet<string> =>
    new Set([...text.matchAll(/"((?:[^"\n]*\/)?node_modules\/[^"\n]+)": \{/g)].map(([, key]) => key ?? ''));
  const known = locations(before);
  return [...locations(after)].some((location) => !known.has(location));
}

async function changedLines(before: string, after: string): Promise<number> {
  const { stdout } = await run('git', ['diff', '--no-index', '--numstat', '--', before, after], {});
  const [added = '0', removed = '0'] = stdout.split('\t');
  return Number(added) + Number(removed);
}

async function runNpm(
  at: string,
  command: readonly string[],
  { registry, folder }: Pick<Contest, 'registry' | 'folder'>,
): Promise<void> {
  const options = [
    '--ignore-scripts',
    '--no-fund',
    '--prefer-offline',
    '--replace-registry-host=never',
    '--no-update-notifier',
    '--loglevel=error',
    `--registry=${registry}`,
    `--cache=${join(folder, 'npm-cache')}`,
    `--userconfig=${join(folder, 'npmrc')}`,
  ];
  const env = { PATH: process.env['PATH'], HOME: folder };
  const { code, stderr } = await run('npm', [...command, ...options], { cwd: at, env });
  // 1: something is left. A fault of npm's own is 1 too, and is told on standard error.
  if (code > 1 || stderr.includes('npm error A complete log'))
    throw new Error(`npm ${command.join(' ')} failed: ${stderr.slice(0, 500)}`);
}

async function runPlan({ sources, registry }: Contest, at: string, kinds: string): Promise<void> {
  const args = ['plan', at, '--write', '--json', '--kinds', kinds, '--registry', registry];
  const { code, stderr } = await run(
    process.execPath,
    [PROGRAM, ...args, ...sources.flatMap((path) => ['--advisories', path])],
    { cwd: at },
  );
  if (code !== 0) throw new Error(`backline plan failed: ${stderr.slice(0, 500)}`);
}

/** What became of it; 2 where it was ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, or for ten minutes. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { ...options, maxBuffer: 256 * 1024 * 1024, timeout: 600_000 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 2;
        resolve({ code, stdout, stderr });
      },
    );
  });
}

/** Real records first: a derived one of the same id knows less. */
export async function readAdvisories(paths: readonly string[]): Promise<readonly Advisory[]> {
  const held = new Map<string, Advisory>();
  for (const path of paths) {
    for await (const item of readAdvisorySource(path)) {
      const parsed = item.kind === 'record' ? parseAdvisory(item.json) : null;
      if (parsed?.kind === 'advisory' && !held.has(parsed.advisory.id))
        held.set(parsed.advisory.id, parsed.advisory);
    }
  }
  return [...held.values()];
}
