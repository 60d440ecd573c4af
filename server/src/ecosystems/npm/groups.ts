import type { ManifestGroup } from '../ecosystem.js';
import { joinPath, nearestIn, projectFilter, splitPath } from '../manifest-paths.js';

/** npm's own locks, the one that wins first: npm ignores package-lock.json beside npm-shrinkwrap.json. */
const NPM_LOCKS: readonly string[] = ['npm-shrinkwrap.json', 'package-lock.json'];
/** Locks of other package managers, the one that covers the manifests first. */
const FOREIGN_LOCKS: readonly string[] = ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'shrinkwrap.yaml'];
/** Read together with the lock in its folder, and nowhere else. */
const PNPM_WORKSPACE = 'pnpm-workspace.yaml';
/** Known, so that it is not passed over in silence; but binary, so it covers no manifest. */
const BINARY_LOCK = 'bun.lockb';

/**
 * Groups each lock with the package.json files in its folder and below, as far as no nearer lock covers them; of several
 * in one folder the first covers them, and the others are groups alone. A package.json that no lock covers is one, too.
 * Test fixtures count like everything else; what is installed in the repository does not.
 */
export function groupManifests(paths: readonly string[]): readonly ManifestGroup[] {
  const locks = new Map<string, string[]>();
  const manifestFolders: string[] = [];
  const workspaceFolders: string[] = [];
  const isOwn = projectFilter(paths);
  for (const path of new Set(paths)) {
    if (!isOurs(path) || !isOwn(path)) continue;
    const { folder, file } = splitPath(path);
    if (file === 'package.json') manifestFolders.push(folder);
    else if (file === PNPM_WORKSPACE) workspaceFolders.push(folder);
    else if (isLockName(file)) locks.set(folder, [...(locks.get(folder) ?? []), file]);
  }
  const inputs = new Map<string, string[]>();
  const covering = new Map<string, string>();
  for (const [folder, files] of locks) {
    const inForce = locksInForce(files);
    for (const file of inForce) inputs.set(joinPath(folder, file), []);
    // The first lock in force covers the manifests of its folder and below.
    const [first] = inForce;
    if (first !== undefined && first !== BINARY_LOCK) covering.set(folder, joinPath(folder, first));
  }
  const nearestCovering = nearestIn(new Set(covering.keys()));
  for (const folder of manifestFolders) {
    const manifest = joinPath(folder, 'package.json');
    const lock = covering.get(nearestCovering(folder) ?? '');
    if (lock === undefined) inputs.set(manifest, [manifest]);
    else inputs.get(lock)?.push(manifest);
  }
  for (const folder of workspaceFolders)
    inputs.get(joinPath(folder, 'pnpm-lock.yaml'))?.push(joinPath(folder, PNPM_WORKSPACE));
  return Array.from(inputs, ([path, members]): ManifestGroup => {
    return { ecosystem: 'npm', path, inputs: [...new Set([path, ...members])].sort() };
  }).sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** Whether a path is a lock of npm's own, which can be edited. */
export function isNpmLock(path: string): boolean {
  return NPM_LOCKS.includes(splitPath(path).file);
}

/** Whether a path is a lock of another package manager, which is read and not edited. */
export function isForeignLock(path: string): boolean {
  const { file } = splitPath(path);
  return FOREIGN_LOCKS.includes(file) || file === BINARY_LOCK;
}

/** The folder of a file, relative to the folder of a lock above it; empty for the lock's own folder. */
export function folderBelow(lockFolder: string, path: string): string {
  const { folder } = splitPath(path);
  return lockFolder === '' ? folder : folder.slice(lockFolder.length + 1);
}

function isOurs(path: string): boolean {
  const { file } = splitPath(path);
  return file === 'package.json' || file === PNPM_WORKSPACE || isLockName(file);
}

function isLockName(file: string): boolean {
  return isNpmLock(file) || isForeignLock(file);
}

/** Of the locks in one folder: npm's own (one of them), then all others. */
function locksInForce(files: readonly string[]): readonly string[] {
  const own = NPM_LOCKS.find((file) => files.includes(file));
  const others = [...FOREIGN_LOCKS, BINARY_LOCK].filter((file) => files.includes(file));
  return [...(own === undefined ? [] : [own]), ...others];
}
