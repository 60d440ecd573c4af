import type { Inventory } from '../../inventory/inventory.js';
import type { ManifestFile, ManifestGroup } from '../ecosystem.js';
import { readableLockName, splitPath } from './groups.js';
import { readJsonText } from '../../formats/json-text.js';
import { readLock } from './lockfile.js';
import { declaredPackages, type Manifest, readManifest } from './manifest.js';
import { ProblemList, quote } from '../../formats/problem-list.js';

/**
 * Reads one group. A lock that is read gives locked versions; a package.json alone, or beside a lock of another
 * package manager, gives declared ranges (`isLocked` false). Any input gives an inventory, never an exception.
 */
export function parseGroup(group: ManifestGroup, files: readonly ManifestFile[]): Inventory {
  const problems = new ProblemList();
  const texts = new Map(files.map((file) => [file.path, file.text]));
  for (const path of new Set([group.path, ...group.inputs])) {
    if (texts.has(path)) continue;
    problems.add('UNREADABLE', path, () => null, 'The file could not be had, so nothing of it was read.');
  }
  const manifests = group.inputs.flatMap((path) => {
    const text = splitPath(path).file === 'package.json' ? texts.get(path) : undefined;
    return (text === undefined ? null : readManifest(path, text, problems)) ?? [];
  });
  const contents = readContents(group, { texts, manifests, problems });
  return { ecosystem: 'npm', path: group.path, ...contents, problems: problems.list() };
}

interface GroupInputs {
  readonly texts: ReadonlyMap<string, string>;
  readonly manifests: readonly Manifest[];
  readonly problems: ProblemList;
}

function readContents(
  group: ManifestGroup,
  { texts, manifests, problems }: GroupInputs,
): Pick<Inventory, 'format' | 'isLocked' | 'packages'> {
  const { folder, file } = splitPath(group.path);
  const lockName = readableLockName(group.path);
  if (lockName === null) {
    if (file !== 'package.json') {
      const message = `Backline does not read ${file} yet; the package.json files that it locks were read as declared ranges.`;
      problems.add('UNKNOWN_VERSION', group.path, () => null, message);
    }
    return { format: file, isLocked: false, packages: declaredPackages(rootFirst(manifests, folder)) };
  }
  const text = texts.get(group.path);
  const kind = lockName.replace('.json', '');
  if (text === undefined) return { format: kind, isLocked: true, packages: [] };
  const json = readJsonText(group.path, text, problems);
  const root = manifests.find((manifest) => splitPath(manifest.path).folder === folder) ?? null;
  const lock = readLock({ path: group.path, json, problems }, root);
  if (json.value !== null) reportUncovered(folder, { manifests, known: lock.folders, problems });
  return { format: `${kind} ${lock.version}`.trimEnd(), isLocked: true, packages: lock.packages };
}

/** A manifest in the lock's own folder is the root; the others are workspaces. */
function rootFirst(manifests: readonly Manifest[], folder: string): readonly Manifest[] {
  const isRoot = (manifest: Manifest): boolean => splitPath(manifest.path).folder === folder;
  return [...manifests.filter(isRoot), ...manifests.filter((manifest) => !isRoot(manifest))];
}

/** A manifest below a lock that is no workspace of it: its dependencies are locked nowhere, which must not be silent. */
function reportUncovered(
  folder: string,
  found: {
    readonly manifests: readonly Manifest[];
    readonly known: ReadonlySet<string>;
    readonly problems: ProblemList;
  },
): void {
  for (const { path, asks } of found.manifests) {
    const own = splitPath(path).folder;
    const relative = folder === '' ? own : own.slice(folder.length + 1);
    if (asks.length === 0 || relative === '' || found.known.has(relative)) continue;
    const message = `The lock above does not know ${quote(relative)} and it has no lock of its own: its ${asks.length} dependencies were left out.`;
    found.problems.add('UNREADABLE', path, () => null, message);
  }
}
