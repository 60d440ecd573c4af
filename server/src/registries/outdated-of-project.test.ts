import { startTestServer } from '../../test/http-server.js';
import { worldManifests } from '../../test/planning-world.js';
import type { EcosystemId } from '../ecosystems/ecosystem.js';
import type { Inventory } from '../inventory/inventory.js';
import { limitRegistry } from './limited-registry.js';
import { createNpmRegistry } from './npm-registry.client.js';
import { outdatedOfProject } from './outdated-of-project.js';
import type { PackageFactsResult, PackageRegistry } from './registry.js';
import { versionFacts } from './version-facts.js';

/** A manifest that declares these names and nothing else. */
function declaring(
  names: readonly string[],
  ecosystem: EcosystemId = 'npm',
  path = 'package.json',
): Inventory {
  const dependencies = Object.fromEntries(names.map((name) => [name, '^1.0.0']));
  const [manifest] = worldManifests([{ path: 'package.json', text: JSON.stringify({ dependencies }) }]);
  if (manifest === undefined) throw new Error('no manifest');
  return { ...manifest.inventory, ecosystem, path };
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `p${String(index).padStart(6, '0')}`);

/** A registry that has versions 1.0.0 and 2.0.0 of everything, and keeps what it was asked. */
function everything() {
  const asked: {
    readonly ecosystem: EcosystemId;
    readonly name: string;
    readonly dated: readonly string[];
  }[] = [];
  const registry: PackageRegistry = {
    facts: async (ecosystem, names, dated = new Map()) =>
      new Map(
        names.map((name): [string, PackageFactsResult] => {
          asked.push({ ecosystem, name, dated: dated.get(name) ?? [] });
          const versions = ['1.0.0', '2.0.0'].map((version) => versionFacts(version, {}));
          const facts = { ecosystem, name, latest: null, versions, repositoryUrl: null, undated: null };
          return [name, { kind: 'facts', facts: { ...facts, fetchedAt: '' } }];
        }),
      ),
  };
  return { asked, registry };
}

test('a project with 10,000 names sends 3,000 requests, the vulnerable first, and the rest is told as unchecked', async () => {
  const server = await startTestServer((request, response) => {
    const name = request.url.slice(1);
    response.end(JSON.stringify({ name, versions: { '1.0.0': { name, version: '1.0.0' } } }));
  });
  try {
    const registry = createNpmRegistry({ baseUrl: server.url, concurrency: 32, perSecond: 100_000 });
    const names = numbered(10_000);
    const { packages, unchecked } = await outdatedOfProject(
      limitRegistry(registry),
      [declaring(names), declaring(names, 'npm', 'again/package.json')],
      [{ ecosystem: 'npm', name: 'p009999' }],
    );
    expect(server.seen).toHaveLength(3_000);
    expect(new Set(server.seen.slice(0, 200).map(({ url }) => url))).toContain('/p009999');
    expect(server.seen.map(({ url }) => url).toSorted()).toEqual(
      [...names.slice(0, 2_999), 'p009999'].map((name) => `/${name}`),
    );
    expect(packages).toEqual([]);
    expect(unchecked).toEqual([
      {
        ecosystem: 'npm',
        kind: 'TOO_MANY',
        reason: 'The project has more packages than Backline asks registries about.',
        count: 7_000,
        names: ['p002999', 'p003000', 'p003001', 'p003002', 'p003003'],
      },
    ]);
  } finally {
    await server.close();
  }
}, 30_000);

test('names of all ecosystems share one limit, by name, with what planning asked about before', async () => {
  const { asked, registry } = everything();
  const limited = limitRegistry(registry, 5);
  await limited.facts('npm', ['deep']);
  const inventories = [declaring(['a', 'c', 'e']), declaring(['b', 'd', 'f'], 'Pub')];
  const { packages, unchecked } = await outdatedOfProject(limited, inventories, [
    { ecosystem: 'npm', name: 'f' },
    { ecosystem: 'Pub', name: 'd' },
  ]);
  expect(asked.map(({ ecosystem, name }) => `${ecosystem} ${name}`).toSorted()).toEqual(
    ['npm deep', 'Pub b', 'Pub d', 'npm a', 'npm c'].toSorted(),
  );
  expect(packages.map(({ name }) => name).toSorted()).toEqual(['a', 'b', 'c', 'd']);
  expect(unchecked.map(({ ecosystem, kind, names }) => [ecosystem, kind, names])).toEqual([
    ['npm', 'TOO_MANY', ['e']],
    ['Pub', 'TOO_MANY', ['f']],
  ]);
});

test('a name in many manifests is asked about once, with all versions whose dates matter', async () => {
  const { asked, registry } = everything();
  const inventories = ['1.0.0', '1.5.0', '1.0.0'].map((version, index) => {
    const inventory = declaring(['a'], 'npm', `${index}/package.json`);
    return {
      ...inventory,
      packages: inventory.packages.map((copy) => (copy.name === 'a' ? { ...copy, version } : copy)),
    };
  });
  const { packages } = await outdatedOfProject(limitRegistry(registry), inventories, []);
  expect(asked).toEqual([{ ecosystem: 'npm', name: 'a', dated: ['1.0.0', '1.5.0'] }]);
  expect(packages.map(({ manifestPath }) => manifestPath)).toHaveLength(3);
});

test('about more than the limit nobody is asked, whoever wants to know', async () => {
  const { asked, registry } = everything();
  const limited = limitRegistry(registry, 1);
  const answers = await limited.facts('npm', ['a', 'b']);
  await limited.facts('npm', ['a']);
  expect(asked.map(({ name }) => name)).toEqual(['a', 'a']);
  expect(answers.get('b')).toMatchObject({
    kind: 'failed',
    message: expect.stringContaining('more packages'),
  });
});
