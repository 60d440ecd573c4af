import { hashInventoryInputs } from './inventory-hash.js';

const lock = { path: 'package-lock.json', blob: 'aa' };
const group = { ecosystem: 'npm', path: 'package-lock.json' } as const;
const manifest = { path: 'package.json', blob: 'bb' };

describe('hashInventoryInputs', () => {
  it('is the same for the same inputs in any order', () => {
    expect(hashInventoryInputs(1, group, [lock, manifest])).toBe(
      hashInventoryInputs(1, group, [manifest, lock]),
    );
    expect(hashInventoryInputs(1, group, [lock])).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['another parser', 2, [lock, manifest]],
    ['another blob', 1, [lock, { ...manifest, blob: 'bc' }]],
    ['another path', 1, [lock, { ...manifest, path: 'x/package.json' }]],
    ['fewer inputs', 1, [lock]],
    ['a path that takes in the blob', 1, [lock, { path: 'package.jsonb', blob: 'b' }]],
  ])('differs for %s', (_title, parserVersion, inputs) => {
    expect(hashInventoryInputs(parserVersion, group, inputs)).not.toBe(
      hashInventoryInputs(1, group, [lock, manifest]),
    );
  });

  it('differs for another group of the same inputs', () => {
    const inputs = [{ path: 'a.txt', blob: 'aa' }];
    const hashes = ['a.txt', 'b.txt'].map((path) =>
      hashInventoryInputs(1, { ecosystem: 'PyPI', path }, inputs),
    );
    expect(new Set(hashes).size).toBe(2);
  });
});
