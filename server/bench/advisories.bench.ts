import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { SourceItem } from '../src/advisories/advisory-ports.js';
import { createAdvisoryWriter } from '../src/advisories/advisory.store.js';
import { importAdvisories } from '../src/advisories/import-advisories.js';
import { createMemoryMatcher } from '../src/advisories/memory-matcher.js';
import { parseAdvisory } from '../src/advisories/osv.js';
import {
  type PackageVersionKey,
  createPackageVersionStore,
} from '../src/advisories/package-version.store.js';
import type { Ecosystem, EcosystemId, ManifestGroup } from '../src/ecosystems/ecosystem.js';
import { npm } from '../src/ecosystems/npm/index.js';
import { ECOSYSTEMS } from '../src/ecosystems/registry.js';
import type { Advisory } from '../src/advisories/advisory.js';
import { makeAdvisory, readSharedAdvisories, type SourceRecord, withCorpus } from './bench-data.js';
import { withBenchDatabase } from './bench-folder.js';
import { type Bench, type BenchLine, benchLine, median, timed } from './bench.js';

const ADVISORIES = 13_000;
const PACKAGE_VERSIONS = 1_500;

type Report = (line: BenchLine) => void;

/** How fast advisories are imported, imported again, and matched; baselines do the same one by one. */
export const advisoriesBench: Bench = {
  name: 'advisories',
  run: (report) =>
    withBenchDatabase(
      async ({ dataSource }) => {
        const items = await readItems();
        await measureImport(dataSource, items, report);
        await measureMatching(dataSource, items, report);
        await measureMemory(items, report);
      },
      { poolSize: 4 },
    ),
};

/** Real records where the shared data is there, filled up with made ones. */
async function readItems(): Promise<readonly SourceRecord[]> {
  const all = await readSharedAdvisories(Infinity);
  // Evenly out of all ecosystems.
  const every = Math.max(1, all.length / ADVISORIES);
  const items = all.filter((_, index) => Math.floor(index / every) !== Math.floor((index - 1) / every));
  while (items.length < ADVISORIES) {
    const index = items.length;
    items.push(makeAdvisory(index, `made-${index % 4_000}`, `${index % 9}.2.0`));
  }
  return items;
}

async function* stream(items: readonly SourceRecord[]): AsyncGenerator<SourceItem> {
  yield* items;
}

async function measureImport(
  dataSource: DataSource,
  items: readonly SourceRecord[],
  report: Report,
): Promise<void> {
  const writer = createAdvisoryWriter(dataSource.manager, { orders: ECOSYSTEMS });
  const single = items.slice(0, 200).flatMap(readOne);
  const singleMs = await timed(async () => {
    for (const advisory of single) await writer.writeBatch([advisory], 'FILE');
  });
  await dataSource.query('TRUNCATE advisory_group, advisory, advisory_pending_package CASCADE');
  const importAll = () =>
    importAdvisories({ writer }, { source: 'bench', origin: 'FILE', items: stream(items) });
  const firstMs = await timed(importAll);
  const againMs = await timed(importAll);
  const baseline = perSecond(single.length, singleMs);
  printLine(report, 'import', perSecond(items.length, firstMs), 'records/s', baseline);
  printLine(report, 'import-again', perSecond(items.length, againMs), 'records/s', baseline);
}

/** The package versions of a real project with old dependencies, or made ones of which some have advisories. */
function readPackageVersions(items: readonly SourceRecord[]): Lock {
  const project = 'juice-shop__juice-shop';
  const path = 'package-lock.json';
  const group = { ecosystem: npm.id, path, inputs: [path] };
  const lock = withCorpus((corpus) => readLock(npm, join(corpus, project), group));
  return lock ?? madeLocks(items.flatMap(readOne))[0] ?? [];
}

async function measureMatching(
  dataSource: DataSource,
  items: readonly SourceRecord[],
  report: Report,
): Promise<void> {
  const versions = readPackageVersions(items);
  const analyse = (some: readonly PackageVersionKey[]) =>
    timed(() =>
      dataSource.transaction(async (manager) => {
        const store = createPackageVersionStore(manager, ECOSYSTEMS);
        await store.matchNew(await store.ensure(some));
      }),
    );
  const fresh: number[] = [];
  const known: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    await dataSource.query('DELETE FROM package_version');
    fresh.push(await analyse(versions));
    known.push(await analyse(versions));
  }
  await dataSource.query('DELETE FROM package_version');
  const some = versions.slice(0, 100);
  const singleMs = await timed(async () => {
    for (const version of some) await analyse([version]);
  });
  const baseline = (singleMs / some.length) * versions.length;
  printLine(report, `match-${versions.length}-new`, median(fresh), 'ms', baseline);
  printLine(report, `match-${versions.length}-known`, median(known), 'ms', baseline);
}

/** Milliseconds for a million package versions on one core, lock by lock, every record prepared. */
async function measureMemory(items: readonly SourceRecord[], report: Report): Promise<void> {
  const advisories = items.flatMap(readOne);
  const matcher = createMemoryMatcher(advisories, ECOSYSTEMS);
  const locks = withCorpus(readLocks) ?? madeLocks(advisories);
  const batches = mixed(locks);
  const run = async () => {
    for (const batch of batches) await matcher.match(batch);
  };
  await run();
  const rounds: number[] = [];
  for (let round = 0; round < 5; round += 1) rounds.push(await timed(run));
  const count = batches.reduce((sum, batch) => sum + batch.length, 0);
  const some = batches.flat().slice(0, 50);
  const singleMs = await timed(async () => {
    for (const version of some) await createMemoryMatcher(advisories, ECOSYSTEMS).match([version]);
  });
  const perMillion = (ms: number, versions: number) => (ms / versions) * 1_000_000;
  report(
    benchLine('advisories', {
      metric: `match 1 million versions of all ecosystems in memory, ${advisories.length} advisories`,
      value: perMillion(median(rounds), count),
      unit: 'ms',
      baseline: perMillion(singleMs, some.length),
      target: 1_000,
    }),
  );
}

type Lock = readonly (PackageVersionKey & { readonly ecosystem: EcosystemId })[];

/** What each lock of the corpus holds, as a scan asks for it. */
function readLocks(corpus: string): readonly Lock[] {
  return readdirSync(corpus, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const folder = join(corpus, name);
      const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => statSync(join(folder, path)).isFile())
        .map((path) => path.replaceAll('\\', '/'));
      return ECOSYSTEMS.flatMap((ecosystem) =>
        ecosystem.groupManifests(paths).map((group) => readLock(ecosystem, folder, group)),
      );
    });
}

function readLock(ecosystem: Ecosystem, folder: string, group: ManifestGroup): Lock {
  const files = group.inputs.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  const { packages, isLocked } = ecosystem.parse(group, files);
  const asked = packages.filter(
    ({ version, source }) =>
      version !== '' &&
      source !== 'ROOT' &&
      source !== 'WORKSPACE' &&
      (isLocked || ecosystem.isVersion(version)),
  );
  const distinct = new Map(asked.map(({ name, version }) => [`${name}@${version}`, { name, version }]));
  return [...distinct.values()].map((each) => ({ ecosystem: ecosystem.id, ...each }));
}

function madeLocks(advisories: readonly Advisory[]): readonly Lock[] {
  const names = [...new Set(advisories.flatMap(({ affected }) => affected.map(({ name }) => name)))];
  const ids = ECOSYSTEMS.map(({ id }) => id);
  return ids.map((ecosystem) =>
    Array.from({ length: PACKAGE_VERSIONS }, (_, index) => ({
      ecosystem,
      name: index % 12 === 0 ? (names[(index * 7) % names.length] ?? 'lodash') : `package-${index}`,
      version: `${index % 9}.${index % 11}.${index % 7}`,
    })),
  );
}

/** Out of a hundred dependencies this many are of this ecosystem: the corpus itself is npm to nine tenths. */
const SHARES: readonly (readonly [EcosystemId, number])[] = [
  ['npm', 50],
  ['Maven', 12],
  ['PyPI', 12],
  ['Go', 8],
  ['NuGet', 6],
  ['Packagist', 4],
  ['RubyGems', 4],
  ['crates.io', 4],
];
const VERSIONS_PER_SHARE = 2_000;

function mixed(locks: readonly Lock[]): readonly Lock[] {
  return SHARES.flatMap(([ecosystem, share]) => {
    const own = locks.filter(([first]) => first?.ecosystem === ecosystem);
    const batches: Lock[] = [];
    for (let count = 0, index = 0; own.length > 0 && count < share * VERSIONS_PER_SHARE; index += 1) {
      const lock = own[index % own.length] ?? [];
      batches.push(lock);
      count += lock.length;
    }
    return batches;
  });
}

function readOne(item: SourceRecord): readonly Advisory[] {
  const parsed = parseAdvisory(item.json);
  return parsed.kind === 'advisory' ? [parsed.advisory] : [];
}

function perSecond(count: number, ms: number): number {
  return (count / ms) * 1000;
}

function printLine(report: Report, metric: string, value: number, unit: string, baseline: number): void {
  report(benchLine('advisories', { metric, value, unit, baseline }));
}
