import type { EcosystemId } from '../ecosystems/ecosystem.js';

/** Why a dependency is there. A package reached in several ways has the first of these that applies. */
export type DependencyScope = 'RUNTIME' | 'PEER' | 'OPTIONAL' | 'TEST' | 'DEVELOPMENT';

/**
 * REGISTRY can be matched and upgraded; GIT, TARBALL and FILE name their own source; ROOT and WORKSPACE are the
 * project's own packages (the ends of every path).
 */
export type PackageSource = 'REGISTRY' | 'GIT' | 'TARBALL' | 'FILE' | 'ROOT' | 'WORKSPACE';

/** What one package asks for. `target` is the index in `Inventory.packages` that answers it, null when nothing does. */
export interface Requirement {
  /** The name asked for (an alias keeps its alias here; the package has the real name). */
  readonly name: string;
  readonly range: string;
  readonly kind: DependencyScope;
  readonly target: number | null;
}

/** One installed copy of a package, as a lock (or a manifest alone) states it. */
export interface InventoryPackage {
  /** As the ecosystem writes it; the real name behind an alias. */
  readonly name: string;
  /**
   * Empty for the project's own packages and where the file does not say. With no lock: the declared range, or the one
   * version where exactly one is declared (`3.2` for `==3.2`), so that `isVersion` tells the two apart.
   */
  readonly version: string;
  readonly source: PackageSource;
  /** The lock's own key of this copy, such as `node_modules/a/node_modules/b`. */
  readonly location: string;
  readonly scope: DependencyScope;
  /** Asked for by one of the project's own packages. */
  readonly isDirect: boolean;
  /** Shipped inside its parent's archive: cannot be changed alone. */
  readonly isBundled: boolean;
  readonly requires: readonly Requirement[];
}

/**
 * NOT_JSON, NOT_YAML, NOT_TOML, NOT_XML: the file's own syntax is broken. BAD_ENTRY: one entry was left out. NOT_SUPPORTED: a
 * known file or feature that Backline does not read. NOT_RESOLVED: something that the file refers to is not in the
 * repository (a parent, an include, a property, a BOM).
 */
export type ManifestProblemCode =
  | 'NOT_TEXT'
  | 'NOT_JSON'
  | 'NOT_YAML'
  | 'NOT_TOML'
  | 'NOT_XML'
  | 'TRUNCATED'
  | 'TOO_LARGE'
  | 'TOO_DEEP'
  | 'MERGE_CONFLICT'
  | 'UNKNOWN_VERSION'
  | 'BAD_ENTRY'
  | 'NOT_SUPPORTED'
  | 'NOT_RESOLVED'
  | 'UNREADABLE'
  | 'NOT_A_FILE';

/** Something in a manifest that could not be read; `line` counts from 1, null where no line applies. */
export interface ManifestProblem {
  readonly code: ManifestProblemCode;
  readonly path: string;
  readonly line: number | null;
  /** A sentence for a person: what is wrong, and what Backline did instead. */
  readonly message: string;
}

/** Everything that one manifest group depends on, and what could not be read. */
export interface Inventory {
  readonly ecosystem: EcosystemId;
  readonly path: string;
  /** Such as `package-lock v3` or `package.json`. */
  readonly format: string;
  /** False when versions are declared ranges only. */
  readonly isLocked: boolean;
  readonly packages: readonly InventoryPackage[];
  readonly problems: readonly ManifestProblem[];
}

/** A package at a version in an ecosystem: what advisories are matched against. */
export interface PackageVersion {
  readonly ecosystem: EcosystemId;
  readonly name: string;
  readonly version: string;
}
