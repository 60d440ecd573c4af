import type { ManifestGroup } from '../ecosystem.js';
import { isProjectPath, joinPath, nearestFolder, splitPath } from '../manifest-paths.js';

/** Where Dart and Flutter put what they build and fetch. */
const BUILD_FOLDERS: readonly string[] = ['.dart_tool', '.pub-cache', 'ephemeral'];

/**
 * Groups each pubspec.lock with the pubspec.yaml files in its folder and below, as far as no nearer lock covers them: a
 * workspace has one lock (https://dart.dev/tools/pub/workspaces). A pubspec.yaml that no lock covers is a group of its own.
 */
export function groupManifests(paths: readonly string[]): readonly ManifestGroup[] {
  const manifestFolders = new Set<string>();
  const lockFolders = new Set<string>();
  for (const path of paths) {
    const { folder, file } = splitPath(path);
    if ((file !== 'pubspec.yaml' && file !== 'pubspec.lock') || !isProjectPath(path, BUILD_FOLDERS)) continue;
    (file === 'pubspec.lock' ? lockFolders : manifestFolders).add(folder);
  }
  const inputs = new Map<string, string[]>();
  for (const folder of lockFolders) {
    const path = joinPath(folder, 'pubspec.lock');
    inputs.set(path, [path]);
  }
  for (const folder of manifestFolders) {
    const manifest = joinPath(folder, 'pubspec.yaml');
    const lock = nearestFolder(folder, lockFolders);
    if (lock === null) inputs.set(manifest, [manifest]);
    else inputs.get(joinPath(lock, 'pubspec.lock'))?.push(manifest);
  }
  return Array.from(inputs, ([path, members]): ManifestGroup => ({
    ecosystem: 'Pub',
    path,
    inputs: members.sort(),
  })).sort((left, right) => (left.path < right.path ? -1 : 1));
}
