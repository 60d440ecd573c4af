import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { AppError, isAppError } from '../errors.js';
import type { GitLab, GitLabMergeRequest, GitPush, GitRemote, GitSnapshot } from '../gitlab/gitlab.js';
import { type IntegrationDeps, withIntegration } from '../integrations/with-integration.js';
import { type AnalyzeDeps, enqueuePlanning } from '../inventory/analyze-project.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { isLastFailure, JobStopped } from '../jobs/run-job.js';
import { closedFindings } from '../plans/proof.js';
import { keepPlan } from '../plans/plan-project.js';
import { proveAgain } from '../plans/prove-again.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import type { PlanningDeps } from '../plans/work-out-plans.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import { describePlan } from './describe-plan.js';

/** What opening needs, and the limits that hold (decisions.md: 5 open a project, 20 an hour an integration). */
export interface OpenDeps extends AnalyzeDeps, PlanningDeps {
  readonly limits: { readonly openPerProject: number; readonly hourlyPerIntegration: number };
}

/** The name and address that commits carry. */
const AUTHOR = { name: 'Backline', email: 'backline@users.noreply.invalid' };

const LIMIT_WAIT_MS = 5 * 60_000;

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
    const found = await stores.plans.find(planId);
    return { plan: found, project: found === null ? null : await stores.projects.find(found.projectId) };
  });
  if (plan === null || project === null) return { kind: 'done', result: 'The plan is gone.' };
  if (plan.state !== 'APPROVED' && plan.state !== 'OPENING') {
    return { kind: 'done', result: `Nothing to open: the plan is ${plan.state.toLowerCase()}.` };
  }
  const wait = await limitReached(deps, plan, project);
  if (wait !== null) return wait;
  try {
    return await withIntegration(deps, project.integrationId, (open) => {
      if (open.integration.state === 'DISCONNECTED')
        throw new AppError('GITLAB_FORBIDDEN', 'The integration is disconnected.');
      return openBranchAndRequest(deps, plan, project, open, context);
    });
  } catch (error) {
    const failure = finalFailure(error, context);
    if (failure !== null) await failPlan(deps, plan, failure);
    throw error;
  }
}

async function limitReached(
  deps: OpenDeps,
  plan: RemediationPlan,
  project: Project,
): Promise<JobOutcome | null> {
  const now = deps.clock();
  return deps.inTransaction(async (stores) => {
    const siblings = await stores.plans.revisions(plan.projectId, plan.kind, plan.group);
    const own = await stores.mergeRequests.findByPlans(siblings.map(({ id }) => id));
    if (own.some(({ state }) => state === 'OPENED' || state === 'LOCKED')) return null;
    if ((await stores.mergeRequests.countOpen(plan.projectId)) >= deps.limits.openPerProject) {
      return {
        kind: 'again',
        runAt: new Date(now.getTime() + LIMIT_WAIT_MS),
        reason: `The project has ${deps.limits.openPerProject} open merge requests of Backline, the most that the policy allows.`,
      };
    }
    const frees = await stores.mergeRequests.hourlyLimitFreesAt(
      project.integrationId,
      deps.limits.hourlyPerIntegration,
      now,
    );
    return frees === null
      ? null
      : {
          kind: 'again',
          runAt: frees,
          reason: `${deps.limits.hourlyPerIntegration} merge requests were opened within an hour, the most that the policy allows.`,
        };
  });
}

async function openBranchAndRequest(
  deps: OpenDeps,
  approved: RemediationPlan,
  project: Project,
  { gitlab, git }: { readonly gitlab: GitLab; readonly git: GitRemote },
  context: Pick<JobContext, 'progress' | 'signal'>,
): Promise<JobOutcome> {
  await deps.inTransaction((stores) => stores.plans.saveState(approved.id, { state: 'OPENING' }));
  await context.progress({ done: 0, total: 4, message: 'Reading the target branch' });
  const snapshot = await git.openBranch(project.gitUrl, approved.targetBranch);
  try {
    await context.progress({ done: 1, total: 4, message: 'Proving the plan on it' });
    const proof = await proveAgain(deps, project, approved, snapshot.commit, context);
    if (proof.kind === 'changed') return await askAgain(deps, project, approved, proof);
    const plan = await deps.inTransaction((stores) =>
      stores.plans.renew(approved.id, { baseCommit: snapshot.commit, draft: proof.draft, now: deps.clock() }),
    );
    await context.progress({ done: 2, total: 4, message: `Pushing ${plan.branchName}` });
    const expectedHead = await expectedBranchHead(deps, git, project, plan);
    const text = await deps.inTransaction((stores) => describePlan(stores, plan.draft));
    context.signal.throwIfAborted();
    await pushOwn(snapshot, {
      branch: plan.branchName,
      expectedHead,
      message: text.commitMessage,
      author: AUTHOR,
      date: plan.decidedAt ?? plan.createdAt,
      files: plan.draft.edits.map(({ path, newText }) => ({ path, text: newText })),
      // Kept before it is pushed: after a crash the branch is known to be our own.
      onCommit: async (pushedCommit) => {
        await deps.inTransaction((stores) =>
          stores.plans.saveState(plan.id, { state: 'OPENING', pushedCommit }),
        );
      },
    });
    await context.progress({ done: 3, total: 4, message: 'Opening the merge request' });
    const remote = await openOrUpdate(gitlab, project, plan, text);
    await deps.inTransaction((stores) => saveOpened(stores, deps, project, plan, remote));
    await context.progress({ done: 4, total: 4, message: `Merge request !${remote.iid} is open` });
    return { kind: 'done', result: { iid: remote.iid, webUrl: remote.webUrl } };
  } finally {
    await snapshot.close();
  }
}

async function askAgain(
  deps: OpenDeps,
  project: Project,
  approved: RemediationPlan,
  changed: Extract<Awaited<ReturnType<typeof proveAgain>>, { kind: 'changed' }>,
): Promise<JobOutcome> {
  const revision = await deps.inTransaction(async (stores) => {
    await stores.plans.lockProject(project.id);
    await stores.plans.saveState(approved.id, { state: 'SUPERSEDED', reason: changed.why });
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
  const head = await git.readHead(project.gitUrl, plan.branchName);
  if (head === null) return null;
  const siblings = await deps.inTransaction((stores) =>
    stores.plans.revisions(plan.projectId, plan.kind, plan.group),
  );
  if (siblings.some(({ pushedCommit }) => pushedCommit === head)) return head;
  return null;
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

async function saveOpened(
  stores: Stores,
  deps: Pick<OpenDeps, 'clock'>,
  project: Project,
  plan: RemediationPlan,
  remote: GitLabMergeRequest,
): Promise<void> {
  const mergeRequest = await stores.mergeRequests.save(project.id, plan.id, deps.clock(), remote);
  for (const sibling of await stores.plans.revisions(plan.projectId, plan.kind, plan.group)) {
    if (sibling.id !== plan.id && sibling.state === 'OPEN') {
      await stores.plans.saveState(sibling.id, {
        state: 'SUPERSEDED',
        reason: `Revision ${plan.revision} took over its merge request.`,
      });
    }
  }
  await stores.plans.saveState(plan.id, { state: 'OPEN' });
  await stores.findings.assignPlan(
    project.id,
    closedFindings(plan.draft.proof).map(({ key }) => key),
    plan.id,
  );
  await stores.findings.setProgress(plan.id, 'IN_PROGRESS');
  await stores.audit.record({
    actor: BACKLINE_ACTOR,
    action: 'merge-request.opened',
    message: `Opened !${remote.iid} “${remote.title}”.`,
    subject: `merge-request:${mergeRequest.id}`,
    projectId: project.id,
  });
}

/** What ends the job for good, as the plan keeps it; null when the job goes on later or elsewhere. */
function finalFailure(
  thrown: unknown,
  { job, signal }: Pick<JobContext, 'job' | 'signal'>,
): RemediationPlan['failure'] {
  const reason: unknown = signal.aborted ? signal.reason : null;
  const error = reason instanceof JobStopped ? reason : thrown;
  if (error instanceof JobStopped) {
    if (error.stopCause === 'cancelled')
      return { code: 'CANCELLED', message: 'The opening was cancelled. Try again to go on.' };
    const isOver = error.stopCause === 'timed out' && job.attempts >= job.maxAttempts;
    return isOver ? { code: error.code, message: error.message } : null;
  }
  if (!isLastFailure(error, job)) return null;
  return isAppError(error)
    ? { code: error.code, message: error.message }
    : { code: 'INTERNAL', message: 'Opening the merge request failed in an unexpected way.' };
}

async function failPlan(
  deps: Pick<IntegrationDeps, 'inTransaction'>,
  plan: RemediationPlan,
  failure: NonNullable<RemediationPlan['failure']>,
): Promise<void> {
  await deps.inTransaction(async (stores) => {
    const current = await stores.plans.findForUpdate(plan.id);
    if (current?.state !== 'APPROVED' && current?.state !== 'OPENING') return;
    await stores.plans.saveState(plan.id, { state: 'FAILED', failure });
    await stores.audit.record({
      actor: BACKLINE_ACTOR,
      action: 'plan.failed',
      message: `Opening “${plan.title}” failed (${failure.code}): ${failure.message}`,
      subject: `plan:${plan.id}`,
      projectId: plan.projectId,
    });
  });
}
