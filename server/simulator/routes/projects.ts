import type { Router } from 'express';
import { badRequest } from '../api-error.js';
import type { Context } from '../context.js';
import {
  ok,
  pageRequest,
  paged,
  publicEndpoint,
  requireProject,
  type Call,
  type Reply,
} from '../endpoint.js';
import { keysetPageById, offsetPage, requireKeysetOrder } from '../pagination.js';
import type { Params } from '../params.js';
import { presentBasicProject, presentProject } from '../present-project.js';
import type { Project } from '../state.js';

const ORDERS = [
  'id',
  'name',
  'path',
  'created_at',
  'updated_at',
  'last_activity_at',
  'similarity',
  'star_count',
] as const;

/** Projects and one project. */
export function addProjectRoutes(router: Router, context: Context): void {
  router.get(
    '/projects',
    publicEndpoint(context, async (call) => await listProjects(call, [...context.state.projects.values()])),
  );
  router.get(
    '/projects/:id',
    publicEndpoint(context, async (call) => {
      const project = requireProject(call);
      return ok(await presentProject(context, project, call.user));
    }),
  );
}

/** A page of those projects that the caller may see and asks for; shared with the groups' list. `candidates` are in the order of their ids. */
export async function listProjects(call: Call, candidates: readonly Project[]): Promise<Reply> {
  const { context, params, user } = call;
  const isWanted = projectFilter(call);
  const isSimple = params.boolean('simple') ?? user === null;
  const present = async (project: Project) =>
    isSimple
      ? await presentBasicProject(context, project, user)
      : await presentProject(context, project, user);
  if (params.oneOf('pagination', ['keyset', 'legacy', 'offset']) === 'keyset') {
    params.oneOf('order_by', ORDERS);
    requireKeysetOrder(params, 'id');
    return await paged(keysetPageById(pageRequest(call), candidates, isWanted), present);
  }
  const projects = sortProjects(call, candidates.filter(isWanted));
  return await paged(offsetPage(pageRequest(call), projects, 'Project'), present);
}

function projectFilter(call: Call): (project: Project) => boolean {
  const { context, params, user } = call;
  const { access, state } = context;
  const isMembership = params.boolean('membership') ?? false;
  const isOwned = params.boolean('owned') ?? false;
  const leastLevel = params.integer('min_access_level');
  const isArchived = params.boolean('archived');
  const isActive = context.profile.hasActiveFilter ? params.boolean('active') : undefined;
  const visibility = params.oneOf('visibility', ['private', 'internal', 'public']);
  const search = params.text('search')?.toLowerCase();
  const searchesNamespaces = params.boolean('search_namespaces') ?? false;
  const topics = params.list('topic');
  const idAfter = params.integer('id_after');
  const idBefore = params.integer('id_before');
  const needsMergeRequests = params.boolean('with_merge_requests_enabled') ?? false;
  const isRecent = dateFilter(params);
  return (project) => {
    if (idAfter !== undefined && project.id <= idAfter) return false;
    if (idBefore !== undefined && project.id >= idBefore) return false;
    if (!access.canSee(user, project)) return false;
    if (isMembership || isOwned || leastLevel !== undefined) {
      const level = user ? access.membership(user.id, project) : null;
      if (level === null || level < Math.max(leastLevel ?? 0, isOwned ? 50 : 0)) return false;
    }
    if (isArchived !== undefined && project.isArchived !== isArchived) return false;
    if (isActive !== undefined && isActive !== (!project.isArchived && !project.markedForDeletionOn))
      return false;
    if (visibility && project.visibility !== visibility) return false;
    if (topics && !topics.every((topic) => project.topics.includes(topic))) return false;
    if (!isRecent(project)) return false;
    if (needsMergeRequests && project.mergeRequestsAccess === 'disabled') return false;
    if (!search) return true;
    const searched = searchesNamespaces ? state.fullPathOf(project) : `${project.name} ${project.path}`;
    return searched.toLowerCase().includes(search);
  };
}

function dateFilter(params: Params): (project: Project) => boolean {
  const after = params.date('last_activity_after');
  const before = params.date('last_activity_before');
  const updatedAfter = params.date('updated_after');
  const updatedBefore = params.date('updated_before');
  if ((updatedAfter || updatedBefore) && params.text('order_by') !== 'updated_at') {
    throw badRequest('`updated_at` filter and `updated_at` sorting must be paired');
  }
  return ({ lastActivityAt, updatedAt }) =>
    !(after && lastActivityAt <= after) &&
    !(before && lastActivityAt >= before) &&
    !(updatedAfter && updatedAt <= updatedAfter) &&
    !(updatedBefore && updatedAt >= updatedBefore);
}

function sortProjects(call: Call, projects: readonly Project[]): Project[] {
  const order = call.params.oneOf('order_by', ORDERS) ?? 'created_at';
  const sign = (call.params.oneOf('sort', ['asc', 'desc']) ?? 'desc') === 'asc' ? 1 : -1;
  const keys: Record<(typeof ORDERS)[number], (project: Project) => number | string> = {
    id: (project) => project.id,
    name: (project) => project.name,
    path: (project) => project.path,
    created_at: (project) => project.createdAt.getTime(),
    updated_at: (project) => project.updatedAt.getTime(),
    last_activity_at: (project) => project.lastActivityAt.getTime(),
    similarity: (project) => project.id,
    star_count: () => 0,
  };
  const key = keys[order];
  return [...projects].sort((first, second) => {
    const [one, other] = [key(first), key(second)];
    if (one === other) return sign * (first.id - second.id);
    return sign * (one < other ? -1 : 1);
  });
}
