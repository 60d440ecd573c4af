import {
  publishedFacts,
  worldFiles,
  worldManifests,
  worldRegistry,
  type World,
} from '../../test/planning-world.js';
import { npm } from '../ecosystems/npm/index.js';
import { directDependencyNames, findOutdated } from './outdated.js';

async function outdated(world: Omit<World, 'flaws'>) {
  const inventory = worldManifests(worldFiles({ ...world, flaws: [] }))[0]?.inventory;
  if (inventory === undefined) throw new Error('no manifest');
  const facts = await worldRegistry(world.registry).facts('npm', directDependencyNames(inventory));
  return findOutdated(inventory, facts, npm);
}

test('tells current, wanted inside the declared range, latest and their dates, of direct dependencies only', async () => {
  const rows = await outdated({
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
  expect(rows).toEqual([
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
      scope: 'RUNTIME',
      step: 'MAJOR',
    },
  ]);
});

test('a deprecated dependency is listed though nothing newer exists, one that the registry does not know is not', async () => {
  const rows = await outdated({
    root: { dependencies: { a: '^1.0.0', unknown: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/unknown': { version: '1.0.0' } },
    registry: { a: { '1.0.0': { deprecated: 'use b' } } },
  });
  expect(rows.map(({ name, deprecated, step }) => [name, deprecated, step])).toEqual([
    ['a', 'use b', 'NONE'],
  ]);
});
