import type { Router } from 'express';
import { mayForce } from '../access.js';
import { forbidden, messageError, notFound, parameterError } from '../api-error.js';
import type { Context } from '../context.js';
import {
  created,
  endpoint,
  ok,
  pathNumber,
  publicEndpoint,
  requireProject,
  requireReadableProject,
  type Call,
  type Reply,
  type UserCall,
} from '../endpoint.js';
import { mergeRequestEvent } from '../hook-payloads.js';
import { isDraft, lookAt, updateDiffBase } from '../merge-check.js';
import { acceptMergeRequest, cancelAutoMerge, startRebase, tryAutoMerge } from '../merge.js';
import { closeMergeRequest, reopenMergeRequest, setLabels } from '../merge-request-state.js';
import {
  checkedTitle,
  openMergeRequest,
  requireEditor,
  requireMergeRequestWriter,
  setDescription,
} from '../merge-requests.js';
import { presentOneMergeRequest } from '../present-merge-request.js';
import type { MergeRequest, Project } from '../state.js';

const REBASE_LOCKED =
  'Failed to enqueue the rebase operation, possibly due to a long-lived transaction. Try again later.';

const UPDATES = [
  'title',
  'description',
  'state_event',
  'target_branch',
  'labels',
  'add_labels',
  'remove_labels',
  'assignee_id',
  'assignee_ids',
  'reviewer_ids',
  'milestone_id',
  'remove_source_branch',
  'squash',
  'discussion_locked',
  'allow_collaboration',
];

/** Merge requests: look, open, change, merge, rebase. */
export function addMergeRequestRoutes(router: Router, context: Context): void {
  const all = '/projects/:id/merge_requests';
  const one = `${all}/:iid`;
  router.post(all, endpoint(context, create));
  router.get(one, publicEndpoint(context, lookAtOne));
  router.put(one, endpoint(context, update));
  router.put(`${one}/merge`, endpoint(context, merge));
  for (const action of ['cancel_merge_when_pipeline_succeeds', 'cancel_auto_merge']) {
    router.post(
      `${one}/${action}`,
      endpoint(context, async (call) => {
        const { project, mergeRequest } = requireMergeRequest(call);
        cancelAutoMerge(context, project, { mergeRequest, user: call.user });
        return created(await presentOneMergeRequest(context, project, { mergeRequest, user: call.user }));
      }),
    );
  }
  router.put(`${one}/rebase`, endpoint(context, rebase));
}

/** The merge request that the path names; 404 `Not found` when there is none. */
export function requireMergeRequest(call: Call): {
  readonly project: Project;
  readonly mergeRequest: MergeRequest;
} {
  const project = requireReadableProject(call);
  if (project.mergeRequestsAccess === 'disabled') throw forbidden();
  const mergeRequest = project.mergeRequests.get(pathNumber(call, 'iid'));
  if (!mergeRequest) throw notFound();
  return { project, mergeRequest };
}

async function create(call: UserCall): Promise<Reply> {
  const { context, params, user } = call;
  const source = requireProject(call);
  const project = targetOf(call, source);
  requireMergeRequestWriter(context, { source, target: project }, user);
  params.require('title', 'source_branch', 'target_branch');
  const allowsCollaboration =
    params.boolean('allow_collaboration') ?? params.boolean('allow_maintainer_to_push') ?? false;
  const removeSourceBranch = params.boolean('remove_source_branch');
  const squash = params.boolean('squash');
  const mergeRequest = await openMergeRequest(context, project, {
    user,
    fields: {
      source,
      allowsCollaboration,
      sourceBranch: params.requiredText('source_branch'),
      targetBranch: params.requiredText('target_branch'),
      title: params.requiredText('title'),
      description: params.text('description') ?? '',
      labels: params.list('labels') ?? [],
      assigneeIds: people(call, 'assignee_ids') ?? people(call, 'assignee_id') ?? [],
      reviewerIds: people(call, 'reviewer_ids') ?? [],
      ...(removeSourceBranch === undefined ? {} : { removeSourceBranch }),
      ...(squash === undefined ? {} : { squash }),
    },
  });
  return created(await presentOneMergeRequest(context, project, { mergeRequest, user }));
}

/** The project that the merge request goes to: `target_project_id`, else the source itself. */
function targetOf(call: UserCall, source: Project): Project {
  const id = call.params.integer('target_project_id');
  if (id === undefined || id === source.id) return source;
  const target = call.context.state.projects.get(id);
  if (!target || !call.context.access.canSee(call.user, target)) throw notFound('Project');
  return target;
}

/** Known users only; CE keeps one. */
function people(call: UserCall, name: string): number[] | undefined {
  const ids = call.params.integers(name);
  const known = ids?.filter((id) => call.context.state.users.has(id));
  return call.context.profile.isEnterprise ? known : known?.slice(0, 1);
}

async function lookAtOne(call: Call): Promise<Reply> {
  const { context, params, user } = call;
  const { project, mergeRequest } = requireMergeRequest(call);
  await lookAt(context, { project, mergeRequest });
  const countsDiverged = params.boolean('include_diverged_commits_count') ?? false;
  const showsRebase = params.boolean('include_rebase_in_progress') ?? false;
  const view = { mergeRequest, user, countsDiverged, showsRebase };
  return ok(await presentOneMergeRequest(context, project, view));
}

async function update(call: UserCall): Promise<Reply> {
  const { context, params, user } = call;
  const { project, mergeRequest } = requireMergeRequest(call);
  if (!params.hasAnyOf(UPDATES)) {
    throw parameterError(400, `${UPDATES.join(', ')} are missing, at least one parameter must be provided`);
  }
  requireEditor(context, project, { mergeRequest, user });
  const before = webhookFields(project, mergeRequest);
  const event = params.oneOf('state_event', ['close', 'reopen']);
  if (params.has('title')) mergeRequest.title = checkedTitle(params.requiredText('title'));
  const target = params.text('target_branch');
  if (target !== undefined && target !== mergeRequest.targetBranch) {
    if ((await project.repository.branch(target)) !== null) mergeRequest.targetBranch = target;
    await updateDiffBase(context, project, mergeRequest);
  }
  updateLabels(call, project, mergeRequest);
  mergeRequest.assigneeIds =
    people(call, 'assignee_ids') ?? people(call, 'assignee_id') ?? mergeRequest.assigneeIds;
  mergeRequest.reviewerIds = people(call, 'reviewer_ids') ?? mergeRequest.reviewerIds;
  mergeRequest.removeSourceBranch = params.boolean('remove_source_branch') ?? mergeRequest.removeSourceBranch;
  mergeRequest.squash = params.boolean('squash') ?? mergeRequest.squash;
  mergeRequest.isDiscussionLocked = params.boolean('discussion_locked') ?? mergeRequest.isDiscussionLocked;
  mergeRequest.updatedAt = context.clock();
  if (params.has('description')) {
    setDescription(context, project, { mergeRequest, user, description: params.text('description') ?? '' });
  }
  if (event === 'close') closeMergeRequest(context, project, { mergeRequest, user });
  else if (event === 'reopen') await reopenMergeRequest(context, project, { mergeRequest, user });
  else {
    const changes = differences(before, webhookFields(project, mergeRequest));
    const action = { mergeRequest, user, action: 'update', changes } as const;
    context.hooks.send(project, mergeRequestEvent(context, project, action));
    await tryAutoMerge(context, project, mergeRequest);
  }
  return ok(await presentOneMergeRequest(context, project, { mergeRequest, user }));
}

/** What a webhook's `changes` speaks of. */
function webhookFields(project: Project, mergeRequest: MergeRequest): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ['title', mergeRequest.title],
    ['description', mergeRequest.description],
    ['target_branch', mergeRequest.targetBranch],
    ['draft', isDraft(mergeRequest)],
    ['labels', mergeRequest.labels.map((title) => ({ id: project.labels.get(title), title }))],
    ['assignees', mergeRequest.assigneeIds.map((id) => ({ id }))],
    ['reviewers', mergeRequest.reviewerIds.map((id) => ({ id }))],
  ]);
}

function differences(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>) {
  const changes: Record<string, { readonly previous: unknown; readonly current: unknown }> = {};
  for (const [name, current] of after) {
    const previous = before.get(name);
    if (JSON.stringify(previous) !== JSON.stringify(current)) changes[name] = { previous, current };
  }
  return changes;
}

function updateLabels(call: UserCall, project: Project, mergeRequest: MergeRequest): void {
  const { context, params } = call;
  const replaced = params.list('labels');
  const added = params.list('add_labels') ?? [];
  const removed = new Set(params.list('remove_labels') ?? []);
  const labels = [...(replaced ?? mergeRequest.labels), ...added].filter((label) => !removed.has(label));
  setLabels(context, project, mergeRequest, labels);
}

async function merge(call: UserCall): Promise<Reply> {
  const { context, params, user } = call;
  const { project, mergeRequest } = requireMergeRequest(call);
  const sha = params.text('sha');
  const squash = params.boolean('squash');
  const mergeCommitMessage = params.text('merge_commit_message');
  const squashCommitMessage = params.text('squash_commit_message');
  const shouldRemoveSourceBranch = params.boolean('should_remove_source_branch');
  const options = {
    autoMerge: params.boolean('auto_merge') ?? params.boolean('merge_when_pipeline_succeeds') ?? false,
    ...(sha === undefined ? {} : { sha }),
    ...(squash === undefined ? {} : { squash }),
    ...(mergeCommitMessage === undefined ? {} : { mergeCommitMessage }),
    ...(squashCommitMessage === undefined ? {} : { squashCommitMessage }),
    ...(shouldRemoveSourceBranch === undefined ? {} : { shouldRemoveSourceBranch }),
  };
  await acceptMergeRequest(context, project, { mergeRequest, user, options });
  return ok(await presentOneMergeRequest(context, project, { mergeRequest, user }));
}

async function rebase(call: UserCall): Promise<Reply> {
  const { context, user } = call;
  const { project, mergeRequest } = requireMergeRequest(call);
  requireEditor(context, project, { mergeRequest, user });
  const source = context.state.sourceOf(mergeRequest);
  if (!source || (await source.repository.branch(mergeRequest.sourceBranch)) === null) {
    throw forbidden('Source branch does not exist');
  }
  if (!context.access.canPush(user, source, mergeRequest.sourceBranch))
    throw forbidden('Cannot push to source branch');
  if (!mayForce(source, mergeRequest.sourceBranch)) {
    throw forbidden('Source branch is protected from force push');
  }
  if (mergeRequest.rebaseDoneAt !== null) throw messageError(409, REBASE_LOCKED);
  await startRebase(context, project, { mergeRequest, user });
  return { status: 202, body: { rebase_in_progress: true } };
}
