import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { SourceItem } from '../src/advisories/advisory-ports.js';
import { readAdvisorySource } from '../src/advisories/advisory-source.client.js';
import { createAdvisoryWriter } from '../src/advisories/advisory.store.js';
import { importAdvisories } from '../src/advisories/import-advisories.js';
import { createMemoryMatcher } from '../src/advisories/memory-matcher.js';
import { parseAdvisory } from '../src/advisories/osv.js';
import {
  type PackageVersionKey,
  createPackageVersionStore,
} from '../src/advisories/package-version.store.js';
import { openDatabase } from '../src/db/data-source.js';
import { startEmbeddedPostgres } from '../src/db/embedded-postgres.js';
import { migrations } from '../src/db/migrations/index.js';
import { compareVersions } from '../src/ecosystems/npm/versions.js';
import type { Advisory } from '../src/advisories/advisory.js';

const ADVISORIES = 13_000;
const PACKAGE_VERSIONS = 1_500;
const run = promisify(execFile);

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

const ORDERS = [{ id: 'npm', compareVersions }];
const SHARED =
  ['../shared/data', '../../shared/data']
    .map((path) => resolve(process.cwd(), path))
    .find((path) => existsSync(path)) ?? '';
const SHARED_FILES = ['osv/npm', 'osv-derived/npm', 'osv/Go', 'osv/PyPI', 'osv/Maven', 'osv-derived/Maven'];

type Print = (line: string) => void;

/** How fast advisories are imported, imported again, and matched; baselines do the same one by one. */
export const advisoriesBench = {
  name: 'advisories',
  run: async (print: Print): Promise<void> => {
    const folder = await mkdtemp(join(tmpdir(), 'backline-bench-'));
    const postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres') });
    const database = await openDatabase({ url: postgres.url, entities: [], migrations, poolSize: 4 });
    try {
      const items = await readItems();
      await measureImport(database.dataSource, items, print);
      await measureMatching(database.dataSource, items, print);
      await measureMemory(items, print);
    } finally {
      await database.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

type SourceRecord = Extract<SourceItem, { kind: 'record' }>;

/** Real records where the shared data is there, filled up with made ones. */
async function readItems(): Promise<readonly SourceRecord[]> {
  const items: SourceRecord[] = [];
  for (const name of SHARED_FILES) {
    const path = join(SHARED, `${name}.jsonl.gz`);
    if (!existsSync(path)) continue;
    for await (const item of readAdvisorySource(path)) {
      if (item.kind === 'record' && items.length < ADVISORIES) items.push(item);
    }
  }
  while (items.length < ADVISORIES) items.push(madeRecord(items.length));
  return items;
}

function madeRecord(index: number): SourceRecord {
  const json = {
    id: `GHSA-made-${index}`,
    modified: '2024-01-01T00:00:00Z',
    aliases: [`CVE-2000-${index}`],
    summary: 'A made record',
    details: 'text '.repeat(200),
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L' }],
    affected: [
      {
        package: { ecosystem: 'npm', name: `made-${index % 4_000}` },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: `${index % 9}.2.0` }] }],
      },
    ],
  };
  return { kind: 'record', json, where: `made:${index}`, bytes: 1_500 };
}

async function* stream(items: readonly SourceRecord[]): AsyncGenerator<SourceItem> {
  yield* items;
}

async function measureImport(
  dataSource: DataSource,
  items: readonly SourceRecord[],
  print: Print,
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
  report(print, 'import', perSecond(items.length, firstMs), 'records/s', baseline);
  report(print, 'import-again', perSecond(items.length, againMs), 'records/s', baseline);
}

/** The package versions of a real project with old dependencies, or made ones of which a fifth has advisories. */
async function readPackageVersions(items: readonly SourceRecord[]): Promise<readonly PackageVersionKey[]> {
  const archive = join(SHARED, 'corpus.tar.gz');
  if (existsSync(archive)) {
    const path = 'corpus/juice-shop__juice-shop/package-lock.json';
    const { stdout } = await run('tar', ['-xzOf', archive, path], { maxBuffer: 64 * 1024 * 1024 });
    return [...collectVersions(lockSchema.parse(JSON.parse(stdout)), new Map()).values()];
  }
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
  print: Print,
): Promise<void> {
  const versions = await readPackageVersions(items);
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
  report(print, `match-${versions.length}-new`, median(fresh), 'ms', baseline);
  report(print, `match-${versions.length}-known`, median(known), 'ms', baseline);
}

async function measureMemory(items: readonly SourceRecord[], print: Print): Promise<void> {
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
  report(
    print,
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

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function perSecond(count: number, ms: number): number {
  return (count / ms) * 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

function report(print: Print, metric: string, value: number, unit: string, baseline: number): void {
  const rounded = (number: number) => Number(number.toPrecision(4));
  print(
    JSON.stringify({
      name: 'advisories',
      metric,
      value: rounded(value),
      unit,
      baseline: rounded(baseline),
      ratio: rounded(value / baseline),
    }),
  );
}
