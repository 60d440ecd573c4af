import type { InventoryPackage, PackageSource } from '../../inventory/inventory.js';
import { type GraphEdge, packagesOfGraph } from '../../inventory/reach.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import type { Manifest } from './manifest.js';
import type { Ask } from './tree.js';

const MAX_NAMED = 5;

/** One package of a lock that answers descriptors (`name@range`), before edges are resolved. */
export interface DescribedPackage {
  /** Unique in its lock. */
  readonly location: string;
  readonly descriptors: readonly string[];
  readonly name: string;
  readonly version: string;
  readonly source: PackageSource;
  readonly asks: readonly Ask[];
}

/** Which package answers what another one asks for; null where the lock holds none. */
export type Resolve = (ask: Ask, asker: DescribedPackage) => number | null;

/** The position of each descriptor's package; where two claim one, the first has it. */
export function indexDescriptors(packages: readonly DescribedPackage[]): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  packages.forEach(({ descriptors }, index) => {
    for (const descriptor of descriptors) if (!positions.has(descriptor)) positions.set(descriptor, index);
  });
  return positions;
}

/**
 * Resolves what each package asks for. A lock does not say who provides a peer: it is whatever the package that leads
 * here on a shortest path provides, or its own provider. What the project itself asks its users to bring is nobody's reason.
 */
export function buildDescribed(
  packages: readonly DescribedPackage[],
  resolve: Resolve,
): readonly InventoryPackage[] {
  const targets = packages.map((asker) =>
    asker.asks.map((ask) => (ask.kind === 'PEER' ? null : resolve(ask, asker))),
  );
  providePeers(packages, targets);
  return packagesOfGraph(
    packages.map((item, index) => ({
      location: item.location,
      name: item.name,
      version: item.version,
      source: item.source,
      isBundled: false,
      flaggedScope: 'RUNTIME',
      requires: item.asks.map(({ name, range, kind, isOptionalPeer }, position): GraphEdge => ({
        name,
        range,
        kind,
        target: targets[index]?.[position] ?? null,
        isInert: kind === 'PEER' && (isOptionalPeer || isOwn(item)),
      })),
    })),
  );
}

/** The descriptors that no package of the lock asks for: the project itself does. */
function unaskedDescriptors(packages: readonly DescribedPackage[]): readonly string[] {
  const asked = new Set<string>();
  for (const { asks } of packages) {
    for (const { name, range, kind } of asks) {
      if (kind !== 'PEER') asked.add(`${name}@${range}`).add(`${name}@npm:${range}`);
    }
  }
  return packages.flatMap(({ descriptors }) => descriptors.filter((descriptor) => !asked.has(descriptor)));
}

/** The package that stands for a project whose package.json is not there: it asks for what no other one asks for. */
export function guessedRoot(packages: readonly DescribedPackage[]): DescribedPackage {
  const asks = unaskedDescriptors(packages).map((descriptor): Ask => ({
    ...splitDescriptor(descriptor),
    kind: 'RUNTIME',
    isOptionalPeer: false,
  }));
  return { location: '', descriptors: [], name: '', version: '', source: 'ROOT', asks };
}

/** Name and range of `name@range`; a name alone has an empty range. */
export function splitDescriptor(descriptor: string): { readonly name: string; readonly range: string } {
  const at = descriptor.indexOf('@', 1);
  return at === -1
    ? { name: descriptor, range: '' }
    : { name: descriptor.slice(0, at), range: descriptor.slice(at + 1) };
}

/** Says which dependencies of the project's own manifests the lock does not hold: they would be missing in silence. */
export function reportUnlocked(
  packages: readonly InventoryPackage[],
  manifests: ReadonlyMap<string, Manifest>,
  context: { readonly path: string; readonly problems: ProblemList },
): void {
  for (const item of packages) {
    if (!isOwn(item)) continue;
    const unlocked = item.requires.filter(
      ({ kind, target }) => target === null && (kind === 'RUNTIME' || kind === 'DEVELOPMENT'),
    );
    if (unlocked.length === 0) continue;
    const named = unlocked.slice(0, MAX_NAMED).map(({ name, range }) => quote(`${name}@${range}`));
    const rest = unlocked.length > MAX_NAMED ? ` and ${unlocked.length - MAX_NAMED} more` : '';
    const message = `The lock does not hold ${named.join(', ')}${rest}, which this package asks for; no version of it is known.`;
    const path = manifests.get(item.location)?.path ?? context.path;
    context.problems.add('NOT_RESOLVED', path, () => null, message);
  }
}

/** Puts the targets of peers in place, package by package on shortest paths from the project. */
function providePeers(packages: readonly DescribedPackage[], targets: (number | null)[][]): void {
  const provided: (Map<string, number | null> | undefined)[] = packages.map(() => undefined);
  const parents: (number | undefined)[] = packages.map(() => undefined);
  const seen = new Set<number>();
  packages.forEach((item, index) => {
    if (isOwn(item)) seen.add(index);
  });
  for (const index of seen) {
    const item = packages[index];
    const own = targets[index];
    if (item === undefined || own === undefined) continue;
    const parent = parents[index];
    const names = new Map<string, number | null>();
    item.asks.forEach(({ name, kind }, position) => {
      const target = own[position] ?? null;
      if (kind === 'PEER' || target === null) return;
      names.set(name, target);
      if (!seen.has(target)) parents[target] = index;
      seen.add(target);
    });
    item.asks.forEach(({ name, kind }, position) => {
      if (kind !== 'PEER') return;
      const target = isOwn(item) ? names.get(name) : providedBy(packages, provided, { parent, name });
      own[position] = target ?? null;
      if (!names.has(name)) names.set(name, target ?? null);
    });
    provided[index] = names;
  }
}

function providedBy(
  packages: readonly DescribedPackage[],
  provided: readonly (ReadonlyMap<string, number | null> | undefined)[],
  { parent, name }: { readonly parent: number | undefined; readonly name: string },
): number | null {
  if (parent === undefined) return null;
  if (packages[parent]?.name === name) return parent;
  return provided[parent]?.get(name) ?? null;
}

function isOwn({ source }: { readonly source: PackageSource }): boolean {
  return source === 'ROOT' || source === 'WORKSPACE';
}
