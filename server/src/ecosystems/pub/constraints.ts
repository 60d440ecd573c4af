import { compareNumbers, nextNumber, releaseOf, type SemanticVersion } from '../semantic-version.js';
import { versionScheme } from './versions.js';

const MAX_CONSTRAINT_LENGTH = 2_000;
const PART = /^(\^|>=|<=|>|<)? *(\d[0-9A-Za-z.+-]*)/;

interface Bound {
  readonly version: SemanticVersion;
  readonly isIncluded: boolean;
}

/** Null for a side without a bound. */
interface Constraint {
  readonly least: Bound | null;
  readonly most: Bound | null;
}

/**
 * Whether a version lies in a constraint of a pubspec.yaml (https://dart.dev/tools/pub/dependencies#version-constraints):
 * `any`, `1.2.3`, `^1.2.3`, `>=1.2.3 <2.0.0`. As with pub_semver, `<2.0.0` leaves out the prereleases of 2.0.0. False when
 * either cannot be read.
 */
export function satisfies(version: string, range: string): boolean {
  const read = versionScheme.read(version);
  if (read === null || range.length > MAX_CONSTRAINT_LENGTH) return false;
  const text = range.trim();
  if (text === 'any') return true;
  const constraint = readConstraint(text);
  return constraint !== null && isAllowed(read, constraint);
}

function isAllowed(version: SemanticVersion, { least, most }: Constraint): boolean {
  const { compare } = versionScheme;
  const above = least === null ? 1 : compare(version, least.version);
  const below = most === null ? -1 : compare(version, most.version);
  return (
    (above > 0 || (above === 0 && least?.isIncluded === true)) &&
    (below < 0 || (below === 0 && most?.isIncluded === true))
  );
}

/** A caret stands alone; of other parts the highest lower and the lowest upper bound count. */
function readConstraint(text: string): Constraint | null {
  let least: Bound | null = null;
  let most: Bound | null = null;
  let rest = text;
  for (let isFirst = true; rest !== ''; isFirst = false) {
    const found = PART.exec(rest);
    const version = found === null ? null : versionScheme.read(found[2] ?? '');
    if (found === null || version === null) return null;
    rest = rest.slice(found[0].length).trimStart();
    const operator = found[1] ?? '';
    if (operator === '^') return isFirst && rest === '' ? compatibleWith(version) : null;
    if (!operator.startsWith('<')) least = higher(least, { version, isIncluded: operator !== '>' });
    if (!operator.startsWith('>')) most = lower(most, { version, isIncluded: operator !== '<' });
  }
  return least === null && most === null ? null : { least, most: withoutPrereleases(most, least) };
}

/** Up to the next version that may break: the next major one, below 1.0.0 the next minor one. */
function compatibleWith(version: SemanticVersion): Constraint {
  const next =
    version.major === 0
      ? releaseOf(0, nextNumber(version.minor), 0)
      : releaseOf(nextNumber(version.major), 0, 0);
  return {
    least: { version, isIncluded: true },
    most: { version: firstPrerelease(next), isIncluded: false },
  };
}

/** Unless the lower bound is itself a prerelease of the version that is left out. */
function withoutPrereleases(most: Bound | null, least: Bound | null): Bound | null {
  if (most === null || most.isIncluded) return most;
  const { version } = most;
  if (version.prerelease.length > 0 || version.build.length > 0) return most;
  const begins = least?.version;
  if (begins !== undefined && begins.prerelease.length > 0 && compareNumbers(begins, version) === 0)
    return most;
  return { version: firstPrerelease(version), isIncluded: false };
}

function firstPrerelease(version: SemanticVersion): SemanticVersion {
  return { ...version, prerelease: [0], build: [] };
}

function higher(known: Bound | null, bound: Bound): Bound {
  if (known === null) return bound;
  const order = versionScheme.compare(bound.version, known.version);
  return order > 0 || (order === 0 && !bound.isIncluded) ? bound : known;
}

function lower(known: Bound | null, bound: Bound): Bound {
  if (known === null) return bound;
  const order = versionScheme.compare(bound.version, known.version);
  return order < 0 || (order === 0 && !bound.isIncluded) ? bound : known;
}
