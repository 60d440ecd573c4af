import type { ManifestFile, ManifestGroup } from './ecosystem.js';
import type { ProblemList } from '../formats/problem-list.js';

const MAX_PATH_LENGTH = 4096;
/** Folders where tools put what they installed or built: nothing in them is the project's own. */
const INSTALLED_FOLDERS: ReadonlySet<string> = new Set([
  '.git',
  '.venv',
  'bower_components',
  'node_modules',
  'site-packages',
  'vendor',
]);

/** Folder and file name of a path; the root folder is the empty text. */
export function splitPath(path: string): { readonly folder: string; readonly file: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, slash)), file: path.slice(slash + 1) };
}

/** The path of a file in a folder; the root folder is the empty text. */
export function joinPath(folder: string, file: string): string {
  return folder === '' ? file : `${folder}/${file}`;
}

/** Whether a path could be a file of the repository itself, and not of something installed or built in it. */
export function isProjectPath(path: string, otherFolders: readonly string[] = []): boolean {
  if (path.length > MAX_PATH_LENGTH || path.includes('\0')) return false;
  return path
    .split('/')
    .every(
      (part) =>
        part !== '' &&
        part !== '.' &&
        part !== '..' &&
        !INSTALLED_FOLDERS.has(part) &&
        !otherFolders.includes(part),
    );
}

/**
 * The nearest of some folders at or above a folder; null where there is none. `folders` are those that hold a file
 * of a certain name.
 */
export function nearestFolder(folder: string, folders: ReadonlySet<string>): string | null {
  for (let at = folder; ; at = splitPath(at).folder) {
    if (folders.has(at)) return at;
    if (at === '') return null;
  }
}

/**
 * A relative path (`../common`) as it stands in a file of a folder, as a path from the repository's root; null where
 * it is absolute or leads out of the repository.
 */
export function resolvePath(folder: string, relative: string): string | null {
  if (relative.startsWith('/') || /^[A-Za-z]:/.test(relative)) return null;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/** The texts of a group's inputs by path; an input that could not be had is a problem. */
export function textsOfGroup(
  group: ManifestGroup,
  files: readonly ManifestFile[],
  problems: ProblemList,
): ReadonlyMap<string, string> {
  const texts = new Map(files.map((file) => [file.path, file.text]));
  for (const path of new Set([group.path, ...group.inputs])) {
    if (texts.has(path)) continue;
    problems.add('UNREADABLE', path, () => null, 'The file could not be had, so nothing of it was read.');
  }
  return texts;
}
