import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  disagreeingLines,
  readExtractorCases,
  readOrderLines,
  unpackShared,
} from '../../../test/published-cases.js';
import { readInventories } from '../../../test/repository-fixture.js';
import { sharedDataPath } from '../../../test/shared-data.js';
import { shortestPaths } from '../../inventory/graph.js';
import { satisfies } from './constraints.js';
import { packagist } from './index.js';

const suite = sharedDataPath('conformance.tar.gz') === null ? describe.skip : describe;

suite('published Packagist files (skipped where the shared data is not there)', () => {
  let conformance = '';
  let corpus = '';

  beforeAll(() => {
    conformance = unpackShared('conformance', 'osv-scalibr') ?? '';
    corpus = unpackShared('corpus') ?? '';
  });
  afterAll(() => {
    for (const folder of [conformance, corpus].filter((path) => path !== ''))
      rmSync(dirname(folder), { recursive: true, force: true });
  });

  it('orders versions as published, line by line', () => {
    const lines = readOrderLines(conformance, 'packagist');
    expect(lines.length).toBeGreaterThan(10_500);
    expect(disagreeingLines(lines, packagist.compareVersions)).toEqual([]);
  });

  it('agrees with osv-scalibr on every name, version and group', () => {
    const cases = readExtractorCases(conformance, ['php/composerlock']);
    expect(cases).toHaveLength(9);
    const differences = cases.flatMap(({ file, text, error, packages }) => {
      const inventory = packagist.parse(
        { ecosystem: 'Packagist', path: 'composer.lock', inputs: ['composer.lock'] },
        [{ path: 'composer.lock', text }],
      );
      if (error) return inventory.problems.length > 0 && inventory.packages.length === 0 ? [] : [file];
      const found = inventory.packages
        .filter(({ source }) => source !== 'ROOT')
        .map(({ name, version, scope }) => `${name}@${version} ${scope === 'DEVELOPMENT' ? 'dev' : ''}`);
      const expected = packages.map(({ name, version, groups }) => `${name}@${version} ${groups.join()}`);
      return JSON.stringify(found.sort()) === JSON.stringify(expected.sort()) ? [] : [file];
    });
    expect(differences).toEqual([]);
  });

  it('reads every lock of the corpus without a problem, and finds what each asks for at a version that it allows', () => {
    const inventories = readdirSync(corpus, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readInventories(packagist, join(corpus, name)).map((one) => ({ name, ...one })));
    const unmet = inventories.flatMap(({ inventory }) =>
      inventory.packages.flatMap(({ requires }) =>
        requires.flatMap(({ name, range, target }) => {
          const found = inventory.packages[target ?? -1];
          const isMet = found !== undefined && (found.name !== name || satisfies(found.version, range));
          return isMet ? [] : [`${inventory.path}: ${name} ${range} ${found?.version ?? 'nothing'}`];
        }),
      ),
    );
    expect(unmet).toEqual([]);
    expect(
      inventories.map(({ name, inventory: { path, packages, problems } }) => ({
        name,
        path,
        runtime: packages.filter(({ scope, source }) => source !== 'ROOT' && scope === 'RUNTIME').length,
        development: packages.filter(({ scope }) => scope === 'DEVELOPMENT').length,
        direct: packages.filter(({ isDirect }) => isDirect).length,
        problems: problems.length,
      })),
    ).toEqual([
      {
        name: 'BookStackApp__BookStack@2020-03-14',
        path: 'composer.lock',
        runtime: 84,
        development: 51,
        direct: 27,
        problems: 0,
      },
      {
        name: 'dependabot__dependabot-core',
        path: 'composer/helpers/v1/composer.lock',
        runtime: 23,
        development: 13,
        direct: 3,
        problems: 0,
      },
      {
        name: 'dependabot__dependabot-core',
        path: 'composer/helpers/v2/composer.lock',
        runtime: 26,
        development: 12,
        direct: 3,
        problems: 0,
      },
    ]);
    const [bookstack] = inventories;
    const guzzle = bookstack?.inventory.packages.findIndex(({ name }) => name === 'guzzlehttp/psr7') ?? -1;
    expect(bookstack === undefined ? [] : shortestPaths(bookstack.inventory, guzzle, 1)).toEqual([
      ['intervention/image@2.5.1', 'guzzlehttp/psr7@1.6.1'],
    ]);
  });
});
