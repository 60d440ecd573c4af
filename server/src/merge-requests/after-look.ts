import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import type { GitLabMergeRequest } from '../gitlab/gitlab.js';
import { readMergeStatus } from '../gitlab/merge-status.js';
import { effectivePolicy } from '../policies/effective-policy.js';
import type { Policy } from '../policies/policy.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import { changedTarget, isAboutTarget, noticeTarget } from './changed-target.js';
import { nextLook } from './look-pace.js';
import type { MergeRequest } from './merge-request.js';
import { enqueueTask } from './merge-request-jobs.js';
import { ownCommits } from './own-commits.js';
import { asksForRebuild } from './rebuild-request.js';
import { rebuildPauseEnds } from './rebuild-pause.js';
import { isWhole } from './written-text.js';

/** What was known before a look, what is known now, and what GitLab said. */
export interface Looked {
  readonly now: Date;
  /** The first pause until the next look, in milliseconds. */
  readonly lookMs: number | undefined;
  readonly policy: Policy;
  readonly before: MergeRequest;
  readonly after: MergeRequest;
  readonly remote: GitLabMergeRequest;
}

/** Refusals of GitLab to merge one head before it is left to people. */
export const MAX_MERGE_TRIES = 5;

/** Sets when to look again, notices commits of people, and queues what has become necessary. */
export async function afterLook(stores: Stores, project: Project, looked: Looked): Promise<MergeRequest> {
  const { now, before, after, remote } = looked;
  const quietLooks = isNews(before, after) ? 0 : before.quietLooks + 1;
  const paced = await stores.mergeRequests.saveLife(after.id, {
    quietLooks,
    nextLookAt: nextLook(after, quietLooks, looked),
    ...(before.headCommit === after.headCommit ? {} : forNewHead(before)),
  });
  if (after.state !== 'OPENED') return paced;
  const targeted = await noticeTarget(stores, paced, await stores.plans.find(after.planId));
  const own = await ownCommits(stores, after);
  const isOwn = after.headCommit === null || own.has(after.headCommit);
  const seen = isOwn ? targeted : await noticeEdit(stores, project, targeted, now);
  await queueTasks(
    stores,
    project,
    { ...looked, after: seen },
    asksForRebuild(remote.description) && isWhole(remote.description),
  );
  return seen;
}

/** What GitLab said about merging one head says nothing about the next; where it goes does not depend on the head. */
function forNewHead({ mergeProblem }: MergeRequest): Pick<MergeRequest, 'mergeTries' | 'mergeProblem'> {
  return { mergeTries: 0, mergeProblem: isAboutTarget(mergeProblem) ? mergeProblem : null };
}

function isNews(before: MergeRequest, after: MergeRequest): boolean {
  return (
    before.state !== after.state ||
    before.detailedMergeStatus !== after.detailedMergeStatus ||
    before.hasConflicts !== after.hasConflicts ||
    before.headCommit !== after.headCommit ||
    before.pipelineStatus !== after.pipelineStatus ||
    before.isAutoMerge !== after.isAutoMerge ||
    before.targetBranch !== after.targetBranch
  );
}

/** Somebody else has committed: from now on the branch is theirs. Said once in the history and once in a note. */
export async function noticeEdit(
  stores: Stores,
  project: Project,
  mergeRequest: MergeRequest,
  now: Date,
): Promise<MergeRequest> {
  const editedHead = mergeRequest.headCommit;
  if (mergeRequest.editedAt !== null)
    return mergeRequest.editedHead === editedHead
      ? mergeRequest
      : stores.mergeRequests.saveLife(mergeRequest.id, { editedHead });
  await stores.audit.record({
    actor: BACKLINE_ACTOR,
    action: 'merge-request.edited',
    message: `!${mergeRequest.iid} has a commit that Backline did not make (${(editedHead ?? '').slice(0, 12)}). Backline leaves its branch alone from now on.`,
    subject: `merge-request:${mergeRequest.id}`,
    projectId: project.id,
  });
  await enqueueTask(stores, project, mergeRequest, { kind: 'SAY_EDITED' });
  return stores.mergeRequests.saveLife(mergeRequest.id, { editedAt: now, editedHead });
}

async function queueTasks(
  stores: Stores,
  project: Project,
  { now, policy: defaults, after }: Looked,
  isAsked: boolean,
): Promise<void> {
  const plan = await stores.plans.find(after.planId);
  if (changedTarget(after, plan) !== null) return;
  if (isAsked) {
    const reason = 'Somebody ticked the box in the merge request.';
    await enqueueTask(stores, project, after, { kind: 'REBUILD', reason, isAsked });
    return;
  }
  if (after.editedAt !== null) return;
  if (plan?.state !== 'OPEN') return;
  if (needsRebuild(after)) {
    if (rebuildPauseEnds(after) > now) return;
    const { label } = readMergeStatus(after.hasConflicts ? 'conflict' : after.detailedMergeStatus);
    await enqueueTask(stores, project, after, { kind: 'REBUILD', reason: `${label}.`, isAsked });
    return;
  }
  if (after.isAutoMerge || !isRipe(after) || after.mergeTries >= MAX_MERGE_TRIES) return;
  const { policy } = await effectivePolicy(stores, defaults, project);
  if (policy.mergeRequest.autoMerge && after.mayMerge === true)
    await enqueueTask(stores, project, after, { kind: 'MERGE' });
}

/** A source branch that is gone is a person's doing and not made again by itself. */
function needsRebuild({ detailedMergeStatus, hasConflicts }: MergeRequest): boolean {
  return hasConflicts || ['conflict', 'need_rebase', 'broken_status'].includes(detailedMergeStatus);
}

/** Where no pipeline is seen yet, one more look is waited for: GitLab may still be making it. */
function isRipe({ detailedMergeStatus, pipelineStatus, quietLooks }: MergeRequest): boolean {
  return detailedMergeStatus === 'mergeable'
    ? pipelineStatus !== null || quietLooks > 0
    : detailedMergeStatus === 'ci_still_running';
}
