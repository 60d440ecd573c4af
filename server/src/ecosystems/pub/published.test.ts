import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  disagreeingLines,
  readExtractorCases,
  readOrderLines,
  unpackShared,
} from '../../../test/published-cases.js';
import { readInventories } from '../../../test/repository-fixture.js';
import { pub } from './index.js';

const conformance = unpackShared('conformance');
const corpus = unpackShared('corpus');
const suite = conformance === null || corpus === null ? describe.skip : describe;
const inConformance = conformance ?? '';
const inCorpus = corpus ?? '';

suite('published pubspec files (skipped where the shared data is not there)', () => {
  afterAll(() => {
    for (const folder of [inConformance, inCorpus]) rmSync(dirname(folder), { recursive: true, force: true });
  });

  it('agrees with osv-scalibr on every name, version and group', () => {
    const cases = readExtractorCases(inConformance, ['dart/pubspec']);
    expect(cases).toHaveLength(10);
    for (const { case: title, text, error, packages } of cases) {
      const inventory = pub.parse({ ecosystem: 'Pub', path: 'pubspec.lock', inputs: ['pubspec.lock'] }, [
        { path: 'pubspec.lock', text },
      ]);
      const found = inventory.packages
        .slice(1)
        .map(({ name, version, scope }) => `${name}@${version} ${scope === 'DEVELOPMENT' ? 'dev' : ''}`);
      const expected = packages.map(({ name, version, groups }) => `${name}@${version} ${groups.join()}`);
      expect([title, ...found.sort()]).toEqual([title, ...expected.sort()]);
      expect([title, inventory.problems.length > 0]).toEqual([title, error]);
    }
  });

  it('agrees with the published order', () => {
    const lines = readOrderLines(inConformance, 'pub');
    expect(lines.length).toBeGreaterThan(80);
    expect(disagreeingLines(lines, pub.compareVersions)).toEqual([]);
  });

  it('reads the locks of the corpus without a problem, every package once', () => {
    const folder = join(inCorpus, 'localsend__localsend@2024-03-01');
    const inventories = readInventories(pub, folder).map(({ inventory }) => inventory);
    expect(inventories.map(({ path, format, problems }) => [path, format, problems])).toEqual([
      ['app/pubspec.lock', 'pubspec.lock', []],
      ['cli/pubspec.lock', 'pubspec.lock', []],
      ['common/pubspec.yaml', 'pubspec.yaml', []],
    ]);
    for (const { path, packages, isLocked } of inventories) {
      if (!isLocked) continue;
      const text = readFileSync(join(folder, path), 'utf8');
      expect(packages).toHaveLength(text.split('\n    source: ').length);
      const direct = packages.filter(({ isDirect }) => isDirect).length;
      expect(direct).toBe(text.split('dependency: "direct ').length - 1);
      const development = packages.filter(({ scope }) => scope === 'DEVELOPMENT').length;
      expect(development).toBe(text.split('dependency: "direct dev"').length - 1);
    }
    const app = inventories[0]?.packages ?? [];
    expect(app.find(({ name }) => name === 'dio')).toMatchObject({ version: '5.4.1', isDirect: true });
    expect(app.find(({ name }) => name === 'tray_manager')).toMatchObject({ source: 'GIT' });
    expect(app[0]?.requires.find(({ name }) => name === 'collection')?.range).toBe('^1.17.2');
  });
});
