import type { InventoryPackage } from '../../inventory/inventory.js';
import type { ManifestGroup } from '../ecosystem.js';
import { joinPath, nearestIn, projectFilter, splitPath } from '../manifest-paths.js';

/** Where Flutter puts what it builds. */
const BUILD_FOLDERS: readonly string[] = ['ephemeral'];

/**
 * Groups each pubspec.lock with the pubspec.yaml files in its folder and below, as far as no nearer lock covers them: a
 * workspace has one lock (https://dart.dev/tools/pub/workspaces). A pubspec.yaml that no lock covers is a group of its own.
 */
export function groupManifests(paths: readonly string[]): readonly ManifestGroup[] {
  const manifestFolders = new Set<string>();
  const lockFolders = new Set<string>();
  const isOwn = projectFilter(paths, BUILD_FOLDERS);
  for (const path of paths) {
    const { folder, file } = splitPath(path);
    if ((file !== 'pubspec.yaml' && file !== 'pubspec.lock') || !isOwn(path)) continue;
    (file === 'pubspec.lock' ? lockFolders : manifestFolders).add(folder);
  }
  const inputs = new Map<string, string[]>();
  for (const folder of lockFolders) {
    const path = joinPath(folder, 'pubspec.lock');
    inputs.set(path, [path]);
  }
  const nearestLock = nearestIn(lockFolders);
  for (const folder of manifestFolders) {
    const manifest = joinPath(folder, 'pubspec.yaml');
    const lock = nearestLock(folder);
    if (lock === null) inputs.set(manifest, [manifest]);
    else inputs.get(joinPath(lock, 'pubspec.lock'))?.push(manifest);
  }
  return Array.from(inputs, ([path, members]): ManifestGroup => ({
    ecosystem: 'Pub',
    path,
    inputs: members.sort(),
  })).sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** The pubspec.yaml of the project itself, or that of one of its packages, whose location is its path. */
export function manifestOf(
  { path }: Pick<ManifestGroup, 'path'>,
  { location, source }: Pick<InventoryPackage, 'location' | 'source'>,
): string {
  return source === 'WORKSPACE' ? location : joinPath(splitPath(path).folder, 'pubspec.yaml');
}
