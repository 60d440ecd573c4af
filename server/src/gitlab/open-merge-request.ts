import { AppError, isAppError } from '../errors.js';
import type { GitLabMergeRequest, NewMergeRequest } from './gitlab.js';

const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 8_000;
const MAX_UNKNOWN = 3;

/** What opening needs of GitLab. */
export interface OpenMergeRequestDeps {
  /** Newest first, of the source branch. */
  readonly find: () => Promise<readonly GitLabMergeRequest[]>;
  readonly get: (iid: number) => Promise<GitLabMergeRequest | null>;
  readonly post: () => Promise<GitLabMergeRequest>;
  readonly pause: (ms: number) => Promise<void>;
  /** How long GitLab may take to see a branch that was just pushed. */
  readonly branchWaitMs: number;
}

/**
 * The open merge request of a branch, made when there is none. GitLab sees a new branch only after seconds, may say
 * that there is one already (409), and may write without answering: each of these ends in one merge request.
 */
export async function openMergeRequest(
  request: NewMergeRequest,
  deps: OpenMergeRequestDeps,
): Promise<GitLabMergeRequest> {
  let waitedMs = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let unknown = 0;
  for (;;) {
    const existing = (await deps.find()).find((each) => isSame(each, request));
    if (existing !== undefined) return existing;
    try {
      return await deps.post();
    } catch (error) {
      if (isAppError(error, 'GITLAB_CONFLICT')) return await findConflicting(error, request, deps);
      if (isAppError(error, 'GITLAB_OUTCOME_UNKNOWN')) {
        unknown += 1;
        if (unknown >= MAX_UNKNOWN) throw error;
      } else if (!isBranchUnseen(error) || waitedMs >= deps.branchWaitMs) {
        throw error;
      }
    }
    await deps.pause(pauseMs);
    waitedMs += pauseMs;
    pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
  }
}

function isSame(mergeRequest: GitLabMergeRequest, request: NewMergeRequest): boolean {
  const isOpen = mergeRequest.state === 'opened' || mergeRequest.state === 'locked';
  return (
    isOpen &&
    mergeRequest.sourceProjectId === mergeRequest.projectId &&
    mergeRequest.sourceBranch === request.sourceBranch &&
    mergeRequest.targetBranch === request.targetBranch
  );
}

function isBranchUnseen(error: unknown): boolean {
  if (!isAppError(error, 'GITLAB_REFUSED') || error.details['status'] !== 400) return false;
  return /source.?branch\b.*\bdoes not exist/i.test(String(error.details['reason']));
}

async function findConflicting(
  conflict: AppError,
  request: NewMergeRequest,
  deps: OpenMergeRequestDeps,
): Promise<GitLabMergeRequest> {
  const iid = /!(\d{1,9})\b/.exec(String(conflict.details['reason']))?.[1];
  const named = iid === undefined ? null : await deps.get(Number(iid));
  if (named !== null && isSame(named, request)) return named;
  const listed = (await deps.find()).find((each) => isSame(each, request));
  if (listed !== undefined) return listed;
  throw conflict;
}
