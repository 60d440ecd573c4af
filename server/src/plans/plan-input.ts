import type { Severity } from '../advisories/advisory.js';
import type {
  Ecosystem,
  EcosystemId,
  ManifestFile,
  ManifestGroup,
  ResolverTool,
} from '../ecosystems/ecosystem.js';
import type { Inventory, PackageVersion } from '../inventory/inventory.js';
import type { PackageFactsResult } from '../registries/registry.js';
import type { PlanPolicy } from '../policies/policy.js';
import type { ResolutionRequest, ResolutionResult } from '../resolution/resolution.js';
import type { PlanDraft, PlanFinding, PlanKind, Unfixed, Usage } from './plan.js';

/** One manifest group of the project, with the texts that its inventory was read from. */
export interface PlanManifest {
  readonly group: ManifestGroup;
  readonly files: readonly ManifestFile[];
  readonly inventory: Inventory;
}

/** That a package version is concerned by one advisory group: all records that speak of the same flaw. */
export interface GroupMatch extends PackageVersion {
  /** The stable id of the advisory group. */
  readonly group: string;
  /** All ids of the group, sorted. */
  readonly advisories: readonly string[];
  readonly severity: Severity;
  readonly score: number | null;
}

/** What is known against these package versions. Pure: the same versions always give the same matches. */
export type MatchVersions = (versions: readonly PackageVersion[]) => readonly GroupMatch[];

/** Registry facts by `factsKey`. A package that is not in it was never asked for. */
export type FactsBook = ReadonlyMap<string, PackageFactsResult>;

/** What the resolvers answered, by `resolutionKey`. A request that is not in it was never made. */
export type ResolutionBook = ReadonlyMap<string, ResolutionResult>;

/** Where the project's own files import packages, by `factsKey`. A package that is not in it was not looked for. */
export type UsageBook = ReadonlyMap<string, Usage>;

/** Everything that planning one project depends on, as values. */
export interface PlanInput {
  readonly targetBranch: string;
  readonly manifests: readonly PlanManifest[];
  readonly match: MatchVersions;
  readonly facts: FactsBook;
  readonly resolutions: ResolutionBook;
  /** Null where the project's source cannot be looked at: then nobody is asked to. */
  readonly usage: UsageBook | null;
  /** The resolvers that are there. */
  readonly tools: ReadonlySet<ResolverTool>;
  readonly policy: PlanPolicy;
  /** Findings (by key) that a person dismissed, and until when (ISO 8601; null: for good): they are not planned. */
  readonly dismissed: ReadonlyMap<string, string | null>;
  /** Which kinds are wanted; all where none are named. Those that come before a wanted one are worked out too. */
  readonly kinds?: ReadonlySet<PlanKind>;
  /** Just this one breaking or forced plan is wanted, whatever others would close; then nothing says why the rest stays. */
  readonly only?: { readonly kind: 'BREAKING' | 'FORCED'; readonly group: string };
  readonly now: Date;
  readonly ecosystemOf: (id: EcosystemId) => Ecosystem;
}

/** A package of which a registry must be asked before the plan can be told. */
export interface NeededFacts {
  readonly ecosystem: EcosystemId;
  readonly name: string;
  /** Versions of which requirements, artifacts and dates are wanted; may be empty. */
  readonly versions: readonly string[];
}

/** A package whose use in the project's own source is to be looked for. */
export interface NeededUsage {
  readonly ecosystem: EcosystemId;
  readonly name: string;
}

/**
 * The plans of a project with what stays unfixed, or which facts are lacking. Each of `findings` is either
 * in the proof of a plan as fixed or in `unfixed`.
 */
export type PlanOutcome =
  | {
      readonly kind: 'needs';
      readonly packages: readonly NeededFacts[];
      readonly resolutions: readonly ResolutionRequest[];
      readonly usage: readonly NeededUsage[];
    }
  | {
      readonly kind: 'plans';
      readonly plans: readonly PlanDraft[];
      readonly unfixed: readonly Unfixed[];
      readonly findings: readonly PlanFinding[];
    };

/** The key of a package in a `FactsBook`. */
export function factsKey(ecosystem: EcosystemId, name: string): string {
  return `${ecosystem}|${name}`;
}
