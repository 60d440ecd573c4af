import fc from 'fast-check';
import { collapse, createPathFinder, reverseEdges, shortestPaths } from './graph.js';
import type { Inventory, InventoryPackage, PackageSource } from './inventory.js';

interface Sketch {
  readonly name: string;
  readonly asks?: readonly number[];
  readonly source?: PackageSource;
  readonly version?: string;
  readonly more?: Partial<InventoryPackage>;
}

function sketch(items: readonly Sketch[]): Inventory {
  return {
    ecosystem: 'npm',
    path: 'package-lock.json',
    format: 'package-lock v3',
    isLocked: true,
    problems: [],
    packages: items.map(({ name, asks = [], source = 'REGISTRY', version = '1.0.0', more }, index) => ({
      name,
      version,
      source,
      location: `${name}#${index}`,
      scope: 'RUNTIME',
      isDirect: false,
      isBundled: false,
      requires: asks.map((target) => ({
        name: items[target]?.name ?? 'missing',
        range: '*',
        kind: 'RUNTIME',
        target,
      })),
      ...more,
    })),
  };
}

const root = { name: 'app', source: 'ROOT' } as const;

describe('shortestPaths', () => {
  it('starts with the direct dependency and ends with the package, shortest first', () => {
    const inventory = sketch([
      { ...root, asks: [1, 2] },
      { name: 'a', asks: [3] },
      { name: 'b', asks: [1] },
      { name: 'c' },
    ]);
    expect(shortestPaths(inventory, 3)).toEqual([
      ['a@1.0.0', 'c@1.0.0'],
      ['b@1.0.0', 'a@1.0.0', 'c@1.0.0'],
    ]);
    expect(shortestPaths(inventory, 1)).toEqual([['a@1.0.0'], ['b@1.0.0', 'a@1.0.0']]);
    expect(shortestPaths(inventory, 3, 1)).toEqual([['a@1.0.0', 'c@1.0.0']]);
  });

  it('lets the workspace lead, by its name or by its place', () => {
    const inventory = sketch([
      { ...root, asks: [1] },
      { name: 'web', source: 'WORKSPACE', version: '', asks: [3] },
      { name: '', source: 'WORKSPACE', version: '', asks: [3] },
      { name: 'c' },
    ]);
    expect(shortestPaths(inventory, 3)).toEqual([
      ['web', 'c@1.0.0'],
      ['#2', 'c@1.0.0'],
    ]);
  });

  it('is not caught in cycles', () => {
    const inventory = sketch([
      { ...root, asks: [1] },
      { name: 'a', asks: [2, 1] },
      { name: 'b', asks: [1, 3] },
      { name: 'c', asks: [2] },
    ]);
    expect(shortestPaths(inventory, 3)).toEqual([['a@1.0.0', 'b@1.0.0', 'c@1.0.0']]);
  });

  it.each([
    ['the project itself', 0],
    ['what nothing asks for', 2],
    ['what is not there', 9],
    ['what only unasked packages ask for', 3],
  ])('is empty for %s', (_title, index) => {
    const inventory = sketch([
      { ...root, asks: [1] },
      { name: 'a' },
      { name: 'alone', asks: [3] },
      { name: 'below' },
    ]);
    expect(shortestPaths(inventory, index)).toEqual([]);
  });

  it('gives one path for copies that read the same', () => {
    const inventory = sketch([
      { ...root, asks: [1, 2] },
      { name: 'a', asks: [3] },
      { name: 'a', asks: [3] },
      { name: 'c' },
    ]);
    expect(shortestPaths(inventory, 3)).toEqual([['a@1.0.0', 'c@1.0.0']]);
  });

  it('finds paths that exist, in order of length, in any graph', () => {
    const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 30 });
    fc.assert(
      fc.property(edges, fc.integer({ min: 1, max: 7 }), (pairs, index) => {
        const asks = (from: number): readonly number[] =>
          pairs.filter(([left]) => left === from).map(([, right]) => right);
        const inventory = sketch([
          { ...root, asks: asks(0).filter((target) => target !== 0) },
          ...[1, 2, 3, 4, 5, 6, 7].map((from) => ({ name: `p${from}`, asks: asks(from) })),
        ]);
        const paths = shortestPaths(inventory, index, 50);
        const lengths = paths.map((path) => path.length);
        expect(lengths).toEqual(lengths.toSorted((left, right) => left - right));
        expect(new Set(paths.map((path) => path.join())).size).toBe(paths.length);
        for (const path of paths) {
          const steps = [0, ...path.map((text) => Number(text.slice(1, 2)))];
          expect(steps.at(-1)).toBe(index);
          for (let at = 1; at < steps.length; at += 1) expect(asks(steps[at - 1] ?? -1)).toContain(steps[at]);
        }
        expect(paths.length > 0).toBe(isReachable(asks, index));
      }),
    );
  });

  it('stays within its bound where paths are without number', () => {
    const layer = 40;
    const items: Sketch[] = [{ ...root, asks: Array.from({ length: layer }, (_, at) => 1 + at) }];
    for (let depth = 0; depth < 8; depth += 1) {
      for (let at = 0; at < layer; at += 1) {
        const next = 1 + (depth + 1) * layer;
        items.push({
          name: `p${depth}-${at}`,
          asks: depth === 7 ? [] : Array.from({ length: layer }, (_, to) => next + to),
        });
      }
    }
    const finder = createPathFinder(sketch(items));
    const paths = finder.shortestPaths(items.length - 1);
    expect(paths).toHaveLength(5);
    expect(paths.map((path) => path.length)).toEqual([8, 8, 8, 8, 8]);
  });
});

describe('reverseEdges and collapse', () => {
  it('lists who asks, once each', () => {
    const inventory = sketch([{ ...root, asks: [1, 1, 2] }, { name: 'a', asks: [2] }, { name: 'b' }]);
    expect(reverseEdges(inventory)).toEqual([[], [0], [0, 1]]);
  });

  it('shows copies of one version as one dependency, direct where one is, with the strongest scope', () => {
    const inventory = sketch([
      { ...root, asks: [1] },
      { name: 'a', more: { scope: 'DEVELOPMENT' } },
      { name: 'b' },
      { name: 'a', more: { scope: 'OPTIONAL', isDirect: true } },
      { name: 'a', version: '2.0.0' },
    ]);
    expect(collapse(inventory).map((row) => ({ ...row, source: undefined }))).toEqual([
      { name: 'a', version: '1.0.0', isDirect: true, scope: 'OPTIONAL', indexes: [1, 3] },
      { name: 'b', version: '1.0.0', isDirect: false, scope: 'RUNTIME', indexes: [2] },
      { name: 'a', version: '2.0.0', isDirect: false, scope: 'RUNTIME', indexes: [4] },
    ]);
  });
});

function isReachable(asks: (from: number) => readonly number[], index: number): boolean {
  const seen = new Set([0]);
  for (const from of seen) for (const to of asks(from)) seen.add(to);
  return seen.has(index);
}
