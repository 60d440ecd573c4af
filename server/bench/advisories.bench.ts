import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { SourceItem } from '../src/advisories/advisory-ports.js';
import { createAdvisoryWriter } from '../src/advisories/advisory.store.js';
import { importAdvisories } from '../src/advisories/import-advisories.js';
import { createMemoryMatcher } from '../src/advisories/memory-matcher.js';
import { parseAdvisory } from '../src/advisories/osv.js';
import {
  type PackageVersionKey,
  createPackageVersionStore,
} from '../src/advisories/package-version.store.js';
import { ECOSYSTEMS } from '../src/ecosystems/registry.js';
import type { Advisory } from '../src/advisories/advisory.js';
import { makeAdvisory, readCorpusFile, readSharedAdvisories, type SourceRecord } from './bench-data.js';
import { withBenchDatabase } from './bench-folder.js';
import { type Bench, type BenchLine, benchLine, median, timed } from './bench.js';

const ADVISORIES = 13_000;
const PACKAGE_VERSIONS = 1_500;

interface Lock {
  readonly version?: string | undefined;
  readonly dependencies?: Readonly<Record<string, Lock>> | undefined;
}
const lockSchema: z.ZodType<Lock> = z.object({
  version: z.string().optional(),
  dependencies: z
    .record(
      z.string(),
      z.lazy(() => lockSchema),
    )
    .optional(),
});

const ORDERS = ECOSYSTEMS;
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
  const items = await readSharedAdvisories(ADVISORIES);
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
  const writer = createAdvisoryWriter(dataSource.manager, { orders: ORDERS });
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

/** The package versions of a real project with old dependencies, or made ones of which a fifth has advisories. */
function readPackageVersions(items: readonly SourceRecord[]): readonly PackageVersionKey[] {
  const text = readCorpusFile('juice-shop__juice-shop/package-lock.json');
  if (text !== null) return [...collectVersions(lockSchema.parse(JSON.parse(text)), new Map()).values()];
  const names = [
    ...new Set(items.flatMap(readOne).flatMap(({ affected }) => affected.map(({ name }) => name))),
  ];
  return Array.from({ length: PACKAGE_VERSIONS }, (_, index) => ({
    ecosystem: 'npm',
    name: index % 5 === 0 ? (names[(index * 7) % names.length] ?? 'lodash') : `package-${index}`,
    version: `${index % 5}.0.${index % 7}`,
  }));
}

function collectVersions(lock: Lock, found: Map<string, PackageVersionKey>): Map<string, PackageVersionKey> {
  for (const [name, entry] of Object.entries(lock.dependencies ?? {})) {
    if (entry.version !== undefined) {
      found.set(`${name} ${entry.version}`, { ecosystem: 'npm', name, version: entry.version });
    }
    collectVersions(entry, found);
  }
  return found;
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
        const store = createPackageVersionStore(manager, ORDERS);
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

async function measureMemory(items: readonly SourceRecord[], report: Report): Promise<void> {
  const advisories = items.flatMap(readOne);
  const matcher = createMemoryMatcher(advisories, ORDERS);
  const about = advisories.flatMap(({ affected }) => affected.filter(({ ecosystem }) => ecosystem === 'npm'));
  const names = [...new Set(about.map(({ name }) => name))];
  const versions = Array.from({ length: 50_000 }, (_, index) => ({
    ecosystem: 'npm' as const,
    name: index % 5 === 0 ? (names[(index * 7) % names.length] ?? 'lodash') : `package-${index}`,
    version: `${index % 9}.${index % 11}.${index % 7}`,
  }));
  await matcher.match(versions);
  const memoryMs = await timed(() => matcher.match(versions));
  const some = versions.slice(0, 50);
  const scanMs = await timed(async () => {
    for (const version of some) await createMemoryMatcher(advisories, ORDERS).match([version]);
  });
  printLine(
    report,
    'match-in-memory',
    perSecond(versions.length, memoryMs),
    'versions/s',
    perSecond(some.length, scanMs),
  );
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
