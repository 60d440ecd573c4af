import type { InventoryPackage } from '../../inventory/inventory.js';
import type { ManifestGroup } from '../ecosystem.js';
import { joinPath, projectFilter, splitPath } from '../manifest-paths.js';

const LOCK_SUFFIX = '.lock';

/**
 * Each lock with the Gemfile that it locks (https://bundler.io/man/gemfile.5.html): Gemfile.lock, gems.locked and
 * `x.gemfile.lock`. A Gemfile without a lock is a group of its own. Installed folders are passed over.
 */
export function groupManifests(paths: readonly string[]): readonly ManifestGroup[] {
  const isOwn = projectFilter(paths);
  const known = new Set(paths.filter((path) => (isManifestPath(path) || isLockPath(path)) && isOwn(path)));
  return [...known]
    .flatMap((path): readonly ManifestGroup[] => {
      const manifest = isLockPath(path) ? manifestOfLock(path) : null;
      if (manifest !== null) {
        const inputs = known.has(manifest) ? [path, manifest] : [path];
        return [{ ecosystem: 'RubyGems', path, inputs: inputs.sort() }];
      }
      const isCovered = isManifestPath(path) && known.has(lockOfManifest(path));
      return isManifestPath(path) && !isCovered ? [{ ecosystem: 'RubyGems', path, inputs: [path] }] : [];
    })
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** Whether a path is a lock of Bundler's. */
export function isLockPath(path: string): boolean {
  const { file } = splitPath(path);
  return file === 'gems.locked' || (file.endsWith(LOCK_SUFFIX) && isManifestPath(manifestOfLock(path)));
}

/** The Gemfile for the project itself; for a gem of its own the gemspec that is named after it, which nobody edits here. */
export function manifestOf(
  { path }: Pick<ManifestGroup, 'path'>,
  { location, source }: Pick<InventoryPackage, 'location' | 'source'>,
): string | null {
  const manifest = isLockPath(path) ? manifestOfLock(path) : path;
  return source === 'ROOT' ? manifest : joinPath(splitPath(path).folder, `${location}.gemspec`);
}

function manifestOfLock(path: string): string {
  return path.endsWith('gems.locked')
    ? `${path.slice(0, -'gems.locked'.length)}gems.rb`
    : path.slice(0, -LOCK_SUFFIX.length);
}

function lockOfManifest(path: string): string {
  return path.endsWith('gems.rb')
    ? `${path.slice(0, -'gems.rb'.length)}gems.locked`
    : `${path}${LOCK_SUFFIX}`;
}

function isManifestPath(path: string): boolean {
  const { file } = splitPath(path);
  return file === 'Gemfile' || file === 'gems.rb' || (file.endsWith('.gemfile') && file !== '.gemfile');
}
