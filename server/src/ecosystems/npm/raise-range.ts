import semver from 'semver';
import { rangeBehindAlias, satisfies, versionScheme } from './versions.js';

const MAX_RANGE_LENGTH = 512;
const PREFIX = /^(?:npm:(?:@[^/@]+\/)?[^/@]+@|workspace:)/;
const COMPARATOR = /^(\^|~>?|>=?|<=?|=)?\s*(v?)([0-9xX*][0-9A-Za-z.*+-]*)$/;

/** One comparator of a range as it is written: `>= 1.2` is its sign, the gap behind that, and the version. */
interface Comparator {
  readonly sign: string;
  readonly gap: string;
  readonly version: string;
}

/**
 * npm's range (https://docs.npmjs.com/cli/using-npm/semver#ranges) so that it admits `to`, in the same style: see
 * `Ecosystem.raiseRange`. Of alternatives that all do not, the last one's style is taken and the others are dropped.
 */
export function raiseRange(range: string, to: string): string | null {
  const version = semver.parse(to);
  if (version === null || range.length > MAX_RANGE_LENGTH) return null;
  const prefix = PREFIX.exec(range)?.[0] ?? '';
  const rest = range.slice(prefix.length);
  if (semver.validRange(rest, { loose: true }) === null || /^(?:npm|workspace):/.test(rest)) return null;
  if (range !== prefix + rest || (prefix === '' && rangeBehindAlias(range) !== range)) return null;
  const isExact = versionScheme.read(rest) !== null;
  if (!isExact && satisfies(version.version, rest)) return range;
  const alternatives = rest.split('||');
  const raised = raiseAlternative((highest(alternatives) ?? rest).trim(), version);
  if (raised === null || !holds(raised, version)) return null;
  return prefix + raised;
}

/** The alternative that reaches highest: its lower bound is the greatest. */
function highest(alternatives: readonly string[]): string | undefined {
  let found: { readonly text: string; readonly least: semver.SemVer } | undefined;
  for (const text of alternatives) {
    const least = leastOf(text);
    if (least !== null && (found === undefined || least.compare(found.least) >= 0)) found = { text, least };
  }
  return found?.text;
}

function holds(raised: string, to: semver.SemVer): boolean {
  const least = leastOf(raised);
  return satisfies(to.version, raised) && least !== null && least.compare(to) <= 0;
}

function leastOf(range: string): semver.SemVer | null {
  try {
    return semver.minVersion(range, { loose: true });
  } catch {
    return null;
  }
}

function raiseAlternative(range: string, to: semver.SemVer): string | null {
  const hyphen = range.split(/\s+-\s+/);
  const [low, high] = hyphen;
  if (hyphen.length === 2 && low !== undefined && high !== undefined)
    return `${to.version} - ${isPartial(high) ? String(to.major) : to.version}`;
  const comparators = range.replaceAll(/([<>=^~])\s+/g, '$1\u0000').split(/(\s+)/);
  if (comparators.length > 3) return null;
  const raised = comparators.map((text, index) => {
    if (index === 1) return text;
    const comparator = readComparator(text);
    return comparator === null ? null : raiseComparator(comparator, to);
  });
  return raised.includes(null) ? null : raised.join('');
}

/** A gap behind the sign comes in as one NUL, which no range holds, and goes out as one space. */
function readComparator(text: string): Comparator | null {
  const match = COMPARATOR.exec(text.replace('\u0000', ' '));
  const version = match?.[3];
  if (match === null || version === undefined) return null;
  return { sign: match[1] ?? '', gap: (text.includes('\u0000') ? ' ' : '') + (match[2] ?? ''), version };
}

function raiseComparator({ sign, gap, version }: Comparator, to: semver.SemVer): string {
  if (sign === '<' || sign === '<=') {
    const text = sign + gap + version;
    return satisfies(to.version, text) ? text : sign + gap + upperBound(sign, version, to);
  }
  if (sign === '>') return `>=${gap}${to.version}`;
  if ((sign === '' || sign === '=') && isPartial(version)) return sign + gap + likePartial(version, to);
  return sign + gap + to.version;
}

/** The next major version with as many parts, `-0` kept; up to and with `to` itself where the bound belongs to the range. */
function upperBound(sign: string, version: string, to: semver.SemVer): string {
  if (sign === '<=') return isPartial(version) ? likePartial(version, to) : to.version;
  const [numbers = '', tail] = version.split('-', 2);
  const parts = numbers.split('.').map((_, index) => (index === 0 ? String(to.major + 1) : '0'));
  return parts.join('.') + (tail === '0' ? '-0' : '');
}

/** `1.2` and `1.2.x` name all versions that begin so. */
function isPartial(version: string): boolean {
  return !/^v?\d+\.\d+\.\d+/.test(version);
}

function likePartial(version: string, to: semver.SemVer): string {
  const numbers = [to.major, to.minor, to.patch];
  return version
    .split('.')
    .map((part, index) => (/^\d+$/.test(part) ? String(numbers[index] ?? 0) : part))
    .join('.');
}
