import { AppError } from '../errors.js';
import { ecosystemOf } from '../ecosystems/registry.js';
import { type AnalyzeDeps, analyzeProject } from '../inventory/analyze-project.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import type { Project } from '../projects/project.js';
import { stillAllowed } from './still-allowed.js';
import { whatIsLost } from './edited-inventory.js';
import type { AssembledPlans } from './make-plan.js';
import { findingIdentity, findingsOf } from './plan-findings.js';
import type { PlanManifest } from './plan-input.js';
import type { PlanDraft } from './plan.js';
import { bringsInMore, prove } from './proof.js';
import type { PlanToOpen } from './remediation-plan.js';
import { whyGone } from './why-gone.js';
import { loadManifests, loadMatcher, type PlanningDeps, workOutPlans } from './work-out-plans.js';

/** The approved edits stand on this base; or they came out different, and why; or it cannot be told yet. */
export type ProofAgain =
  | { readonly kind: 'same'; readonly draft: PlanDraft }
  | {
      readonly kind: 'changed';
      readonly draft: PlanDraft | null;
      readonly commit: string;
      readonly why: string;
    }
  | Extract<JobOutcome, { kind: 'again' }>;

/**
 * Proves an approved plan on the commit that the target branch has now. Where neither base nor advisories moved, the edited
 * files are parsed and matched again. Otherwise the plan is worked out anew: the same digest that brings in nothing
 * vulnerable keeps its approval. So does a plan that has to wait: for GitLab, a new token, or a branch that moves.
 */
export async function proveAgain(
  deps: PlanningDeps & AnalyzeDeps,
  { id: projectId }: Pick<Project, 'id'>,
  plan: PlanToOpen,
  head: string,
  context: Pick<JobContext, 'signal' | 'progress'>,
): Promise<ProofAgain> {
  const project = await findReadable(deps, projectId);
  const changed = (draft: PlanDraft | null, why: string): ProofAgain => ({
    kind: 'changed',
    draft,
    commit: head,
    why,
  });
  if (project.defaultBranch !== plan.targetBranch)
    return changed(null, `The default branch is no longer ${plan.targetBranch}.`);
  const isAnalyzed = project.lastAnalysis?.commit === head;
  const isAllowed = await stillAllowed(deps, project, plan);
  if (isAllowed && isAnalyzed && head === plan.baseCommit && (await stillHolds(deps, project, plan)))
    return { kind: 'same', draft: plan.draft };
  const quiet = { signal: context.signal, progress: () => Promise.resolve() };
  const analysis = await analyzeProject(deps, { projectId, force: false }, quiet);
  if (analysis.kind === 'again') return analysis;
  const current = await findReadable(deps, projectId);
  if (current.lastAnalysis?.commit !== head) {
    const reason = 'The target branch moved while the plan was proven. It is proven on the newest commit.';
    return { kind: 'again', runAt: deps.clock(), reason };
  }
  const manifests = await loadManifests(deps.inTransaction, project);
  const registry = await deps.registries.of(project.integrationId);
  const { signal } = context;
  const site = { registry, project: current, targetBranch: plan.targetBranch, commit: head, signal };
  const worked = await workOutPlans(deps, site, manifests);
  const draft = worked.plans.find(({ kind, group }) => kind === plan.kind && group === plan.group) ?? null;
  if (draft?.digest !== plan.digest) refuseWithoutRegistry(worked, plan);
  if (!isAllowed && draft?.digest !== plan.digest)
    return changed(draft, 'The policy or the dismissals changed after the approval, and the plan with them.');
  if (draft === null) return changed(null, await whyNoDraft(deps, project, plan));
  if (draft.digest !== plan.digest)
    return changed(draft, 'The base or the advisories moved and the edits came out different.');
  if (bringsInMore(draft.proof, plan.draft.proof))
    return changed(draft, 'By the newest advisories the edits would bring in a vulnerability.');
  return { kind: 'same', draft };
}

async function findReadable({ inTransaction }: PlanningDeps, projectId: string): Promise<Project> {
  const project = await inTransaction((stores) => stores.projects.find(projectId));
  if (project !== null && project.state !== 'UNAVAILABLE') return project;
  const why = project?.reasons[0]?.message ?? 'It is gone.';
  throw new AppError('GITLAB_FORBIDDEN', `The project can no longer be read, so nothing was opened. ${why}`);
}

/** A registry that is silent makes any plan come out different: that says nothing of this one. */
function refuseWithoutRegistry({ unfixed }: AssembledPlans, plan: PlanToOpen): void {
  const promised = new Set(plan.draft.proof.fixed.map(({ key }) => key));
  const silent = unfixed.find(
    ({ finding, reason }) => reason.code === 'REGISTRY_FAILED' && promised.has(finding.key),
  );
  if (silent === undefined) return;
  throw new AppError(
    'REGISTRY_UNREACHABLE',
    `The plan could not be worked out on the newest commit. ${silent.reason.message}`,
  );
}

async function whyNoDraft(
  { inTransaction }: PlanningDeps,
  project: Project,
  plan: PlanToOpen,
): Promise<string> {
  const manifests = await inTransaction((stores) => stores.inventories.manifests(project.id));
  return whyGone(
    plan.draft.edits.map(({ path }) => path),
    manifests,
  );
}

/** Whether what was promised is still to be fixed, and the edited files, parsed and matched again, fix it and bring in nothing more. */
async function stillHolds(deps: PlanningDeps, project: Project, plan: PlanToOpen): Promise<boolean> {
  const manifests = await loadManifests(deps.inTransaction, project);
  const match = await loadMatcher(deps.inTransaction, manifests);
  const edited = editAll(manifests, plan);
  if (edited === null) return false;
  const before = manifests.flatMap(({ inventory }) => findingsOf(inventory, match));
  const after = edited.flatMap((inventory) => findingsOf(inventory, match));
  const proof = prove(before, after, plan.draft.changes);
  const fixed = new Set(proof.fixed.map(findingIdentity));
  if (!plan.draft.proof.fixed.every((finding) => fixed.has(findingIdentity(finding)))) return false;
  if (bringsInMore(proof, plan.draft.proof)) return false;
  const known = new Set(
    [...plan.draft.proof.remaining, ...plan.draft.proof.introduced].map(({ key }) => key),
  );
  const moved = new Set(plan.draft.changes.map(({ name, to }) => `${name}@${to}`));
  return after.every(({ key, name, version }) => known.has(key) || !moved.has(`${name}@${version}`));
}

/** The manifests as the edits leave them; null when an edit finds no file, or a file loses more than the plan changes. */
function editAll(
  manifests: readonly PlanManifest[],
  plan: PlanToOpen,
): readonly PlanManifest['inventory'][] | null {
  const newTexts = new Map(plan.draft.edits.map(({ path, newText }) => [path, newText]));
  const found = new Set<string>();
  const inventories: PlanManifest['inventory'][] = [];
  for (const { group, files, inventory } of manifests) {
    const own = files.filter(({ path }) => newTexts.has(path));
    for (const { path } of own) found.add(path);
    const edited = files.map(({ path, text }) => ({ path, text: newTexts.get(path) ?? text }));
    const after = own.length === 0 ? inventory : ecosystemOf(group.ecosystem).parse(group, edited);
    const changes = plan.draft.changes.filter(({ manifest }) => manifest === inventory.path);
    if (after !== inventory && whatIsLost(inventory, after, changes) !== null) return null;
    inventories.push(after);
  }
  return found.size === newTexts.size ? inventories : null;
}
