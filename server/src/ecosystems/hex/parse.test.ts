import { join } from 'node:path';
import { fastestRun } from '../../../test/fastest.js';
import { readInventories } from '../../../test/repository-fixture.js';
import type { Inventory } from '../../inventory/inventory.js';
import { hex } from './index.js';

const fixture = (name: string): Inventory | undefined =>
  readInventories(hex, join(__dirname, 'fixtures', name))[0]?.inventory;

const parseLock = (text: string): Inventory =>
  hex.parse({ ecosystem: 'Hex', path: 'mix.lock', inputs: ['mix.lock'] }, [{ path: 'mix.lock', text }]);

const listed = (inventory: Inventory | undefined): string[] =>
  (inventory?.packages ?? []).map(
    ({ name, version, source, isDirect, scope }) =>
      `${name}@${version} ${source} ${isDirect ? 'direct' : 'indirect'} ${scope}`,
  );

const problemsOf = (inventory: Inventory | undefined): string[] =>
  (inventory?.problems ?? []).map(({ code, path, line }) => `${code} ${path} ${line}`);

describe('mix.lock', () => {
  it('takes from the manifest what the project asks for and why, and from the lock what packages need', () => {
    const inventory = fixture('app');
    expect(inventory).toMatchObject({ format: 'mix.lock', isLocked: true, problems: [] });
    expect(listed(inventory)).toEqual([
      'shop@ ROOT indirect RUNTIME',
      'fork@ GIT direct RUNTIME',
      'fast_json@2.1.0 REGISTRY direct RUNTIME',
      'lint@1.7.5 REGISTRY direct DEVELOPMENT',
      'bunt@1.0.0 REGISTRY indirect DEVELOPMENT',
      'mock@0.3.8 REGISTRY direct TEST',
      'router@1.4.2 REGISTRY direct RUNTIME',
      'mime@1.6.0 REGISTRY indirect RUNTIME',
    ]);
    expect(inventory?.packages[2]?.requires).toEqual([
      { name: 'decimal', range: '~> 2.0', kind: 'OPTIONAL', target: null },
    ]);
    expect(inventory?.packages[6]?.requires).toEqual([
      { name: 'json', range: '~> 2.0', kind: 'RUNTIME', target: 2 },
      { name: 'mime', range: '~>1.2', kind: 'RUNTIME', target: 7 },
    ]);
  });

  it('reads an umbrella and the entries of old versions, and says what the lock does not hold', () => {
    const inventory = fixture('umbrella');
    expect(listed(inventory)).toEqual([
      '@ ROOT indirect RUNTIME',
      'core@ WORKSPACE indirect RUNTIME',
      'web@ WORKSPACE indirect RUNTIME',
      'mime@1.6.0 REGISTRY direct RUNTIME',
      'router@1.4.2 REGISTRY direct RUNTIME',
    ]);
    expect(inventory?.packages[2]?.requires[0]).toEqual({
      name: 'core',
      range: '',
      kind: 'RUNTIME',
      target: 1,
    });
    expect(problemsOf(inventory)).toEqual(['UNREADABLE apps/web/mix.exs null']);
  });

  it('takes for direct what nothing needs, where no manifest says it', () => {
    expect(listed(fixture('lock-alone'))).toEqual([
      '@ ROOT indirect RUNTIME',
      'decimal@2.0.0 REGISTRY direct RUNTIME',
      'jason@1.4.1 REGISTRY direct RUNTIME',
      'ecto@3.5.5 REGISTRY direct RUNTIME',
      'telemetry@0.4.2 REGISTRY indirect RUNTIME',
    ]);
  });

  it.each([
    ['no map', 'BAD_ENTRY mix.lock 1', 0],
    ['%{\n  "a": {:hex, },\n  "b": {:hex, :b, "1.0.0"},\n}', 'BAD_ENTRY mix.lock 2', 2],
    ['%{\n  "a": {:hex, :a, "1.0.0,\n  "b": {:hex, :b, "1.0.0"},\n}', 'BAD_ENTRY mix.lock 2', 2],
    ['%{\n  "a": {:svn, "x"},\n}', 'BAD_ENTRY mix.lock 2', 1],
    ['%{\n  "a": {:hex, :a, "1.0.0"},\n', 'TRUNCATED mix.lock 3', 2],
    [
      '%{\n<<<<<<< HEAD\n  "a": {:hex, :a, "1.0.0"},\n=======\n  "a": {:hex, :a, "2.0.0"},\n>>>>>>> x\n}',
      'MERGE_CONFLICT mix.lock 2',
      2,
    ],
  ])('says of %j what could not be read', (text, problem, count) => {
    const inventory = parseLock(text);
    expect(problemsOf(inventory)).toEqual([problem]);
    expect(inventory.packages).toHaveLength(count);
  });

  it('reads an entry that somebody broke over several lines', () => {
    const text =
      '%{\n  "a": {\n    :hex,\n    :a,\n    "1.0.0",\n    "x",\n    [:mix],\n    [{:b, "~> 1.0", [hex: :b]}],\n    "hexpm"\n  },\n  "b" => {:hex, :b, "1.1.0"}\n}\n';
    expect(parseLock(text)).toMatchObject({ problems: [] });
    expect(listed(parseLock(text)).slice(1)).toEqual([
      'a@1.0.0 REGISTRY direct RUNTIME',
      'b@1.1.0 REGISTRY indirect RUNTIME',
    ]);
  });

  it('reads 10 MB within two seconds', () => {
    const entry = (index: number): string =>
      `  "package_${index}": {:hex, :package_${index}, "1.0.${index}", "${'a'.repeat(64)}", [:mix], [{:package_${index + 1}, "~> 1.0", [hex: :package_${index + 1}, repo: "hexpm", optional: false]}], "hexpm", "${'b'.repeat(64)}"},`;
    const count = 37_000;
    const texts = [
      `%{\n${Array.from({ length: count }, (_, index) => entry(index)).join('\n')}\n}\n`,
      `%{\n  "a": {:hex, ${'['.repeat(10_000_000)}`,
      `%{\n  "a": {:hex, ${'[1,'.repeat(3_300_000)}`,
      `%{\n  "a": {:hex, ${'"x":1,'.repeat(1_600_000)}`,
    ];
    for (const text of texts) {
      expect(fastestRun(() => parseLock(text), 2_000)).toBeLessThan(2_000);
    }
    expect(parseLock(texts[0] ?? '').packages).toHaveLength(count + 1);
  });
});

describe('mix.exs', () => {
  it('lists requirements as they are, and one version as that version', () => {
    const inventory = fixture('library');
    expect(inventory).toMatchObject({ format: 'mix.exs', isLocked: false, problems: [] });
    expect(listed(inventory)).toEqual([
      'library@ ROOT indirect RUNTIME',
      'exact@1.2.3 REGISTRY direct RUNTIME',
      'ranged@~> 1.2 REGISTRY direct RUNTIME',
      'maybe@~> 2.0 REGISTRY direct OPTIONAL',
      'beside@ FILE direct RUNTIME',
      'checks@~> 0.9 REGISTRY direct TEST',
    ]);
  });

  it('reads what is written out, runs nothing, and says so', () => {
    const inventory = fixture('code');
    expect(listed(inventory).slice(1)).toEqual([
      'written_out@~> 1.0 REGISTRY direct RUNTIME',
      'with_options@~> 1.0 REGISTRY direct RUNTIME',
    ]);
    expect(problemsOf(inventory)).toEqual(['NOT_SUPPORTED mix.exs 8']);
  });

  it.each([
    '',
    'defmodule A do\nend',
    'defp deps do\n  more()\nend',
    'defp deps do\n  [{:a, "~> 1.0"}',
    'defp deps do\n [{:a, "~> 1.0", only: f()}]\nend',
  ])('says of %j that it could not be read whole', (text) => {
    const inventory = hex.parse({ ecosystem: 'Hex', path: 'mix.exs', inputs: ['mix.exs'] }, [
      { path: 'mix.exs', text },
    ]);
    expect(inventory.problems.map(({ code }) => code)).toEqual(['NOT_SUPPORTED']);
  });

  it('takes undeclared packages for direct where a part of the manifest is code', () => {
    const files = [
      { path: 'mix.exs', text: 'defp deps do\n  [{:a, "~> 1.0", only: :test}, f()]\nend\n' },
      { path: 'mix.lock', text: '%{\n  "a": {:hex, :a, "1.0.0"},\n  "b": {:hex, :b, "1.0.0"},\n}\n' },
    ];
    const inventory = hex.parse(
      { ecosystem: 'Hex', path: 'mix.lock', inputs: ['mix.exs', 'mix.lock'] },
      files,
    );
    expect(listed(inventory).slice(1)).toEqual([
      'a@1.0.0 REGISTRY direct TEST',
      'b@1.0.0 REGISTRY direct RUNTIME',
    ]);
  });
});
