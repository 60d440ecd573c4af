import type { VersionStep } from '../ecosystem.js';
import { type WholeNumber, nextNumber, wholeNumber } from '../semantic-version.js';
import { totalOrder, type VersionScheme } from '../version-scheme.js';

const MAX_VERSION_LENGTH = 256;
const MAX_RANGE_LENGTH = 1024;
const VERSION = /^\d+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const REQUIREMENT = /^(=|!=|>=|<=|~>|>|<)?\s*(\S+)$/;

type Segment = WholeNumber | string;

/** A gem's version: its numbers and words, and the same without the zeros that do not count. */
export interface GemVersion {
  readonly segments: readonly Segment[];
  readonly canonical: readonly Segment[];
}

/**
 * Gem::Version (https://github.com/ruby/rubygems/blob/master/lib/rubygems/version.rb). Written anew, because the library
 * for it keeps numbers as doubles and reads both sides again at each comparison.
 */
export const versionScheme: VersionScheme<GemVersion> = { read: readVersion, compare: compareSegments };

/** Gem::Version's order: words stand before numbers and before the end, zeros at the end do not count. */
export const compareVersions = totalOrder(versionScheme);

/** Whether a text is one version, and not a requirement. */
export function isVersion(text: string): boolean {
  return readVersion(text) !== null;
}

/** Whether a version carries a letter, which makes it a prerelease; an unreadable one does not. */
export function isPrerelease(version: string): boolean {
  const read = readVersion(version);
  return read !== null && hasWord(read.segments);
}

/**
 * Gem::Requirement (https://github.com/ruby/rubygems/blob/master/lib/rubygems/requirement.rb): all parts, separated by
 * commas, must hold. False when either side cannot be read.
 */
export function satisfies(version: string, range: string): boolean {
  const read = readVersion(version);
  if (read === null || range.length > MAX_RANGE_LENGTH) return false;
  return range.split(',').every((part) => meets(read, part.trim()));
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
  if (compareSegments(before, after) === 0) return 'NONE';
  if (hasWord(before.segments) || hasWord(after.segments)) return 'PRERELEASE';
  if ((before.segments[0] ?? 0) !== (after.segments[0] ?? 0)) return 'MAJOR';
  return (before.segments[1] ?? 0) === (after.segments[1] ?? 0) ? 'PATCH' : 'MINOR';
}

function readVersion(text: string): GemVersion | null {
  const trimmed = text.trim();
  if (trimmed.length > MAX_VERSION_LENGTH || !VERSION.test(trimmed)) return null;
  return versionOf(
    (trimmed.replaceAll('-', '.pre.').match(/\d+|[A-Za-z]+/g) ?? []).map((part) =>
      /^\d/.test(part) ? wholeNumber(part.replace(/^0+(?=\d)/, '')) : part,
    ),
  );
}

/** Zeros before the first word and at the end do not count. */
function versionOf(segments: readonly Segment[]): GemVersion {
  const firstWord = segments.findIndex((segment) => typeof segment === 'string');
  const start = firstWord === -1 ? segments.length : firstWord;
  return {
    segments,
    canonical: [...withoutLastZeros(segments.slice(0, start)), ...withoutLastZeros(segments.slice(start))],
  };
}

function withoutLastZeros(segments: readonly Segment[]): readonly Segment[] {
  const last = segments.findLastIndex((segment) => segment !== 0);
  return segments.slice(0, last + 1);
}

function compareSegments({ canonical: left }: GemVersion, { canonical: right }: GemVersion): number {
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const one = left[at] ?? 0;
    const other = right[at] ?? 0;
    const isWord = typeof one === 'string';
    if (isWord !== (typeof other === 'string')) return isWord ? -1 : 1;
    if (one < other) return -1;
    if (one > other) return 1;
  }
  return 0;
}

function meets(version: GemVersion, part: string): boolean {
  const [, operator = '=', text = ''] = REQUIREMENT.exec(part) ?? [];
  const bound = readVersion(text);
  if (bound === null) return false;
  const order = compareSegments(version, bound);
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    default:
      return order >= 0 && compareSegments(versionOf(releaseOf(version)), versionOf(bumped(bound))) < 0;
  }
}

function hasWord(segments: readonly Segment[]): boolean {
  return segments.some((segment) => typeof segment === 'string');
}

/** The numbers before the first word. */
function releaseOf({ segments }: GemVersion): readonly WholeNumber[] {
  const numbers: WholeNumber[] = [];
  for (const segment of segments) {
    if (typeof segment === 'string') break;
    numbers.push(segment);
  }
  return numbers;
}

/** What `~>` must stay below: the last number left out and the one before it raised. */
function bumped(version: GemVersion): readonly WholeNumber[] {
  const release = releaseOf(version);
  const kept = release.length > 1 ? release.slice(0, -1) : release;
  return [...kept.slice(0, -1), nextNumber(kept.at(-1) ?? 0)];
}
