import type { ManifestGroup } from '../ecosystem.js';
import { joinPath, nearestIn, projectFilter, splitPath } from '../manifest-paths.js';

/** Where mix puts what it fetches and builds. */
const FETCHED_FOLDERS: readonly string[] = ['deps', '_build'];

/**
 * Groups each mix.lock with the mix.exs files in its folder and below, as far as no nearer lock covers them: an umbrella
 * has one lock. A mix.exs that no lock covers is a group of its own.
 */
export function groupManifests(paths: readonly string[]): readonly ManifestGroup[] {
  const manifestFolders = new Set<string>();
  const lockFolders = new Set<string>();
  const isOwn = projectFilter(paths, FETCHED_FOLDERS);
  for (const path of paths) {
    const { folder, file } = splitPath(path);
    if ((file !== 'mix.exs' && file !== 'mix.lock') || !isOwn(path)) continue;
    (file === 'mix.lock' ? lockFolders : manifestFolders).add(folder);
  }
  const inputs = new Map<string, string[]>();
  for (const folder of lockFolders) {
    const path = joinPath(folder, 'mix.lock');
    inputs.set(path, [path]);
  }
  const nearestLock = nearestIn(lockFolders);
  for (const folder of manifestFolders) {
    const manifest = joinPath(folder, 'mix.exs');
    const lock = nearestLock(folder);
    if (lock === null) inputs.set(manifest, [manifest]);
    else inputs.get(joinPath(lock, 'mix.lock'))?.push(manifest);
  }
  return Array.from(inputs, ([path, members]): ManifestGroup => ({
    ecosystem: 'Hex',
    path,
    inputs: members.sort(),
  })).sort((left, right) => (left.path < right.path ? -1 : 1));
}
