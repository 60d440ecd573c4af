import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  disagreeingLines,
  readExtractorCases,
  readOrderLines,
  unpackShared,
} from '../../../test/published-cases.js';
import { listFiles, readGroup, readInventories } from '../../../test/repository-fixture.js';
import { sharedDataPath } from '../../../test/shared-data.js';
import { shortestPaths } from '../../inventory/graph.js';
import { nuget } from './index.js';
import { satisfies } from './ranges.js';

const FILE_OF: Readonly<Record<string, string>> = {
  'dotnet/csproj': 'App.csproj',
  'dotnet/nugetcpm': 'Directory.Packages.props',
  'dotnet/packagesconfig': 'packages.config',
  'dotnet/packageslockjson': 'packages.lock.json',
  'dotnet/projectassetsjson': 'project.assets.json',
};

const suite = sharedDataPath('conformance.tar.gz') === null ? describe.skip : describe;

suite('published NuGet files (skipped where the shared data is not there)', () => {
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
    const lines = readOrderLines(conformance, 'nuget');
    expect(lines.length).toBeGreaterThan(30);
    expect(disagreeingLines(lines, nuget.compareVersions)).toEqual([]);
  });

  it('agrees with osv-scalibr on every name and version', () => {
    const cases = readExtractorCases(conformance, Object.keys(FILE_OF));
    expect(cases).toHaveLength(12);
    const differences = cases.flatMap(({ extractor, file, text, error, packages }) => {
      const path = FILE_OF[extractor] ?? '';
      const inventory = nuget.parse({ ecosystem: 'NuGet', path, inputs: [path] }, [{ path, text }]);
      if (error) return inventory.problems.length > 0 && inventory.packages.length === 0 ? [] : [file];
      const found = inventory.packages
        .filter(({ source }) => source !== 'ROOT' && source !== 'WORKSPACE')
        .map(({ name, version }) => `${name}@${version}`);
      const expected = packages.map(({ name, version }) => `${name}@${version}`);
      return JSON.stringify(found.sort()) === JSON.stringify(expected.sort()) ? [] : [file];
    });
    expect(differences).toEqual([]);
  });

  it('reads every lock of the corpus without a problem, and finds what each asks for at a version that it allows', () => {
    const inventories = readdirSync(corpus, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readInventories(nuget, join(corpus, name)));
    const unmet = inventories.flatMap(({ inventory }) =>
      inventory.packages.flatMap(({ requires }) =>
        requires.flatMap(({ name, range, target }) => {
          const found = inventory.packages[target ?? -1];
          const isMet = found !== undefined && (found.version === '' || satisfies(found.version, range));
          return isMet ? [] : [`${inventory.path}: ${name} ${range} ${found?.version ?? 'nothing'}`];
        }),
      ),
    );
    expect(unmet).toEqual([]);
    expect(
      inventories.map(({ inventory: { path, packages, problems } }) => ({
        path,
        count: packages.filter(({ source }) => source === 'REGISTRY').length,
        projects: packages.filter(({ source }) => source === 'WORKSPACE').length,
        asked: packages[0]?.requires.length,
        problems: problems.length,
      })),
    ).toEqual([
      { path: 'src/Admin/packages.lock.json', count: 318, projects: 6, asked: 2, problems: 0 },
      { path: 'src/Api/packages.lock.json', count: 309, projects: 5, asked: 3, problems: 0 },
      { path: 'src/Core/packages.lock.json', count: 282, projects: 0, asked: 34, problems: 0 },
      { path: 'src/Icons/packages.lock.json', count: 301, projects: 4, asked: 1, problems: 0 },
      { path: 'src/Identity/packages.lock.json', count: 300, projects: 4, asked: 0, problems: 0 },
      { path: 'src/SharedWeb/packages.lock.json', count: 300, projects: 3, asked: 0, problems: 0 },
    ]);
    const core = inventories.find(({ group }) => group.path === 'src/Core/packages.lock.json');
    const pem = core?.inventory.packages.findIndex(({ name }) => name === 'Portable.BouncyCastle') ?? -1;
    expect(core === undefined ? [] : shortestPaths(core.inventory, pem, 1)).toEqual([
      ['MailKit@2.8.0', 'MimeKit@2.9.1', 'Portable.BouncyCastle@1.8.5'],
    ]);
  });

  it('raises every version of the corpus where no lock stands beside, by its own characters', () => {
    const folder = join(corpus, 'bitwarden__server@2022-06-15');
    const paths = listFiles(folder).filter((path) => path.endsWith('.csproj') || path.endsWith('.props'));
    let raised = 0;
    for (const group of nuget.groupManifests(paths)) {
      const files = readGroup(folder, group);
      const inventory = nuget.parse(group, files);
      for (const { name, range: from } of inventory.packages[0]?.requires ?? []) {
        const changes = {
          versions: [],
          ranges: [{ manifestPath: group.path, name, from, range: '99.1.2' }],
          forces: [],
        };
        const result = nuget.edit(files, changes);
        if (result.kind === 'refused') throw new Error(result.reason);
        raised += 1;
        const texts = new Map(result.files.map(({ path, text }) => [path, text]));
        const edited = files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
        const after = nuget.parse(group, edited);
        const moved = after.packages.filter(({ version }, at) => version !== inventory.packages[at]?.version);
        expect(moved.map((item) => `${item.name} ${item.version}`)).toEqual([`${name} 99.1.2`]);
        expect([...texts.values()].map((text) => text.replace('"99.1.2"', `"${from}"`))).toEqual(
          files.filter(({ path }) => texts.has(path)).map(({ text }) => text),
        );
        const locked = [...files, { path: 'src/Core/packages.lock.json', text: '{}' }];
        expect(nuget.edit(locked, changes).kind).toBe('refused');
      }
    }
    expect(raised).toBe(41);
  });
});
