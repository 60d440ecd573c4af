import { ecosystemOf } from '../ecosystems/registry.js';
import { type AnalyzeDeps, analyzeProject } from '../inventory/analyze-project.js';
import type { JobContext } from '../jobs/job.js';
import type { Project } from '../projects/project.js';
import { findingIdentity, findingsOf } from './plan-findings.js';
import type { PlanManifest } from './plan-input.js';
import type { PlanDraft, PlanFinding } from './plan.js';
import type { RemediationPlan } from './remediation-plan.js';
import { loadManifests, loadMatcher, type PlanningDeps, workOutPlans } from './work-out-plans.js';

/** The approved edits stand on this base; or they came out different, and why. */
export type ProofAgain =
  | { readonly kind: 'same'; readonly draft: PlanDraft }
  | {
      readonly kind: 'changed';
      readonly draft: PlanDraft | null;
      readonly commit: string;
      readonly why: string;
    };

/**
 * Proves an approved plan on the commit that the target branch has now. Where neither base nor advisories moved, the edited
 * files are parsed and matched again. Otherwise the plan is worked out anew: the same digest that brings in nothing
 * vulnerable keeps its approval.
 */
export async function proveAgain(
  deps: PlanningDeps & AnalyzeDeps,
  project: Project,
  plan: RemediationPlan,
  head: string,
  context: Pick<JobContext, 'signal' | 'progress'>,
): Promise<ProofAgain> {
  if (head === plan.baseCommit && (await stillHolds(deps, project, plan)))
    return { kind: 'same', draft: plan.draft };
  const quiet = { signal: context.signal, progress: () => Promise.resolve() };
  await analyzeProject(deps, { projectId: project.id, force: false }, quiet);
  const current = await deps.inTransaction((stores) => stores.projects.find(project.id));
  const commit = current?.lastAnalysis?.commit ?? head;
  const worked = await workOutPlans(
    deps,
    plan.targetBranch,
    await loadManifests(deps.inTransaction, project),
  );
  const draft = worked.plans.find(({ kind, group }) => kind === plan.kind && group === plan.group) ?? null;
  if (commit !== head)
    return { kind: 'changed', draft, commit, why: 'The target branch moved while the plan was proven.' };
  if (draft === null) return { kind: 'changed', draft, commit, why: 'The plan is no longer needed.' };
  if (draft.digest !== plan.digest) {
    return {
      kind: 'changed',
      draft,
      commit,
      why: 'The base or the advisories moved and the edits came out different.',
    };
  }
  if (draft.proof.introduced.length > plan.draft.proof.introduced.length) {
    return {
      kind: 'changed',
      draft,
      commit,
      why: 'By the newest advisories the edits would bring in a vulnerability.',
    };
  }
  return { kind: 'same', draft };
}

/** Whether what was promised is still to be fixed, and the edited files, parsed and matched again, fix it and bring in nothing more. */
async function stillHolds(deps: PlanningDeps, project: Project, plan: RemediationPlan): Promise<boolean> {
  const manifests = await loadManifests(deps.inTransaction, project);
  const match = await loadMatcher(deps.inTransaction, manifests);
  const before = new Set(
    manifests.flatMap(({ inventory }) => findingsOf(inventory, match)).map(findingIdentity),
  );
  if (!plan.draft.proof.fixed.every((finding) => before.has(findingIdentity(finding)))) return false;
  const edited = new Map(plan.draft.edits.map(({ path, newText }) => [path, newText]));
  const after: PlanFinding[] = manifests.flatMap((manifest) => [
    ...findingsOf(editedInventory(manifest, edited), match),
  ]);
  const found = new Set(after.map(findingIdentity));
  const known = new Set(
    [...plan.draft.proof.remaining, ...plan.draft.proof.introduced].map(({ key }) => key),
  );
  const isFixed = plan.draft.proof.fixed.every((finding) => !found.has(findingIdentity(finding)));
  const moved = new Set(plan.draft.changes.map(({ name, to }) => `${name}@${to}`));
  return (
    isFixed && after.every(({ key, name, version }) => known.has(key) || !moved.has(`${name}@${version}`))
  );
}

function editedInventory({ group, files, inventory }: PlanManifest, edited: ReadonlyMap<string, string>) {
  if (!files.some(({ path }) => edited.has(path))) return inventory;
  const after = files.map(({ path, text }) => ({ path, text: edited.get(path) ?? text }));
  return ecosystemOf(group.ecosystem).parse(group, after);
}
