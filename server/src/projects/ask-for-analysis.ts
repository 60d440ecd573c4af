import type { Viewer } from '../accounts/account.js';
import { AppError } from '../errors.js';
import { integrationLane } from '../integrations/integration.js';
import type { Job } from '../jobs/job.js';
import type { InTransaction } from '../stores.js';
import { analyzeProjectJob } from './project-jobs.js';
import type { Project } from './project.js';

/** Queues an analysis of one project before others; one that waits already is returned. CONFLICT when it cannot be read. */
export async function askForAnalysis(
  { inTransaction }: { readonly inTransaction: InTransaction },
  viewer: Viewer,
  { id, force }: { readonly id: string; readonly force: boolean },
): Promise<{ readonly project: Project; readonly job: Job }> {
  return inTransaction(async (stores) => {
    const project = await stores.projects.find(id);
    if (project === null) throw new AppError('NOT_FOUND', 'There is no such project.');
    if (project.state === 'UNAVAILABLE') {
      throw new AppError(
        'CONFLICT',
        `This project cannot be read: ${project.reasons[0]?.message ?? 'it is unavailable.'}`,
      );
    }
    const job = await stores.jobs.enqueue(
      analyzeProjectJob,
      { projectId: id, force },
      {
        lane: integrationLane(project.integrationId),
        subject: `project:${id}`,
        dedupeKey: `analyze:${id}:${force}`,
        priority: 40,
      },
    );
    await stores.audit.record({
      actor: viewer.name,
      action: 'project.analysis-asked',
      message: `Asked for an analysis of ${project.path}.`,
      subject: `project:${id}`,
      projectId: id,
      after: { job: job.id, force },
    });
    return { project, job };
  });
}
