import { AppError } from '../errors.js';
import type { GitLabMergeRequest, GitSnapshot } from '../gitlab/gitlab.js';
import { enqueuePlanning } from '../inventory/analyze-project.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { areApproved } from '../plans/approved-edits.js';
import { keepPlan } from '../plans/keep-plans.js';
import { type ProofAgain, proveAgain } from '../plans/prove-again.js';
import type { PlanToOpen } from '../plans/remediation-plan.js';
import { noticeEdit } from './after-look.js';
import { describePlan } from './describe-plan.js';
import { prose } from './markdown.js';
import type { MergeRequestTask } from './merge-request-jobs.js';
import type { OpenDeps } from './open-merge-request.js';
import { pushPlan, readBase } from './push-plan.js';
import { sayOnce } from './say-once.js';
import { keepAnswer, recordOf, type Tended } from './tended.js';
import { hashOfText, isWhole, untick } from './written-text.js';

type RebuildTask = Extract<MergeRequestTask, { kind: 'REBUILD' }>;
const DAY_MS = 24 * 3_600_000;

/**
 * Makes the branch of an open merge request anew: one commit on the newest commit of the target branch, worked out and
 * proven again. The approval holds while the digest is the same; otherwise the new revision asks, and the merge request
 * stays as it is. A branch with commits of others is never touched.
 */
export async function rebuildMergeRequest(
  deps: OpenDeps,
  tended: Tended,
  task: RebuildTask,
  context: Pick<JobContext, 'progress' | 'signal'>,
): Promise<JobOutcome> {
  const { git, project, plan, own } = tended;
  if (plan.state !== 'OPEN') {
    await clearBox(deps, tended);
    return { kind: 'done', result: `Nothing to rebuild: the plan is ${plan.state.toLowerCase()}.` };
  }
  const head = await git.readHead(project.gitUrl, plan.branchName);
  if (head !== null && !own.has(head)) return leaveAlone(deps, tended, head, task);
  if (head === null && !task.isAsked)
    return { kind: 'done', result: 'Its branch is gone, and is made again only when a person asks.' };
  await deps.inTransaction((stores) => noteTry(stores, deps, tended, task));
  await context.progress({ done: 0, total: 3, message: 'Reading the target branch' });
  const snapshot = await git.openBranch(project.gitUrl, plan.targetBranch);
  try {
    await context.progress({ done: 1, total: 3, message: 'Proving the plan on it' });
    const proof = await proveAgain(deps, project, plan, snapshot.commit, context);
    if (proof.kind === 'again') return proof;
    if (proof.kind === 'changed') return await askAgain(deps, tended, proof);
    const renewed = { ...plan, baseCommit: snapshot.commit, draft: proof.draft };
    if (!areApproved(renewed, await readBase(deps, snapshot, renewed))) {
      const why = 'The edits are no longer those that were approved.';
      return await askAgain(deps, tended, { draft: null, commit: snapshot.commit, why });
    }
    await context.progress({ done: 2, total: 3, message: `Pushing ${plan.branchName}` });
    context.signal.throwIfAborted();
    return await pushAgain(deps, tended, { snapshot, plan: renewed, head, task });
  } finally {
    await snapshot.close();
  }
}

async function noteTry(
  stores: Parameters<Parameters<OpenDeps['inTransaction']>[0]>[0],
  { clock }: OpenDeps,
  { mergeRequest }: Tended,
  { reason }: RebuildTask,
): Promise<void> {
  const now = clock();
  const { rebuildTriedAt, rebuilds } = mergeRequest;
  const isRecent = rebuildTriedAt !== null && now.getTime() - rebuildTriedAt.getTime() < DAY_MS;
  await stores.mergeRequests.saveLife(mergeRequest.id, {
    rebuildTriedAt: now,
    rebuilds: isRecent ? rebuilds + 1 : 1,
    rebuildReason: reason,
  });
}

async function pushAgain(
  deps: OpenDeps,
  tended: Tended,
  {
    snapshot,
    plan,
    head,
    task,
  }: {
    readonly snapshot: GitSnapshot;
    readonly plan: PlanToOpen;
    readonly head: string | null;
    readonly task: RebuildTask;
  },
): Promise<JobOutcome> {
  const text = await deps.inTransaction(async (stores) => {
    await stores.plans.renew(plan.id, { ...plan, now: deps.clock() });
    return describePlan({ stores, publicUrl: deps.publicUrl }, plan.draft);
  });
  const commit = await pushPlan(snapshot, plan, {
    expectedHead: head,
    message: text.commitMessage,
    // Kept before it is pushed: after a crash the branch is known to be our own.
    onCommit: (pushedCommit) => stillOpen(deps, plan, pushedCommit),
  });
  await stillOpen(deps, plan);
  const answer = await rewrite(tended, text);
  await deps.inTransaction(async (stores) => {
    const { mergeRequest } = tended;
    const message = `Rebuilt !${mergeRequest.iid} as one commit (${commit.slice(0, 12)}) on ${snapshot.commit.slice(0, 12)}. ${task.reason}`;
    await recordOf(stores, mergeRequest, { action: 'merge-request.rebuilt', message });
    // The branch has no commit of anybody else now, and what was said was said of the one before.
    const life = { editedAt: null, editedHead: null, mergeTries: 0, mergeProblem: null, said: [] };
    const written = answer === null ? {} : { writtenText: hashOfText(answer) };
    await stores.mergeRequests.saveLife(mergeRequest.id, { ...life, ...written });
    if (answer !== null) await keepAnswer(stores, deps, tended, { ...answer, headSha: commit });
    const now = deps.clock();
    await stores.mergeRequests.saveLife(mergeRequest.id, { quietLooks: 0, nextLookAt: now });
  });
  return { kind: 'done', result: { commit, base: snapshot.commit } };
}

/** Stops a rebuild of what was closed meanwhile. Keeps a commit before it is pushed, to know it as our own. */
async function stillOpen(deps: OpenDeps, { id }: PlanToOpen, pushedCommit?: string): Promise<void> {
  const step = { from: ['OPEN'], state: 'OPEN' } as const;
  const saved = await deps.inTransaction((stores) =>
    stores.plans.saveState(id, pushedCommit === undefined ? step : { ...step, pushedCommit }),
  );
  if (saved !== null) return;
  throw new AppError('STATE_FORBIDS', 'Meanwhile the plan was closed, so the rebuild was stopped.');
}

/** Writes the texts anew where people left them as they were, else only clears the box; null when nothing was to be written. */
async function rewrite(
  { gitlab, project, mergeRequest, remote }: Tended,
  text: { readonly title: string; readonly description: string },
): Promise<GitLabMergeRequest | null> {
  const change =
    mergeRequest.writtenText === hashOfText(remote)
      ? { title: `${remote.isDraft ? 'Draft: ' : ''}${text.title}`, description: text.description }
      : unticked(remote);
  return change === null
    ? null
    : gitlab.updateMergeRequest(project.gitlabProjectId, mergeRequest.iid, change);
}

function unticked({ description }: GitLabMergeRequest): { readonly description: string } | null {
  const cleared = untick(description);
  return cleared === description || !isWhole(description) ? null : { description: cleared };
}

async function clearBox(deps: OpenDeps, tended: Tended): Promise<void> {
  const { gitlab, project, mergeRequest, remote } = tended;
  const change = unticked(remote);
  if (change === null) return;
  const answer = await gitlab.updateMergeRequest(project.gitlabProjectId, mergeRequest.iid, change);
  await deps.inTransaction((stores) => keepAnswer(stores, deps, tended, answer));
}

/** Ticking the box is no consent to throw a person's commits away. */
async function leaveAlone(
  deps: OpenDeps,
  tended: Tended,
  head: string,
  { isAsked }: RebuildTask,
): Promise<JobOutcome> {
  const { gitlab, project, mergeRequest } = tended;
  await deps.inTransaction((stores) =>
    noticeEdit(stores, project, { ...mergeRequest, headCommit: head }, deps.clock()),
  );
  if (isAsked) {
    const body =
      'This branch was not rebuilt, because it has commits that Backline did not make. Take them off the branch first, or close this merge request.';
    await sayOnce(deps, gitlab, tended, { subject: 'CANNOT_REBUILD', body });
    await clearBox(deps, tended);
  }
  return { kind: 'done', result: 'Left alone: a person has committed to its branch.' };
}

/** The merge request stays as it is until a person has approved what would become of it. */
async function askAgain(
  deps: OpenDeps,
  tended: Tended,
  changed: Pick<Extract<ProofAgain, { kind: 'changed' }>, 'draft' | 'commit' | 'why'>,
): Promise<JobOutcome> {
  const { gitlab, project, plan, mergeRequest } = tended;
  const revision = await deps.inTransaction(async (stores) => {
    await stores.projects.lock([project.id]);
    await enqueuePlanning(stores, project);
    const message = `!${mergeRequest.iid} was not rebuilt: ${changed.why}`;
    await recordOf(stores, mergeRequest, { action: 'merge-request.asks-again', message });
    if (changed.draft === null) return null;
    const base = { branch: plan.targetBranch, commit: changed.commit, now: deps.clock() };
    return keepPlan(stores, project, base, changed.draft);
  });
  if (revision !== null) {
    const body = `${prose(changed.why)} The new edits wait for approval in Backline; until then this merge request stays as it is.`;
    await sayOnce(deps, gitlab, tended, { subject: 'ASKS_AGAIN', body });
  }
  await clearBox(deps, tended);
  return {
    kind: 'done',
    result: { asksAgain: true, why: changed.why, revision: revision?.revision ?? null },
  };
}
