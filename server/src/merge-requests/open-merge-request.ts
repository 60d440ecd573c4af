import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { AppError } from '../errors.js';
import { recordMergeRequest } from '../events/record-event.js';
import type { GitLab, GitLabMergeRequest, GitRemote } from '../gitlab/gitlab.js';
import { withIntegration } from '../integrations/with-integration.js';
import { type AnalyzeDeps, enqueuePlanning } from '../inventory/analyze-project.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { areApproved } from '../plans/approved-edits.js';
import { keepPlan } from '../plans/keep-plans.js';
import { type ProofAgain, proveAgain } from '../plans/prove-again.js';
import type { PlanToOpen, RemediationPlan } from '../plans/remediation-plan.js';
import type { PlanningDeps } from '../plans/work-out-plans.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import { describePlan } from './describe-plan.js';
import { failPlan, finalFailure } from './fail-opening.js';
import { nextLook } from './look-pace.js';
import type { MergeRequest } from './merge-request.js';
import { type OpenedRequest, openOrUpdate, sayUnknown } from './open-or-update.js';
import { pushPlan, readBase } from './push-plan.js';
import { type ReserveDeps, reserveOpening } from './reserve-opening.js';
import { settleMergeRequest, takeFindings } from './settle-merge-request.js';
import { hashOfText } from './written-text.js';

/** What opening needs. */
export interface OpenDeps extends AnalyzeDeps, PlanningDeps, ReserveDeps {
  /** Where people find Backline's page; null where that is not known. */
  readonly publicUrl: string | null;
  /** The first pause between two looks at a merge request, in milliseconds; 30 s where it is not given. */
  readonly lookMs?: number;
}

/**
 * Opens the merge request of an approved plan: proves it again if the base or the advisories moved, makes one branch with
 * one commit and one merge request. Running twice opens one. If the edits come out different, the new revision asks again.
 */
export async function openMergeRequest(
  deps: OpenDeps,
  { planId }: { readonly planId: string },
  context: Pick<JobContext, 'job' | 'progress' | 'signal'>,
): Promise<JobOutcome> {
  const { plan, project } = await deps.inTransaction(async (stores) => {
    const found = await stores.plans.findToOpen(planId);
    return { plan: found, project: found === null ? null : await stores.projects.find(found.projectId) };
  });
  if (plan === null || project === null) return { kind: 'done', result: 'The plan is gone.' };
  if (plan.state !== 'APPROVED' && plan.state !== 'OPENING') {
    return { kind: 'done', result: `Nothing to open: the plan is ${plan.state.toLowerCase()}.` };
  }
  const wait = await reserveOpening(deps, plan, project);
  if (wait !== null) return wait;
  try {
    return await withIntegration(
      deps,
      { integrationId: project.integrationId, signal: context.signal },
      (open) => {
        if (open.integration.state === 'DISCONNECTED')
          throw new AppError('GITLAB_FORBIDDEN', 'The integration is disconnected.');
        const denied = project.reasons.find(
          ({ code }) => code === 'GROUP_DENIED' || code === 'GROUP_NOT_ALLOWED',
        );
        if (denied !== undefined) throw new AppError('GITLAB_FORBIDDEN', denied.message);
        return openBranchAndRequest(deps, plan, project, open, context);
      },
    );
  } catch (error) {
    const failure = finalFailure(error, context);
    if (failure !== null) await failPlan(deps, plan, failure);
    throw error;
  }
}

async function openBranchAndRequest(
  deps: OpenDeps,
  approved: PlanToOpen,
  project: Project,
  { gitlab, git }: { readonly gitlab: GitLab; readonly git: GitRemote },
  context: Pick<JobContext, 'progress' | 'signal'>,
): Promise<JobOutcome> {
  const ended = await findEnded(gitlab, project, approved);
  if (ended !== null) return settleEnded(deps, project, approved, ended);
  await context.progress({ done: 0, total: 4, message: 'Reading the target branch' });
  const snapshot = await git.openBranch(project.gitUrl, approved.targetBranch);
  try {
    await context.progress({ done: 1, total: 4, message: 'Proving the plan on it' });
    const proof = await proveAgain(deps, project, approved, snapshot.commit, context);
    if (proof.kind === 'again') return proof;
    if (proof.kind === 'changed') return await askAgain(deps, project, approved, proof);
    const plan = { ...approved, baseCommit: snapshot.commit, draft: proof.draft };
    if (!areApproved(plan, await readBase(deps, snapshot, plan))) {
      const why = 'The edits are no longer those that were approved.';
      return await askAgain(deps, project, approved, { draft: null, commit: snapshot.commit, why });
    }
    await deps.inTransaction((stores) => stores.plans.renew(plan.id, { ...plan, now: deps.clock() }));
    await context.progress({ done: 2, total: 4, message: `Pushing ${plan.branchName}` });
    const expectedHead = await expectedBranchHead(deps, git, project, plan);
    const text = await deps.inTransaction((stores) =>
      describePlan({ stores, publicUrl: deps.publicUrl }, plan.draft),
    );
    context.signal.throwIfAborted();
    const commit = await pushPlan(snapshot, plan, {
      expectedHead,
      message: text.commitMessage,
      // Kept before it is pushed: after a crash the branch is known to be our own.
      onCommit: (pushedCommit) => stillOpening(deps, plan, pushedCommit),
    });
    await stillOpening(deps, plan);
    await context.progress({ done: 3, total: 4, message: 'Opening the merge request' });
    const opened = await openOrUpdate(deps, gitlab, { project, plan, text, commit });
    const { remote } = opened;
    if (remote.state === 'merged' || remote.state === 'closed')
      return await settleEnded(deps, project, plan, remote);
    await deps.inTransaction((stores) => saveOpened(stores, deps, project, plan, opened));
    await context.progress({ done: 4, total: 4, message: `Merge request !${remote.iid} is open` });
    return { kind: 'done', result: { iid: remote.iid, webUrl: remote.webUrl } };
  } finally {
    await snapshot.close();
  }
}

/** Stops a run that was overtaken: the plan went on without it. Keeps a commit before it is pushed, to know it as our own. */
async function stillOpening(
  deps: Pick<OpenDeps, 'inTransaction'>,
  { id }: RemediationPlan,
  pushedCommit?: string,
): Promise<void> {
  const step = { from: ['OPENING'], state: 'OPENING' } as const;
  const saved = await deps.inTransaction((stores) =>
    stores.plans.saveState(id, pushedCommit === undefined ? step : { ...step, pushedCommit }),
  );
  if (saved !== null) return;
  throw new AppError('STATE_FORBIDS', 'Meanwhile the plan went on without this attempt, which was stopped.');
}

/**
 * A merge request that an earlier attempt made of this very plan and a person merged or closed before Backline could
 * keep it: its head is a commit that was pushed for this plan.
 */
async function findEnded(
  gitlab: GitLab,
  project: Project,
  plan: RemediationPlan,
): Promise<GitLabMergeRequest | null> {
  if (plan.pushedCommits.length === 0) return null;
  const found = await gitlab.findMergeRequests(project.gitlabProjectId, { sourceBranch: plan.branchName });
  const own = found.filter(
    ({ headSha, targetBranch }) =>
      targetBranch === plan.targetBranch && headSha !== null && plan.pushedCommits.includes(headSha),
  );
  if (own.some(({ state }) => state === 'opened' || state === 'locked')) return null;
  return own.find(({ state }) => state === 'merged') ?? own[0] ?? null;
}

async function settleEnded(
  deps: OpenDeps,
  project: Project,
  plan: RemediationPlan,
  remote: GitLabMergeRequest,
): Promise<JobOutcome> {
  await deps.inTransaction(async (stores) => {
    const found = { remote, isOurText: false, unknownPeople: [] };
    const after = await saveOpened(stores, deps, project, plan, found);
    if (after !== null) await settleMergeRequest(stores, project, { before: 'OPENED', after, isGone: false });
  });
  return { kind: 'done', result: { iid: remote.iid, webUrl: remote.webUrl, state: remote.state } };
}

async function askAgain(
  deps: OpenDeps,
  project: Project,
  approved: RemediationPlan,
  changed: Pick<Extract<ProofAgain, { kind: 'changed' }>, 'draft' | 'commit' | 'why'>,
): Promise<JobOutcome> {
  const revision = await deps.inTransaction(async (stores) => {
    await stores.projects.lock([project.id]);
    const step = { from: ['OPENING'], state: 'SUPERSEDED', reason: changed.why } as const;
    if ((await stores.plans.saveState(approved.id, step)) === null) return null;
    await stores.findings.detachPlan(approved.id);
    await stores.audit.record({
      actor: BACKLINE_ACTOR,
      action: 'plan.asks-again',
      message: `“${approved.title}” was not opened: ${changed.why}`,
      subject: `plan:${approved.id}`,
      projectId: project.id,
    });
    await enqueuePlanning(stores, project);
    if (changed.draft === null) return null;
    const base = { branch: approved.targetBranch, commit: changed.commit, now: deps.clock() };
    return keepPlan(stores, project, base, changed.draft);
  });
  return {
    kind: 'done',
    result: { asksAgain: true, why: changed.why, revision: revision?.revision ?? null },
  };
}

/** Where the branch must be: absent, or at a commit that Backline pushed. A person's commit is never overwritten: the lease refuses. */
async function expectedBranchHead(
  deps: OpenDeps,
  git: GitRemote,
  project: Project,
  plan: RemediationPlan,
): Promise<string | null> {
  const siblings = await deps.inTransaction((stores) =>
    stores.plans.revisions(plan.projectId, plan.kind, plan.group),
  );
  // Where nothing was ever pushed, only an absent branch may be written, wherever it is.
  if (siblings.every(({ pushedCommits }) => pushedCommits.length === 0)) return null;
  const head = await git.readHead(project.gitUrl, plan.branchName);
  return head !== null && siblings.some(({ pushedCommits }) => pushedCommits.includes(head)) ? head : null;
}

/** Keeps the merge request and takes the plan to OPEN; null when another run was here before: then nothing is written. */
async function saveOpened(
  stores: Stores,
  deps: Pick<OpenDeps, 'clock' | 'lookMs'>,
  project: Project,
  plan: Pick<RemediationPlan, 'id' | 'projectId' | 'kind' | 'group' | 'revision'>,
  { remote, isOurText, unknownPeople }: OpenedRequest,
): Promise<MergeRequest | null> {
  if ((await stores.plans.saveState(plan.id, { from: ['OPENING'], state: 'OPEN' })) === null) return null;
  const now = deps.clock();
  const { id } = await stores.mergeRequests.save(project.id, plan.id, now, remote);
  const mergeRequest = await stores.mergeRequests.saveLife(id, {
    quietLooks: 0,
    nextLookAt: nextLook({ ...remote, state: 'OPENED', closedAt: null }, 0, { now, lookMs: deps.lookMs }),
    unknownPeople,
    ...(isOurText ? { writtenText: hashOfText(remote) } : {}),
  });
  for (const sibling of await stores.plans.revisions(plan.projectId, plan.kind, plan.group)) {
    if (sibling.id === plan.id) continue;
    const reason = `Revision ${plan.revision} took over its merge request.`;
    await stores.plans.saveState(sibling.id, { from: ['OPEN'], state: 'SUPERSEDED', reason });
  }
  await takeFindings(stores, plan);
  await stores.audit.record({
    actor: BACKLINE_ACTOR,
    action: 'merge-request.opened',
    message: `Opened !${remote.iid} “${remote.title}”.${sayUnknown(unknownPeople)}`,
    subject: `merge-request:${mergeRequest.id}`,
    projectId: project.id,
  });
  await recordMergeRequest(stores, 'merge_request.opened', mergeRequest, now);
  return mergeRequest;
}
