import type { Ecosystem, Placement } from '../ecosystems/ecosystem.js';
import type { InventoryPackage } from '../inventory/inventory.js';
import { nameAsked, type Demand } from './demands.js';

/** The copies of a lock, by where they stand and by name. */
export interface Copies {
  readonly packages: readonly InventoryPackage[];
  readonly byLocation: ReadonlyMap<string, number>;
  readonly copiesOf: ReadonlyMap<string, readonly number[]>;
}

/** Finds the copy that answers a demand of the copy `from`; `versionOf` says at which version a copy stands then. */
export type Placer = (from: number, demand: Demand, versionOf: (copy: number) => string) => number | null;

/**
 * How a format finds the copy that answers a demand (`Placement`). Where none fits, the copy that would have to be moved
 * is named, so that a lift can try; null where there is no copy at all.
 */
export function createPlacer(placement: Placement, copies: Copies, ecosystem: Ecosystem): Placer {
  const present = copies.packages.map(
    ({ requires }) => new Map(requires.map((asked) => [asked.name, asked.target])),
  );
  const presentTarget = (from: number, name: string): number | null => present[from]?.get(name) ?? null;
  if (placement === 'NODE_MODULES') {
    return (from, { name }) => {
      const start = copies.packages[from];
      if (start === undefined) return null;
      return presentTarget(from, name) ?? walkUp(copies.byLocation, start.location, name);
    };
  }
  return (from, demand, versionOf) => {
    const fits = (copy: number): boolean => ecosystem.satisfies(versionOf(copy), demand.range);
    const bound = presentTarget(from, demand.name);
    if (bound !== null && fits(bound)) return bound;
    const others = copies.copiesOf.get(nameAsked(demand)) ?? [];
    if (placement === 'FLAT') return bound ?? others[0] ?? null;
    let best: number | null = null;
    for (const copy of others) {
      if (!fits(copy) || copies.packages[copy]?.isBundled === true) continue;
      if (best === null || ecosystem.compareVersions(versionOf(copy), versionOf(best)) > 0) best = copy;
    }
    return best ?? bound ?? others[0] ?? null;
  };
}

function walkUp(byLocation: ReadonlyMap<string, number>, start: string, name: string): number | null {
  let folder = start;
  for (;;) {
    const found = byLocation.get(folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`);
    if (found !== undefined) return found;
    if (folder === '') return null;
    const at = folder.lastIndexOf('node_modules/');
    folder =
      at < 0 ? folder.slice(0, Math.max(0, folder.lastIndexOf('/'))) : folder.slice(0, Math.max(0, at - 1));
  }
}
