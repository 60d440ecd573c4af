import { isAppError } from '../errors.js';
import type { GitLab, GitLabHook, NewHook } from '../gitlab/gitlab.js';
import type { IntegrationDeps } from '../integrations/with-integration.js';
import type { Project } from '../projects/project.js';
import { hookSigningPlace, hookTokenPlace } from '../secrets/secret-store.js';
import type { Stores } from '../stores.js';
import type { GitLabHookRow } from './gitlab-hook.js';
import { HOOK_PATH, hookAddress } from './hook-address.js';

/** What keeping webhooks needs; `randomToken` gives 32 random bytes as base64url. */
export interface WebhookDeps extends IntegrationDeps {
  readonly publicUrl: string | null;
  readonly randomToken: () => string;
}

/** What keeping one hook needs. */
export interface HookPlace {
  readonly gitlab: GitLab;
  readonly project: Project;
  readonly hook: GitLabHookRow;
  readonly wanted: NewHook;
  /** GitLab takes 5 tests a minute; false: the hook is left for the next run. */
  readonly mayTest: boolean;
}

/** How it is found or left at GitLab. */
export interface KeptHook {
  readonly gitlabHookId: number;
  readonly what: 'fine' | 'made' | 'repaired' | 'woken' | 'asleep' | 'waiting';
  readonly problem: string | null;
}

/** What GitLab lists at most. */
const MOST_LISTED = 100;
const EVENTS = { push: true, mergeRequests: true, pipelines: true };
const STOPPED = 'GitLab stopped sending events after deliveries had failed';

/** What a hook is to be at GitLab. Secrets are made where there are none yet. */
export async function wantedHook(
  { secrets }: Pick<Stores, 'secrets'>,
  { publicUrl, randomToken }: { readonly publicUrl: string; readonly randomToken: () => string },
  hook: Pick<GitLabHookRow, 'id' | 'publicId'>,
): Promise<NewHook> {
  const kept = async (place: ReturnType<typeof hookTokenPlace>, make: () => string) => {
    const stored = await secrets.get(place);
    if (stored !== null) return stored;
    const made = make();
    await secrets.put(place, made);
    return made;
  };
  return {
    url: hookAddress(publicUrl, hook.publicId),
    name: 'Backline',
    events: EVENTS,
    verifiesTls: publicUrl.startsWith('https:'),
    token: await kept(hookTokenPlace(hook.id), randomToken),
    signingToken: await kept(
      hookSigningPlace(hook.id),
      () => `whsec_${Buffer.from(randomToken(), 'base64url').toString('base64')}`,
    ),
  };
}

/**
 * Brings one hook in order: found by its id or our address, else made, repaired where it differs, woken where GitLab stopped
 * it. Hooks of other addresses are never touched; others at our address are left over and go.
 */
export async function keepHook(place: HookPlace): Promise<KeptHook> {
  const { gitlab, project, wanted } = place;
  const listed = await gitlab.listHooks(project.gitlabProjectId);
  const own = findOwn(listed, place);
  await removeLeftOvers(place, listed, own);
  if (own === null) {
    const updated = listed.length < MOST_LISTED ? null : await updateUnlisted(place);
    if (updated !== null) return fine(updated.id);
    const made = await makeHook(place);
    return { ...fine(made.id), what: 'made' };
  }
  let what: KeptHook['what'] = 'fine';
  if (!isAsWanted(own, wanted)) {
    const updated = await gitlab.updateHook(project.gitlabProjectId, own.id, wanted);
    if (updated === null) return { ...fine((await makeHook(place)).id), what: 'made' };
    what = 'repaired';
  }
  return isStopped(own) ? wakeHook(place, own.id) : { ...fine(own.id), what };
}

function fine(gitlabHookId: number): KeptHook {
  return { gitlabHookId, what: 'fine', problem: null };
}

function findOwn(
  listed: readonly GitLabHook[],
  { hook }: Pick<HookPlace, 'hook'>,
  isNew = false,
): GitLabHook | null {
  const byId = isNew ? undefined : listed.find(({ id }) => id === hook.gitlabHookId);
  return byId ?? listed.find(({ url }) => url.endsWith(`${HOOK_PATH}${hook.publicId}`)) ?? null;
}

/** From an earlier connection, or made twice: nobody but this Backline has hooks at its address. */
async function removeLeftOvers(
  { gitlab, project, wanted, hook }: HookPlace,
  listed: readonly GitLabHook[],
  own: GitLabHook | null,
): Promise<void> {
  const prefix = wanted.url.slice(0, wanted.url.length - hook.publicId.length);
  for (const { id, url } of listed)
    if (id !== own?.id && url.startsWith(prefix)) await gitlab.deleteHook(project.gitlabProjectId, id);
}

/** Where GitLab lists only some of the hooks, ours may be among the others. */
async function updateUnlisted({ gitlab, project, hook, wanted }: HookPlace): Promise<GitLabHook | null> {
  return hook.gitlabHookId === null
    ? null
    : gitlab.updateHook(project.gitlabProjectId, hook.gitlabHookId, wanted);
}

/** Once, also when GitLab's answer is lost: then it is looked for before it is made again. */
async function makeHook(place: HookPlace): Promise<GitLabHook> {
  const { gitlab, project, wanted } = place;
  try {
    return await gitlab.createHook(project.gitlabProjectId, wanted);
  } catch (error) {
    if (!isAppError(error, 'GITLAB_OUTCOME_UNKNOWN')) throw error;
    const made = findOwn(await gitlab.listHooks(project.gitlabProjectId), place, true);
    return made ?? gitlab.createHook(project.gitlabProjectId, wanted);
  }
}

function isAsWanted(own: GitLabHook, { url, events }: NewHook): boolean {
  const hasEvents = own.events.push && own.events.mergeRequests && own.events.pipelines;
  return (
    own.url === url &&
    hasEvents === (events.push && events.mergeRequests && events.pipelines) &&
    own.hasToken !== false &&
    own.hasSigningToken !== false
  );
}

function isStopped({ alertStatus }: GitLabHook): boolean {
  return alertStatus === 'disabled' || alertStatus === 'temporarily_disabled';
}

/** A test that succeeds makes GitLab send again. */
async function wakeHook({ gitlab, project, mayTest }: HookPlace, gitlabHookId: number): Promise<KeptHook> {
  if (!mayTest) return { gitlabHookId, what: 'waiting', problem: `${STOPPED}.` };
  try {
    await gitlab.testHook(project.gitlabProjectId, gitlabHookId);
    return { gitlabHookId, what: 'woken', problem: null };
  } catch (error) {
    if (!isAppError(error, 'GITLAB_REFUSED', 'GITLAB_FAILED', 'GITLAB_OUTCOME_UNKNOWN')) throw error;
    const problem = `${STOPPED}, and a test fails too. ${error.message}`;
    return { gitlabHookId, what: 'asleep', problem };
  }
}
