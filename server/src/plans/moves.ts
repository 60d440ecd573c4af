import type { Ecosystem } from '../ecosystems/ecosystem.js';
import type { Inventory, InventoryPackage } from '../inventory/inventory.js';
import { compareText } from './compare-text.js';
import { versionAfter, type Lifts } from './dependency-tree.js';
import type { PlanningSite } from './planning-site.js';

/** Copies of a package that go from one version to another; `copies` are indexes of the inventory before. */
export interface Moved {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly copies: readonly number[];
  /** Where it is raised only because it shares its declared version with another: a sentence that says so. */
  readonly sharedWith?: string;
}

/** A package version that was not there before and that nothing moved to. */
export interface Newcomer {
  readonly name: string;
  readonly version: string;
}

/** What lifts move: one entry for each name, old and new version. */
export function movesOfLifts({ tree, ecosystem }: PlanningSite, lifts: Lifts): readonly Moved[] {
  const moves = new Map<string, { name: string; from: string; to: string; copies: number[] }>();
  for (const copy of [...lifts.keys()].toSorted((a, b) => a - b)) {
    const found = tree.packages[copy];
    if (found === undefined) continue;
    const to = versionAfter(tree, lifts, copy);
    const key = `${found.name}|${found.version}|${to}`;
    const known = moves.get(key);
    if (known === undefined) moves.set(key, { name: found.name, from: found.version, to, copies: [copy] });
    else known.copies.push(copy);
  }
  return sortMoves(ecosystem, [...moves.values()]);
}

/**
 * What a resolver moved, told by versions: a version that is gone went to the one that stands in its place, else to the
 * lowest higher one that came. What only changed its place did not move.
 */
export function movesBetween(
  ecosystem: Ecosystem,
  before: Inventory,
  after: Inventory,
): { readonly moves: readonly Moved[]; readonly newcomers: readonly Newcomer[] } {
  const present = byName(before);
  const moves: Moved[] = [];
  const newcomers: Newcomer[] = [];
  for (const [name, now] of byName(after)) {
    const old = present.get(name) ?? new Map<string, readonly InventoryPackage[]>();
    const added = [...now.keys()].filter((version) => !old.has(version));
    const gone = [...old.keys()].filter((version) => !now.has(version));
    const taken = new Set<string>();
    for (const from of gone) {
      const to = successorOf(ecosystem, { from, old, now, added });
      if (to === null) continue;
      taken.add(to);
      const copies = indexesOf(before, name, from);
      moves.push({ name, from, to, copies });
    }
    for (const version of added) if (!taken.has(version)) newcomers.push({ name, version });
  }
  return { moves: sortMoves(ecosystem, moves), newcomers };
}

type ByVersion = ReadonlyMap<string, readonly InventoryPackage[]>;

interface Gone {
  readonly from: string;
  readonly old: ByVersion;
  readonly now: ByVersion;
  readonly added: readonly string[];
}

function successorOf(ecosystem: Ecosystem, { from, old, now, added }: Gone): string | null {
  const places = new Set((old.get(from) ?? []).map(({ location }) => location));
  for (const [version, copies] of now)
    if (added.includes(version) && copies.some(({ location }) => places.has(location))) return version;
  const order = (a: string, b: string): number => ecosystem.compareVersions(a, b) || compareText(a, b);
  const higher = [...now.keys()].filter((version) => order(version, from) > 0).toSorted(order);
  return (
    higher.find((version) => added.includes(version)) ??
    higher[0] ??
    [...now.keys()].toSorted(order).at(-1) ??
    null
  );
}

function byName({ packages }: Inventory): ReadonlyMap<string, Map<string, InventoryPackage[]>> {
  const names = new Map<string, Map<string, InventoryPackage[]>>();
  for (const copy of packages) {
    if (copy.source === 'ROOT' || copy.source === 'WORKSPACE') continue;
    const versions = names.get(copy.name) ?? new Map<string, InventoryPackage[]>();
    names.set(copy.name, versions);
    const known = versions.get(copy.version);
    if (known === undefined) versions.set(copy.version, [copy]);
    else known.push(copy);
  }
  return names;
}

function indexesOf({ packages }: Inventory, name: string, version: string): readonly number[] {
  return packages.flatMap((copy, index) => (copy.name === name && copy.version === version ? [index] : []));
}

function sortMoves(ecosystem: Ecosystem, moves: readonly Moved[]): readonly Moved[] {
  return moves.toSorted(
    (a, b) =>
      compareText(a.name, b.name) ||
      ecosystem.compareVersions(a.from, b.from) ||
      ecosystem.compareVersions(a.to, b.to) ||
      compareText(a.from, b.from),
  );
}
