import type { ManifestGroup } from '../ecosystem.js';
import { createSharing, foldersUp, splitPath } from '../manifest-paths.js';
import { scopeOfName } from './scopes.js';

const REQUIREMENTS_FOLDER = 'requirements';
/** A folder with more requirements files than that is not looked into from the folders below. */
const MAX_FILES_ABOVE = 64;
const CONSTRAINTS = /^constraints?(?:[-_.].*)?\.(?:txt|in)$/i;
const REQUIREMENTS = /requirements/i;
const REQUIREMENTS_ENDING = /\.(?:txt|in)$/i;
const LISTED = /\.(?:txt|in|pip)$/i;
/** Usual names of files that a requirements file includes. */
const INCLUDED =
  /^(?:base|build|ci|common|core|deps|dependencies|dev|develop|development|docs?|extras?|lint|local|main|optional|packages|pins?|prod|production|staging|test|testing|tests)(?:[-_.].*)?\.(?:txt|in|pip)$/i;

/**
 * Groups the requirements and constraints files of each folder, those in its `requirements` folder too: they include
 * each other, and what is declared once should be found once. The files of the folders above are at hand for what is
 * included from there. The group has the name of the plainest file.
 */
export function groupRequirements(paths: readonly string[]): readonly ManifestGroup[] {
  const members = new Map<string, string[]>();
  const all = paths.filter((path) => isRequirements(path) || isConstraints(path));
  for (const path of all) {
    const home = homeOf(path);
    const files = members.get(home);
    if (files === undefined) members.set(home, [path]);
    else files.push(path);
  }
  const included = new Map<string, string[]>();
  for (const path of paths) {
    if (!INCLUDED.test(splitPath(path).file) || !members.has(splitPath(path).folder)) continue;
    const files = included.get(homeOf(path));
    if (files === undefined) included.set(homeOf(path), [path]);
    else files.push(path);
  }
  const share = createSharing();
  return Array.from(members, ([home, files]): ManifestGroup => {
    const others = share(() => filesAbove(home, members));
    const inputs = new Set([...files, ...(included.get(home) ?? []), ...others]);
    return { ecosystem: 'PyPI', path: files.toSorted(byPlainness)[0] ?? '', inputs: [...inputs].sort() };
  });
}

/** Whether a path may be a file of a requirements group: one by its name, or one that such a file includes. */
export function isListed(path: string): boolean {
  return LISTED.test(splitPath(path).file);
}

/** Whether a path is a requirements file by its name. */
export function isRequirements(path: string): boolean {
  const { folder, file } = splitPath(path);
  if (isConstraints(path)) return false;
  return (
    (REQUIREMENTS.test(file) && REQUIREMENTS_ENDING.test(file)) ||
    (splitPath(folder).file === REQUIREMENTS_FOLDER && LISTED.test(file))
  );
}

/** Whether a path is a constraints file by its name. */
export function isConstraints(path: string): boolean {
  return CONSTRAINTS.test(splitPath(path).file);
}

/** The folder whose group a requirements file belongs to: its own, or the one that holds its `requirements` folder. */
export function homeOf(path: string): string {
  const { folder } = splitPath(path);
  const { folder: parent, file } = splitPath(folder);
  return file === REQUIREMENTS_FOLDER ? parent : folder;
}

/** The files of the folders above, the nearest first. */
function* filesAbove(home: string, members: ReadonlyMap<string, readonly string[]>): Iterable<string> {
  for (const folder of foldersUp(home).slice(1)) {
    const files = members.get(folder) ?? [];
    if (files.length <= MAX_FILES_ABOVE) yield* files;
  }
}

/** requirements.txt first, then what is for no special purpose, what is nearer, what is no constraint, the alphabet. */
function byPlainness(left: string, right: string): number {
  const ranks = [rankOf(left), rankOf(right)];
  return (ranks[0] ?? 0) - (ranks[1] ?? 0) || (left < right ? -1 : 1);
}

function rankOf(path: string): number {
  const { file } = splitPath(path);
  if (file === 'requirements.txt') return homeOf(path) === splitPath(path).folder ? 0 : 1;
  const isInput = file.endsWith('.in') ? 2 : 0;
  const isFar = homeOf(path) === splitPath(path).folder ? 0 : 4;
  const isSpecial = scopeOfName(file) === null ? 0 : 8;
  return 2 + isInput + isFar + isSpecial + (isConstraints(path) ? 16 : 0);
}
