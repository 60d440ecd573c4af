import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { branchName } from '../merge-requests/merge-request-text.js';
import type { Project } from '../projects/project.js';
import { limitRegistry } from '../registries/limited-registry.js';
import { outdatedOfProject } from '../registries/outdated-of-project.js';
import type { Stores } from '../stores.js';
import { closedFindings } from './proof.js';
import type { AssembledPlans } from './make-plan.js';
import type { PlanDraft, PlanState, UnfixedReason } from './plan.js';
import type { RemediationPlan } from './remediation-plan.js';
import { whyGone } from './why-gone.js';
import { loadManifests, type PlanningDeps, workOutPlans } from './work-out-plans.js';

/**
 * Works out a project's plans and outdated packages from what the last analysis stored, and keeps the plans in step:
 * a new digest is a new revision, an equal one keeps its state, what is no longer needed is superseded. Reads no repository.
 */
export async function planProject(
  deps: PlanningDeps,
  { projectId }: { readonly projectId: string },
  context: Pick<JobContext, 'progress' | 'signal'>,
): Promise<JobOutcome> {
  const project = await deps.inTransaction((stores) => stores.projects.find(projectId));
  if (project?.lastAnalysis == null || project.defaultBranch === null) {
    return { kind: 'done', result: 'The project was never analysed.' };
  }
  const { commit } = project.lastAnalysis;
  const branch = project.defaultBranch;
  await context.progress({ done: 0, total: 3, message: 'Asking the registry' });
  const manifests = await loadManifests(deps.inTransaction, project);
  const registry = limitRegistry(await deps.registries.of(project.integrationId));
  const plans = await workOutPlans(deps, { registry, targetBranch: branch }, manifests);
  context.signal.throwIfAborted();
  await context.progress({ done: 1, total: 3, message: 'Looking for outdated packages' });
  const inventories = manifests.map(({ inventory }) => inventory);
  const outdated = await outdatedOfProject(registry, inventories, plans.findings);
  await context.progress({ done: 2, total: 3, message: 'Keeping the plans' });
  const kept = await deps.inTransaction(async (stores) => {
    await stores.projects.lock([projectId]);
    const current = await stores.projects.find(projectId);
    if (current?.lastAnalysis?.commit !== commit) return null;
    await stores.inventories.replaceOutdated(projectId, outdated.packages);
    await stores.projects.saveUnchecked(projectId, outdated.unchecked, deps.clock());
    return keepPlans(stores, project, { branch, commit, now: deps.clock() }, plans);
  });
  await context.progress({ done: 3, total: 3, message: 'Done' });
  if (kept === null) return { kind: 'done', result: 'A newer analysis will be planned instead.' };
  return {
    kind: 'done',
    result: { plans: plans.plans.length, unfixed: plans.unfixed.length, outdated: outdated.packages.length },
  };
}

/** Where a plan stands: what it is worked out against. */
interface PlanBase {
  readonly branch: string;
  readonly commit: string;
  readonly now: Date;
}

/** Settled states: the same change set is not proposed again. */
const SETTLED: ReadonlySet<PlanState> = new Set<PlanState>(['REJECTED', 'CLOSED', 'MERGED']);

async function keepPlans(
  stores: Stores,
  project: Project,
  base: PlanBase,
  plans: AssembledPlans,
): Promise<number> {
  const latest = await stores.plans.latestOfProject(project.id);
  const planOfFinding = new Map<string, string>();
  const turnedDown = new Map<string, UnfixedReason>();
  const wanted = new Set<string>();
  for (const draft of plans.plans) {
    const plan = await keepPlan(stores, project, base, draft);
    if (plan === null) {
      const reason = await whyNotProposed(stores, project, draft);
      for (const { key } of closedFindings(draft.proof)) turnedDown.set(key, reason);
      continue;
    }
    wanted.add(plan.id);
  }
  await supersede(
    stores,
    project,
    latest.filter(({ id }) => !wanted.has(id)),
  );
  // What the merge request that is open will close belongs to its plan, also when a newer revision would close it too.
  const open = (await stores.plans.listOpen(project.id)).map(({ id }) => id);
  const views = await stores.plans.views([...wanted, ...open]);
  for (const id of [...wanted, ...open]) {
    const view = views.get(id);
    for (const { key } of view === undefined ? [] : closedFindings(view.proof)) planOfFinding.set(key, id);
  }
  await saveOutcomes(stores, project, plans, { planOfFinding, turnedDown });
  return planOfFinding.size;
}

/** Ends proposals that were not worked out again, each with why. */
async function supersede(
  stores: Stores,
  project: Pick<Project, 'id'>,
  plans: readonly RemediationPlan[],
): Promise<void> {
  const from = ['PROPOSED', 'FAILED'] as const;
  const ending = plans.filter(({ state }) => from.some((each) => each === state));
  if (ending.length === 0) return;
  const views = await stores.plans.views(ending.map(({ id }) => id));
  const manifests = await stores.inventories.manifests(project.id);
  for (const { id } of ending) {
    const paths = views.get(id)?.edits.map(({ path }) => path) ?? [];
    await stores.plans.saveState(id, { from, state: 'SUPERSEDED', reason: whyGone(paths, manifests) });
  }
}

/** Nobody wants this change set, or it is merged already and the analysis after that is still to come. */
async function whyNotProposed(
  stores: Stores,
  project: Pick<Project, 'id'>,
  draft: PlanDraft,
): Promise<UnfixedReason> {
  const plan = findSettled(await stores.plans.revisions(project.id, draft.kind, draft.group), draft);
  const message =
    plan?.state === 'REJECTED'
      ? `The plan that fixes it was rejected by ${plan.decidedBy ?? 'somebody'}. It is proposed again when its changes are others.`
      : plan?.state === 'CLOSED'
        ? 'The merge request that fixes it was closed without merging. It is proposed again when its changes are others.'
        : 'The change that fixes it was merged; the next analysis will show it.';
  return { code: 'TURNED_DOWN', message };
}

/** The revision because of which this change set is not proposed. */
function findSettled(
  revisions: readonly RemediationPlan[],
  draft: PlanDraft,
  commit?: string,
): RemediationPlan | undefined {
  const [latest] = revisions;
  return (
    revisions.find(
      ({ digest, state }) => digest === draft.digest && (state === 'REJECTED' || state === 'CLOSED'),
    ) ??
    (latest?.state === 'MERGED' &&
    latest.digest === draft.digest &&
    (commit === undefined || latest.baseCommit === commit)
      ? latest
      : undefined)
  );
}

/** The live revision of a draft's key after taking the draft in; null when its change set was turned down, or merged on this commit. */
export async function keepPlan(
  stores: Stores,
  project: Pick<Project, 'id'>,
  base: PlanBase,
  draft: PlanDraft,
): Promise<RemediationPlan | null> {
  const revisions = await stores.plans.revisions(project.id, draft.kind, draft.group);
  if (findSettled(revisions, draft, base.commit) !== undefined) return null;
  const [latest] = revisions;
  if (
    latest !== undefined &&
    latest.digest === draft.digest &&
    !SETTLED.has(latest.state) &&
    latest.state !== 'SUPERSEDED'
  ) {
    return latest.state === 'PROPOSED' || latest.state === 'FAILED'
      ? stores.plans.renew(latest.id, { baseCommit: base.commit, draft, now: base.now })
      : latest;
  }
  if (latest !== undefined && (latest.state === 'APPROVED' || latest.state === 'OPENING')) return latest;
  if (latest?.state === 'PROPOSED' || latest?.state === 'FAILED') {
    await stores.plans.saveState(latest.id, {
      from: ['PROPOSED', 'FAILED'],
      state: 'SUPERSEDED',
      reason: 'A newer revision took its place.',
    });
  }
  const plan = await stores.plans.insert({
    projectId: project.id,
    revision: (latest?.revision ?? 0) + 1,
    targetBranch: base.branch,
    baseCommit: base.commit,
    branchName: branchName({ kind: draft.kind, group: draft.group }),
    draft,
    now: base.now,
  });
  await stores.audit.record({
    actor: BACKLINE_ACTOR,
    action: 'plan.proposed',
    message: `Proposed “${draft.title}” (revision ${plan.revision}).`,
    subject: `plan:${plan.id}`,
    projectId: project.id,
  });
  return plan;
}

async function saveOutcomes(
  stores: Stores,
  project: Project,
  plans: AssembledPlans,
  {
    planOfFinding,
    turnedDown,
  }: {
    readonly planOfFinding: ReadonlyMap<string, string>;
    readonly turnedDown: ReadonlyMap<string, UnfixedReason>;
  },
): Promise<void> {
  const reasons = new Map([
    ...turnedDown,
    ...plans.unfixed.map(({ finding, reason }) => [finding.key, reason] as const),
  ]);
  const keys = new Set([...plans.findings.map(({ key }) => key), ...reasons.keys()]);
  await stores.findings.saveOutcomes(
    project.id,
    [...keys].map((key) => ({
      key,
      planId: planOfFinding.get(key) ?? null,
      unfixedReason: planOfFinding.has(key) ? null : (reasons.get(key) ?? null),
    })),
  );
}
