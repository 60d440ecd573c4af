import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { publishedFacts } from '../../test/planning-world.js';
import { createCachedRegistry, pruneRegistryCache } from './registry-cache.store.js';
import {
  NO_VALIDATORS,
  type RegistryAnswer,
  type RegistryClient,
  type RegistryQuestion,
} from './registry.js';

const HOUR_MS = 3_600_000;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.dataSource.query('TRUNCATE registry_package'));

/** A registry that keeps what it is asked, and a clock that can be set. */
function setUp(address = 'https://registry.example/') {
  const asked: RegistryQuestion[][] = [];
  const state = { now: new Date('2026-01-01T00:00:00Z'), isDown: false, undated: null as string[] | null };
  const answer = (name: string): RegistryAnswer => {
    if (state.isDown) {
      const message = 'it answered with status 503.';
      return { result: { kind: 'failed', name, status: 503, message }, validators: NO_VALIDATORS };
    }
    if (name === 'missing') return { result: { kind: 'missing', name }, validators: NO_VALIDATORS };
    const fetchedAt = state.now.toISOString();
    const plain = publishedFacts(name, '1.0.0', { dependencies: { constructor: '^1.0.0' } });
    const versions = [
      { ...plain, yanked: 'broken' },
      { ...plain, version: '1.1.0', publishedAt: null },
    ];
    const facts = {
      ecosystem: 'npm' as const,
      name,
      latest: '1.0.0',
      versions,
      repositoryUrl: null,
      undated: state.undated,
      fetchedAt,
    };
    return { result: { kind: 'facts', facts }, validators: { etag: `"${name}"`, lastModified: null } };
  };
  const inner: RegistryClient = {
    ecosystem: 'npm',
    address,
    ask: async (questions) => {
      asked.push([...questions]);
      return new Map(questions.map(({ name }) => [name, answer(name)]));
    },
    facts: async (ecosystem, names) =>
      new Map(names.map((name) => [name, { kind: 'unsupported', name, message: `No ${ecosystem} here.` }])),
  };
  const registryOf = (integrationId: string | null, tokenFingerprint = 'aa') => {
    const owner = integrationId === null ? null : { integrationId, tokenFingerprint };
    return createCachedRegistry(database.dataSource, inner, { owner, clock: () => state.now });
  };
  const names = () => asked.map((questions) => questions.map(({ name }) => name));
  const later = (ms: number) => {
    state.now = new Date(state.now.getTime() + ms);
  };
  return {
    asked,
    names,
    state,
    later,
    answer: (name: string) => answer(name).result,
    registryOf,
    registry: registryOf(null),
  };
}

test('a package is asked for once in six hours, and comes back as it was', async () => {
  const { names, later, answer, registry } = setUp();
  const expected = answer('a');
  expect((await registry.facts('npm', ['a', 'a'])).get('a')).toEqual(expected);
  later(6 * HOUR_MS - 1);
  expect((await registry.facts('npm', ['a', 'b'])).get('a')).toEqual(expected);
  later(1);
  await registry.facts('npm', ['a']);
  expect(names()).toEqual([['a'], ['b'], ['a']]);
});

test('what is asked for again goes with what was known of it and its validators', async () => {
  const { asked, later, answer, registry } = setUp();
  const first = answer('a');
  await registry.facts('npm', ['a', 'missing']);
  later(7 * HOUR_MS);
  await registry.facts('npm', ['a', 'missing']);
  expect(asked[0]?.map(({ known }) => known)).toEqual([null, null]);
  expect(asked[1]).toEqual([
    {
      name: 'a',
      dated: [],
      known: {
        facts: 'facts' in first ? first.facts : null,
        validators: { etag: '"a"', lastModified: null },
      },
    },
    { name: 'missing', dated: [], known: null },
  ]);
});

test('a date that matters is asked for at once, but not again where it is not known', async () => {
  const { asked, state, registry } = setUp();
  state.undated = [];
  const dated = new Map([['a', ['1.1.0', '9.9.9']]]);
  await registry.facts('npm', ['a']);
  await registry.facts('npm', ['a'], new Map([['a', ['1.0.0']]]));
  expect(asked).toHaveLength(1);
  state.undated = ['1.1.0'];
  await registry.facts('npm', ['a'], dated);
  await registry.facts('npm', ['a'], dated);
  expect(asked).toHaveLength(2);
  expect(asked[1]?.[0]).toMatchObject({
    name: 'a',
    dated: ['1.1.0', '9.9.9'],
    known: { facts: { name: 'a' } },
  });
});

test('answers are kept by address, and those that a token brought for its integration alone', async () => {
  const own = setUp();
  const other = setUp('https://other.example/');
  await own.registry.facts('npm', ['a']);
  await other.registry.facts('npm', ['a']);
  await own.registryOf('1').facts('npm', ['a']);
  await own.registryOf('2').facts('npm', ['a']);
  await own.registryOf('2').facts('npm', ['a']);
  expect([own.names(), other.names()]).toEqual([[['a'], ['a'], ['a']], [['a']]]);
});

test('what one token of an integration brought is not served to another, and goes after a week', async () => {
  const { asked, names, state, registryOf } = setUp();
  await registryOf('1', 'strong').facts('npm', ['a']);
  state.isDown = true;
  expect((await registryOf('1', 'weak').facts('npm', ['a'])).get('a')?.kind).toBe('failed');
  expect(asked[1]?.[0]?.known).toBeNull();
  expect((await registryOf('1', 'strong').facts('npm', ['a'])).get('a')?.kind).toBe('facts');
  expect(names()).toEqual([['a'], ['a']]);
  await pruneRegistryCache(database.dataSource, new Date(state.now.getTime() + 8 * 24 * HOUR_MS));
  expect(await database.dataSource.query('SELECT registry FROM registry_package')).toEqual([]);
});

test('other ecosystems are left to the registry itself', async () => {
  const { names, registry } = setUp();
  expect((await registry.facts('Hex', ['a'])).get('a')).toMatchObject({ kind: 'unsupported' });
  expect(names()).toEqual([]);
});

test('a package that the registry does not know is asked for again after an hour', async () => {
  const { names, later, registry } = setUp();
  await registry.facts('npm', ['missing']);
  later(HOUR_MS / 2);
  expect((await registry.facts('npm', ['missing'])).get('missing')).toEqual({
    kind: 'missing',
    name: 'missing',
  });
  later(HOUR_MS);
  await registry.facts('npm', ['missing']);
  expect(names()).toEqual([['missing'], ['missing']]);
});

test('an old answer stands in for a registry that fails, for a week; a failure is not remembered', async () => {
  const { state, later, answer, registry } = setUp();
  const expected = answer('a');
  await registry.facts('npm', ['a']);
  state.isDown = true;
  later(48 * HOUR_MS);
  expect((await registry.facts('npm', ['a'])).get('a')).toEqual(expected);
  expect((await registry.facts('npm', ['b'])).get('b')?.kind).toBe('failed');
  later(7 * 24 * HOUR_MS);
  expect((await registry.facts('npm', ['a'])).get('a')?.kind).toBe('failed');
  state.isDown = false;
  expect((await registry.facts('npm', ['b'])).get('b')?.kind).toBe('facts');
});

test('pruning forgets what is older than a week', async () => {
  const { names, state, registry } = setUp();
  await registry.facts('npm', ['a']);
  await pruneRegistryCache(database.dataSource, new Date(state.now.getTime() + 8 * 24 * HOUR_MS));
  await registry.facts('npm', ['a']);
  expect(names()).toEqual([['a'], ['a']]);
});
