import { fastestRun } from '../../test/fastest.js';
import { findDeepManifests } from './deep-manifests.js';
import type { Ecosystem, EcosystemId } from './ecosystem.js';
import { ECOSYSTEMS } from './registry.js';

/** Files of each ecosystem whose groups look at other folders. */
const NAMES: Readonly<Record<EcosystemId, readonly string[]>> = {
  'crates.io': ['Cargo.toml'],
  Go: ['go.mod'],
  Hex: ['mix.exs'],
  Maven: ['pom.xml', 'build.gradle'],
  npm: ['package.json'],
  NuGet: ['a.csproj', 'Directory.Packages.props'],
  Packagist: ['composer.json'],
  Pub: ['pubspec.yaml'],
  PyPI: ['requirements.txt', 'pyproject.toml'],
  RubyGems: ['Gemfile'],
};
const FLAT = 500_000;
/** Milliseconds of processor time: many times what it takes; what is quadratic takes minutes. */
const MAX_MS = 3_000;
const MAX_INPUTS_PER_PATH = 50;

const many = (count: number, path: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => path(index));
const chain = (folders: number, name: string): string[] =>
  many(folders, (index) => `${'d/'.repeat(index)}${name}`);

describe.each(ECOSYSTEMS.map((ecosystem) => [ecosystem.id, ecosystem] as const))('%s', (id, ecosystem) => {
  it.each(NAMES[id])('groups %s in deep and crowded folders, in proportion to the paths', (name) => {
    const end = (depth: number) => (index: number) => `${'d/'.repeat(depth)}${index}/${name}`;
    for (const paths of [
      [...chain(1_000, name), ...many(3_000, end(999))],
      [...chain(60, name), ...many(26_000, end(60))],
      many(10_000, (index) => `${'d/'.repeat(index % 60)}${index}/${name}`),
    ])
      expectCheap(ecosystem, paths);
  });

  it('groups crowds of one name, in proportion to the paths', () => {
    for (const paths of [
      many(40_000, (index) => `p${index}.csproj`),
      many(40_000, (index) => (index % 2 === 0 ? `p${index}.csproj` : `packages.p${index - 1}.lock.json`)),
      many(8_000, (index) => (index % 2 === 0 ? `p${index}.props` : `p${index}/a.csproj`)),
      many(40_000, (index) => `pom-${index}.xml`),
      many(40_000, (index) => `requirements-${index}.txt`),
      many(40_000, (index) => `${'venv/'.repeat(index % 60)}${index}/venv/pyvenv.cfg`),
    ])
      expectCheap(ecosystem, paths);
  });

  it('groups half a million paths, of all ecosystems in turn', () => {
    const names = Object.values(NAMES).flat();
    const paths = many(FLAT, (index) => `f${index}/${names[index % names.length] ?? ''}`);
    expectCheap(ecosystem, paths);
  });

  it.each(NAMES[id])('passes over %s in folders of installed things, and where it lies too deep', (name) => {
    const elsewhere = ['node_modules/a', 'vendor/a', '.venv', 'lib/site-packages/a', '.git', '.tox/a'];
    const groups = (paths: readonly string[]) => ecosystem.groupManifests(paths).map(({ path }) => path);
    expect(groups(elsewhere.map((folder) => `${folder}/${name}`))).toEqual([]);
    expect(groups([`${'d/'.repeat(64)}${name}`])).toHaveLength(1);
    const deep = [`a/${'d/'.repeat(64)}${name}`, `b/${'d/'.repeat(64)}${name}`];
    expect(groups(deep)).toEqual([]);
    const paths = [`a/${name}`, ...deep, `vendor/${deep[0]}`, `${'d/'.repeat(65)}unknown.md`];
    expect(findDeepManifests(paths)).toEqual(deep);
  });

  it.each(NAMES[id])('passes over %s in a venv that is a virtual environment, and in no other', (name) => {
    const own = [`venv/${name}`, `src/venv/a/${name}`];
    const groups = (...others: string[]) => ecosystem.groupManifests([...own, ...others]).length;
    expect(groups()).toBe(2);
    expect(groups('venv/pyvenv.cfg', 'src/venv/lib/python3.12/site-packages/a.py')).toBe(0);
    expect(groups('src/venv/pyvenv.cfg')).toBe(1);
    expect(groups('myvenv/pyvenv.cfg', 'venv/lib/python.py', 'venv/a/pyvenv.cfg')).toBe(2);
  });
});

function expectCheap(ecosystem: Ecosystem, paths: readonly string[]): void {
  let groups: ReturnType<Ecosystem['groupManifests']> = [];
  const duration = fastestRun(() => (groups = ecosystem.groupManifests(paths)), MAX_MS);
  const inputs = groups.reduce((sum, group) => sum + group.inputs.length, 0);
  expect(inputs).toBeLessThanOrEqual(MAX_INPUTS_PER_PATH * paths.length);
  expect(duration).toBeLessThan(MAX_MS);
}
