import type { TestDatabase } from '../../test/database.js';
import { makeIntegration, makeProjects, NOW, startStores } from '../../test/stored-rows.js';
import type { Stores } from '../stores.js';
import type { KeysetPage } from '../keyset.js';
import type { OutdatedFilter, OutdatedOrder, OutdatedPackage } from './manifest.js';

let db: TestDatabase;
let stores: Stores;
let project = '';

beforeAll(async () => {
  ({ db, stores } = await startStores());
  await makeIntegration(stores);
  [project = ''] = await makeProjects(stores, '1', [{ gitlabProjectId: 1 }]);
  await stores.inventories.replaceOutdated(project, [
    outdated('alpha', { step: 'PATCH', currentReleasedAt: '2020-01-01T00:00:00.000Z' }),
    outdated('beta', {
      step: 'MAJOR',
      latestReleasedAt: '2026-01-01T00:00:00.000Z',
      deprecated: 'Use gamma.',
    }),
    outdated('gamma', { step: 'MINOR', scope: 'DEVELOPMENT', latestReleasedAt: '2024-01-01T00:00:00.000Z' }),
    outdated('delta', { currentReleasedAt: null, latestReleasedAt: null, yanked: 'yanked' }),
    outdated('50%_off', { ecosystem: 'PyPI', currentReleasedAt: '+012345-01-01T00:00:00.000Z' }),
  ]);
});

afterAll(() => db.close());

test.each<[OutdatedOrder, readonly string[]]>([
  ['NAME', ['50%_off', 'alpha', 'beta', 'delta', 'gamma']],
  ['STEP', ['beta', 'gamma', 'alpha', 'delta', '50%_off']],
  ['BEHIND', ['alpha', 'beta', 'gamma', 'delta', '50%_off']],
  ['AGE', ['alpha', 'beta', 'gamma', 'delta', '50%_off']],
])('in the order %s they are %j, page by page too', async (order, names) => {
  expect(await namesOf({}, order)).toEqual(names);
});

test.each<[OutdatedFilter, readonly string[]]>([
  [{ search: '50%_' }, ['50%_off']],
  [{ search: '%' }, ['50%_off']],
  [{ steps: ['MAJOR', 'MINOR'] }, ['beta', 'gamma']],
  [{ scopes: ['DEVELOPMENT'] }, ['gamma']],
  [{ ecosystems: ['PyPI'] }, ['50%_off']],
  [{ isWithdrawn: true }, ['beta', 'delta']],
  [{ isWithdrawn: false, search: 'a' }, ['alpha', 'gamma']],
  [{ manifestPath: 'elsewhere' }, []],
])('the filter %j finds %j, and counts as many', async (filter, names) => {
  expect(await namesOf(filter, 'NAME')).toEqual(names);
  const counts = await stores.inventories.pagedOutdated(filter, 'NAME').counts([project], 100);
  expect(counts.get(project) ?? 0).toBe(names.length);
});

test('a project tells at a glance what waits in it, and when it is looked at next', async () => {
  const health = await stores.projectHealth.ofMany([project, '999'], NOW);
  expect([...health.keys()]).toEqual([project]);
  expect(health.get(project)).toMatchObject({
    overdueCount: 0,
    proposedPlanCount: 0,
    openMergeRequestCount: 0,
    outdatedCount: 5,
    nextLookAt: expect.any(Date),
  });
});

async function namesOf(filter: OutdatedFilter, order: OutdatedOrder): Promise<readonly string[]> {
  const names: string[] = [];
  const list = stores.inventories.pagedOutdated(filter, order);
  const window = { size: 2, before: null, isBackward: false, isReversed: false, parents: [project] };
  for (let after: readonly string[] | null = null, isMore = true; isMore;) {
    const page: KeysetPage<OutdatedPackage> | undefined = (await list.pages({ ...window, after })).get(
      project,
    );
    for (const { name } of page?.rows ?? []) names.push(name);
    after = page?.keys.at(-1) ?? null;
    isMore = page?.hasNext ?? false;
  }
  return names;
}

function outdated(name: string, facts: Partial<OutdatedPackage>): Omit<OutdatedPackage, 'id'> {
  return {
    manifestPath: 'package.json',
    ecosystem: 'npm',
    name,
    declaredRange: '^1.0.0',
    current: '1.0.0',
    currentReleasedAt: '2023-01-01T00:00:00.000Z',
    wanted: null,
    latest: '2.0.0',
    latestReleasedAt: '2025-01-01T00:00:00.000Z',
    deprecated: null,
    yanked: null,
    scope: 'RUNTIME',
    step: 'NONE',
    ...facts,
  };
}
