import type {
  DependencyScope,
  InventoryPackage,
  PackageSource,
  Requirement,
} from '../../inventory/inventory.js';
import { type GraphEdge, packagesOfGraph } from '../../inventory/reach.js';
import { sourceOfRange } from './names.js';

/** One thing that a package asks for, before it is known which copy answers. */
export interface Ask {
  readonly name: string;
  readonly range: string;
  readonly kind: DependencyScope;
  /** A peer that need not be there: npm installs nothing for it, so it is nobody's reason. */
  readonly isOptionalPeer: boolean;
}

/** One package as a lock states it, before edges are resolved. */
export interface LockNode {
  /** Unique in its tree. */
  readonly location: string;
  /** The folder name that answers requirements: the alias where there is one. */
  readonly installedAs: string;
  readonly name: string;
  readonly version: string;
  readonly source: PackageSource;
  readonly isBundled: boolean;
  /** What the lock's own flags say; counts only where nothing of the project leads to the package. */
  readonly flaggedScope: DependencyScope;
  readonly asks: readonly Ask[];
}

/** All packages of a lock, and the links from an installed place to the folder that it shows. */
export interface LockTree {
  readonly nodes: readonly LockNode[];
  /** From `node_modules/a` to `packages/a`. */
  readonly links: ReadonlyMap<string, string>;
  /** Folders of the repository that the lock knows as packages. */
  readonly folders: ReadonlySet<string>;
  /** Version 1 does not say what is optional in `requires`: take it from the flags as npm does. */
  readonly isKindGuessed: boolean;
}

/**
 * Resolves what each package asks for as Node does (the package's own node_modules, then upwards), and works out
 * what is direct and for what reason it is there.
 */
export function buildPackages(tree: LockTree): readonly InventoryPackage[] {
  const lookup = createLookup(tree);
  const requires = tree.nodes.map((node) => resolveAsks(tree, lookup, node));
  const sources = sourcesByRanges(tree.nodes, requires);
  return packagesOfGraph(
    tree.nodes.map((node, index) => ({
      name: node.name,
      version: node.version,
      source: sources[index] ?? node.source,
      location: node.location,
      isBundled: node.isBundled,
      flaggedScope: node.flaggedScope,
      requires: requires[index] ?? [],
    })),
  );
}

/** Positions of the nodes that no other node asks for, among those that stand in the outermost node_modules. */
export function findUnasked(tree: LockTree): readonly number[] {
  const lookup = createLookup(tree);
  const asked = new Set<number | null>();
  tree.nodes.forEach((node, index) => {
    for (const ask of node.asks) {
      const target = lookup(node.location, ask.name);
      if (target !== index) asked.add(target);
    }
  });
  return tree.nodes.flatMap((node, index) =>
    !asked.has(index) && node.location === `node_modules/${node.installedAs}` ? [index] : [],
  );
}

type Lookup = (location: string, name: string) => number | null;

/** `lookup(location, name)`: the copy that a package at this location gets when it asks for this name. */
function createLookup(tree: LockTree): Lookup {
  const indexes = new Map(tree.nodes.map((node, index) => [node.location, index]));
  const folders = new Map<string, Map<string, number>>();
  const put = (location: string, index: number): void => {
    const start = `/${location}`.lastIndexOf('/node_modules/');
    if (start === -1) return;
    const folder = location.slice(0, Math.max(0, start - 1));
    const names = folders.get(folder) ?? new Map<string, number>();
    folders.set(folder, names.set(location.slice(start + 'node_modules/'.length), index));
  };
  tree.nodes.forEach((node, index) => put(node.location, index));
  for (const [location, target] of tree.links) {
    const index = indexes.get(target);
    if (index !== undefined) put(location, index);
  }
  const chains = new Map<string, readonly Map<string, number>[]>();
  return (location, name) => {
    let chain = chains.get(location);
    if (chain === undefined) {
      chain = foldersAbove(location).flatMap((folder) => folders.get(folder) ?? []);
      chains.set(location, chain);
    }
    for (const names of chain) {
      const index = names.get(name);
      if (index !== undefined) return index;
    }
    return null;
  };
}

/** The folders whose node_modules Node would look into, nearest first; outside of the project the root is not above. */
function foldersAbove(location: string): readonly string[] {
  const folders = [location];
  for (let folder = location; folder.includes('/');) {
    folder = folder.slice(0, folder.lastIndexOf('/'));
    folders.push(folder);
  }
  if (location !== '' && location !== '..' && !location.startsWith('../')) folders.push('');
  return folders;
}

function resolveAsks(tree: LockTree, lookup: Lookup, node: LockNode): readonly GraphEdge[] {
  return node.asks.map(({ name, range, kind, isOptionalPeer }) => {
    const target = lookup(node.location, name);
    const found = target === null ? undefined : tree.nodes[target];
    const isOptional =
      tree.isKindGuessed && found?.flaggedScope === 'OPTIONAL' && node.flaggedScope !== 'OPTIONAL';
    return {
      name,
      range,
      kind: isOptional && kind === 'RUNTIME' ? 'OPTIONAL' : kind,
      target,
      isInert: kind === 'PEER' && isOptionalPeer,
    };
  });
}

/** A package that looks like a registry's, but is asked for by address, comes from that address. */
function sourcesByRanges(
  nodes: readonly LockNode[],
  requires: readonly (readonly Requirement[])[],
): readonly PackageSource[] {
  const sources = nodes.map((node) => node.source);
  for (const requirement of requires.flat()) {
    if (requirement.target === null || sources[requirement.target] !== 'REGISTRY') continue;
    const source = sourceOfRange(requirement.range);
    if (source === 'GIT' || source === 'TARBALL') sources[requirement.target] = source;
  }
  return sources;
}
