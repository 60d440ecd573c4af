import { type TestDatabase, createTestDatabase } from '../../test/database.js';
import { npm } from '../ecosystems/npm/index.js';
import { ECOSYSTEMS } from '../ecosystems/registry.js';
import type { Advisory } from './advisory.js';
import { createAdvisoryReader } from './advisory-reader.store.js';
import type { AdvisoryWriter } from './advisory-ports.js';
import { createAdvisoryWriter } from './advisory.store.js';
import { rematchAll } from './import-advisories.js';
import { parseAdvisory } from './osv.js';
import { createPackageVersionStore } from './package-version.store.js';
import { createStoredMatcher } from './stored-matcher.store.js';

const orders = [npm];
let database: TestDatabase;
let changed: string[][];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  changed = [];
  await database.dataSource.query(
    'TRUNCATE advisory_group, advisory, advisory_pending_package, advisory_sync, package_version CASCADE',
  );
});

function writer(): AdvisoryWriter {
  return createAdvisoryWriter(database.dataSource.manager, {
    orders,
    onMatchesChanged: (_manager, ids) => {
      changed.push([...ids].sort());
      return Promise.resolve();
    },
  });
}
const reader = () => createAdvisoryReader(database.dataSource.manager);
const versions = () => createPackageVersionStore(database.dataSource.manager, orders);

interface Sketch {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly day?: number;
  readonly withdrawn?: boolean;
  readonly word?: string;
  readonly name?: string;
  readonly ecosystem?: string;
  readonly fixed?: string;
}

function advisory({
  id,
  aliases,
  day = 1,
  withdrawn,
  word = 'HIGH',
  name = 'lodash',
  ecosystem = 'npm',
  fixed = '2.0.0',
}: Sketch): Advisory {
  const time = `2024-01-${String(day).padStart(2, '0')}T00:00:00Z`;
  const parsed = parseAdvisory({
    id,
    aliases,
    modified: time,
    ...(withdrawn === true ? { withdrawn: time } : {}),
    summary: `About ${id}`,
    database_specific: { severity: word },
    affected: [
      {
        package: { ecosystem, name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
      },
    ],
  });
  if (parsed.kind === 'invalid') throw new Error(parsed.reason);
  return parsed.advisory;
}

async function matchedIds(id: string): Promise<readonly string[]> {
  return (await versions().matchesFor([id])).map(({ advisoryId }) => advisoryId);
}

async function addVersion(version: string, name = 'lodash'): Promise<string> {
  const [id] = await versions().ensure([{ ecosystem: 'npm', name, version }]);
  if (id === undefined) throw new Error('no id');
  await versions().matchNew([id]);
  return id;
}

describe('storing advisories', () => {
  test('only what is newer replaces, and the same again is unchanged', async () => {
    const first = await writer().writeBatch([advisory({ id: 'A', day: 2 }), advisory({ id: 'B' })], 'FILE');
    expect(first).toEqual({ new: 2, changed: 0, unchanged: 0, withdrawn: 0 });
    const second = await writer().writeBatch(
      [
        advisory({ id: 'A', day: 1, word: 'LOW' }),
        advisory({ id: 'B', day: 3, word: 'LOW', withdrawn: true }),
        advisory({ id: 'C' }),
      ],
      'FILE',
    );
    expect(second).toEqual({ new: 1, changed: 1, unchanged: 1, withdrawn: 1 });
    expect((await reader().getAdvisory('A'))?.severity).toBe('HIGH');
    expect((await reader().getAdvisory('B'))?.withdrawnAt).toBe('2024-01-03T00:00:00Z');
  });

  test('of one id given twice in a batch the newest counts', async () => {
    await writer().writeBatch(
      [advisory({ id: 'A', day: 5, word: 'LOW' }), advisory({ id: 'A', day: 4 })],
      'FILE',
    );
    expect((await reader().getAdvisory('A'))?.severity).toBe('LOW');
  });

  test('what is known is said without writing', async () => {
    await writer().writeBatch([advisory({ id: 'A', day: 2 })], 'FILE');
    const known = await writer().findKnown([
      { id: 'A', modifiedAt: '2024-01-02T00:00:00Z' },
      { id: 'B', modifiedAt: '2024-01-02T00:00:00Z' },
    ]);
    expect([...known]).toEqual(['A']);
    expect((await writer().findKnown([{ id: 'A', modifiedAt: '2024-01-02T00:00:00.1Z' }])).size).toBe(0);
  });

  test('writers at the same time neither lose nor double anything', async () => {
    const batch = Array.from({ length: 40 }, (_, index) =>
      advisory({ id: `A-${index}`, aliases: [`CVE-${index % 10}`] }),
    );
    const outcomes = await Promise.all(
      [batch, [...batch].reverse(), batch].map((records) => writer().writeBatch(records, 'FILE')),
    );
    expect(outcomes.reduce((sum, outcome) => sum + outcome.new, 0)).toBe(40);
    const groups = await reader().groupsForAdvisories(batch.map(({ id }) => id));
    expect(new Set([...groups.values()].map(({ groupId }) => groupId)).size).toBe(10);
  });
});

describe('keeping alias groups', () => {
  test('a group keeps its id when it grows, has all names, and knows the worst severity', async () => {
    await writer().writeBatch([advisory({ id: 'GHSA-1', aliases: ['CVE-1'], word: 'LOW' })], 'FILE');
    const before = (await reader().groupsForAdvisories(['GHSA-1'])).get('GHSA-1');
    await writer().writeBatch([advisory({ id: 'PYSEC-1', aliases: ['CVE-1'], word: 'CRITICAL' })], 'FILE');
    const after = await reader().groupsForAdvisories(['GHSA-1', 'PYSEC-1']);
    expect(after.get('PYSEC-1')).toEqual({
      groupId: before?.groupId,
      ids: ['CVE-1', 'GHSA-1', 'PYSEC-1'],
      primaryId: 'CVE-1',
      severity: 'CRITICAL',
      score: null,
      summary: 'About GHSA-1',
    });
    expect(after.get('GHSA-1')).toEqual(after.get('PYSEC-1'));
  });

  test('the same records in any order and in any batches end as the same groups', async () => {
    const records = Array.from({ length: 60 }, (_, index) =>
      advisory({
        id: `A-${index}`,
        aliases: [`CVE-${(index * 7) % 40}`, `CVE-${(index * 11) % 40}`].slice(index % 3),
      }),
    );
    const parts: string[][][] = [];
    for (const step of [60, 7, 1]) {
      await database.dataSource.query('TRUNCATE advisory_group, advisory, advisory_pending_package CASCADE');
      const given = step === 7 ? [...records].reverse() : records;
      for (let start = 0; start < given.length; start += step) {
        await writer().writeBatch(given.slice(start, start + step), 'FILE');
      }
      const groups = await reader().groupsForAdvisories(records.map(({ id }) => id));
      const distinct = new Map([...groups.values()].map((group) => [group.groupId, [...group.ids]]));
      parts.push([...distinct.values()].sort((left, right) => (left.join() < right.join() ? -1 : 1)));
    }
    expect(parts[0]?.length).toBeGreaterThan(1);
    expect(parts[1]).toEqual(parts[0]);
    expect(parts[2]).toEqual(parts[0]);
  });

  test('a record that joins two groups merges them into the older, and the other id still answers', async () => {
    await writer().writeBatch([advisory({ id: 'A' })], 'FILE');
    await writer().writeBatch([advisory({ id: 'B' })], 'FILE');
    const before = await reader().groupsForAdvisories(['A', 'B']);
    const [older, younger] = [before.get('A')?.groupId ?? '', before.get('B')?.groupId ?? ''];
    await writer().writeBatch([advisory({ id: 'C', aliases: ['A', 'B'] })], 'FILE');
    const after = await reader().groupsForAdvisories(['A', 'B', 'C']);
    expect([...after.values()].map(({ groupId }) => groupId)).toEqual([older, older, older]);
    expect((await reader().groupsByIds([younger])).get(younger)?.ids).toEqual(['A', 'B', 'C']);
  });

  test('a record that loses its alias leaves the group', async () => {
    await writer().writeBatch(
      [advisory({ id: 'A', aliases: ['CVE-1'] }), advisory({ id: 'B', aliases: ['CVE-1'] })],
      'FILE',
    );
    const before = (await reader().groupsForAdvisories(['A'])).get('A');
    await writer().writeBatch([advisory({ id: 'B', day: 2 })], 'FILE');
    const after = await reader().groupsForAdvisories(['A', 'B']);
    expect(after.get('A')).toMatchObject({ groupId: before?.groupId, ids: ['CVE-1', 'A'] });
    expect(after.get('B')?.ids).toEqual(['B']);
  });
});

describe('matching package versions', () => {
  test('ids come in order, are stable, and one package version is one row', async () => {
    const asked = [
      { ecosystem: 'npm', name: 'b', version: '1.0.0' },
      { ecosystem: 'npm', name: 'a', version: '1.0.0' },
      { ecosystem: 'npm', name: 'b', version: '1.0.0' },
    ];
    const [first, second, third] = await versions().ensure(asked);
    expect(first).toBe(third);
    expect(first).not.toBe(second);
    expect(await versions().ensure(asked)).toEqual([first, second, third]);
    expect(await versions().ensure([])).toEqual([]);
    await expect(
      versions().ensure([{ ecosystem: 'npm', name: 'x'.repeat(700), version: '1' }]),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  test('a new version is matched with all that stands', async () => {
    await writer().writeBatch(
      [
        advisory({ id: 'A', aliases: ['CVE-1'] }),
        advisory({ id: 'B', withdrawn: true }),
        advisory({ id: 'C', name: 'other' }),
        advisory({ id: 'D', fixed: '1.0.0' }),
      ],
      'FILE',
    );
    const id = await addVersion('1.5.0');
    const group = (await reader().groupsForAdvisories(['A'])).get('A');
    expect(await versions().matchesFor([id])).toEqual([
      {
        packageVersionId: id,
        advisoryId: 'A',
        groupId: group?.groupId,
        severity: 'HIGH',
        score: null,
        because: 'introduced 0, fixed 2.0.0',
        fixed: ['2.0.0'],
      },
    ]);
  });

  test('after an import only versions of packages that changed are matched again, and those that changed are said', async () => {
    await writer().writeBatch([advisory({ id: 'A' }), advisory({ id: 'Z', name: 'other' })], 'FILE');
    const [old, fine, other] = [
      await addVersion('1.0.0'),
      await addVersion('2.5.0'),
      await addVersion('1.0.0', 'other'),
    ];
    await rematchAll(writer());
    expect(changed).toEqual([]);
    await writer().writeBatch([advisory({ id: 'B', fixed: '3.0.0' })], 'FILE');
    const result = await rematchAll(writer());
    expect(result).toEqual({ rematchedPackages: 1, changedPackageVersions: 2 });
    expect(changed).toEqual([[old, fine].sort()]);
    expect(await matchedIds(old)).toEqual(['A', 'B']);
    expect(await matchedIds(fine)).toEqual(['B']);
    expect(await matchedIds(other)).toEqual(['Z']);
  });

  test('a withdrawn, narrowed or moved record changes what it matched', async () => {
    await writer().writeBatch([advisory({ id: 'A' }), advisory({ id: 'B' }), advisory({ id: 'C' })], 'FILE');
    const id = await addVersion('1.0.0');
    await writer().writeBatch(
      [
        advisory({ id: 'A', day: 2, withdrawn: true }),
        advisory({ id: 'B', day: 2, fixed: '1.0.0' }),
        advisory({ id: 'C', day: 2, name: 'other' }),
      ],
      'FILE',
    );
    await rematchAll(writer());
    expect(changed).toEqual([[id]]);
    expect(await matchedIds(id)).toEqual([]);
  });

  test('a severity that changes, in the record or through its group, is said although the match stays', async () => {
    await writer().writeBatch([advisory({ id: 'A', aliases: ['CVE-1'] })], 'FILE');
    const id = await addVersion('1.0.0');
    await rematchAll(writer());
    await writer().writeBatch([advisory({ id: 'A', aliases: ['CVE-1'], day: 2, word: 'LOW' })], 'FILE');
    await rematchAll(writer());
    await writer().writeBatch(
      [advisory({ id: 'CVE-1', ecosystem: 'PyPI', name: 'x', word: 'CRITICAL' })],
      'FILE',
    );
    await rematchAll(writer());
    expect(changed).toEqual([[id], [id]]);
  });

  test('a rematch that fails leaves the list as it was', async () => {
    const id = await addVersion('1.0.0');
    const failing = createAdvisoryWriter(database.dataSource.manager, {
      orders,
      onMatchesChanged: () => Promise.reject(new Error('no')),
    });
    await failing.writeBatch([advisory({ id: 'A' })], 'FILE');
    await expect(rematchAll(failing)).rejects.toThrow('no');
    expect((await reader().advisoryStatus()).pendingPackages).toBe(1);
    expect(await matchedIds(id)).toEqual([]);
    await rematchAll(writer());
    expect(await matchedIds(id)).toEqual(['A']);
  });

  test.each(ECOSYSTEMS.map(({ id }) => id))(
    '%s: what changes is matched again under the name as its registry compares it',
    async (ecosystem) => {
      const orders = ECOSYSTEMS;
      const store = createPackageVersionStore(database.dataSource.manager, orders);
      const asWritten = ecosystem === 'PyPI' ? 'Flask_Login' : 'flask-login';
      const ids = await store.ensure(
        ['1.9.0', '1.10.0', '2.0.0'].map((version) => ({ ecosystem, name: asWritten, version })),
      );
      await store.matchNew(ids);
      const all = createAdvisoryWriter(database.dataSource.manager, { orders });
      const change = { ecosystem: `${ecosystem}:https://registry.example`, name: 'flask-login' };
      await all.writeBatch([advisory({ id: 'A', ...change, fixed: '1.10.0' })], 'FILE');
      await rematchAll(all);
      const matched = async () =>
        (await store.matchesFor(ids)).map(({ packageVersionId }) => packageVersionId).sort();
      expect(await matched()).toEqual(ids.slice(0, 1));
      await all.writeBatch([advisory({ id: 'A', ...change, day: 2, fixed: '2.0.0' })], 'FILE');
      await rematchAll(all);
      expect(await matched()).toEqual(ids.slice(0, 2).sort());
    },
  );

  test('versions that an older matching looked at are matched again, batch by batch, once', async () => {
    await writer().writeBatch([advisory({ id: 'A' })], 'FILE');
    const ids: string[] = [];
    for (let minor = 0; minor < 25; minor += 1) ids.push(await addVersion(`1.${minor}.0`));
    await rematchAll(writer());
    expect(await reader().hasPending()).toBe(false);
    await database.dataSource.query('DELETE FROM package_match');
    await database.dataSource.query('UPDATE package_version SET matched_by = 1');
    expect(await reader().hasPending()).toBe(true);
    const outcomes = [];
    for (let round = 0; round < 3; round += 1) outcomes.push(await writer().rematchPending(1));
    expect(outcomes.map(({ changedIds, remaining }) => [changedIds.length, remaining])).toEqual([
      [10, true],
      [10, true],
      [5, false],
    ]);
    expect(changed.flat().sort()).toEqual([...ids].sort());
    expect(await matchedIds(ids[24] ?? '')).toEqual(['A']);
    expect(await reader().hasPending()).toBe(false);
    expect(await writer().rematchPending(1)).toEqual({ packages: 0, changedIds: [], remaining: false });
  });

  test('matching everything again that breaks off goes on where it was', async () => {
    await writer().writeBatch([advisory({ id: 'A' })], 'FILE');
    for (let minor = 0; minor < 15; minor += 1) await addVersion(`1.${minor}.0`);
    await rematchAll(writer());
    await database.dataSource.query('DELETE FROM package_match');
    await database.dataSource.query('UPDATE package_version SET matched_by = 1');
    let calls = 0;
    const failing = createAdvisoryWriter(database.dataSource.manager, {
      orders,
      onMatchesChanged: () => {
        calls += 1;
        return calls === 1 ? Promise.resolve() : Promise.reject(new Error('no'));
      },
    });
    await failing.rematchPending(1);
    await expect(failing.rematchPending(1)).rejects.toThrow('no');
    expect((await writer().rematchPending(1)).changedIds).toHaveLength(5);
    const rows = await database.dataSource.query('SELECT count(*)::int AS matches FROM package_match');
    expect(rows).toEqual([{ matches: 15 }]);
  });

  test('a version that an analysis adds while an advisory arrives is matched in any case', async () => {
    for (let round = 0; round < 10; round += 1) {
      const name = `package-${round}`;
      const [id] = await Promise.all([
        database.dataSource.transaction(async (manager) => {
          const store = createPackageVersionStore(manager, orders);
          const ids = await store.ensure([{ ecosystem: 'npm', name, version: '1.0.0' }]);
          await store.matchNew(ids);
          return ids[0] ?? '';
        }),
        writer()
          .writeBatch([advisory({ id: `A-${round}`, name })], 'FILE')
          .then(() => rematchAll(writer())),
      ]);
      expect(await matchedIds(id)).toEqual([`A-${round}`]);
    }
  });

  test('records that left the public archive are withdrawn, those from files stay, and one that returns stands again', async () => {
    await writer().writeBatch([advisory({ id: 'A' }), advisory({ id: 'B' })], 'ARCHIVE');
    await writer().writeBatch([advisory({ id: 'C' })], 'FILE');
    const id = await addVersion('1.0.0');
    expect(await writer().withdrawMissing('npm', new Set(['A']))).toBe(1);
    await rematchAll(writer());
    expect(await matchedIds(id)).toEqual(['A', 'C']);
    expect((await writer().writeBatch([advisory({ id: 'B' })], 'ARCHIVE')).changed).toBe(1);
    await rematchAll(writer());
    expect(await matchedIds(id)).toEqual(['A', 'B', 'C']);
  });
});

describe('asking for any version', () => {
  test('the stored matcher answers for versions that are not stored', async () => {
    await writer().writeBatch(
      [advisory({ id: 'A', aliases: ['CVE-1'] }), advisory({ id: 'B', withdrawn: true })],
      'FILE',
    );
    const matcher = createStoredMatcher(database.dataSource.manager, orders);
    expect(
      await matcher.match([
        { ecosystem: 'npm', name: 'lodash', version: '1.0.0' },
        { ecosystem: 'npm', name: 'lodash', version: '2.0.0' },
      ]),
    ).toEqual([
      {
        ecosystem: 'npm',
        name: 'lodash',
        version: '1.0.0',
        advisoryId: 'A',
        aliases: ['CVE-1'],
        severity: 'HIGH',
        score: null,
        fixed: ['2.0.0'],
        because: 'introduced 0, fixed 2.0.0',
      },
    ]);
    expect((await matcher.advisoriesFor([{ ecosystem: 'npm', name: 'lodash' }])).map(({ id }) => id)).toEqual(
      ['A'],
    );
  });
});

describe('reading advisories', () => {
  test('one is found by its id and by an alias', async () => {
    await writer().writeBatch(
      [advisory({ id: 'PYSEC-1', aliases: ['CVE-1'] }), advisory({ id: 'GHSA-1', aliases: ['CVE-1'] })],
      'FILE',
    );
    expect((await reader().getAdvisory('PYSEC-1'))?.id).toBe('PYSEC-1');
    expect((await reader().getAdvisory('CVE-1'))?.id).toBe('GHSA-1');
    expect(await reader().getAdvisory("'; drop table advisory; --")).toBeNull();
  });

  test('pages go through all, newest first, and filters hold', async () => {
    await writer().writeBatch(
      [1, 2, 3, 4, 5].map((day) =>
        advisory({
          id: `A-${day}`,
          day: Math.ceil(day / 2),
          word: day === 1 ? 'LOW' : 'HIGH',
          name: `name-${day}`,
          ecosystem: day === 2 ? 'PyPI' : 'npm',
        }),
      ),
      'FILE',
    );
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page = await reader().listAdvisories({}, { first: 2, after });
      seen.push(...page.advisories.map(({ id }) => id));
      after = page.nextCursor;
      more = after !== null;
    }
    expect(seen).toEqual(['A-5', 'A-4', 'A-3', 'A-2', 'A-1']);
    const ids = async (filter: Parameters<ReturnType<typeof reader>['listAdvisories']>[0]) =>
      (await reader().listAdvisories(filter, { first: 10, after: 'not a cursor' })).advisories.map(
        ({ id }) => id,
      );
    expect(await ids({ severities: ['LOW'] })).toEqual(['A-1']);
    expect(await ids({ ecosystem: 'PyPI' })).toEqual(['A-2']);
    expect(await ids({ search: 'NAME-4' })).toEqual(['A-4']);
    expect(await ids({ search: '%' })).toEqual([]);
  });

  test('the status counts what stands and tells of imports and syncs', async () => {
    await writer().writeBatch(
      [
        advisory({ id: 'A' }),
        advisory({ id: 'B', withdrawn: true }),
        advisory({ id: 'C', ecosystem: 'PyPI' }),
      ],
      'FILE',
    );
    const at = new Date('2024-02-01T00:00:00Z');
    const sync = {
      ecosystem: 'npm',
      archiveEtag: '"1"',
      listEtag: null,
      newestModified: '2024-01-01T00:00:00Z',
      lastArchiveAt: at,
      lastSyncAt: at,
      error: null,
    };
    await writer().saveSync(sync);
    expect(await writer().readSync('npm')).toEqual(sync);
    const importId = await writer().beginImport('test');
    const status = await reader().advisoryStatus();
    expect(status).toMatchObject({
      ecosystems: [
        { ecosystem: 'PyPI', advisories: 1 },
        { ecosystem: 'npm', advisories: 1 },
      ],
      total: 2,
      withdrawn: 1,
      syncs: [sync],
      lastImport: { id: importId, state: 'RUNNING', finishedAt: null },
    });
  });
});
