import { ApiError } from './api-error.js';
import type { Context } from './context.js';
import { openMergeRequest } from './merge-requests.js';
import type { RefChange } from './repository.js';
import type { Project, User } from './state.js';

/** Opens the merge request that the push options ask for, once per pushed branch. What cannot be opened is dropped, as GitLab drops it. */
export async function openByPushOptions(
  context: Context,
  project: Project,
  push: { readonly user: User; readonly changes: readonly RefChange[]; readonly options: readonly string[] },
): Promise<void> {
  const options = new Map<string, string[]>();
  for (const option of push.options) {
    const equals = option.indexOf('=');
    const key = equals < 0 ? option : option.slice(0, equals);
    options.set(key, [...(options.get(key) ?? []), equals < 0 ? '' : option.slice(equals + 1)]);
  }
  if (!options.has('merge_request.create')) return;
  const first = (name: string) => options.get(`merge_request.${name}`)?.[0];
  for (const change of push.changes) {
    if (!change.after) continue;
    project.branchVisibleAt.delete(change.branch);
    const path = first('target_project');
    const target = path === undefined ? project : context.state.findProject(path);
    if (!target || !context.access.canReadCode(push.user, target)) continue;
    const title = first('title') ?? change.branch;
    try {
      await openMergeRequest(context, target, {
        user: push.user,
        fields: {
          source: project,
          sourceBranch: change.branch,
          targetBranch: first('target') ?? target.defaultBranch,
          title: options.has('merge_request.draft') ? `Draft: ${title}` : title,
          description: (first('description') ?? '').replaceAll('\\n', '\n'),
          labels: options.get('merge_request.label') ?? [],
          removeSourceBranch: options.has('merge_request.remove_source_branch'),
          squash: options.has('merge_request.squash'),
          assigneeIds: assigneesOf(context, options.get('merge_request.assign') ?? []),
        },
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }
}

function assigneesOf(context: Context, names: readonly string[]): readonly number[] {
  return names.flatMap((name) => context.state.findUser(name.replace(/^@/, ''))?.id ?? []);
}
