import type { Inventory } from '../inventory/inventory.js';
import type { VersionScheme } from './version-scheme.js';

/** An ecosystem, spelled as OSV spells it (https://ossf.github.io/osv-schema/#defined-ecosystems). */
export type EcosystemId =
  'crates.io' | 'Go' | 'Hex' | 'Maven' | 'npm' | 'NuGet' | 'Packagist' | 'Pub' | 'PyPI' | 'RubyGems';

/** A file of a repository as text; `path` is relative to the root, with forward slashes. */
export interface ManifestFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Files that must be read together: a lock with its manifests. `path` names the group (the lock if there is
 * one), `inputs` are all paths to read, sorted, `path` among them.
 */
export interface ManifestGroup {
  readonly ecosystem: EcosystemId;
  readonly path: string;
  readonly inputs: readonly string[];
}

/** One package to be moved from one version to another in one manifest group. */
export interface VersionChange {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** The lock's own keys of the copies to change (`InventoryPackage.location`). */
  readonly locations: readonly string[];
  /** What the lock says of the new version; every field comes from the registry. */
  readonly target: PackageVersionFacts;
}

/** A declared range to be rewritten in a manifest (and where the lock repeats it). */
export interface RangeChange {
  readonly manifestPath: string;
  readonly name: string;
  readonly range: string;
}

/** Facts about one published version, from a registry. Dates are ISO 8601. */
export interface PackageVersionFacts {
  readonly version: string;
  readonly publishedAt: string | null;
  readonly deprecated: string | null;
  /** Why its publisher took it back, or just `yanked`; null where it stands. */
  readonly yanked: string | null;
  readonly integrity: string | null;
  readonly tarballUrl: string | null;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly optionalPeers: readonly string[];
  readonly engines: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly os: readonly string[];
  readonly cpu: readonly string[];
  readonly libc: readonly string[];
  readonly license: string | null;
  readonly funding: unknown;
  readonly hasInstallScript: boolean;
  readonly bundleDependencies: readonly string[];
  readonly hasShrinkwrap: boolean;
}

/** New texts of the files that changed, or why the change cannot be made in this format. */
export type EditResult =
  | { readonly kind: 'edited'; readonly files: readonly ManifestFile[] }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * What Backline must know of an ecosystem; all of it pure and total: any input gives an answer or a problem,
 * never an exception. Text in, text out.
 */
export interface Ecosystem {
  readonly id: EcosystemId;
  /** Which of a repository's paths are manifests of ours, and which of them belong together. Sorted by path. */
  groupManifests(paths: readonly string[]): readonly ManifestGroup[];
  /** Reads one group. What cannot be read is a problem; the rest still counts. */
  parse(group: ManifestGroup, files: readonly ManifestFile[]): Inventory;
  /** How a version is read once and compared often; `compareVersions` is its total order over texts. */
  readonly versionScheme: VersionScheme<unknown>;
  /** Negative, zero or positive; total: unreadable versions sort before all others, by text. */
  compareVersions(left: string, right: string): number;
  /** Whether a text is one version, and not a range, a tag or an address. */
  isVersion(text: string): boolean;
  /** Whether a version lies in a declared range; false when either cannot be read. */
  satisfies(version: string, range: string): boolean;
  isPrerelease(version: string): boolean;
  /** Whether going from one to the other is a patch, minor or major step, or touches a prerelease. */
  stepBetween(from: string, to: string): VersionStep;
  /** Whether locks of this group's kind can be edited at all; where not, `edit` refuses. */
  canEdit(group: Pick<ManifestGroup, 'path'>): boolean;
  /** The new text after these changes; no other byte moves. */
  edit(
    files: readonly ManifestFile[],
    changes: { readonly versions: readonly VersionChange[]; readonly ranges: readonly RangeChange[] },
  ): EditResult;
}

export type VersionStep = 'PATCH' | 'MINOR' | 'MAJOR' | 'PRERELEASE' | 'NONE';
