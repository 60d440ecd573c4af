import type { Severity } from '../advisories/advisory.js';
import type { EcosystemId, VersionStep } from '../ecosystems/ecosystem.js';

/** SAFE should break nothing; each BREAKING and FORCED change has a plan of its own; UPDATE is for outdated packages. */
export type PlanKind = 'SAFE' | 'BREAKING' | 'FORCED' | 'UPDATE';

/** How a change is made: rung 1, 2 and 3 of the ladder. */
export type ChangeMeans = 'LIFT' | 'RAISE' | 'FORCE';

export type PlanState =
  'PROPOSED' | 'APPROVED' | 'OPENING' | 'OPEN' | 'MERGED' | 'CLOSED' | 'REJECTED' | 'SUPERSEDED' | 'FAILED';

/** A vulnerable package version in one manifest, as the planner sees it: one per package version and advisory group. */
export interface PlanFinding {
  /** Stable across analyses: `${manifest}|${ecosystem}|${name}|${group}`. */
  readonly key: string;
  readonly manifest: string;
  readonly ecosystem: EcosystemId;
  readonly name: string;
  readonly version: string;
  /** All ids of the group (the records' own and their aliases), sorted. */
  readonly advisories: readonly string[];
  readonly severity: Severity;
  readonly score: number | null;
  /** At most 5 shortest, each `name@version` from the project's own package downwards. */
  readonly paths: readonly (readonly string[])[];
}

/** One package going from one version to another in one manifest group, by one means. */
export interface PlanChange {
  readonly ecosystem: EcosystemId;
  readonly manifest: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly means: ChangeMeans;
  readonly step: VersionStep;
  readonly isDirect: boolean;
  /** Keys of the findings that it closes; empty for a change that another change needs. */
  readonly findings: readonly string[];
  /** Why this version: one sentence. */
  readonly reason: string;
  /** ISO 8601, from the registry; null where it does not say. */
  readonly publishedAt: string | null;
  readonly deprecated: string | null;
  /** All manifest groups in which the very same change is made, sorted; `manifest` is the first. */
  readonly manifests: readonly string[];
  /** What the person who approves should know; null in drafts of before there was any. */
  readonly evidence: ChangeEvidence | null;
}

/** What speaks for and against a change, for the person who approves. */
export interface ChangeEvidence {
  readonly risk: BreakingRisk;
  /** https only, at most 5, most specific first. */
  readonly links: readonly EvidenceLink[];
  /** The project's own files that import the package; null where nobody looked (only breaking and forced plans are looked at). */
  readonly usage: Usage | null;
  /** What the new version asks for beside its dependencies and the project does not meet, or cannot be seen to meet. */
  readonly unmet: readonly UnmetRequirement[];
}

/** How likely a change breaks something, with the reasons as sentences, weightiest first. */
export interface BreakingRisk {
  readonly level: 'LOW' | 'MEDIUM' | 'HIGH';
  readonly reasons: readonly string[];
}

export interface EvidenceLink {
  readonly kind: 'COMPARISON' | 'RELEASE' | 'CHANGELOG' | 'REPOSITORY' | 'PACKAGE';
  readonly url: string;
}

/** Where a package is imported. `files` are sorted, at most 20 of `count`; `isComplete` is false where not all source was read. */
export interface Usage {
  readonly files: readonly string[];
  readonly count: number;
  readonly isComplete: boolean;
}

export interface UnmetRequirement {
  readonly kind: 'ENGINE' | 'PEER';
  /** Such as `node` or `react`. */
  readonly name: string;
  readonly range: string;
  /** What the project has or declares; null where it says nothing. */
  readonly present: string | null;
}

/** Rung 4: why a finding has no fix. `message` is the whole sentence for a person. */
export type UnfixedReason =
  | { readonly code: 'NO_FIXED_VERSION'; readonly message: string }
  | {
      readonly code: 'CONSTRAINT';
      readonly message: string;
      /** Whose range (`name@version` or the manifest's path), which range, and the lowest version that would be safe. */
      readonly by: string;
      readonly range: string;
      readonly needed: string;
      /** The version of `by` whose range would allow it, where the registry shows one. */
      readonly freedBy: string | null;
    }
  | { readonly code: 'NEEDS_RESOLUTION'; readonly message: string; readonly needed: string }
  | { readonly code: 'FORMAT_NOT_SUPPORTED'; readonly message: string; readonly format: string }
  | { readonly code: 'NOT_FROM_REGISTRY'; readonly message: string }
  | { readonly code: 'BUNDLED'; readonly message: string; readonly by: string }
  | { readonly code: 'REGISTRY_FAILED'; readonly message: string; readonly status: number | null }
  | { readonly code: 'NOT_IN_REGISTRY'; readonly message: string }
  | {
      readonly code: 'TOO_YOUNG';
      readonly message: string;
      readonly needed: string;
      readonly oldEnoughAt: string;
    }
  | { readonly code: 'WOULD_INTRODUCE'; readonly message: string; readonly needed: string }
  | { readonly code: 'BELOW_THRESHOLD'; readonly message: string }
  | { readonly code: 'EDIT_REFUSED'; readonly message: string }
  | { readonly code: 'NOT_READ'; readonly message: string }
  | { readonly code: 'TURNED_DOWN'; readonly message: string }
  /** The policy forbids the only change that would do: which of its fields, and the version. */
  | { readonly code: 'POLICY'; readonly message: string; readonly rule: string; readonly needed: string }
  /** A person or the policy wants it left alone. */
  | { readonly code: 'IGNORED'; readonly message: string; readonly until: string | null }
  /** A tool would have to resolve anew and is not installed, or would run code of the repository. */
  | {
      readonly code: 'TOOL_MISSING';
      readonly message: string;
      readonly tool: string;
      readonly needed: string;
    }
  | {
      readonly code: 'TOOL_WOULD_RUN_CODE';
      readonly message: string;
      readonly tool: string;
      readonly needed: string;
    }
  /** The tool ran and found no way; `message` has what it said. */
  | {
      readonly code: 'RESOLUTION_FAILED';
      readonly message: string;
      readonly tool: string;
      readonly needed: string;
    }
  /** Only a plan that may break something, or forces a version, closes it: that plan's kind and group. */
  | {
      readonly code: 'NEEDS_CODE_CHANGE';
      readonly message: string;
      readonly needed: string;
      readonly planKind: PlanKind;
      readonly planGroup: string;
    };

export interface Unfixed {
  readonly finding: PlanFinding;
  readonly reason: UnfixedReason;
}

/** What a person reads of an edit: its unified diff (three lines of context). */
export interface EditView {
  readonly path: string;
  readonly diff: string;
}

/** The new text of one file and its unified diff. */
export interface PlanEdit extends EditView {
  readonly newText: string;
}

/** The edited files, parsed and matched again. */
export interface PlanProof {
  readonly fixed: readonly PlanFinding[];
  readonly remaining: readonly PlanFinding[];
  readonly introduced: readonly PlanFinding[];
}

/** What the planner proposes for one project; the row adds ids, states and dates. */
export interface PlanDraft {
  readonly kind: PlanKind;
  /** Which plan of its kind this is: `all` for SAFE, else the package that moves. */
  readonly group: string;
  readonly title: string;
  readonly changes: readonly PlanChange[];
  readonly edits: readonly PlanEdit[];
  readonly proof: PlanProof;
  readonly unfixed: readonly Unfixed[];
  /** Lowercase hex SHA-256 (decisions.md: target branch, and per path the hunks without line numbers). */
  readonly digest: string;
  /** The highest risk of its changes; null in drafts of before there was any. */
  readonly risk: BreakingRisk | null;
}

/** A draft as it is read: without the new texts of its edits, so that it can never be pushed. */
export interface PlanView extends Omit<PlanDraft, 'edits'> {
  readonly edits: readonly EditView[];
}
