import type { Ecosystem, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { DependencyScope, Inventory, InventoryPackage } from '../inventory/inventory.js';

/** One package asking for another: who, under which name, which range. `from` is an index of the inventory. */
export interface Edge {
  readonly from: number;
  readonly name: string;
  readonly range: string;
  readonly kind: DependencyScope;
}

/** What a version asks for. An optional peer may be absent, but must fit where it is present. */
export interface Demand {
  readonly name: string;
  readonly range: string;
  readonly kind: DependencyScope;
  readonly isOptionalPeer: boolean;
}

/** A demand and the copy that it finds, null where there is none. */
export interface PlacedDemand extends Demand {
  readonly target: number | null;
}

/** Which copies go to which version, by index in the inventory. */
export type Lifts = ReadonlyMap<number, PackageVersionFacts>;

/** The copies of a lock and who asks for which, with node's own way of finding a package from where it is asked. */
export interface NodeModulesTree {
  readonly packages: readonly InventoryPackage[];
  /** The edges that end at each copy and that its present version satisfies. */
  readonly edgesOnto: ReadonlyMap<number, readonly Edge[]>;
  /** The copies of each package, by name. */
  readonly copiesOf: ReadonlyMap<string, readonly number[]>;
  /** `demandsOf` with what every version asks for where it is installed, worked out once. */
  demandsAt(index: number, facts: PackageVersionFacts): readonly PlacedDemand[];
  /** Whether a copy has packages inside its own archive. */
  hasBundledChildren(index: number): boolean;
}

/** Reads an inventory as a tree. A range that the lock already breaks (an override, a tag) binds nobody. */
export function growTree(inventory: Inventory, ecosystem: Ecosystem): NodeModulesTree {
  const { packages } = inventory;
  const byLocation = new Map<string, number>();
  const copiesOf = new Map<string, number[]>();
  const edgesOnto = new Map<number, Edge[]>();
  const bundlers = new Set<number>();
  packages.forEach((copy, index) => {
    byLocation.set(copy.location, index);
    append(copiesOf, copy.name, index);
  });
  packages.forEach((copy, from) => {
    for (const { name, range, kind, target } of copy.requires) {
      const asked = target === null ? undefined : packages[target];
      if (target === null || asked === undefined || !ecosystem.satisfies(asked.version, range)) continue;
      append(edgesOnto, target, { from, name, range, kind });
    }
    const parent = copy.isBundled ? byLocation.get(parentLocation(copy.location)) : undefined;
    if (parent !== undefined) bundlers.add(parent);
  });
  const known = packages.map((copy) => new Map(copy.requires.map((asked) => [asked.name, asked.target])));
  const resolve = (from: number, name: string): number | null => {
    const start = packages[from];
    if (start === undefined) return null;
    const target = known[from]?.get(name);
    return target ?? walkUp(byLocation, start.location, name);
  };
  const placed = packages.map(() => new Map<PackageVersionFacts, readonly PlacedDemand[]>());
  const demandsAt = (index: number, facts: PackageVersionFacts): readonly PlacedDemand[] => {
    const demands =
      placed[index]?.get(facts) ??
      demandsOf(facts).map((demand) => ({ ...demand, target: resolve(index, demand.name) }));
    placed[index]?.set(facts, demands);
    return demands;
  };
  return { packages, edgesOnto, copiesOf, demandsAt, hasBundledChildren: (index) => bundlers.has(index) };
}

/**
 * Everything that a published version asks for. `optionalDependencies` win over `dependencies`, as in npm; a name
 * that is a peer besides must fit both.
 */
export function demandsOf(facts: PackageVersionFacts): readonly Demand[] {
  const demands: Demand[] = [];
  const add = (asked: Readonly<Record<string, string>>, kind: DependencyScope): void => {
    for (const [name, range] of Object.entries(asked)) {
      const isOptionalPeer = kind === 'PEER' && facts.optionalPeers.includes(name);
      demands.push({ name, range, kind, isOptionalPeer });
    }
  };
  add(facts.peerDependencies, 'PEER');
  add(
    Object.fromEntries(
      Object.entries(facts.dependencies).filter(([name]) => !Object.hasOwn(facts.optionalDependencies, name)),
    ),
    'RUNTIME',
  );
  add(facts.optionalDependencies, 'OPTIONAL');
  return demands;
}

/** The edges that end at a copy once these lifts are made, in the order of the inventory. */
export function edgesAfter(tree: NodeModulesTree, lifts: Lifts, index: number): readonly Edge[] {
  const edges = (tree.edgesOnto.get(index) ?? []).filter((edge) => !lifts.has(edge.from));
  for (const [from, facts] of lifts) {
    for (const { name, range, kind, target } of tree.demandsAt(from, facts)) {
      if (target === index) edges.push({ from, name, range, kind });
    }
  }
  return edges.toSorted((left, right) => left.from - right.from);
}

/** The version of a copy once these lifts are made. */
export function versionAfter(tree: NodeModulesTree, lifts: Lifts, index: number): string {
  return lifts.get(index)?.version ?? tree.packages[index]?.version ?? '';
}

/** The real name behind `npm:name@range`, null where a range is not an alias. */
export function aliasedName(range: string): string | null {
  if (!range.startsWith('npm:')) return null;
  const at = range.indexOf('@', 5);
  return at < 0 ? range.slice(4) : range.slice(4, at);
}

/** The location of the package in whose folder a copy lies; empty at the top. */
export function parentLocation(location: string): string {
  const at = location.lastIndexOf('node_modules/');
  return at <= 0 ? '' : location.slice(0, at - 1);
}

function walkUp(byLocation: ReadonlyMap<string, number>, start: string, name: string): number | null {
  let folder = start;
  for (;;) {
    const found = byLocation.get(folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`);
    if (found !== undefined) return found;
    if (folder === '') return null;
    folder = folder.includes('node_modules/')
      ? parentLocation(folder)
      : folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
