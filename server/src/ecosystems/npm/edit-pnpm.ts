import type { Changes, EditResult, ManifestFile } from '../ecosystem.js';
import type { Inventory } from '../../inventory/inventory.js';
import { splitPath } from '../manifest-paths.js';
import { manifestOf } from './abilities.js';
import { editCatalogs } from './edit-pnpm-catalogs.js';
import { changedFiles, editDeclarations } from './edit-manifests.js';
import { forceByPnpm } from './edit-pnpm-overrides.js';
import { parseGroup } from './parse.js';
import { PnpmLock } from './pnpm-lock-edit.js';
import { openPnpmText } from './pnpm-text.js';

/**
 * Edits a pnpm-lock.yaml and its manifests: copies get the keys, and what refers to them the references, that pnpm would
 * write. What would change the choice of peers is refused. Where only manifests are to change and the lock has nothing
 * that fits, it stays as it is, for pnpm to resolve.
 */
export function editPnpm(
  lockFile: ManifestFile,
  files: readonly ManifestFile[],
  changes: Changes,
): EditResult {
  const text = openPnpmText(lockFile.path, lockFile.text);
  if (text === null) return refuse(`${lockFile.path} is not laid out as pnpm writes it`);
  const before = inventoryOf(lockFile.path, files);
  const own = new Map(
    before.packages.map((item) => [manifestOf({ path: lockFile.path }, item), item.location]),
  );
  const catalogs = editCatalogs(splitPath(lockFile.path).folder, files, changes.ranges);
  if (catalogs.kind === 'refused') return catalogs;
  const manifests = editDeclarations(files, catalogs.ranges, (path) => own.has(path));
  if (manifests.kind === 'refused') return manifests;
  const { texts } = manifests;
  for (const { path, text: workspace } of catalogs.files) texts.set(path, workspace);
  const forced = forceByPnpm(splitPath(lockFile.path).folder, { files, texts, forces: changes.forces });
  if (forced.kind === 'refused') return forced;
  for (const { path, text: manifest } of forced.files) texts.set(path, manifest);
  const lock = new PnpmLock(text);
  const reason =
    lock.move(changes.versions) ??
    lock.declare(
      manifests.declarations.map((each) => ({ ...each, folder: own.get(each.manifestPath) ?? null })),
    ) ??
    lock.catalog(catalogs.changes) ??
    lock.force(forced.rules);
  const written = reason === null ? lock.write() : null;
  const fault = reason ?? (written === null ? 'its new entries cannot be written' : null);
  if (written === null || fault !== null) {
    if (changes.versions.length > 0 || !canResolve(before)) return refuse(fault ?? '');
    return { kind: 'edited', files: changedFiles(files, texts) };
  }
  texts.set(lockFile.path, written);
  const whole = (): readonly ManifestFile[] =>
    files.map((file) => ({ path: file.path, text: texts.get(file.path) ?? file.text }));
  const gone = unreached(before, inventoryOf(lockFile.path, whole()), lock);
  if (gone === null)
    return refuse('what is there for development alone, or may be absent, would be other packages');
  const pruned = lock.write(gone);
  if (pruned === null) return refuse('its new entries cannot be written');
  texts.set(lockFile.path, pruned);
  return { kind: 'edited', files: changedFiles(files, texts) };
}

/** pnpm of today writes form 9 alone: an older lock is changed by text or not at all. */
function canResolve({ format }: Inventory): boolean {
  return format === 'pnpm-lock.yaml 9.0';
}

function inventoryOf(path: string, files: readonly ManifestFile[]): Inventory {
  return parseGroup({ ecosystem: 'npm', path, inputs: files.map((file) => file.path) }, files);
}

/**
 * The keys that something led to before and nothing does now; null where another copy is now reached in another way than
 * before, which the lock's flags state.
 */
function unreached(before: Inventory, after: Inventory, lock: PnpmLock): ReadonlySet<string> | null {
  const was = waysByLocation(before);
  const is = waysByLocation(after);
  const gone = new Set<string>();
  for (const [location, ways] of was) {
    const key = lock.keyNow(location);
    const now = is.get(key) ?? 0;
    if (now === 0 && ways !== 0) gone.add(key);
    else if (lock.flagsOf(now) !== lock.flagsOf(ways) && !lock.hasMerged(key)) return null;
  }
  return gone;
}

const PRODUCTION = 1;
const DEVELOPMENT = 2;
const OPTIONAL = 4;

/** How the project leads to each copy: bits for plain, optional and development dependencies, by the strongest step. */
function waysByLocation({ packages }: Inventory): ReadonlyMap<string, number> {
  const ways = packages.map(() => 0);
  const queue: number[] = [];
  const reach = (index: number | null, way: number): void => {
    if (index === null || ((ways[index] ?? 0) & way) === way) return;
    ways[index] = (ways[index] ?? 0) | way;
    queue.push(index);
  };
  for (const { source, requires } of packages) {
    if (source !== 'ROOT' && source !== 'WORKSPACE') continue;
    for (const { kind, target } of requires)
      reach(target, kind === 'DEVELOPMENT' ? DEVELOPMENT : kind === 'OPTIONAL' ? OPTIONAL : PRODUCTION);
  }
  for (let next = 0; next < queue.length; next += 1) {
    const index = queue[next] ?? 0;
    const way = ways[index] ?? 0;
    for (const { kind, target } of packages[index]?.requires ?? [])
      reach(target, kind === 'OPTIONAL' ? OPTIONAL : way);
  }
  return new Map(packages.map(({ location }, index) => [location, ways[index] ?? 0]));
}

function refuse(reason: string): EditResult {
  return { kind: 'refused', reason };
}
