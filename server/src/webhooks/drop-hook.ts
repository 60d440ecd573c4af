import { isAppError } from '../errors.js';
import type { GitLab } from '../gitlab/gitlab.js';
import { hookSigningPlace, hookTokenPlace } from '../secrets/secret-store.js';
import type { Stores } from '../stores.js';
import type { GitLabHookRow } from './gitlab-hook.js';
import { HOOK_PATH } from './hook-address.js';

/** Removes a hook from GitLab: false when it is not there, or out of the token's reach and never known to be there. */
export async function dropHook(
  gitlab: GitLab,
  gitlabProjectId: number,
  hook: Pick<GitLabHookRow, 'gitlabHookId' | 'publicId'>,
): Promise<boolean> {
  try {
    const id = hook.gitlabHookId ?? (await findHook(gitlab, gitlabProjectId, hook.publicId));
    return id === null ? false : await gitlab.deleteHook(gitlabProjectId, id);
  } catch (error) {
    const isNowhere = isAppError(error, 'GITLAB_NOT_FOUND');
    const isUnknown = hook.gitlabHookId === null && isAppError(error, 'GITLAB_FORBIDDEN');
    if (isNowhere || isUnknown) return false;
    throw error;
  }
}

/** Forgets a hook and its two secrets. */
export async function forgetHook(
  stores: Pick<Stores, 'gitLabHooks' | 'secrets'>,
  hookId: string,
): Promise<void> {
  await stores.secrets.remove(hookTokenPlace(hookId));
  await stores.secrets.remove(hookSigningPlace(hookId));
  await stores.gitLabHooks.remove(hookId);
}

async function findHook(gitlab: GitLab, gitlabProjectId: number, publicId: string): Promise<number | null> {
  const hooks = await gitlab.listHooks(gitlabProjectId);
  return hooks.find(({ url }) => url.endsWith(`${HOOK_PATH}${publicId}`))?.id ?? null;
}
