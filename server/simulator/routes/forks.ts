import type { Router } from 'express';
import { ApiError, forbidden, notFound } from '../api-error.js';
import type { Context } from '../context.js';
import {
  created,
  endpoint,
  noContent,
  publicEndpoint,
  requireLevel,
  requireProject,
  requireReadableProject,
  type Call,
  type UserCall,
} from '../endpoint.js';
import { forkProject } from '../forks.js';
import { presentProject } from '../present-project.js';
import { ACCESS, type Namespace, type Project } from '../state.js';
import { listProjects } from './projects.js';

/** Forks: make, list, and end the relation. */
export function addForkRoutes(router: Router, context: Context): void {
  router.post('/projects/:id/fork', endpoint(context, fork));
  router.get(
    '/projects/:id/forks',
    publicEndpoint(context, async (call) => await listProjects(call, forksOf(call))),
  );
  router.delete(
    '/projects/:id/fork',
    endpoint(context, async (call) => {
      const project = requireProject(call);
      requireLevel(call, project, ACCESS.owner);
      if (project.forkedFromId === null) return { status: 304 };
      context.state.forks.get(project.forkedFromId)?.delete(project.id);
      project.forkedFromId = null;
      return noContent();
    }),
  );
}

function forksOf(call: Call): readonly Project[] {
  const { state } = call.context;
  const ids = [...(state.forks.get(requireProject(call).id) ?? [])];
  return ids.flatMap((id) => state.projects.get(id) ?? []);
}

async function fork(call: UserCall) {
  const { context, params, user } = call;
  const parent = requireReadableProject(call);
  const namespace = namespaceFor(call);
  const path = params.text('path') ?? parent.path;
  if (context.state.findProject(`${namespace.fullPath}/${path}`)) {
    const taken = ['has already been taken'];
    throw new ApiError(409, { message: { 'project_namespace.name': taken, name: taken, path: taken } });
  }
  const name = params.text('name');
  const visibility = params.oneOf('visibility', ['private', 'internal', 'public']);
  const made = await forkProject(context, parent, {
    namespace: namespace.fullPath,
    path,
    ...(name === undefined ? {} : { name }),
    ...(visibility ? { visibility } : {}),
  });
  return created(await presentProject(context, made, user));
}

/** Where the fork goes: the caller's own namespace unless said otherwise; a group needs a developer. */
function namespaceFor(call: UserCall): Namespace {
  const { context, params, user } = call;
  const asked =
    params.text('namespace_id') ?? params.text('namespace_path') ?? params.text('namespace') ?? user.username;
  const namespace = context.state.findNamespace(asked);
  const level = namespace ? context.access.inNamespace(user.id, namespace) : null;
  if (!namespace || (level === null && !user.isAdmin)) throw notFound('Target Namespace');
  if (!user.isAdmin && (level ?? 0) < ACCESS.developer) throw forbidden();
  return namespace;
}
