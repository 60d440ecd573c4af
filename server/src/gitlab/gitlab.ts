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
    /** Only where the token has at least this role, through groups and shares too. */
    readonly minAccessLevel?: number;
  }): AsyncIterable<readonly GitLabProject[]>;
  /** Null when missing or invisible. */
  getProject(projectId: number): Promise<GitLabProject | null>;
  /** Those from a branch of the project itself, newest first; empty when none. A fork may have a branch of the same name. */
  findMergeRequests(
    projectId: number,
    filter: { readonly sourceBranch: string },
  ): Promise<readonly GitLabMergeRequest[]>;
  getMergeRequest(projectId: number, iid: number): Promise<GitLabMergeRequest | null>;
  /** Retries while GitLab does not see the branch yet; finds the existing one when GitLab says there is one. */
  createMergeRequest(projectId: number, request: NewMergeRequest): Promise<GitLabMergeRequest>;
  updateMergeRequest(projectId: number, iid: number, change: MergeRequestChange): Promise<GitLabMergeRequest>;
  /**
   * Merges at this head, or as soon as the pipeline allows (`autoMerge`): look at `state` and `isAutoMerge` of the answer. GITLAB_CONFLICT when
   * the head moved, GITLAB_REFUSED when its state does not allow it, TOKEN_INVALID or GITLAB_FORBIDDEN when the account may not.
   */
  acceptMergeRequest(
    projectId: number,
    iid: number,
    merge: { readonly sha: string; readonly autoMerge: boolean },
  ): Promise<GitLabMergeRequest>;
  createNote(projectId: number, iid: number, body: string): Promise<void>;
  /** The newest 100, newest first; to find what an earlier attempt wrote. */
  listNotes(projectId: number, iid: number): Promise<readonly GitLabNote[]>;
  /** A file's bytes by the id that git gives them, not checked against it; null when there is no such object. For few and small ones. */
  readBlob(projectId: number, blob: string): Promise<Uint8Array | null>;
  /** The account of this exact user name; null when there is none. */
  findUser(username: string): Promise<Pick<GitLabUser, 'id' | 'username'> | null>;
  /** Needs Maintainer: GITLAB_FORBIDDEN otherwise. At most 100. */
  listHooks(projectId: number): Promise<readonly GitLabHook[]>;
  /** An address that GitLab does not allow is GITLAB_REFUSED with status 422. */
  createHook(projectId: number, hook: NewHook): Promise<GitLabHook>;
  /** Null when it is gone. What is not given stays as GitLab has it. */
  updateHook(projectId: number, hookId: number, hook: NewHook): Promise<GitLabHook | null>;
  /** False when it is gone. */
  deleteHook(projectId: number, hookId: number): Promise<boolean>;
  /** Sends an example push event, which also wakes a hook that GitLab disabled. */
  testHook(projectId: number, hookId: number): Promise<void>;
  /**
   * A new token in place of this one, which is dead from then on. Never sent twice: GITLAB_OUTCOME_UNKNOWN when the answer was lost.
   * @param expiresAt `YYYY-MM-DD`
   */
  rotateToken(expiresAt: string): Promise<RotatedToken>;
  /** Ends the life of this token at GitLab. */
  revokeToken(): Promise<void>;
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
  /** GitLab's id of the project that this one is a fork of; null when it is none. */
  readonly forkedFromId: number | null;
}

export interface GitLabMergeRequest {
  readonly id: number;
  readonly iid: number;
  readonly projectId: number;
  /** Another than `projectId` where it comes from a fork; null where that fork is gone. */
  readonly sourceProjectId: number | null;
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
  /** The text as GitLab has it now, at most its first 100,000 characters. */
  readonly description: string;
  readonly labels: readonly string[];
  /** Set to be merged when its pipeline succeeds. */
  readonly isAutoMerge: boolean;
  /** Whether the token's account may merge it; null in lists, where GitLab does not say. */
  readonly mayMerge: boolean | null;
}

export interface GitLabNote {
  readonly id: number;
  readonly body: string;
  readonly authorId: number | null;
  /** GitLab's own note. */
  readonly isSystem: boolean;
}

/** A project's webhook. */
export interface GitLabHook {
  readonly id: number;
  readonly url: string;
  readonly events: { readonly push: boolean; readonly mergeRequests: boolean; readonly pipelines: boolean };
  /** `disabled` and `temporarily_disabled` after failures; null where the version does not say. */
  readonly alertStatus: string | null;
  readonly disabledUntil: string | null;
  /** Null where the version does not say (before 19.0). */
  readonly hasToken: boolean | null;
  readonly hasSigningToken: boolean | null;
}

/** What a hook is to be. The secrets are write-only in GitLab. */
export interface NewHook {
  readonly url: string;
  readonly name: string;
  readonly events: GitLabHook['events'];
  readonly verifiesTls: boolean;
  /** Sent in clear with every delivery. */
  readonly token: string;
  /** `whsec_` and base64; ignored by versions before 19.0. */
  readonly signingToken: string;
}

/** A token just made. `token` is shown this once. */
export interface RotatedToken {
  readonly token: string;
  readonly id: number;
  readonly expiresAt: string | null;
}

export interface NewMergeRequest {
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly title: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly removeSourceBranch: boolean;
  /** Absent: as the project has it. */
  readonly squash?: boolean;
  readonly assigneeIds?: readonly number[];
  readonly reviewerIds?: readonly number[];
}

export interface MergeRequestChange {
  readonly title?: string;
  readonly description?: string;
  readonly stateEvent?: 'close' | 'reopen';
  /** Added; what is there stays. */
  readonly addLabels?: readonly string[];
}

/** Git over smart HTTP, for one integration: read what is needed, push one commit. Codes GIT_*, REPOSITORY_EMPTY, TOKEN_*, GITLAB_*. */
export interface GitRemote {
  /** The head of a branch, null when the branch does not exist. One ls-remote. */
  readHead(gitUrl: string, branch: string): Promise<string | null>;
  /** The tree at a branch's head, without blobs: one fetch of depth 1. */
  openBranch(gitUrl: string, branch: string): Promise<GitSnapshot>;
  /** Deletes a branch only while its head is this commit; `moved` and `gone` leave everything as it is. */
  deleteBranch(gitUrl: string, branch: string, expectedHead: string): Promise<BranchDeletion>;
}

/** `gone`: somebody else had deleted it, or an earlier attempt whose answer was lost. */
export type BranchDeletion = 'deleted' | 'moved' | 'gone';

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
  /** With user and password where the proxy asks for them; absent or null: none. */
  readonly proxyUrl?: string | null;
  /** Further certificate authorities, PEM; absent or null: none. */
  readonly caPem?: string | null;
}

/** Makes the two ports for an integration; the composition root supplies it. */
export interface GitLabConnector {
  /** Aborting the signal ends what the two ports are doing, with CANCELLED. Requests are counted for the integration. */
  connect(
    credentials: GitLabCredentials,
    options?: { readonly signal?: AbortSignal; readonly integrationId?: string },
  ): { readonly gitlab: GitLab; readonly git: GitRemote };
  /** GitLab's OAuth for an application that is registered there. */
  consent(
    application: GitLabApplicationCredentials,
    options?: { readonly signal?: AbortSignal },
  ): GitLabConsent;
}

/** Backline as GitLab knows it: an application with a secret. */
export interface GitLabApplicationCredentials extends Omit<GitLabCredentials, 'token'> {
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Tokens for a person's consent. TOKEN_REVOKED when GitLab does not accept the code or refresh token (any more),
 * GITLAB_REFUSED for an unknown application, GITLAB_OUTCOME_UNKNOWN when tokens may have been given and were lost.
 */
export interface GitLabConsent {
  exchangeCode(code: {
    readonly code: string;
    readonly verifier: string;
    readonly redirectUri: string;
  }): Promise<GrantedTokens>;
  /** New tokens; the refresh token works once, and the old access token is dead. */
  renew(grant: { readonly refreshToken: string; readonly redirectUri: string }): Promise<GrantedTokens>;
  revoke(token: string): Promise<void>;
}

export interface GrantedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
  readonly scopes: readonly string[];
}
