import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { recordPlan } from '../events/record-event.js';
import { closeUnneeded } from '../merge-requests/close-unneeded.js';
import { branchName } from '../merge-requests/merge-request-text.js';
import type { EffectivePolicy } from '../policies/resolve-policy.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import { approveByPolicy } from './approve-by-policy.js';
import type { AssembledPlans } from './make-plan.js';
import type { PlanChange, PlanDraft, PlanKind, PlanState, UnfixedReason } from './plan.js';
import { bringsInMore, closedFindings } from './proof.js';
import type { RemediationPlan } from './remediation-plan.js';
import { whyGone } from './why-gone.js';

/** Where a plan stands: what it is worked out against. */
export interface PlanBase {
  readonly branch: string;
  readonly commit: string;
  readonly now: Date;
}

/** Settled states: the same change set is not proposed again. */
const SETTLED: ReadonlySet<PlanState> = new Set<PlanState>(['REJECTED', 'CLOSED', 'MERGED']);

/**
 * Keeps a project's plans in step with what was worked out: a new digest is a new revision, an equal one keeps its state, what
 * is no longer needed is superseded; then approves what the project's policy approves. Called under the project's lock.
 */
export async function keepPlans(
  stores: Stores,
  project: Project,
  { base, effective }: { readonly base: PlanBase; readonly effective: EffectivePolicy },
  plans: AssembledPlans,
): Promise<number> {
  const latest = await stores.plans.latestOfProject(project.id);
  const turnedDown = new Map<string, UnfixedReason>();
  const wanted: RemediationPlan[] = [];
  for (const draft of plans.plans) {
    const plan = await keepPlan(stores, project, base, draft);
    if (plan === null) {
      const reason = await whyNotProposed(stores, project, draft);
      for (const { key } of closedFindings(draft.proof)) turnedDown.set(key, reason);
      continue;
    }
    wanted.push(plan);
  }
  const wantedIds = new Set(wanted.map(({ id }) => id));
  await supersede(
    stores,
    project,
    latest.filter(({ id }) => !wantedIds.has(id)),
  );
  const open = await stores.plans.listOpen(project.id);
  const planOfFinding = await assignFindings(stores, [...wanted, ...open]);
  await saveOutcomes(stores, project, plans, { planOfFinding, turnedDown });
  for (const { id } of open) await stores.findings.setProgress(id, 'IN_PROGRESS');
  await closeUnneeded(stores, project, open, new Set(plans.findings.map(({ key }) => key)));
  await approveByPolicy(stores, project, effective, base.now);
  return planOfFinding.size;
}

/**
 * Which plan a finding is shown with, where several close it: the one whose merge request is open (also when a newer revision
 * would close it too), then SAFE, BREAKING, FORCED, UPDATE; of the same kind the first. The others are its alternatives.
 */
async function assignFindings(
  stores: Stores,
  plans: readonly RemediationPlan[],
): Promise<ReadonlyMap<string, ChosenPlan>> {
  const views = await stores.plans.views(plans.map(({ id }) => id));
  const planOfFinding = new Map<string, ChosenPlan>();
  for (const plan of plans.toSorted((one, other) => preference(one) - preference(other))) {
    const view = views.get(plan.id);
    for (const { key } of view === undefined ? [] : closedFindings(view.proof)) {
      const change = view?.changes.find(({ findings }) => findings.includes(key));
      if (!planOfFinding.has(key)) planOfFinding.set(key, { ...plan, change });
    }
  }
  return planOfFinding;
}

/** The plan that a finding is shown with, and its change that closes it. */
interface ChosenPlan extends Pick<RemediationPlan, 'id' | 'kind' | 'group'> {
  readonly change: PlanChange | undefined;
}

const KIND_ORDER: readonly PlanKind[] = ['SAFE', 'BREAKING', 'FORCED', 'UPDATE'];

function preference({ state, kind }: Pick<RemediationPlan, 'state' | 'kind'>): number {
  return state === 'OPEN' ? -1 : KIND_ORDER.indexOf(kind);
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

/**
 * The live revision of a draft's key after taking the draft in; null when its change set was turned down, or merged on this
 * commit. The same edits with a proof that brings in more are a new revision: nobody approved that proof.
 */
export async function keepPlan(
  stores: Stores,
  project: Pick<Project, 'id'>,
  base: PlanBase,
  draft: PlanDraft,
): Promise<RemediationPlan | null> {
  const revisions = await stores.plans.revisions(project.id, draft.kind, draft.group);
  if (findSettled(revisions, draft, base.commit) !== undefined) return null;
  const [latest] = revisions;
  const isWaiting = latest?.state === 'PROPOSED' || latest?.state === 'FAILED';
  if (
    latest !== undefined &&
    latest.digest === draft.digest &&
    !SETTLED.has(latest.state) &&
    latest.state !== 'SUPERSEDED'
  ) {
    if (!isWaiting) return latest;
    if (!(await hasWorseProof(stores, latest, draft)))
      return stores.plans.renew(latest.id, { baseCommit: base.commit, draft, now: base.now });
  }
  if (latest !== undefined && (latest.state === 'APPROVED' || latest.state === 'OPENING')) return latest;
  if (latest !== undefined && isWaiting) {
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
  await recordPlan(stores, 'plan.proposed', plan, base.now);
  return plan;
}

/** Whether the same edits bring in more than the stored proof shows. */
async function hasWorseProof(stores: Stores, { id }: RemediationPlan, draft: PlanDraft): Promise<boolean> {
  const stored = (await stores.plans.views([id])).get(id);
  return stored !== undefined && bringsInMore(draft.proof, stored.proof);
}

async function saveOutcomes(
  stores: Stores,
  project: Project,
  plans: AssembledPlans,
  {
    planOfFinding,
    turnedDown,
  }: {
    readonly planOfFinding: ReadonlyMap<string, ChosenPlan>;
    readonly turnedDown: ReadonlyMap<string, UnfixedReason>;
  },
): Promise<void> {
  const reasons = new Map<string, UnfixedReason>();
  for (const { finding, reason } of plans.unfixed) reasons.set(finding.key, reason);
  for (const [key, reason] of turnedDown) {
    // The plan that would need changes in the code was turned down itself.
    if (reasons.get(key)?.code === 'NEEDS_CODE_CHANGE' || !reasons.has(key)) reasons.set(key, reason);
  }
  for (const [key, reason] of tellPartly(plans)) if (!reasons.has(key)) reasons.set(key, reason);
  const told = tellNeeded(plans);
  const keys = new Set([...plans.findings.map(({ key }) => key), ...reasons.keys()]);
  await stores.findings.saveOutcomes(
    project.id,
    [...keys].map((key) => {
      const plan = planOfFinding.get(key);
      const reason = reasons.get(key) ?? null;
      return {
        key,
        planId: plan?.id ?? null,
        unfixedReason: plan === undefined ? reason : whyNotSafe(plan, told.get(key)),
      };
    }),
  );
}

/** Findings that stand at several versions, of which each plan removes some: no plan by itself closes them. */
function tellPartly({ plans }: AssembledPlans): ReadonlyMap<string, UnfixedReason> {
  const told = new Map<string, UnfixedReason>();
  for (const { kind, group, title, proof } of plans) {
    for (const { key, name, version } of proof.fixed) {
      if (told.has(key)) continue;
      const message = `No plan alone closes it in every version of ${name} that is here; “${title}” removes ${version}.`;
      told.set(key, { code: 'NEEDS_CODE_CHANGE', message, needed: '', planKind: kind, planGroup: group });
    }
  }
  return told;
}

/** What the drafts say of findings that another of them closes. */
function tellNeeded({ plans, unfixed }: AssembledPlans): ReadonlyMap<string, UnfixedReason> {
  const told = new Map<string, UnfixedReason>();
  for (const { finding, reason } of [...unfixed, ...plans.flatMap((draft) => draft.unfixed)]) {
    if (reason.code === 'NEEDS_CODE_CHANGE') told.set(finding.key, reason);
  }
  return told;
}

/** Why a finding that has a plan is not in the safe one; null where it is, or where it is an update. */
function whyNotSafe(
  { kind, group, change }: ChosenPlan,
  told: UnfixedReason | undefined,
): UnfixedReason | null {
  if (kind !== 'BREAKING' && kind !== 'FORCED') return null;
  if (told?.code === 'NEEDS_CODE_CHANGE' && told.planKind === kind && told.planGroup === group) return told;
  const needed = change?.to ?? '';
  const message =
    kind === 'BREAKING'
      ? `Only the plan that raises ${group} closes it, which may need changes in the code.`
      : `Only the plan that forces ${group} closes it, against the ranges that ask for it.`;
  return { code: 'NEEDS_CODE_CHANGE', message, needed, planKind: kind, planGroup: group };
}
