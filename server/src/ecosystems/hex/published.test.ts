import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  disagreeingLines,
  readExtractorCases,
  readOrderLines,
  unpackShared,
} from '../../../test/published-cases.js';
import { readInventories } from '../../../test/repository-fixture.js';
import { shortestPaths } from '../../inventory/graph.js';
import { hex } from './index.js';

const conformance = unpackShared('conformance');
const corpus = unpackShared('corpus');
const suite = conformance === null || corpus === null ? describe.skip : describe;
const inConformance = conformance ?? '';
const inCorpus = corpus ?? '';

suite('published mix.lock files (skipped where the shared data is not there)', () => {
  afterAll(() => {
    for (const folder of [inConformance, inCorpus]) rmSync(dirname(folder), { recursive: true, force: true });
  });

  it('agrees with osv-scalibr on every name and version', () => {
    const cases = readExtractorCases(inConformance, ['elixir/mixlock', 'erlang/mixlock']);
    expect(cases).toHaveLength(8);
    for (const { case: title, text, packages } of cases) {
      const inventory = hex.parse({ ecosystem: 'Hex', path: 'mix.lock', inputs: ['mix.lock'] }, [
        { path: 'mix.lock', text },
      ]);
      const found = inventory.packages.slice(1).map(({ name, version }) => `${name}@${version}`);
      expect([title, ...found]).toEqual([
        title,
        ...packages.map(({ name, version }) => `${name}@${version}`),
      ]);
      expect([title, inventory.problems.length]).toEqual([title, title.includes('corrupted') ? 1 : 0]);
    }
  });

  it('agrees with the published order of semantic versions', () => {
    const lines = readOrderLines(inConformance, 'semver');
    expect(lines.length).toBeGreaterThan(80);
    expect(disagreeingLines(lines, hex.compareVersions)).toEqual([]);
  });

  it.each([
    ['hexpm__hexpm@2021-01-15', 'mix.lock'],
    ['unkeyed__unkey', 'examples/elixir_mix_supervision_example/mix.lock'],
    ['dependabot__dependabot-core', 'hex/helpers/mix.lock'],
  ])('reads the lock of %s without a problem, every line a package', (project, path) => {
    const folder = join(inCorpus, project);
    const inventories = readInventories(hex, folder).map(({ inventory }) => inventory);
    expect(inventories.map((inventory) => [inventory.path, inventory.problems])).toEqual([[path, []]]);
    const packages = inventories[0]?.packages.slice(1) ?? [];
    const lines = readFileSync(join(folder, path), 'utf8').split('\n').slice(1, -2);
    const expected = lines.map((line) => / \{:hex, :(\w+), "([^"]+)"/.exec(line)?.slice(1).join('@'));
    expect(packages.map(({ name, version }) => `${name}@${version}`)).toEqual(expected);
    const edges = packages.flatMap(({ requires }) => requires);
    expect(edges).toHaveLength(lines.join('\n').split('[hex: ').length - 1);
    expect(edges.filter(({ target, kind }) => target === null && kind !== 'OPTIONAL')).toEqual([]);
  });

  it('finds the path that brings a package in', () => {
    const [read] = readInventories(hex, join(inCorpus, 'unkeyed__unkey'));
    const index = read?.inventory.packages.findIndex(({ name }) => name === 'certifi') ?? -1;
    expect(read === undefined ? [] : shortestPaths(read.inventory, index)).toEqual([
      ['unkey_elixir_sdk@0.1.1', 'httpoison@2.1.0', 'hackney@1.18.1', 'certifi@2.9.0'],
    ]);
  });
});
