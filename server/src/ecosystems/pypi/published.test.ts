import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import {
  disagreeingLines,
  type ExtractorCase,
  readExtractorCases,
  readOrderLines,
  unpackShared,
} from '../../../test/published-cases.js';
import { readInventories } from '../../../test/repository-fixture.js';
import { collapse, shortestPaths } from '../../inventory/graph.js';
import type { DependencyScope, Inventory } from '../../inventory/inventory.js';
import { pypi } from './index.js';
import { containsVersion, namesPrerelease, readSpecifiers } from './specifiers.js';
import { isPrerelease, isVersion, readPublished } from './versions.js';

const conformance = unpackShared('conformance');
const corpus = unpackShared('corpus');
const suite = conformance === null || corpus === null ? describe.skip : describe;

/** The suite's extractors, and the name under which their files are read. */
const FILE_NAMES: ReadonlyMap<string, string> = new Map([
  ['python/pdmlock', 'pdm.lock'],
  ['python/pipfilelock', 'Pipfile.lock'],
  ['python/poetrylock', 'poetry.lock'],
  ['python/pylock', 'pylock.toml'],
  ['python/pyprojecttoml', 'pyproject.toml'],
  ['python/requirements', 'requirements.txt'],
  ['python/uvlock', 'uv.lock'],
]);
const WITHOUT_GROUPS: readonly string[] = ['python/pylock', 'python/pyprojecttoml', 'python/requirements'];

afterAll(() => {
  for (const folder of [conformance, corpus])
    if (folder !== null) rmSync(dirname(folder), { recursive: true, force: true });
});

suite('files that others published readings of (skipped where the shared data is not there)', () => {
  const folder = conformance ?? '';

  it('are read alike in every name, version and group, but for the listed ones, where more is found', () => {
    const cases = readExtractorCases(folder, [...FILE_NAMES.keys()]);
    expect(cases.length).toBe(58);
    const listed = readDifferingCases()
      .filter(({ extractor }) => FILE_NAMES.has(extractor))
      .map(({ file }) => file);
    const differences = cases.filter((item) => differencesOf(item, folder).length > 0);
    expect(new Set(differences.map(({ file }) => file))).toEqual(new Set(listed));
    const lacking = differences
      .flatMap((item) => differencesOf(item, folder))
      .filter((one) => one.startsWith('lacks'));
    expect(lacking).toEqual([]);
  });

  it('holds every line of the published order', () => {
    const lines = readOrderLines(folder, 'pypi');
    expect(lines.length).toBeGreaterThan(12_400);
    expect(disagreeingLines(lines, pypi.compareVersions)).toEqual([]);
  });

  it('reads the files that osv-scanner was recorded with', () => {
    const path = join(folder, 'osv-scanner/cmd/osv-scanner/scan/source/testdata/locks-requirements');
    const [found] = readInventories(pypi, path).filter(({ group }) => group.path === 'requirements.txt');
    expect(found?.inventory.problems).toEqual([]);
    expect(namesOf(found?.inventory)).toEqual([
      'black@25.1.0',
      'django@1.11.29',
      'django@2.2.24',
      'flask-cors@1.0.0',
      'flask@1.0.0',
      'numpy@2.3.1',
      'pandas@0.23.4',
      'requests@2.20.0',
    ]);
  });
});

suite('the cases of pypa/packaging', () => {
  const cases =
    conformance === null ? new Map<string, readonly unknown[]>() : readPackagingCases(conformance);
  const tuples = (...tests: readonly string[]): readonly (readonly unknown[])[] =>
    tests.flatMap((test) => z.array(z.array(z.unknown())).parse(cases.get(test)));
  const texts = (test: string): readonly string[] => z.array(z.string()).parse(cases.get(test));

  it('has the same order for every pair of versions', () => {
    const ordered = texts('versions_in_order');
    expect(ordered.length).toBe(92);
    const wrong = ordered.flatMap((left, at) =>
      ordered
        .filter((right, other) => Math.sign(pypi.compareVersions(left, right)) !== Math.sign(at - other))
        .map((right) => `${left} ${right}`),
    );
    expect(wrong).toEqual([]);
  });

  it('reads the same texts as versions and as specifiers', () => {
    expect(texts('test_invalid_versions').filter((text) => readPublished(text) !== null)).toEqual([]);
    expect(texts('test_specifiers_invalid').filter((text) => readSpecifiers(text) !== null)).toEqual([]);
    for (const [version = '', normalized = ''] of tuples('test_normalized_versions', 'test_version_str_repr'))
      expect([version, pypi.compareVersions(String(version), String(normalized))]).toEqual([version, 0]);
    for (const version of texts('test_specifiers_normalized'))
      expect(readSpecifiers(version.includes('+') ? `==${version}` : `~=${version}`)).not.toBeNull();
    for (const test of ['test_specifier_construction_is_lazy', 'test_specifierset_construction_is_lazy'])
      expect(texts(test).filter((text) => readSpecifiers(text) === null)).toEqual([]);
    for (const [text, length] of tuples('test_length'))
      expect(readSpecifiers(String(text))).toHaveLength(Number(length));
  });

  it('reads the same parts of a version', () => {
    const parts = (text: unknown): unknown => {
      const read = readPublished(String(text));
      if (read === null) return null;
      const pre = read.pre === null ? null : [['a', 'b', 'rc'][read.pre[0]], read.pre[1]];
      return { ...read, pre, local: read.local?.join('.') ?? null };
    };
    for (const part of ['epoch', 'release', 'pre', 'post', 'dev', 'local'])
      for (const [version, expected] of tuples(`test_version_${part}`))
        expect([version, parts(version)]).toEqual([version, expect.objectContaining({ [part]: expected })]);
    for (const [version, expected] of tuples('test_version_is_prerelease'))
      expect([version, isPrerelease(String(version))]).toEqual([version, expected]);
    for (const [specifier, expected] of tuples('test_specifier_prereleases_detection'))
      expect([specifier, namesPrerelease(readSpecifiers(String(specifier)) ?? [])]).toEqual([
        specifier,
        expected,
      ]);
  });

  it('lets the same versions into the same specifiers', () => {
    const checks: (readonly [
      specifier: unknown,
      version: unknown,
      prereleases: unknown,
      expected: unknown,
    ])[] = [
      ...tuples(
        'test_boundary_closure_short_release',
        'test_invalid_version',
        'test_contains_post_release_boundary_intersection',
      ).map(([specifier, version, expected]) => [specifier, version, null, expected] as const),
      ...tuples(
        'test_arbitrary_equality',
        'test_contains_arbitrary_equality_contains',
        'test_comparison_ignores_local',
      ).map(([version, specifier, expected]) => [specifier, version, null, expected] as const),
      ...tuples('test_specifiers_prereleases').map(
        ([specifier, version, own, asked, expected]) => [specifier, version, asked ?? own, expected] as const,
      ),
      ...tuples('test_contains_exclusionary_bridges').map(
        ([specifier, prereleases, version, expected]) => [specifier, version, prereleases, expected] as const,
      ),
      ...tuples('test_specifier_contains_installed_prereleases').map(
        ([specifier, version, own, asked, isInstalled, expected]) =>
          [specifier, version, isInstalled === true ? true : (asked ?? own), expected] as const,
      ),
    ];
    expect(checks.length).toBeGreaterThan(280);
    const wrong = checks.filter(([specifier, version, prereleases, expected]) => {
      const specifiers = readSpecifiers(String(specifier));
      const options = { prereleases: prereleases !== false };
      return specifiers === null || containsVersion(specifiers, String(version), options) !== expected;
    });
    expect(wrong).toEqual([]);
  });

  it('chooses the same versions of a list', () => {
    const lists = [
      ...tuples('test_specifier_filter').map(([specifier, own, asked, input, expected]) => {
        return { specifier, prereleases: asked ?? own, input, expected };
      }),
      ...tuples('test_filter_exclusionary_bridges').map(([specifier, prereleases, input, expected]) => {
        return { specifier, prereleases, input, expected };
      }),
    ];
    expect(lists.length).toBeGreaterThan(70);
    for (const { specifier, prereleases, input, expected } of lists) {
      const specifiers = readSpecifiers(String(specifier)) ?? [];
      const choose = (isOpen: boolean): readonly unknown[] =>
        z
          .array(z.string())
          .parse(input)
          .filter((version) => containsVersion(specifiers, version, { prereleases: isOpen }));
      const isOpen = prereleases ?? namesPrerelease(specifiers);
      // Where nobody decided, prereleases count when nothing else is there.
      const chosen = choose(isOpen === true);
      const found = chosen.length === 0 && prereleases === null ? choose(true) : chosen;
      expect([specifier, prereleases, input, found]).toEqual([specifier, prereleases, input, expected]);
    }
  });
});

suite('the corpus', () => {
  const read = (project: string): readonly Inventory[] =>
    readInventories(pypi, join(corpus ?? '', project)).map(({ inventory }) => inventory);
  const TEMPLATE = 'fastapi__full-stack-fastapi-template';

  it.each([
    [`${TEMPLATE}@2019-03-14`, 'Pipfile.lock 6', 109, 25, 62],
    [`${TEMPLATE}@2024-06-05`, 'poetry.lock 2.0', 74, 24, 18],
    [`${TEMPLATE}@2025-06-11`, 'uv.lock 1.1', 81, 22, 18],
    [`${TEMPLATE}@2026-08-21`, 'uv.lock 1.3', 80, 24, 15],
    ['nVisium__django.nV', 'requirements.txt', 1, 1, 0],
  ])('%s is read whole: %s', (project, format, packages, direct, development) => {
    const [inventory, ...others] = read(project);
    expect(others).toEqual([]);
    expect(inventory).toMatchObject({ format, problems: [], isLocked: format !== 'requirements.txt' });
    const installed = inventory?.packages.filter(({ source }) => source === 'REGISTRY') ?? [];
    expect(installed).toHaveLength(packages);
    expect(installed.filter(({ isDirect }) => isDirect)).toHaveLength(direct);
    expect(installed.filter(({ scope }) => scope === 'DEVELOPMENT')).toHaveLength(development);
  });

  it('knows by which paths a package came in', () => {
    const paths = (project: string, name: string): unknown => {
      const [inventory] = read(project);
      const at = inventory?.packages.findIndex((item) => item.name === name) ?? -1;
      return inventory === undefined ? null : shortestPaths(inventory, at, 2);
    };
    expect(paths(`${TEMPLATE}@2024-06-05`, 'httptools')).toEqual([
      ['uvicorn@0.24.0.post1', 'httptools@0.6.1'],
    ]);
    expect(paths(`${TEMPLATE}@2026-08-21`, 'argon2-cffi')).toEqual([
      ['app@0.1.0', 'pwdlib@0.3.0', 'argon2-cffi@25.1.0'],
    ]);
  });

  it('takes ranges for ranges and pins for versions', () => {
    const [inventory] = read('dependabot__dependabot-core');
    expect(namesOf(inventory)).toEqual(
      expect.arrayContaining(['pip@>=21.3.1,<=22.1.1', 'flake8@4.0.1', 'Cython@0.29.28']),
    );
    expect(inventory?.problems).toEqual([]);
  });
});

function readDifferingCases(): readonly { readonly extractor: string; readonly file: string }[] {
  const text = readFileSync(join(__dirname, '../../../test/differing-cases.json'), 'utf8');
  return z
    .array(z.object({ extractor: z.string(), file: z.string(), reason: z.string() }))
    .parse(JSON.parse(text));
}

function namesOf(inventory: Inventory | undefined): readonly string[] {
  if (inventory === undefined) return [];
  return [...new Set(collapse(inventory).map(({ name, version }) => `${name}@${version}`))].sort();
}

function readPackagingCases(folder: string): ReadonlyMap<string, readonly unknown[]> {
  const { versions_in_order, parametrized } = z
    .object({
      versions_in_order: z.array(z.string()),
      parametrized: z.array(z.object({ test: z.string(), cases: z.array(z.unknown()) })),
    })
    .parse(JSON.parse(readFileSync(join(folder, 'pypa-packaging/cases.json'), 'utf8')));
  return new Map([
    ['versions_in_order', versions_in_order],
    ...parametrized.map(({ test, cases }) => [test, cases] as const),
  ]);
}

function differencesOf(item: ExtractorCase, folder: string): readonly string[] {
  const inventory = readCase(item, folder);
  if (item.error)
    return inventory.problems.length > 0 && inventory.packages.length === 0 ? [] : [`lacks a problem`];
  const withScopes = !WITHOUT_GROUPS.includes(item.extractor);
  const found = comparable(inventory, withScopes);
  const expected = item.packages.map(
    ({ name, version, groups }) => `${name}@${version}${withScopes ? ` ${scopeOf(groups)}` : ''}`,
  );
  return [
    ...expected.filter((one) => !found.includes(one)).map((one) => `lacks ${one}`),
    ...found.filter((one) => !expected.includes(one)).map((one) => `has ${one}`),
  ];
}

function readCase({ extractor, text }: ExtractorCase, folder: string): Inventory {
  const path = FILE_NAMES.get(extractor) ?? '';
  const files = [{ path, text }];
  if (text.includes('-r other-requirements.txt')) {
    const other = 'osv-scalibr/extractors/python/requirements/testdata/other-requirements.txt';
    files.push({ path: 'other-requirements.txt', text: readFileSync(join(folder, other), 'utf8') });
  }
  return pypi.parse({ ecosystem: 'PyPI', path, inputs: files.map((file) => file.path).sort() }, files);
}

/** Names, versions and scopes as the suite writes them: without the project, and without a lock without what has an address. */
function comparable(inventory: Inventory, withScopes: boolean): readonly string[] {
  const { isLocked } = inventory;
  return collapse(inventory)
    .filter(({ source, version }) => (isLocked ? version !== '' : source === 'REGISTRY'))
    .map(({ name, version, scope }) => {
      return `${name}@${isLocked ? version : boundOf(version)}${withScopes ? ` ${scope}` : ''}`;
    });
}

/** Of a range the suite writes its one bound; nothing of several, of a wildcard or of an exclusion. */
function boundOf(range: string): string {
  if (isVersion(range)) return range;
  return /^(?:===?|>=|<=|~=)\s*([^,*]+)$/.exec(range)?.[1] ?? '';
}

/** A package in several groups has the strongest scope. */
function scopeOf(groups: readonly string[]): DependencyScope {
  if (groups.length === 0) return 'RUNTIME';
  if (groups.some((group) => group !== 'dev' && group !== 'test')) return 'OPTIONAL';
  return groups.includes('test') ? 'TEST' : 'DEVELOPMENT';
}
