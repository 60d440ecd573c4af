import type { VersionStep } from '../ecosystem.js';
import {
  comparePrecedence,
  readStrictVersion,
  type SemanticVersion,
  semanticStep,
} from '../semantic-version.js';
import { totalOrder, type VersionScheme } from '../version-scheme.js';

/** Versions of Hex packages (https://hexdocs.pm/elixir/Version.html), a leading `v` passed over. */
export const versionScheme: VersionScheme<SemanticVersion> = {
  read: (text) => readStrictVersion(text.startsWith('v') ? text.slice(1) : text),
  compare: comparePrecedence,
};

/** The order of Elixir's `Version.compare/2`, which is that of semantic versioning: build metadata does not count. */
export const compareVersions = totalOrder(versionScheme);

/** Whether a text is one version; as a requirement the same text allows only that one. */
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
