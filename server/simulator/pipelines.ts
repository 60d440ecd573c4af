import type { Context } from './context.js';
import { pipelineEvent } from './hook-payloads.js';
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
  announce(context, project, pipeline);
  return pipeline;
}

function announce(context: Context, project: Project, pipeline: Pipeline): void {
  const user = context.state.users.get(pipeline.userId ?? 0) ?? null;
  const mergeRequest =
    [...project.mergeRequests.values()].find(
      ({ state, headSha }) => state === 'opened' && headSha === pipeline.sha,
    ) ?? null;
  context.hooks.send(project, pipelineEvent(context, project, { pipeline, mergeRequest, user }));
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
  const known = fitting.at(-1);
  const pipeline = known ?? newPipeline(context, project, { ...change, source: 'push', userId: null });
  if (known && known.status !== change.status) {
    known.status = change.status;
    known.updatedAt = context.clock();
    announce(context, project, known);
  }
  if (change.status !== 'success') return pipeline;
  for (const mergeRequest of project.mergeRequests.values()) {
    if (!mergeRequest.autoMerge || mergeRequest.state !== 'opened' || mergeRequest.headSha !== change.sha)
      continue;
    const user = context.state.users.get(mergeRequest.authorId);
    if (user) await acceptMergeRequest(context, project, { mergeRequest, user, options: {} });
  }
  return pipeline;
}
