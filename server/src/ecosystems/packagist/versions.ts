import type { VersionStep } from '../ecosystem.js';
import { type WholeNumber, wholeNumber } from '../semantic-version.js';
import { totalOrder, type VersionScheme } from '../version-scheme.js';

const MAX_VERSION_LENGTH = 256;
const PLAIN = /^[vV]?(\d[\w.+#-]*)$/;
const WILDCARD = /\.[xX](?:\.|$)/;
/** `1.x-dev` is the branch of all versions 1, and comes after them. */
const BRANCH = /^(\d+(?:\.\d+)*)(?:\.[xX*])+-dev$/;
const BRANCH_NUMBER = 9_999_999;
const BRANCH_PARTS = 4;

/** The forms that PHP knows, in its order; `END` is where a version has no further part. */
const RANK = { UNKNOWN: 0, DEV: 1, ALPHA: 2, BETA: 3, RC: 4, END: 5, NUMBER: 6, PATCH: 7 } as const;
/** PHP writes `#` for any number: it equals them all, and the end as well. */
const ANY_NUMBER = '#';

/** One part of a version: a number, or the rank of a word. */
type Part =
  | { readonly rank: typeof RANK.NUMBER; readonly value: WholeNumber }
  | { readonly rank: (typeof RANK)[keyof typeof RANK]; readonly value: null }
  | typeof ANY_NUMBER;

export type ComposerVersion = readonly Part[];

/**
 * Versions as PHP's version_compare reads them (https://www.php.net/manual/en/function.version-compare.php), without `v`
 * and without what stands after a `+`. A branch (`dev-main`) has no place in the order and is null.
 */
export const versionScheme: VersionScheme<ComposerVersion> = { read: readVersion, compare: compareParts };

/** The order of version_compare; unreadable versions and branches come first and among themselves by text. */
export const compareVersions = totalOrder(versionScheme);

/** Whether a version is a development, alpha, beta or candidate version; every branch is. */
export function isPrerelease(version: string): boolean {
  if (/^dev-/i.test(version)) return true;
  return (readVersion(version.toLowerCase()) ?? []).some(
    (part) => part !== ANY_NUMBER && part.rank >= RANK.DEV && part.rank <= RANK.RC,
  );
}

/**
 * The largest part that differs, in either direction. A prerelease on either side is PRERELEASE; unreadable
 * versions that differ are MAJOR, because nothing smaller can be promised.
 */
export function stepBetween(from: string, to: string): VersionStep {
  if (from === to) return 'NONE';
  const before = readVersion(from);
  const after = readVersion(to);
  if (before === null || after === null) return 'MAJOR';
  if (compareParts(before, after) === 0) return 'NONE';
  if (isPrerelease(from) || isPrerelease(to)) return 'PRERELEASE';
  if (numberAt(before, 0) !== numberAt(after, 0)) return 'MAJOR';
  return numberAt(before, 1) === numberAt(after, 1) ? 'PATCH' : 'MINOR';
}

/** The order of two versions that were read. */
export function compareParts(left: ComposerVersion, right: ComposerVersion): number {
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const order = comparePart(left[at] ?? END, right[at] ?? END);
    if (order !== 0) return order;
  }
  return 0;
}

const END: Part = { rank: RANK.END, value: null };

function readVersion(text: string): ComposerVersion | null {
  const plain = text.length > MAX_VERSION_LENGTH ? undefined : PLAIN.exec(text.trim())?.[1];
  if (plain === undefined || WILDCARD.test(plain)) return null;
  const parts = expandBranch(plain.replace(/\+.*$/s, '')).match(/\d+|[A-Za-z]+|#/g) ?? [];
  return parts.map((part): Part => {
    if (part === ANY_NUMBER) return ANY_NUMBER;
    if (/^\d/.test(part)) return { rank: RANK.NUMBER, value: wholeNumber(part.replace(/^0+(?=\d)/, '')) };
    return { rank: rankOf(part), value: null };
  });
}

function expandBranch(version: string): string {
  const numbers = BRANCH.exec(version)?.[1]?.split('.');
  if (numbers === undefined) return version;
  while (numbers.length < BRANCH_PARTS) numbers.push(String(BRANCH_NUMBER));
  return `${numbers.join('.')}-dev`;
}

/** PHP compares a word with the forms that it knows by their first letters, and with case. */
function rankOf(word: string): (typeof RANK)[keyof typeof RANK] {
  if (word.startsWith('dev')) return RANK.DEV;
  if (word.startsWith('a')) return RANK.ALPHA;
  if (word.startsWith('b')) return RANK.BETA;
  if (word.startsWith('RC') || word.startsWith('rc')) return RANK.RC;
  return word.startsWith('p') ? RANK.PATCH : RANK.UNKNOWN;
}

function comparePart(left: Part, right: Part): number {
  if (left === ANY_NUMBER || right === ANY_NUMBER) {
    const [one, other] = [rankBesideAny(left), rankBesideAny(right)];
    return one - other;
  }
  if (left.rank !== right.rank) return left.rank - right.rank;
  if (left.value === null || right.value === null) return 0;
  return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
}

function rankBesideAny(part: Part): number {
  return part === ANY_NUMBER || part.rank === RANK.NUMBER ? RANK.END : part.rank;
}

function numberAt(version: ComposerVersion, index: number): WholeNumber {
  const part = version[index];
  return part === undefined || part === ANY_NUMBER ? 0 : (part.value ?? 0);
}
