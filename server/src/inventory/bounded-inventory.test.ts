import { boundInventory, MAX_LENGTHS } from './bounded-inventory.js';
import type { Inventory, InventoryPackage, Requirement } from './inventory.js';

const asks = (name: string, range: string, target: number | null): Requirement => ({
  name,
  range,
  kind: 'RUNTIME',
  target,
});
const item = (name: string, version: string, rest: Partial<InventoryPackage> = {}): InventoryPackage => ({
  name,
  version,
  source: 'REGISTRY',
  location: name,
  scope: 'RUNTIME',
  isDirect: true,
  isBundled: false,
  requires: [],
  ...rest,
});
const inventory = (packages: readonly InventoryPackage[], rest: Partial<Inventory> = {}): Inventory => ({
  ecosystem: 'npm',
  path: 'package-lock.json',
  format: 'package-lock v3',
  isLocked: true,
  packages,
  problems: [],
  ...rest,
});
const long = (length: number): string => 'x'.repeat(length + 1);

it('leaves an inventory whose texts are all bearable as it is', () => {
  const whole = inventory([
    item('', '', { source: 'ROOT', requires: [asks('a', 'x'.repeat(MAX_LENGTHS.range), 1)] }),
    item('a'.repeat(MAX_LENGTHS.name), '1'.repeat(MAX_LENGTHS.version)),
  ]);
  expect(boundInventory(whole)).toBe(whole);
});

it('leaves out what has too long a name, version or key, and points at nothing in its place', () => {
  const { packages, problems } = boundInventory(
    inventory([
      item('root', '', {
        source: 'ROOT',
        requires: [asks('a', '1', 1), asks('b', '1', 2), asks('c', '1', 3), asks('d', '1', 4)],
      }),
      item('a', long(MAX_LENGTHS.version)),
      item(long(MAX_LENGTHS.name), '1.0.0', { location: 'b' }),
      item('c', '1.0.0', { location: long(MAX_LENGTHS.location) }),
      item('d', '1.0.0'),
    ]),
  );
  expect(packages.map(({ name }) => name)).toEqual(['root', 'd']);
  expect(packages[0]?.requires.map(({ name, target }) => [name, target])).toEqual([
    ['a', null],
    ['b', null],
    ['c', null],
    ['d', 1],
  ]);
  expect(problems).toHaveLength(3);
  for (const { code, path, message } of problems) {
    expect([code, path]).toEqual(['BAD_ENTRY', 'package-lock.json']);
    expect(message).toMatch(/left out\.$/);
    expect(message.length).toBeLessThan(250);
  }
});

it('empties what has too long a range, and keeps whom it leads to', () => {
  const { packages, problems } = boundInventory(
    inventory([
      item(long(MAX_LENGTHS.name), long(MAX_LENGTHS.version), {
        source: 'WORKSPACE',
        location: 'web',
        requires: [asks('a', long(MAX_LENGTHS.range), 1), asks(long(MAX_LENGTHS.name), '1', 1)],
      }),
      item('a', '1.0.0'),
    ]),
  );
  expect(packages[0]).toMatchObject({ name: '', version: '', requires: [asks('a', '', 1)] });
  expect(packages[1]).toMatchObject({ name: 'a', version: '1.0.0' });
  expect(problems).toHaveLength(4);
});

it('lists a package that is only declared without the range that is too long for one', () => {
  const declared = (version: string) => boundInventory(inventory([item('a', version)], { isLocked: false }));
  expect(declared('x'.repeat(MAX_LENGTHS.range)).problems).toEqual([]);
  expect(declared(long(MAX_LENGTHS.range)).packages).toMatchObject([{ name: 'a', version: '' }]);
  expect(declared(long(MAX_LENGTHS.range)).problems).toHaveLength(1);
});

it('cuts the version out of a format that is no version', () => {
  expect(boundInventory(inventory([], { format: `uv.lock ${long(5_000)}` })).format).toHaveLength(
    MAX_LENGTHS.format,
  );
});
