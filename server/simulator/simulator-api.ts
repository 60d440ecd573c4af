import type { Chaos, ChaosKind, Fault, HostileMode, HostileOptions, Throttle } from './trouble-api.js';
import type { Application } from './oauth.js';
import type { ProfileName } from './profile.js';
import type {
  FeatureAccess,
  MergeRequest,
  Namespace,
  Pipeline,
  PipelineStatus,
  Project,
  SimulatorState,
  Token,
  TokenKind,
  User,
  Visibility,
} from './state.js';

export type * from './trouble-api.js';

/** How the simulator starts. Everything may be left out. */
export interface SimulatorOptions {
  /** On 127.0.0.1; 0 (the default) takes a free one. */
  readonly port?: number;
  /** A folder whose folders become projects (see `seedFromDirectory`), or a function that builds the state. */
  readonly seed?: string | ((simulator: Simulator) => void | Promise<void>);
  /** Default `18.5`. */
  readonly profile?: ProfileName;
  /** Default `ce`, except that `dotcom` is `ee`. */
  readonly edition?: 'ce' | 'ee';
  /** The address that GitLab believes to have, used in every link it sends. Default: the real one. */
  readonly externalUrl?: string;
  /** A path such as `/gitlab` in front of everything. */
  readonly relativeRoot?: string;
  /** A proxy in front decodes `%2F` in paths, and breaks every route with a path in it. Default false. */
  readonly decodesSlashes?: boolean;
  /** Added to every answer. */
  readonly latencyMs?: number;
  /** Dates and expiry follow it; delays follow real time. */
  readonly clock?: () => Date;
  readonly delays?: Partial<Delays>;
  /**
   * Whether webhooks that keep failing are paused (17.11 and newer: from the 4th failure for 1 minute, doubling to 24 h, from the
   * 40th until a test succeeds; older: ended by four 4xx). Default: only in profile `dotcom`, as the switch of
   * self-managed servers is off.
   */
  readonly disablesFailingHooks?: boolean;
  /** False switches the limits of single routes off (README). Default true. */
  readonly routeLimits?: boolean;
  /** A merge without `sha` is 400, as an instance can demand it since 19.2. Default false. */
  readonly requireMergeSha?: boolean;
  /** False refuses webhooks to local addresses with 422, as GitLab does by default. Default true. */
  readonly allowLocalWebhooks?: boolean;
}

/** What GitLab does in the background, in real milliseconds. 0 makes it immediate. */
export interface Delays {
  /** From a new merge request to `prepared_at`. Default 30. */
  prepareMs: number;
  /** From the first look to the result of a merge check. Default 60. */
  mergeCheckMs: number;
  /** From a push until the merge request route sees a new branch. Default 0, in profile 19.4 and dotcom 300. */
  branchVisibleMs: number;
  /** From the deletion of a source branch to the closing of its merge request. Default 100. */
  closeAfterDeleteMs: number;
  /** Default 60. */
  rebaseMs: number;
  /** From the creation of a project in a group until the group's members have access. Default 0. */
  membershipMs: number;
  /** From the creation of a fork until its repository is there. Default 0. */
  forkMs: number;
}

export const NO_DELAYS: Delays = {
  prepareMs: 0,
  mergeCheckMs: 0,
  branchVisibleMs: 0,
  closeAfterDeleteMs: 0,
  rebaseMs: 0,
  membershipMs: 0,
  forkMs: 0,
};

/** A number or a full path. */
export type ProjectReference = number | string;

/** Path to content. A string is written as UTF-8. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface NewUser {
  readonly username: string;
  readonly name?: string;
  readonly isAdmin?: boolean;
  readonly isBot?: boolean;
  readonly isExternal?: boolean;
  readonly state?: User['state'];
}

export interface NewToken {
  readonly userId: number;
  readonly scopes: readonly string[];
  readonly name?: string;
  /** `YYYY-MM-DD`. Default: a year ahead; null: never. */
  readonly expiresAt?: string | null;
  readonly kind?: TokenKind;
  /** The secret; default a new random one with the prefix `glpat-`. */
  readonly value?: string;
}

/** An access token of a project or group. Its user becomes a member with this level. */
export interface NewAccessToken extends Omit<NewToken, 'userId' | 'kind'> {
  readonly of: ProjectReference | { readonly group: string };
  readonly level: number;
}

export interface NewGroup {
  /** The full path; missing parents are made. */
  readonly path: string;
  readonly name?: string;
  readonly visibility?: Visibility;
}

export interface NewProject {
  readonly path: string;
  /** A group's full path (made when missing) or a user name. */
  readonly namespace: string;
  readonly name?: string;
  readonly description?: string;
  readonly visibility?: Visibility;
  /** The content of the first commit: inline, or a folder on disk. Without both the repository is empty. */
  readonly files?: Files;
  readonly directory?: string;
  readonly defaultBranch?: string;
  readonly isArchived?: boolean;
  readonly isMirror?: boolean;
  readonly mergeRequestsAccess?: FeatureAccess;
  readonly repositoryAccess?: FeatureAccess;
  readonly mergeMethod?: Project['mergeMethod'];
  readonly requiresPipeline?: boolean;
  readonly requiresResolvedThreads?: boolean;
  readonly topics?: readonly string[];
  readonly markedForDeletionOn?: string;
  /** Default true: the default branch is protected for maintainers. */
  readonly isDefaultBranchProtected?: boolean;
}

/** What many projects have in common, and what differs by number (from 0). */
export interface ProjectTemplate extends NewProject {
  readonly vary?: (index: number) => Partial<Omit<NewProject, 'files' | 'directory' | 'defaultBranch'>>;
}

export interface NewMember {
  readonly userId: number;
  readonly level: number;
  readonly expiresAt?: string;
}

export interface NewCommit {
  /** Default: the default branch. Made when missing, from `startBranch` or the default branch. */
  readonly branch?: string;
  readonly startBranch?: string;
  readonly files?: Files;
  readonly deletions?: readonly string[];
  readonly message?: string;
  readonly author?: { readonly name: string; readonly email: string };
  /** Who pushed, for events. */
  readonly userId?: number;
}

export interface LoggedRequest {
  readonly kind: 'api' | 'git' | 'page';
  readonly method: string;
  /** With query, without the relative root. */
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  readonly userId: number | null;
  readonly at: Date;
  /** What was done to it on purpose: a fault's or chaos's kind, a hostile mode; null for nothing. */
  readonly trouble: string | null;
}

/** The last 20,000 requests, and counts of all. */
export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  count(kind?: LoggedRequest['kind']): number;
  clear(): void;
}

/** A running GitLab. The admin methods act at once, without permissions or delays in front of them. */
export interface Simulator {
  /** With the relative root, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly state: SimulatorState;
  readonly requestLog: RequestLog;
  createUser(user: NewUser): User;
  createToken(token: NewToken): Token;
  /** With a bot user `project_<id>_bot_<hex>` or `group_<id>_bot_<hex>`. */
  createAccessToken(token: NewAccessToken): Token;
  /** By id or by value. */
  revokeToken(token: number | string): void;
  /** An application for OAuth; its id is `uid`. Default scopes: api, read_repository, write_repository. */
  createApplication(application: {
    readonly name?: string;
    readonly redirectUri: string;
    readonly scopes?: readonly string[];
  }): Application;
  /** A person takes the consent back under Applications: every token of it dies. */
  revokeGrant(uid: string, userId: number): void;
  createGroup(group: NewGroup): Namespace;
  createProject(project: NewProject): Promise<Project>;
  /**
   * Makes many projects cheaply, `<path>-1` to `<path>-<count>`: they share one repository until they are written to.
   * 10,000 take about a second.
   */
  createProjects(count: number, template: ProjectTemplate): Promise<readonly Project[]>;
  /** A copy with a relation; `import_status` is `started` until `forkMs` is over. */
  forkProject(
    project: ProjectReference,
    to: { readonly namespace: string; readonly path?: string },
  ): Promise<Project>;
  /** Renames or moves; the old path then answers 301. */
  moveProject(
    project: ProjectReference,
    to: { readonly namespace?: string; readonly path?: string },
  ): Project;
  /** Renames or moves a group with all that is in it: its projects answer at their old paths with 301, the group with 404. */
  moveGroup(path: string, newPath: string): Namespace;
  /** Readable for days, marked, and since 18.0 at a path with a suffix; the old one answers 301. */
  scheduleDeletion(project: ProjectReference): Project;
  /** Gone at once: 404. */
  deleteProject(project: ProjectReference): Promise<void>;
  /** To a project, or to a group by `{group: path}`. Level 0 removes. */
  addMember(to: ProjectReference | { readonly group: string }, member: NewMember): void;
  /** One commit on a branch; answers its sha. */
  commitFiles(project: ProjectReference, commit: NewCommit): Promise<string>;
  deleteBranch(project: ProjectReference, branch: string): Promise<void>;
  /** The head of a branch, or null. */
  headOf(project: ProjectReference, branch?: string): Promise<string | null>;
  /** The text of a file at a branch, or null. */
  readFile(
    project: ProjectReference,
    file: { readonly path: string; readonly ref?: string },
  ): Promise<string | null>;
  protectBranch(
    project: ProjectReference,
    pattern: string,
    levels?: { readonly pushLevel?: number; readonly mergeLevel?: number; readonly allowForcePush?: boolean },
  ): void;
  unprotectBranch(project: ProjectReference, pattern: string): void;
  /** Really merges; throws when git cannot. */
  mergeMergeRequest(
    project: ProjectReference,
    iid: number,
    options?: { readonly userId?: number },
  ): Promise<MergeRequest>;
  closeMergeRequest(
    project: ProjectReference,
    iid: number,
    options?: { readonly userId?: number },
  ): Promise<MergeRequest>;
  /** The newest pipeline of the branch's head takes this status; made when there is none, or with `isNew`. */
  setPipeline(
    project: ProjectReference,
    branch: string,
    status: PipelineStatus,
    options?: { readonly isNew?: boolean },
  ): Promise<Pipeline>;
  /** Every page of a list comes twice from now on: first empty with a next link, then full. */
  setEmptyPages(isOn: boolean): void;
  /** What becomes of webhooks from now on: `lost` never arrive, `twice` arrive twice with one `Idempotency-Key`. */
  setHookDelivery(delivery: 'normal' | 'lost' | 'twice'): void;
  /** Tells the webhooks of a project that one of its access tokens will soon end, as GitLab does 7 days before. */
  announceExpiringToken(project: ProjectReference, token: number | string): void;
  setThrottle(throttle: Throttle | null): void;
  injectFault(fault: Fault): void;
  clearFaults(): void;
  /** Off by default; null switches it off again. Setting it starts the counts and the generator anew. */
  setChaos(chaos: Chaos | null): void;
  /** How many requests each kind has hit since `setChaos`; the counts of the last chaos stay readable after null. */
  chaosCounts(): Readonly<Record<ChaosKind, number>>;
  /** From now on, until `clearHostile`, every request whose path (with query) matches is answered in that way. */
  hostile(mode: HostileMode, pathPattern: string | RegExp, options?: HostileOptions): void;
  clearHostile(): void;
  setLatency(latencyMs: number): void;
  setDelays(delays: Partial<Delays>): void;
  /** Waits until everything in the background (closing, webhooks) is done. */
  settle(): Promise<void>;
  /** Stops listening and removes the temporary folder. */
  close(): Promise<void>;
}
