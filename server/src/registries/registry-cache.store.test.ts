import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { publishedFacts } from '../../test/planning-world.js';
import { createCachedRegistry, pruneRegistryCache } from './registry-cache.store.js';
import type { PackageFactsResult, PackageRegistry } from './registry.js';

const HOUR_MS = 3_600_000;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.dataSource.query('TRUNCATE registry_package'));

/** A registry that counts what it is asked, and a clock that can be set. */
function setUp() {
  const asked: string[][] = [];
  const state = { now: new Date('2026-01-01T00:00:00Z'), isDown: false };
  const answer = (name: string): PackageFactsResult => {
    if (state.isDown) return { kind: 'failed', name, status: 503, message: 'it answered with status 503.' };
    if (name === 'missing') return { kind: 'missing', name };
    const fetchedAt = state.now.toISOString();
    const versions = [publishedFacts(name, '1.0.0', { dependencies: { constructor: '^1.0.0' } })];
    return {
      kind: 'facts',
      facts: {
        ecosystem: 'npm',
        name,
        latest: '1.0.0',
        versions,
        repositoryUrl: null,
        undated: null,
        fetchedAt,
      },
    };
  };
  const inner: PackageRegistry = {
    facts: async (_ecosystem, names) => {
      asked.push([...names]);
      return new Map(names.map((name) => [name, answer(name)]));
    },
  };
  return {
    asked,
    state,
    answer,
    registry: createCachedRegistry(database.dataSource, inner, () => state.now),
  };
}

test('a package is asked for once in six hours, and comes back as it was', async () => {
  const { asked, state, answer, registry } = setUp();
  const expected = answer('a');
  expect((await registry.facts('npm', ['a', 'a'])).get('a')).toEqual(expected);
  state.now = new Date(state.now.getTime() + 6 * HOUR_MS - 1);
  expect((await registry.facts('npm', ['a', 'b'])).get('a')).toEqual(expected);
  state.now = new Date(state.now.getTime() + 1);
  await registry.facts('npm', ['a']);
  expect(asked).toEqual([['a'], ['b'], ['a']]);
});

test('a package that the registry does not know is asked for again after an hour', async () => {
  const { asked, state, registry } = setUp();
  await registry.facts('npm', ['missing']);
  state.now = new Date(state.now.getTime() + HOUR_MS / 2);
  expect((await registry.facts('npm', ['missing'])).get('missing')).toEqual({
    kind: 'missing',
    name: 'missing',
  });
  state.now = new Date(state.now.getTime() + HOUR_MS);
  await registry.facts('npm', ['missing']);
  expect(asked).toEqual([['missing'], ['missing']]);
});

test('an old answer stands in for a registry that fails, for a week; a failure is not remembered', async () => {
  const { state, answer, registry } = setUp();
  const expected = answer('a');
  await registry.facts('npm', ['a']);
  state.isDown = true;
  state.now = new Date(state.now.getTime() + 48 * HOUR_MS);
  expect((await registry.facts('npm', ['a'])).get('a')).toEqual(expected);
  expect((await registry.facts('npm', ['b'])).get('b')?.kind).toBe('failed');
  state.now = new Date(state.now.getTime() + 7 * 24 * HOUR_MS);
  expect((await registry.facts('npm', ['a'])).get('a')?.kind).toBe('failed');
  state.isDown = false;
  expect((await registry.facts('npm', ['b'])).get('b')?.kind).toBe('facts');
});

test('pruning forgets what is older than a week', async () => {
  const { asked, state, registry } = setUp();
  await registry.facts('npm', ['a']);
  await pruneRegistryCache(database.dataSource, new Date(state.now.getTime() + 8 * 24 * HOUR_MS));
  await registry.facts('npm', ['a']);
  expect(asked).toEqual([['a'], ['a']]);
});
