import {
  publishedFacts,
  worldFiles,
  worldManifests,
  worldRegistry,
  type World,
} from '../../test/planning-world.js';
import type { Ecosystem } from '../ecosystems/ecosystem.js';
import { npm } from '../ecosystems/npm/index.js';
import type { Inventory } from '../inventory/inventory.js';
import { createOffers, RangeEffort } from './offer.js';
import { directVersions, findOutdated } from './outdated.js';
import type { PackageFactsResult } from './registry.js';
import { countUnchecked, describeSilence } from './unchecked-packages.js';
import { versionFacts } from './version-facts.js';

function inventoryOf(world: Omit<World, 'flaws'>): Inventory {
  const inventory = worldManifests(worldFiles({ ...world, flaws: [] }))[0]?.inventory;
  if (inventory === undefined) throw new Error('no manifest');
  return inventory;
}

async function report(world: Omit<World, 'flaws'>) {
  const inventory = inventoryOf(world);
  const names = [...directVersions(inventory).keys()];
  return findOutdated(inventory, createOffers(await worldRegistry(world.registry).facts('npm', names), npm));
}

/** One direct dependency `a` at `current`, and what the registry has of it. */
async function one(
  current: string,
  versions: Readonly<Record<string, object>>,
  { range = '*', latest = null as string | null } = {},
) {
  const inventory = inventoryOf({
    root: { dependencies: { a: range } },
    lock: { 'node_modules/a': { version: current } },
    registry: {},
  });
  const facts: PackageFactsResult = {
    kind: 'facts',
    facts: {
      ecosystem: 'npm',
      name: 'a',
      latest,
      versions: Object.entries(versions).map(([version, more]) => versionFacts(version, more)),
      repositoryUrl: null,
      undated: null,
      fetchedAt: '',
    },
  };
  const { outdated } = findOutdated(inventory, createOffers(new Map([['a', facts]]), npm));
  const [row] = outdated;
  return row === undefined ? null : [row.wanted, row.latest, row.step, row.yanked ?? row.deprecated];
}

test('tells current, wanted inside the declared range, latest and their dates, of direct dependencies only', async () => {
  const { outdated, unchecked } = await report({
    root: { dependencies: { a: '^1.0.0', current: '1.0.0' } },
    lock: {
      'node_modules/a': { version: '1.0.0', dependencies: { deep: '1' } },
      'node_modules/current': { version: '1.0.0' },
      'node_modules/deep': { version: '1.0.0' },
    },
    registry: {
      a: { '1.0.0': {}, '1.2.0': {}, '2.0.0': { publishedAt: '2025-05-05T00:00:00.000Z' }, '3.0.0-rc.1': {} },
      current: { '1.0.0': {} },
      deep: { '1.0.0': {}, '2.0.0': {} },
    },
  });
  const released = publishedFacts('a', '1.0.0', {}).publishedAt;
  expect(outdated).toEqual([
    {
      manifestPath: 'package-lock.json',
      ecosystem: 'npm',
      name: 'a',
      declaredRange: '^1.0.0',
      current: '1.0.0',
      currentReleasedAt: released,
      wanted: '1.2.0',
      latest: '2.0.0',
      latestReleasedAt: '2025-05-05T00:00:00.000Z',
      deprecated: null,
      yanked: null,
      scope: 'RUNTIME',
      step: 'MAJOR',
    },
  ]);
  expect(unchecked).toEqual([]);
});

describe('the latest version of a dependency', () => {
  test.each<[string, Parameters<typeof one>, Awaited<ReturnType<typeof one>>]>([
    [
      'is the one that the registry calls so',
      ['1.0.0', { '1.0.0': {}, '1.1.0': {}, '2.0.0': {} }, { latest: '1.1.0' }],
      ['2.0.0', '1.1.0', 'MINOR', null],
    ],
    [
      'is the highest where the registry names none that it has',
      ['1.0.0', { '1.0.0': {}, '1.1.0': {} }, { latest: '9.0.0' }],
      ['1.1.0', '1.1.0', 'MINOR', null],
    ],
    [
      'is no prerelease, even where the registry calls one so',
      ['1.0.0', { '1.0.0': {}, '2.0.0-rc.1': {} }, { latest: '2.0.0-rc.1' }],
      null,
    ],
    [
      'is a prerelease where the current one is',
      ['2.0.0-rc.1', { '1.0.0': {}, '2.0.0-rc.1': {}, '2.0.0-rc.2': {} }, { latest: '1.0.0' }],
      ['2.0.0-rc.2', '2.0.0-rc.2', 'PRERELEASE', null],
    ],
    [
      'is the release that overtook a prerelease',
      ['2.0.0-rc.1', { '2.0.0-rc.1': {}, '2.0.0': {}, '2.1.0-rc.1': {} }, {}],
      ['2.0.0', '2.0.0', 'PRERELEASE', null],
    ],
    [
      'is not one that was taken back',
      ['1.0.0', { '1.0.0': {}, '1.1.0': {}, '1.2.0': { yanked: 'broken' } }, { latest: '1.2.0' }],
      ['1.1.0', '1.1.0', 'MINOR', null],
    ],
    ['is not one that cannot be read', ['1.0.0', { '1.0.0': {}, newest: {} }, {}], null],
  ])('%s', async (_, asked, expected) => {
    const found = await one(...asked);
    expect(expected === null ? found : found?.slice(1)).toEqual(expected === null ? null : expected.slice(1));
    if (expected !== null && expected[2] !== 'PRERELEASE') expect(found?.[0]).toBe(expected[0]);
  });
});

describe('a dependency that should not stay', () => {
  test('is listed when it was yanked, though it is the newest there is', async () => {
    expect(await one('1.2.0', { '1.1.0': {}, '1.2.0': { yanked: 'broken' } })).toEqual([
      '1.1.0',
      '1.1.0',
      'NONE',
      'broken',
    ]);
    expect(await one('1.2.0', { '1.2.0': { yanked: 'yanked' } })).toEqual([null, '1.2.0', 'NONE', 'yanked']);
  });

  test('is listed when it is deprecated, though nothing newer exists', async () => {
    expect(await one('1.0.0', { '1.0.0': { deprecated: 'use b' } })).toEqual([
      '1.0.0',
      '1.0.0',
      'NONE',
      'use b',
    ]);
  });

  test('is not listed when only an older or newer version was yanked', async () => {
    expect(
      await one('1.1.0', { '1.0.0': { yanked: 'x' }, '1.1.0': {}, '1.2.0': { yanked: 'x' } }),
    ).toBeNull();
  });
});

describe('a declared range without a lock', () => {
  const read = (range: string, latest = '2.0.0') => {
    const files = [{ path: 'package.json', text: JSON.stringify({ dependencies: { a: range } }) }];
    const [manifest] = worldManifests(files);
    const versions = ['1.0.0', '1.4.0', latest].map((version) =>
      versionFacts(version, { publishedAt: '2025-01-01T00:00:00.000Z' }),
    );
    const facts: PackageFactsResult = {
      kind: 'facts',
      facts: {
        ecosystem: 'npm',
        name: 'a',
        latest: null,
        versions,
        repositoryUrl: null,
        undated: null,
        fetchedAt: '',
      },
    };
    if (manifest === undefined) throw new Error('no manifest');
    return findOutdated(manifest.inventory, createOffers(new Map([['a', facts]]), npm)).outdated;
  };

  test('is behind where the latest version lies above it', () => {
    expect(read('^1.0.0')).toMatchObject([
      {
        declaredRange: '^1.0.0',
        current: '^1.0.0',
        currentReleasedAt: null,
        wanted: '1.4.0',
        latest: '2.0.0',
        step: 'MAJOR',
      },
    ]);
  });

  test.each(['>=1.0.0', '*', '^2.0.0', '^9.0.0'])('is not behind with %s', (range) => {
    expect(read(range)).toEqual([]);
  });
});

describe('what could not be checked', () => {
  test('is told with why, and nothing is said to be up to date instead', async () => {
    const names = ['down', 'gone', 'later', 'unasked'];
    const inventory = inventoryOf({
      root: { dependencies: Object.fromEntries(names.map((name) => [name, '*'])) },
      lock: Object.fromEntries(names.map((name) => [`node_modules/${name}`, { version: '1.0.0' }])),
      registry: {},
    });
    const facts = new Map<string, PackageFactsResult>([
      ['down', { kind: 'failed', name: 'down', status: 503, message: 'it answered with status 503.' }],
      ['gone', { kind: 'missing', name: 'gone' }],
      ['later', { kind: 'unsupported', name: 'later', message: 'Not asked yet.' }],
    ]);
    const { outdated, unchecked } = findOutdated(inventory, createOffers(facts, npm));
    expect(outdated).toEqual([]);
    const groups = countUnchecked(unchecked);
    expect(groups).toEqual([
      {
        ecosystem: 'npm',
        kind: 'FAILED',
        reason: 'The registry could not be read: it answered with status 503.',
        count: 2,
        names: ['down', 'unasked'],
      },
      {
        ecosystem: 'npm',
        kind: 'MISSING',
        reason: 'The registry does not know it.',
        count: 1,
        names: ['gone'],
      },
      { ecosystem: 'npm', kind: 'UNSUPPORTED', reason: 'Not asked yet.', count: 1, names: ['later'] },
    ]);
    expect(describeSilence(groups)).toBe(
      'down and 1 more (npm) could not be checked. The registry could not be read: it answered with status 503.',
    );
    expect(describeSilence(groups.slice(1))).toBeNull();
  });
});

test('a lock that names a branch instead of a version is not compared, and said so', () => {
  const inventory = inventoryOf({
    root: { dependencies: { a: '*' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: {},
  });
  const packages = inventory.packages.map((copy) =>
    copy.name === 'a' ? { ...copy, version: 'dev-main' } : copy,
  );
  const versions = [versionFacts('1.0.0', {})];
  const facts: PackageFactsResult = {
    kind: 'facts',
    facts: {
      ecosystem: 'npm',
      name: 'a',
      latest: null,
      versions,
      repositoryUrl: null,
      undated: null,
      fetchedAt: '',
    },
  };
  const { outdated, unchecked } = findOutdated(
    { ...inventory, packages },
    createOffers(new Map([['a', facts]]), npm),
  );
  expect(outdated).toEqual([]);
  expect(unchecked).toMatchObject([{ name: 'a', kind: 'UNREADABLE' }]);
});

test('versions are found in whatever spelling the lock has, by the order of the ecosystem', () => {
  const loose: Ecosystem = {
    ...npm,
    isVersion: (text) => /^v?\d/.test(text),
    versionScheme: { ...npm.versionScheme, read: (text) => npm.versionScheme.read(text.replace(/^v/, '')) },
  };
  const inventory = inventoryOf({
    root: { dependencies: { a: '*' } },
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: {},
  });
  const packages = inventory.packages.map((copy) =>
    copy.name === 'a' ? { ...copy, version: 'v1.0.0' } : copy,
  );
  const versions = [versionFacts('1.0.0', { yanked: 'broken', publishedAt: '2025-01-01T00:00:00.000Z' })];
  const facts: PackageFactsResult = {
    kind: 'facts',
    facts: {
      ecosystem: 'npm',
      name: 'a',
      latest: null,
      versions,
      repositoryUrl: null,
      undated: null,
      fetchedAt: '',
    },
  };
  const { outdated } = findOutdated({ ...inventory, packages }, createOffers(new Map([['a', facts]]), loose));
  expect(outdated).toMatchObject([
    { current: 'v1.0.0', currentReleasedAt: '2025-01-01T00:00:00.000Z', yanked: 'broken' },
  ]);
});

describe('a declared range that is dear to evaluate', () => {
  const published = Array.from({ length: 200 }, (_, index) => versionFacts(`1.${index}.0`, {}));
  const asked: string[] = [];
  const counting: Ecosystem = {
    ...npm,
    satisfies: (version, range) => {
      asked.push(version);
      return npm.satisfies(version, range);
    },
  };
  const read = (range: string, { isLocked = true, maximum = 10_000_000 } = {}) => {
    const inventory = inventoryOf({
      root: { dependencies: { a: range } },
      lock: { 'node_modules/a': { version: '1.0.0' } },
      registry: {},
    });
    const packages = isLocked
      ? inventory.packages
      : inventory.packages.map((copy) => (copy.name === 'a' ? { ...copy, version: range } : copy));
    const facts: PackageFactsResult = {
      kind: 'facts',
      facts: {
        ecosystem: 'npm',
        name: 'a',
        latest: null,
        versions: published,
        repositoryUrl: null,
        undated: null,
        fetchedAt: '',
      },
    };
    asked.length = 0;
    const offers = createOffers(new Map([['a', facts]]), counting, new RangeEffort(maximum));
    return { ...findOutdated({ ...inventory, isLocked, packages }, offers), offers };
  };
  const tooLong = { name: 'a', kind: 'TOO_LONG', reason: 'Its declared range is too long to be evaluated.' };
  const range = (length: number) =>
    '<0.0.1 || '
      .repeat(length)
      .slice(0, length - 1)
      .trim()
      .padEnd(length, '9');

  test('is not evaluated above 1,024 characters; what is newer is told all the same', () => {
    const { outdated, unchecked } = read(range(1_025));
    expect(outdated).toMatchObject([{ current: '1.0.0', wanted: null, latest: '1.199.0' }]);
    expect(unchecked).toMatchObject([tooLong]);
    expect(asked).toEqual([]);
    expect(read(range(1_024)).unchecked).toEqual([]);
    expect(asked).toHaveLength(200);
  });

  test('is only said to be so where nothing is locked', () => {
    const { outdated, unchecked } = read(range(1_025), { isLocked: false });
    expect(outdated).toEqual([]);
    expect(unchecked).toMatchObject([tooLong]);
    expect(asked).toEqual([]);
  });

  test('is evaluated from the highest version down to the first inside, and once', () => {
    const { offers } = read('<=1.197.0');
    offers.of('a')?.highestWithin('<=1.197.0', false);
    expect(asked).toEqual(['1.199.0', '1.198.0', '1.197.0']);
  });

  test('ends when the project’s share of work is done, and says so', () => {
    const { outdated, unchecked } = read('^0.0.1', { maximum: 10 * ('^0.0.1'.length + 16) });
    expect(asked).toHaveLength(10);
    expect(outdated).toMatchObject([{ wanted: null, latest: '1.199.0' }]);
    expect(unchecked).toMatchObject([{ name: 'a', kind: 'TOO_MANY' }]);
  });
});
