import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import semver from 'semver';
import { z } from 'zod';
import {
  disagreeingLines,
  type ExtractorCase,
  readExtractorCases,
  readOrderLines,
  unpackShared,
} from '../../../test/published-cases.js';
import { listFiles, readInventories } from '../../../test/repository-fixture.js';
import { sharedDataPath } from '../../../test/shared-data.js';
import type { Inventory, InventoryPackage } from '../../inventory/inventory.js';
import { npm } from './index.js';

const suite =
  sharedDataPath('conformance.tar.gz') === null || sharedDataPath('corpus.tar.gz') === null
    ? describe.skip
    : describe;

const FILES: Readonly<Record<string, string>> = {
  'javascript/yarnlock': 'yarn.lock',
  'javascript/bunlock': 'bun.lock',
  'javascript/packagejson': 'package.json',
};

/** Cases in which ours is right, with the reason. */
const differing = z
  .array(z.object({ extractor: z.string(), case: z.string() }))
  .parse(JSON.parse(readFileSync(join(__dirname, '../../../test/differing-cases.json'), 'utf8')));

function readCase({ extractor, text }: ExtractorCase): Inventory {
  const path = FILES[extractor] ?? '';
  return npm.parse({ ecosystem: 'npm', path, inputs: [path] }, [{ path, text }]);
}

/** A lock's packages but for the project itself, as the reference counts them. */
function lockedOf(inventory: Inventory): readonly string[] {
  return inventory.packages.filter(({ source }) => source !== 'ROOT').map(written);
}

/**
 * Of a package.json the reference states the file's own package (unless it is an editor's extension, which it leaves to
 * another reader), and in the cases that expect more than that the smallest version that each declared range takes.
 */
function declaredOf(inventory: Inventory, expected: ExtractorCase['packages']): readonly string[] {
  const own = inventory.packages.filter(
    (item) => item.source === 'ROOT' && item.name !== '' && item.version !== '',
  );
  const declared = inventory.packages.filter(({ source }) => source === 'REGISTRY');
  const smallest = declared.flatMap(({ name, version }) =>
    semver.validRange(version) === null ? [] : [`${name}@${semver.minVersion(version)?.version ?? ''}`],
  );
  return [...(expected.length > 0 ? own.map(written) : []), ...(expected.length > 1 ? smallest : [])];
}

function written({ name, version }: Pick<InventoryPackage, 'name' | 'version'>): string {
  return `${name}@${version}`;
}

suite('published yarn.lock, bun.lock and package.json (skipped where the shared data is not there)', () => {
  const folders: string[] = [];
  let conformance = '';
  let corpus = '';

  beforeAll(() => {
    conformance = unpackShared('conformance') ?? '';
    corpus = unpackShared('corpus') ?? '';
    folders.push(dirname(conformance), dirname(corpus));
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['javascript/yarnlock', 25],
    ['javascript/bunlock', 20],
    ['javascript/packagejson', 15],
  ])('agree with %s in names and versions', (extractor, count) => {
    const cases = readExtractorCases(conformance, [extractor]);
    expect(cases).toHaveLength(count);
    const wrong = cases.filter((item) => {
      const inventory = readCase(item);
      if (item.error) return inventory.problems.length === 0 || inventory.packages.length > 0;
      const found = extractor.endsWith('json') ? declaredOf(inventory, item.packages) : lockedOf(inventory);
      const expected = item.packages.map(written);
      return JSON.stringify([...new Set(found)].sort()) !== JSON.stringify([...new Set(expected)].sort());
    });
    const listed = differing.filter((item) => item.extractor === extractor);
    expect(wrong.map((item) => item.case).sort()).toEqual(listed.map((item) => item.case).sort());
  });

  it('order all versions of the reference', () => {
    const lines = readOrderLines(conformance, 'semver');
    expect(lines.length).toBeGreaterThan(50);
    expect(disagreeingLines(lines, npm.compareVersions)).toEqual([]);
  });

  it.each([
    // Packages, problems, and how many are there for RUNTIME, DEVELOPMENT, OPTIONAL and PEER, counted from the files by another program.
    ['alan2207__bulletproof-react', 'yarn.lock', 'yarn.lock v1', [2181, 0, 1506, 661, 14, 0]],
    ['excalidraw__excalidraw', 'yarn.lock', 'yarn.lock v1', [1928, 0, 1583, 335, 10, 0]],
    ['excalidraw__excalidraw', 'src/packages/utils/yarn.lock', 'yarn.lock v1', [363, 0, 1, 362, 0, 0]],
    ['hexpm__hexpm@2021-01-15', 'assets/yarn.lock', 'yarn.lock v1', [1001, 0, 1, 1000, 0, 0]],
    ['graphile__worker', 'yarn.lock', 'yarn.lock v10', [1457, 0, 77, 1379, 1, 0]],
    [
      'fastapi__full-stack-fastapi-template@2026-08-21',
      'bun.lock',
      'bun.lock v1',
      [565, 0, 272, 199, 81, 13],
    ],
  ])('read %s %s as it stands there', (project, path, format, expected) => {
    const found = readInventories(npm, join(corpus, project)).find(({ group }) => group.path === path);
    if (found === undefined) throw new Error(`no group ${path}`);
    const { packages, problems } = found.inventory;
    const scopes = ['RUNTIME', 'DEVELOPMENT', 'OPTIONAL', 'PEER'];
    const counts = scopes.map((scope) => packages.filter((item) => item.scope === scope).length);
    expect(found.inventory).toMatchObject({ format, isLocked: true });
    expect([packages.length, problems.length, ...counts]).toEqual(expected);
    const unmet = packages
      .flatMap((item) => item.requires)
      .filter(({ kind, target }) => target === null && kind !== 'PEER');
    expect(unmet).toEqual([]);
  });

  it('put each of the 120 package.json of the corpus into one group', () => {
    const manifests = readdirSync(corpus, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => {
        const paths = listFiles(join(corpus, name));
        const members = npm.groupManifests(paths).flatMap(({ inputs }) => inputs);
        return members.filter((path) => path.endsWith('package.json')).map((path) => `${name}/${path}`);
      });
    expect(manifests).toHaveLength(120);
    expect(new Set(manifests).size).toBe(120);
  });

  it('read a package.json that no lock covers as declared ranges', () => {
    const [only] = readInventories(npm, join(corpus, 'appsecco__dvna'));
    expect(only?.inventory).toMatchObject({ format: 'package.json', isLocked: false, problems: [] });
    expect(only?.inventory.packages.map(written)).toEqual(
      expect.arrayContaining(['dvna@0.0.1', 'bcrypt@^1.0.3', 'mathjs@3.10.1']),
    );
  });
});
