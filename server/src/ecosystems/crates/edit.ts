import type { Changes, EditResult, ManifestFile } from '../ecosystem.js';
import { splitPath } from '../manifest-paths.js';
import { editLock } from './edit-lock.js';
import { editRanges } from './edit-ranges.js';

/**
 * The new texts of the files that change: crates in the lock, requirements in the manifests. All of it or nothing; no
 * byte moves outside of what changes.
 */
export function editFiles(files: readonly ManifestFile[], changes: Changes): EditResult {
  if (changes.forces.length > 0) return refuse('Cargo has no rule that forces a version');
  const manifests = editRanges(files, changes.ranges);
  if (manifests.kind === 'refused' || changes.versions.length === 0) return manifests;
  const [lock, ...others] = files.filter(({ path }) => splitPath(path).file === 'Cargo.lock');
  if (lock === undefined) return refuse('there is no lock to edit');
  if (others.length > 0) return refuse('there is more than one lock to edit');
  const edited = editLock(lock.text, changes.versions);
  if (edited.kind === 'refused') return refuse(edited.reason);
  const isChanged = edited.text !== lock.text;
  return {
    kind: 'edited',
    files: [...(isChanged ? [{ path: lock.path, text: edited.text }] : []), ...manifests.files],
  };
}

function refuse(reason: string): EditResult {
  return { kind: 'refused', reason };
}
