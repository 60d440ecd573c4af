import type { Router } from 'express';
import type { Context } from '../context.js';
import {
  isVisibleGroup,
  ok,
  pageRequest,
  paged,
  publicEndpoint,
  requireGroup,
  type Call,
} from '../endpoint.js';
import { keysetPageByToken, offsetPage, requireKeysetOrder } from '../pagination.js';
import { presentGroup } from '../present.js';
import type { Namespace, Project } from '../state.js';
import { listProjects } from './projects.js';

/** Groups and their projects. */
export function addGroupRoutes(router: Router, context: Context): void {
  router.get(
    '/groups',
    publicEndpoint(context, async (call) => {
      const groups = visibleGroups(call).sort((first, second) => (first.name < second.name ? -1 : 1));
      const present = (group: Namespace) => presentGroup(context, group);
      if (call.params.text('pagination') === 'keyset') {
        requireKeysetOrder(call.params, 'name');
        const options = { name: 'cursor', keyOf: (group: Namespace) => group.fullPath } as const;
        return await paged(keysetPageByToken(pageRequest(call), groups, options), present);
      }
      return await paged(offsetPage(pageRequest(call), groups, 'Group'), present);
    }),
  );
  router.get(
    '/groups/:id',
    publicEndpoint(context, async (call) => ok(presentGroup(context, requireGroup(call)))),
  );
  router.get(
    '/groups/:id/projects',
    publicEndpoint(context, async (call) => {
      const group = requireGroup(call);
      const includesSubgroups = call.params.boolean('include_subgroups') ?? false;
      const withShared = call.params.boolean('with_shared') ?? true;
      const belongs = (project: Project) => {
        const namespace = context.state.namespaceOf(project);
        if (namespace.id === group.id || (withShared && project.sharedWith.has(group.id))) return true;
        return includesSubgroups && namespace.fullPath.startsWith(`${group.fullPath}/`);
      };
      return await listProjects(call, [...context.state.projects.values()].filter(belongs));
    }),
  );
}

function visibleGroups(call: Call): Namespace[] {
  const { context, params, user } = call;
  const least = params.integer('min_access_level');
  const isTopLevel = params.boolean('top_level_only') ?? false;
  const isMembersOnly = params.boolean('all_available') === false || least !== undefined;
  const search = params.text('search')?.toLowerCase();
  return [...context.state.namespaces.values()].filter((group) => {
    if (group.kind !== 'group' || !isVisibleGroup(call, group)) return false;
    if (isTopLevel && group.parentId !== null) return false;
    if (search && !`${group.name} ${group.fullPath}`.toLowerCase().includes(search)) return false;
    if (!isMembersOnly) return true;
    const level = user ? context.access.inNamespace(user.id, group) : null;
    return level !== null && level >= (least ?? 0);
  });
}
