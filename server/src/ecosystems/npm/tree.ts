import type {
  DependencyScope,
  InventoryPackage,
  PackageSource,
  Requirement,
} from '../../inventory/inventory.js';
import { type GraphEdge, packagesOfGraph } from '../../inventory/reach.js';
import { sourceOfRange, startOfInstalled } from './names.js';

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
  const levelAt = levelFinder(tree);
  const requires = tree.nodes.map((node) => resolveAsks(tree, levelAt, node));
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
  const levelAt = levelFinder(tree);
  const asked = new Set<number | null>();
  tree.nodes.forEach((node, index) => {
    const level = levelAt(node.location);
    for (const ask of node.asks) {
      const target = findIn(level, ask.name);
      if (target !== index) asked.add(target);
    }
  });
  return tree.nodes.flatMap((node, index) =>
    !asked.has(index) && node.location === `node_modules/${node.installedAs}` ? [index] : [],
  );
}

/** The packages in one node_modules folder by name, and the next such folder above it. */
interface Level {
  readonly names: ReadonlyMap<string, number>;
  readonly above: Level | null;
}

/** The node_modules folders that Node would look into for a package at a location, nearest first. */
type FindLevel = (location: string) => Level | null;

function levelFinder(tree: LockTree): FindLevel {
  const folders = namesByFolder(tree);
  const levels = new Map<string, Level | null>();
  const levelAt = (folder: string): Level | null => {
    const names = folders.get(folder);
    const above = levelAbove(folder);
    return names === undefined ? above : { names, above };
  };
  const levelAbove = (folder: string): Level | null => {
    const parent = folderAbove(folder);
    if (parent === null) return null;
    let level = levels.get(parent);
    if (level === undefined) {
      level = levelAt(parent);
      levels.set(parent, level);
    }
    return level;
  };
  return levelAt;
}

function namesByFolder(tree: LockTree): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const folders = new Map<string, Map<string, number>>();
  const put = (location: string, index: number): void => {
    const start = startOfInstalled(location);
    if (start === -1) return;
    const folder = location.slice(0, Math.max(0, start - 1));
    let names = folders.get(folder);
    if (names === undefined) {
      names = new Map();
      folders.set(folder, names);
    }
    names.set(location.slice(start + 'node_modules/'.length), index);
  };
  tree.nodes.forEach((node, index) => put(node.location, index));
  if (tree.links.size === 0) return folders;
  const indexes = new Map(tree.nodes.map((node, index) => [node.location, index]));
  for (const [location, target] of tree.links) {
    const index = indexes.get(target);
    if (index !== undefined) put(location, index);
  }
  return folders;
}

/** The folder that holds a folder, the root being empty; null for the root, and where a path leaves the project. */
function folderAbove(folder: string): string | null {
  const slash = folder.lastIndexOf('/');
  if (slash !== -1) return folder.slice(0, slash);
  return folder === '' || folder === '..' ? null : '';
}

/** The copy that a package gets when it asks for a name. */
function findIn(level: Level | null, name: string): number | null {
  for (let at = level; at !== null; at = at.above) {
    const index = at.names.get(name);
    if (index !== undefined) return index;
  }
  return null;
}

function resolveAsks(tree: LockTree, levelAt: FindLevel, node: LockNode): readonly GraphEdge[] {
  if (node.asks.length === 0) return [];
  const level = levelAt(node.location);
  return node.asks.map(({ name, range, kind, isOptionalPeer }) => {
    const target = findIn(level, name);
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
  for (const edges of requires) {
    for (const { target, range } of edges) {
      if (target === null || sources[target] !== 'REGISTRY') continue;
      const source = sourceOfRange(range);
      if (source === 'GIT' || source === 'TARBALL') sources[target] = source;
    }
  }
  return sources;
}
