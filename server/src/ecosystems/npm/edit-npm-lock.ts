import type { Changes, EditResult, ForceChange, ManifestFile } from '../ecosystem.js';
import { isJsonObject } from '../../formats/fields.js';
import { splitPath } from '../manifest-paths.js';
import { forceByOverrides } from './edit-overrides.js';
import { changedFiles, editDeclarations, rootManifestOf } from './edit-manifests.js';
import { followInLock, type OpenLock, relativeFolder } from './edit-ranges.js';
import { editVersions } from './edit-versions.js';
import { JsonEditor } from './json-edit.js';
import { removeUnasked } from './remove-unasked.js';

/**
 * Edits a package-lock.json or npm-shrinkwrap.json and its manifests. The lock does not repeat `overrides`: they change the
 * root's package.json alone, and the copies that they concern come as versions.
 */
export function editNpmLock(
  lockFile: ManifestFile,
  files: readonly ManifestFile[],
  changes: Changes,
): EditResult {
  const lock = openLock(lockFile);
  if (typeof lock === 'string') return refuse(lock);
  const edited = editDeclarations(files, changes.ranges, (path) => isLocked(lock, path));
  if (edited.kind === 'refused') return edited;
  for (const { manifestPath, name, before, after } of edited.declarations) {
    const change = { manifestPath, name, from: before, range: after };
    const reason = followInLock(lock, manifestPath, change);
    if (reason !== null) return refuse(`${name} in ${manifestPath}: ${reason}`);
  }
  const reason = editVersions(lock.editor, changes.versions);
  if (reason !== null) return refuse(reason);
  const { texts } = edited;
  texts.set(lock.path, lock.editor.finish());
  if (changes.versions.length > 0)
    texts.set(lock.path, removeUnasked(lock.path, lockFile.text, texts.get(lock.path) ?? lockFile.text));
  const forced = forceInRoot(files, { texts, lock, forces: changes.forces });
  return forced ?? { kind: 'edited', files: changedFiles(files, texts) };
}

function openLock(file: ManifestFile): OpenLock | string {
  const editor = JsonEditor.open(file.text);
  if (editor === null) return `${file.path} is not valid JSON`;
  const version = editor.value['lockfileVersion'];
  if (version !== 1 && version !== 2 && version !== 3)
    return `${file.path} is of a version that Backline cannot edit`;
  return { path: file.path, editor };
}

/** Whether the lock knows a manifest's folder as one of the project's own. */
function isLocked({ path, editor }: OpenLock, manifestPath: string): boolean {
  const folder = relativeFolder(path, manifestPath);
  if (folder === null || folder === '') return folder === '';
  if (isJsonObject(editor.value['packages'])) return editor.hasPath(['packages', folder]);
  const dependencies = editor.value['dependencies'];
  return (
    isJsonObject(dependencies) &&
    Object.values(dependencies).some((entry) => isJsonObject(entry) && entry['version'] === `file:${folder}`)
  );
}

function forceInRoot(
  files: readonly ManifestFile[],
  { texts, lock, forces }: ForcesInRoot,
): EditResult | null {
  if (forces.length === 0) return null;
  const path = rootManifestOf(splitPath(lock.path).folder);
  const text = texts.get(path) ?? files.find((file) => file.path === path)?.text;
  if (text === undefined) return refuse('there is no package.json beside the lock that could hold a rule');
  const forced = forceByOverrides(text, forces, lock.editor.value);
  if (forced.kind === 'refused') return forced;
  texts.set(path, forced.text);
  return null;
}

interface ForcesInRoot {
  readonly texts: Map<string, string>;
  readonly lock: OpenLock;
  readonly forces: readonly ForceChange[];
}

function refuse(reason: string): EditResult {
  return { kind: 'refused', reason };
}
