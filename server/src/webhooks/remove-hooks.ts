import pLimit from 'p-limit';
import { isAppError } from '../errors.js';
import type { OpenIntegration } from '../integrations/with-integration.js';
import { dropHook, forgetHook } from './drop-hook.js';
import { hookAddress } from './hook-address.js';
import type { WebhookDeps } from './keep-hook.js';

/** What became of an integration's hooks; those that are left can only be removed in GitLab by a person. */
export interface RemovedHooks {
  readonly removed: number;
  readonly left: readonly LeftHook[];
}

interface LeftHook {
  readonly projectPath: string;
  readonly url: string;
}

const AT_ONCE = 4;

/**
 * Removes all hooks of an integration from GitLab, as far as it answers within the time of the port's signal, and forgets
 * them with their secrets in any case. Without a port to GitLab all of them are left there.
 */
export async function removeHooks(
  { inTransaction, publicUrl }: Pick<WebhookDeps, 'inTransaction' | 'publicUrl'>,
  integrationId: string,
  open: OpenIntegration | null,
): Promise<RemovedHooks> {
  const { hooks, paths } = await inTransaction(async (stores) => {
    const found = await stores.gitLabHooks.listOfIntegration(integrationId);
    const projects = await stores.projects.findMany(found.map(({ projectId }) => projectId));
    return { hooks: found, paths: new Map(projects.map((project) => [project.id, project])) };
  });
  const left: LeftHook[] = [];
  let removed = 0;
  const limit = pLimit(AT_ONCE);
  await Promise.all(
    hooks.map((hook) =>
      limit(async () => {
        const project = paths.get(hook.projectId);
        if (project !== undefined) {
          const outcome = await tryToDrop(open, project.gitlabProjectId, hook);
          if (outcome === 'removed') removed += 1;
          if (outcome === 'left')
            left.push({ projectPath: project.path, url: hookAddress(publicUrl ?? '', hook.publicId) });
        }
        await inTransaction((stores) => forgetHook(stores, hook.id));
      }),
    ),
  );
  return { removed, left };
}

async function tryToDrop(
  open: OpenIntegration | null,
  gitlabProjectId: number,
  hook: Parameters<typeof dropHook>[2],
): Promise<'removed' | 'gone' | 'left'> {
  if (open === null) return hook.gitlabHookId === null ? 'gone' : 'left';
  try {
    return (await dropHook(open.gitlab, gitlabProjectId, hook)) ? 'removed' : 'gone';
  } catch (error) {
    if (!isAppError(error)) throw error;
    return 'left';
  }
}
