import { join } from 'node:path';
import { fastestRun } from '../../../test/fastest.js';
import { readInventories } from '../../../test/repository-fixture.js';
import { shortestPaths } from '../../inventory/graph.js';
import type { Inventory } from '../../inventory/inventory.js';
import { crates } from './index.js';

const fixture = (name: string): Inventory[] =>
  readInventories(crates, join(__dirname, 'fixtures', name)).map(({ inventory }) => inventory);

function parse(texts: Readonly<Record<string, string>>): Inventory {
  const inputs = Object.keys(texts).sort();
  const path = inputs.find((input) => input.endsWith('.lock')) ?? inputs[0] ?? '';
  return crates.parse(
    { ecosystem: 'crates.io', path, inputs },
    inputs.map((input) => ({ path: input, text: texts[input] ?? '' })),
  );
}

const listed = (inventory: Inventory | undefined): string[] =>
  (inventory?.packages ?? []).map(
    ({ name, version, source, isDirect, scope }) =>
      `${name}@${version} ${source} ${isDirect ? 'direct' : 'indirect'} ${scope}`,
  );

const problemsOf = (inventory: Inventory | undefined): string[] =>
  (inventory?.problems ?? []).map(({ code, path, line }) => `${code} ${path} ${line}`);

describe('Cargo.lock', () => {
  it('takes from the manifest what the project asks for and why, renamed crates by their own name', () => {
    const [inventory] = fixture('locked-v3');
    expect(inventory).toMatchObject({ format: 'Cargo.lock v3', isLocked: true, problems: [] });
    expect(listed(inventory)).toEqual([
      'bench@0.5.1 REGISTRY direct DEVELOPMENT',
      'codegen@1.0.0 REGISTRY direct DEVELOPMENT',
      'fast-json@0.3.9 REGISTRY direct RUNTIME',
      'fast-json@0.4.7 REGISTRY direct RUNTIME',
      'fork@0.1.0 GIT direct RUNTIME',
      'itoa@1.0.1+ryu REGISTRY indirect RUNTIME',
      'metrics@2.1.0 REGISTRY direct OPTIONAL',
      'registry-keys@0.1.4 REGISTRY direct RUNTIME',
      'router@1.2.8 REGISTRY direct RUNTIME',
      'shop@0.3.0 ROOT indirect RUNTIME',
      'timer@0.2.0 REGISTRY indirect DEVELOPMENT',
    ]);
    const root = inventory?.packages.find(({ name }) => name === 'shop');
    expect(root?.requires.map(({ name, range, target }) => [name, range, target])).toEqual([
      ['router', '1.2', 8],
      ['json', '0.4.1', 3],
      ['old-json', '0.3', 2],
      ['fork', '', 4],
      ['metrics', '2', 6],
      ['bench', '0.5', 0],
      ['codegen', '=1.0.0', 1],
      ['registry-keys', '0.1', 7],
    ]);
    if (inventory !== undefined)
      expect(shortestPaths(inventory, 5)).toEqual([
        ['bench@0.5.1', 'itoa@1.0.1+ryu'],
        ['fast-json@0.3.9', 'itoa@1.0.1+ryu'],
        ['fast-json@0.4.7', 'itoa@1.0.1+ryu'],
        ['fork@0.1.0', 'fast-json@0.3.9', 'itoa@1.0.1+ryu'],
      ]);
  });

  it('reads a workspace: what members inherit, what lies in folders, and a package that the lock does not know', () => {
    const [inventory] = fixture('workspace-v4');
    expect(inventory?.format).toBe('Cargo.lock v4');
    expect(listed(inventory)).toEqual([
      'client@2.0.0 WORKSPACE indirect RUNTIME',
      'log@0.4.20 FILE direct RUNTIME',
      'server@2.0.0 WORKSPACE indirect RUNTIME',
      'tls-stack@0.21.7 REGISTRY direct OPTIONAL',
    ]);
    expect(inventory?.packages[2]?.requires).toEqual([
      { name: 'log', range: '0.4', kind: 'RUNTIME', target: 1 },
      { name: 'tls', range: '0.21.1', kind: 'OPTIONAL', target: 3 },
      { name: 'client', range: '', kind: 'RUNTIME', target: 0 },
    ]);
    expect(inventory?.packages[0]?.requires[0]?.kind).toBe('DEVELOPMENT');
    expect(problemsOf(inventory)).toEqual(['UNREADABLE forked/Cargo.toml null']);
  });

  it('reads the first version, with its root apart and no manifest', () => {
    const [inventory] = fixture('locked-v1');
    expect(inventory).toMatchObject({ format: 'Cargo.lock v1', problems: [] });
    expect(listed(inventory)).toEqual([
      'tool@0.1.0 ROOT indirect RUNTIME',
      'args@2.3.4 REGISTRY direct RUNTIME',
      'fork@0.2.0 GIT direct RUNTIME',
      'width@0.1.0 REGISTRY indirect RUNTIME',
    ]);
  });

  it.each([
    ['this is no lock', 'NOT_TOML Cargo.lock 1', 0],
    ['version = 5\n[[package]]\nname = "a"\nversion = "1.0.0"', 'UNKNOWN_VERSION Cargo.lock 1', 1],
    ['package = 1', 'BAD_ENTRY Cargo.lock 1', 0],
    ['version = 3\n\n[[package]]\nname = "a"', 'BAD_ENTRY Cargo.lock 4', 0],
    ['version = 3\n[[package]]\nname = "a"\nversion = "1"\ndependencies = [1]', 'BAD_ENTRY Cargo.lock 3', 1],
    [
      'version = 3\n[[package]]\nname = "a"\nversion = "1"\n[[package]]\nname = "a"\nversion = "1"',
      'BAD_ENTRY Cargo.lock null',
      1,
    ],
  ])('says of %j what could not be read', (text, problem, count) => {
    const inventory = parse({ 'Cargo.lock': text });
    expect(problemsOf(inventory)).toEqual([problem]);
    expect(inventory.packages).toHaveLength(count);
  });

  it('reads 10 MB within two seconds', () => {
    let text = 'version = 3\n';
    for (let index = 0; text.length < 10_000_000; index += 1)
      text += `\n[[package]]\nname = "crate-${index}"\nversion = "1.${index % 50}.0"\nsource = "registry+https://index.example/crates"\nchecksum = "${'a'.repeat(64)}"\ndependencies = [\n "crate-${index + 1}",\n "crate-${index + 2} 1.${(index + 2) % 50}.0",\n]\n`;
    let inventory: Inventory | undefined;
    const took = fastestRun(() => {
      inventory = parse({ 'Cargo.lock': text, 'Cargo.toml': '[package]\nname = "crate-0"' });
    }, 2_000);
    expect(took).toBeLessThan(2_000);
    expect([(inventory?.packages.length ?? 0) > 30_000, inventory?.problems]).toEqual([true, []]);
  });
});

describe('Cargo.toml', () => {
  it('lists ranges as ranges, a pinned version as that version, and no git dependency without a commit', () => {
    const [inventory] = fixture('library');
    expect(inventory).toMatchObject({ format: 'Cargo.toml', isLocked: false });
    expect(listed(inventory)).toEqual([
      'library@1.4.0 ROOT indirect RUNTIME',
      'bare@^1.2.3 REGISTRY direct RUNTIME',
      'pinned@1.2.3 REGISTRY direct RUNTIME',
      'wide@>=1.2, <1.5 REGISTRY direct RUNTIME',
      'any@* REGISTRY direct RUNTIME',
      'sibling@ FILE direct RUNTIME',
      'fixed@ GIT direct RUNTIME',
      'check@0.9 REGISTRY direct DEVELOPMENT',
    ]);
    expect(inventory?.packages[0]?.requires[0]).toMatchObject({ name: 'bare', range: '1.2.3', target: 1 });
    expect(problemsOf(inventory)).toEqual(['NOT_RESOLVED Cargo.toml 11']);
  });

  it('inherits from the workspace above, and names what that does not hold', () => {
    const [, member] = fixture('workspace-without-lock');
    expect(listed(member)).toEqual([
      'member@0.1.0 ROOT indirect RUNTIME',
      'shared@3.1 REGISTRY direct RUNTIME',
    ]);
    expect(problemsOf(member)).toEqual(['NOT_RESOLVED member/Cargo.toml 7']);
  });

  it('says that it does not apply patches', () => {
    const inventory = parse({
      'Cargo.toml': '[package]\nname = "a"\n[dependencies]\nb = "1"\n[patch.crates-io]\nb = { path = "b" }\n',
    });
    expect(problemsOf(inventory)).toEqual(['NOT_SUPPORTED Cargo.toml 5']);
    expect(listed(inventory)).toContain('b@1 REGISTRY direct RUNTIME');
  });

  it('takes names of objects for names', () => {
    const text =
      '[package]\nname = "a"\n[dependencies]\n__proto__ = "1"\nconstructor = "2"\ntoString = { workspace = true }\n[workspace.dependencies]\n';
    const inventory = parse({ 'Cargo.toml': text });
    expect(inventory.packages.map(({ name }) => name)).toEqual(['a', '__proto__', 'constructor']);
    expect(problemsOf(inventory)).toEqual(['NOT_RESOLVED Cargo.toml 6']);
  });
});
