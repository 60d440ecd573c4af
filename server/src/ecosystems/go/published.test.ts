import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  disagreeingLines,
  readExtractorCases,
  readOrderLines,
  unpackShared,
} from '../../../test/published-cases.js';
import { readInventories } from '../../../test/repository-fixture.js';
import { shortestPaths } from '../../inventory/graph.js';
import type { Inventory } from '../../inventory/inventory.js';
import { versionFacts } from '../../registries/version-facts.js';
import { go } from './index.js';

const conformance = unpackShared('conformance');
const corpus = unpackShared('corpus');
const suite = conformance === null || corpus === null ? describe.skip : describe;
const inConformance = conformance ?? '';
const inCorpus = corpus ?? '';

suite('published Go files (skipped where the shared data is not there)', () => {
  afterAll(() => {
    for (const folder of [inConformance, inCorpus]) rmSync(dirname(folder), { recursive: true, force: true });
  });

  it('agrees with osv-scalibr on every name and version', () => {
    const cases = readExtractorCases(inConformance, ['golang/gomod']);
    expect(cases).toHaveLength(16);
    for (const { file, text, error, packages, case: title } of cases) {
      const sum = join(inConformance, 'osv-scalibr/extractors', file.replace(/\.mod$/, '.sum'));
      const files = [{ path: 'go.mod', text }];
      if (existsSync(sum)) files.push({ path: 'go.sum', text: readFileSync(sum, 'utf8') });
      const inputs = files.map(({ path }) => path);
      const inventory = go.parse({ ecosystem: 'Go', path: 'go.mod', inputs }, files);
      const found = inventory.packages
        .slice(1)
        .filter(({ isDirect }) => isDirect || !title.startsWith('exclude indirect'));
      expect([title, ...found.map(({ name, version }) => `${name}@${version}`).sort()]).toEqual([
        title,
        ...packages.map(({ name, version }) => `${name}@${version}`).sort(),
      ]);
      expect([title, inventory.problems.length > 0]).toEqual([title, error]);
    }
  });

  it('agrees with the published order of semantic versions', () => {
    const lines = readOrderLines(inConformance, 'semver');
    expect(lines.length).toBeGreaterThan(80);
    expect(disagreeingLines(lines, go.compareVersions)).toEqual([]);
  });

  it('reads every go.mod of the corpus without a problem', () => {
    const read = (project: string): Inventory[] =>
      readInventories(go, join(inCorpus, project)).map(({ inventory }) => inventory);
    const inventories = ['google__osv-scanner', 'unkeyed__unkey', 'dependabot__dependabot-core'].flatMap(
      read,
    );
    expect(inventories.flatMap(({ problems }) => problems)).toEqual([]);
    const counts = inventories.map(({ path, packages }) => [
      path,
      packages.length - 1,
      packages.filter(({ isDirect }) => isDirect).length,
    ]);
    // The lines of the files, and the standard library.
    expect(counts).toEqual([
      ['go.mod', 44 + 1, 17 + 1],
      ['apps/agent/go.mod', 96 + 1, 20 + 1],
      ['go_modules/helpers/go.mod', 1 + 1, 1 + 1],
    ]);
    const scanner = inventories[0];
    const term = scanner?.packages.findIndex(({ name }) => name === 'golang.org/x/term') ?? -1;
    expect(scanner?.packages[term]).toMatchObject({ version: '0.9.0', isDirect: true, scope: 'RUNTIME' });
    expect(scanner === undefined ? [] : shortestPaths(scanner, term)).toEqual([['golang.org/x/term@0.9.0']]);
    expect(scanner?.packages.find(({ name }) => name === 'golang.org/x/net')).toMatchObject({
      version: '0.10.0',
      isDirect: false,
    });
  });

  it('moves modules of the corpus, and reads them back', () => {
    const groups = ['google__osv-scanner', 'unkeyed__unkey'].flatMap((project) =>
      readInventories(go, join(inCorpus, project)),
    );
    let count = 0;
    for (const { group, files, inventory } of groups) {
      for (const { name, version, location } of inventory.packages.filter(
        ({ source }) => source === 'REGISTRY',
      )) {
        const to = version.endsWith('+incompatible') ? '99.0.0+incompatible' : '99.0.0';
        const artifacts = [`v${to}`, `v${to}/go.mod`].map((filename) => ({
          filename,
          url: null,
          hash: `h1:${'B'.repeat(43)}=`,
          size: null,
          uploadedAt: null,
        }));
        const target = versionFacts(to, { isDetailed: true, artifacts });
        const change = { name, from: version, to, locations: [location], target, answers: new Map() };
        const result = go.edit(files, { versions: [change], ranges: [], forces: [] });
        if (result.kind === 'refused') {
          expect([name, result.reason]).toEqual(['stdlib', 'the standard library comes with Go itself']);
          continue;
        }
        count += 1;
        const edited = files.map((file) => result.files.find(({ path }) => path === file.path) ?? file);
        const again = go.parse(group, edited);
        expect(again.problems).toEqual([]);
        expect(again.packages.map((item) => `${item.name}@${item.version}`).toSorted()).toEqual(
          inventory.packages
            .map((item) => `${item.name}@${item.location === location ? to : item.version}`)
            .toSorted(),
        );
        const lines = (text: string) => text.split('\n');
        edited.forEach(({ path, text }, at) => {
          const before = new Set(lines(files[at]?.text ?? ''));
          const added = lines(text).filter((line) => !before.has(line)).length;
          expect([path, added]).toEqual([
            path,
            path.endsWith('go.mod') ? 1 : path.endsWith('go.sum') ? 2 : 0,
          ]);
        });
      }
    }
    expect(count).toBe(44 + 96);
  });
});
