import type { ManifestFile, ManifestGroup } from './ecosystem.js';
import type { ProblemList } from '../formats/problem-list.js';

const MAX_PATH_LENGTH = 4096;
/** Below more folders than this no manifest is looked for: what is asked of each folder above one stays cheap. */
export const MAX_FOLDERS = 64;
/** A group is read with at most so many files that other groups are read with, too. */
const MAX_SHARED_INPUTS = 48;
/** So many groups of one ecosystem are read with such files; those after them only with their own. */
const MAX_SHARING_GROUPS = 10_000;
/** Folders where tools put what they installed or built: nothing in them is the project's own. */
const INSTALLED_FOLDERS: readonly string[] = [
  '.dart_tool',
  '.eggs',
  '.git',
  '.gradle',
  '.m2',
  '.nox',
  '.pub-cache',
  '.tox',
  '.venv',
  '__pycache__',
  '__pypackages__',
  'bower_components',
  'node_modules',
  'site-packages',
  'vendor',
];
const IMPOSSIBLE = folderPattern(['', '.', '..', ...INSTALLED_FOLDERS]);
/** What shows that a folder `venv` is a virtual environment (https://peps.python.org/pep-0405/) and no module of that name. */
const ENVIRONMENT =
  /(?:^|\/)venv(?=\/(?:pyvenv\.cfg$|lib\/python[^/]*\/site-packages\/|Lib\/site-packages\/))/;

/** Folder and file name of a path; the root folder is the empty text. */
export function splitPath(path: string): { readonly folder: string; readonly file: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, slash)), file: path.slice(slash + 1) };
}

/** The path of a file in a folder; the root folder is the empty text. */
export function joinPath(folder: string, file: string): string {
  return folder === '' ? file : `${folder}/${file}`;
}

/**
 * Answers of a repository's paths which are the project's own: no more than 64 folders deep, in no folder of installed
 * or built things, nor in one of `otherFolders`, and in no `venv` that the paths show to be a virtual environment.
 */
export function projectFilter(
  paths: readonly string[],
  otherFolders: readonly string[] = [],
): (path: string) => boolean {
  const environments = new Set<string>();
  for (const path of paths) {
    const match = path.includes('venv/') ? ENVIRONMENT.exec(path) : null;
    if (match !== null) environments.add(path.slice(0, match.index + match[0].length));
  }
  const isElsewhere = folderPattern(otherFolders);
  return (path) =>
    isProjectPath(path) &&
    !isElsewhere.test(path) &&
    (environments.size === 0 ||
      !foldersUp(splitPath(path).folder).some((folder) => environments.has(folder)));
}

/** Whether a path could be a file of the repository itself, and not of something installed or built in it. */
export function isProjectPath(path: string): boolean {
  return isPossible(path) && !liesDeep(path);
}

/** Of a path that is passed over only because it lies too deep the same without its topmost folders; otherwise null. */
export function liftedPath(path: string): string | null {
  return liesDeep(path) && isPossible(path) ? path.split('/').slice(-MAX_FOLDERS).join('/') : null;
}

function isPossible(path: string): boolean {
  return path !== '' && path.length <= MAX_PATH_LENGTH && !path.includes('\0') && !IMPOSSIBLE.test(path);
}

function liesDeep(path: string): boolean {
  let at = -1;
  for (let folders = 0; folders <= MAX_FOLDERS; folders += 1) {
    at = path.indexOf('/', at + 1);
    if (at === -1) return false;
  }
  return true;
}

/** Finds one of these names among the parts of a path; of no names, nothing. */
function folderPattern(names: readonly string[]): RegExp {
  const escaped = names.map((name) => name.replaceAll('.', String.raw`\.`));
  return names.length === 0 ? /$^/ : new RegExp(`(?:^|/)(?:${escaped.join('|')})(?:/|$)`);
}

/** A folder and all that it lies in, the nearest first, the root folder last. */
export function foldersUp(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== '';) {
    at = splitPath(at).folder;
    folders.push(at);
  }
  return folders;
}

/**
 * Gives the files that a group is read with besides its own, the most important first: 48 of them, and none after ten
 * thousand groups, so that all groups together stay in proportion to the paths. What lacks then is NOT_RESOLVED.
 */
export function createSharing(): (findFiles: () => Iterable<string>) => readonly string[] {
  let sharing = 0;
  return (findFiles) => {
    sharing += 1;
    if (sharing > MAX_SHARING_GROUPS) return [];
    const files: string[] = [];
    for (const file of findFiles()) {
      if (files.length >= MAX_SHARED_INPUTS) break;
      files.push(file);
    }
    return files;
  };
}

/**
 * Answers which of some folders is the nearest at or above a folder; null where there is none. `folders` are those that
 * hold a file of a certain name. What was found for a parent is remembered for all folders in it.
 */
export function nearestIn(folders: ReadonlySet<string>): (folder: string) => string | null {
  const ofParents = new Map<string, string | null>();
  return (folder) => {
    if (folders.size === 0 || folders.has(folder)) return folders.size === 0 ? null : folder;
    if (folder === '') return null;
    const parent = splitPath(folder).folder;
    const known = ofParents.get(parent);
    if (known !== undefined) return known;
    const nearest = foldersUp(parent).find((above) => folders.has(above)) ?? null;
    ofParents.set(parent, nearest);
    return nearest;
  };
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
