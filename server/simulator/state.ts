import type { Repository } from './repository.js';

/** GitLab's access levels; compare them as ordered integers. */
export const ACCESS = {
  none: 0,
  minimal: 5,
  guest: 10,
  planner: 15,
  reporter: 20,
  developer: 30,
  maintainer: 40,
  owner: 50,
} as const;

export type Visibility = 'private' | 'internal' | 'public';
export type FeatureAccess = 'disabled' | 'private' | 'enabled';
export type TokenKind = 'personal' | 'project' | 'group' | 'service_account' | 'oauth';
export type MergeRequestState = 'opened' | 'closed' | 'merged' | 'locked';

/** A person or a bot. */
export interface User {
  readonly id: number;
  readonly username: string;
  name: string;
  email: string;
  isAdmin: boolean;
  isBot: boolean;
  isExternal: boolean;
  state: 'active' | 'blocked' | 'deactivated';
  readonly createdAt: Date;
}

/** An access token; `value` is the secret itself. */
export interface Token {
  readonly id: number;
  readonly value: string;
  name: string;
  readonly userId: number;
  readonly kind: TokenKind;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  /** `YYYY-MM-DD`: dead from 00:00 UTC of that day; null: never. */
  expiresAt: string | null;
  /** Of an OAuth token: the moment of its end. */
  diesAt?: Date;
  isRevoked: boolean;
  lastUsedAt: Date | null;
  /** The first token of a chain of rotations. */
  readonly familyId: number;
}

/** A direct membership. */
export interface Membership {
  readonly level: number;
  readonly expiresAt: string | null;
}

/** A group, or the personal namespace of a user. */
export interface Namespace {
  readonly id: number;
  readonly kind: 'group' | 'user';
  path: string;
  name: string;
  fullPath: string;
  readonly parentId: number | null;
  visibility: Visibility;
  readonly createdAt: Date;
  readonly members: Map<number, Membership>;
}

/** Who may push to and merge into the branches that a pattern (`main`, `release/*`) names. */
export interface Protection {
  readonly pattern: string;
  readonly pushLevel: number;
  readonly mergeLevel: number;
  readonly allowForcePush: boolean;
}

export interface Project {
  readonly id: number;
  path: string;
  name: string;
  namespaceId: number;
  description: string;
  visibility: Visibility;
  isArchived: boolean;
  isMirror: boolean;
  markedForDeletionOn: string | null;
  readonly createdAt: Date;
  updatedAt: Date;
  lastActivityAt: Date;
  defaultBranch: string;
  topics: readonly string[];
  mergeRequestsAccess: FeatureAccess;
  repositoryAccess: FeatureAccess;
  mergeMethod: 'merge' | 'rebase_merge' | 'ff';
  squashOption: 'never' | 'always' | 'default_on' | 'default_off';
  requiresPipeline: boolean;
  allowsSkippedPipeline: boolean;
  requiresResolvedThreads: boolean;
  removesSourceBranch: boolean;
  readonly creatorId: number | null;
  /** The project that this one is a fork of. */
  forkedFromId: number | null;
  importStatus: 'none' | 'started' | 'finished';
  readonly members: Map<number, Membership>;
  readonly sharedWith: Map<number, number>;
  readonly protections: Map<string, Protection>;
  readonly mergeRequests: Map<number, MergeRequest>;
  readonly pipelines: Map<number, Pipeline>;
  readonly hooks: Map<number, Hook>;
  readonly labels: Map<string, number>;
  /** Branch name to the moment (monotonic) from which the merge request route sees it. */
  readonly branchVisibleAt: Map<string, number>;
  readonly repository: Repository;
}

/** The result of a merge check for one pair of heads. */
export interface MergeCheck {
  readonly key: string;
  readonly readyAt: number;
  result: { readonly hasConflicts: boolean; readonly isBehind: boolean; readonly ahead: number } | null;
}

export interface MergeRequest {
  readonly id: number;
  readonly iid: number;
  readonly projectId: number;
  readonly authorId: number;
  title: string;
  description: string;
  state: MergeRequestState;
  readonly sourceBranch: string;
  /** The project of the source branch: this one, or one of its forks. */
  readonly sourceProjectId: number;
  allowsCollaboration: boolean;
  targetBranch: string;
  readonly createdAt: Date;
  updatedAt: Date;
  /** Monotonic; until then GitLab is still making the diff. */
  preparedAt: number;
  labels: string[];
  assigneeIds: number[];
  reviewerIds: number[];
  squash: boolean;
  removeSourceBranch: boolean;
  shouldRemoveSourceBranch: boolean | null;
  isDiscussionLocked: boolean;
  /** Who wants it merged when everything passes, and how; null when nobody does. */
  autoMerge: { readonly userId: number; readonly options: MergeOptions } | null;
  headSha: string;
  /** Where the branches met, and the target's head, when the diff was last made. */
  baseSha: string;
  startSha: string;
  check: MergeCheck | null;
  mergeError: string | null;
  rebaseDoneAt: number | null;
  mergedAt: Date | null;
  mergedById: number | null;
  closedAt: Date | null;
  closedById: number | null;
  mergeCommitSha: string | null;
  squashCommitSha: string | null;
  readonly approvedBy: Map<number, Date>;
  readonly notes: Note[];
  readonly stateEvents: StateEvent[];
  /** Every quick action that a description or note held; a product that neutralises them leaves this empty. */
  readonly quickActions: QuickAction[];
}

/** What the merge call may say. */
export interface MergeOptions {
  readonly sha?: string;
  readonly squash?: boolean;
  readonly mergeCommitMessage?: string;
  readonly squashCommitMessage?: string;
  readonly shouldRemoveSourceBranch?: boolean;
  readonly autoMerge?: boolean;
}

export interface Note {
  readonly id: number;
  readonly discussionId: string;
  readonly isIndividual: boolean;
  body: string;
  readonly authorId: number;
  readonly createdAt: Date;
  updatedAt: Date;
  readonly isSystem: boolean;
  readonly isResolvable: boolean;
  isResolved: boolean;
}

export interface StateEvent {
  readonly id: number;
  readonly userId: number | null;
  readonly createdAt: Date;
  readonly state: 'closed' | 'reopened' | 'merged';
}

export interface QuickAction {
  readonly command: string;
  readonly argument: string;
  readonly userId: number;
}

export type PipelineStatus =
  'created' | 'pending' | 'running' | 'success' | 'failed' | 'canceled' | 'skipped' | 'manual';

export interface Pipeline {
  readonly id: number;
  readonly iid: number;
  readonly ref: string;
  readonly sha: string;
  status: PipelineStatus;
  readonly source: string;
  readonly userId: number | null;
  readonly createdAt: Date;
  updatedAt: Date;
}

/** A project webhook and what became of its deliveries. */
export interface Hook {
  readonly id: number;
  url: string;
  name: string | null;
  description: string | null;
  readonly createdAt: Date;
  /** `push_events`, `merge_requests_events`, … */
  readonly events: Map<string, boolean>;
  branchFilter: string;
  branchFilterStrategy: 'wildcard' | 'regex' | 'all_branches';
  verifiesTls: boolean;
  token: string | null;
  signingToken: string | null;
  customHeaders: readonly { readonly key: string; readonly value: string }[];
  failures: number;
  /** How many of the last failures in a row were 4xx. */
  clientFailures: number;
  disabledUntil: Date | null;
  readonly deliveries: HookDelivery[];
}

export interface HookDelivery {
  readonly id: number;
  readonly trigger: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  responseStatus: string;
  responseBody: string;
  responseHeaders: Readonly<Record<string, string>>;
  executionDuration: number;
  readonly createdAt: Date;
}

/** Everything that the simulated GitLab knows, in memory. The repositories themselves are git's. */
export class SimulatorState {
  readonly users = new Map<number, User>();
  readonly tokens = new Map<number, Token>();
  readonly tokensByValue = new Map<string, Token>();
  readonly namespaces = new Map<number, Namespace>();
  readonly namespacesByPath = new Map<string, Namespace>();
  readonly projects = new Map<number, Project>();
  readonly projectsByPath = new Map<string, Project>();
  /** Old full paths of projects that were moved or renamed. */
  readonly movedPaths = new Map<string, number>();
  /** Project to its direct forks. */
  readonly forks = new Map<number, Set<number>>();
  /** Merge requests whose source branch is in another project. */
  readonly mergeRequestsBetweenProjects = new Set<MergeRequest>();
  private readonly lastIds = new Map<string, number>();

  /** The next number of that kind, from 1 upwards. */
  nextId(kind: string): number {
    const id = (this.lastIds.get(kind) ?? 0) + 1;
    this.lastIds.set(kind, id);
    return id;
  }

  /** By number, or by full path (any case), also given as a string of digits. */
  findProject(reference: number | string): Project | undefined {
    if (typeof reference === 'number') return this.projects.get(reference);
    if (/^\d+$/.test(reference)) return this.projects.get(Number(reference));
    return this.projectsByPath.get(reference.toLowerCase());
  }

  /** The project of the source branch; undefined when it is gone. */
  sourceOf(mergeRequest: MergeRequest): Project | undefined {
    return this.projects.get(mergeRequest.sourceProjectId);
  }

  /** Whether both came of the same project by forking. */
  areRelated(first: Project, second: Project): boolean {
    return this.rootOf(first).id === this.rootOf(second).id;
  }

  private rootOf(project: Project): Project {
    const parent = this.projects.get(project.forkedFromId ?? 0);
    return parent ? this.rootOf(parent) : project;
  }

  /** The project that had this full path before it was moved or renamed. */
  findMovedProject(path: string): Project | undefined {
    return this.projects.get(this.movedPaths.get(path.toLowerCase()) ?? 0);
  }

  findNamespace(reference: number | string): Namespace | undefined {
    if (typeof reference === 'number') return this.namespaces.get(reference);
    if (/^\d+$/.test(reference)) return this.namespaces.get(Number(reference));
    return this.namespacesByPath.get(reference.toLowerCase());
  }

  findUser(username: string): User | undefined {
    return [...this.users.values()].find((user) => user.username.toLowerCase() === username.toLowerCase());
  }

  namespaceOf(project: Project): Namespace {
    const namespace = this.namespaces.get(project.namespaceId);
    if (!namespace) throw new Error(`project ${project.id} has no namespace`);
    return namespace;
  }

  fullPathOf(project: Project): string {
    return `${this.namespaceOf(project).fullPath}/${project.path}`;
  }
}
