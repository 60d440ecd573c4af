import type { Inventory, InventoryPackage, ManifestProblem, Requirement } from '../inventory/inventory.js';
import type { PlanChange } from './plan.js';

/**
 * What is wrong with an edited manifest as it is read again, as the end of a sentence; null when it holds all that the
 * one before held: the moved packages at an old or new version, everything else at its version, no problem that was not
 * there. Only what nobody but moved or left out packages asked for may be left out. Where a tool resolved anew,
 * copies may change places and be left out, as long as everybody's demands are answered as they were.
 */
export function whatIsLost(
  before: Inventory,
  after: Inventory,
  changes: readonly Pick<PlanChange, 'name' | 'from' | 'to'>[],
  places: 'MAY_MOVE' | 'STAY' = 'MAY_MOVE',
): string | null {
  const problem = newProblem(before, after);
  if (problem !== null) return `${problem.path} could not be read whole afterwards: ${problem.message}`;
  if (after.format !== before.format || after.isLocked !== before.isLocked)
    return `${before.path} was read as another format afterwards`;
  const moves = new Map<string, Set<string>>();
  for (const { name, from, to } of changes) {
    const known = moves.get(`${name}@${from}`) ?? new Set();
    moves.set(`${name}@${from}`, known.add(to));
  }
  const copies = new Map(after.packages.map((copy) => [placeOf(copy), copy]));
  const kept = new Set(after.packages.map(versionOf));
  const newPlaces = versionsAtNewPlaces(before, after);
  const missing = new Set<number>();
  for (const [index, copy] of before.packages.entries()) {
    const version = copies.get(placeOf(copy))?.version;
    const targets = moves.get(versionOf(copy));
    const versions = [copy.version, ...(targets ?? [])];
    if (version === undefined) {
      if (places === 'MAY_MOVE') continue;
      const there = newPlaces.get(copy.name);
      if (there?.has(copy.version) === true || [...(targets ?? [])].some((to) => there?.has(to) === true))
        continue;
      missing.add(index);
    } else if (version !== copy.version && targets?.has(version) !== true) {
      // A version that is gone altogether is told as going to one place; its copies may have gone to several.
      if (places === 'MAY_MOVE' && versions.some((to) => kept.has(`${copy.name}@${to}`))) continue;
      return `${copy.name} stands at ${version} in ${before.path} afterwards, which was not asked for`;
    }
  }
  if (places === 'MAY_MOVE') return firstUnanswered(before, after);
  const lost = firstStillAsked(before, missing, new Set(moves.keys()));
  return lost === null ? null : `${lost.name} ${lost.version} is missing from ${before.path} afterwards`;
}

/** Who asks for what without an answer, though it had one before or was not there, as the end of a sentence; null: nobody. */
function firstUnanswered(before: Inventory, after: Inventory): string | null {
  const isOpenIn = ({ target, kind }: Requirement): boolean =>
    target === null && kind !== 'OPTIONAL' && kind !== 'PEER';
  const demandOf = (copy: InventoryPackage, { name }: Requirement): string => `${versionOf(copy)}\n${name}`;
  const wasOpen = new Set(
    before.packages.flatMap((copy) =>
      copy.requires.filter(isOpenIn).map((requirement) => demandOf(copy, requirement)),
    ),
  );
  for (const copy of after.packages) {
    const open = copy.requires.find((each) => isOpenIn(each) && !wasOpen.has(demandOf(copy, each)));
    if (open !== undefined)
      return `${open.name} is missing from ${before.path} afterwards, for which ${copy.name} ${copy.version} asks`;
  }
  return null;
}

/** By name, the versions of copies that stand where none stood before: some locks have the version in the key. */
function versionsAtNewPlaces(before: Inventory, after: Inventory): ReadonlyMap<string, ReadonlySet<string>> {
  const places = new Set(before.packages.map(placeOf));
  const found = new Map<string, Set<string>>();
  for (const copy of after.packages) {
    if (places.has(placeOf(copy))) continue;
    found.set(copy.name, (found.get(copy.name) ?? new Set<string>()).add(copy.version));
  }
  return found;
}

function newProblem(before: Inventory, after: Inventory): ManifestProblem | null {
  const textOf = ({ code, path, message }: ManifestProblem) => [code, path, message].join('\n');
  const known = new Set(before.problems.map(textOf));
  return after.problems.find((problem) => !known.has(textOf(problem))) ?? null;
}

/**
 * The first missing package that should be there: something that neither moved nor is missing asked for it, or nothing
 * that moved or is missing asked for it and it did not lie inside of another missing one.
 */
function firstStillAsked(
  { packages }: Inventory,
  missing: ReadonlySet<number>,
  moved: ReadonlySet<string>,
): InventoryPackage | null {
  if (missing.size === 0) return null;
  const isExcused = new Set<number>();
  const isAsked = new Set<number>();
  for (const [index, asker] of packages.entries()) {
    const excuses = missing.has(index) || moved.has(versionOf(asker));
    for (const { target } of asker.requires) if (target !== null) (excuses ? isExcused : isAsked).add(target);
  }
  const folders = [...missing].map((index) => `${packages[index]?.location ?? ''}/`);
  const isLost = (copy: InventoryPackage, index: number): boolean =>
    isAsked.has(index) ||
    !(isExcused.has(index) || folders.some((folder) => folder !== '/' && copy.location.startsWith(folder)));
  return packages.find((copy, index) => missing.has(index) && isLost(copy, index)) ?? null;
}

function placeOf({ location, name }: InventoryPackage): string {
  return `${location}\n${name}`;
}

function versionOf({ name, version }: InventoryPackage): string {
  return `${name}@${version}`;
}
