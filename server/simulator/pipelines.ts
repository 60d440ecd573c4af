import type { Context } from './context.js';
import { acceptMergeRequest } from './merge.js';
import type { Pipeline, PipelineStatus, Project } from './state.js';

/** Makes a pipeline that never runs: its status is what it is told to be. */
export function newPipeline(
  context: Context,
  project: Project,
  fields: Pick<Pipeline, 'ref' | 'sha' | 'status' | 'source' | 'userId'>,
): Pipeline {
  const now = context.clock();
  const id = context.state.nextId('pipeline');
  const pipeline: Pipeline = {
    id,
    iid: project.pipelines.size + 1,
    ...fields,
    createdAt: now,
    updatedAt: now,
  };
  project.pipelines.set(id, pipeline);
  return pipeline;
}

/** The newest pipeline of the commit takes the status, or a new one does; merge requests that waited for it are merged. */
export async function setPipelineStatus(
  context: Context,
  project: Project,
  change: { readonly ref: string; readonly sha: string; readonly status: PipelineStatus },
): Promise<Pipeline> {
  const fitting = [...project.pipelines.values()].filter(
    ({ ref, sha }) => ref === change.ref && sha === change.sha,
  );
  const pipeline =
    fitting[fitting.length - 1] ?? newPipeline(context, project, { ...change, source: 'push', userId: null });
  pipeline.status = change.status;
  pipeline.updatedAt = context.clock();
  if (change.status !== 'success') return pipeline;
  for (const mergeRequest of project.mergeRequests.values()) {
    if (!mergeRequest.autoMerge || mergeRequest.state !== 'opened' || mergeRequest.headSha !== change.sha)
      continue;
    const user = context.state.users.get(mergeRequest.authorId);
    if (user) await acceptMergeRequest(context, project, { mergeRequest, user, options: {} });
  }
  return pipeline;
}
