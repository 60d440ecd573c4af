import type { Router } from 'express';
import { deleteProject, moveProject, scheduleDeletion } from '../moves.js';
import { fieldError, forbidden, messageError, notFound, parameterError } from '../api-error.js';
import type { Context } from '../context.js';
import {
  created,
  endpoint,
  noContent,
  ok,
  pageRequest,
  paged,
  pathParam,
  publicEndpoint,
  requireLevel,
  requireProject,
  requireReadableProject,
  type UserCall,
} from '../endpoint.js';
import { languagesOf } from '../languages.js';
import { offsetPage } from '../pagination.js';
import { presentProject } from '../present-project.js';
import { ACCESS, type Project } from '../state.js';

const FEATURE = ['disabled', 'private', 'enabled'] as const;

/** Settings of a project that a maintainer changes by REST, and the labels, milestones and languages that clients look up. */
export function addProjectSettingRoutes(router: Router, context: Context): void {
  const one = '/projects/:id';
  router.put(
    one,
    endpoint(context, async (call) => {
      const project = requireProject(call);
      requireLevel(call, project, ACCESS.maintainer);
      await changeSettings(call, project);
      return ok(await presentProject(context, project, call.user));
    }),
  );
  router.delete(
    one,
    endpoint(context, async (call) => {
      const project = requireProject(call);
      requireLevel(call, project, ACCESS.owner);
      if (context.profile.renamesDeleted) scheduleDeletion(context, project.id);
      else await deleteProject(context, project.id);
      return { status: 202, body: { message: '202 Accepted' } };
    }),
  );
  for (const [action, isArchived] of [
    ['archive', true],
    ['unarchive', false],
  ] as const) {
    router.post(
      `${one}/${action}`,
      endpoint(context, async (call) => {
        const project = requireProject(call);
        requireLevel(call, project, ACCESS.owner);
        project.isArchived = isArchived;
        project.updatedAt = context.clock();
        return created(await presentProject(context, project, call.user));
      }),
    );
  }
  router.get(
    `${one}/languages`,
    publicEndpoint(context, async (call) => ok(await languagesOf(requireReadableProject(call)))),
  );
  router.get(
    `${one}/milestones`,
    publicEndpoint(context, async (call) => {
      requireProject(call);
      return await paged(offsetPage(pageRequest(call), []), () => null);
    }),
  );
  addLabelRoutes(router, context);
}

async function changeSettings(call: UserCall, project: Project): Promise<void> {
  const { params, context } = call;
  const branch = params.text('default_branch');
  if (branch !== undefined && branch !== project.defaultBranch) {
    if ((await project.repository.branch(branch)) === null) {
      throw fieldError(400, { base: [`Could not change HEAD: branch '${branch}' does not exist`] });
    }
    project.defaultBranch = branch;
    await project.repository.updateHead();
  }
  const path = params.text('path');
  if (path !== undefined && path !== project.path) {
    requireLevel(call, project, ACCESS.owner);
    moveProject(context, project.id, { path });
  }
  project.name = params.text('name') ?? project.name;
  project.description = params.text('description') ?? project.description;
  const visibility = params.oneOf('visibility', ['private', 'internal', 'public']);
  if (visibility) {
    requireLevel(call, project, ACCESS.owner);
    project.visibility = visibility;
  }
  project.topics = params.list('topics') ?? params.list('tag_list') ?? project.topics;
  project.mergeRequestsAccess =
    params.oneOf('merge_requests_access_level', FEATURE) ?? project.mergeRequestsAccess;
  project.repositoryAccess = params.oneOf('repository_access_level', FEATURE) ?? project.repositoryAccess;
  project.mergeMethod = params.oneOf('merge_method', ['merge', 'rebase_merge', 'ff']) ?? project.mergeMethod;
  const squashOptions = ['never', 'always', 'default_on', 'default_off'] as const;
  project.squashOption = params.oneOf('squash_option', squashOptions) ?? project.squashOption;
  project.requiresPipeline =
    params.boolean('only_allow_merge_if_pipeline_succeeds') ?? project.requiresPipeline;
  project.allowsSkippedPipeline =
    params.boolean('allow_merge_on_skipped_pipeline') ?? project.allowsSkippedPipeline;
  project.requiresResolvedThreads =
    params.boolean('only_allow_merge_if_all_discussions_are_resolved') ?? project.requiresResolvedThreads;
  project.removesSourceBranch =
    params.boolean('remove_source_branch_after_merge') ?? project.removesSourceBranch;
  project.updatedAt = context.clock();
}

function addLabelRoutes(router: Router, context: Context): void {
  const all = '/projects/:id/labels';
  const present = ([name, id]: readonly [string, number]) => ({
    id,
    name,
    color: '#6699cc',
    text_color: '#FFFFFF',
    description: null,
    description_html: '',
    open_issues_count: 0,
    closed_issues_count: 0,
    open_merge_requests_count: 0,
    subscribed: false,
    priority: null,
    is_project_label: true,
  });
  router.get(
    all,
    publicEndpoint(context, async (call) => {
      const search = call.params.text('search')?.toLowerCase() ?? '';
      const labels = [...requireProject(call).labels].filter(([name]) => name.toLowerCase().includes(search));
      return await paged(offsetPage(pageRequest(call), labels), present);
    }),
  );
  router.post(
    all,
    endpoint(context, async (call) => {
      const project = requireProject(call);
      if (context.access.level(call.user, project) < ACCESS.reporter) throw forbidden();
      call.params.require('name', 'color');
      const name = call.params.requiredText('name');
      if (name.includes(',') || name.trim() === '') throw fieldError(400, { title: ['is invalid'] });
      if (project.labels.has(name)) throw messageError(409, 'Label already exists');
      const id = context.state.nextId('label');
      project.labels.set(name, id);
      return created(present([name, id]));
    }),
  );
  router.delete(
    `${all}/:name`,
    endpoint(context, async (call) => {
      const project = requireProject(call);
      if (context.access.level(call.user, project) < ACCESS.reporter) throw forbidden();
      const key = pathParam(call, 'name');
      if (key === '') throw parameterError(400, 'name is invalid');
      const name = [...project.labels].find(([label, id]) => label === key || String(id) === key)?.[0];
      if (name === undefined) throw notFound('Label');
      project.labels.delete(name);
      return noContent();
    }),
  );
}
