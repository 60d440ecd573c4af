import { normalizeName } from '../../advisories/package-key.js';
import { extraKey } from './lock-graph.js';
import { type PythonRange, readSimpleMarker, type SimpleMarker, verdictOf } from './marker-parts.js';
import type { NewVersion } from './new-version.js';
import type { ReadRequirement } from './requirement.js';
import { satisfies } from './specifiers.js';

/** A requirement of a new version that a lock must repeat. */
export interface LockedRequirement {
  readonly key: string;
  readonly requirement: ReadRequirement;
  /** Null where it is more than comparisons joined by `and`. */
  readonly marker: SimpleMarker | null;
  /** The extra of the new version that it belongs to; null where it is always asked for. */
  readonly extra: string | null;
}

/** What a lock is for, and what it will hold. */
interface LockWorld {
  readonly python: PythonRange;
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** The extras of the package that somebody asks for. */
  readonly extras: ReadonlySet<string>;
  /** What the old version asks for with extras: `name[extra,extra]`, all of them normalised. */
  readonly edgeExtras: ReadonlySet<string>;
}

/**
 * The requirements of a new version that its lock must repeat: those for other versions of Python, and those of extras that
 * nobody asks for, are left out. A sentence's end where the lock does not answer one of them, or that is not certain.
 */
export function lockedRequirements(
  name: string,
  { version, requirements }: NewVersion,
  { python, versions, extras, edgeExtras }: LockWorld,
): readonly LockedRequirement[] | string {
  const kept: LockedRequirement[] = [];
  for (const requirement of requirements) {
    const marker = readSimpleMarker(requirement.marker);
    if (marker === null && /\bextra\b/.test(requirement.marker)) {
      if (extras.size === 0) continue;
      return `${name} ${version} asks for ${requirement.name} under a marker that is not understood`;
    }
    const [extra = null, other] = marker?.extras ?? [];
    if (other !== undefined || (extra !== null && !extras.has(extra))) continue;
    if (marker?.parts.some((part) => verdictOf(part, python) === 'NEVER') === true) continue;
    const key = normalizeName('PyPI', requirement.name);
    if (key === normalizeName('PyPI', name)) return `${name} ${version} asks for itself with an extra`;
    if (kept.some((same) => same.key === key && same.extra === extra))
      return `${name} ${version} asks for ${requirement.name} twice`;
    const locked = versions.get(key) ?? [];
    if (locked.length !== 1)
      return locked.length === 0
        ? `${name} ${version} needs ${requirement.name}, which the lock does not hold`
        : `${name} ${version} needs ${requirement.name}, of which the lock holds several versions`;
    if (!locked.every((found) => requirement.range === '' || satisfies(found, requirement.range)))
      return `${name} ${version} needs ${requirement.name} ${requirement.range}, and the lock holds ${locked.join()}`;
    const asked = requirement.extras.map(extraKey).toSorted().join();
    if (asked !== '' && !edgeExtras.has(`${key}[${asked}]`))
      return `${name} ${version} needs ${requirement.name} with extras, and what these bring is not known`;
    kept.push({ key, requirement, marker, extra });
  }
  return kept.toSorted((left, right) => (left.key < right.key ? -1 : 1));
}
