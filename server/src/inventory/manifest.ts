import type { KeysetReader } from '../keyset.js';
import type { EcosystemId } from '../ecosystems/ecosystem.js';
import type { DependencyScope, Inventory, ManifestProblem } from './inventory.js';

/** One manifest group of a project as last read; `inputs` are the files that belong together, with their blob ids. */
export interface Manifest {
  readonly id: string;
  readonly projectId: string;
  readonly path: string;
  readonly ecosystem: EcosystemId;
  readonly format: string;
  readonly isLocked: boolean;
  readonly inventoryId: string;
  readonly inputs: readonly ManifestInput[];
  readonly dependencyCount: number;
  readonly problems: readonly ManifestProblem[];
}

export interface ManifestInput {
  readonly path: string;
  readonly blob: string;
}

/** Which manifests to list; what is not named is not asked. */
export interface ManifestFilter {
  /** Part of the path. */
  readonly search?: string;
  readonly ecosystems?: readonly string[];
  /** Whether something in it could not be read. */
  readonly withProblems?: boolean;
}

/** One row of a project's inventory: a package version in a manifest. */
export interface Dependency {
  /** `<manifest id>.<package version id>`. */
  readonly id: string;
  readonly projectId: string;
  readonly manifestId: string;
  readonly inventoryId: string;
  readonly manifestPath: string;
  readonly ecosystem: EcosystemId;
  readonly name: string;
  readonly version: string;
  readonly packageVersionId: string;
  readonly isDirect: boolean;
  readonly scope: DependencyScope;
}

export interface DependencyFilter {
  readonly search?: string;
  readonly ecosystems?: readonly string[];
  readonly isDirect?: boolean;
  readonly isVulnerable?: boolean;
  readonly manifestPath?: string;
  readonly scopes?: readonly DependencyScope[];
}

/** Which outdated packages to list; what is not named is not asked. */
export interface OutdatedFilter {
  /** Part of the name. */
  readonly search?: string;
  readonly ecosystems?: readonly string[];
  readonly steps?: readonly OutdatedPackage['step'][];
  readonly scopes?: readonly DependencyScope[];
  readonly manifestPath?: string;
  /** Whether the current version is deprecated or yanked. */
  readonly isWithdrawn?: boolean;
}

/** STEP: the widest first. BEHIND: by the time between the releases, the longest first. AGE: the oldest current release first. */
export type OutdatedOrder = 'NAME' | 'STEP' | 'BEHIND' | 'AGE';

/** A package version in a project that an advisory matches, with what says so. */
export interface MatchedDependency {
  readonly manifestPath: string;
  readonly inventoryId: string;
  readonly ecosystem: EcosystemId;
  readonly name: string;
  readonly version: string;
  readonly isDirect: boolean;
  readonly scope: DependencyScope;
  readonly advisoryId: string;
  readonly fixed: readonly string[];
  readonly because: string;
}

/** A direct dependency that is behind; dates are ISO 8601. Replaced as a whole by each analysis. */
export interface OutdatedPackage {
  readonly id: string;
  readonly manifestPath: string;
  readonly ecosystem: EcosystemId;
  readonly name: string;
  readonly declaredRange: string;
  readonly current: string;
  readonly currentReleasedAt: string | null;
  readonly wanted: string | null;
  readonly latest: string;
  readonly latestReleasedAt: string | null;
  readonly deprecated: string | null;
  /** Why its publisher took the current version back; null where it stands. */
  readonly yanked: string | null;
  readonly scope: DependencyScope;
  readonly step: 'PATCH' | 'MINOR' | 'MAJOR' | 'PRERELEASE' | 'NONE';
}

/** What was parsed, kept once per hash of its inputs in all of Backline. */
export interface InventoryStore {
  /** Ids of the inventories that are already there, by hash. */
  known(hashes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Texts of files by blob id, for those that are stored. */
  texts(blobs: readonly string[]): Promise<ReadonlyMap<string, string>>;
  saveTexts(texts: ReadonlyMap<string, string>): Promise<void>;
  /** Saves an inventory and its dependencies; the same hash saved twice is one row. Returns ids by hash. */
  save(
    inventories: readonly { readonly hash: string; readonly inventory: Inventory }[],
  ): Promise<ReadonlyMap<string, string>>;
  /** The whole graph again. */
  load(inventoryIds: readonly string[]): Promise<ReadonlyMap<string, Inventory>>;
  /** The project's manifests are now these and no others. */
  replaceManifests(
    projectId: string,
    manifests: readonly {
      readonly path: string;
      readonly inventoryId: string;
      readonly inputs: readonly ManifestInput[];
    }[],
  ): Promise<void>;
  manifests(projectId: string): Promise<readonly Manifest[]>;
  /** By path, for pages in both directions; the parents are projects. */
  pagedManifests(filter: ManifestFilter): KeysetReader<Manifest>;
  findManifests(ids: readonly string[]): Promise<readonly Manifest[]>;
  /** Matches package versions never matched before, in these inventories. */
  matchNew(inventoryIds: readonly string[]): Promise<void>;
  matched(projectId: string): Promise<readonly MatchedDependency[]>;
  /**
   * What matches in these projects, of the packages of these versions: all versions of those packages. Nothing in projects
   * out of reach: their findings stay as they are until they are back.
   */
  matchedIn(
    projectIds: readonly string[],
    packageVersionIds: readonly string[],
  ): Promise<readonly (MatchedDependency & { readonly projectId: string })[]>;
  listDependencies(
    projectId: string,
    page: { first: number; after: string | null; filter: DependencyFilter },
  ): Promise<readonly Dependency[]>;
  /** The dependencies of these ids, in any order. */
  findDependencies(ids: readonly string[]): Promise<readonly Dependency[]>;
  /** By name, for pages in both directions; the parents are projects. */
  pagedDependencies(filter: DependencyFilter): KeysetReader<Dependency>;
  countDependencies(projectId: string, filter: DependencyFilter, cap: number): Promise<number>;
  /** The next projects (by id) within reach that have one of these package versions. */
  projectsWith(
    packageVersionIds: readonly string[],
    page: { readonly afterId: string; readonly first: number },
  ): Promise<readonly string[]>;
  replaceOutdated(projectId: string, packages: readonly Omit<OutdatedPackage, 'id'>[]): Promise<void>;
  /** For pages in both directions; the parents are projects. */
  pagedOutdated(filter: OutdatedFilter, order: OutdatedOrder): KeysetReader<OutdatedPackage>;
}
