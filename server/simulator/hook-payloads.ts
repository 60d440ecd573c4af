import type { Context } from './context.js';
import { git } from './git.js';
import type { HookEvent } from './hook-sender.js';
import { detailedMergeStatus, isDraft, mergeStatus } from './merge-check.js';
import { webUrl } from './present.js';
import { protectionsOf } from './access.js';
import { ZERO_SHA, type RefChange } from './repository.js';
import { readCommits, type CommitInfo } from './repository-read.js';
import type { MergeRequest, Note, Pipeline, Project, Token, User } from './state.js';

const MAX_COMMITS = 20;

function projectPart(context: Context, project: Project) {
  const url = webUrl(context, project);
  const levels = { private: 0, internal: 10, public: 20 };
  return {
    id: project.id,
    name: project.name,
    description: project.description,
    web_url: url,
    avatar_url: null,
    git_ssh_url: `git@${new URL(context.externalUrl).hostname}:${context.state.fullPathOf(project)}.git`,
    git_http_url: `${url}.git`,
    namespace: context.state.namespaceOf(project).name,
    visibility_level: levels[project.visibility],
    path_with_namespace: context.state.fullPathOf(project),
    default_branch: project.defaultBranch,
    ci_config_path: '',
    homepage: url,
    url: `${url}.git`,
    http_url: `${url}.git`,
  };
}

function userPart(user: User | null) {
  if (!user) return null;
  return { id: user.id, name: user.name, username: user.username, avatar_url: null, email: '[REDACTED]' };
}

/** A push to one branch; at most 20 commits are listed, with the files that they touch. */
export async function pushEvent(
  context: Context,
  project: Project,
  push: { readonly change: RefChange; readonly user: User | null },
): Promise<HookEvent> {
  const { change, user } = push;
  const all = change.after ? await pushedCommits(project, change) : [];
  const url = webUrl(context, project);
  const commits = [];
  for (const commit of all.slice(0, MAX_COMMITS).reverse()) {
    commits.push({
      id: commit.sha,
      message: commit.message,
      title: commit.message.split('\n', 1)[0] ?? '',
      timestamp: commit.committedAt,
      url: `${url}/-/commit/${commit.sha}`,
      author: { name: commit.authorName, email: commit.authorEmail },
      ...(await touchedFiles(project, commit.sha)),
    });
  }
  const body = {
    object_kind: 'push',
    event_name: 'push',
    before: change.before ?? ZERO_SHA,
    after: change.after ?? ZERO_SHA,
    ref: `refs/heads/${change.branch}`,
    ref_protected: protectionsOf(project, change.branch).length > 0,
    checkout_sha: change.after,
    message: null,
    user_id: user?.id ?? null,
    user_name: user?.name ?? null,
    user_username: user?.username ?? null,
    user_email: null,
    user_avatar: null,
    project_id: project.id,
    project: projectPart(context, project),
    commits,
    total_commits_count: all.length,
    push_options: {},
    repository: { name: project.name, url: `${url}.git`, description: project.description, homepage: url },
  };
  return { trigger: 'push_events', name: 'Push Hook', body, branch: change.branch };
}

/** What the push brought: for a new branch what the default branch has not. */
async function pushedCommits(project: Project, change: RefChange): Promise<readonly CommitInfo[]> {
  const { repository, defaultBranch } = project;
  const main = change.branch === defaultBranch ? null : await repository.branch(defaultBranch);
  const start = change.before ?? main;
  const range = start ? `${start}..${change.after}` : (change.after ?? '');
  return await readCommits(repository, range, { limit: 1000 });
}

async function touchedFiles(project: Project, sha: string) {
  const args = ['diff-tree', '-r', '--root', '--no-commit-id', '--name-status', '-z', '--no-renames', sha];
  const fields = (await git(args, project.repository)).toString('utf8').split('\0');
  const files: Record<'added' | 'modified' | 'removed', string[]> = { added: [], modified: [], removed: [] };
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const kind = fields[index] === 'A' ? 'added' : fields[index] === 'D' ? 'removed' : 'modified';
    files[kind].push(fields[index + 1] ?? '');
  }
  return files;
}

/** A tag was made or removed. */
export function tagEvent(
  context: Context,
  project: Project,
  push: { readonly change: RefChange; readonly user: User | null },
): HookEvent {
  const { change, user } = push;
  const url = webUrl(context, project);
  const body = {
    object_kind: 'tag_push',
    event_name: 'tag_push',
    before: change.before ?? ZERO_SHA,
    after: change.after ?? ZERO_SHA,
    ref: `refs/tags/${change.branch}`,
    ref_protected: false,
    checkout_sha: change.after,
    message: '',
    user_id: user?.id ?? null,
    user_name: user?.name ?? null,
    user_username: user?.username ?? null,
    user_email: null,
    user_avatar: null,
    project_id: project.id,
    project: projectPart(context, project),
    commits: [],
    total_commits_count: 0,
    push_options: {},
    repository: { name: project.name, url: `${url}.git`, description: project.description, homepage: url },
  };
  return { trigger: 'tag_push_events', name: 'Tag Push Hook', body };
}

/** A pipeline was made or has another status. */
export function pipelineEvent(
  context: Context,
  project: Project,
  event: {
    readonly pipeline: Pipeline;
    readonly mergeRequest: MergeRequest | null;
    readonly user: User | null;
  },
): HookEvent {
  const { pipeline, mergeRequest, user } = event;
  const isDone = ['success', 'failed', 'canceled', 'skipped'].includes(pipeline.status);
  const url = webUrl(context, project);
  const body = {
    object_kind: 'pipeline',
    object_attributes: {
      id: pipeline.id,
      iid: pipeline.iid,
      name: null,
      ref: pipeline.ref,
      tag: false,
      sha: pipeline.sha,
      before_sha: ZERO_SHA,
      source: pipeline.source,
      status: pipeline.status,
      detailed_status: pipeline.status === 'success' ? 'passed' : pipeline.status,
      stages: [],
      created_at: pipeline.createdAt.toISOString(),
      finished_at: isDone ? pipeline.updatedAt.toISOString() : null,
      duration: null,
      queued_duration: null,
      protected_ref: protectionsOf(project, pipeline.ref).length > 0,
      variables: [],
      url: `${url}/-/pipelines/${pipeline.id}`,
    },
    merge_request: mergeRequest ? mergeRequestPart(context, project, mergeRequest) : null,
    user: userPart(user),
    project: projectPart(context, project),
    commit: { id: pipeline.sha },
    builds: [],
  };
  return { trigger: 'pipeline_events', name: 'Pipeline Hook', body };
}

/** An access token of the project will soon end. */
export function expiringTokenEvent(context: Context, project: Project, token: Token): HookEvent {
  const body = {
    object_kind: 'access_token',
    project: projectPart(context, project),
    object_attributes: {
      user_id: token.userId,
      created_at: token.createdAt.toISOString(),
      id: token.id,
      name: token.name,
      expires_at: token.expiresAt,
    },
    event_name: 'expiring_access_token',
  };
  return { trigger: 'resource_access_token_events', name: 'Resource Access Token Hook', body };
}

/** Something happened to a merge request. */
export function mergeRequestEvent(
  context: Context,
  project: Project,
  event: {
    readonly mergeRequest: MergeRequest;
    readonly user: User | null;
    readonly action: 'open' | 'close' | 'reopen' | 'update' | 'merge' | 'approved' | 'unapproved';
    readonly oldSha?: string;
    readonly changes?: Readonly<Record<string, { readonly previous: unknown; readonly current: unknown }>>;
  },
): HookEvent {
  const { mergeRequest, user } = event;
  const body = {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    user: userPart(user),
    project: projectPart(context, project),
    object_attributes: {
      ...mergeRequestPart(context, project, mergeRequest),
      action: event.action,
      ...(event.oldSha ? { oldrev: event.oldSha } : {}),
    },
    labels: mergeRequest.labels.map((title) => ({
      id: project.labels.get(title),
      title,
      project_id: project.id,
    })),
    changes: event.changes ?? {},
    repository: {
      name: project.name,
      url: `${webUrl(context, project)}.git`,
      description: '',
      homepage: webUrl(context, project),
    },
  };
  return { trigger: 'merge_requests_events', name: 'Merge Request Hook', body };
}

function mergeRequestPart(context: Context, project: Project, mergeRequest: MergeRequest) {
  return {
    id: mergeRequest.id,
    iid: mergeRequest.iid,
    author_id: mergeRequest.authorId,
    assignee_ids: mergeRequest.assigneeIds,
    reviewer_ids: mergeRequest.reviewerIds,
    title: mergeRequest.title,
    description: mergeRequest.description,
    created_at: mergeRequest.createdAt.toISOString(),
    updated_at: mergeRequest.updatedAt.toISOString(),
    state: mergeRequest.state,
    draft: isDraft(mergeRequest),
    work_in_progress: isDraft(mergeRequest),
    source_branch: mergeRequest.sourceBranch,
    target_branch: mergeRequest.targetBranch,
    source_project_id: mergeRequest.sourceProjectId,
    target_project_id: project.id,
    merge_status: mergeStatus(mergeRequest),
    detailed_merge_status: detailedMergeStatus(project, mergeRequest),
    merge_commit_sha: mergeRequest.mergeCommitSha,
    last_commit: { id: mergeRequest.headSha },
    url: `${webUrl(context, project)}/-/merge_requests/${mergeRequest.iid}`,
  };
}

/** A person wrote a note on a merge request. */
export function noteEvent(
  context: Context,
  project: Project,
  event: { readonly mergeRequest: MergeRequest; readonly note: Note; readonly user: User },
): HookEvent {
  const { mergeRequest, note, user } = event;
  const url = `${webUrl(context, project)}/-/merge_requests/${mergeRequest.iid}#note_${note.id}`;
  const body = {
    object_kind: 'note',
    event_type: 'note',
    user: userPart(user),
    project_id: project.id,
    project: projectPart(context, project),
    object_attributes: {
      id: note.id,
      note: note.body,
      noteable_type: 'MergeRequest',
      noteable_id: mergeRequest.id,
      author_id: note.authorId,
      created_at: note.createdAt.toISOString(),
      system: note.isSystem,
      action: 'create',
      url,
    },
    merge_request: mergeRequestPart(context, project, mergeRequest),
  };
  return { trigger: 'note_events', name: 'Note Hook', body };
}
