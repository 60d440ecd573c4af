import type { DependencyScope, Inventory, InventoryPackage } from '../inventory/inventory.js';
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
  /** By location: what the new version asks for there, and where each is found in the lock as it is before the edit. */
  readonly answers: ReadonlyMap<string, readonly Answer[]>;
}

/** One thing that a version asks for. `location` is the key of the copy that answers, null where it may be absent. */
export interface Answer {
  readonly name: string;
  readonly range: string;
  readonly kind: DependencyScope;
  readonly location: string | null;
}

/** A declared range, or exactly declared version, to be rewritten in a manifest (and where the lock repeats it). */
export interface RangeChange {
  /** The file of the own package that declares it (`Ecosystem.manifestOf`); null: wherever the group declares it so. */
  readonly manifestPath: string | null;
  readonly name: string;
  /** As it is declared now. */
  readonly from: string;
  readonly range: string;
}

/** A rule in the manifest that forces a version on a package that others ask for (npm `overrides` and its like). */
export interface ForceChange {
  readonly name: string;
  /** The versions that it takes the place of, lowest first. */
  readonly from: readonly string[];
  readonly to: string;
  /** The packages below which alone it holds, outermost first; empty: everywhere. No longer than the format allows. */
  readonly within: readonly string[];
}

/** Everything that is to be changed in the files of one group: all of it or nothing. */
export interface Changes {
  readonly versions: readonly VersionChange[];
  readonly ranges: readonly RangeChange[];
  readonly forces: readonly ForceChange[];
}

/** A program that resolves a manifest anew (decisions.md, "Tools that may run on an edited manifest"). */
export type ResolverTool = 'npm' | 'pnpm' | 'yarn-classic' | 'yarn-berry' | 'go' | 'cargo' | 'composer';

/**
 * How the lock finds the copy that answers a demand: NODE_MODULES by node's walk upwards from where it is asked; FLAT: one
 * copy of each name; BY_RANGE: several copies, and a new demand may be bound to any that it fits.
 */
export type Placement = 'NODE_MODULES' | 'FLAT' | 'BY_RANGE';

/** What may be changed in a group's files, told by its format alone. What cannot be done is refused by `edit` too. */
export interface Abilities {
  /** Copies in the lock can be moved to another version by an edit of text. */
  readonly versions: boolean;
  /** Declared ranges, or exactly declared versions, can be rewritten. */
  readonly ranges: boolean;
  /** How a version can be forced: below any chain of parents, below one parent, for the whole project, or not at all. */
  readonly forces: 'CHAIN' | 'PARENT' | 'EVERYWHERE' | null;
  /** The tool that resolves these files anew; null where none may run. */
  readonly resolver: ResolverTool | null;
  readonly placement: Placement;
  /**
   * What the lock does not say of what its packages ask for, so that the registry is asked: the RANGES, or who asks for whom
   * at all (EDGES). Absent where it says both, or where no range can be broken.
   */
  readonly hides?: 'RANGES' | 'EDGES';
  /** Where `versions` and `ranges` are both false, or no tool may run: why, as a sentence. Null where there is nothing to say. */
  readonly whyNot: string | null;
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
  /**
   * Whether requirements and artifacts are known. False where the registry tells them for each version alone and this one
   * was not asked about: `dependencies` is empty then because it is unknown.
   */
  readonly isDetailed: boolean;
  /** The files that make up the version; empty where the registry does not say, or where `integrity` is all there is. */
  readonly artifacts: readonly Artifact[];
  /** The registry's own description of the version as JSON, where a lock repeats it (composer.lock); else null. */
  readonly document: string | null;
}

/** One file of a published version. */
export interface Artifact {
  readonly filename: string;
  readonly url: string | null;
  /** Algorithm, colon, lowercase hex: `sha256:…`; for Go modules `h1:…` in base64 as go.sum writes it. */
  readonly hash: string;
  /** Bytes. */
  readonly size: number | null;
  /** ISO 8601. */
  readonly uploadedAt: string | null;
}

/** New texts of the files that changed, or why the change cannot be made in this format. */
export type EditResult =
  | { readonly kind: 'edited'; readonly files: readonly ManifestFile[] }
  | {
      readonly kind: 'refused';
      readonly reason: string;
      /** The ranges that only have to change with it, where that is all that is lacking (a POM's property for several packages). */
      readonly needs?: readonly RangeChange[];
    };

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
  /**
   * Whether one version may take another's place, where that is not all that sorts above it: other flavours of a release
   * do not, and what is dated may be older. Absent where every higher version does.
   */
  isSuccessor?(from: string, to: string): boolean;
  /** Whether going from one to the other is a patch, minor or major step, or touches a prerelease. */
  stepBetween(from: string, to: string): VersionStep;
  /** What may be changed in a group of this format, and how. */
  abilities(inventory: Pick<Inventory, 'path' | 'format' | 'isLocked'>): Abilities;
  /**
   * The declared range, changed as little as possible so that `to` is the lowest version that it allows of its step, in
   * the same style (`^1.2.0` → `^1.3.5`, `==1.2` → `==1.3.5`); the same text where it allows `to` already and states no
   * exact version; null where it cannot be rewritten (a tag, an address, a property).
   */
  raiseRange(range: string, to: string): string | null;
  /** The file that declares what an own package (ROOT or WORKSPACE) of the group asks for; null: any of the group's files may. */
  manifestOf(
    group: Pick<ManifestGroup, 'path'>,
    own: Pick<InventoryPackage, 'location' | 'source'>,
  ): string | null;
  /** The new text after these changes; no other byte moves. */
  edit(files: readonly ManifestFile[], changes: Changes): EditResult;
}

export type VersionStep = 'PATCH' | 'MINOR' | 'MAJOR' | 'PRERELEASE' | 'NONE';
