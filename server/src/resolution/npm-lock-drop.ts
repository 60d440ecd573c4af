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

/** The lock as npm's library shall see it: without these copies. What stands inside of them stays where the format lets it. */
export function dropLocations({ lockfileVersion, value }: NpmLock, locations: readonly string[]): string {
  const dropped = new Set(locations);
  if (lockfileVersion === 1)
    return JSON.stringify({ ...value, dependencies: dropNested(value['dependencies'], '', dropped) });
  const packages = isJsonObject(value['packages']) ? value['packages'] : {};
  const kept = Object.entries(packages).filter(([location]) => !dropped.has(location));
  return JSON.stringify({ ...value, packages: Object.fromEntries(kept) });
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

function dropNested(list: unknown, above: string, dropped: ReadonlySet<string>, depth = 0): unknown {
  if (!isJsonObject(list) || depth > MAXIMUM_DEPTH) return list;
  return Object.fromEntries(
    Object.entries(list).flatMap(([name, entry]) => {
      const location = `${above}${above === '' ? '' : '/'}node_modules/${name}`;
      if (dropped.has(location)) return [];
      if (!isJsonObject(entry) || entry['dependencies'] === undefined) return [[name, entry] as const];
      const dependencies = dropNested(entry['dependencies'], location, dropped, depth + 1);
      return [[name, { ...entry, dependencies }] as const];
    }),
  );
}
