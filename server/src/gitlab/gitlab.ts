/**
 * The port to GitLab: our own view of it, in plain values. The client (`gitlab.client.ts`) and the tests' fake
 * pass the same contract tests. Every method throws AppError with a GITLAB_, TOKEN_, ADDRESS_ or NOT_GITLAB code.
 */
export interface GitLab {
  /** Whether the address answers and is GitLab; needs no valid token. NOT_GITLAB, ADDRESS_*, GITLAB_UNREACHABLE, GITLAB_TLS. */
  probe(): Promise<void>;
  getVersion(): Promise<GitLabVersion>;
  getUser(): Promise<GitLabUser>;
  /** Null where the kind of token cannot be asked about (OAuth). TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED. */
  getToken(): Promise<GitLabToken | null>;
  /** All projects that the token is a member of, by id upwards, one page at a time (keyset). */
  listMemberProjects(options?: {
    readonly afterId?: number;
    readonly pageSize?: number;
  }): AsyncIterable<readonly GitLabProject[]>;
  /** Null when missing or invisible. */
  getProject(projectId: number): Promise<GitLabProject | null>;
  /** Newest first; empty when none. */
  findMergeRequests(
    projectId: number,
    filter: { readonly sourceBranch: string },
  ): Promise<readonly GitLabMergeRequest[]>;
  getMergeRequest(projectId: number, iid: number): Promise<GitLabMergeRequest | null>;
  /** Retries while GitLab does not see the branch yet; finds the existing one when GitLab says there is one. */
  createMergeRequest(projectId: number, request: NewMergeRequest): Promise<GitLabMergeRequest>;
  updateMergeRequest(projectId: number, iid: number, change: MergeRequestChange): Promise<GitLabMergeRequest>;
  createNote(projectId: number, iid: number, body: string): Promise<void>;
  /** How many requests this client has sent, retries included. */
  requestCount(): number;
}

export interface GitLabVersion {
  /** Such as `19.4.1`, without the suffix. */
  readonly version: string;
  readonly isEnterprise: boolean;
}

export interface GitLabUser {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly isBot: boolean;
  readonly isAdmin: boolean;
  readonly state: string;
  readonly webUrl: string;
}

export interface GitLabToken {
  readonly id: number;
  readonly name: string;
  readonly scopes: readonly string[];
  /** `YYYY-MM-DD`; the token is dead from 00:00 UTC of that day; null when it never expires. */
  readonly expiresAt: string | null;
  readonly isActive: boolean;
  readonly isRevoked: boolean;
  readonly userId: number;
}

export interface GitLabProject {
  readonly id: number;
  readonly pathWithNamespace: string;
  readonly name: string;
  readonly webUrl: string;
  /** On the integration's own origin, whatever GitLab's configured external address is. */
  readonly gitUrl: string;
  readonly defaultBranch: string | null;
  readonly isEmpty: boolean;
  readonly isArchived: boolean;
  readonly isMirror: boolean;
  readonly isMarkedForDeletion: boolean;
  readonly areMergeRequestsEnabled: boolean;
  readonly isRepositoryEnabled: boolean;
  readonly visibility: string;
  /** The larger of project and group access; null where GitLab does not say. */
  readonly accessLevel: number | null;
  readonly lastActivityAt: string | null;
}

export interface GitLabMergeRequest {
  readonly id: number;
  readonly iid: number;
  readonly projectId: number;
  readonly title: string;
  readonly webUrl: string;
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly state: 'opened' | 'closed' | 'merged' | 'locked';
  readonly isDraft: boolean;
  /** GitLab's own word; unknown values are shown as they are. */
  readonly detailedMergeStatus: string;
  readonly hasConflicts: boolean;
  readonly headSha: string | null;
  readonly pipelineStatus: string | null;
  readonly pipelineUrl: string | null;
  readonly authorId: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly mergedAt: string | null;
  readonly closedAt: string | null;
  readonly mergeCommitSha: string | null;
}

export interface NewMergeRequest {
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly title: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly removeSourceBranch: boolean;
}

export interface MergeRequestChange {
  readonly title?: string;
  readonly description?: string;
  readonly stateEvent?: 'close' | 'reopen';
}

/** Git over smart HTTP, for one integration: read what is needed, push one commit. Codes GIT_*, REPOSITORY_EMPTY, TOKEN_*, GITLAB_*. */
export interface GitRemote {
  /** The head of a branch, null when the branch does not exist. One ls-remote. */
  readHead(gitUrl: string, branch: string): Promise<string | null>;
  /** The tree at a branch's head, without blobs: one fetch of depth 1. */
  openBranch(gitUrl: string, branch: string): Promise<GitSnapshot>;
}

/** One commit of a repository in a temporary bare clone; close it when done. */
export interface GitSnapshot {
  readonly commit: string;
  /** Regular files only; symlinks and submodules are listed in `skipped`. At most 500,000 entries, else GIT_LIMIT. */
  readonly files: readonly { readonly path: string; readonly blob: string }[];
  readonly skipped: readonly {
    readonly path: string;
    readonly reason: 'SYMLINK' | 'SUBMODULE' | 'BAD_PATH';
  }[];
  /** One batched fetch of the blobs asked for. A blob over the size limit is reported, not read. */
  readBlobs(
    blobs: readonly string[],
    limits: { readonly maxBytes: number },
  ): Promise<
    ReadonlyMap<
      string,
      | { readonly kind: 'content'; readonly bytes: Uint8Array }
      | { readonly kind: 'tooLarge'; readonly size: number }
    >
  >;
  /** One commit on top of this snapshot's commit, pushed to `branch` with a lease: GIT_LEASE_LOST when it moved. Returns the new commit's sha. */
  pushCommit(push: GitPush): Promise<string>;
  close(): Promise<void>;
}

export interface GitPush {
  readonly branch: string;
  /** The sha that the branch must have now; null when it must not exist. */
  readonly expectedHead: string | null;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  /** Of author and committer: the same push on the same base is the same commit, so that doing it twice pushes one. */
  readonly date: Date;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Told of the commit before it is pushed. */
  readonly onCommit?: (commit: string) => Promise<void>;
}

/** Which GitLab, and as whom. The token is never logged and never part of an error. */
export interface GitLabCredentials {
  /** Origin and optional relative root, no trailing slash: `https://gitlab.example/gitlab`. */
  readonly baseUrl: string;
  readonly token: string;
}

/** Makes the two ports for an integration; the composition root supplies it. */
export interface GitLabConnector {
  /** Aborting the signal ends what the two ports are doing, with CANCELLED. */
  connect(
    credentials: GitLabCredentials,
    options?: { readonly signal?: AbortSignal },
  ): { readonly gitlab: GitLab; readonly git: GitRemote };
}
