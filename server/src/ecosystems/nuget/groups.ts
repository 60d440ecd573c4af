import type { ManifestGroup } from '../ecosystem.js';
import { createSharing, foldersUp, joinPath, projectFilter, splitPath } from '../manifest-paths.js';

const BUILD_FOLDERS: readonly string[] = ['bin', 'obj', 'Bin', 'Obj'];
/** Folders beside or above a project where shared property files are kept. */
const SHARED_FOLDERS: readonly string[] = ['build', 'eng'];
const UNASKED = /^Directory\.(?:Build|Packages)\.(?:props|targets)$/;
const CENTRAL_VERSIONS = 'Directory.Packages.props';
const PROJECT = /^(.+)\.(?:csproj|fsproj|vbproj)$/i;
const LOCK = /^packages\.(?:(.+)\.)?lock\.json$/i;

/** What lies in one folder. */
interface Folder {
  readonly projects: string[];
  readonly locks: string[];
  /** Property files that the build reads unasked, and others, which a project may import. */
  readonly unasked: string[];
  readonly imported: string[];
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
  const share = createSharing();
  const groups = new Map<string, readonly string[]>();
  const centralFiles = centralFilesOf(folders);
  const withProjects = new Set<string>();
  for (const [path, folder] of folders) {
    for (const [manifest, projects] of coversOf(folder))
      groups.set(
        manifest,
        projects.length === 0 ? [] : [...projects, ...share(() => sharedAbove(path, folders))],
      );
    const parent = splitPath(path).folder;
    if (folder.projects.length === 0 || centralFiles.size === 0) continue;
    centralFiles.delete(path);
    if (withProjects.has(parent)) continue;
    withProjects.add(parent);
    for (const above of foldersUp(parent)) centralFiles.delete(above);
  }
  for (const [path, central] of centralFiles)
    groups.set(
      central,
      share(() => sharedAbove(path, folders)),
    );
  return Array.from(groups, ([path, inputs]): ManifestGroup => {
    return {
      ecosystem: 'NuGet',
      path,
      inputs: inputs.length === 0 ? [path] : [...new Set([path, ...inputs])].sort(),
    };
  }).sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** What names the groups of a folder, each with the projects that it covers. */
function coversOf({ projects, locks, config, assets }: Folder): ReadonlyMap<string, readonly string[]> {
  const covers = new Map<string, readonly string[]>();
  const isPlain = locks.length === 0 && config === null && assets === null;
  if (isPlain) return new Map(projects.map((project) => [project, [project]]));
  const rest = new Set(projects);
  const cover = (manifest: string, covered: Iterable<string>): void => {
    covers.set(manifest, [...covered]);
    for (const project of covers.get(manifest) ?? []) rest.delete(project);
  };
  const byName = new Map<string, string[]>();
  for (const project of projects) {
    const name = projectName(project).toLowerCase();
    const named = byName.get(name);
    if (named === undefined) byName.set(name, [project]);
    else named.push(project);
  }
  for (const lock of locks.toSorted((left, right) => right.length - left.length)) {
    const name = LOCK.exec(splitPath(lock).file)?.[1]?.toLowerCase();
    const named = name === undefined ? rest : (byName.get(name) ?? []).filter((project) => rest.has(project));
    cover(lock, named);
  }
  if (config !== null) cover(config, rest);
  if (assets !== null && locks.length === 0) cover(assets, rest.size === 1 ? rest : []);
  for (const project of rest) covers.set(project, [project]);
  return covers;
}

/** The Directory.Packages.props of each folder that has one. */
function centralFilesOf(folders: ReadonlyMap<string, Folder>): Map<string, string> {
  const files = new Map<string, string>();
  for (const [path, { unasked }] of folders) {
    const central = unasked.find((file) => splitPath(file).file === CENTRAL_VERSIONS);
    if (central !== undefined) files.set(path, central);
  }
  return files;
}

function readFolders(paths: readonly string[]): ReadonlyMap<string, Folder> {
  const folders = new Map<string, Folder>();
  const folderOf = (path: string): Folder => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const lists = { projects: [], locks: [], unasked: [], imported: [] };
    const folder: Folder = { ...lists, config: null, assets: null };
    folders.set(path, folder);
    return folder;
  };
  const isOwn = projectFilter(paths, BUILD_FOLDERS);
  for (const path of new Set(paths)) {
    const kind = kindOf(path);
    const { folder, file } = splitPath(path);
    // The build writes it to `obj`; there it is the only file of interest.
    const isInObj = kind === 'ASSETS' && splitPath(folder).file === 'obj';
    const home = isInObj ? splitPath(folder).folder : folder;
    if (kind === 'OTHER' || !isOwn(joinPath(home, file))) continue;
    if (kind === 'PROJECT') folderOf(home).projects.push(path);
    else if (kind === 'LOCK') folderOf(home).locks.push(path);
    else if (kind === 'SHARED')
      (UNASKED.test(file) ? folderOf(home).unasked : folderOf(home).imported).push(path);
    else if (kind === 'CONFIG') folderOf(home).config = path;
    else folderOf(home).assets = path;
  }
  return folders;
}

/** The nearest first, but before all others those that the build reads unasked: `Directory.*`. */
function* sharedAbove(folder: string, folders: ReadonlyMap<string, Folder>): Iterable<string> {
  const near = foldersUp(folder).flatMap((above) =>
    [above, ...SHARED_FOLDERS.map((name) => joinPath(above, name))].flatMap(
      (path) => folders.get(path) ?? [],
    ),
  );
  for (const { unasked } of near) yield* unasked;
  for (const { imported } of near) yield* imported;
}
