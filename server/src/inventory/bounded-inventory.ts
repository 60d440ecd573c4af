import { ProblemList, quote } from '../formats/problem-list.js';
import type { Inventory, InventoryPackage, Requirement } from './inventory.js';

/** The longest texts, in characters, that an inventory holds: several times what registries allow and real locks hold. */
export const MAX_LENGTHS = { name: 512, version: 256, range: 1_024, location: 8_192, format: 100 } as const;

/**
 * The inventory without texts that are longer than any real one, since all that comes after (comparing, matching, asking
 * registries) takes time with their length. A package whose name or version is too long is left out, a range is emptied, and
 * each is a problem.
 */
export function boundInventory(inventory: Inventory): Inventory {
  const { format, path, isLocked } = inventory;
  if (isWithin(format, 'format') && inventory.packages.every((item) => isBounded(item, isLocked)))
    return inventory;
  const problems = new ProblemList();
  const tell = (what: string, length: number, instead: string): void => {
    const message = `${what} has ${length} characters, which is longer than any that is real; ${instead}.`;
    problems.add('BAD_ENTRY', path, () => null, message);
  };
  const kept: InventoryPackage[] = [];
  const positions = inventory.packages.map((item): number | null => {
    const fitting = fittingPackage(item, isLocked, tell);
    return fitting === null ? null : kept.push(fitting) - 1;
  });
  const packages = kept.map((item) => ({
    ...item,
    requires: item.requires.flatMap((asked) => fittingRequirement(asked, positions, tell)),
  }));
  return {
    ...inventory,
    format: format.slice(0, MAX_LENGTHS.format),
    packages,
    problems: [...inventory.problems, ...problems.list()],
  };
}

type Tell = (what: string, length: number, instead: string) => void;

function isWithin(text: string, kind: keyof typeof MAX_LENGTHS): boolean {
  return text.length <= MAX_LENGTHS[kind];
}

function isBounded({ name, version, location, requires }: InventoryPackage, isLocked: boolean): boolean {
  return (
    isWithin(name, 'name') &&
    isWithin(version, isLocked ? 'version' : 'range') &&
    isWithin(location, 'location') &&
    requires.every((asked) => isWithin(asked.name, 'name') && isWithin(asked.range, 'range'))
  );
}

/** Of the project's own packages and of declared ranges only the text goes, so that what they lead to stays. */
function fittingPackage(item: InventoryPackage, isLocked: boolean, tell: Tell): InventoryPackage | null {
  const { name, version, location, source } = item;
  const isOwn = source === 'ROOT' || source === 'WORKSPACE';
  if (!isWithin(location, 'location')) {
    tell(`The key ${quote(location)} of a package`, location.length, 'the package was left out');
    return null;
  }
  if (!isOwn && !isWithin(name, 'name')) {
    tell(`The name ${quote(name)}`, name.length, 'the package was left out');
    return null;
  }
  const isVersionFitting = isWithin(version, isLocked ? 'version' : 'range');
  if (!isVersionFitting && isLocked && !isOwn) {
    tell(`The version of ${quote(name)}`, version.length, 'the package was left out');
    return null;
  }
  if (isOwn && !isWithin(name, 'name'))
    tell(`The project's own name ${quote(name)}`, name.length, 'it is listed without a name');
  if (!isVersionFitting) tell(`The version of ${quote(name)}`, version.length, 'it is listed without one');
  return { ...item, name: isWithin(name, 'name') ? name : '', version: isVersionFitting ? version : '' };
}

function fittingRequirement(
  asked: Requirement,
  positions: readonly (number | null)[],
  tell: Tell,
): readonly Requirement[] {
  const { name, range, kind } = asked;
  const target = asked.target === null ? null : (positions[asked.target] ?? null);
  if (!isWithin(name, 'name')) {
    tell(`The name ${quote(name)}, which a package asks for,`, name.length, 'it was left out');
    return [];
  }
  if (isWithin(range, 'range')) return [{ name, range, kind, target }];
  tell(`The range of ${quote(name)}`, range.length, 'any version counts as asked for');
  return [{ name, range: '', kind, target }];
}
