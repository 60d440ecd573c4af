import type { Changes, EditResult, ManifestFile, RangeChange } from '../ecosystem.js';
import { editRange, type OpenLock } from './edit-ranges.js';
import { editVersions } from './edit-versions.js';
import { isForeignLock, isNpmLock } from './groups.js';
import { JsonEditor } from './json-edit.js';
import { removeUnasked } from './remove-unasked.js';

/**
 * The new texts of the files that change: versions in the lock, ranges in the manifests and where the lock repeats
 * them. All of it or nothing; no byte moves outside of the entries and ranges that change.
 */
export function editFiles(files: readonly ManifestFile[], changes: Changes): EditResult {
  const locks = files.filter((file) => isNpmLock(file.path));
  const unread = files.find((file) => isForeignLock(file.path));
  const lockFile = locks[0];
  if (unread !== undefined) return refuse(`Backline cannot edit ${unread.path} yet`);
  if (locks.length > 1) return refuse('there is more than one lock to edit');
  if (lockFile === undefined && changes.versions.length > 0)
    return refuse('there is no lock that could be edited');
  const lock = lockFile === undefined ? null : openLock(lockFile);
  if (typeof lock === 'string') return refuse(lock);
  const editors = new Map<string, JsonEditor>();
  if (lock !== null) editors.set(lock.path, lock.editor);
  const reason =
    editRanges(files, changes.ranges, { lock, editors }) ??
    (lock === null ? null : editVersions(lock.editor, changes.versions));
  if (reason !== null) return refuse(reason);
  return {
    kind: 'edited',
    files: files.flatMap((file) => {
      const edited = editors.get(file.path)?.finish() ?? file.text;
      if (edited === file.text) return [];
      const isLifted = file.path === lock?.path && changes.versions.length > 0;
      return [{ path: file.path, text: isLifted ? removeUnasked(file.path, file.text, edited) : edited }];
    }),
  };
}

function openLock(file: ManifestFile): OpenLock | string {
  const editor = JsonEditor.open(file.text);
  if (editor === null) return `${file.path} is not valid JSON`;
  const version = editor.value['lockfileVersion'];
  if (version !== 1 && version !== 2 && version !== 3)
    return `${file.path} is of a version that Backline cannot edit`;
  return { path: file.path, editor };
}

function editRanges(
  files: readonly ManifestFile[],
  ranges: readonly RangeChange[],
  open: { readonly lock: OpenLock | null; readonly editors: Map<string, JsonEditor> },
): string | null {
  const seen = new Set<string>();
  for (const change of ranges) {
    const { manifestPath } = change;
    if (manifestPath === null) return `${change.name}: it is not said in which file its range is to change`;
    const subject = `${change.name} in ${manifestPath}`;
    const file = files.find((candidate) => candidate.path === manifestPath);
    const editor = open.editors.get(manifestPath) ?? (file === undefined ? null : JsonEditor.open(file.text));
    if (editor === null) return `${subject}: the file is missing or not valid JSON`;
    if (seen.has(subject)) return `${subject}: the range is to be changed twice`;
    seen.add(subject);
    open.editors.set(manifestPath, editor);
    const reason = editRange(editor, change, open.lock);
    if (reason !== null) return `${subject}: ${reason}`;
  }
  return null;
}

function refuse(reason: string): EditResult {
  return { kind: 'refused', reason };
}
