import { ApiError } from './api-error.js';
import type { Context } from './context.js';
import { acceptMergeRequest } from './merge.js';
import { isDraft } from './merge-check.js';
import { setLabels } from './merge-request-state.js';
import { openMergeRequest, setDescription } from './merge-requests.js';
import type { RefChange } from './repository.js';
import type { MergeRequest, Project, User } from './state.js';

/** What the options `merge_request.…` of a push say. */
class Wishes {
  private readonly values = new Map<string, string[]>();

  constructor(options: readonly string[]) {
    for (const option of options) {
      const equals = option.indexOf('=');
      const key = equals < 0 ? option : option.slice(0, equals);
      if (!key.startsWith('merge_request.')) continue;
      const name = key.slice('merge_request.'.length);
      this.values.set(name, [...this.all(name), equals < 0 ? '' : option.slice(equals + 1)]);
    }
  }

  get isEmpty(): boolean {
    return this.values.size === 0;
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  first(name: string): string | undefined {
    return this.values.get(name)?.[0];
  }

  all(name: string): readonly string[] {
    return this.values.get(name) ?? [];
  }

  /** A description on one line: `\n` is written for a break. */
  get description(): string | undefined {
    return this.first('description')?.replaceAll('\\n', '\n');
  }
}

/**
 * Opens or changes the merge request of every pushed branch as the push options ask. What cannot be done is dropped, as
 * GitLab drops it.
 */
export async function followPushOptions(
  context: Context,
  project: Project,
  push: { readonly user: User; readonly changes: readonly RefChange[]; readonly options: readonly string[] },
): Promise<void> {
  const wishes = new Wishes(push.options);
  if (wishes.isEmpty) return;
  for (const change of push.changes) {
    if (!change.after) continue;
    project.branchVisibleAt.delete(change.branch);
    const path = wishes.first('target_project');
    const target = path === undefined ? project : context.state.findProject(path);
    if (!target || !context.access.canReadCode(push.user, target)) continue;
    try {
      await follow(context, target, { user: push.user, source: project, branch: change.branch, wishes });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }
}

async function follow(
  context: Context,
  target: Project,
  work: {
    readonly user: User;
    readonly source: Project;
    readonly branch: string;
    readonly wishes: Wishes;
  },
): Promise<void> {
  const { user, source, branch, wishes } = work;
  const targetBranch = wishes.first('target') ?? target.defaultBranch;
  const known = [...target.mergeRequests.values()].find(
    (one) => one.state === 'opened' && one.sourceProjectId === source.id && one.sourceBranch === branch,
  );
  if (known) change(context, target, { mergeRequest: known, user, wishes });
  const title = wishes.first('title') ?? branch;
  const mergeRequest =
    known ??
    (wishes.has('create')
      ? await openMergeRequest(context, target, {
          user,
          fields: {
            source,
            sourceBranch: branch,
            targetBranch,
            title: wishes.has('draft') ? `Draft: ${title}` : title,
            description: wishes.description ?? '',
            labels: wishes.all('label'),
            removeSourceBranch: wishes.has('remove_source_branch'),
            squash: wishes.has('squash'),
            assigneeIds: usersOf(context, wishes.all('assign')),
          },
        })
      : null);
  const waits = wishes.has('auto_merge') || wishes.has('merge_when_pipeline_succeeds');
  if (mergeRequest && waits) {
    await acceptMergeRequest(context, target, { mergeRequest, user, options: { autoMerge: true } });
  }
}

function change(
  context: Context,
  project: Project,
  work: { readonly mergeRequest: MergeRequest; readonly user: User; readonly wishes: Wishes },
): void {
  const { mergeRequest, user, wishes } = work;
  mergeRequest.title = wishes.first('title') ?? mergeRequest.title;
  if (wishes.has('draft') && !isDraft(mergeRequest)) mergeRequest.title = `Draft: ${mergeRequest.title}`;
  const { description } = wishes;
  if (description !== undefined) setDescription(context, project, { mergeRequest, user, description });
  const removed = new Set(wishes.all('unlabel'));
  const labels = [...mergeRequest.labels, ...wishes.all('label')].filter((label) => !removed.has(label));
  setLabels(context, project, mergeRequest, labels);
  const left = new Set(usersOf(context, wishes.all('unassign')));
  const assignees = [...mergeRequest.assigneeIds, ...usersOf(context, wishes.all('assign'))];
  mergeRequest.assigneeIds = [...new Set(assignees)].filter((id) => !left.has(id));
  if (wishes.has('remove_source_branch')) mergeRequest.removeSourceBranch = true;
  if (wishes.has('squash')) mergeRequest.squash = true;
}

function usersOf(context: Context, names: readonly string[]): readonly number[] {
  return names.flatMap((name) => context.state.findUser(name.replace(/^@/, ''))?.id ?? []);
}
