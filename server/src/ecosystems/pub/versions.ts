import type { VersionStep } from '../ecosystem.js';
import {
  compareIdentifiers,
  comparePrecedence,
  readSemanticVersion,
  type SemanticVersion,
  semanticStep,
} from '../semantic-version.js';
import { totalOrder, type VersionScheme } from '../version-scheme.js';

/** Versions of Dart packages (https://pub.dev/documentation/pub_semver/latest/pub_semver/Version-class.html). */
export const versionScheme: VersionScheme<SemanticVersion> = {
  read: (text) => readSemanticVersion(text.startsWith('v') ? text.slice(1) : text),
  compare: (left, right) => comparePrecedence(left, right) || compareIdentifiers(left.build, right.build),
};

/** The order of pub_semver: semantic versioning, but a build comes after none, and two builds are compared like prereleases. */
export const compareVersions = totalOrder(versionScheme);

/** Whether a text is one version; in a pubspec.yaml it allows only that one. */
export function isVersion(text: string): boolean {
  return versionScheme.read(text) !== null;
}

/** Whether the version carries a prerelease part; an unreadable one does not. */
export function isPrerelease(version: string): boolean {
  return (versionScheme.read(version)?.prerelease.length ?? 0) > 0;
}

/** The largest part that differs, in either direction; where only the build does it is a patch. See `semanticStep`. */
export function stepBetween(from: string, to: string): VersionStep {
  if (compareVersions(from, to) === 0) return 'NONE';
  const step = semanticStep(versionScheme.read(from), versionScheme.read(to));
  return step === 'NONE' ? 'PATCH' : step;
}
