import { TextEdits } from '../../formats/text-edits.js';
import type { Changes, EditResult, ManifestFile } from '../ecosystem.js';
import { editGemfile } from './edit-gemfile.js';
import { editLock } from './edit-lock.js';
import { isLockPath } from './groups.js';
import { readLockText } from './lock-text.js';

/**
 * The new texts of a lock of Bundler's and its Gemfile: versions in the lock, ranges in the Gemfile and where the lock
 * repeats them. The Gemfile is edited as text and never run; what is not written there literally is refused.
 */
export function editFiles(files: readonly ManifestFile[], changes: Changes): EditResult {
  const locks = files.filter(({ path }) => isLockPath(path));
  const manifests = files.filter(({ path }) => !isLockPath(path));
  const [lock] = locks;
  if (locks.length > 1 || manifests.length > 1)
    return refuse('there is more than one lock or Gemfile to edit');
  if (changes.forces.length > 0) return refuse('Bundler has no rule that forces a version');
  if (lock === undefined && changes.versions.length > 0)
    return refuse('there is no lock that could be edited');
  const edited: ManifestFile[] = [];
  if (changes.ranges.length > 0) {
    const reason = editManifest(manifests[0], changes.ranges, edited);
    if (reason !== null) return refuse(reason);
  }
  if (lock !== undefined) {
    if (TextEdits.open(lock.text) === null) return refuse(`${lock.path} holds an unresolved merge conflict`);
    const result = editLock(readLockText(lock.text), changes);
    if (result.kind === 'refused') return result;
    edited.push({ path: lock.path, text: result.text });
  }
  const before = new Map(files.map(({ path, text }) => [path, text]));
  return { kind: 'edited', files: edited.filter(({ path, text }) => before.get(path) !== text) };
}

function editManifest(
  manifest: ManifestFile | undefined,
  ranges: Changes['ranges'],
  edited: ManifestFile[],
): string | null {
  if (manifest === undefined) return 'there is no Gemfile beside the lock';
  const edits = TextEdits.open(manifest.text);
  if (edits === null) return `${manifest.path} holds an unresolved merge conflict`;
  for (const change of ranges) {
    if (change.manifestPath !== null && change.manifestPath !== manifest.path)
      return `${change.name} is declared in ${change.manifestPath}, which is not here or cannot be edited`;
    const reason = editGemfile(edits, change);
    if (reason !== null) return `${change.name} in ${manifest.path}: ${reason}`;
  }
  const text = edits.finish();
  if (text === null) return `${manifest.path}: two changes are of the same place`;
  edited.push({ path: manifest.path, text });
  return null;
}

function refuse(reason: string): EditResult {
  return { kind: 'refused', reason };
}
