import { protectionsOf } from './access.js';
import type { Context } from './context.js';
import type { PushCommand } from './push-commands.js';
import { ZERO_SHA } from './repository.js';
import type { Project, User } from './state.js';

/** Why refs of a push are refused, by ref; empty when all may pass. */
export function refusalsOf(
  context: Context,
  project: Project,
  push: { readonly user: User; readonly commands: readonly PushCommand[] },
): ReadonlyMap<string, string> {
  const refusals = new Map<string, string>();
  for (const command of push.commands) {
    const reason = refusalOf(context, project, { user: push.user, command });
    if (reason) refusals.set(command.ref, reason);
  }
  return refusals;
}

function refusalOf(
  context: Context,
  project: Project,
  push: { readonly user: User; readonly command: PushCommand },
): string | null {
  const { ref, to } = push.command;
  if (ref.startsWith('refs/tags/')) return null;
  if (!ref.startsWith('refs/heads/')) return 'You can only push branches and tags.';
  const branch = ref.slice('refs/heads/'.length);
  const isProtected = protectionsOf(project, branch).length > 0;
  if (to === ZERO_SHA && branch === project.defaultBranch) {
    return 'The default branch of a project cannot be deleted.';
  }
  if (to === ZERO_SHA && isProtected)
    return 'You can only delete protected branches using the web interface.';
  if (context.access.canPush(push.user, project, branch)) return null;
  return 'You are not allowed to push code to protected branches on this project.';
}
