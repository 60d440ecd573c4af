import { publishedFacts } from '../../test/planning-world.js';
import type { PackageVersionFacts, Placement } from '../ecosystems/ecosystem.js';
import { npm } from '../ecosystems/npm/index.js';
import type { InventoryPackage, Requirement } from '../inventory/inventory.js';
import { growTree, type Lifts } from './dependency-tree.js';

function copy(name: string, version: string, requires: readonly Requirement[] = []): InventoryPackage {
  return {
    name,
    version,
    source: name === '' ? 'ROOT' : 'REGISTRY',
    location: name === '' ? '' : `${name}@${version}`,
    scope: 'RUNTIME',
    isDirect: false,
    isBundled: false,
    requires,
  };
}

const asks = (name: string, range: string, target: number | null): Requirement => ({
  name,
  range,
  kind: 'RUNTIME',
  target,
});

/** 0 root → a; 1 a → b ^1 (bound to 2); 2 b 1.0.0; 3 b 2.0.0; 4 b 2.1.0. */
const PACKAGES = [
  copy('', '', [asks('a', '^1.0.0', 1)]),
  copy('a', '1.0.0', [asks('b', '^1.0.0', 2)]),
  copy('b', '1.0.0'),
  copy('b', '2.0.0'),
  copy('b', '2.1.0'),
];

function targetOf(placement: Placement, dependencies: Readonly<Record<string, string>>, lifts: Lifts) {
  const inventory = {
    ecosystem: 'npm' as const,
    path: 'lock',
    format: 'lock',
    isLocked: true,
    packages: PACKAGES,
    problems: [],
  };
  const facts = publishedFacts('a', '1.1.0', { dependencies });
  return growTree(inventory, npm, { placement }).demandsAt(1, facts, lifts)[0]?.target;
}

const NONE = new Map<number, PackageVersionFacts>();
const LIFTED = new Map([[2, publishedFacts('b', '1.5.0', {})]]);

test.each<[string, Placement, Readonly<Record<string, string>>, Lifts, number | null]>([
  ['by range the bound copy answers where it fits', 'BY_RANGE', { b: '>=1' }, NONE, 2],
  ['by range the bound copy answers where it fits once lifted', 'BY_RANGE', { b: '^1.5.0' }, LIFTED, 2],
  ['by range the highest other copy answers', 'BY_RANGE', { b: '^2.0.0' }, NONE, 4],
  ['by range nothing that fits names the bound copy, to be lifted', 'BY_RANGE', { b: '^3.0.0' }, NONE, 2],
  ['by range an unknown package is absent', 'BY_RANGE', { c: '*' }, NONE, null],
  ['flat the one copy answers', 'FLAT', { b: '^9.0.0' }, NONE, 2],
  ['flat an unknown package is absent', 'FLAT', { c: '*' }, NONE, null],
  ['in node_modules the bound copy answers', 'NODE_MODULES', { b: '^2.0.0' }, NONE, 2],
])('%s', (_title, placement, dependencies, lifts, expected) => {
  expect(targetOf(placement, dependencies, lifts)).toBe(expected);
});
