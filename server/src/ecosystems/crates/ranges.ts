import {
  compareIdentifiers,
  comparePrecedence,
  readStrictVersion,
  releaseOf,
  type SemanticVersion,
  type WholeNumber,
  wholeNumber,
} from '../semantic-version.js';
import { versionScheme } from './versions.js';

const MAX_RANGE_LENGTH = 2_000;
const COMPARATOR = /^(=|>=|<=|>|<|~|\^)? *([^ ]+)$/;
const NUMBER = /^(?:0|[1-9]\d{0,99})$/;

type Operator = '=' | '>' | '>=' | '<' | '<=' | '~' | '^';

/** One condition: `given` says how many of the three numbers it names. */
interface Comparator {
  readonly operator: Operator;
  readonly given: 1 | 2 | 3;
  readonly version: SemanticVersion;
}

/**
 * Whether a version lies in a requirement of a Cargo.toml, where `1.2.3` means `^1.2.3`
 * (https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html,
 * https://docs.rs/semver/latest/semver/struct.VersionReq.html). A prerelease lies only in one that names a prerelease
 * of the same three numbers. False when either cannot be read.
 */
export function satisfies(version: string, range: string): boolean {
  const read = versionScheme.read(version);
  const comparators = readComparators(range);
  if (read === null || comparators === null) return false;
  if (!comparators.every((comparator) => matches(comparator, read))) return false;
  return (
    read.prerelease.length === 0 ||
    comparators.some(
      (comparator) => comparator.version.prerelease.length > 0 && hasSameNumbers(comparator.version, read, 3),
    )
  );
}

/** The one version that a requirement allows (`=1.2.3`); null where it allows several. */
export function pinnedVersion(range: string): string | null {
  const found = /^\s*=\s*([^\s,]+)\s*$/.exec(range.slice(0, MAX_RANGE_LENGTH));
  const version = found?.[1];
  return version !== undefined && readStrictVersion(version) !== null ? version : null;
}

function readComparators(range: string): readonly Comparator[] | null {
  if (range.length > MAX_RANGE_LENGTH) return null;
  const text = range.trim();
  if (/^[*xX]$/.test(text)) return [];
  const comparators: Comparator[] = [];
  for (const part of text.split(',')) {
    const found = COMPARATOR.exec(part.trim());
    const comparator = found === null ? null : readComparator(found[1] ?? '', found[2] ?? '');
    if (comparator === null) return null;
    comparators.push(comparator);
  }
  return comparators;
}

function readComparator(written: string, text: string): Comparator | null {
  const whole = readStrictVersion(text);
  if (whole !== null) return { operator: operatorOf(written, '^'), given: 3, version: whole };
  const numbers: WholeNumber[] = [];
  let isWild = false;
  for (const part of text.split('.')) {
    if (/^[*xX]$/.test(part)) isWild = true;
    else if (isWild || !NUMBER.test(part)) return null;
    else numbers.push(wholeNumber(part));
  }
  const [major, minor] = numbers;
  if (major === undefined || text.split('.').length > 3 || (numbers.length > 2 && !isWild)) return null;
  return {
    operator: operatorOf(written, isWild ? '=' : '^'),
    given: minor === undefined ? 1 : 2,
    version: releaseOf(major, minor ?? 0, 0),
  };
}

function operatorOf(written: string, otherwise: Operator): Operator {
  switch (written) {
    case '=':
    case '>':
    case '>=':
    case '<':
    case '<=':
    case '~':
    case '^':
      return written;
    default:
      return otherwise;
  }
}

function matches(comparator: Comparator, version: SemanticVersion): boolean {
  const { operator, given, version: bound } = comparator;
  switch (operator) {
    case '=':
      return isEqual(comparator, version);
    case '>':
      return isBeyond(comparator, version) > 0;
    case '>=':
      return isEqual(comparator, version) || isBeyond(comparator, version) > 0;
    case '<':
      return isBeyond(comparator, version) < 0;
    case '<=':
      return isEqual(comparator, version) || isBeyond(comparator, version) < 0;
    case '~':
      return hasSameNumbers(bound, version, given === 1 ? 1 : 2) && comparePrecedence(version, bound) >= 0;
    case '^':
      return isCompatible(comparator, version);
  }
}

function isEqual({ given, version: bound }: Comparator, version: SemanticVersion): boolean {
  return (
    hasSameNumbers(bound, version, given) && compareIdentifiers(bound.prerelease, version.prerelease) === 0
  );
}

/** Above or below all that the named numbers stand for: `>1.2` begins with 1.3.0. */
function isBeyond({ given, version: bound }: Comparator, version: SemanticVersion): number {
  if (given !== 3 && hasSameNumbers(bound, version, given)) return 0;
  return comparePrecedence(version, bound);
}

/** Up to the next version that may break: the leftmost number that is not zero stays. */
function isCompatible({ given, version: bound }: Comparator, version: SemanticVersion): boolean {
  if (!hasSameNumbers(bound, version, 1)) return false;
  if (given === 1) return true;
  if (given === 2) return bound.major > 0 ? version.minor >= bound.minor : hasSameNumbers(bound, version, 2);
  const kept = bound.major > 0 ? 1 : bound.minor > 0 ? 2 : 3;
  return hasSameNumbers(bound, version, kept) && comparePrecedence(version, bound) >= 0;
}

function hasSameNumbers(left: SemanticVersion, right: SemanticVersion, count: 1 | 2 | 3): boolean {
  return (
    left.major === right.major &&
    (count < 2 || left.minor === right.minor) &&
    (count < 3 || left.patch === right.patch)
  );
}
