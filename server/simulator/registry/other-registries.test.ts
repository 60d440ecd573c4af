import { createCratesRegistry } from '../../src/registries/crates-registry.client.js';
import { createGoRegistry } from '../../src/registries/go-registry.client.js';
import { createMavenRegistry } from '../../src/registries/maven-registry.client.js';
import { createNuGetRegistry } from '../../src/registries/nuget-registry.client.js';
import { createPackagistRegistry } from '../../src/registries/packagist-registry.client.js';
import { createPyPiRegistry } from '../../src/registries/pypi-registry.client.js';
import type { RegistryHttpOptions } from '../../src/registries/registry-http.client.js';
import type { PackageFactsResult, RegistryClient } from '../../src/registries/registry.js';
import { createRubyGemsRegistry } from '../../src/registries/rubygems-registry.client.js';
import { OTHER_REGISTRIES, type OtherRegistry } from './other-protocols.js';
import { startOtherRegistries, type RunningOtherRegistries } from './other-registries.js';
import { parseUniverse, type Universe } from './universe.js';

const NAMES: Readonly<Record<OtherRegistry, string>> = {
  pypi: 'some-lib',
  go: 'example.org/Some/lib',
  maven: 'org.example:some-lib',
  crates: 'some_lib',
  rubygems: 'some-lib',
  packagist: 'acme/some-lib',
  nuget: 'Some.Lib',
};

const CLIENTS: Readonly<Record<OtherRegistry, (options: RegistryHttpOptions) => RegistryClient>> = {
  pypi: createPyPiRegistry,
  go: createGoRegistry,
  maven: createMavenRegistry,
  crates: createCratesRegistry,
  rubygems: createRubyGemsRegistry,
  packagist: createPackagistRegistry,
  nuget: createNuGetRegistry,
};

function universeOf(name: string): Universe {
  return parseUniverse(
    JSON.stringify({
      name,
      latest: '1.2.0',
      versions: [
        ['1.0.0', '2023-01-01T00:00:00.000Z', { license: 'MIT' }],
        ['1.1.0', '2023-02-01T00:00:00.000Z', { yanked: 'broken build' }],
        ['1.2.0', '2023-03-01T00:00:00.000Z', { yanked: null }],
      ],
    }),
  );
}

let running: RunningOtherRegistries;
beforeAll(async () => {
  running = await startOtherRegistries({
    pypi: universeOf(NAMES.pypi),
    go: universeOf(NAMES.go),
    maven: universeOf(NAMES.maven),
    crates: universeOf(NAMES.crates),
    rubygems: universeOf(NAMES.rubygems),
    packagist: universeOf(NAMES.packagist),
    nuget: universeOf(NAMES.nuget),
  });
});
afterAll(() => running.close());

async function ask(registry: OtherRegistry, name: string): Promise<PackageFactsResult> {
  const client = CLIENTS[registry]({ baseUrl: running.urls[registry] });
  const answers = await client.ask([{ name, dated: ['1.0.0', '1.1.0'], known: null }]);
  const answer = answers.get(name);
  if (answer === undefined) throw new Error('no answer');
  return answer.result;
}

/** Versions that are listed, and why one of them was taken back. */
const EXPECTED: Readonly<Record<OtherRegistry, readonly (readonly [string, string | null])[]>> = {
  pypi: [
    ['1.0.0', null],
    ['1.1.0', 'broken build'],
    ['1.2.0', null],
  ],
  go: [
    ['1.0.0', null],
    ['1.1.0', 'broken build'],
    ['1.2.0', null],
  ],
  maven: [
    ['1.0.0', null],
    ['1.1.0', null],
    ['1.2.0', null],
  ],
  crates: [
    ['1.0.0', null],
    ['1.1.0', 'yanked'],
    ['1.2.0', null],
  ],
  rubygems: [
    ['1.0.0', null],
    ['1.2.0', null],
  ],
  packagist: [
    ['1.0.0', null],
    ['1.1.0', null],
    ['1.2.0', null],
  ],
  nuget: [
    ['1.0.0', null],
    ['1.1.0', 'unlisted'],
    ['1.2.0', null],
  ],
};

test.each(OTHER_REGISTRIES)(
  'the client of %s reads versions, dates and what was taken back',
  async (registry) => {
    const result = await ask(registry, NAMES[registry]);
    if (result.kind !== 'facts') throw new Error(result.kind);
    const versions = result.facts.versions.toSorted((left, right) => (left.version < right.version ? -1 : 1));
    expect(versions.map(({ version, yanked }) => [version, yanked])).toEqual(EXPECTED[registry]);
    expect(versions[0]?.publishedAt).toBe('2023-01-01T00:00:00.000Z');
    expect(versions.at(-1)?.publishedAt).toBe('2023-03-01T00:00:00.000Z');
  },
);

test.each(OTHER_REGISTRIES)('%s does not know another package', async (registry) => {
  expect((await ask(registry, NAMES[registry].replace('ome', 'ame'))).kind).toBe('missing');
});

test.each([
  ['pypi', '/'],
  ['pypi', '/pypi/%'],
  ['go', '/example.org/Some/lib/@v/v9.9.9.info'],
  ['maven', '/x/y/z.pom'],
] as const)('%s does not find %s', async (registry, path) => {
  expect((await fetch(running.urls[registry] + path)).status).toBe(404);
});

test('a document that has not changed is not sent again', async () => {
  const address = `${running.urls.pypi}/pypi/some-lib/json`;
  const etag = (await fetch(address)).headers.get('etag') ?? '';
  expect((await fetch(address, { headers: { 'if-none-match': etag } })).status).toBe(304);
  expect((await fetch(address, { method: 'POST' })).status).toBe(405);
});
