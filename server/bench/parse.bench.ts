import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ManifestFile, ManifestGroup, VersionChange } from '../src/ecosystems/ecosystem.js';
import { npm } from '../src/ecosystems/npm/index.js';
import { createPathFinder } from '../src/inventory/graph.js';

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
export const parseBench = {
  name: 'parse',
  run: async (print: (line: string) => void): Promise<void> => {
    for (const sample of [generatedSample(), ...corpusSamples()]) measure(sample, print);
  },
};

function measure({ label, group, files }: Sample, print: (line: string) => void): void {
  const text = files.find((file) => file.path === group.path)?.text ?? '';
  const baseline = best(() => JSON.parse(text));
  const report = (metric: string, value: number): void => {
    const round = (number: number): number => Math.round(number * 100) / 100;
    const line = {
      name: 'parse',
      metric: `${metric} ${label}`,
      value: round(value),
      unit: 'ms',
      baseline: round(baseline),
      ratio: round(value / baseline),
    };
    print(JSON.stringify(line));
  };
  const inventory = npm.parse(group, files);
  if (inventory.packages.length < SMALLEST) return;
  report(
    'parse',
    best(() => npm.parse(group, files)),
  );
  report(
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
    report(
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

/** A lock of version 3 of the usual shape: few direct dependencies, some ten steps deep, some nested; always the same. */
function generatedSample(): Sample {
  const packages: Record<string, unknown> = {
    '': { name: 'generated', dependencies: { p0: '^1.0.0', p1: '^1.0.0' } },
  };
  for (let index = 0; index < PACKAGES; index += 1) {
    const location =
      index % 10 === 9 ? `node_modules/p${index - 1}/node_modules/p${index}` : `node_modules/p${index}`;
    const asked = [2 * index + 1, 2 * index + 2, (7 * index) % 40].map((to) => [`p${to}`, '^1.0.0'] as const);
    packages[location] = {
      version: '1.0.0',
      resolved: `https://registry.example/p${index}/-/p${index}-1.0.0.tgz`,
      integrity: `sha512-${'A'.repeat(86)}==`,
      license: 'MIT',
      dependencies: Object.fromEntries(asked),
      engines: { node: '>=18' },
    };
  }
  const path = 'package-lock.json';
  const text = `${JSON.stringify({ name: 'generated', lockfileVersion: 3, requires: true, packages }, null, 2)}\n`;
  return {
    label: `generated ${PACKAGES}`,
    group: { ecosystem: 'npm', path, inputs: [path] },
    files: [{ path, text }],
  };
}

function corpusSamples(): readonly Sample[] {
  const archive = resolve(import.meta.dirname, '../../../shared/data/corpus.tar.gz');
  if (!existsSync(archive)) return [];
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
