import {
  comparePrecedence,
  nextNumber,
  readStrictVersion,
  releaseOf,
  type SemanticVersion,
} from '../semantic-version.js';
import { versionScheme } from './versions.js';

const MAX_REQUIREMENT_LENGTH = 2_000;
const CONDITION = /^ *(>=|<=|~>|>|<|==|!=|!)? *(\d[0-9A-Za-z.+-]*) */;
const CONNECTIVE = /^(and|or) /;
const SHORT = /^(\d+\.\d+)(?![.\d])(.*)$/;

/**
 * Whether a version meets a requirement (https://hexdocs.pm/elixir/Version.html#module-requirements): `~> 1.2`,
 * `>= 1.0.0 and < 2.0.0`, `~> 1.0 or ~> 2.0`, read from left to right as Elixir reads them. `~>` leaves out the prereleases of
 * its end. False when either cannot be read.
 */
export function satisfies(version: string, range: string): boolean {
  const read = versionScheme.read(version);
  if (read === null || range.length > MAX_REQUIREMENT_LENGTH) return false;
  let isMet: boolean | null = null;
  let connective = '';
  for (let rest = range.trim(); ;) {
    const found = CONDITION.exec(rest);
    const meets = found === null ? null : meetsCondition(read, found[1] ?? '==', found[2] ?? '');
    if (found === null || meets === null) return false;
    if (isMet === null) isMet = meets;
    else isMet = connective === 'and' ? isMet && meets : isMet || meets;
    rest = rest.slice(found[0].length);
    if (rest === '') return isMet;
    connective = CONNECTIVE.exec(rest)?.[1] ?? '';
    if (connective === '') return false;
    rest = rest.slice(connective.length);
  }
}

/** The one version that a requirement allows (`1.2.3`, `== 1.2.3`); null where it allows several. */
export function pinnedVersion(range: string): string | null {
  const version = /^ *(?:== *)?(\d[0-9A-Za-z.+-]*) *$/.exec(range.slice(0, MAX_REQUIREMENT_LENGTH))?.[1];
  return version !== undefined && readStrictVersion(version) !== null ? version : null;
}

/** Null where the condition cannot be read: only `~>` may leave out the last number. */
function meetsCondition(version: SemanticVersion, operator: string, text: string): boolean | null {
  const whole = readStrictVersion(text);
  if (operator === '~>') {
    const short = SHORT.exec(text);
    const least = whole ?? (short === null ? null : readStrictVersion(`${short[1]}.0${short[2] ?? ''}`));
    return least === null ? null : isApproximately(version, least, whole === null);
  }
  if (whole === null) return null;
  const order = comparePrecedence(version, whole);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '==':
      return order === 0;
    default:
      return order !== 0;
  }
}

/** From a version up to the next minor one, or, where only two numbers are given, up to the next major one. */
function isApproximately(version: SemanticVersion, least: SemanticVersion, isShort: boolean): boolean {
  const end = isShort
    ? releaseOf(nextNumber(least.major), 0, 0)
    : releaseOf(least.major, nextNumber(least.minor), 0);
  return (
    comparePrecedence(version, least) >= 0 && comparePrecedence(version, { ...end, prerelease: [0] }) < 0
  );
}
