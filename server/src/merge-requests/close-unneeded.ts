import { isReadWhole } from '../inventory/manifest-problems.js';
import { closedFindings } from '../plans/proof.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import { enqueueTask } from './merge-request-jobs.js';

const REASON =
  'Nothing that this merge request fixes is on the target branch any more: it was fixed otherwise, or the package is gone.';

/**
 * Queues the closing of merge requests that nobody needs any more: none of the findings that they close stands on the
 * default branch. While a manifest cannot be read whole nothing is concluded from what is not seen.
 */
export async function closeUnneeded(
  stores: Stores,
  project: Project,
  open: readonly RemediationPlan[],
  standing: ReadonlySet<string>,
): Promise<void> {
  if (open.length === 0) return;
  const manifests = await stores.inventories.manifests(project.id);
  if (!manifests.every(isReadWhole)) return;
  const views = await stores.plans.views(open.map(({ id }) => id));
  const gone = open.filter(({ id }) => {
    const view = views.get(id);
    const keys = view === undefined ? [] : closedFindings(view.proof).map(({ key }) => key);
    return keys.length > 0 && keys.every((key) => !standing.has(key));
  });
  if (gone.length === 0) return;
  for (const mergeRequest of await stores.mergeRequests.findByPlans(gone.map(({ id }) => id))) {
    if (mergeRequest.state !== 'OPENED' || mergeRequest.said.includes('UNNEEDED')) continue;
    await enqueueTask(stores, project, mergeRequest, { kind: 'CLOSE', reason: REASON, by: null });
  }
}
