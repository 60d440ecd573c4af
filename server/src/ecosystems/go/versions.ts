import type { VersionStep } from '../ecosystem.js';
import {
  comparePrecedence,
  readStrictVersion,
  releaseOf,
  type SemanticVersion,
  semanticStep,
  wholeNumber,
} from '../semantic-version.js';
import { totalOrder, type VersionScheme } from '../version-scheme.js';

const SHORT = /^(0|[1-9]\d{0,99})(?:\.(0|[1-9]\d{0,99}))?$/;
/** Releases of Go itself before they were out: `1.21rc1`, `1.18beta2` (https://go.dev/doc/toolchain#version). */
const GO_PRERELEASE = /^([1-9]\d{0,9}\.\d{1,9})(\.\d{1,9})?(rc|beta|alpha)(\d{1,9})$/;

/**
 * Go's module versions (https://go.dev/ref/mod#versions), with or without their `v`: advisories and Backline leave it
 * out. `v1` and `v1.2` stand for `v1.0.0` and `v1.2.0`, `1.21rc1` for `1.21.0-rc.1`; `+incompatible` does not count.
 */
export const versionScheme: VersionScheme<SemanticVersion> = {
  read: (text) => {
    const bare = text.startsWith('v') ? text.slice(1) : text;
    const short = SHORT.exec(bare);
    if (short !== null) return releaseOf(wholeNumber(short[1] ?? ''), wholeNumber(short[2] ?? '0'), 0);
    const early = GO_PRERELEASE.exec(bare);
    return readStrictVersion(
      early === null ? bare : `${early[1]}${early[2] ?? '.0'}-${early[3]}.${early[4]}`,
    );
  },
  compare: comparePrecedence,
};

/** The order of https://pkg.go.dev/golang.org/x/mod/semver: pseudo-versions are prereleases like any other. */
export const compareVersions = totalOrder(versionScheme);

/** Whether a text is one version, and not a branch or a query. */
export function isVersion(text: string): boolean {
  return versionScheme.read(text) !== null;
}

/**
 * Whether Go could select a version where another one is required: a requirement is a minimum
 * (https://go.dev/ref/mod#minimal-version-selection); versions that break are modules of another path.
 */
export function satisfies(version: string, range: string): boolean {
  const [given, least] = [versionScheme.read(version), versionScheme.read(range)];
  return given !== null && least !== null && comparePrecedence(given, least) >= 0;
}

/** Whether the version carries a prerelease part, as every pseudo-version does; an unreadable one does not. */
export function isPrerelease(version: string): boolean {
  return (versionScheme.read(version)?.prerelease.length ?? 0) > 0;
}

/** The largest part that differs, in either direction; see `semanticStep`. */
export function stepBetween(from: string, to: string): VersionStep {
  return from === to ? 'NONE' : semanticStep(versionScheme.read(from), versionScheme.read(to));
}
