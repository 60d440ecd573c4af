import type { ResolutionRequest } from '../resolution/resolution.js';
import { compareText } from './compare-text.js';
import { nameAsked } from './demands.js';
import type { Lifts } from './dependency-tree.js';
import type { PlanningSite } from './planning-site.js';

/** What a resolver is to find: what is edited before it is asked, what it places anew, and at which versions. */
export interface Wanted {
  /** With the ranges and forces that are written before. */
  readonly site: PlanningSite;
  /** Copies whose new versions are written before. */
  readonly textLifts: Lifts;
  /** Copies that are dropped, with the versions that may take their place. */
  readonly drops: Lifts;
  /** Copies that are dropped for any version that the resolver finds. */
  readonly freed: readonly number[];
}

/** The copies that are dropped, sorted: the same input gives the same text. */
export function dropsOf({ site, drops, freed }: Wanted): ResolutionRequest['drop'] {
  const { tree, ecosystem } = site;
  const found = new Map<string, { name: string; version: string; locations: string[] }>();
  for (const copy of new Set([...drops.keys(), ...freed])) {
    const dropped = tree.packages[copy];
    if (dropped === undefined) continue;
    const { name, version, location } = dropped;
    const known = found.get(`${name}@${version}`);
    if (known === undefined) found.set(`${name}@${version}`, { name, version, locations: [location] });
    else known.locations.push(location);
  }
  return [...found.values()]
    .map((drop) => ({ ...drop, locations: drop.locations.toSorted(compareText) }))
    .toSorted((a, b) => compareText(a.name, b.name) || ecosystem.compareVersions(a.version, b.version));
}

/**
 * The versions that may be taken, sorted. Whoever still asks for another version of a dropped package gets the present one;
 * where that does not fit either, any may be taken.
 */
export function pinsOf(wanted: Wanted): ResolutionRequest['pins'] {
  const { site, drops } = wanted;
  const { tree, ecosystem } = site;
  const pins = new Map<string, Set<string>>();
  for (const [copy, facts] of drops) {
    const name = tree.packages[copy]?.name;
    if (name !== undefined) pins.set(name, (pins.get(name) ?? new Set<string>()).add(facts.version));
  }
  const ranges = rangesAsked(wanted, new Set(pins.keys()));
  for (const [name, versions] of pins) {
    const present = (tree.copiesOf.get(name) ?? []).map((copy) => tree.packages[copy]?.version ?? '');
    for (const range of ranges.get(name) ?? []) {
      const fits = (version: string): boolean => ecosystem.satisfies(version, range);
      if ([...versions].some(fits)) continue;
      const kept = present.find(fits);
      if (kept !== undefined) versions.add(kept);
      else pins.delete(name);
    }
  }
  return [...pins]
    .map(([name, versions]) => ({
      name,
      versions: [...versions].toSorted((a, b) => ecosystem.compareVersions(a, b) || compareText(a, b)),
    }))
    .toSorted((a, b) => compareText(a.name, b.name));
}

/** In which ranges packages are asked for once everything has moved, by name. Raised ranges count as they are then. */
function rangesAsked(
  { site, textLifts, drops }: Wanted,
  names: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const { tree } = site;
  const asked = new Map<string, Set<string>>();
  const add = (name: string, range: string): void => {
    if (names.has(name)) asked.set(name, (asked.get(name) ?? new Set<string>()).add(range));
  };
  for (const facts of [...textLifts.values(), ...drops.values()])
    for (const demand of tree.demands(facts))
      if (!demand.isOptionalPeer) add(nameAsked(demand), demand.range);
  for (const [target, edges] of tree.edgesOnto) {
    const name = tree.packages[target]?.name ?? '';
    if (!names.has(name)) continue;
    for (const { from, range } of tree.told(target, edges))
      if (!textLifts.has(from) && !drops.has(from)) add(name, range);
  }
  return asked;
}
