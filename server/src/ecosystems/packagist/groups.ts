import type { ManifestGroup } from '../ecosystem.js';
import { joinPath, projectFilter, splitPath } from '../manifest-paths.js';

const LOCK = 'composer.lock';
const MANIFEST = 'composer.json';

/** Each composer.lock with the composer.json beside it; a composer.json without a lock is a group of its own. */
export function groupManifests(paths: readonly string[]): readonly ManifestGroup[] {
  const isOwn = projectFilter(paths);
  const known = new Set(paths.filter((path) => isOurs(path) && isOwn(path)));
  return [...known]
    .flatMap((path): readonly ManifestGroup[] => {
      const { folder, file } = splitPath(path);
      const manifest = joinPath(folder, MANIFEST);
      if (file === LOCK) {
        const inputs = known.has(manifest) ? [manifest, path] : [path];
        return [{ ecosystem: 'Packagist', path, inputs: inputs.sort() }];
      }
      const isAlone = file === MANIFEST && !known.has(joinPath(folder, LOCK));
      return isAlone ? [{ ecosystem: 'Packagist', path, inputs: [path] }] : [];
    })
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}

function isOurs(path: string): boolean {
  const { file } = splitPath(path);
  return file === LOCK || file === MANIFEST;
}

/** Whether a path is a lock of Composer's. */
export function isLockPath(path: string): boolean {
  return splitPath(path).file === LOCK;
}

/** The composer.json of a group: Composer knows one own package only. */
export function manifestOf({ path }: Pick<ManifestGroup, 'path'>): string {
  return joinPath(splitPath(path).folder, MANIFEST);
}
