import type { EcosystemId } from '../ecosystems/ecosystem.js';

/** From the worst CVSS score, or the publisher's word where there is no vector. MALICIOUS stands above all. */
export type Severity = 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL' | 'MALICIOUS';

/** Lowest first: the position is the order. */
export const SEVERITIES: readonly Severity[] = ['NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL', 'MALICIOUS'];

/** One event of an OSV range, in the record's order (https://ossf.github.io/osv-schema/#affectedrangesevents-fields). */
export type RangeEvent =
  | { readonly kind: 'introduced'; readonly version: string }
  | { readonly kind: 'fixed'; readonly version: string }
  | { readonly kind: 'last_affected'; readonly version: string }
  | { readonly kind: 'limit'; readonly version: string };

export interface AdvisoryRange {
  readonly type: 'SEMVER' | 'ECOSYSTEM' | 'GIT';
  readonly events: readonly RangeEvent[];
}

/** One package that a record speaks of. */
export interface AffectedPackage {
  readonly ecosystem: string;
  readonly name: string;
  readonly ranges: readonly AdvisoryRange[];
  readonly versions: readonly string[];
  /** `database_specific.last_known_affected_version_range`, such as `<= 1.2.3`. */
  readonly lastKnownAffected: string | null;
}

/** One record in OSV form, reduced to what Backline uses. Dates are ISO 8601. */
export interface Advisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly details: string;
  readonly severity: Severity;
  /** The worst score, 0 to 10, null where no vector can be scored. */
  readonly score: number | null;
  readonly vector: string | null;
  readonly isMalicious: boolean;
  readonly publishedAt: string | null;
  readonly modifiedAt: string;
  readonly withdrawnAt: string | null;
  /** https links only. */
  readonly references: readonly string[];
  readonly cwes: readonly string[];
  readonly affected: readonly AffectedPackage[];
}

/** That an advisory concerns a package version, and which words of it say so. */
export interface AdvisoryMatch {
  readonly ecosystem: EcosystemId;
  readonly name: string;
  readonly version: string;
  readonly advisoryId: string;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  readonly score: number | null;
  /** Fixed versions above this one, lowest first. */
  readonly fixed: readonly string[];
  /** For a person: `introduced 4.0.0, fixed 4.17.21` or `listed version 1.2.3`. */
  readonly because: string;
}

/**
 * Matches package versions against advisories. The stored form asks Postgres, the file form holds records in
 * memory; withdrawn records never match.
 */
export interface AdvisoryMatcher {
  match(
    versions: readonly { readonly ecosystem: EcosystemId; readonly name: string; readonly version: string }[],
  ): Promise<readonly AdvisoryMatch[]>;
  /** Everything known of one package, so that the planner can ask of any version whether it is safe. */
  advisoriesFor(
    packages: readonly { readonly ecosystem: EcosystemId; readonly name: string }[],
  ): Promise<readonly Advisory[]>;
}
