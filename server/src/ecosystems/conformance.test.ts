import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, readInventories } from '../../test/repository-fixture.js';
import { MAX_LENGTHS } from '../inventory/bounded-inventory.js';
import type {
  Ecosystem,
  EcosystemId,
  ManifestFile,
  ManifestGroup,
  PackageVersionFacts,
  VersionChange,
} from './ecosystem.js';
import { ECOSYSTEMS, ecosystemOf, findEcosystem } from './registry.js';

const folders = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

it('registers every folder, once, in order', () => {
  expect(ECOSYSTEMS.map((ecosystem) => folderOf(ecosystem.id))).toEqual(folders);
  expect(ECOSYSTEMS.map((ecosystem) => ecosystemOf(ecosystem.id))).toEqual(ECOSYSTEMS);
  expect(findEcosystem('nothing of ours')).toBeNull();
});

describe.each(ECOSYSTEMS.map((ecosystem) => [ecosystem.id, ecosystem] as const))('%s', (id, ecosystem) => {
  const fixtures = join(__dirname, folderOf(id), 'fixtures');
  const samples = readdirSync(fixtures, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => readInventories(ecosystem, join(fixtures, entry.name)));
  const editable = samples.filter(({ inventory }) => ecosystem.abilities(inventory).versions);
  const anyBytes = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('utf8')),
    fc.json(),
  );

  it('has the files that every ecosystem has', () => {
    const files = readdirSync(join(__dirname, folderOf(id)));
    expect(files).toEqual(
      expect.arrayContaining(['README.md', 'fixtures', 'index.ts', 'versions.ts', 'versions.test.ts']),
    );
    expect(samples.length).toBeGreaterThan(3);
  });

  it('groups any paths: sorted, its own path among the inputs, no path twice', () => {
    const path = fc.oneof(fc.constantFrom(...listFiles(fixtures)), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(path), (paths) => {
        const groups = ecosystem.groupManifests(paths);
        expect(groups.map((group) => group.path)).toEqual(
          [...new Set(groups.map((group) => group.path))].sort(),
        );
        for (const group of groups) {
          expect(group.ecosystem).toBe(id);
          expect(group.inputs).toContain(group.path);
          expect(group.inputs).toEqual([...new Set(group.inputs)].sort());
          for (const input of group.inputs) expect(paths).toContain(input);
        }
      }),
    );
  });

  it('reads its fixtures: every target is a package, every location its own', () => {
    for (const { group, inventory } of samples) {
      expect(inventory).toMatchObject({ ecosystem: id, path: group.path });
      expect(inventory.packages.length).toBeGreaterThan(0);
      const locations = inventory.packages.map((item) => item.location);
      expect(new Set(locations).size).toBe(locations.length);
      for (const { target } of inventory.packages.flatMap((item) => item.requires)) {
        if (target !== null) expect(inventory.packages[target]).toBeDefined();
      }
    }
  });

  it('reads the same files to the same inventory', () => {
    for (const { group, files, inventory } of samples)
      expect(ecosystem.parse(group, files.toReversed())).toEqual(inventory);
  });

  it('gives dependencies or a problem for any bytes, never an exception', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), anyBytes, ({ group }, text) => {
        expectTotal(
          ecosystem,
          group,
          group.inputs.map((path) => ({ path, text })),
        );
      }),
    );
  });

  it('gives dependencies or a problem for damaged fixtures, never an exception', () => {
    const damage = fc.tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(60), anyBytes, fc.boolean());
    fc.assert(
      fc.property(damage, ([{ group, files }, position, length, inserted, isCut]) => {
        const damaged = files.map(({ path, text }) => {
          const at = position % (text.length + 1);
          return {
            path,
            text: isCut ? text.slice(0, at) : text.slice(0, at) + inserted + text.slice(at + length),
          };
        });
        expectTotal(ecosystem, group, damaged);
      }),
      { numRuns: 300 },
    );
  });

  it('gives no name, version or range that is longer than any real one', () => {
    for (const { group, files, inventory } of samples) {
      const known = inventory.packages.flatMap(({ name, version, requires }) => [
        name,
        version,
        ...requires.flatMap((asked) => [asked.name, asked.range]),
      ]);
      for (const word of [...new Set(known)].filter((text) => text.length > 2).slice(0, 12))
        for (const tail of ['a'.repeat(9_000), '.1'.repeat(4_500), ' || 1'.repeat(2_000)])
          expectTotal(
            ecosystem,
            group,
            files.map(({ path, text }) => ({ path, text: text.replaceAll(word, () => word + tail) })),
          );
    }
  });

  it('says of a lock that holds nothing of its format that it does', () => {
    const locks = samples.filter(({ group }) => /lock\.json$|\.lock$|lock\.yaml$|^pylock/.test(group.path));
    for (const { group, inventory } of locks) {
      const text = group.path.endsWith('.json') || group.path === 'bun.lock' ? '{"x":1}' : 'x = 1\n';
      const foreign = ecosystem.parse(group, [{ path: group.path, text }]);
      expect([group.path, inventory.isLocked, foreign.problems.length > 0]).toEqual([group.path, true, true]);
    }
  });

  it('refuses to edit what it says it cannot', () => {
    for (const { files, inventory } of samples.filter(
      (each) => !ecosystem.abilities(each.inventory).versions,
    ))
      for (const upgrade of upgradesOf(inventory)) expect(edited(ecosystem, files, upgrade)).toBeNull();
  });

  (editable.length > 0 ? it : it.skip)(
    'edits to the asked version, twice as once, and touches no other file',
    () => {
      for (const { group, files, inventory } of editable) {
        for (const upgrade of upgradesOf(inventory)) {
          const once = edited(ecosystem, files, upgrade);
          if (once === null) continue;
          const again = ecosystem.parse(group, once);
          // Where a location states the version, it is another one now.
          const inPlace = again.packages.filter(({ location }) => upgrade.locations.includes(location));
          const changed =
            inPlace.length > 0
              ? inPlace
              : again.packages.filter(({ name, version }) => name === upgrade.name && version === upgrade.to);
          expect(changed.slice(0, 1).map((item) => [item.name, item.version])).toEqual(
            upgrade.locations.map(() => [upgrade.name, upgrade.to]),
          );
          expect(again.problems).toEqual(inventory.problems);
          expect(edited(ecosystem, once, upgrade)).toEqual(once);
        }
      }
    },
  );

  // A Python lock repeats what every version asks for, so an invented version fits into few of the fixtures.
  (editable.length > 0 && id !== 'PyPI' ? it : it.skip)('can edit most of what its locks hold', () => {
    const upgrades = editable.flatMap(({ files, inventory }) =>
      upgradesOf(inventory).map((upgrade) => edited(ecosystem, files, upgrade)),
    );
    expect(upgrades.length).toBeGreaterThan(10);
    // Go's fixtures show what stays as it is: replaced modules, those that only the go.sum names, Go itself.
    const most = id === 'Go' ? 0.6 : 0.1;
    expect(upgrades.filter((result) => result === null).length).toBeLessThan(upgrades.length * most);
  });

  it('refuses or edits any bytes, and never fails', () => {
    const upgrade = samples.flatMap(({ inventory }) => upgradesOf(inventory))[0];
    if (upgrade === undefined) throw new Error('no fixture holds a locked package');
    fc.assert(
      fc.property(fc.constantFrom(...samples), anyBytes, ({ group }, text) => {
        const files = group.inputs.map((path) => ({ path, text }));
        expect(['edited', 'refused']).toContain(
          ecosystem.edit(files, { versions: [upgrade], ranges: [], forces: [] }).kind,
        );
      }),
    );
  });

  it('orders all versions: antisymmetric, transitive, unreadable ones first', () => {
    const known = samples.flatMap(({ inventory }) => inventory.packages.map((item) => item.version));
    const version = fc.oneof(
      fc.constantFrom(...known),
      fc.string(),
      fc.stringMatching(/^\d{1,3}(\.\d{1,3}){0,3}(-[a-z0-9.]{1,6})?$/),
    );
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const order = (left: string, right: string): number =>
          Math.sign(ecosystem.compareVersions(left, right));
        expect(order(a, a)).toBe(0);
        expect(order(a, b) + order(b, a)).toBe(0);
        if (order(a, b) <= 0 && order(b, c) <= 0) expect(order(a, c)).toBeLessThanOrEqual(0);
        if (order(a, b) === 0 && order(b, c) === 0) expect(order(a, c)).toBe(0);
      }),
      { numRuns: 500 },
    );
    const { read } = ecosystem.versionScheme;
    if (read('?') === null) expect(ecosystem.compareVersions('?', '0.0.0')).toBeLessThan(0);
  });
});

function expectTotal(ecosystem: Ecosystem, group: ManifestGroup, files: readonly ManifestFile[]): void {
  const inventory = ecosystem.parse(group, files);
  expect(inventory.path).toBe(group.path);
  expect(tooLongIn(inventory)).toEqual([]);
  for (const problem of inventory.problems) {
    expect(group.inputs).toContain(problem.path);
    expect(problem.message).toMatch(/\.$/);
    expect(problem.line ?? 1).toBeGreaterThan(0);
  }
}

/** The beginnings of texts that no inventory may hold at this length, and targets that are not there. */
function tooLongIn({ format, isLocked, packages }: ReturnType<Ecosystem['parse']>): readonly string[] {
  const texts: (readonly [text: string, most: number])[] = [[format, MAX_LENGTHS.format]];
  for (const { name, version, location, requires } of packages) {
    texts.push([name, MAX_LENGTHS.name], [location, MAX_LENGTHS.location]);
    texts.push([version, isLocked ? MAX_LENGTHS.version : MAX_LENGTHS.range]);
    for (const asked of requires) {
      texts.push([asked.name, MAX_LENGTHS.name], [asked.range, MAX_LENGTHS.range]);
      if (asked.target !== null) expect(asked.target).toBeLessThan(packages.length);
    }
  }
  return texts.filter(([text, most]) => text.length > most).map(([text]) => text.slice(0, 80));
}

/** What the registry of an ecosystem tells of a version where its locks repeat that. */
const OWN_FACTS: Readonly<
  Partial<Record<EcosystemId, (name: string, version: string) => Partial<PackageVersionFacts>>>
> = {
  'crates.io': () => ({
    integrity: `sha256-${'B'.repeat(43)}=`,
    document: JSON.stringify({ featuresSince: '0.0.0' }),
  }),
  npm: (name) => ({ bin: { [name]: 'cli.js' } }),
  Packagist: (name, version) => ({ dependencies: {}, document: JSON.stringify({ name, version }) }),
  Go: (_, version) => ({
    artifacts: [`v${version}`, `v${version}/go.mod`].map((filename) => ({
      filename,
      url: null,
      hash: `h1:${'B'.repeat(43)}=`,
      size: null,
      uploadedAt: null,
    })),
    engines: {},
  }),
  PyPI: (name, version) => ({
    artifacts: [
      {
        filename: `${name}-${version}-py3-none-any.whl`,
        url: `https://files.example/${name}-${version}-py3-none-any.whl`,
        hash: `sha256:${'a'.repeat(64)}`,
        size: 1,
        uploadedAt: '2024-01-01T00:00:00.000Z',
      },
    ],
    document: JSON.stringify({ summary: '', requiresPython: null, requiresDist: [], isGuessed: false }),
  }),
  RubyGems: (name, version) => ({
    dependencies: {},
    artifacts: ['', '-arm64-darwin', '-java', '-x86_64-linux'].map((platform) => ({
      filename: `${name}-${version}${platform}.gem`,
      url: null,
      hash: `sha256:${'a'.repeat(64)}`,
      size: null,
      uploadedAt: null,
    })),
  }),
};

function upgradesOf(inventory: ReturnType<Ecosystem['parse']>): readonly VersionChange[] {
  if (!inventory.isLocked) return [];
  return inventory.packages
    .filter((item) => item.source === 'REGISTRY' && !item.isBundled)
    .map((item) => ({
      name: item.name,
      from: item.version,
      to: nextVersion(item.version),
      answers: new Map([[item.location, []]]),
      locations: [item.location],
      target: {
        version: nextVersion(item.version),
        publishedAt: null,
        deprecated: null,
        yanked: null,
        integrity: `sha512-${'B'.repeat(86)}==`,
        tarballUrl: null,
        dependencies: {},
        optionalDependencies: {},
        peerDependencies: Object.fromEntries(
          item.requires.flatMap(({ name, range, kind }) => (kind === 'PEER' ? [[name, range]] : [])),
        ),
        optionalPeers: [],
        engines: { node: '>=18' },
        bin: {},
        os: [],
        cpu: [],
        libc: [],
        license: 'MIT',
        funding: undefined,
        hasInstallScript: false,
        bundleDependencies: [],
        hasShrinkwrap: false,
        isDetailed: true,
        artifacts: [
          { filename: '', url: null, hash: `sha1:${'b'.repeat(40)}`, size: null, uploadedAt: null },
        ],
        document: null,
        ...OWN_FACTS[inventory.ecosystem]?.(item.name, nextVersion(item.version)),
      },
    }));
}

/** The next patch, which most ranges admit; of what is no such version one that is far from all others. */
function nextVersion(version: string): string {
  const [, minor, patch] = /^(\d+\.\d+)\.(\d{1,9})$/.exec(version) ?? [];
  return minor === undefined ? '99.1.2' : `${minor}.${Number(patch) + 1}`;
}

/** All files after the change; null where it was refused. */
function edited(
  ecosystem: Ecosystem,
  files: readonly ManifestFile[],
  upgrade: VersionChange,
): readonly ManifestFile[] | null {
  const result = ecosystem.edit(files, { versions: [upgrade], ranges: [], forces: [] });
  if (result.kind === 'refused') return null;
  const texts = new Map(result.files.map((file) => [file.path, file.text]));
  return files.map((file) => ({ path: file.path, text: texts.get(file.path) ?? file.text }));
}

function folderOf(id: string): string {
  return id.toLowerCase().replace('.io', '');
}
