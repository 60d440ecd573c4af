import type { ManifestGroup } from '../ecosystem.js';
import { isProjectPath, joinPath, splitPath } from '../manifest-paths.js';

const BUILD_FOLDERS: readonly string[] = ['bin', 'obj', 'Bin', 'Obj'];
/** Folders beside or above a project where shared property files are kept. */
const SHARED_FOLDERS: readonly string[] = ['build', 'eng'];
const CENTRAL_VERSIONS = 'Directory.Packages.props';
const PROJECT = /^(.+)\.(?:csproj|fsproj|vbproj)$/i;
const LOCK = /^packages\.(?:(.+)\.)?lock\.json$/i;

/** What lies in one folder. */
interface Folder {
  readonly projects: string[];
  readonly locks: string[];
  readonly shared: string[];
  config: string | null;
  assets: string | null;
}

export type ManifestKind = 'LOCK' | 'ASSETS' | 'CONFIG' | 'PROJECT' | 'SHARED' | 'OTHER';

/** What a file is, by its name alone. */
export function kindOf(path: string): ManifestKind {
  const { file } = splitPath(path);
  const lower = file.toLowerCase();
  if (LOCK.test(file)) return 'LOCK';
  if (PROJECT.test(file)) return 'PROJECT';
  if (lower === 'packages.config') return 'CONFIG';
  if (lower === 'project.assets.json') return 'ASSETS';
  return lower.endsWith('.props') || lower.endsWith('.targets') ? 'SHARED' : 'OTHER';
}

/** The name of a project, which is its file's. */
export function projectName(path: string): string {
  return PROJECT.exec(splitPath(path).file)?.[1] ?? '';
}

/**
 * A lock, a packages.config, or a committed project.assets.json with the projects of its folder; any other project on its
 * own. The property files above (and in `build` and `eng` there) go with each. A Directory.Packages.props with no project below
 * is a group of its own. Folders of builds are passed over.
 */
export function groupManifests(paths: readonly string[]): readonly ManifestGroup[] {
  const folders = readFolders(paths);
  const groups = new Map<string, readonly string[]>();
  const projectFolders = new Set<string>();
  for (const [path, folder] of folders) {
    const shared = sharedAbove(path, folders);
    if (folder.projects.length > 0) for (const above of foldersUpwards(path)) projectFolders.add(above);
    let rest: readonly string[] = folder.projects;
    const cover = (manifest: string, projects: readonly string[]): void => {
      groups.set(manifest, projects.length === 0 ? [] : [...projects, ...shared]);
      rest = rest.filter((project) => !projects.includes(project));
    };
    for (const lock of folder.locks.toSorted((left, right) => right.length - left.length))
      cover(
        lock,
        rest.filter((project) => isLockOf(lock, project)),
      );
    if (folder.config !== null) cover(folder.config, rest);
    if (folder.assets !== null && folder.locks.length === 0)
      cover(folder.assets, rest.length === 1 ? rest : []);
    for (const project of rest) cover(project, [project]);
  }
  for (const [path, { shared }] of folders) {
    const central = shared.find((file) => splitPath(file).file === CENTRAL_VERSIONS);
    if (central !== undefined && !projectFolders.has(path)) groups.set(central, sharedAbove(path, folders));
  }
  return Array.from(groups, ([path, inputs]): ManifestGroup => {
    return { ecosystem: 'NuGet', path, inputs: [...new Set([path, ...inputs])].sort() };
  }).sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** A folder and all those above it, nearest first. */
export function foldersUpwards(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== '';) {
    at = splitPath(at).folder;
    folders.push(at);
  }
  return folders;
}

function readFolders(paths: readonly string[]): ReadonlyMap<string, Folder> {
  const folders = new Map<string, Folder>();
  const folderOf = (path: string): Folder => {
    const known = folders.get(path) ?? { projects: [], locks: [], shared: [], config: null, assets: null };
    folders.set(path, known);
    return known;
  };
  for (const path of new Set(paths)) {
    const kind = kindOf(path);
    const { folder, file } = splitPath(path);
    // The build writes it to `obj`; there it is the only file of interest.
    const isInObj = kind === 'ASSETS' && splitPath(folder).file === 'obj';
    const home = isInObj ? splitPath(folder).folder : folder;
    if (kind === 'OTHER' || !isProjectPath(joinPath(home, file), BUILD_FOLDERS)) continue;
    if (kind === 'PROJECT') folderOf(home).projects.push(path);
    else if (kind === 'LOCK') folderOf(home).locks.push(path);
    else if (kind === 'SHARED') folderOf(home).shared.push(path);
    else if (kind === 'CONFIG') folderOf(home).config = path;
    else folderOf(home).assets = path;
  }
  return folders;
}

/** `packages.lock.json` locks any project of its folder, `packages.<name>.lock.json` the one of that name. */
function isLockOf(lock: string, project: string): boolean {
  const name = LOCK.exec(splitPath(lock).file)?.[1];
  return name === undefined || name.toLowerCase() === projectName(project).toLowerCase();
}

function sharedAbove(folder: string, folders: ReadonlyMap<string, Folder>): readonly string[] {
  return foldersUpwards(folder).flatMap((above) =>
    [above, ...SHARED_FOLDERS.map((name) => joinPath(above, name))].flatMap(
      (path) => folders.get(path)?.shared ?? [],
    ),
  );
}
