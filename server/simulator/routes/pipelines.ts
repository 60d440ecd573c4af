import type { Router } from 'express';
import { badRequest, notFound } from '../api-error.js';
import type { Context } from '../context.js';
import {
  created,
  endpoint,
  ok,
  pageRequest,
  paged,
  pathNumber,
  publicEndpoint,
  requireLevel,
  requireReadableProject,
  type Reply,
  type UserCall,
} from '../endpoint.js';
import { offsetPage } from '../pagination.js';
import { methodNotAllowed } from '../merge-requests.js';
import { changePipeline, newPipeline } from '../pipelines.js';
import { presentPipeline } from '../present.js';
import { readEntry } from '../repository-read.js';
import { ACCESS } from '../state.js';
import { requireMergeRequest } from './merge-requests.js';

/** Pipelines as far as a merge request needs them; nothing ever runs. */
export function addPipelineRoutes(router: Router, context: Context): void {
  const all = '/projects/:id/pipelines';
  router.get(
    all,
    publicEndpoint(context, async (call) => {
      const project = requireReadableProject(call);
      const ref = call.params.text('ref');
      const sha = call.params.text('sha');
      const status = call.params.text('status');
      const rows = [...project.pipelines.values()].reverse().filter((pipeline) => {
        if (ref !== undefined && pipeline.ref !== ref) return false;
        return (
          (sha === undefined || pipeline.sha === sha) && (status === undefined || pipeline.status === status)
        );
      });
      return await paged(offsetPage(pageRequest(call), rows), (row) =>
        presentPipeline(context, project, row),
      );
    }),
  );
  router.get(
    `${all}/:pipeline_id`,
    publicEndpoint(context, async (call) => {
      const project = requireReadableProject(call);
      const pipeline = project.pipelines.get(pathNumber(call, 'pipeline_id'));
      if (!pipeline) throw notFound();
      return ok(presentPipeline(context, project, pipeline));
    }),
  );
  router.get(
    '/projects/:id/merge_requests/:iid/pipelines',
    publicEndpoint(context, async (call) => {
      const { project, mergeRequest } = requireMergeRequest(call);
      const rows = [...project.pipelines.values()]
        .reverse()
        .filter(
          ({ ref }) =>
            ref === mergeRequest.sourceBranch || ref === `refs/merge-requests/${mergeRequest.iid}/head`,
        );
      return await paged(offsetPage(pageRequest(call), rows), (row) =>
        presentPipeline(context, project, row),
      );
    }),
  );
  router.post('/projects/:id/merge_requests/:iid/pipelines', endpoint(context, createForMergeRequest));
  for (const [action, status] of [
    ['retry', 'pending'],
    ['cancel', 'canceled'],
  ] as const) {
    router.post(
      `${all}/:pipeline_id/${action}`,
      endpoint(context, async (call) => {
        const project = requireReadableProject(call);
        requireLevel(call, project, ACCESS.developer);
        const pipeline = project.pipelines.get(pathNumber(call, 'pipeline_id'));
        if (!pipeline) throw notFound();
        await changePipeline(context, project, { pipeline, status });
        return created(presentPipeline(context, project, pipeline));
      }),
    );
  }
  router.post(
    '/projects/:id/pipeline',
    endpoint(context, async (call) => {
      const project = requireReadableProject(call);
      requireLevel(call, project, ACCESS.developer);
      const ref = call.params.requiredText('ref');
      const sha = await project.repository.branch(ref);
      if (!sha) throw badRequest('Reference not found');
      const userId = call.user.id;
      const pipeline = newPipeline(context, project, { ref, sha, status: 'created', source: 'api', userId });
      return created(presentPipeline(context, project, pipeline));
    }),
  );
}

/** 200 with a new pipeline, 202 without a body when it is to be made later, 405 when the branch has no CI file. */
async function createForMergeRequest(call: UserCall): Promise<Reply> {
  const { context, params, user } = call;
  const { project, mergeRequest } = requireMergeRequest(call);
  requireLevel(call, project, ACCESS.developer);
  const { repository } = context.state.sourceOf(mergeRequest) ?? project;
  const sha = await repository.branch(mergeRequest.sourceBranch);
  const hasFile = sha !== null && (await readEntry(repository, sha, '.gitlab-ci.yml')) !== null;
  if (!sha || !hasFile || mergeRequest.state !== 'opened') throw methodNotAllowed();
  const fields = {
    ref: `refs/merge-requests/${mergeRequest.iid}/head`,
    sha,
    status: 'created',
    source: 'merge_request_event',
    userId: user.id,
  } as const;
  if (params.boolean('async')) {
    context.background.start(async () => void newPipeline(context, project, fields));
    return { status: 202 };
  }
  return ok(presentPipeline(context, project, newPipeline(context, project, fields)));
}
