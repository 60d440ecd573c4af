import { ProblemList, quote } from '../../formats/problem-list.js';
import type { Inventory, InventoryPackage } from '../../inventory/inventory.js';
import { type GraphEdge, type GraphNode, packagesOfGraph } from '../../inventory/reach.js';
import type { ManifestFile, ManifestGroup } from '../ecosystem.js';
import { splitPath, textsOfGroup } from '../manifest-paths.js';
import { type LockedPackage, readMixLock } from './lockfile.js';
import { type MixManifest, readMixManifest } from './manifest.js';
import { pinnedVersion } from './requirements.js';

/**
 * Reads one group: a mix.lock with the manifests that it covers, or a mix.exs alone, whose versions are declared
 * requirements (`isLocked` false). Any input gives an inventory, never an exception.
 */
export function parseGroup(group: ManifestGroup, files: readonly ManifestFile[]): Inventory {
  const problems = new ProblemList();
  const texts = textsOfGroup(group, files, problems);
  const manifests = group.inputs.flatMap((path) => {
    const text = splitPath(path).file === 'mix.lock' ? undefined : texts.get(path);
    return (text === undefined ? null : readMixManifest(path, text, problems)) ?? [];
  });
  const { file } = splitPath(group.path);
  const isLocked = file === 'mix.lock';
  const inputs = { text: texts.get(group.path), manifests, problems };
  const packages = isLocked ? lockedPackages(group, inputs) : manifests.flatMap(declaredPackages);
  return { ecosystem: 'Hex', path: group.path, format: file, isLocked, packages, problems: problems.list() };
}

interface GroupInputs {
  readonly text: string | undefined;
  readonly manifests: readonly MixManifest[];
  readonly problems: ProblemList;
}

function lockedPackages(
  group: ManifestGroup,
  { text, manifests, problems }: GroupInputs,
): readonly InventoryPackage[] {
  const locked = text === undefined ? null : readMixLock(group.path, text, problems);
  if (locked === null) return [];
  const { folder } = splitPath(group.path);
  const isRoot = ({ path }: MixManifest): boolean => splitPath(path).folder === folder;
  const root = manifests.find(isRoot) ?? null;
  const members = manifests.filter((manifest) => !isRoot(manifest));
  const indexes = new Map(locked.map(({ app }, index) => [app, 1 + members.length + index]));
  members.forEach(({ app }, index) => {
    if (app !== '' && !indexes.has(app)) indexes.set(app, 1 + index);
  });
  const asked = [
    ...(root === null ? [] : declaredEdges(root, indexes)),
    ...unaskedEdges(locked, { root, members }, indexes),
  ];
  reportUncovered(members, indexes, problems);
  return packagesOfGraph([
    ownNode({ name: root?.app ?? '', source: 'ROOT', location: '' }, asked),
    ...members.map((member) =>
      ownNode(
        { name: member.app, source: 'WORKSPACE', location: `${member.path}:` },
        declaredEdges(member, indexes),
      ),
    ),
    ...locked.map((item) => lockedNode(item, indexes)),
  ]);
}

function declaredEdges(manifest: MixManifest, indexes: ReadonlyMap<string, number>): readonly GraphEdge[] {
  return manifest.dependencies.map(({ app, range, kind }): GraphEdge => {
    return { name: app, range, kind, target: indexes.get(app) ?? null };
  });
}

/**
 * Where the manifests do not say it all, the project must itself have asked for what no package needs: an optional
 * need brings nothing in.
 */
function unaskedEdges(
  locked: readonly LockedPackage[],
  { root, members }: { readonly root: MixManifest | null; readonly members: readonly MixManifest[] },
  indexes: ReadonlyMap<string, number>,
): readonly GraphEdge[] {
  const manifests = root === null ? members : [root, ...members];
  if (root !== null && manifests.every(({ isWhole }) => isWhole)) return [];
  const needed = new Set(manifests.flatMap(({ dependencies }) => dependencies.map(({ app }) => app)));
  for (const { requires } of locked)
    for (const { app, isOptional } of requires) if (!isOptional) needed.add(app);
  return locked
    .filter(({ app }) => !needed.has(app))
    .map(({ app }): GraphEdge => ({
      name: app,
      range: '',
      kind: 'RUNTIME',
      target: indexes.get(app) ?? null,
    }));
}

function lockedNode(
  { app, name, version, source, requires }: LockedPackage,
  indexes: ReadonlyMap<string, number>,
): GraphNode {
  return {
    name,
    version,
    source,
    location: app,
    flaggedScope: 'RUNTIME',
    isBundled: false,
    requires: requires.map((item): GraphEdge => ({
      name: item.app,
      range: item.range,
      kind: item.isOptional ? 'OPTIONAL' : 'RUNTIME',
      target: indexes.get(item.app) ?? null,
      isInert: item.isOptional,
    })),
  };
}

function ownNode(
  own: Pick<GraphNode, 'name' | 'source' | 'location'>,
  requires: readonly GraphEdge[],
): GraphNode {
  return { ...own, version: '', flaggedScope: 'RUNTIME', isBundled: false, requires };
}

/** A manifest below a lock that asks for what the lock does not hold belongs to another project, locked nowhere. */
function reportUncovered(
  members: readonly MixManifest[],
  indexes: ReadonlyMap<string, number>,
  problems: ProblemList,
): void {
  for (const { path, dependencies } of members) {
    const missing = dependencies.filter(({ app, source, kind }) => {
      return source === 'REGISTRY' && kind !== 'OPTIONAL' && !indexes.has(app);
    });
    if (missing.length === 0) continue;
    const names = missing.slice(0, 3).map(({ app }) => quote(app));
    const message = `The lock above does not hold ${names.join(', ')}${missing.length > 3 ? ' and others' : ''}, and the project has no lock of its own: these ${missing.length} of its dependencies were left out.`;
    problems.add('UNREADABLE', path, () => null, message);
  }
}

/** The project's own package, and one package for each declaration. */
function declaredPackages({ app, dependencies }: MixManifest): readonly InventoryPackage[] {
  const requires = dependencies.map((item, index): GraphEdge => {
    return { name: item.app, range: item.range, kind: item.kind, target: index + 1 };
  });
  const declared = dependencies.map(({ name, range, source, kind, ...item }): GraphNode => ({
    name,
    version: pinnedVersion(range) ?? range,
    source,
    location: item.app,
    flaggedScope: kind,
    isBundled: false,
    requires: [],
  }));
  return packagesOfGraph([ownNode({ name: app, source: 'ROOT', location: '' }, requires), ...declared]);
}
