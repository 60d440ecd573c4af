import { isJsonObject, type JsonObject } from '../formats/fields.js';

/** A lock of npm's: its version, and how its entries are to be fetched. */
export interface NpmLock {
  readonly lockfileVersion: 1 | 2 | 3;
  readonly value: JsonObject;
}

/** Null where the text is no lock of npm 5 or later. */
export function readNpmLock(text: string): NpmLock | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isJsonObject(value)) return null;
    const { lockfileVersion } = value;
    return lockfileVersion === 1 || lockfileVersion === 2 || lockfileVersion === 3
      ? { lockfileVersion, value }
      : null;
  } catch {
    return null;
  }
}

/**
 * A lock of version 2 or 3 without these copies. What stands inside of them stays, but for what came with their own
 * archives.
 */
export function dropLocations({ value }: NpmLock, locations: readonly string[]): JsonObject {
  const dropped = new Set(locations);
  const packages = isJsonObject(value['packages']) ? value['packages'] : {};
  const kept = Object.entries(packages).filter(
    ([location, entry]) => !dropped.has(location) && !(isBundled(entry) && isInside(location, dropped)),
  );
  return { ...value, packages: Object.fromEntries(kept) };
}

/** Whether a lock of version 3 has copies inside of packages that it does not have. */
export function hasOrphans({ value }: Pick<NpmLock, 'value'>): boolean {
  const packages = isJsonObject(value['packages']) ? value['packages'] : {};
  return Object.keys(packages).some((location) => {
    const above = location.lastIndexOf('/node_modules/');
    return above > 0 && !Object.hasOwn(packages, location.slice(0, above));
  });
}

/** Which of these locations hold packages that ship others inside of their archives. */
export function bundlingLocations({ value }: NpmLock, locations: readonly string[]): ReadonlySet<string> {
  const packages = isJsonObject(value['packages']) ? value['packages'] : {};
  const asked = new Set(locations);
  const found = new Set<string>();
  for (const [location, entry] of Object.entries(packages)) {
    if (!isJsonObject(entry)) continue;
    if (asked.has(location) && (shipsPackages(entry) || entry['hasShrinkwrap'] === true)) found.add(location);
    if (!isBundled(entry)) continue;
    const above = location.slice(0, Math.max(0, location.lastIndexOf('/node_modules/')));
    if (asked.has(above)) found.add(above);
  }
  return found;
}

/** The version that a lock of version 2 or 3 has at a location. */
export function versionAt({ value }: NpmLock, location: string): unknown {
  const packages = isJsonObject(value['packages']) ? value['packages'] : {};
  const entry = Object.hasOwn(packages, location) ? packages[location] : undefined;
  return isJsonObject(entry) ? entry['version'] : undefined;
}

/** Whether an entry says that its archive has packages inside. */
export function shipsPackages(entry: JsonObject): boolean {
  const bundled = entry['bundleDependencies'];
  return bundled === true || (Array.isArray(bundled) && bundled.length > 0);
}

function isBundled(entry: unknown): boolean {
  return isJsonObject(entry) && entry['inBundle'] === true;
}

function isInside(location: string, folders: ReadonlySet<string>): boolean {
  let at = location.lastIndexOf('/node_modules/');
  while (at > 0) {
    if (folders.has(location.slice(0, at))) return true;
    at = location.lastIndexOf('/node_modules/', at - 1);
  }
  return false;
}

/**
 * The address up to the package's name from which most entries are fetched (`https://registry.example`); null where no
 * entry names a usual one.
 */
export function archiveBase({ value }: NpmLock): string | null {
  const counts = new Map<string, number>();
  const count = (resolved: unknown): void => {
    if (typeof resolved !== 'string') return;
    const base = /^(https?:\/\/.+?)\/(?:@[^/]+(?:\/|%2[fF]))?[^/@]+\/-\/[^/]+\.tgz$/.exec(resolved)?.[1];
    if (base !== undefined && !base.includes('@')) counts.set(base, (counts.get(base) ?? 0) + 1);
  };
  if (isJsonObject(value['packages'])) {
    for (const entry of Object.values(value['packages'])) if (isJsonObject(entry)) count(entry['resolved']);
  } else countNested(value['dependencies'], count, 0);
  return [...counts].toSorted(([, left], [, right]) => right - left)[0]?.[0] ?? null;
}

const MAXIMUM_DEPTH = 200;

function countNested(list: unknown, count: (resolved: unknown) => void, depth: number): void {
  if (!isJsonObject(list) || depth > MAXIMUM_DEPTH) return;
  for (const entry of Object.values(list)) {
    if (!isJsonObject(entry)) continue;
    count(entry['resolved']);
    countNested(entry['dependencies'], count, depth + 1);
  }
}
