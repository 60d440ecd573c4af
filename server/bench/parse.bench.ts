import type { VersionChange } from '../src/ecosystems/ecosystem.js';
import { npm } from '../src/ecosystems/npm/index.js';
import { collapse, createPathFinder, reverseEdges } from '../src/inventory/graph.js';
import { type Bench, type BenchLine, benchLine } from './bench.js';
import { corpusLocks, generatedLock, type LockSample } from './lock-samples.js';

const RUNS = 7;
const PACKAGES = 1_500;
const SMALLEST = 1_000;
const TARGET_MB_PER_SECOND = 60;

/**
 * Milliseconds (best of 7, warm) to read a lock, to find the paths of all its packages, and to edit one entry;
 * the baseline is `JSON.parse` of the same text. On a generated lock, and on the large ones of
 * the shared corpus where it is there.
 */
export const parseBench: Bench = {
  name: 'parse',
  run: async (report) => {
    const [made, corpus] = [generatedLock(PACKAGES), corpusLocks()];
    for (const sample of [made, ...corpus]) measure(sample, report);
    measureAll(corpus.length > 0 ? corpus : [made], report);
  },
};

/** How fast all locks together become inventories with reversed edges and one row per version; the baseline is `JSON.parse`. */
function measureAll(samples: readonly LockSample[], report: (line: BenchLine) => void): void {
  let bytes = 0;
  let ms = 0;
  let baseline = 0;
  for (const { group, files } of samples) {
    for (const { text } of files) bytes += Buffer.byteLength(text);
    baseline += best(() => files.map(({ text }) => tryJson(text)));
    ms += best(() => {
      const inventory = npm.parse(group, files);
      return [reverseEdges(inventory), collapse(inventory)];
    });
  }
  const metric = `parse and graph, ${samples.length} package-locks`;
  const perSecond = (time: number): number => bytes / time / 1_000;
  report(
    benchLine('parse', {
      metric,
      value: perSecond(ms),
      unit: 'MB/s',
      baseline: perSecond(baseline),
      target: TARGET_MB_PER_SECOND,
      isLeast: true,
    }),
  );
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function measure({ label, group, files }: LockSample, report: (line: BenchLine) => void): void {
  const text = files.find((file) => file.path === group.path)?.text ?? '';
  const baseline = best(() => JSON.parse(text));
  const print = (metric: string, value: number): void =>
    report(benchLine('parse', { metric: `${metric} ${label}`, value, unit: 'ms', baseline }));
  const inventory = npm.parse(group, files);
  if (inventory.packages.length < SMALLEST) return;
  print(
    'parse',
    best(() => npm.parse(group, files)),
  );
  print(
    'all paths',
    best(() => {
      const finder = createPathFinder(inventory);
      inventory.packages.forEach((_, index) => finder.shortestPaths(index));
    }),
  );
  const change = changeOf(
    inventory.packages.findLast((item) => item.source === 'REGISTRY' && !item.isBundled),
  );
  if (change !== null && npm.edit(files, { versions: [change], ranges: [], forces: [] }).kind === 'edited') {
    print(
      'edit',
      best(() => npm.edit(files, { versions: [change], ranges: [], forces: [] })),
    );
  }
}

function best(work: () => unknown): number {
  let least = Infinity;
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function changeOf(
  item: { readonly name: string; readonly version: string; readonly location: string } | undefined,
): VersionChange | null {
  if (item === undefined) return null;
  const to = '99.0.0';
  const target = {
    version: to,
    publishedAt: null,
    deprecated: null,
    yanked: null,
    integrity: `sha512-${'B'.repeat(86)}==`,
    tarballUrl: null,
    dependencies: {},
    optionalDependencies: {},
    peerDependencies: {},
    optionalPeers: [],
    engines: {},
    bin: {},
    os: [],
    cpu: [],
    libc: [],
    license: null,
    funding: undefined,
    hasInstallScript: false,
    bundleDependencies: [],
    hasShrinkwrap: false,
    isDetailed: true,
    artifacts: [],
    document: null,
  };
  return { name: item.name, from: item.version, to, locations: [item.location], target, answers: new Map() };
}
