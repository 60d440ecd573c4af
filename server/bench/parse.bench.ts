import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ManifestFile, ManifestGroup, VersionChange } from '../src/ecosystems/ecosystem.js';
import { npm } from '../src/ecosystems/npm/index.js';
import { createPathFinder } from '../src/inventory/graph.js';
import { generateLock, sharedDataPath } from './bench-data.js';
import { type Bench, type BenchLine, benchLine } from './bench.js';

const RUNS = 7;
const PACKAGES = 1_500;
const SMALLEST = 1_000;

interface Sample {
  readonly label: string;
  readonly group: ManifestGroup;
  readonly files: readonly ManifestFile[];
}

/**
 * Milliseconds (best of 7, warm) to read a lock, to find the paths of all its packages, and to edit one entry;
 * the baseline is `JSON.parse` of the same text. On a generated lock, and on the large ones of
 * the shared corpus where it is there.
 */
export const parseBench: Bench = {
  name: 'parse',
  run: async (report) => {
    for (const sample of [generatedSample(), ...corpusSamples()]) measure(sample, report);
  },
};

function measure({ label, group, files }: Sample, report: (line: BenchLine) => void): void {
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
  if (change !== null && npm.edit(files, { versions: [change], ranges: [] }).kind === 'edited') {
    print(
      'edit',
      best(() => npm.edit(files, { versions: [change], ranges: [] })),
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

function generatedSample(): Sample {
  const path = 'package-lock.json';
  return {
    label: `generated ${PACKAGES}`,
    group: { ecosystem: 'npm', path, inputs: [path] },
    files: [{ path, text: generateLock(PACKAGES) }],
  };
}

function corpusSamples(): readonly Sample[] {
  const archive = sharedDataPath('corpus.tar.gz');
  if (archive === null) return [];
  const folder = mkdtempSync(join(tmpdir(), 'backline-bench-'));
  try {
    execFileSync('tar', ['-xzf', archive, '-C', folder]);
    return readdirSync(join(folder, 'corpus')).flatMap((project) =>
      projectSamples(join(folder, 'corpus', project), project),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function projectSamples(folder: string, project: string): readonly Sample[] {
  if (!statSync(folder).isDirectory()) return [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return npm
    .groupManifests(paths)
    .filter((group) => group.path.endsWith('package-lock.json'))
    .map((group) => ({
      label: `${project}/${group.path}`,
      group,
      files: group.inputs.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })),
    }));
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
  };
  return { name: item.name, from: item.version, to, locations: [item.location], target };
}
