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
import { rubygems } from './index.js';

const suite = sharedDataPath('conformance.tar.gz') === null ? describe.skip : describe;

suite('published gems (skipped where the shared data is not there)', () => {
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
    const lines = readOrderLines(conformance, 'rubygems');
    expect(lines.length).toBeGreaterThan(4000);
    expect(disagreeingLines(lines, rubygems.compareVersions)).toEqual([]);
  });

  it('agrees with osv-scalibr on every name and version', () => {
    const cases = readExtractorCases(conformance, ['ruby/gemfilelock']);
    expect(cases).toHaveLength(12);
    const differences = cases.flatMap(({ file, text, packages }) => {
      const found = rubygems
        .parse({ ecosystem: 'RubyGems', path: 'Gemfile.lock', inputs: ['Gemfile.lock'] }, [
          { path: 'Gemfile.lock', text },
        ])
        .packages.filter(({ source }) => source !== 'ROOT')
        .map(({ name, version }) => `${name}@${version}`);
      const expected = packages.map(({ name, version }) => `${name}@${version}`);
      return JSON.stringify(found.sort()) === JSON.stringify(expected.sort()) ? [] : [file];
    });
    expect(differences).toEqual([]);
  });

  it('reads every lock of the corpus without a problem, and knows why each gem is there', () => {
    const inventories = readdirSync(corpus, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readInventories(rubygems, join(corpus, name)).map((one) => ({ name, ...one })));
    expect(
      inventories.map(({ name, inventory }) => ({
        name,
        path: inventory.path,
        count: inventory.packages.length - 1,
        direct: inventory.packages.filter((item) => item.isDirect).length,
        problems: inventory.problems,
      })),
    ).toEqual([
      { name: 'OWASP__railsgoat', path: 'Gemfile.lock', count: 137, direct: 41, problems: [] },
      { name: 'google__osv-scanner', path: 'docs/Gemfile.lock', count: 89, direct: 5, problems: [] },
    ]);
    const [railsgoat] = inventories;
    const loofah = railsgoat?.inventory.packages.findIndex(({ name }) => name === 'loofah') ?? -1;
    expect(railsgoat === undefined ? [] : shortestPaths(railsgoat.inventory, loofah, 1)).toEqual([
      ['jquery-fileupload-rails@1.0.0', 'actionpack@5.1.7', 'rails-html-sanitizer@1.0.4', 'loofah@2.2.3'],
    ]);
  });
});
