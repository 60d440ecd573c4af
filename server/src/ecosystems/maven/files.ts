import { splitPath } from '../manifest-paths.js';

const GENERATED_POMS: ReadonlySet<string> = new Set(['dependency-reduced-pom.xml', 'effective-pom.xml']);

/** What a file of ours is, by its path alone. */
export type FileKind =
  'POM' | 'LOCK' | 'LOCK_OF_CONFIGURATION' | 'CATALOG' | 'VERIFICATION' | 'BUILD_SCRIPT' | 'SETTINGS_SCRIPT';

/** Null for what is none of ours by its name. */
export function kindOfFile(path: string): FileKind | null {
  const { folder, file } = splitPath(path);
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
