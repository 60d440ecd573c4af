import type { Abilities, Ecosystem, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { DependencyScope, Inventory, InventoryPackage } from '../inventory/inventory.js';
import { demandsOf, type Demand } from './demands.js';
import { createPlacer } from './placements.js';

/** One package asking for another: who, under which name, which range. `from` is an index of the inventory. */
export interface Edge {
  readonly from: number;
  readonly name: string;
  readonly range: string;
  readonly kind: DependencyScope;
}

/** A demand and the copy that it finds, null where there is none. */
export interface PlacedDemand extends Demand {
  readonly target: number | null;
}

/** Which copies go to which version, by index in the inventory. */
export type Lifts = ReadonlyMap<number, PackageVersionFacts>;

/** The copies of a lock and who asks for which, with the format's own way of finding a package for who asks. */
export interface DependencyTree {
  /** The edges that end at a copy as they are to be answered: `edgesOnto`, and what the lock itself does not say. */
  told(index: number, edges: readonly Edge[]): readonly Edge[];
  readonly packages: readonly InventoryPackage[];
  /** The edges that end at each copy and that its present version satisfies. */
  readonly edgesOnto: ReadonlyMap<number, readonly Edge[]>;
  /** The copies of each package, by name. */
  readonly copiesOf: ReadonlyMap<string, readonly number[]>;
  /** What a version asks for where it is installed, and the copies that answer once these lifts are made. */
  demandsAt(index: number, facts: PackageVersionFacts, lifts: Lifts): readonly PlacedDemand[];
  /** Whether a copy has packages inside its own archive. */
  hasBundledChildren(index: number): boolean;
  /** `reachedAfter` and `askersAfter`, worked out once for the same lifts. */
  reached(lifts: Lifts): ReadonlySet<number>;
  askers(lifts: Lifts): readonly (readonly number[])[];
  /** `demandsOf`, worked out once for the same version. */
  demands(facts: PackageVersionFacts): readonly Demand[];
}

/** Reads an inventory as a tree. A range that the lock already breaks (an override, a tag) binds nobody. */
export function growTree(
  inventory: Inventory,
  ecosystem: Ecosystem,
  { placement, hides }: Pick<Abilities, 'placement' | 'hides'>,
): DependencyTree {
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
      if (target === null || asked === undefined) continue;
      const isHidden = hides === 'RANGES' && range === '';
      if (!isHidden && !ecosystem.satisfies(asked.version, range)) continue;
      append(edgesOnto, target, { from, name, range, kind });
    }
    const parent = copy.isBundled ? byLocation.get(parentLocation(copy.location)) : undefined;
    if (parent !== undefined) bundlers.add(parent);
  });
  const told: DependencyTree['told'] = (_, edges) => edges;
  const demands = remember(demandsOf);
  const place = createPlacer(placement, { packages, byLocation, copiesOf }, ecosystem);
  const placed = packages.map(() => new Map<PackageVersionFacts, readonly PlacedDemand[]>());
  const dependsOnLifts = placement === 'BY_RANGE';
  const demandsAt: DependencyTree['demandsAt'] = (index, facts, lifts) => {
    const known = dependsOnLifts ? undefined : placed[index]?.get(facts);
    if (known !== undefined) return known;
    const versionOf = (copy: number): string => lifts.get(copy)?.version ?? packages[copy]?.version ?? '';
    const answered = demands(facts).map((demand) => ({
      ...demand,
      target: place(index, demand, versionOf),
    }));
    if (!dependsOnLifts) placed[index]?.set(facts, answered);
    return answered;
  };
  const hasBundledChildren = (index: number): boolean => bundlers.has(index);
  const grown = { told, packages, edgesOnto, copiesOf, demandsAt, hasBundledChildren, demands };
  return {
    ...grown,
    reached: remember((lifts) => reach(grown, lifts)),
    askers: remember((lifts) => askersOf(grown, lifts)),
  };
}

/** The same tree with other ranges on some edges; whoever asks asks so from now on. */
export function withRanges(
  tree: DependencyTree,
  changes: readonly { readonly from: number; readonly name: string; readonly range: string }[],
): DependencyTree {
  const edgesOnto = new Map(tree.edgesOnto);
  for (const { from, name, range } of changes) {
    for (const { name: asked, target } of tree.packages[from]?.requires ?? []) {
      const edges = target === null || asked !== name ? undefined : edgesOnto.get(target);
      if (target === null || edges === undefined) continue;
      edgesOnto.set(
        target,
        edges.map((edge) => (edge.from === from && edge.name === name ? { ...edge, range } : edge)),
      );
    }
  }
  return { ...tree, edgesOnto };
}

/** The same tree without some edges onto these copies: who asked so is bound no more. */
export function withoutEdges(
  tree: DependencyTree,
  targets: readonly number[],
  edges: ReadonlySet<Edge>,
): DependencyTree {
  const keyOf = (target: number, { from, name }: Edge): string => `${target}|${from}|${name}`;
  const free = new Set(targets.flatMap((target) => [...edges].map((edge) => keyOf(target, edge))));
  const told: DependencyTree['told'] = (target, present) =>
    tree.told(target, present).filter((edge) => !free.has(keyOf(target, edge)));
  return { ...tree, told };
}

/** The edges that end at a copy once these lifts are made, in the order of the inventory. */
export function edgesAfter(tree: DependencyTree, lifts: Lifts, index: number): readonly Edge[] {
  const present = (tree.edgesOnto.get(index) ?? []).filter((edge) => !lifts.has(edge.from));
  const edges = tree.told(index, present).filter((edge) => !lifts.has(edge.from));
  for (const [from, facts] of lifts) {
    for (const { name, range, kind, target } of tree.demandsAt(from, facts, lifts)) {
      if (target === index) edges.push({ from, name, range, kind });
    }
  }
  return edges.toSorted((left, right) => left.from - right.from);
}

/** Which copies the project still leads to once these lifts are made. */
export function reachedAfter(tree: DependencyTree, lifts: Lifts): ReadonlySet<number> {
  return tree.reached(lifts);
}

/** Who asks for each copy once these lifts are made, whether or not it fits, without repeats. */
export function askersAfter(tree: DependencyTree, lifts: Lifts): readonly (readonly number[])[] {
  return tree.askers(lifts);
}

type Grown = Omit<DependencyTree, 'reached' | 'askers'>;

function askersOf(tree: Grown, lifts: Lifts): readonly (readonly number[])[] {
  const askers: number[][] = tree.packages.map(() => []);
  for (const index of tree.packages.keys()) {
    for (const target of targetsAt(tree, lifts, index)) {
      const known = askers[target];
      if (known !== undefined && known.at(-1) !== index) known.push(index);
    }
  }
  return askers;
}

function remember<Key extends object, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = work(key);
    known.set(key, value);
    return value;
  };
}

function reach(tree: Grown, lifts: Lifts): ReadonlySet<number> {
  const reached = new Set<number>();
  tree.packages.forEach(({ source }, index) => {
    if (source === 'ROOT' || source === 'WORKSPACE') reached.add(index);
  });
  for (const index of reached) for (const target of targetsAt(tree, lifts, index)) reached.add(target);
  return reached;
}

/** The copies that one copy asks for once these lifts are made. */
export function targetsAt(tree: Grown, lifts: Lifts, index: number): readonly number[] {
  const facts = lifts.get(index);
  const asked = facts === undefined ? tree.packages[index]?.requires : tree.demandsAt(index, facts, lifts);
  const targets: number[] = [];
  for (const { target } of asked ?? []) if (target !== null) targets.push(target);
  return targets;
}

/** The version of a copy once these lifts are made. */
export function versionAfter(tree: DependencyTree, lifts: Lifts, index: number): string {
  return lifts.get(index)?.version ?? tree.packages[index]?.version ?? '';
}

/** Whether a copy is one of the project's own packages. */
export function isOwnCopy(tree: DependencyTree, index: number): boolean {
  const source = tree.packages[index]?.source;
  return source === 'ROOT' || source === 'WORKSPACE';
}

/** The location of the package in whose folder a copy lies; empty at the top. */
export function parentLocation(location: string): string {
  const at = location.lastIndexOf('node_modules/');
  return at <= 0 ? '' : location.slice(0, at - 1);
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
