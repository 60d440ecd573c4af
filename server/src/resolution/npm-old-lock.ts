import semver from 'semver';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { isJsonObject, type JsonObject } from '../formats/fields.js';

/** The registry's facts of one version of a package; null where they are not known. */
export type FactsOfVersion = (name: string, version: string) => PackageVersionFacts | null;

/**
 * A lock of version 3 that was made from one of version 1, with the peers that version 1 does not name: those of packages
 * whose facts are known, as far as the lock answers them. What it did not answer before is not for us to mend.
 */
export function withPeers(lock: JsonObject, factsOf: FactsOfVersion): JsonObject {
  const packages = isJsonObject(lock['packages']) ? lock['packages'] : {};
  const versionAt = (location: string): string | null => {
    const entry = Object.hasOwn(packages, location) ? packages[location] : undefined;
    return isJsonObject(entry) && typeof entry['version'] === 'string' ? entry['version'] : null;
  };
  const completed = Object.entries(packages).map(([location, entry]) => {
    const version = versionAt(location);
    const peers =
      version === null ? {} : answeredPeers(location, factsOf(nameAt(location, entry), version), versionAt);
    if (!isJsonObject(entry) || Object.keys(peers).length === 0) return [location, entry] as const;
    return [location, { ...entry, peerDependencies: peers }] as const;
  });
  return { ...lock, packages: Object.fromEntries(completed) };
}

/** The names of packages that the project itself asks for, as far as they stand at the top of the lock. */
export function directNames(lock: JsonObject): readonly string[] {
  const packages = isJsonObject(lock['packages']) ? lock['packages'] : {};
  const root = Object.hasOwn(packages, '') ? packages[''] : undefined;
  if (!isJsonObject(root)) return [];
  const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((field) => {
    const asked = root[field];
    return isJsonObject(asked) ? Object.keys(asked) : [];
  });
  return [...new Set(names)].filter((name) => Object.hasOwn(packages, `node_modules/${name}`));
}

/** The package at a location: the end of its path, or what an alias stands for. */
export function nameAt(location: string, entry: unknown): string {
  const alias = isJsonObject(entry) ? entry['name'] : undefined;
  return typeof alias === 'string' ? alias : (location.split('node_modules/').at(-1) ?? '');
}

function answeredPeers(
  location: string,
  facts: PackageVersionFacts | null,
  versionAt: (location: string) => string | null,
): Readonly<Record<string, string>> {
  const peers = Object.entries(facts?.peerDependencies ?? {}).filter(([name, range]) => {
    const version = answerTo(name, location, versionAt);
    return version !== null && semver.satisfies(version, range, { loose: true });
  });
  return Object.fromEntries(peers);
}

/** The version of the copy that a package at a location gets to see. */
function answerTo(
  name: string,
  location: string,
  versionAt: (location: string) => string | null,
): string | null {
  let above = location;
  while (above !== '') {
    const at = above.lastIndexOf('node_modules/');
    above = at === -1 ? '' : above.slice(0, at);
    const version = versionAt(`${above}node_modules/${name}`);
    if (version !== null) return version;
    above = above.endsWith('/') ? above.slice(0, -1) : above;
  }
  return null;
}
