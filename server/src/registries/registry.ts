import type { EcosystemId, PackageVersionFacts } from '../ecosystems/ecosystem.js';

/** What a registry says of a package. */
export interface PackageFacts {
  readonly ecosystem: EcosystemId;
  readonly name: string;
  readonly latest: string | null;
  readonly versions: readonly PackageVersionFacts[];
  /** A source repository (https), as the registry names it. */
  readonly repositoryUrl: string | null;
  /** ISO 8601: when the registry was asked. */
  readonly fetchedAt: string;
}

/** Facts, or why there are none; never an exception for one package. */
export type PackageFactsResult =
  | { readonly kind: 'facts'; readonly facts: PackageFacts }
  | { readonly kind: 'missing'; readonly name: string }
  | {
      readonly kind: 'failed';
      readonly name: string;
      readonly status: number | null;
      readonly message: string;
    };

/** Where package facts come from: a registry over HTTP, the cache in Postgres, or a test's values. */
export interface PackageRegistry {
  facts(ecosystem: EcosystemId, names: readonly string[]): Promise<ReadonlyMap<string, PackageFactsResult>>;
}
