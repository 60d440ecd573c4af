import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestDatabase, createTestDatabase } from '../../test/database.js';
import { sharedDataPath } from '../../test/shared-data.js';
import { npm } from '../ecosystems/npm/index.js';
import { createAdvisoryReader } from './advisory-reader.store.js';
import type { AdvisoryWriter, SourceItem } from './advisory-ports.js';
import { readAdvisorySource } from './advisory-source.client.js';
import { createAdvisoryWriter } from './advisory.store.js';
import { importAdvisories } from './import-advisories.js';
import { createMemoryMatcher } from './memory-matcher.js';
import { parseAdvisory } from './osv.js';
import { createPackageVersionStore } from './package-version.store.js';
import { createStoredMatcher } from './stored-matcher.store.js';

const orders = [npm];
let database: TestDatabase;
let writer: AdvisoryWriter;

beforeAll(async () => {
  database = await createTestDatabase();
  writer = createAdvisoryWriter(database.dataSource.manager, { orders });
});
afterAll(() => database.close());
beforeEach(() =>
  database.dataSource.query('TRUNCATE advisory_group, advisory, advisory_import, package_version CASCADE'),
);

const reader = () => createAdvisoryReader(database.dataSource.manager);
const versions = () => createPackageVersionStore(database.dataSource.manager, orders);

async function* items(...list: readonly (object | string | Error)[]): AsyncGenerator<SourceItem> {
  for (const [index, entry] of list.entries()) {
    await Promise.resolve();
    if (entry instanceof Error) throw entry;
    if (typeof entry === 'string') yield { kind: 'broken', where: `x:${index}`, reason: entry };
    else yield { kind: 'record', json: entry, where: `x:${index}`, bytes: 100 };
  }
}

function record(id: string, change: object = {}): object {
  const affected = [
    {
      package: { ecosystem: 'npm', name: 'lodash' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
    },
  ];
  return { id, modified: '2024-01-01T00:00:00Z', affected, ...change };
}

const importOf = (...list: readonly (object | string | Error)[]) =>
  importAdvisories({ writer }, { source: 'x', origin: 'FILE', items: items(...list) });

describe('importing advisories', () => {
  test('good records are stored, broken ones are reported and skipped, and the history says so', async () => {
    const result = await importOf(
      record('A'),
      'not JSON',
      { id: 'B' },
      record('C', { withdrawn: '2024-01-01T00:00:00Z' }),
    );
    const counts = { read: 4, new: 2, changed: 0, unchanged: 0, withdrawn: 1, broken: 2 };
    const problems = [
      { where: 'x:1', id: null, reason: 'not JSON' },
      { where: 'x:2', id: 'B', reason: expect.stringContaining('modified: ') },
    ];
    expect(result).toMatchObject({ counts });
    const [history] = await reader().listImports(10);
    expect(history).toMatchObject({
      id: result.importId,
      source: 'x',
      state: 'SUCCEEDED',
      counts,
      error: null,
    });
    expect(history?.problems).toEqual(
      [...problems].sort((left, right) => left.where.localeCompare(right.where)),
    );
    expect(history?.finishedAt).toBeInstanceOf(Date);
  });

  test('the same again changes nothing', async () => {
    await importOf(record('A'), record('B'));
    const again = await importOf(record('A'), record('B'), record('B'));
    expect(again.counts).toEqual({ read: 3, new: 0, changed: 0, unchanged: 3, withdrawn: 0, broken: 0 });
    expect(again.rematchedPackages).toBe(0);
  });

  test.each([
    ['nothing at all', [], 'x has no valid OSV record (it is empty)'],
    ['nothing that is OSV', [{ name: 'x' }, 'not JSON'], 'the first problem is at x:'],
  ])('a source with %s is refused and kept in the history', async (_what, list, message) => {
    await expect(importOf(...list)).rejects.toMatchObject({
      code: 'ADVISORY_SOURCE_INVALID',
      message: expect.stringContaining(message),
    });
    expect((await reader().listImports(1))[0]).toMatchObject({
      state: 'FAILED',
      error: expect.stringContaining(message),
    });
  });

  test('a source that breaks off loses nothing that was there, keeps what was read, and can be run again', async () => {
    await importOf(record('OLD'));
    const [id = ''] = await versions().ensure([{ ecosystem: 'npm', name: 'lodash', version: '1.0.0' }]);
    await versions().matchNew([id]);
    const many = Array.from({ length: 2_600 }, (_, index) => record(`A-${index}`));
    await expect(importOf(...many, new Error('read error'))).rejects.toThrow('read error');
    const [failed] = await reader().listImports(1);
    expect(failed).toMatchObject({
      state: 'FAILED',
      counts: { new: 2_000 },
      error: 'The import failed unexpectedly.',
    });
    expect(await versions().matchesFor([id])).toHaveLength(2_001);
    const again = await importOf(...many);
    expect(again.counts).toMatchObject({ new: 600, unchanged: 2_000 });
    expect(await versions().matchesFor([id])).toHaveLength(2_601);
  });

  test('a store that fails while the next batch is read ends the import with its error', async () => {
    const many = Array.from({ length: 4_100 }, (_, index) => record(`A-${index}`));
    let calls = 0;
    const failing: AdvisoryWriter = {
      ...writer,
      writeBatch: (advisories, origin) => {
        calls += 1;
        return calls === 2 ? Promise.reject(new Error('disk full')) : writer.writeBatch(advisories, origin);
      },
    };
    const request = { source: 'x', origin: 'FILE' as const, items: items(...many) };
    await expect(importAdvisories({ writer: failing }, request)).rejects.toThrow('disk full');
    expect(calls).toBe(2);
    expect((await reader().listImports(1))[0]).toMatchObject({ state: 'FAILED', counts: { new: 2_000 } });
    expect((await importOf(...many)).counts).toMatchObject({ new: 2_100, unchanged: 2_000 });
  });

  test('two imports of the same at once end as one', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      record(`A-${index}`, { aliases: [`CVE-${index % 500}`] }),
    );
    const results = await Promise.all([importOf(...many), importOf(...[...many].reverse())]);
    expect(results.reduce((sum, { counts }) => sum + counts.new, 0)).toBe(5_000);
    expect((await reader().advisoryStatus()).total).toBe(5_000);
  });

  test('a damaged file is refused as such', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'backline-import-'));
    try {
      const path = join(folder, 'osv.zip');
      await writeFile(path, 'PK\u0003\u0004 and no more');
      const source = { source: 'osv.zip', origin: 'FILE' as const, items: readAdvisorySource(path) };
      await expect(importAdvisories({ writer }, source)).rejects.toMatchObject({
        code: 'ADVISORY_SOURCE_INVALID',
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

const sharedFiles = ['osv/npm.jsonl.gz', 'osv-derived/npm.jsonl.gz'].map(sharedDataPath);

// Runs where the shared data is beside the checkout.
(sharedFiles.includes(null) ? describe.skip : describe)('the real npm records', () => {
  const asked = [
    { ecosystem: 'npm' as const, name: 'lodash', version: '4.17.15' },
    { ecosystem: 'npm' as const, name: 'minimist', version: '1.2.0' },
    { ecosystem: 'npm' as const, name: 'socket.io', version: '2.5.0' },
    { ecosystem: 'npm' as const, name: 'semver', version: '7.8.0' },
    { ecosystem: 'npm' as const, name: 'event-stream', version: '3.3.6' },
  ];

  test('all are read, none is broken, a repeat changes nothing, and both matchers agree', async () => {
    const advisories = [];
    for (const path of sharedFiles) {
      const source = { source: 'shared', origin: 'FILE' as const };
      const first = await importAdvisories({ writer }, { ...source, items: readAdvisorySource(path ?? '') });
      expect(first.counts).toMatchObject({ broken: 0, read: expect.any(Number) });
      const second = await importAdvisories({ writer }, { ...source, items: readAdvisorySource(path ?? '') });
      expect(second.counts).toMatchObject({ new: 0, changed: 0, unchanged: first.counts.read });
      for await (const item of readAdvisorySource(path ?? '')) {
        const parsed = item.kind === 'record' ? parseAdvisory(item.json) : null;
        if (parsed?.kind === 'advisory') advisories.push(parsed.advisory);
      }
    }
    expect((await reader().advisoryStatus()).total).toBeGreaterThan(5_000);
    const stored = await createStoredMatcher(database.dataSource.manager, orders).match(asked);
    const inMemory = await createMemoryMatcher(advisories, orders).match(asked);
    const keyOf = ({ name, advisoryId }: (typeof stored)[number]) => `${name} ${advisoryId}`;
    const sorted = (matches: typeof stored) =>
      [...matches].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
    expect(sorted(inMemory)).toEqual(sorted(stored));
    const found = (name: string) => stored.filter((match) => match.name === name);
    expect(found('lodash').flatMap(({ aliases }) => aliases)).toEqual(
      expect.arrayContaining(['CVE-2020-8203', 'CVE-2021-23337']),
    );
    expect(found('minimist').flatMap(({ aliases }) => aliases)).toEqual(
      expect.arrayContaining(['CVE-2021-44906']),
    );
    expect(found('socket.io').map(({ advisoryId }) => advisoryId)).toContain('GHSA-25hc-qcg6-38wj');
    expect(found('semver')).toEqual([]);
  });
});
