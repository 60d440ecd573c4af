import type { Context } from './context.js';
import { pipelineEvent } from './hook-payloads.js';
import { tryAutoMerge } from './merge.js';
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

/** The newest pipeline of the commit takes the status, or a new one does; with `isNew` always a new one. */
export async function setPipelineStatus(
  context: Context,
  project: Project,
  change: {
    readonly ref: string;
    readonly sha: string;
    readonly status: PipelineStatus;
    readonly isNew: boolean;
  },
): Promise<Pipeline> {
  const { ref, sha, status, isNew } = change;
  const known = [...project.pipelines.values()].findLast((one) => one.ref === ref && one.sha === sha);
  const pipeline =
    known && !isNew
      ? known
      : newPipeline(context, project, { ref, sha, status, source: 'push', userId: null });
  await changePipeline(context, project, { pipeline, status });
  return pipeline;
}

/** Gives the pipeline a status and tells of it; merge requests that waited for it are merged. */
export async function changePipeline(
  context: Context,
  project: Project,
  change: { readonly pipeline: Pipeline; readonly status: PipelineStatus },
): Promise<void> {
  const { pipeline, status } = change;
  if (pipeline.status !== status) {
    pipeline.status = status;
    pipeline.updatedAt = context.clock();
    announce(context, project, pipeline);
  }
  for (const mergeRequest of project.mergeRequests.values()) {
    if (mergeRequest.headSha === pipeline.sha) await tryAutoMerge(context, project, mergeRequest);
  }
}
