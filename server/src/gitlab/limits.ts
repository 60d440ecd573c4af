/** Bounds on requests to GitLab's API. Waits and retries count into the overall time. */
export interface TransportLimits {
  /** One attempt, from connecting to the last byte. */
  readonly requestTimeoutMs: number;
  readonly overallTimeoutMs: number;
  readonly maxAnswerBytes: number;
  /** Attempts of one request in all. */
  readonly maxAttempts: number;
  /** A pause longer than this throws GITLAB_THROTTLED with `details.retryAt` instead of waiting. */
  readonly maxWaitMs: number;
  /** How long nobody asks when even the last attempt was throttled and the server did not say for how long. */
  readonly throttledPauseMs: number;
  /** Requests and git commands at the same time to one host with one token, over the whole process. */
  readonly maxConcurrent: number;
  /** How long a new merge request may wait for GitLab to see its branch. */
  readonly branchWaitMs: number;
}

export const DEFAULT_TRANSPORT_LIMITS: TransportLimits = {
  requestTimeoutMs: 30_000,
  overallTimeoutMs: 120_000,
  maxAnswerBytes: 20 * 1024 * 1024,
  maxAttempts: 4,
  maxWaitMs: 30_000,
  throttledPauseMs: 60_000,
  maxConcurrent: 6,
  branchWaitMs: 30_000,
};

/** Bounds on git's work for one repository. */
export interface GitLimits {
  /** One git command. */
  readonly timeoutMs: number;
  /** The objects of one repository on disk, and any one file of them. */
  readonly maxDiskBytes: number;
  /** Address space of one process of git, where the system can bound it. */
  readonly maxMemoryBytes: number;
  /** Entries of one tree. */
  readonly maxEntries: number;
  /** Bytes that one `readBlobs` may return in all. */
  readonly maxReadBytes: number;
}

export const DEFAULT_GIT_LIMITS: GitLimits = {
  timeoutMs: 180_000,
  maxDiskBytes: 512 * 1024 * 1024,
  maxMemoryBytes: 2 * 1024 * 1024 * 1024,
  maxEntries: 500_000,
  maxReadBytes: 256 * 1024 * 1024,
};
