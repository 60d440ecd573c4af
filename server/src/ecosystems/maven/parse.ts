import { ProblemList, quote } from '../../formats/problem-list.js';
import type { Inventory } from '../../inventory/inventory.js';
import { type GraphNode, packagesOfGraph } from '../../inventory/reach.js';
import type { ManifestFile, ManifestGroup } from '../ecosystem.js';
import { splitPath } from '../manifest-paths.js';
import { type FileKind, kindOfFile } from './files.js';
import { packagesOfCatalog } from './gradle-catalog.js';
import { packagesOfGradleLocks } from './gradle-lockfile.js';
import { packagesOfVerification } from './gradle-verification.js';
import { packagesOfPom } from './pom-packages.js';
import { PomRepository } from './pom-repository.js';

const MAX_LISTED = 10;
const IS_LOCKED: ReadonlySet<FileKind> = new Set(['LOCK', 'LOCK_OF_CONFIGURATION', 'VERIFICATION']);

/**
 * Reads one group by what its name says it is. A lock and verification metadata give exact versions; a POM and a catalog
 * give what is declared. Any input gives an inventory, never an exception.
 */
export function parseGroup(group: ManifestGroup, files: readonly ManifestFile[]): Inventory {
  const problems = new ProblemList();
  const texts = new Map(
    files
      .toSorted((left, right) => (left.path < right.path ? -1 : 1))
      .map(({ path, text }) => [path, text] as const),
  );
  for (const path of group.inputs) {
    if (texts.has(path)) continue;
    problems.add('UNREADABLE', path, () => null, 'The file could not be had, so nothing of it was read.');
  }
  const kind = kindOfFile(group.path) ?? 'POM';
  const nodes = readNodes(group, kind, { texts, problems });
  return {
    ecosystem: 'Maven',
    path: group.path,
    format: formatOf(group, kind),
    isLocked: IS_LOCKED.has(kind),
    packages: packagesOfGraph(nodes),
    problems: problems.list(),
  };
}

function readNodes(
  group: ManifestGroup,
  kind: FileKind,
  { texts, problems }: { readonly texts: ReadonlyMap<string, string>; readonly problems: ProblemList },
): readonly GraphNode[] {
  const { path } = group;
  if (kind === 'BUILD_SCRIPT' || kind === 'SETTINGS_SCRIPT') {
    reportScripts(group, problems);
    return [];
  }
  const text = texts.get(path);
  if (text === undefined) return [];
  if (kind === 'CATALOG') return packagesOfCatalog(path, text, problems);
  if (kind === 'VERIFICATION') return packagesOfVerification(path, text, problems);
  if (kind !== 'POM') return packagesOfGradleLocks(texts, path, problems);
  const repository = new PomRepository(texts, problems);
  const pom = repository.read(path);
  return pom === null ? [] : packagesOfPom(pom, repository, problems);
}

function reportScripts({ path, inputs }: ManifestGroup, problems: ProblemList): void {
  const names = inputs.slice(0, MAX_LISTED).map(quote).join(', ');
  const rest = inputs.length > MAX_LISTED ? ` and ${inputs.length - MAX_LISTED} more` : '';
  const message = `Backline does not run build scripts, so it does not know what these depend on: ${names}${rest}. Lock them with "gradle dependencies --write-locks", and their gradle.lockfile is read.`;
  problems.add('NOT_SUPPORTED', path, () => null, message);
}

function formatOf({ path }: ManifestGroup, kind: FileKind): string {
  if (kind === 'POM') return 'pom.xml';
  if (kind === 'CATALOG') return 'Gradle version catalog';
  if (kind === 'VERIFICATION') return 'Gradle verification metadata';
  return kind === 'LOCK_OF_CONFIGURATION' ? 'Gradle dependency locks' : splitPath(path).file;
}
