import type { KeysetReader } from '../keyset.js';
import type { UncheckedPackages } from '../registries/unchecked-packages.js';
import type { Severity } from '../advisories/advisory.js';

export type ProjectState = 'READY' | 'READ_ONLY' | 'UNAVAILABLE';

export type ProjectReasonCode =
  | 'EMPTY'
  | 'ARCHIVED'
  | 'MIRROR'
  | 'MARKED_FOR_DELETION'
  | 'MERGE_REQUESTS_DISABLED'
  | 'REPOSITORY_DISABLED'
  | 'ACCESS_TOO_LOW'
  | 'NO_DEFAULT_BRANCH'
  | 'GROUP_NOT_ALLOWED'
  | 'GROUP_DENIED'
  | 'LEFT'
  | 'INTEGRATION_DISCONNECTED';

/** Why a project is not fully worked on. */
export interface ProjectReason {
  readonly code: ProjectReasonCode;
  readonly message: string;
}

export type AnalysisState = 'NEVER' | 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED';

/** The last reading of a project at a commit. */
export interface Analysis {
  readonly commit: string;
  /** ISO 8601. */
  readonly analyzedAt: string;
  readonly durationMs: number;
  /** Requests to GitLab's API, git not counted. */
  readonly gitlabRequests: number;
  readonly manifestCount: number;
  /** Of these, how many lock their versions: where none does, what is vulnerable is not known. */
  readonly lockedManifestCount: number;
  readonly dependencyCount: number;
  /** Why outdated packages or plans are missing, when a registry did not answer. */
  readonly registryProblem: string | null;
  /** Direct dependencies of which it is not known whether they are outdated, and why. */
  readonly uncheckedPackages: readonly UncheckedPackages[];
  /** ISO 8601: when registries were last asked; null where they are to be asked soon. */
  readonly registriesAskedAt: string | null;
}

/** How many, by severity. */
export type SeverityCounts = Readonly<Record<Lowercase<Severity>, number>> & { readonly total: number };

export const NO_COUNTS: SeverityCounts = {
  none: 0,
  low: 0,
  medium: 0,
  high: 0,
  critical: 0,
  malicious: 0,
  total: 0,
};

/** One GitLab project that a token is a member of; unique by GitLab origin and GitLab's own id. */
export interface Project {
  readonly id: string;
  readonly integrationId: string;
  readonly gitlabProjectId: number;
  readonly path: string;
  readonly name: string;
  readonly webUrl: string;
  readonly gitUrl: string;
  readonly visibility: string;
  readonly defaultBranch: string | null;
  readonly accessLevel: number | null;
  readonly state: ProjectState;
  readonly reasons: readonly ProjectReason[];
  readonly analysisState: AnalysisState;
  readonly analysisError: { readonly code: string; readonly message: string } | null;
  readonly lastAnalysis: Analysis | null;
  readonly dependencyCount: number;
  readonly problemCount: number;
  readonly openFindings: SeverityCounts;
  readonly lastActivityAt: string | null;
  /** GitLab's own id of the project that this one is a fork of. */
  readonly forkedFromId: number | null;
}

/** What discovery knows of a project, ready to be stored. */
export interface CatalogueEntry {
  readonly gitlabProjectId: number;
  readonly path: string;
  readonly name: string;
  readonly webUrl: string;
  readonly gitUrl: string;
  readonly visibility: string;
  readonly defaultBranch: string | null;
  readonly accessLevel: number | null;
  readonly state: ProjectState;
  readonly reasons: readonly ProjectReason[];
  readonly lastActivityAt: string | null;
  readonly forkedFromId: number | null;
}

/** What an earlier listing said of a project. */
export type ListedProject = Pick<
  CatalogueEntry,
  'path' | 'name' | 'defaultBranch' | 'accessLevel' | 'state' | 'reasons'
>;

/** A project that a listing made or changed; `before` is null where it is new. */
export interface WrittenProject {
  readonly id: string;
  readonly gitlabProjectId: number;
  readonly before: ListedProject | null;
}

export interface ProjectFilter {
  readonly integrationId?: string;
  readonly search?: string;
  readonly states?: readonly ProjectState[];
  readonly withOpenFindings?: boolean;
  readonly withProblems?: boolean;
  readonly analysisStates?: readonly AnalysisState[];
  /** The path of a GitLab group; its subgroups count too. */
  readonly groupPath?: string;
  /** An open finding at least this severe. */
  readonly minSeverity?: Severity;
  /** A manifest of one of these ecosystems. */
  readonly ecosystems?: readonly string[];
  /** Whether merge requests can be opened. */
  readonly isWritable?: boolean;
  readonly withOpenMergeRequests?: boolean;
  /** Whether a plan waits for a decision. */
  readonly withProposedPlans?: boolean;
  /** Whether an open finding is past the day by which the policy wants it fixed, at `now`. */
  readonly isOverdue?: boolean;
  readonly now?: Date;
}

export type ProjectOrder = 'PATH' | 'RISK' | 'LAST_ANALYZED';

export interface ProjectStore {
  find(id: string): Promise<Project | null>;
  findMany(ids: readonly string[]): Promise<readonly Project[]>;
  /**
   * Until the transaction ends, nobody else changes what hangs on these projects: manifests, findings, plans. Taken before
   * any of it is read; always in the order of the ids, so that nobody waits in a circle.
   */
  lock(ids: readonly string[]): Promise<void>;
  /** Keyset: `after` is the id of the last row seen. */
  list(page: {
    first: number;
    after: string | null;
    filter: ProjectFilter;
    order: ProjectOrder;
  }): Promise<readonly Project[]>;
  count(filter: ProjectFilter, cap: number): Promise<number>;
  /** The same list for pages in both directions; its parents are integrations. */
  paged(filter: ProjectFilter, order: ProjectOrder): KeysetReader<Project>;
  /**
   * One statement; writes and returns only what is new or changed, and makes a look due where the head may have moved.
   * What another integration owns stays as that one sees it.
   */
  upsertMany(
    integration: { id: string; origin: string },
    entries: readonly CatalogueEntry[],
    now: Date,
  ): Promise<readonly WrittenProject[]>;
  /** The integration's projects within these ids of GitLab that a listing did not show: marked LEFT, and answered once. */
  markLeft(
    integration: { id: string; origin: string },
    range: { readonly afterId: number; readonly upToId: number | null; readonly seen: readonly number[] },
  ): Promise<readonly Pick<Project, 'id' | 'path'>[]>;
  /** One project that the token does not see: marked LEFT until a sync sees it again. False when it was out of reach before. */
  markOneLeft(id: string): Promise<boolean>;
  markDisconnected(integrationId: string): Promise<number>;
  /**
   * Projects whose head is to be looked at now, the longest due first; without an integration those of all connected
   * ones. Their analyses wait from now on; one that never comes to its end is due again an hour later.
   */
  takeDueLooks(due: {
    readonly now: Date;
    readonly limit: number;
    readonly integrationId?: string;
  }): Promise<readonly Pick<Project, 'id' | 'integrationId'>[]>;
  /** Looks become due where an analysis failed, never was, or is by another version of the parsers. */
  retryLooks(integrationId: string, parserVersion: number, now: Date): Promise<void>;
  /** The head was looked at; what became due since that began stays due. */
  saveLook(
    id: string,
    look: { readonly startedAt: Date; readonly now: Date; readonly nextAt: Date },
  ): Promise<void>;
  /** Analysed projects of which registries should be asked again: daily, and hourly while one does not answer. */
  registriesDue(integrationId: string, now: Date): Promise<readonly Pick<Project, 'id' | 'integrationId'>[]>;
  /** By the id of a fork, the project in the catalogue that it is a fork of. */
  forkOrigins(ids: readonly string[]): Promise<ReadonlyMap<string, Project>>;
  saveAnalysisState(
    ids: readonly string[],
    state: AnalysisState,
    error?: Project['analysisError'],
  ): Promise<void>;
  saveAnalysis(id: string, analysis: Analysis, problemCount: number, parserVersion: number): Promise<void>;
  /** Why the registry left something open; null when it answered all. */
  /** What the last planning could not check; the registry's problem follows from it. */
  saveUnchecked(id: string, unchecked: readonly UncheckedPackages[], askedAt: Date): Promise<void>;
  /** The registries of an integration's projects are to be asked again soon. */
  forgetRegistryAnswers(integrationId: string): Promise<void>;
  /** The commit and parser version of the last analysis. */
  analyzedAs(id: string): Promise<{ readonly commit: string; readonly parserVersion: number } | null>;
}
