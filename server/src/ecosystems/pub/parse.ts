import { ProblemList, quote } from '../../formats/problem-list.js';
import type {
  DependencyScope,
  Inventory,
  InventoryPackage,
  PackageSource,
} from '../../inventory/inventory.js';
import { type GraphEdge, type GraphNode, packagesOfGraph } from '../../inventory/reach.js';
import type { ManifestFile, ManifestGroup } from '../ecosystem.js';
import { splitPath, textsOfGroup } from '../manifest-paths.js';
import { type LockedPackage, readPubspecLock } from './lockfile.js';
import { type PubManifest, readPubspec } from './manifest.js';

/**
 * Reads one group: a pubspec.lock with the manifests that it covers, or a pubspec.yaml alone, whose versions are
 * declared ranges (`isLocked` false). Any input gives an inventory, never an exception.
 */
export function parseGroup(group: ManifestGroup, files: readonly ManifestFile[]): Inventory {
  const problems = new ProblemList();
  const texts = textsOfGroup(group, files, problems);
  const manifests = group.inputs.flatMap((path) => {
    const text = splitPath(path).file === 'pubspec.lock' ? undefined : texts.get(path);
    return (text === undefined ? null : readPubspec(path, text, problems)) ?? [];
  });
  const { file } = splitPath(group.path);
  const isLocked = file === 'pubspec.lock';
  const text = texts.get(group.path);
  const packages = isLocked
    ? lockedPackages(group, { text, manifests, problems })
    : manifests.flatMap(declaredPackages);
  return { ecosystem: 'Pub', path: group.path, format: file, isLocked, packages, problems: problems.list() };
}

interface GroupInputs {
  readonly text: string | undefined;
  readonly manifests: readonly PubManifest[];
  readonly problems: ProblemList;
}

const SOURCES: ReadonlyMap<string, PackageSource> = new Map([
  ['hosted', 'REGISTRY'],
  ['git', 'GIT'],
  ['path', 'FILE'],
  ['sdk', 'FILE'],
]);

/** A lock has no edges: only what the project's own packages ask for is known, from the lock and from their manifests. */
function lockedPackages(
  group: ManifestGroup,
  { text, manifests, problems }: GroupInputs,
): readonly InventoryPackage[] {
  const locked = text === undefined ? null : readPubspecLock(group.path, text, problems);
  if (locked === null) return [];
  const { folder } = splitPath(group.path);
  const isRoot = ({ path }: PubManifest): boolean => splitPath(path).folder === folder;
  const members = manifests.filter((manifest) => !isRoot(manifest));
  const listed = withoutMembers(locked, members);
  const indexes = new Map(listed.map(({ name }, index) => [name, 1 + members.length + index]));
  members.forEach(({ name }, index) => {
    if (name !== '') indexes.set(name, 1 + index);
  });
  const nodes = [
    rootNode(manifests.find(isRoot) ?? null, locked, indexes),
    ...members.map((member) => memberNode(member, indexes)),
    ...listed.map((item) => lockedNode(item, group.path, problems)),
  ];
  reportUncovered(members, indexes, problems);
  return packagesOfGraph(nodes);
}

/** A package in a folder of the project is the project's own, and stands there already. */
function withoutMembers(
  locked: readonly LockedPackage[],
  members: readonly PubManifest[],
): readonly LockedPackage[] {
  const names = new Set(members.map(({ name }) => name));
  const locations = new Set(members.map(({ path }) => path));
  return locked.filter(({ name, source }) => !(source === 'path' && names.has(name)) && !locations.has(name));
}

/** Asks for what the lock calls direct, with the range and the reason of the manifest where there is one. */
function rootNode(
  manifest: PubManifest | null,
  locked: readonly LockedPackage[],
  indexes: ReadonlyMap<string, number>,
): GraphNode {
  const declared = new Map((manifest?.dependencies ?? []).map((item) => [item.name, item]));
  const requires = locked
    .filter(({ dependency }) => dependency.startsWith('direct'))
    .map(({ name, dependency }): GraphEdge => {
      const known = declared.get(name);
      const kind = known?.kind ?? scopeOf(dependency);
      return { name, range: known?.range ?? '', kind, target: indexes.get(name) ?? null };
    });
  return ownNode(
    { name: manifest?.name ?? '', version: manifest?.version ?? '', source: 'ROOT', location: '' },
    requires,
  );
}

function memberNode(
  { name, version, path, dependencies }: PubManifest,
  indexes: ReadonlyMap<string, number>,
): GraphNode {
  const requires = dependencies.map((item): GraphEdge => ({
    name: item.name,
    range: item.range,
    kind: item.kind,
    target: indexes.get(item.name) ?? null,
  }));
  return ownNode({ name, version, source: 'WORKSPACE', location: path }, requires);
}

function lockedNode(
  { name, version, source, dependency }: LockedPackage,
  path: string,
  problems: ProblemList,
): GraphNode {
  const known = SOURCES.get(source);
  if (known === undefined) {
    const message = `The package ${quote(name)} is from ${quote(source)}, a source that Backline does not know; it is listed as a file.`;
    problems.add('NOT_SUPPORTED', path, () => null, message);
  }
  return {
    name,
    version,
    source: known ?? 'FILE',
    location: name,
    flaggedScope: scopeOf(dependency),
    isBundled: false,
    requires: [],
  };
}

function scopeOf(dependency: string): DependencyScope {
  return dependency === 'direct dev' ? 'DEVELOPMENT' : 'RUNTIME';
}

function ownNode(
  own: Pick<GraphNode, 'name' | 'version' | 'source' | 'location'>,
  requires: readonly GraphEdge[],
): GraphNode {
  return { ...own, flaggedScope: 'RUNTIME', isBundled: false, requires };
}

/** A manifest below a lock that knows little of what it asks for belongs to another project, locked nowhere. */
function reportUncovered(
  members: readonly PubManifest[],
  indexes: ReadonlyMap<string, number>,
  problems: ProblemList,
): void {
  for (const { path, dependencies } of members) {
    const missing = dependencies.filter(({ name }) => !indexes.has(name));
    if (missing.length === 0) continue;
    const names = missing.slice(0, 3).map(({ name }) => quote(name));
    const message = `The lock above does not hold ${names.join(', ')}${missing.length > 3 ? ' and others' : ''}, and the package has no lock of its own: these ${missing.length} of its dependencies were left out.`;
    problems.add('UNREADABLE', path, () => null, message);
  }
}

/** The project's own package, and one package for each declaration. */
function declaredPackages({ name, version, dependencies }: PubManifest): readonly InventoryPackage[] {
  const requires = dependencies.map((item, index): GraphEdge => {
    return { name: item.name, range: item.range, kind: item.kind, target: index + 1 };
  });
  const declared = dependencies.map((item): GraphNode => ({
    name: item.name,
    version: item.range,
    source: item.source,
    location: item.name,
    flaggedScope: item.kind,
    isBundled: false,
    requires: [],
  }));
  return packagesOfGraph([ownNode({ name, version, source: 'ROOT', location: '' }, requires), ...declared]);
}
