import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { AppError, isAppError } from '../errors.js';
import type { GitLab, GitLabMergeRequest, GitPush, GitRemote, GitSnapshot } from '../gitlab/gitlab.js';
import { withIntegration } from '../integrations/with-integration.js';
import { type AnalyzeDeps, enqueuePlanning } from '../inventory/analyze-project.js';
import { decodeText, MAX_MANIFEST_BYTES } from '../inventory/file-content.js';
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
import type { MergeRequest } from './merge-request.js';
import { type ReserveDeps, reserveOpening } from './reserve-opening.js';
import { settleMergeRequest, takeFindings } from './settle-merge-request.js';

/** What opening needs. */
export interface OpenDeps extends AnalyzeDeps, PlanningDeps, ReserveDeps {
  /** Where people find Backline's page; null where that is not known. */
  readonly publicUrl: string | null;
}

/** The name and address that commits carry. */
const AUTHOR = { name: 'Backline', email: 'backline@users.noreply.invalid' };

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
    await pushOwn(snapshot, {
      branch: plan.branchName,
      expectedHead,
      message: text.commitMessage,
      author: AUTHOR,
      date: plan.decidedAt ?? plan.createdAt,
      files: plan.draft.edits.map(({ path, newText }) => ({ path, text: newText })),
      // Kept before it is pushed: after a crash the branch is known to be our own.
      onCommit: (pushedCommit) => stillOpening(deps, plan, pushedCommit),
    });
    await stillOpening(deps, plan);
    await context.progress({ done: 3, total: 4, message: 'Opening the merge request' });
    const remote = await openOrUpdate(gitlab, project, plan, text);
    await deps.inTransaction((stores) => saveOpened(stores, deps, project, plan, remote));
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
 * What the files of the edits hold at the base, by the ids that the repository gives them; what the analysis has not kept is read
 * there. What is no UTF-8 text is left out.
 */
async function readBase(
  deps: Pick<OpenDeps, 'inTransaction'>,
  snapshot: GitSnapshot,
  { draft }: PlanToOpen,
): Promise<ReadonlyMap<string, string>> {
  const paths = new Set(draft.edits.map(({ path }) => path));
  const files = snapshot.files.filter(({ path }) => paths.has(path));
  const blobs = [...new Set(files.map(({ blob }) => blob))];
  const kept = await deps.inTransaction((stores) => stores.inventories.texts(blobs));
  const lacking = blobs.filter((blob) => !kept.has(blob));
  const contents = await (lacking.length === 0
    ? new Map<string, never>()
    : snapshot.readBlobs(lacking, { maxBytes: MAX_MANIFEST_BYTES }));
  return new Map(
    files.flatMap(({ path, blob }) => {
      const content = contents.get(blob);
      const text = kept.get(blob) ?? (content?.kind === 'content' ? decodeText(content.bytes) : null);
      return text === null ? [] : [[path, text] as const];
    }),
  );
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
    const after = await saveOpened(stores, deps, project, plan, remote);
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

async function pushOwn(snapshot: GitSnapshot, push: GitPush): Promise<string> {
  try {
    return await snapshot.pushCommit(push);
  } catch (error) {
    if (!isAppError(error, 'GIT_LEASE_LOST')) throw error;
    throw new AppError(
      'GIT_LEASE_LOST',
      `The branch ${push.branch} has commits that Backline did not make, so it was left alone. Merge or delete that branch in GitLab, then try again.`,
      { cause: error },
    );
  }
}

async function openOrUpdate(
  gitlab: GitLab,
  project: Project,
  plan: RemediationPlan,
  text: { readonly title: string; readonly description: string },
): Promise<GitLabMergeRequest> {
  const existing = (
    await gitlab.findMergeRequests(project.gitlabProjectId, { sourceBranch: plan.branchName })
  ).find(
    ({ state, targetBranch }) =>
      (state === 'opened' || state === 'locked') && targetBranch === plan.targetBranch,
  );
  if (existing !== undefined) {
    return gitlab.updateMergeRequest(project.gitlabProjectId, existing.iid, {
      title: text.title,
      description: text.description,
    });
  }
  return gitlab.createMergeRequest(project.gitlabProjectId, {
    sourceBranch: plan.branchName,
    targetBranch: plan.targetBranch,
    title: text.title,
    description: text.description,
    labels: ['backline', 'dependencies', 'security'],
    removeSourceBranch: true,
  });
}

/** Keeps the merge request and takes the plan to OPEN; null when another run was here before: then nothing is written. */
async function saveOpened(
  stores: Stores,
  deps: Pick<OpenDeps, 'clock'>,
  project: Project,
  plan: Pick<RemediationPlan, 'id' | 'projectId' | 'kind' | 'group' | 'revision'>,
  remote: GitLabMergeRequest,
): Promise<MergeRequest | null> {
  if ((await stores.plans.saveState(plan.id, { from: ['OPENING'], state: 'OPEN' })) === null) return null;
  const mergeRequest = await stores.mergeRequests.save(project.id, plan.id, deps.clock(), remote);
  for (const sibling of await stores.plans.revisions(plan.projectId, plan.kind, plan.group)) {
    if (sibling.id === plan.id) continue;
    const reason = `Revision ${plan.revision} took over its merge request.`;
    await stores.plans.saveState(sibling.id, { from: ['OPEN'], state: 'SUPERSEDED', reason });
  }
  await takeFindings(stores, plan);
  await stores.audit.record({
    actor: BACKLINE_ACTOR,
    action: 'merge-request.opened',
    message: `Opened !${remote.iid} “${remote.title}”.`,
    subject: `merge-request:${mergeRequest.id}`,
    projectId: project.id,
  });
  return mergeRequest;
}
