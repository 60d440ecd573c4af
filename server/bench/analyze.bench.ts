import { createHash } from 'node:crypto';
import type { SourceItem } from '../src/advisories/advisory-ports.js';
import { importAdvisories } from '../src/advisories/import-advisories.js';
import type { GitRemote } from '../src/gitlab/gitlab.js';
import { analyzeProject, type AnalyzeDeps } from '../src/inventory/analyze-project.js';
import {
  generateLock,
  makeAdvisory,
  readCorpusFile,
  readSharedAdvisories,
  type SourceRecord,
} from './bench-data.js';
import { type BenchWorld, withBenchWorld } from './bench-world.js';
import { type Bench, benchLine, median, timed } from './bench.js';

const PACKAGES = 1_500;
const ADVISORIES = 13_000;
const WARM_UP = 4;
const ROUNDS = 9;
const TARGET_MS = 250;

/**
 * Milliseconds to analyse a lock of 1,500 packages with 13,000 advisories stored, in a warm process: all that the
 * product does once git has given the files (read, parse, store, match, findings, planning queued), on a real Postgres.
 * Every package version is new in every round. The baseline is `JSON.parse` of the same text.
 */
export const analyzeBench: Bench = {
  name: 'analyze',
  run: (report) =>
    withBenchWorld({ 'package-lock.json': generateLock(PACKAGES) }, async (world) => {
      const print = (metric: string, value: number, baseline: number, target?: number): void =>
        report(
          benchLine('analyze', {
            metric,
            value,
            unit: 'ms',
            baseline,
            ...(target === undefined ? {} : { target }),
          }),
        );
      await importRecords(world, madeRecords());
      const made = await measureMemory(world, (round) => generateLock(PACKAGES, `1.0.${round}`));
      print(`${PACKAGES} packages, made, after git`, made.analysis, made.json, TARGET_MS);
      const git = await measureGit(world);
      print(`${PACKAGES} packages, made, with git`, git, made.json);
      const known = await measureKnown(world);
      print(`${PACKAGES} packages, known already, after git`, known, made.json);
      const text = readCorpusFile('juice-shop__juice-shop/package-lock.json');
      if (text === null) return;
      await forgetAdvisories(world);
      const records = await readSharedAdvisories(ADVISORIES);
      await importRecords(world, records);
      const real = await measureMemory(world, (round) => `${text.trimEnd()}${'\n'.repeat(round + 1)}`);
      print('1,334 packages of juice-shop, after git', real.analysis, real.json, TARGET_MS);
    }),
};

/** Two advisories each for 6,500 packages, of which 300 are in the lock; the lock has the vulnerable version of half. */
function madeRecords(): readonly SourceRecord[] {
  return Array.from({ length: ADVISORIES }, (_, index) => {
    const concerned = index % (ADVISORIES / 2);
    return makeAdvisory(index, `p${concerned * 5}`, concerned % 2 === 0 ? '0.9.0' : `2.${index % 7}.0`);
  });
}

async function importRecords({ core }: BenchWorld, records: readonly SourceRecord[]): Promise<void> {
  async function* items(): AsyncGenerator<SourceItem> {
    yield* records;
  }
  await importAdvisories(
    { writer: core.advisoryWriter },
    { source: 'bench', origin: 'FILE', items: items() },
  );
  await core.database.dataSource.query('ANALYZE');
}

async function forgetAdvisories({ core }: BenchWorld): Promise<void> {
  await core.database.dataSource.query('TRUNCATE advisory_group, advisory, advisory_pending_package CASCADE');
}

/** Inventories and package versions are forgotten before each round, so that each is parsed, stored and matched anew. */
async function forgetInventories({ core }: BenchWorld): Promise<void> {
  for (const table of [
    'finding',
    'manifest',
    'dependency',
    'inventory',
    'package_match',
    'package_version',
  ]) {
    await core.database.dataSource.query(`DELETE FROM ${table}`);
  }
}

async function measureMemory(
  world: BenchWorld,
  textOf: (round: number) => string,
): Promise<{ readonly analysis: number; readonly json: number }> {
  const analysis: number[] = [];
  const json: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const text = textOf(round);
    await forgetInventories(world);
    const deps = withMemoryGit(world.deps, text);
    const analysisMs = await timed(() => analyze(world, deps));
    const jsonMs = await timed(async () => {
      JSON.parse(text);
    });
    if (round < WARM_UP) continue;
    analysis.push(analysisMs);
    json.push(jsonMs);
  }
  return { analysis: median(analysis), json: median(json) };
}

/** A push that changed the lock, read through GitLab and git. */
async function measureGit(world: BenchWorld): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const text = generateLock(PACKAGES, `2.0.${round}`);
    await world.simulator.commitFiles(world.projectPath, { files: { 'package-lock.json': text } });
    await forgetInventories(world);
    times.push(await timed(() => analyze(world, world.deps)));
  }
  return median(times);
}

/** The same versions in another lock: another project's, say. */
async function measureKnown(world: BenchWorld): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const text = generateLock(PACKAGES).replace('"generated"', `"generated-${round}"`);
    const analysisMs = await timed(() => analyze(world, withMemoryGit(world.deps, text)));
    if (round > 0) times.push(analysisMs);
  }
  return median(times);
}

async function analyze({ projectId, context }: BenchWorld, deps: AnalyzeDeps): Promise<void> {
  const outcome = await analyzeProject(deps, { projectId, force: false }, context);
  if (!JSON.stringify(outcome).includes('"changed":true')) throw new Error('nothing was analysed');
}

/** The same ports, except that git gives this lock at once. */
function withMemoryGit(deps: AnalyzeDeps, text: string): AnalyzeDeps {
  const bytes = Buffer.from(text);
  const blob = createHash('sha1').update(bytes).digest('hex');
  const git: GitRemote = {
    readHead: async () => blob,
    deleteBranch: async () => 'gone',
    openBranch: async () => ({
      commit: blob,
      files: [{ path: 'package-lock.json', blob }],
      skipped: [],
      readBlobs: async () => new Map([[blob, { kind: 'content', bytes }]]),
      pushCommit: async () => blob,
      close: async () => undefined,
    }),
  };
  const { connector } = deps;
  return {
    ...deps,
    connector: {
      ...connector,
      connect: (credentials, options) => ({ ...connector.connect(credentials, options), git }),
    },
  };
}
