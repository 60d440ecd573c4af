import type { InventoryPackage } from '../../inventory/inventory.js';
import { type GraphNode, packagesOfGraph } from '../../inventory/reach.js';
import type { Ask } from './ask.js';
import { extraKey, type LockedPackage } from './lock-graph.js';
import { UniqueTexts } from './unique-texts.js';

/** What a manifest declares. */
export interface Manifest {
  readonly path: string;
  /** Empty where the manifest does not say. */
  readonly name: string;
  readonly version: string;
  readonly asks: readonly Ask[];
}

/** A project as a package of its lock, the end of every path. */
export function ownPackage({ path, name, version, asks }: Manifest): LockedPackage {
  return { name, version, source: 'ROOT', location: path, flaggedScope: 'RUNTIME', asks, extras: new Map() };
}

/**
 * The packages of manifests that no lock covers: each manifest one of the project's own packages, and each declaration
 * a package at `<manifest>#<kind>/<name>`, at the one version that it pins or else at the range as declared.
 */
export function declaredPackages(
  manifests: readonly Manifest[],
  source: 'ROOT' | 'WORKSPACE',
): readonly InventoryPackage[] {
  const locations = new UniqueTexts();
  const nodes: GraphNode[] = [];
  for (const { path, name, version, asks } of manifests) {
    const first = nodes.length + 1;
    nodes.push({
      name,
      version,
      source,
      location: locations.make(path),
      flaggedScope: 'RUNTIME',
      isBundled: false,
      requires: asks.map((ask, at) => ({ ...requirementOf(ask), target: first + at })),
    });
    for (const ask of asks)
      nodes.push({
        name: ask.name,
        version: declaredVersion(ask),
        source: ask.source,
        location: locations.make(`${path}#${ask.kind}/${ask.name}`),
        flaggedScope: ask.kind,
        isBundled: false,
        requires: [],
      });
  }
  return packagesOfGraph(nodes);
}

/** Two lists of packages as one; nothing in either leads into the other. */
export function joinPackages(
  first: readonly InventoryPackage[],
  second: readonly InventoryPackage[],
): readonly InventoryPackage[] {
  const locations = new UniqueTexts();
  const shifted = second.map((item) => ({
    ...item,
    requires: item.requires.map((asked) => ({
      ...asked,
      target: asked.target === null ? null : asked.target + first.length,
    })),
  }));
  return [...first, ...shifted].map((item) => ({ ...item, location: locations.make(item.location) }));
}

/** The version of a declaration without a lock: the one that it pins, else the declared range. */
export function declaredVersion(ask: Ask): string {
  if (ask.pinned !== '') return ask.pinned;
  return ask.source === 'REGISTRY' ? ask.range : '';
}

/** Asks by the normalised name of the extra that they stand under. */
export function asksByExtra(
  entries: Iterable<readonly [extra: string, asks: readonly Ask[]]>,
): ReadonlyMap<string, readonly Ask[]> {
  const extras = new Map<string, Ask[]>();
  for (const [extra, asks] of entries) {
    const known = extras.get(extraKey(extra));
    if (known === undefined) extras.set(extraKey(extra), [...asks]);
    else for (const ask of asks) known.push(ask);
  }
  return extras;
}

function requirementOf({ name, range, kind }: Ask): Pick<Ask, 'name' | 'range' | 'kind'> {
  return { name, range, kind };
}
