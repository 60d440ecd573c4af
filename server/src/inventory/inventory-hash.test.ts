import { hashInventoryInputs } from './inventory-hash.js';

const lock = { path: 'package-lock.json', blob: 'aa' };
const manifest = { path: 'package.json', blob: 'bb' };

describe('hashInventoryInputs', () => {
  it('is the same for the same inputs in any order', () => {
    expect(hashInventoryInputs(1, [lock, manifest])).toBe(hashInventoryInputs(1, [manifest, lock]));
    expect(hashInventoryInputs(1, [lock])).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['another parser', 2, [lock, manifest]],
    ['another blob', 1, [lock, { ...manifest, blob: 'bc' }]],
    ['another path', 1, [lock, { ...manifest, path: 'x/package.json' }]],
    ['fewer inputs', 1, [lock]],
    ['a path that takes in the blob', 1, [lock, { path: 'package.jsonb', blob: 'b' }]],
  ])('differs for %s', (_title, parserVersion, inputs) => {
    expect(hashInventoryInputs(parserVersion, inputs)).not.toBe(hashInventoryInputs(1, [lock, manifest]));
  });
});
