import type { VersionStep } from './ecosystem.js';

const MAX_VERSION_LENGTH = 512;
const MAX_EXACT_DIGITS = 15;
const SEMANTIC =
  /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

const LEADING_ZERO = /^0\d+$/;

/** A whole number of any size; a bigint only where a number would not be exact. */
export type WholeNumber = number | bigint;

/** A version of three numbers, as semantic versioning has it (https://semver.org/spec/v2.0.0.html). */
export interface SemanticVersion {
  readonly major: WholeNumber;
  readonly minor: WholeNumber;
  readonly patch: WholeNumber;
  /** Empty for a release. */
  readonly prerelease: readonly Identifier[];
  readonly build: readonly Identifier[];
}

type Identifier = WholeNumber | string;

/** Reads `1.2.3`, `1.2.3-rc.1` and `1.2.3+build`, with leading zeros as plain numbers; null for anything else. */
export function readSemanticVersion(text: string): SemanticVersion | null {
  const found = text.length > MAX_VERSION_LENGTH ? null : SEMANTIC.exec(text);
  if (found === null) return null;
  const [, major = '', minor = '', patch = '', prerelease, build] = found;
  return {
    major: wholeNumber(major),
    minor: wholeNumber(minor),
    patch: wholeNumber(patch),
    prerelease: prerelease === undefined ? [] : prerelease.split('.').map(identifier),
    build: build === undefined ? [] : build.split('.').map(identifier),
  };
}

/** The same without leading zeros, which semantic versioning forbids (https://semver.org/spec/v2.0.0.html#spec-item-2). */
export function readStrictVersion(text: string): SemanticVersion | null {
  const version = readSemanticVersion(text);
  const [before = ''] = text.split('+', 1);
  const dash = before.indexOf('-');
  const parts = dash === -1 ? [before] : [before.slice(0, dash), before.slice(dash + 1)];
  const isStrict = parts.every((part) => part.split('.').every((item) => !LEADING_ZERO.test(item)));
  return isStrict ? version : null;
}

/** A release of three numbers. */
export function releaseOf(major: WholeNumber, minor: WholeNumber, patch: WholeNumber): SemanticVersion {
  return { major, minor, patch, prerelease: [], build: [] };
}

/** Negative, zero or positive by https://semver.org/spec/v2.0.0.html#spec-item-11: build metadata does not count. */
export function comparePrecedence(left: SemanticVersion, right: SemanticVersion): number {
  const byNumbers = compareNumbers(left, right);
  if (byNumbers !== 0) return byNumbers;
  if (left.prerelease.length === 0 || right.prerelease.length === 0)
    return right.prerelease.length - left.prerelease.length;
  return compareIdentifiers(left.prerelease, right.prerelease);
}

/** The order of the three numbers alone. */
export function compareNumbers(left: SemanticVersion, right: SemanticVersion): number {
  return (
    compareValues(left.major, right.major) ||
    compareValues(left.minor, right.minor) ||
    compareValues(left.patch, right.patch)
  );
}

/** Numbers by size and below texts, texts by code point; where all are equal the shorter list comes first. */
export function compareIdentifiers(left: readonly Identifier[], right: readonly Identifier[]): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const [first, second] = [left[at] ?? 0, right[at] ?? 0];
    const isText = typeof first === 'string';
    if (isText !== (typeof second === 'string')) return isText ? 1 : -1;
    const order = compareValues(first, second);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/**
 * The largest part that differs, in either direction. A prerelease on either side is PRERELEASE; unreadable versions
 * that differ are MAJOR, because nothing smaller can be promised.
 */
export function semanticStep(from: SemanticVersion | null, to: SemanticVersion | null): VersionStep {
  if (from === null || to === null) return 'MAJOR';
  if (comparePrecedence(from, to) === 0) return 'NONE';
  if (from.prerelease.length > 0 || to.prerelease.length > 0) return 'PRERELEASE';
  if (compareValues(from.major, to.major) !== 0) return 'MAJOR';
  return compareValues(from.minor, to.minor) === 0 ? 'PATCH' : 'MINOR';
}

/** A whole number out of digits. */
export function wholeNumber(digits: string): WholeNumber {
  return digits.length <= MAX_EXACT_DIGITS ? Number(digits) : BigInt(digits);
}

/** The number after a number. */
export function nextNumber(value: WholeNumber): WholeNumber {
  return typeof value === 'number' ? value + 1 : value + 1n;
}

function identifier(text: string): Identifier {
  return /^\d+$/.test(text) ? wholeNumber(text) : text;
}

function compareValues(left: Identifier, right: Identifier): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
