import type { EcosystemId, PackageVersionFacts } from '../ecosystems/ecosystem.js';

/** What a registry says of a package. */
export interface PackageFacts {
  readonly ecosystem: EcosystemId;
  readonly name: string;
  /** The version that the registry itself calls latest; null where it names none. */
  readonly latest: string | null;
  readonly versions: readonly PackageVersionFacts[];
  /** A source repository (https), as the registry names it. */
  readonly repositoryUrl: string | null;
  /**
   * Null where the registry dates all versions at once. Where dates are asked for one by one: the versions that were
   * asked about in vain.
   */
  readonly undated: readonly string[] | null;
  /** ISO 8601: when the registry was asked. */
  readonly fetchedAt: string;
}

/** Facts, or why there are none; never an exception for one package. `unsupported`: nobody was asked. */
export type PackageFactsResult =
  | { readonly kind: 'facts'; readonly facts: PackageFacts }
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'unsupported'; readonly name: string; readonly message: string }
  | {
      readonly kind: 'failed';
      readonly name: string;
      readonly status: number | null;
      readonly message: string;
    };

/**
 * Versions by package that matter: their release dates, requirements and artifacts are wanted, also where a registry must
 * be asked for each version alone. What it does not tell then stands in `undated`, or stays without `isDetailed`.
 */
export type DatedVersions = ReadonlyMap<string, readonly string[]>;

/** Where package facts come from: a registry over HTTP, the cache in Postgres, or a test's values. */
export interface PackageRegistry {
  facts(
    ecosystem: EcosystemId,
    names: readonly string[],
    dated?: DatedVersions,
  ): Promise<ReadonlyMap<string, PackageFactsResult>>;
}

/** What a server gives with a document, to be sent back when it is asked for again (https://www.rfc-editor.org/rfc/rfc9110#section-8.8). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

/** One package to ask about, and what is known of it from before. */
export interface RegistryQuestion {
  readonly name: string;
  readonly known: { readonly facts: PackageFacts; readonly validators: Validators } | null;
  /** Versions that matter (`DatedVersions`). */
  readonly dated: readonly string[];
}

/** The answer about one package; a registry that says that nothing changed gives what was known, fetched now. */
export interface RegistryAnswer {
  readonly result: PackageFactsResult;
  readonly validators: Validators;
}

/** One registry at one address. */
export interface RegistryClient extends PackageRegistry {
  readonly ecosystem: EcosystemId;
  /** As configured, with a slash at the end. */
  readonly address: string;
  ask(questions: readonly RegistryQuestion[]): Promise<ReadonlyMap<string, RegistryAnswer>>;
}

/** The registries that the projects of an integration are checked against: its own addresses, else the default ones. */
export interface Registries {
  of(integrationId: string): Promise<PackageRegistry>;
}
