import { applyIgnores } from '../findings/apply-ignores.js';
import { enqueuePlanning } from '../inventory/analyze-project.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { effectivePolicy } from '../policies/effective-policy.js';
import { limitRegistry } from '../registries/limited-registry.js';
import { outdatedOfProject } from '../registries/outdated-of-project.js';
import { keepPlans } from './keep-plans.js';
import { isSaidOtherwise, loadManifests, type PlanningDeps, workOutPlans } from './work-out-plans.js';

/**
 * Works out a project's plans and outdated packages from what the last analysis stored, and keeps the plans in step:
 * a new digest is a new revision, an equal one keeps its state, what is no longer needed is superseded. Where policy or
 * dismissals changed meanwhile nothing is kept or approved. Of the repository it reads source at most, once a commit, where a
 * plan may break something.
 */
export async function planProject(
  deps: PlanningDeps,
  { projectId }: { readonly projectId: string },
  context: Pick<JobContext, 'progress' | 'signal'>,
): Promise<JobOutcome> {
  const project = await deps.inTransaction(async (stores) => {
    await stores.projects.lock([projectId]);
    const found = await stores.projects.find(projectId);
    if (found !== null)
      await applyIgnores(stores, found, await effectivePolicy(stores, deps.policy, found), deps.clock());
    return found;
  });
  if (project?.lastAnalysis == null || project.defaultBranch === null) {
    return { kind: 'done', result: 'The project was never analysed.' };
  }
  const { commit } = project.lastAnalysis;
  const branch = project.defaultBranch;
  await context.progress({ done: 0, total: 3, message: 'Asking the registry' });
  const manifests = await loadManifests(deps.inTransaction, project);
  const registry = limitRegistry(await deps.registries.of(project.integrationId));
  const { signal } = context;
  const site = { registry, project, targetBranch: branch, commit, signal };
  const plans = await workOutPlans(deps, site, manifests);
  signal.throwIfAborted();
  await context.progress({ done: 1, total: 3, message: 'Looking for outdated packages' });
  const inventories = manifests.map(({ inventory }) => inventory);
  const outdated = await outdatedOfProject(registry, inventories, plans.findings);
  await context.progress({ done: 2, total: 3, message: 'Keeping the plans' });
  const whyNot = await deps.inTransaction(async (stores) => {
    await stores.projects.lock([projectId]);
    const current = await stores.projects.find(projectId);
    if (current?.lastAnalysis?.commit !== commit) return 'A newer analysis will be planned instead.';
    const effective = await effectivePolicy(stores, deps.policy, current);
    const dismissed = await stores.findings.dismissed(projectId);
    if (isSaidOtherwise(plans.plannedBy, { policy: effective.policy, dismissed })) {
      await enqueuePlanning(stores, current);
      return 'The policy or the dismissals changed meanwhile; the project is planned again by them.';
    }
    await stores.inventories.replaceOutdated(projectId, outdated.packages);
    await stores.projects.saveUnchecked(projectId, outdated.unchecked, deps.clock());
    await keepPlans(stores, current, { base: { branch, commit, now: deps.clock() }, effective }, plans);
    return null;
  });
  await context.progress({ done: 3, total: 3, message: 'Done' });
  if (whyNot !== null) return { kind: 'done', result: whyNot };
  return {
    kind: 'done',
    result: { plans: plans.plans.length, unfixed: plans.unfixed.length, outdated: outdated.packages.length },
  };
}
