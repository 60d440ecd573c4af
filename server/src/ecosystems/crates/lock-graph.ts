import type { PackageSource } from '../../inventory/inventory.js';
import type { GraphEdge, GraphNode } from '../../inventory/reach.js';
import { splitPath } from '../manifest-paths.js';
import type { LockedCrate } from './lockfile.js';
import type { CargoDependency, CargoManifest } from './manifest.js';
import { satisfies } from './ranges.js';

/** A name that is locked more often than this is hostile: further copies are not weighed. */
const MAX_WEIGHED_COPIES = 50;

/** The graph of a lock, and the manifests that it covers. */
export interface LockGraph {
  readonly nodes: readonly GraphNode[];
  readonly covered: ReadonlySet<CargoManifest>;
}

/**
 * Resolves what each locked crate depends on. What the project's own packages ask for, and why, stands in their
 * manifests: a lock does not tell a dependency of development from others. A crate without a source is the project's
 * own if a manifest says so, or if nothing is known of manifests.
 */
export function graphOfLock(
  lockPath: string,
  crates: readonly LockedCrate[],
  manifests: readonly CargoManifest[],
): LockGraph {
  const { folder } = splitPath(lockPath);
  const lookup = new CrateLookup(crates);
  const targets = crates.map((crate) => crate.dependencies.map((written) => lookup.find(written)));
  const asked = new Set(targets.flat());
  const byName = manifestsByName(manifests, folder);
  const ownCount = crates.filter(({ source }) => source === null).length;
  const covered = new Set<CargoManifest>();
  const nodes = crates.map((crate, index): GraphNode => {
    const manifest = crate.source === null ? (byName.get(crate.name) ?? null) : null;
    if (manifest !== null) covered.add(manifest);
    const isOwn = manifest !== null || manifests.length === 0 || !asked.has(index);
    const isRoot = manifest === null ? ownCount === 1 : splitPath(manifest.path).folder === folder;
    const locked = lockedEdges(crate, targets[index] ?? []);
    return {
      name: crate.name,
      version: crate.version,
      source: sourceOf(crate, { isOwn, isRoot }),
      location: lookup.locationOf(crate),
      flaggedScope: 'RUNTIME',
      isBundled: false,
      requires: manifest === null ? locked : declaredEdges(manifest, locked, crates),
    };
  });
  return { nodes, covered };
}

/** Finds a locked crate by what another one calls it. */
export class CrateLookup {
  readonly #indexes = new Map<string, number>();

  /** The shorter ways to call a crate mean the first of that name; one in a folder has no longer way. */
  constructor(crates: readonly LockedCrate[]) {
    crates.forEach((crate, index) => {
      const { name, version, source } = crate;
      this.#add(this.locationOf(crate), index);
      if (source !== null) this.#add(`${name} ${version} (${withoutCommit(source)})`, index);
      this.#add(name, index);
    });
    crates.forEach(({ name, version }, index) => this.#add(`${name} ${version}`, index));
  }

  find(written: string): number | null {
    const known = this.#indexes.get(written);
    if (known !== undefined) return known;
    return this.#indexes.get(withoutCommit(written)) ?? null;
  }

  locationOf({ name, version, source }: LockedCrate): string {
    return source === null ? `${name} ${version}` : `${name} ${version} (${source})`;
  }

  #add(key: string, index: number): void {
    if (!this.#indexes.has(key)) this.#indexes.set(key, index);
  }
}

/** A git source names its commit after `#`, which dependencies may leave out. */
function withoutCommit(source: string): string {
  const hash = source.lastIndexOf('#');
  if (hash === -1) return source;
  return source.endsWith(')') ? `${source.slice(0, hash)})` : source.slice(0, hash);
}

function manifestsByName(
  manifests: readonly CargoManifest[],
  folder: string,
): ReadonlyMap<string, CargoManifest> {
  const byName = new Map<string, CargoManifest>();
  for (const manifest of manifests) {
    const isFirst = splitPath(manifest.path).folder === folder;
    if (manifest.name !== null && (isFirst || !byName.has(manifest.name)))
      byName.set(manifest.name, manifest);
  }
  return byName;
}

function sourceOf(
  { source }: LockedCrate,
  { isOwn, isRoot }: { readonly isOwn: boolean; readonly isRoot: boolean },
): PackageSource {
  if (source === null) return isOwn ? (isRoot ? 'ROOT' : 'WORKSPACE') : 'FILE';
  if (source.startsWith('git+')) return 'GIT';
  return source.startsWith('path+') ? 'FILE' : 'REGISTRY';
}

function lockedEdges(crate: LockedCrate, targets: readonly (number | null)[]): readonly GraphEdge[] {
  return crate.dependencies.map((written, at): GraphEdge => ({
    name: written.split(' ', 1)[0] ?? written,
    range: '',
    kind: 'RUNTIME',
    target: targets[at] ?? null,
  }));
}

/** One edge for each declaration, and one for what is locked without being declared. */
function declaredEdges(
  manifest: CargoManifest,
  locked: readonly GraphEdge[],
  crates: readonly LockedCrate[],
): readonly GraphEdge[] {
  const copies = new Map<string, number[]>();
  for (const { name, target } of locked) {
    if (target === null) continue;
    const list = copies.get(name);
    if (list === undefined) copies.set(name, [target]);
    else if (list.length < MAX_WEIGHED_COPIES) list.push(target);
  }
  const answered = new Set<number | null>();
  const declared = manifest.dependencies.map((dependency): GraphEdge => {
    const { key, range, kind } = dependency;
    const target = copyFor(dependency, copies.get(dependency.package) ?? [], crates);
    answered.add(target);
    return { name: key, range, kind, target };
  });
  return [...declared, ...locked.filter(({ target }) => target === null || !answered.has(target))];
}

function copyFor(
  { range, source }: CargoDependency,
  copies: readonly number[],
  crates: readonly LockedCrate[],
): number | null {
  if (copies.length > 1) {
    for (const index of copies) {
      const crate = crates[index];
      if (crate === undefined || (source === 'GIT') !== (crate.source?.startsWith('git+') === true)) continue;
      if (range === '' || satisfies(crate.version, range)) return index;
    }
  }
  return copies[0] ?? null;
}
