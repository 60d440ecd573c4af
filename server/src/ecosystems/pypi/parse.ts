import { ProblemList } from '../../formats/problem-list.js';
import type { Inventory, InventoryPackage } from '../../inventory/inventory.js';
import type { ManifestFile, ManifestGroup } from '../ecosystem.js';
import { splitPath, textsOfGroup } from '../manifest-paths.js';
import { type FileKind, kindOf } from './groups.js';
import { type ReadLock, readTomlLock, type TomlLock } from './lock-file.js';
import { asksOfLock, type LockedPackage, packagesOfLock } from './lock-graph.js';
import { declaredPackages, joinPackages, type Manifest, ownPackage } from './manifest.js';
import { readPdmLock } from './pdm-lock.js';
import { readPipfile } from './pipfile.js';
import { readPipfileLock } from './pipfile-lock.js';
import { readPoetryLock } from './poetry-lock.js';
import { type GroupInputs, readProject } from './project.js';
import { readPylock } from './pylock.js';
import { readPyproject } from './pyproject.js';
import { readRequirements } from './requirements.js';
import { readUvLock } from './uv-lock.js';

type Contents = Pick<Inventory, 'format' | 'isLocked' | 'packages'>;

/** Reads one group. Any input gives an inventory, never an exception. */
export function parseGroup(group: ManifestGroup, files: readonly ManifestFile[]): Inventory {
  const problems = new ProblemList();
  const texts = textsOfGroup(group, files, problems);
  const contents = readContents(kindOf(group.path), { group, texts, problems });
  return { ecosystem: 'PyPI', path: group.path, ...contents, problems: problems.list() };
}

function readContents(kind: FileKind | null, inputs: GroupInputs): Contents {
  switch (kind) {
    case null:
      return readRequirements(inputs.group, inputs.texts, inputs.problems);
    case 'uv':
      return readUv(inputs);
    case 'poetry':
      return readLock(inputs, readPoetryLock);
    case 'pdm':
      return readLock(inputs, readPdmLock);
    case 'pylock':
      return readLock(inputs, readPylock);
    case 'pipfile-lock':
      return readPipenvLock(inputs);
    case 'pipfile':
      return declared(inputs, readPipfileOf(inputs));
    case 'pyproject':
    case 'setup-cfg':
    case 'setup-py':
      return declared(inputs, readProject(inputs));
  }
}

function declared({ group }: GroupInputs, manifest: Manifest | null): Contents {
  const { file } = splitPath(group.path);
  const packages = manifest === null ? [] : declaredPackages([manifest], 'ROOT');
  return { format: file, isLocked: false, packages };
}

/** A lock that does not hold the project: its manifest asks, and without one what nothing else asks for is asked. */
function readLock(inputs: GroupInputs, read: (lock: TomlLock) => ReadLock): Contents {
  const { group, texts, problems } = inputs;
  const { file } = splitPath(group.path);
  const manifest = readProject(inputs);
  const text = texts.get(group.path);
  const lock = text === undefined ? null : readTomlLock(group.path, text, problems);
  if (lock === null) return { format: file, isLocked: true, packages: [] };
  const { version, packages } = read(lock);
  return {
    format: `${file} ${version}`.trimEnd(),
    isLocked: true,
    packages: packagesOfLock(withRoot(group.path, { manifest, packages })),
  };
}

function withRoot(
  path: string,
  lock: { readonly manifest: Manifest | null; readonly packages: readonly LockedPackage[] },
): readonly LockedPackage[] {
  const { manifest, packages } = lock;
  if (manifest !== null) return [ownPackage(manifest), ...packages];
  if (packages.length === 0) return [];
  return [ownPackage({ path, name: '', version: '', asks: asksOfLock(packages) }), ...packages];
}

/** The lock names its own packages; a project below it that is none of them is read as declared. */
function readUv(inputs: GroupInputs): Contents {
  const { group, texts, problems } = inputs;
  const { folder, file } = splitPath(group.path);
  const text = texts.get(group.path);
  const lock = text === undefined ? null : readTomlLock(group.path, text, problems);
  if (lock === null) return { format: file, isLocked: true, packages: [] };
  const { version, packages, ownFolders } = readUvLock(lock, folder);
  const uncovered = group.inputs.flatMap((path) => {
    const own = splitPath(path).folder;
    if (kindOf(path) !== 'pyproject' || own === folder || ownFolders.has(own)) return [];
    return readUncovered(path, inputs) ?? [];
  });
  const others = withoutRanges(declaredPackages(uncovered, 'WORKSPACE'));
  return {
    format: `${file} ${version}`.trimEnd(),
    isLocked: true,
    packages: joinPackages(packagesOfLock(packages), others),
  };
}

function readUncovered(path: string, { texts, problems }: GroupInputs): Manifest | null {
  const text = texts.get(path);
  const manifest = text === undefined ? null : readPyproject(path, text, problems);
  if (manifest === null || manifest.asks.length === 0) return null;
  const message = `The uv.lock above does not know this project, which has no lock of its own: of its ${manifest.asks.length} dependencies only those are known that are declared with one version.`;
  problems.add('NOT_RESOLVED', path, () => null, message);
  return manifest;
}

/** Beside a lock a version is a version: where only a range is declared, none is known. */
function withoutRanges(packages: readonly InventoryPackage[]): readonly InventoryPackage[] {
  const ranges = new Map<number | null, string>();
  for (const { requires } of packages) for (const { target, range } of requires) ranges.set(target, range);
  return packages.map((item, at) => (ranges.get(at) === item.version ? { ...item, version: '' } : item));
}

function readPipenvLock(inputs: GroupInputs): Contents {
  const { group, texts, problems } = inputs;
  const { file } = splitPath(group.path);
  const manifest = readPipfileOf(inputs);
  const text = texts.get(group.path);
  const lock = text === undefined ? null : readPipfileLock({ path: group.path, text, manifest }, problems);
  const format = `${file} ${lock?.version ?? ''}`.trimEnd();
  return { format, isLocked: true, packages: lock?.packages ?? [] };
}

function readPipfileOf({ group, texts, problems }: GroupInputs): Manifest | null {
  const path = group.inputs.find((input) => kindOf(input) === 'pipfile');
  const text = path === undefined ? undefined : texts.get(path);
  return path === undefined || text === undefined ? null : readPipfile(path, text, problems);
}
