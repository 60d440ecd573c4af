import type { DependencyScope, Inventory, InventoryPackage, PackageSource } from './inventory.js';

/** Strongest reason first: a package that is reached in several ways has the first that applies. */
export const SCOPE_ORDER: readonly DependencyScope[] = ['RUNTIME', 'PEER', 'OPTIONAL', 'TEST', 'DEVELOPMENT'];

/** How many edges are walked for one package before the paths found so far are the answer. */
const STEPS_FOR_MORE = 20_000;
const STEPS_FOR_ONE = 1_000_000;

/** Finds paths in one inventory; what all packages share is worked out once. */
export interface PathFinder {
  shortestPaths(index: number, limit?: number): readonly (readonly string[])[];
}

/** All copies of one package at one version, seen as one dependency. */
export interface CollapsedDependency {
  readonly name: string;
  readonly version: string;
  readonly source: PackageSource;
  readonly isDirect: boolean;
  readonly scope: DependencyScope;
  /** Positions of the copies in `Inventory.packages`, ascending; never empty. */
  readonly indexes: readonly number[];
}

/** For every package the positions of those that ask for it, ascending and without repeats. */
export function reverseEdges(inventory: Inventory): readonly (readonly number[])[] {
  const reverse: number[][] = inventory.packages.map(() => []);
  inventory.packages.forEach((asking, from) => {
    for (const { target } of asking.requires) {
      const askers = target === null ? undefined : reverse[target];
      if (askers !== undefined && askers.at(-1) !== from) askers.push(from);
    }
  });
  return reverse;
}

/**
 * The shortest paths that bring in one package, shortest first, at most `limit`: each a list of `name@version` that
 * ends with the package. A path starts with the direct dependency; where a workspace asks for it, the workspace
 * leads. The root itself never appears. Empty for the project's own packages and for what nothing asks for.
 */
export function shortestPaths(
  inventory: Inventory,
  index: number,
  limit = 5,
): readonly (readonly string[])[] {
  return createPathFinder(inventory).shortestPaths(index, limit);
}

/** `shortestPaths` for many packages of one inventory: the reversed edges and distances are worked out once. */
export function createPathFinder(inventory: Inventory): PathFinder {
  const { packages } = inventory;
  const reverse = reverseEdges(inventory);
  const distances = distancesFromOwn(packages);
  return {
    shortestPaths: (index, limit = 5) => collectPaths({ packages, reverse, distances }, index, limit),
  };
}

/** One row per name and version, in the order of the first copy; the project's own packages are left out. */
export function collapse(inventory: Inventory): readonly CollapsedDependency[] {
  const rows = new Map<
    string,
    { first: InventoryPackage; isDirect: boolean; scope: DependencyScope; indexes: number[] }
  >();
  inventory.packages.forEach((item, index) => {
    if (isOwn(item)) return;
    const key = `${item.name.length} ${item.name}${item.version}`;
    const row = rows.get(key);
    if (row === undefined) {
      rows.set(key, { first: item, isDirect: item.isDirect, scope: item.scope, indexes: [index] });
      return;
    }
    row.isDirect ||= item.isDirect;
    row.scope = firstScope(row.scope, item.scope);
    row.indexes.push(index);
  });
  return Array.from(rows.values(), ({ first, isDirect, scope, indexes }) => ({
    name: first.name,
    version: first.version,
    source: first.source,
    isDirect,
    scope,
    indexes,
  }));
}

/** Whether a package is the project's own: the root or a workspace. */
export function isOwn(item: InventoryPackage): boolean {
  return item.source === 'ROOT' || item.source === 'WORKSPACE';
}

function firstScope(left: DependencyScope, right: DependencyScope): DependencyScope {
  return SCOPE_ORDER.indexOf(left) <= SCOPE_ORDER.indexOf(right) ? left : right;
}

/** Steps from the nearest own package to each package; Infinity where nothing leads. */
function distancesFromOwn(packages: readonly InventoryPackage[]): readonly number[] {
  const distances = packages.map((item) => (isOwn(item) ? 0 : Infinity));
  const queue = packages.flatMap((item, index) => (isOwn(item) ? [index] : []));
  for (let next = 0; next < queue.length; next += 1) {
    const from = queue[next] ?? 0;
    const distance = (distances[from] ?? 0) + 1;
    for (const { target } of packages[from]?.requires ?? []) {
      if (target === null || distances[target] !== Infinity) continue;
      distances[target] = distance;
      queue.push(target);
    }
  }
  return distances;
}

interface Graph {
  readonly packages: readonly InventoryPackage[];
  readonly reverse: readonly (readonly number[])[];
  readonly distances: readonly number[];
}

/** A path seen from its end: this package, then what it leads to. */
interface PartialPath {
  readonly index: number;
  readonly length: number;
  readonly rest: PartialPath | null;
}

/**
 * Walks from the package towards the project, always continuing the partial path whose total length is the
 * least possible (the distance to the project is known exactly), so paths come out shortest first.
 */
function collectPaths(graph: Graph, index: number, limit: number): readonly (readonly string[])[] {
  const start = graph.packages[index];
  if (start === undefined || isOwn(start) || limit < 1) return [];
  const found = new Map<string, readonly string[]>();
  const byTotal: PartialPath[][] = [];
  enqueue(byTotal, graph, { index, length: 0, rest: null });
  let steps = 0;
  for (let total = 0; total < byTotal.length; total += 1) {
    const bucket = byTotal[total] ?? [];
    // The last one first: a path is followed to its end before its equals are looked at.
    for (let partial = bucket.pop(); partial !== undefined; partial = bucket.pop()) {
      if (found.size >= limit || steps > (found.size > 0 ? STEPS_FOR_MORE : STEPS_FOR_ONE))
        return [...found.values()];
      if (graph.distances[partial.index] === 0) {
        const path = describePath(graph.packages, partial);
        found.set(path.join('\n'), path);
        continue;
      }
      for (const from of (graph.reverse[partial.index] ?? []).toReversed()) {
        steps += 1;
        if (passes(partial, from)) continue;
        enqueue(byTotal, graph, { index: from, length: partial.length + 1, rest: partial });
      }
    }
  }
  return [...found.values()];
}

function enqueue(byTotal: PartialPath[][], graph: Graph, partial: PartialPath): void {
  const total = partial.length + (graph.distances[partial.index] ?? Infinity);
  if (total === Infinity) return;
  while (byTotal.length <= total) byTotal.push([]);
  byTotal[total]?.push(partial);
}

function passes(partial: PartialPath, index: number): boolean {
  for (let step: PartialPath | null = partial; step !== null; step = step.rest) {
    if (step.index === index) return true;
  }
  return false;
}

function describePath(packages: readonly InventoryPackage[], partial: PartialPath): readonly string[] {
  const path: string[] = [];
  for (let step: PartialPath | null = partial; step !== null; step = step.rest) {
    const item = packages[step.index];
    if (item !== undefined && item.source !== 'ROOT') path.push(describePackage(item));
  }
  return path;
}

function describePackage(item: InventoryPackage): string {
  const name = item.name === '' ? item.location : item.name;
  return item.version === '' ? name : `${name}@${item.version}`;
}
