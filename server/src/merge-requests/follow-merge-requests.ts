import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { type ErrorCode, isAppError } from '../errors.js';
import type { GitLab, GitLabMergeRequest } from '../gitlab/gitlab.js';
import {
  type IntegrationDeps,
  judgeTokenError,
  openIntegration,
  withIntegration,
} from '../integrations/with-integration.js';
import { followMergeRequests as followJob } from '../integrations/integration-jobs.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import type { Policy } from '../policies/policy.js';
import { markProjectLeft } from '../projects/keep-listing.js';
import { afterLook } from './after-look.js';
import type { MergeRequest } from './merge-request.js';
import { settleMergeRequest } from './settle-merge-request.js';

const AT_ONCE = 4;
/** Of one run; what was looked at longest ago comes first, so the next run goes on where this one stopped. */
const MAX_LOOKS = 1_000;
/** So many failures of GitLab one after the other are no longer about single merge requests. */
const MAX_FAULTS = 5;

/** What following needs. */
export interface FollowDeps extends IntegrationDeps {
  /** What holds where no policy says otherwise. */
  readonly policy: Policy;
  /** The first pause between two looks at a merge request, in milliseconds; 30 s where it is not given. */
  readonly lookMs?: number;
}

/** Asks GitLab for the state of every merge request of an integration that is due, one request each. */
export async function followMergeRequests(
  deps: FollowDeps,
  { integrationId }: { readonly integrationId: string },
  context: Pick<JobContext, 'signal' | 'progress'>,
): Promise<JobOutcome> {
  return withIntegration(deps, { integrationId, signal: context.signal }, async ({ gitlab }) => {
    const open = await deps.inTransaction(async (stores) => {
      await stores.jobs.forgetUneventful(followJob, `integration:${integrationId}`);
      return stores.mergeRequests.listDue(integrationId, deps.clock(), MAX_LOOKS);
    });
    const round = newRound();
    await inParallel(open, AT_ONCE, async (mergeRequest) => {
      context.signal.throwIfAborted();
      try {
        const after = await lookAt(deps, gitlab, mergeRequest);
        if (after.state !== mergeRequest.state) round.changed += 1;
        round.faults = 0;
      } catch (thrown) {
        context.signal.throwIfAborted();
        await passOver(deps, round, mergeRequest, await judgeTokenError(gitlab, thrown));
      }
      round.done += 1;
      const message = `Looked at !${mergeRequest.iid}`;
      await context.progress({ done: round.done, total: open.length, message });
    });
    if (round.unexpected.length > 0) throw round.unexpected[0];
    const told = round.failed.length === 0 ? {} : { failed: round.failed.slice(0, 20) };
    return {
      kind: 'done',
      result: { lookedAt: open.length - round.failed.length, changed: round.changed, ...told },
    };
  });
}

const newRound = () => ({
  done: 0,
  changed: 0,
  /** Failures of GitLab itself since it last answered well. */
  faults: 0,
  failed: [] as string[],
  unexpected: [] as unknown[],
});

const ABOUT_ONE: readonly ErrorCode[] = [
  'GITLAB_FORBIDDEN',
  'GITLAB_NOT_FOUND',
  'GITLAB_CONFLICT',
  'GITLAB_REFUSED',
];
const FAULTS: readonly ErrorCode[] = ['GITLAB_FAILED', 'GITLAB_TIMEOUT', 'GITLAB_ANSWER_INVALID'];

/**
 * One that cannot be looked at does not keep the others from being followed: it goes to the end, and its history says
 * so once. What concerns them all (a dead token, GitLab's limit, GitLab out of reach) ends the round.
 */
async function passOver(
  deps: FollowDeps,
  round: ReturnType<typeof newRound>,
  mergeRequest: MergeRequest,
  error: unknown,
): Promise<void> {
  const isFault = isAppError(error, ...FAULTS);
  if (isFault) round.faults += 1;
  if (isAppError(error) && !isAppError(error, ...ABOUT_ONE) && !(isFault && round.faults < MAX_FAULTS))
    throw error;
  const reason = isAppError(error) ? error.message : 'Something went wrong inside Backline.';
  if (!isAppError(error)) round.unexpected.push(error);
  round.failed.push(`${mergeRequest.webUrl}: ${reason}`);
  await deps.inTransaction(async (stores) => {
    await stores.mergeRequests.markChecked(mergeRequest.id, { now: deps.clock(), lookMs: deps.lookMs });
    const subject = `merge-request:${mergeRequest.id}`;
    const message = `!${mergeRequest.iid} cannot be looked at: ${reason}`;
    const [last] = await stores.audit.list({ first: 1, beforeId: null, subject });
    if (last?.message === message) return;
    const { projectId } = mergeRequest;
    const action = 'merge-request.unreadable';
    await stores.audit.record({ actor: BACKLINE_ACTOR, action, message, subject, projectId });
  });
}

/** Works on so many at once, in order; after a failure nothing new is begun, and what runs is waited for. */
async function inParallel<Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  let hasFailed = false;
  const lane = async (): Promise<void> => {
    for (const item of queue) {
      if (hasFailed) return;
      try {
        await work(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: limit }, lane));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

/** Looks at one merge request now. Null when there is none, or when its integration is disconnected. */
export async function refreshMergeRequest(deps: FollowDeps, id: string): Promise<MergeRequest | null> {
  const { mergeRequest, project } = await deps.inTransaction(async (stores) => {
    const found = await stores.mergeRequests.find(id);
    return {
      mergeRequest: found,
      project: found === null ? null : await stores.projects.find(found.projectId),
    };
  });
  if (mergeRequest === null || project === null) return null;
  const open = await openIntegration(deps, project.integrationId, new AbortController().signal);
  return open === null ? null : lookAt(deps, open.gitlab, mergeRequest);
}

async function lookAt(deps: FollowDeps, gitlab: GitLab, before: MergeRequest): Promise<MergeRequest> {
  const { lookMs } = deps;
  const project = await deps.inTransaction((stores) => stores.projects.find(before.projectId));
  if (project === null) return before;
  const look = await see(gitlab, project.gitlabProjectId, before.iid);
  const now = deps.clock();
  return deps.inTransaction(async (stores) => {
    if (look.kind === 'projectUnseen') {
      await markProjectLeft(stores, project);
      return stores.mergeRequests.markChecked(before.id, { now, lookMs });
    }
    // Read again: meanwhile another look may have settled it, or a newer revision taken it over.
    const current = (await stores.mergeRequests.findForUpdate(before.id)) ?? before;
    const isOld = look.kind === 'seen' && new Date(look.remote.updatedAt) < current.updatedAt;
    if (look.kind === 'unseen' || isOld) return stores.mergeRequests.markChecked(current.id, { now, lookMs });
    const after =
      look.kind === 'gone'
        ? await stores.mergeRequests.markGone(current.id, now)
        : await stores.mergeRequests.save(current.projectId, current.planId, now, look.remote);
    if (after.state !== current.state) {
      await settleMergeRequest(stores, project, {
        before: current.state,
        after,
        isGone: look.kind === 'gone',
      });
    }
    if (look.kind === 'gone') return after;
    const { policy } = deps;
    return afterLook(stores, project, { now, lookMs, policy, before: current, after, remote: look.remote });
  });
}

type Look =
  | { readonly kind: 'seen'; readonly remote: GitLabMergeRequest }
  /** The project answers and has no such merge request. */
  | { readonly kind: 'gone' }
  /** Merge requests are switched off: GitLab hides those that there are. */
  | { readonly kind: 'unseen' }
  /** The token does not see the project at all, which says nothing about the merge request. */
  | { readonly kind: 'projectUnseen' };

/** A 404 has many reasons: only a second one, while the project answers, is taken for the end of a merge request. */
async function see(gitlab: GitLab, projectId: number, iid: number): Promise<Look> {
  const remote = await gitlab.getMergeRequest(projectId, iid);
  if (remote !== null) return { kind: 'seen', remote };
  const project = await gitlab.getProject(projectId);
  if (project === null) return { kind: 'projectUnseen' };
  if (!project.areMergeRequestsEnabled) return { kind: 'unseen' };
  const again = await gitlab.getMergeRequest(projectId, iid);
  return again === null ? { kind: 'gone' } : { kind: 'seen', remote: again };
}
