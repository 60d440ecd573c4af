import type { VersionStep } from '../ecosystem.js';
import { compareIdentifiers, type WholeNumber, wholeNumber } from '../semantic-version.js';
import { totalOrder, type VersionScheme } from '../version-scheme.js';

const MAX_VERSION_LENGTH = 256;
const VERSION =
  /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]*)?$/;

/** Four numbers, and the labels of a prerelease in lower case. */
export interface NuGetVersion {
  readonly numbers: readonly WholeNumber[];
  /** How many of the numbers are written. */
  readonly count: number;
  readonly labels: readonly (WholeNumber | string)[];
}

/**
 * NuGet's versions (https://learn.microsoft.com/nuget/concepts/package-versioning): semantic versions with a fourth number,
 * missing numbers are 0, labels are compared without case, what stands after `+` does not count.
 */
export const versionScheme: VersionScheme<NuGetVersion> = { read: readVersion, compare: compareRead };

/** NuGet's order; unreadable versions come first and among themselves by text. */
export const compareVersions = totalOrder(versionScheme);

/** Whether a text is one version and not a range. `1.2` is one: NuGet takes the lowest version that a project allows. */
export function isVersion(text: string): boolean {
  return readVersion(text) !== null;
}

/** Whether a version carries labels; an unreadable one does not. */
export function isPrerelease(version: string): boolean {
  return (readVersion(version)?.labels.length ?? 0) > 0;
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
  if (compareRead(before, after) === 0) return 'NONE';
  if (before.labels.length > 0 || after.labels.length > 0) return 'PRERELEASE';
  if (before.numbers[0] !== after.numbers[0]) return 'MAJOR';
  return before.numbers[1] === after.numbers[1] ? 'PATCH' : 'MINOR';
}

function readVersion(text: string): NuGetVersion | null {
  const found = text.length > MAX_VERSION_LENGTH ? null : VERSION.exec(text.trim());
  if (found === null) return null;
  const written = found.slice(1, 5).filter((part) => part !== undefined);
  const numbers = written.map(numberOf);
  while (numbers.length < 4) numbers.push(0);
  const labels = found[5] === undefined ? [] : found[5].toLowerCase().split('.');
  return {
    numbers,
    count: written.length,
    labels: labels.map((label) => (/^\d+$/.test(label) ? numberOf(label) : label)),
  };
}

function numberOf(digits: string): WholeNumber {
  return wholeNumber(digits.replace(/^0+(?=\d)/, ''));
}

function compareRead(left: NuGetVersion, right: NuGetVersion): number {
  const byNumbers = compareIdentifiers(left.numbers, right.numbers);
  if (byNumbers !== 0) return byNumbers;
  if (left.labels.length === 0 || right.labels.length === 0) return right.labels.length - left.labels.length;
  return compareIdentifiers(left.labels, right.labels);
}
