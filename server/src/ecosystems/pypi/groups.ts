import type { ManifestGroup } from '../ecosystem.js';
import { joinPath, nearestIn, projectFilter, splitPath } from '../manifest-paths.js';
import { groupRequirements, homeOf, isListed } from './requirement-groups.js';

const PYLOCK = /^pylock(?:\.[^.]+)?\.toml$/;

/** What a file is by its name; null for what is not Python's. Requirements files are grouped apart. */
export type FileKind =
  'uv' | 'poetry' | 'pdm' | 'pylock' | 'pipfile-lock' | 'pipfile' | 'pyproject' | 'setup-cfg' | 'setup-py';

const KIND_BY_NAME: ReadonlyMap<string, FileKind> = new Map([
  ['uv.lock', 'uv'],
  ['poetry.lock', 'poetry'],
  ['pdm.lock', 'pdm'],
  ['Pipfile.lock', 'pipfile-lock'],
  ['Pipfile', 'pipfile'],
  ['pyproject.toml', 'pyproject'],
  ['setup.cfg', 'setup-cfg'],
  ['setup.py', 'setup-py'],
]);

/**
 * Groups each lock with the manifests of its folder; uv's also with the pyproject.toml files below that no nearer lock
 * covers, because they may be members of its workspace. Manifests without a lock are groups of their own, and so are
 * the requirements files of a folder. Paths in environments and installed folders are passed over.
 */
export function groupManifests(paths: readonly string[]): readonly ManifestGroup[] {
  const isOwn = projectFilter(paths);
  const ours = [...new Set(paths)].filter((path) => isOurs(path) && isOwn(path));
  const folders = filesByFolder(ours);
  const requirements = groupRequirements(ours);
  const requirementFolders = new Set(requirements.map(({ path }) => homeOf(path)));
  const inputs = new Map<string, string[]>();
  for (const [folder, files] of folders) {
    const locks = files.filter((file) => isProjectLock(file));
    for (const lock of locks)
      inputs.set(
        joinPath(folder, lock),
        files
          .filter((file) => file === lock || file === 'pyproject.toml')
          .map((file) => joinPath(folder, file)),
      );
    groupPipfiles(folder, files, inputs);
    if (locks.length === 0)
      groupManifest(folder, { files, hasRequirements: requirementFolders.has(folder) }, inputs);
  }
  coverMembers(folders, inputs);
  const groups = Array.from(inputs, ([path, members]): ManifestGroup => ({
    ecosystem: 'PyPI',
    path,
    inputs: [...new Set([path, ...members])].sort(),
  }));
  return [...groups, ...requirements].sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** What a path is by its file's name; null for what is none of ours or a requirements file. */
export function kindOf(path: string): FileKind | null {
  const { file } = splitPath(path);
  return KIND_BY_NAME.get(file) ?? (PYLOCK.test(file) ? 'pylock' : null);
}

function isOurs(path: string): boolean {
  return kindOf(path) !== null || isListed(path);
}

function filesByFolder(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    if (kindOf(path) === null) continue;
    const { folder, file } = splitPath(path);
    const files = folders.get(folder);
    if (files === undefined) folders.set(folder, [file]);
    else files.push(file);
  }
  return folders;
}

function isProjectLock(file: string): boolean {
  return ['uv', 'poetry', 'pdm', 'pylock'].includes(kindOf(file) ?? '');
}

function groupPipfiles(folder: string, files: readonly string[], inputs: Map<string, string[]>): void {
  const members = files.filter((file) => file === 'Pipfile' || file === 'Pipfile.lock');
  const group = members.includes('Pipfile.lock') ? 'Pipfile.lock' : members[0];
  if (group !== undefined)
    inputs.set(
      joinPath(folder, group),
      members.map((file) => joinPath(folder, file)),
    );
}

/**
 * A project without a lock: its pyproject.toml, else its setup.cfg where a setup.py stands beside it (otherwise it holds
 * settings of tools), else its setup.py where nothing else of the folder says what it needs.
 */
function groupManifest(
  folder: string,
  { files, hasRequirements }: { readonly files: readonly string[]; readonly hasRequirements: boolean },
  inputs: Map<string, string[]>,
): void {
  const has = (file: string): boolean => files.includes(file);
  const members = ['pyproject.toml', 'setup.cfg', 'setup.py'].filter(has);
  const isAlone = !hasRequirements && !has('Pipfile') && !has('Pipfile.lock');
  const isProject = has('pyproject.toml') || (has('setup.py') && (has('setup.cfg') || isAlone));
  const [group] = members;
  if (group !== undefined && isProject)
    inputs.set(
      joinPath(folder, group),
      members.map((file) => joinPath(folder, file)),
    );
}

/** Moves the pyproject.toml files below a uv.lock into its group. */
function coverMembers(folders: ReadonlyMap<string, readonly string[]>, inputs: Map<string, string[]>): void {
  const locked = new Set<string>();
  for (const [folder, files] of folders) if (files.some(isProjectLock)) locked.add(folder);
  const nearestLock = nearestIn(locked);
  for (const folder of folders.keys()) {
    const manifest = joinPath(folder, 'pyproject.toml');
    if (locked.has(folder) || !inputs.has(manifest)) continue;
    const nearest = nearestLock(folder);
    const group = nearest === null ? undefined : inputs.get(joinPath(nearest, 'uv.lock'));
    if (group === undefined) continue;
    group.push(manifest);
    inputs.delete(manifest);
  }
}
