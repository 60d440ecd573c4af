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
} from '../endpoint.js';
import { offsetPage } from '../pagination.js';
import { newPipeline } from '../pipelines.js';
import { presentPipeline } from '../present.js';
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
        .filter((row) => row.ref === mergeRequest.sourceBranch);
      return await paged(offsetPage(pageRequest(call), rows), (row) =>
        presentPipeline(context, project, row),
      );
    }),
  );
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
