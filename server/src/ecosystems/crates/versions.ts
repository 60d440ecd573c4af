import type { VersionStep } from '../ecosystem.js';
import {
  comparePrecedence,
  readStrictVersion,
  type SemanticVersion,
  semanticStep,
} from '../semantic-version.js';
import { totalOrder, type VersionScheme } from '../version-scheme.js';

/** Versions of crates (https://docs.rs/semver), a leading `v` passed over. */
export const versionScheme: VersionScheme<SemanticVersion> = {
  read: (text) => readStrictVersion(text.startsWith('v') ? text.slice(1) : text),
  compare: comparePrecedence,
};

/** The order of semantic versioning (https://semver.org/spec/v2.0.0.html#spec-item-11): build metadata does not count. */
export const compareVersions = totalOrder(versionScheme);

/** Whether a text is one version of three numbers; in a Cargo.toml the same text is a range. */
export function isVersion(text: string): boolean {
  return versionScheme.read(text) !== null;
}

/** Whether the version carries a prerelease part; an unreadable one does not. */
export function isPrerelease(version: string): boolean {
  return (versionScheme.read(version)?.prerelease.length ?? 0) > 0;
}

/** The largest part that differs, in either direction; see `semanticStep`. */
export function stepBetween(from: string, to: string): VersionStep {
  return from === to ? 'NONE' : semanticStep(versionScheme.read(from), versionScheme.read(to));
}
