import type { VersionStep } from '../ecosystem.js';
import { totalOrder, type VersionScheme } from '../version-scheme.js';
import { readRange } from './ranges.js';
import { compareTokens, readTokens, type VersionToken } from './version-order.js';

const MAX_VERSION_LENGTH = 512;
/** What Maven refuses in a version, and what marks an expression that was not resolved. */
const NOT_IN_A_VERSION = /[\s\\/:"<>|?*[\](){},$\0]/;
/** Names for whatever is newest (https://maven.apache.org/ref/3.9.9/maven-repository-metadata/, Gradle's `latest.release`). */
const MOVING_VERSION = /^(?:LATEST|RELEASE|latest\..*)$/;
const NUMBERS = /^v?(\d+(?:\.\d+){0,3})(?!\d)/i;
const WORDS = /[a-z]+/g;
const PRERELEASE_WORDS: ReadonlySet<string> = new Set([
  'alpha',
  'beta',
  'milestone',
  'rc',
  'cr',
  'snapshot',
  'pre',
  'preview',
  'ea',
  'eap',
  'dev',
  'nightly',
  'canary',
]);
/** `1.0-M2`, `1.0a1`, `2.1-b03`: as in Maven's order, such a letter counts only right before a number. */
const SHORT_PRERELEASE = /(?:^|[^a-z])[abm]\d/;
/** A snapshot as a repository stores it: `1.0-20240131.235959-1`. */
const STORED_SNAPSHOT = /-\d{8}\.\d{6}-\d+$/;
/** Versions that begin with the day of their release, by which projects were numbered before they had releases. */
const DATED = /^(?:19|20)\d{6}(?!\d)/;
/** What a version says about the platform that it is built for: `jre`, `android`, `jre8`, `jdk15on`, `java7`. */
const BUILD = /^(?:jre|android|jdk|java)\d*[a-z]*$/;
/** Words that say nothing about which build of a library this is; other words (`jre`, `android`) do. */
const PLAIN_WORDS: ReadonlySet<string> = new Set(['final', 'ga', 'release', 'sp', 'sr', 'sec', 'v', 'r']);

/** Maven's versions; ranges, expressions and names for the newest version are none. */
export const versionScheme: VersionScheme<readonly VersionToken[]> = {
  read: (text) => (isVersion(text) ? readTokens(text) : null),
  compare: compareTokens,
};

/** Maven's order (https://maven.apache.org/pom.html#version-order-specification). */
export const compareVersions = totalOrder(versionScheme);

/** Whether a text is one version: Maven takes any text for one that holds none of the characters it refuses. */
export function isVersion(text: string): boolean {
  return (
    text !== '' &&
    text.length <= MAX_VERSION_LENGTH &&
    !text.endsWith('+') &&
    !NOT_IN_A_VERSION.test(text) &&
    !MOVING_VERSION.test(text)
  );
}

/**
 * Whether a version lies in a range of Maven's (https://maven.apache.org/pom.html#dependency-version-requirement-specification)
 * or Gradle's. A bare version stands for itself: as a soft requirement it is what Maven takes when nothing else is asked.
 */
export function satisfies(version: string, range: string): boolean {
  const wanted = versionScheme.read(version);
  if (wanted === null) return false;
  const text = range.trim();
  if (isVersion(text)) return compareTokens(wanted, readTokens(text)) === 0;
  if (text === 'RELEASE' || text === 'latest.release') return !isPrerelease(version);
  if (text === 'LATEST' || text === 'latest.integration') return true;
  if (text.endsWith('+')) return version.startsWith(text.slice(0, -1));
  return (readRange(text) ?? []).some(({ lower, isLowerIn, upper, isUpperIn }) => {
    const fromLower = lower === null ? 1 : compareTokens(wanted, readTokens(lower));
    const fromUpper = upper === null ? -1 : compareTokens(wanted, readTokens(upper));
    return (isLowerIn ? fromLower >= 0 : fromLower > 0) && (isUpperIn ? fromUpper <= 0 : fromUpper < 0);
  });
}

/** Whether a version's words, or its form, say that it came before a release; a date alone does not. */
export function isPrerelease(version: string): boolean {
  const text = version.toLowerCase();
  if (SHORT_PRERELEASE.test(text) || STORED_SNAPSHOT.test(text)) return true;
  return (text.match(WORDS) ?? []).some((word) => PRERELEASE_WORDS.has(word));
}

/**
 * The largest of the leading numbers that differs, the fourth and what follows being PATCH. Another flavour (`-jre`,
 * `-android`), and what does not begin with a number, is MAJOR, because nothing smaller can be promised.
 */
export function stepBetween(from: string, to: string): VersionStep {
  if (from === to) return 'NONE';
  const before = versionScheme.read(from);
  const after = versionScheme.read(to);
  if (before === null || after === null) return 'MAJOR';
  if (compareTokens(before, after) === 0) return 'NONE';
  if (isPrerelease(from) || isPrerelease(to)) return 'PRERELEASE';
  const old = NUMBERS.exec(from)?.[1]?.split('.');
  const now = NUMBERS.exec(to)?.[1]?.split('.');
  if (old === undefined || now === undefined || flavourOf(from) !== flavourOf(to)) return 'MAJOR';
  const isSame = (at: number): boolean => Number(old[at] ?? 0) === Number(now[at] ?? 0);
  if (!isSame(0)) return 'MAJOR';
  return isSame(1) ? 'PATCH' : 'MINOR';
}

/**
 * Whether a version may take the place of another: it is higher, of the same flavour, and dated only where that one is.
 * A date (`20020520`) is older than any number that is none, which Maven's order does not know. After a version without a
 * flavour comes one without, or `jre`: what guava calls the library that it was before.
 */
export function isSuccessor(from: string, to: string): boolean {
  const [before, after] = [buildOf(from), buildOf(to)];
  if (before !== after && !(before === '' && after === 'jre')) return false;
  if (DATED.test(from) !== DATED.test(to)) return DATED.test(from);
  return compareVersions(to, from) > 0;
}

/** The one version that a requirement comes down to: `1.2` and `[1.2]` are 1.2; anything else as it is written. */
export function pinnedVersion(requirement: string): string {
  const text = requirement.trim();
  const [only, ...others] = (isVersion(text) ? null : readRange(text)) ?? [];
  const isExact =
    only !== undefined && others.length === 0 && only.lower !== null && only.lower === only.upper;
  return isExact ? (only.lower ?? text) : text;
}

function flavourOf(version: string): string {
  const words = version.toLowerCase().match(WORDS) ?? [];
  return words.filter((word) => !PLAIN_WORDS.has(word)).join(' ');
}

/** The builds for a platform that a version names; `.Final` and other words name none. */
function buildOf(version: string): string {
  return version
    .toLowerCase()
    .split(/[.+_-]/)
    .filter((word) => BUILD.test(word))
    .join(' ');
}
