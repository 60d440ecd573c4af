import type { Context } from './context.js';
import { detailedMergeStatus, hasOpenThreads, headPipeline, isDraft, mergeStatus } from './merge-check.js';
import { presentPipeline, presentUser, webUrl } from './present.js';
import { countAhead } from './repository.js';
import { readDiffs } from './repository-read.js';
import type { MergeRequest, Note, Project, User } from './state.js';

/** What `view=simple` shows. */
export function presentSimpleMergeRequest(context: Context, project: Project, mergeRequest: MergeRequest) {
  return {
    id: mergeRequest.id,
    iid: mergeRequest.iid,
    project_id: project.id,
    title: mergeRequest.title,
    description: mergeRequest.description,
    state: mergeRequest.state,
    created_at: mergeRequest.createdAt.toISOString(),
    updated_at: mergeRequest.updatedAt.toISOString(),
    web_url: `${webUrl(context, project)}/-/merge_requests/${mergeRequest.iid}`,
  };
}

/** A merge request as lists show it. */
export function presentMergeRequest(context: Context, project: Project, mergeRequest: MergeRequest) {
  const person = (id: number | null) =>
    id === null ? null : presentUser(context, context.state.users.get(id));
  const assignees = mergeRequest.assigneeIds.map(person);
  const isPrepared = performance.now() >= mergeRequest.preparedAt;
  return {
    id: mergeRequest.id,
    iid: mergeRequest.iid,
    project_id: project.id,
    title: mergeRequest.title,
    description: mergeRequest.description,
    state: mergeRequest.state,
    created_at: mergeRequest.createdAt.toISOString(),
    updated_at: mergeRequest.updatedAt.toISOString(),
    merged_by: person(mergeRequest.mergedById),
    merge_user: person(mergeRequest.mergedById ?? mergeRequest.autoMerge?.userId ?? null),
    merged_at: mergeRequest.mergedAt?.toISOString() ?? null,
    closed_by: person(mergeRequest.closedById),
    closed_at: mergeRequest.closedAt?.toISOString() ?? null,
    target_branch: mergeRequest.targetBranch,
    source_branch: mergeRequest.sourceBranch,
    user_notes_count: mergeRequest.notes.filter((note) => !note.isSystem).length,
    upvotes: 0,
    downvotes: 0,
    author: person(mergeRequest.authorId),
    assignees,
    assignee: assignees[0] ?? null,
    reviewers: mergeRequest.reviewerIds.map(person),
    source_project_id: context.state.sourceOf(mergeRequest)?.id ?? null,
    target_project_id: project.id,
    labels: mergeRequest.labels,
    draft: isDraft(mergeRequest),
    imported: false,
    imported_from: 'none',
    work_in_progress: isDraft(mergeRequest),
    milestone: null,
    merge_when_pipeline_succeeds: mergeRequest.autoMerge !== null,
    merge_status: mergeStatus(mergeRequest),
    detailed_merge_status: detailedMergeStatus(project, mergeRequest),
    merge_after: null,
    sha: mergeRequest.headSha,
    merge_commit_sha: mergeRequest.mergeCommitSha,
    squash_commit_sha: mergeRequest.squashCommitSha,
    discussion_locked: mergeRequest.isDiscussionLocked || null,
    should_remove_source_branch: mergeRequest.shouldRemoveSourceBranch,
    force_remove_source_branch: mergeRequest.removeSourceBranch,
    prepared_at: isPrepared ? mergeRequest.createdAt.toISOString() : null,
    ...referencesOf(context, project, mergeRequest),
    web_url: `${webUrl(context, project)}/-/merge_requests/${mergeRequest.iid}`,
    time_stats: {
      time_estimate: 0,
      total_time_spent: 0,
      human_time_estimate: null,
      human_total_time_spent: null,
    },
    squash: mergeRequest.squash,
    squash_on_merge: squashOnMerge(project, mergeRequest),
    task_completion_status: { count: 0, completed_count: 0 },
    has_conflicts: mergeRequest.state === 'opened' && (mergeRequest.check?.result?.hasConflicts ?? false),
    blocking_discussions_resolved: !(project.requiresResolvedThreads && hasOpenThreads(mergeRequest)),
    approvals_before_merge: null,
    ...(mergeRequest.sourceProjectId === project.id
      ? {}
      : {
          allow_collaboration: mergeRequest.allowsCollaboration,
          allow_maintainer_to_push: mergeRequest.allowsCollaboration,
        }),
  };
}

function squashOnMerge(project: Project, mergeRequest: MergeRequest): boolean {
  return project.squashOption === 'always' || (project.squashOption !== 'never' && mergeRequest.squash);
}

function referencesOf(context: Context, project: Project, mergeRequest: MergeRequest) {
  const short = `!${mergeRequest.iid}`;
  return {
    reference: short,
    references: { short, relative: short, full: `${context.state.fullPathOf(project)}${short}` },
  };
}

/** A single merge request, with its diff's commits, its pipeline and what the caller may do. */
export async function presentOneMergeRequest(
  context: Context,
  project: Project,
  view: {
    readonly mergeRequest: MergeRequest;
    readonly user: User | null;
    readonly countsDiverged?: boolean;
    readonly showsRebase?: boolean;
  },
) {
  const { mergeRequest, user } = view;
  const pipeline = headPipeline(project, mergeRequest);
  const presented = pipeline ? presentPipeline(context, project, pipeline) : null;
  const isPrepared = performance.now() >= mergeRequest.preparedAt;
  return {
    ...presentMergeRequest(context, project, mergeRequest),
    subscribed: mergeRequest.authorId === user?.id,
    changes_count: isPrepared ? await changesCount(project, mergeRequest) : null,
    latest_build_started_at: pipeline?.createdAt.toISOString() ?? null,
    latest_build_finished_at: null,
    first_deployed_to_production_at: null,
    pipeline: presented,
    head_pipeline:
      presented && pipeline ? { ...presented, detailed_status: statusOf(pipeline.status) } : null,
    diff_refs: isPrepared
      ? { base_sha: mergeRequest.baseSha, head_sha: mergeRequest.headSha, start_sha: mergeRequest.startSha }
      : null,
    merge_error: mergeRequest.mergeError,
    ...(view.showsRebase ? { rebase_in_progress: isRebasing(mergeRequest) } : {}),
    first_contribution: false,
    user: { can_merge: context.access.canMergeInto(user, project, mergeRequest.targetBranch) },
    ...(view.countsDiverged ? { diverged_commits_count: await diverged(project, mergeRequest) } : {}),
  };
}

export function isRebasing(mergeRequest: MergeRequest): boolean {
  return mergeRequest.rebaseDoneAt !== null;
}

function statusOf(status: string) {
  return {
    icon: `status_${status}`,
    text: status,
    label: status,
    group: status,
    tooltip: status,
    has_details: true,
  };
}

const counted = new WeakMap<MergeRequest, { readonly key: string; readonly count: string | null }>();

async function changesCount(project: Project, mergeRequest: MergeRequest): Promise<string | null> {
  const key = `${mergeRequest.baseSha}..${mergeRequest.headSha}`;
  const known = counted.get(mergeRequest);
  if (known?.key === key) return known.count;
  const diffs = await readDiffs(project.repository, mergeRequest.baseSha, mergeRequest.headSha);
  const count = diffs.length === 0 ? null : diffs.length > 1000 ? '1000+' : String(diffs.length);
  counted.set(mergeRequest, { key, count });
  return count;
}

async function diverged(project: Project, mergeRequest: MergeRequest): Promise<number> {
  const target = await project.repository.branch(mergeRequest.targetBranch);
  return target ? await countAhead(project.repository, mergeRequest.headSha, target) : 0;
}

export function presentNote(
  context: Context,
  project: Project,
  view: { readonly mergeRequest: MergeRequest; readonly note: Note },
) {
  const { mergeRequest, note } = view;
  return {
    id: note.id,
    type: note.isIndividual ? null : 'DiscussionNote',
    body: note.body,
    author: presentUser(context, context.state.users.get(note.authorId)),
    created_at: note.createdAt.toISOString(),
    updated_at: note.updatedAt.toISOString(),
    system: note.isSystem,
    noteable_id: mergeRequest.id,
    noteable_type: 'MergeRequest',
    project_id: project.id,
    resolvable: note.isResolvable,
    ...(note.isResolvable ? { resolved: note.isResolved, resolved_by: null, resolved_at: null } : {}),
    confidential: false,
    internal: false,
    imported: false,
    imported_from: 'none',
    noteable_iid: mergeRequest.iid,
    commands_changes: {},
  };
}
