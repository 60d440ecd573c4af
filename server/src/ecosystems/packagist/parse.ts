import type { Inventory } from '../../inventory/inventory.js';
import { ProblemList } from '../../formats/problem-list.js';
import type { ManifestFile, ManifestGroup } from '../ecosystem.js';
import { splitPath, textsOfGroup } from '../manifest-paths.js';
import { isLockPath } from './groups.js';
import { readLock } from './lockfile.js';
import { declaredPackages, readManifest } from './manifest.js';

/** Reads one group: a lock with its composer.json, or a composer.json alone. Any input gives an inventory, never an exception. */
export function parseGroup(group: ManifestGroup, files: readonly ManifestFile[]): Inventory {
  const problems = new ProblemList();
  const texts = textsOfGroup(group, files, problems);
  const isLocked = isLockPath(group.path);
  const manifestPath = group.inputs.find((path) => !isLockPath(path));
  const manifestText = manifestPath === undefined ? undefined : texts.get(manifestPath);
  const manifest =
    manifestPath === undefined || manifestText === undefined
      ? null
      : readManifest(manifestPath, manifestText, problems);
  const lockText = isLocked ? texts.get(group.path) : undefined;
  const packages =
    lockText !== undefined
      ? readLock(group.path, lockText, { manifest, problems })
      : isLocked || manifest === null
        ? []
        : declaredPackages(group.path, manifest);
  const { file } = splitPath(group.path);
  return {
    ecosystem: 'Packagist',
    path: group.path,
    format: file,
    isLocked,
    packages,
    problems: problems.list(),
  };
}
