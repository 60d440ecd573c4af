import type { Changes, EditResult, ManifestFile } from '../ecosystem.js';
import { editManifests } from './edit-manifests.js';
import { editNpmLock } from './edit-npm-lock.js';
import { editPnpm } from './edit-pnpm.js';
import { editYarnBerry } from './edit-yarn-berry.js';
import { editYarnClassic } from './edit-yarn-classic.js';
import { isForeignLock, isNpmLock } from './groups.js';
import { splitPath } from '../manifest-paths.js';
import { isBerryLock } from './yarn-berry.js';

/**
 * The new texts of the files that change: versions in the lock, ranges in the manifests and where the lock repeats
 * them, rules that force a version. All of it or nothing; no byte moves outside of what changes.
 */
export function editFiles(files: readonly ManifestFile[], changes: Changes): EditResult {
  const locks = files.filter((file) => isNpmLock(file.path) || isForeignLock(file.path));
  const [lock] = locks;
  if (locks.length > 1) return refuse('there is more than one lock to edit');
  if (lock === undefined) return editManifests(files, changes);
  if (isNpmLock(lock.path)) return editNpmLock(lock, files, changes);
  const { file } = splitPath(lock.path);
  if (file === 'pnpm-lock.yaml') return editPnpm(lock, files, changes);
  if (file === 'yarn.lock') {
    return isBerryLock(lock.text)
      ? editYarnBerry(lock, files, changes)
      : editYarnClassic(lock, files, changes);
  }
  return refuse(`Backline cannot edit ${lock.path} yet`);
}

function refuse(reason: string): EditResult {
  return { kind: 'refused', reason };
}
