import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  disagreeingLines,
  readExtractorCases,
  readOrderLines,
  unpackShared,
} from '../../../test/published-cases.js';
import { readInventories } from '../../../test/repository-fixture.js';
import { versionFacts } from '../../registries/version-facts.js';
import { crates } from './index.js';

const conformance = unpackShared('conformance');
const corpus = unpackShared('corpus');
const suite = conformance === null || corpus === null ? describe.skip : describe;
const inConformance = conformance ?? '';
const inCorpus = corpus ?? '';

suite('published Cargo files (skipped where the shared data is not there)', () => {
  afterAll(() => {
    for (const folder of [inConformance, inCorpus]) rmSync(dirname(folder), { recursive: true, force: true });
  });

  it('agrees with osv-scalibr on every name and version of a Cargo.lock', () => {
    const cases = readExtractorCases(inConformance, ['rust/cargolock']);
    expect(cases).toHaveLength(9);
    for (const { case: title, text, error, packages } of cases) {
      const inventory = crates.parse({ ecosystem: 'crates.io', path: 'Cargo.lock', inputs: ['Cargo.lock'] }, [
        { path: 'Cargo.lock', text },
      ]);
      const found = inventory.packages.map(({ name, version }) => `${name}@${version}`);
      expect([title, ...found]).toEqual([
        title,
        ...packages.map(({ name, version }) => `${name}@${version}`),
      ]);
      expect([title, inventory.problems.length > 0]).toEqual([title, error]);
    }
  });

  it('agrees with osv-scalibr on every name and requirement of a Cargo.toml', () => {
    const cases = readExtractorCases(inConformance, ['rust/cargotoml']);
    expect(cases).toHaveLength(8);
    for (const { case: title, text, error, packages } of cases) {
      const inventory = crates.parse({ ecosystem: 'crates.io', path: 'Cargo.toml', inputs: ['Cargo.toml'] }, [
        { path: 'Cargo.toml', text },
      ]);
      // The requirement as it stands there: Backline lists a bare `0.0.1` as the range `^0.0.1`, which it is.
      const [root, ...others] = inventory.packages;
      const found =
        root === undefined || error ? others.map(({ name }) => name) : [`${root.name}@${root.version}`];
      for (const { target, range } of root?.requires ?? [])
        if (target !== null) found.push(`${inventory.packages[target]?.name}@${range}`);
      expect([title, ...found]).toEqual([
        title,
        ...packages.map(({ name, version }) => `${name}@${version}`),
      ]);
      if (error) expect([title, inventory.problems.length]).toEqual([title, 1]);
    }
  });

  it('agrees with the published order of semantic versions', () => {
    const lines = readOrderLines(inConformance, 'semver');
    expect(lines.length).toBeGreaterThan(80);
    expect(disagreeingLines(lines, crates.compareVersions)).toEqual([]);
  });

  it.each([
    ['dani-garcia__vaultwarden@2019-12-15', 'Cargo.lock v1', ['rocket', '0.5.0-dev', 'GIT'], 39],
    ['dani-garcia__vaultwarden@2022-09-12', 'Cargo.lock v3', ['multer', '2.0.3', 'GIT'], 50],
  ])('reads %s, every edge resolved', (project, format, [name, version, source], directCount) => {
    const folder = join(inCorpus, project);
    const [read] = readInventories(crates, folder);
    const inventory = read?.inventory;
    const text = readFileSync(join(folder, 'Cargo.lock'), 'utf8');
    expect(inventory).toMatchObject({ format, problems: [] });
    expect(inventory?.packages).toHaveLength(text.split('[[package]]').length - 1);
    const edges = inventory?.packages.flatMap(({ requires }) => requires) ?? [];
    expect(edges.filter(({ target }) => target === null)).toEqual([]);
    expect(inventory?.packages.find((item) => item.name === name)).toMatchObject({
      version,
      source,
    });
    expect(inventory?.packages.filter(({ isDirect }) => isDirect)).toHaveLength(directCount);
  });

  it.each(['dani-garcia__vaultwarden@2019-12-15', 'dani-garcia__vaultwarden@2022-09-12'])(
    'moves crates of %s, and reads them back',
    (project) => {
      for (const { group, files, inventory } of readInventories(crates, join(inCorpus, project))) {
        const known = inventory.packages.filter(({ source }) => source === 'REGISTRY');
        const moved = known.filter((_, at) => at % 12 === 0);
        expect(moved.length).toBeGreaterThan(20);
        for (const { name, version, location, requires } of moved) {
          const to = `${version.replace(/[-+].*/, '')}9`;
          const target = versionFacts(to, {
            integrity: `sha256-${'B'.repeat(43)}=`,
            dependencies: Object.fromEntries(requires.map((asked) => [asked.name, '*'])),
            isDetailed: true,
            document: JSON.stringify({ featuresSince: '0.0.0' }),
          });
          const change = { name, from: version, to, locations: [location], target, answers: new Map() };
          const result = crates.edit(files, { versions: [change], ranges: [], forces: [] });
          if (result.kind === 'refused') {
            expect(result.reason).toContain('*');
            continue;
          }
          const again = crates.parse(
            group,
            files.map((file) => result.files.find(({ path }) => path === file.path) ?? file),
          );
          expect(again.problems).toEqual(inventory.problems);
          expect(again.packages).toHaveLength(inventory.packages.length);
          expect(again.packages.filter((item) => item.name === name && item.version === to)).toHaveLength(1);
        }
      }
    },
  );
});
