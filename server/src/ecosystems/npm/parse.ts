import type { Inventory } from '../../inventory/inventory.js';
import type { ManifestFile, ManifestGroup } from '../ecosystem.js';
import { readBunLock } from './bun-lock.js';
import { splitPath } from '../manifest-paths.js';
import { folderBelow } from './groups.js';
import { readJsonText } from '../../formats/json-text.js';
import type { LockInput, LockReader, LockReading } from './lock-reader.js';
import { readLock } from './lockfile.js';
import { declaredPackages, type Manifest, readManifest } from './manifest.js';
import { readPnpmLock } from './pnpm-lock.js';
import { isBerryLock, readYarnBerry } from './yarn-berry.js';
import { readYarnClassic } from './yarn-classic.js';
import { ProblemList, quote } from '../../formats/problem-list.js';

/** Who reads which lock, by the file's name; `groups.ts` says which names are locks at all. */
const LOCK_READERS: ReadonlyMap<string, LockReader> = new Map([
  ['npm-shrinkwrap.json', readNpmLock],
  ['package-lock.json', readNpmLock],
  ['pnpm-lock.yaml', readPnpmLock],
  ['shrinkwrap.yaml', readUnsupportedLock],
  ['yarn.lock', readYarnLock],
  ['bun.lock', readBunLock],
  ['bun.lockb', readUnsupportedLock],
]);

/**
 * Reads one group. A lock that is read gives locked versions; a package.json alone, or beside a lock that is not
 * read, gives declared ranges (`isLocked` false). Any input gives an inventory, never an exception.
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
  const contents = readContents(group, { files: texts, manifests, problems });
  return { ecosystem: 'npm', path: group.path, ...contents, problems: problems.list() };
}

interface GroupInputs {
  readonly files: ReadonlyMap<string, string>;
  readonly manifests: readonly Manifest[];
  readonly problems: ProblemList;
}

function readContents(
  group: ManifestGroup,
  { files, manifests, problems }: GroupInputs,
): Pick<Inventory, 'format' | 'isLocked' | 'packages'> {
  const { folder, file } = splitPath(group.path);
  const read = LOCK_READERS.get(file);
  if (read === undefined) {
    return { format: file, isLocked: false, packages: declaredPackages(rootFirst(manifests, folder)) };
  }
  const text = files.get(group.path);
  if (text === undefined) return { format: file.replace('.json', ''), isLocked: true, packages: [] };
  const root = manifests.find((manifest) => splitPath(manifest.path).folder === folder) ?? null;
  const { folders, ...contents } = read({ path: group.path, text, folder, manifests, root, files, problems });
  if (folders !== null) reportUncovered(folder, { manifests, known: folders, problems });
  return contents;
}

function readNpmLock({ path, text, root, problems }: LockInput): LockReading {
  const json = readJsonText(path, text, problems);
  const { version, packages, folders } = readLock({ path, json, problems }, root);
  const kind = splitPath(path).file.replace('.json', '');
  const format = `${kind} ${version}`.trimEnd();
  return { format, isLocked: true, packages, folders: json.value === null ? null : folders };
}

function readYarnLock(input: LockInput): LockReading {
  return isBerryLock(input.text) ? readYarnBerry(input) : readYarnClassic(input);
}

function readUnsupportedLock({ path, folder, manifests, problems }: LockInput): LockReading {
  const { file } = splitPath(path);
  const message = `Backline does not read ${file}; the package.json files that it locks were read as declared ranges.`;
  problems.add('NOT_SUPPORTED', path, () => null, message);
  const packages = declaredPackages(rootFirst(manifests, folder));
  return { format: file, isLocked: false, packages, folders: null };
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
    const relative = folderBelow(folder, path);
    if (asks.length === 0 || relative === '' || found.known.has(relative)) continue;
    const message = `The lock above does not know ${quote(relative)} and it has no lock of its own: its ${asks.length} dependencies were left out.`;
    found.problems.add('UNREADABLE', path, () => null, message);
  }
}
