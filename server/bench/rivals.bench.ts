import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { npm } from '../src/ecosystems/npm/index.js';
import { withBenchFolder } from './bench-folder.js';
import { type Bench, type BenchLine, benchLine, median, timed } from './bench.js';
import { corpusLocks, generatedLock, type LockSample } from './lock-samples.js';
import { loadRivals, type Rival } from './rivals.js';

const WARM_UP = 3;
const ROUNDS = 9;
const PACKAGES = 1_300;
const SMALLEST = 800;
const entriesSchema = z.record(z.string(), z.unknown()).optional();
const lockSchema = z.object({ packages: entriesSchema, dependencies: entriesSchema });

/**
 * Milliseconds from the files on disk to the graph, beside snyk-nodejs-lockfile-parser and Arborist's `loadVirtual` on the
 * same files in this process: the first call of each, then medians when all are warm. The baseline is the rival.
 */
export const rivalsBench: Bench = {
  name: 'rivals',
  run: (report) =>
    withBenchFolder(async (folder) => {
      const rivals = await loadRivals();
      const samples = await writeSamples(folder);
      const [first] = samples;
      if (first === undefined) throw new Error('There is no lock to measure.');
      await measureCold(first, rivals, report);
      for (const sample of samples) await measureWarm(sample, rivals, report);
    }),
};

interface SampleOnDisk extends LockSample {
  readonly folder: string;
}

/** Locks with their package.json, which both rivals want, of the size that real projects have. */
async function writeSamples(folder: string): Promise<readonly SampleOnDisk[]> {
  const written: SampleOnDisk[] = [];
  const corpus = corpusLocks().filter(isForAll);
  for (const [index, sample] of [...corpus, generatedLock(PACKAGES)].entries()) {
    const at = join(folder, String(index));
    const base = dirname(sample.group.path);
    const moved = sample.files.map(({ path, text }) => ({
      path: base === '.' ? path : path.slice(base.length + 1),
      text,
    }));
    for (const { path, text } of moved) {
      await mkdir(dirname(join(at, path)), { recursive: true });
      await writeFile(join(at, path), text);
    }
    const inputs = moved.map(({ path }) => path);
    written.push({
      ...sample,
      folder: at,
      files: moved,
      group: { ecosystem: 'npm', path: 'package-lock.json', inputs },
    });
  }
  return written;
}

function isForAll({ group, files }: LockSample): boolean {
  const text = files.find(({ path }) => path === group.path)?.text ?? '';
  const hasManifest = group.inputs.includes(join(dirname(group.path), 'package.json'));
  return hasManifest && countPackages(JSON.parse(text)) >= SMALLEST;
}

/** Counted without our own parser, whose first call is measured. */
function countPackages(lock: unknown): number {
  const { packages, dependencies } = lockSchema.parse(lock);
  return Object.keys(packages ?? dependencies ?? {}).length;
}

async function measureCold(
  sample: SampleOnDisk,
  rivals: readonly Rival[],
  report: (line: BenchLine) => void,
): Promise<void> {
  const ours = await timed(() => readOurs(sample));
  for (const rival of rivals)
    print(report, `first call, ${sample.label}`, {
      rival,
      ours,
      theirs: await timed(() => rival.read(sample.folder)),
    });
}

/** One reader after the other, so that none pays for the garbage of another. */
async function measureWarm(
  sample: SampleOnDisk,
  rivals: readonly Rival[],
  report: (line: BenchLine) => void,
): Promise<void> {
  const ours = await warmMedian(() => readOurs(sample));
  for (const rival of rivals) {
    const theirs = await warmMedian(() => rival.read(sample.folder));
    print(report, `warm, ${sample.label}`, { rival, ours, theirs });
  }
}

async function warmMedian(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) times.push(await timed(work));
  return median(times.slice(WARM_UP));
}

async function readOurs({ folder, group }: SampleOnDisk): Promise<number> {
  const files = await Promise.all(
    group.inputs.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })),
  );
  return npm.parse(group, files).packages.length;
}

function print(
  report: (line: BenchLine) => void,
  metric: string,
  { rival, ours, theirs }: { readonly rival: Rival; readonly ours: number; readonly theirs: number },
): void {
  report(
    benchLine('rivals', {
      metric: `${metric}, beside ${rival.label}`,
      value: ours,
      unit: 'ms',
      baseline: theirs,
      target: Math.floor(theirs),
    }),
  );
}
