import type { Node } from 'jsonc-parser';
import type { VersionChange } from '../ecosystem.js';
import { buildDependencyEntry, buildPackageEntry } from './edit-entry.js';
import type { JsonEditor } from './json-edit.js';
import { isBundledEntry } from './lockfile-packages.js';
import { aliasedName, readLocation, sourceOfRange } from './names.js';
import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { isExactVersion } from './versions.js';

/** One copy to change: what is asked, and where. */
interface CopyChange {
  readonly change: VersionChange;
  readonly location: string;
}

/**
 * Moves copies in a lock from one version to another, in both halves of a version 2 lock. Answers why it cannot be
 * done, or null when the editor holds the change.
 */
export function editVersions(lock: JsonEditor, changes: readonly VersionChange[]): string | null {
  const copies = changes.flatMap((change) =>
    change.locations.map((location): CopyChange => ({ change, location })),
  );
  if (new Set(copies.map((copy) => copy.location)).size < copies.length)
    return 'one copy is to be changed twice';
  const packages = lock.value['packages'];
  const habits = { hasLicenses: isJsonObject(packages) && statesLicenses(packages) };
  // Inner copies first: the text of an outer one takes in what became of those inside of it.
  for (const copy of copies.toSorted((left, right) => right.location.length - left.location.length)) {
    const reason =
      refuseTarget(copy.change) ?? (isJsonObject(packages) ? editPackageEntry(lock, copy, habits) : null);
    if (reason !== null) return `${copy.change.name} at ${copy.location}: ${reason}`;
    const legacyReason = editDependencyEntry(lock, copy, { isRequired: !isJsonObject(packages) });
    if (legacyReason !== null) return `${copy.change.name} at ${copy.location}: ${legacyReason}`;
  }
  return null;
}

/** Why a version cannot be put into a lock by metadata alone; null where it can. */
export function refuseTarget({ to, target }: VersionChange): string | null {
  if (target.version !== to || !isExactVersion(to)) return `${to} is not a version that could be locked`;
  if (target.bundleDependencies.length > 0 || target.hasShrinkwrap) {
    return `version ${to} ships packages of its own, which only an installation can tell`;
  }
  return null;
}

function editPackageEntry(
  lock: JsonEditor,
  copy: CopyChange,
  habits: { readonly hasLicenses: boolean },
): string | null {
  const { change, location } = copy;
  const found = findEntry(lock, ['packages', location]);
  if (found === null) return 'the lock has no such entry, or has it twice';
  const { node, entry } = found;
  const place = readLocation(location);
  if (entry['link'] === true || place.kind === 'bad' || !place.isInstalled)
    return 'it is a folder of the project';
  if (isBundledEntry(location, entry))
    return 'it is shipped inside of its parent and cannot be changed alone';
  if ((entry['name'] ?? place.name) !== change.name) return 'the entry belongs to another package';
  if (entry['version'] !== change.from && entry['version'] !== change.to)
    return `it is not at ${change.from}`;
  if (typeof entry['resolved'] === 'string' && !/^https?:/i.test(entry['resolved']))
    return 'it does not come from a registry';
  if (shipsPackages(entry)) return 'it ships packages of its own, which the lock lists beside it';
  const built = buildPackageEntry({ lock, node, entry }, change, habits);
  if (built.kind === 'refused') return built.reason;
  lock.replace(node, built.value);
  return null;
}

/** In version 1 the entry must be there; the older half of version 2 may lack it, then only npm 6 would miss it. */
function editDependencyEntry(
  lock: JsonEditor,
  copy: CopyChange,
  { isRequired }: { readonly isRequired: boolean },
): string | null {
  const { change, location } = copy;
  const path = legacyPath(lock, location);
  const found = path === null ? null : findEntry(lock, path);
  if (found === null) {
    const isRepeated = path !== null && lock.hasPath(path);
    return isRequired || isRepeated ? 'the lock has no such entry, or has it twice' : null;
  }
  const { node, entry } = found;
  const stated = entry['version'];
  if (typeof stated !== 'string' || sourceOfRange(stated) !== 'REGISTRY')
    return 'it does not come from a registry';
  if (entry['bundled'] === true && path !== null && path.length > 2)
    return 'it is shipped inside of its parent and cannot be changed alone';
  const alias = aliasedName(stated);
  if ((alias ?? path?.at(-1)) !== change.name) return 'the entry belongs to another package';
  const version = alias === null ? stated : stated.slice(stated.lastIndexOf('@') + 1);
  if (version !== change.from && version !== change.to) return `it is not at ${change.from}`;
  const built = buildDependencyEntry({ lock, node, entry }, change);
  if (built.kind === 'refused') return built.reason;
  lock.replace(node, built.value);
  return null;
}

function findEntry(
  lock: JsonEditor,
  path: readonly string[],
): { readonly node: Node; readonly entry: JsonObject } | null {
  const node = lock.find(path);
  const entry = path.reduce<unknown>(
    (value, key) => (isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    lock.value,
  );
  return node === null || !isJsonObject(entry) || lock.hasRepeatedKeys(node) ? null : { node, entry };
}

/** Where the `dependencies` tree has the copy; a workspace's copies stand below the entry `file:<workspace>`. */
export function legacyPath(lock: JsonEditor, location: string): readonly string[] | null {
  const dependencies = lock.value['dependencies'];
  if (!isJsonObject(dependencies)) return null;
  const [folder = '', ...names] = `/${location}`.split('/node_modules/');
  const owner =
    folder === ''
      ? []
      : Object.keys(dependencies)
          .filter((name) => {
            const entry = dependencies[name];
            return isJsonObject(entry) && entry['version'] === `file:${folder.slice(1)}`;
          })
          .slice(0, 1);
  if (names.length === 0 || (folder !== '' && owner.length === 0)) return null;
  return [...owner, ...names].flatMap((name) => ['dependencies', name]);
}

function shipsPackages(entry: JsonObject): boolean {
  const bundled = entry['bundleDependencies'];
  return (
    entry['hasShrinkwrap'] === true || bundled === true || (Array.isArray(bundled) && bundled.length > 0)
  );
}

/** npm before 10 wrote no licenses: such a lock is not given its first one. */
function statesLicenses(packages: JsonObject): boolean {
  return Object.entries(packages).some(
    ([key, entry]) => key !== '' && isJsonObject(entry) && Object.hasOwn(entry, 'license'),
  );
}
