import type { ManifestGroup } from '../ecosystem.js';
import {
  createSharing,
  foldersUp,
  joinPath,
  nearestIn,
  projectFilter,
  splitPath,
} from '../manifest-paths.js';
import { type FileKind, kindOfFile } from './files.js';

/** Where Maven puts what it builds, and what it packs into archives. */
const BUILD_FOLDERS: readonly string[] = ['META-INF', 'target'];

/** Up to so many POMs each is read with all others, because any may be its parent or a BOM that it imports. */
const MAX_RELATED_POMS = 64;
/** In a larger repository it is read with so many that are named as parents and BOMs are. */
const MAX_PARENTS = 24;
/** What a folder or a file is called that holds a parent or a BOM. */
const PARENT_NAME = /parent|bom|depend|platform|version|aggregat|build|base|root|poms?$/i;

/**
 * Each POM, lock, version catalog and verification metadata is a group. A catalog is read with what Gradle wrote by it: one
 * lock of its build and the verification metadata, because beside them it cannot be edited alone. A POM's inputs are the POMs that it may refer to:
 * paths do not say which, so those of the folders above it, and all others as far as there are few. The locks of single
 * configurations in one folder are one group, and so are the build scripts of one Gradle build that no lock covers.
 */
export function groupManifests(paths: readonly string[]): readonly ManifestGroup[] {
  const byKind = new Map<FileKind, string[]>();
  const isOwn = projectFilter(paths, BUILD_FOLDERS);
  for (const path of new Set(paths)) {
    const kind = kindOfFile(path);
    if (kind !== null && isOwn(path)) addTo(byKind, kind, path);
  }
  const of = (kind: FileKind): readonly string[] => byKind.get(kind)?.sort() ?? [];
  const alone = [...of('LOCK'), ...of('VERIFICATION')].map((path) => [path]);
  const inputs = [
    ...pomInputs(of('POM')),
    ...alone,
    ...catalogInputs(of),
    ...byFolder(of('LOCK_OF_CONFIGURATION')).values(),
    ...uncoveredBuilds(of),
  ];
  return inputs
    .map(([path = '', ...others]): ManifestGroup => {
      return { ecosystem: 'Maven', path, inputs: [path, ...others].sort() };
    })
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** Of each POM its own path, then all that it is read with. */
function pomInputs(poms: readonly string[]): readonly (readonly string[])[] {
  const all = new Set(poms);
  const isSmall = poms.length <= MAX_RELATED_POMS;
  const related = isSmall ? poms : poms.filter(mayBeParent).slice(0, MAX_PARENTS);
  const share = createSharing();
  return poms.map((path) => {
    if (isSmall) return [path, ...related.filter((pom) => pom !== path)];
    const shared = share(() => {
      const above = foldersUp(splitPath(path).folder).map((folder) => joinPath(folder, 'pom.xml'));
      return new Set([...above.filter((pom) => all.has(pom)), ...related].filter((pom) => pom !== path));
    });
    return [path, ...shared];
  });
}

/** Of each catalog its own path, then the first lock at or below the folder that it is for, and the verification metadata. */
function catalogInputs(of: (kind: FileKind) => readonly string[]): readonly (readonly string[])[] {
  const catalogs = of('CATALOG');
  const lockBelow = new Map<string, string>();
  if (catalogs.length > 0)
    for (const lock of [...of('LOCK'), ...of('LOCK_OF_CONFIGURATION')])
      for (const folder of foldersUp(splitPath(lock).folder))
        if (!lockBelow.has(folder)) lockBelow.set(folder, lock);
  const verified = new Map(of('VERIFICATION').map((path) => [splitPath(path).folder, path]));
  return catalogs.map((path) => {
    const { folder } = splitPath(path);
    const build = splitPath(folder).file === 'gradle' ? splitPath(folder).folder : folder;
    const written = [lockBelow.get(build), verified.get(joinPath(build, 'gradle'))];
    return [path, ...written.filter((one) => one !== undefined)];
  });
}

function mayBeParent(path: string): boolean {
  const { folder, file } = splitPath(path);
  return PARENT_NAME.test(splitPath(folder).file) || file !== 'pom.xml';
}

/**
 * Of each Gradle build the scripts whose dependencies no file states: those without a lock in their folder, unless the
 * build has verification metadata, which lists everything. Where any is locked the root script, which often has none, counts as covered.
 */
function uncoveredBuilds(of: (kind: FileKind) => readonly string[]): readonly (readonly string[])[] {
  const folders = (kind: FileKind): ReadonlySet<string> =>
    new Set(of(kind).map((path) => splitPath(path).folder));
  const settings = folders('SETTINGS_SCRIPT');
  const scripts = folders('BUILD_SCRIPT');
  const verified = folders('VERIFICATION');
  const locked = new Set([
    ...of('LOCK').map((path) => splitPath(path).folder),
    ...of('LOCK_OF_CONFIGURATION').map((path) => {
      const { folder } = splitPath(splitPath(path).folder);
      return splitPath(folder).file === 'gradle' ? splitPath(folder).folder : folder;
    }),
  ]);
  const nearestSettings = nearestIn(settings);
  const highestScript = highestIn(scripts);
  const rootOf = (folder: string): string => nearestSettings(folder) ?? highestScript(folder) ?? folder;
  const lockedRoots = new Set(Array.from(locked, rootOf));
  const builds = new Map<string, string[]>();
  for (const path of of('BUILD_SCRIPT')) {
    const { folder } = splitPath(path);
    const root = rootOf(folder);
    const isCovered =
      locked.has(folder) ||
      verified.has(joinPath(root, 'gradle')) ||
      (folder === root && lockedRoots.has(root));
    if (!isCovered) addTo(builds, root, path);
  }
  return Array.from(builds, ([root, paths]) =>
    paths.toSorted((left, right) => rank(left, root) - rank(right, root)),
  );
}

/** Answers which of some folders is the highest at or above a folder; what was found for a parent is remembered. */
function highestIn(folders: ReadonlySet<string>): (folder: string) => string | null {
  const ofParents = new Map<string, string | null>();
  return (folder) => {
    const parent = splitPath(folder).folder;
    const known = ofParents.get(parent);
    const above = known === undefined ? foldersUp(parent).findLast((at) => folders.has(at)) : known;
    ofParents.set(parent, above ?? null);
    return above ?? (folders.has(folder) ? folder : null);
  };
}

/** The root's own script names the group. */
function rank(path: string, root: string): number {
  return splitPath(path).folder === root ? 0 : 1;
}

function byFolder(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) addTo(folders, splitPath(path).folder, path);
  return folders;
}

function addTo<Key>(lists: Map<Key, string[]>, key: Key, path: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [path]);
  else list.push(path);
}
