import type { ManifestGroup } from '../ecosystem.js';
import {
  createSharing,
  foldersUp,
  joinPath,
  nearestIn,
  projectFilter,
  splitPath,
} from '../manifest-paths.js';

/** Where Cargo puts what it builds. */
const BUILD_FOLDERS: readonly string[] = ['target'];

/**
 * Groups each Cargo.lock with the Cargo.toml files in its folder and below, as far as no nearer lock covers them: a
 * workspace has one lock. A Cargo.toml that no lock covers is a group of its own, with those in the folders above,
 * from which it may inherit.
 */
export function groupManifests(paths: readonly string[]): readonly ManifestGroup[] {
  const manifestFolders = new Set<string>();
  const inputs = new Map<string, string[]>();
  const lockFolders = new Set<string>();
  const isOwn = projectFilter(paths, BUILD_FOLDERS);
  for (const path of paths) {
    const { folder, file } = splitPath(path);
    if ((file !== 'Cargo.toml' && file !== 'Cargo.lock') || !isOwn(path)) continue;
    if (file === 'Cargo.toml') manifestFolders.add(folder);
    else {
      lockFolders.add(folder);
      inputs.set(path, [path]);
    }
  }
  const share = createSharing();
  const nearestLock = nearestIn(lockFolders);
  for (const folder of manifestFolders) {
    const manifest = joinPath(folder, 'Cargo.toml');
    const lock = nearestLock(folder);
    if (lock === null)
      inputs.set(manifest, [manifest, ...share(() => manifestsAbove(folder, manifestFolders))]);
    else inputs.get(joinPath(lock, 'Cargo.lock'))?.push(manifest);
  }
  return Array.from(inputs, ([path, members]): ManifestGroup => ({
    ecosystem: 'crates.io',
    path,
    inputs: members.sort(),
  })).sort((left, right) => (left.path < right.path ? -1 : 1));
}

function manifestsAbove(folder: string, manifestFolders: ReadonlySet<string>): readonly string[] {
  return foldersUp(folder)
    .slice(1)
    .filter((above) => manifestFolders.has(above))
    .map((above) => joinPath(above, 'Cargo.toml'));
}
