import type { Router } from 'express';
import { forbidden } from '../api-error.js';
import type { Context } from '../context.js';
import {
  endpoint,
  pageRequest,
  paged,
  publicEndpoint,
  requireGroup,
  requireProject,
  type Call,
  type Reply,
} from '../endpoint.js';
import { isDraft, lookAt } from '../merge-check.js';
import { offsetPage } from '../pagination.js';
import { presentMergeRequest, presentSimpleMergeRequest } from '../present-merge-request.js';
import type { MergeRequest, Project } from '../state.js';

interface Row {
  readonly project: Project;
  readonly mergeRequest: MergeRequest;
}

/** Lists of merge requests: a project's, a group's, and those of everything that the caller sees. */
export function addMergeRequestLists(router: Router, context: Context): void {
  router.get(
    '/projects/:id/merge_requests',
    publicEndpoint(context, async (call) => {
      const project = requireProject(call);
      if (!isReadable(call, project)) throw forbidden();
      return await answer(call, [project], 'all');
    }),
  );
  router.get(
    '/groups/:id/merge_requests',
    publicEndpoint(context, async (call) => {
      const group = requireGroup(call);
      const projects = [...context.state.projects.values()].filter((project) => {
        const { fullPath } = context.state.namespaceOf(project);
        return `${fullPath}/`.startsWith(`${group.fullPath}/`) && isReadable(call, project);
      });
      return await answer(call, projects, 'all');
    }),
  );
  router.get(
    '/merge_requests',
    endpoint(context, async (call) => {
      const projects = [...context.state.projects.values()].filter(
        (project) => project.mergeRequests.size > 0 && isReadable(call, project),
      );
      return await answer(call, projects, 'created_by_me');
    }),
  );
}

function isReadable(call: Call, project: Project): boolean {
  const { access } = call.context;
  return (
    project.mergeRequestsAccess !== 'disabled' &&
    access.canSee(call.user, project) &&
    access.canReadCode(call.user, project)
  );
}

async function answer(
  call: Call,
  projects: readonly Project[],
  defaultScope: 'all' | 'created_by_me',
): Promise<Reply> {
  const { context, params } = call;
  const isWanted = filterOf(call, defaultScope);
  const rows: Row[] = [];
  for (const project of projects) {
    for (const mergeRequest of project.mergeRequests.values()) {
      if (isWanted(mergeRequest)) rows.push({ project, mergeRequest });
    }
  }
  sortRows(call, rows);
  if (params.boolean('with_merge_status_recheck')) for (const row of rows) await lookAt(context, row);
  const isSimple = params.oneOf('view', ['simple']) === 'simple';
  const withLabels = params.boolean('with_labels_details') ?? false;
  return await paged(offsetPage(pageRequest(call), rows), ({ project, mergeRequest }) => {
    if (isSimple) return presentSimpleMergeRequest(context, project, mergeRequest);
    const presented = presentMergeRequest(context, project, mergeRequest);
    return withLabels ? { ...presented, labels: labelDetails(project, mergeRequest) } : presented;
  });
}

function labelDetails(project: Project, mergeRequest: MergeRequest) {
  return mergeRequest.labels.map((name) => ({
    id: project.labels.get(name) ?? 0,
    name,
    color: '#6699cc',
    description: null,
    text_color: '#FFFFFF',
  }));
}

function filterOf(
  call: Call,
  defaultScope: 'all' | 'created_by_me',
): (mergeRequest: MergeRequest) => boolean {
  const { params, context } = call;
  const scopes = ['created_by_me', 'created-by-me', 'assigned_to_me', 'assigned-to-me', 'all'] as const;
  const state = params.oneOf('state', ['opened', 'closed', 'locked', 'merged', 'all']) ?? 'all';
  const scope = params.oneOf('scope', scopes) ?? defaultScope;
  const source = params.text('source_branch');
  const target = params.text('target_branch');
  const authorId = params.integer('author_id');
  const authorName = params.text('author_username');
  const labels = params.list('labels');
  const iids = params.integers('iids');
  const draft = params.text('draft') ?? params.text('wip');
  const search = params.text('search')?.toLowerCase();
  const isInTime = timeFilter(call);
  const nameOf = (id: number) => context.state.users.get(id)?.username;
  return (mergeRequest) => {
    if (state !== 'all' && mergeRequest.state !== state) return false;
    if (source !== undefined && mergeRequest.sourceBranch !== source) return false;
    if (target !== undefined && mergeRequest.targetBranch !== target) return false;
    if (scope.startsWith('created') && mergeRequest.authorId !== call.user?.id) return false;
    if (scope.startsWith('assigned') && !mergeRequest.assigneeIds.includes(call.user?.id ?? 0)) return false;
    if (authorId !== undefined && mergeRequest.authorId !== authorId) return false;
    if (authorName !== undefined && nameOf(mergeRequest.authorId) !== authorName) return false;
    if (labels && !labels.every((label) => mergeRequest.labels.includes(label))) return false;
    if (iids && !iids.includes(mergeRequest.iid)) return false;
    if (draft !== undefined && isDraft(mergeRequest) !== (draft === 'yes' || draft === 'true')) return false;
    if (!isInTime(mergeRequest)) return false;
    return !search || `${mergeRequest.title}\n${mergeRequest.description}`.toLowerCase().includes(search);
  };
}

function timeFilter({ params }: Call): (mergeRequest: MergeRequest) => boolean {
  const updatedAfter = params.date('updated_after');
  const updatedBefore = params.date('updated_before');
  const createdAfter = params.date('created_after');
  const createdBefore = params.date('created_before');
  return ({ updatedAt, createdAt }) =>
    !(updatedAfter && updatedAt < updatedAfter) &&
    !(updatedBefore && updatedAt > updatedBefore) &&
    !(createdAfter && createdAt < createdAfter) &&
    !(createdBefore && createdAt > createdBefore);
}

function sortRows(call: Call, rows: Row[]): void {
  const orders = ['created_at', 'updated_at', 'title', 'merged_at'] as const;
  const order = call.params.oneOf('order_by', orders) ?? 'created_at';
  const sign = (call.params.oneOf('sort', ['asc', 'desc']) ?? 'desc') === 'asc' ? 1 : -1;
  const keys = {
    created_at: (row: MergeRequest) => row.createdAt.getTime(),
    updated_at: (row: MergeRequest) => row.updatedAt.getTime(),
    merged_at: (row: MergeRequest) => row.mergedAt?.getTime() ?? 0,
    title: (row: MergeRequest) => row.title,
  };
  const key = keys[order];
  rows.sort(({ mergeRequest: first }, { mergeRequest: second }) => {
    const [one, other] = [key(first), key(second)];
    return one === other ? sign * (first.id - second.id) : sign * (one < other ? -1 : 1);
  });
}
