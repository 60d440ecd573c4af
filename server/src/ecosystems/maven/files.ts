const MAX_PATH_LENGTH = 4096;
/** Where installed or generated code lies, whose build files say nothing about this project. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  '.git',
  '.gradle',
  '.m2',
  '.venv',
  'META-INF',
  'bower_components',
  'node_modules',
  'site-packages',
  'target',
  'vendor',
]);
const GENERATED_POMS: ReadonlySet<string> = new Set(['dependency-reduced-pom.xml', 'effective-pom.xml']);

/** What a file of ours is, by its path alone. */
export type FileKind =
  'POM' | 'LOCK' | 'LOCK_OF_CONFIGURATION' | 'CATALOG' | 'VERIFICATION' | 'BUILD_SCRIPT' | 'SETTINGS_SCRIPT';

/** Null for what is none of ours, could not be a path of a repository, or lies where installed code lies. */
export function kindOfFile(path: string): FileKind | null {
  const { folder, file } = splitPath(path);
  const kind = kindOfName(file, folder);
  if (kind === null || path.length > MAX_PATH_LENGTH || path.includes('\0')) return null;
  const isFile = path
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && !SKIPPED_FOLDERS.has(part));
  return isFile ? kind : null;
}

/** Folder and file name of a path; the root folder is the empty text. */
export function splitPath(path: string): { readonly folder: string; readonly file: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, slash)), file: path.slice(slash + 1) };
}

/** The path of a file in a folder. */
export function joinPath(folder: string, file: string): string {
  return folder === '' ? file : `${folder}/${file}`;
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

/** Where a relative path leads from a folder; null where it leaves the repository. */
export function resolvePath(folder: string, relative: string): string | null {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

function kindOfName(file: string, folder: string): FileKind | null {
  if (file === 'build.gradle' || file === 'build.gradle.kts') return 'BUILD_SCRIPT';
  if (file === 'settings.gradle' || file === 'settings.gradle.kts') return 'SETTINGS_SCRIPT';
  if (file === 'verification-metadata.xml') return 'VERIFICATION';
  if (file.endsWith('.versions.toml')) return 'CATALOG';
  if (file === 'gradle.lockfile' || file.endsWith('-gradle.lockfile')) return 'LOCK';
  if (file.endsWith('.lockfile') && splitPath(folder).file === 'dependency-locks')
    return 'LOCK_OF_CONFIGURATION';
  return isPomName(file) ? 'POM' : null;
}

/** `pom.xml`, and what is named after it (`parent-pom.xml`, `pom-jdk8.xml`), but for what tools write beside it. */
function isPomName(file: string): boolean {
  if (!file.endsWith('.xml') || file.startsWith('.') || GENERATED_POMS.has(file)) return false;
  const stem = file.slice(0, -'.xml'.length);
  const isNamedAfter = ['.pom', '-pom'].some((end) => stem.endsWith(end));
  return stem === 'pom' || isNamedAfter || ['pom-', 'pom_'].some((start) => stem.startsWith(start));
}
