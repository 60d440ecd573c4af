import type { Viewer } from '../accounts/account.js';
import { AppError } from '../errors.js';
import { integrationLane } from '../integrations/integration.js';
import { planProjectJob } from '../projects/project-jobs.js';
import type { InTransaction } from '../stores.js';
import type { Decision } from './decide-plan.js';

/** Queues the planning of a plan's project before others; the plan itself stays as it is until that is done. */
export async function askForPlan(
  { inTransaction }: { readonly inTransaction: InTransaction },
  viewer: Viewer,
  id: string,
): Promise<Decision> {
  return inTransaction(async (stores) => {
    const plan = await stores.plans.find(id);
    const project = plan === null ? null : await stores.projects.find(plan.projectId);
    if (plan === null || project === null) throw new AppError('NOT_FOUND', 'There is no such plan.');
    const job = await stores.jobs.enqueue(
      planProjectJob,
      { projectId: project.id },
      {
        lane: integrationLane(project.integrationId),
        subject: `project:${project.id}`,
        dedupeKey: `plan:${project.id}`,
        priority: 40,
      },
    );
    await stores.audit.record({
      actor: viewer.name,
      action: 'plan.refresh-asked',
      message: `Asked for “${plan.title}” to be worked out again.`,
      subject: `plan:${id}`,
      projectId: project.id,
      after: { job: job.id },
    });
    return { plan, job, refusal: null };
  });
}
