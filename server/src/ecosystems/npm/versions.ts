import semver from 'semver';
import type { VersionStep } from '../ecosystem.js';
import { totalOrder, type VersionScheme } from '../version-scheme.js';

const ALIAS_RANGE = /^npm:(?:@[^/@]+\/)?[^/@]+(?:@(.*))?$/s;

/** npm's versions, read loosely as npm reads them. */
export const versionScheme: VersionScheme<semver.SemVer> = {
  read: (text) => semver.parse(text, { loose: true }),
  compare: (left, right) => left.compare(right),
};

/**
 * npm's order (https://semver.org/#spec-item-11, read loosely as npm reads it): build metadata does not
 * count, unreadable versions come first and among themselves by text.
 */
export const compareVersions = totalOrder(versionScheme);

/**
 * Whether npm would take this version for this range. An alias (`npm:real@range`) counts as its range; a tag,
 * an address or a path is not a range, so the answer is false.
 */
export function satisfies(version: string, range: string): boolean {
  const readable = versionScheme.read(version);
  if (readable === null) return false;
  try {
    return semver.satisfies(readable, rangeBehindAlias(range), { loose: true });
  } catch {
    return false;
  }
}

/** Whether a text is one version, read loosely as npm reads it, and not a range, a tag or an address. */
export function isVersion(text: string): boolean {
  return versionScheme.read(text) !== null;
}

/** Whether the version carries a prerelease part; an unreadable one does not. */
export function isPrerelease(version: string): boolean {
  return (versionScheme.read(version)?.prerelease.length ?? 0) > 0;
}

/**
 * The largest part that differs, in either direction. A prerelease on either side is PRERELEASE; unreadable
 * versions that differ are MAJOR, because nothing smaller can be promised.
 */
export function stepBetween(from: string, to: string): VersionStep {
  if (from === to) return 'NONE';
  const before = versionScheme.read(from);
  const after = versionScheme.read(to);
  if (before === null || after === null) return 'MAJOR';
  if (before.compare(after) === 0) return 'NONE';
  if (before.prerelease.length > 0 || after.prerelease.length > 0) return 'PRERELEASE';
  if (before.major !== after.major) return 'MAJOR';
  return before.minor === after.minor ? 'PATCH' : 'MINOR';
}

/** Whether a version is spelled exactly as npm publishes it, and so may be written into a lock or an address. */
export function isExactVersion(version: string): boolean {
  return semver.parse(version)?.version === version.replace(/\+.*$/s, '') && semver.valid(version) !== null;
}

/** The range behind `npm:real@range`; anything else as it is. */
export function rangeBehindAlias(range: string): string {
  const match = ALIAS_RANGE.exec(range);
  return match === null ? range : (match[1] ?? '*');
}
