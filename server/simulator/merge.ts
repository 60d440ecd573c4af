import { ApiError, messageError, unauthorized } from './api-error.js';
import type { Context } from './context.js';
import { mergeRequestEvent } from './hook-payloads.js';
import {
  conflictRule,
  failingRule,
  headPipeline,
  headsOf,
  isPipelineActive,
  lookAt,
  pipelineRule,
} from './merge-check.js';
import { addStateEvent, addSystemNote } from './merge-request-state.js';
import { methodNotAllowed } from './merge-requests.js';
import { afterRefChanges } from './push-effects.js';
import { bringObjects } from './repository.js';
import { commitTree, mergeTrees, rebase, type Signature } from './repository-write.js';
import type { MergeOptions, MergeRequest, Project, User } from './state.js';

interface MergeWork {
  readonly mergeRequest: MergeRequest;
  readonly user: User;
  readonly options: MergeOptions;
}

/**
 * The merge call with GitLab's order of refusals: 401, 405, 422, 409. Auto-merge waits for a pipeline that runs and for what
 * people have to do; where nothing is to wait for and no pipeline has succeeded it is refused with 405, as GitLab does.
 */
export async function acceptMergeRequest(context: Context, project: Project, work: MergeWork): Promise<void> {
  const { mergeRequest, user, options } = work;
  if (!context.access.canMergeInto(user, project, mergeRequest.targetBranch)) throw unauthorized();
  if (context.requiresMergeSha && options.sha === undefined) {
    throw messageError(400, 'SHA must be provided when merging');
  }
  await lookAt(context, { project, mergeRequest, now: true });
  const waits = options.autoMerge === true && canWait(project, mergeRequest);
  const isReady = options.autoMerge
    ? headPipeline(project, mergeRequest)?.status === 'success'
    : !failingRule(project, mergeRequest) && !pipelineRule(project, mergeRequest);
  if (!waits && !isReady) throw methodNotAllowed();
  if (!waits && failingRule(project, mergeRequest)) throw cannotBeMerged();
  if (!waits && conflictRule(project, mergeRequest)) throw cannotBeMerged();
  if (options.sha !== undefined && options.sha !== mergeRequest.headSha) {
    throw messageError(409, `SHA does not match HEAD of source branch: ${mergeRequest.headSha}`);
  }
  mergeRequest.shouldRemoveSourceBranch = options.shouldRemoveSourceBranch ?? null;
  if (options.squash !== undefined) mergeRequest.squash = options.squash;
  if (waits) {
    mergeRequest.autoMerge = { userId: user.id, options: { ...options, autoMerge: false } };
    mergeRequest.updatedAt = context.clock();
    addSystemNote(context, mergeRequest, {
      user,
      body: 'enabled an automatic merge when all merge checks pass',
    });
    return;
  }
  await performMerge(context, project, work);
}

/** Open, without conflicts, and something is to be waited for: a pipeline, or what a person has to do. */
function canWait(project: Project, mergeRequest: MergeRequest): boolean {
  if (mergeRequest.state !== 'opened' || conflictRule(project, mergeRequest)) return false;
  const rule = failingRule(project, mergeRequest);
  if (rule !== null) return rule !== 'commits_status';
  return isPipelineActive(project, mergeRequest) || pipelineRule(project, mergeRequest) !== null;
}

/** Merges a merge request that waits for this, when nothing stands in its way any more. */
export async function tryAutoMerge(
  context: Context,
  project: Project,
  mergeRequest: MergeRequest,
): Promise<void> {
  const waiting = mergeRequest.autoMerge;
  const user = context.state.users.get(waiting?.userId ?? 0);
  if (!waiting || !user || mergeRequest.state !== 'opened') return;
  const pipeline = headPipeline(project, mergeRequest);
  if (pipeline && pipeline.status !== 'success') return;
  try {
    await acceptMergeRequest(context, project, { mergeRequest, user, options: waiting.options });
  } catch (error) {
    // It goes on waiting.
    if (!(error instanceof ApiError)) throw error;
  }
}

/** Takes auto-merge back: 401 without the right, 406 when it was not set. */
export function cancelAutoMerge(
  context: Context,
  project: Project,
  work: { readonly mergeRequest: MergeRequest; readonly user: User },
): void {
  const { mergeRequest, user } = work;
  const isAuthor = mergeRequest.authorId === user.id;
  if (!isAuthor && !context.access.canMergeInto(user, project, mergeRequest.targetBranch))
    throw unauthorized();
  if (mergeRequest.state !== 'opened') throw methodNotAllowed();
  if (!mergeRequest.autoMerge) throw messageError(406, "Can't cancel the automatic merge");
  mergeRequest.autoMerge = null;
  mergeRequest.updatedAt = context.clock();
  addSystemNote(context, mergeRequest, { user, body: 'canceled the automatic merge' });
}

/** Merges in git and in the state, whatever the rules say; 422 when git cannot. */
export async function performMerge(context: Context, project: Project, work: MergeWork): Promise<void> {
  const { mergeRequest, user } = work;
  const { repository } = project;
  const before = await repository.exclusively(async () => {
    const { source, target } = await headsOf(context, project, mergeRequest);
    if (!source || !target || mergeRequest.state !== 'opened') throw cannotBeMerged();
    const head = await mergedHead(context, project, { ...work, source, target });
    if (!(await repository.updateBranch(mergeRequest.targetBranch, target, head))) throw cannotBeMerged();
    const now = context.clock();
    mergeRequest.state = 'merged';
    mergeRequest.mergedAt = now;
    mergeRequest.mergedById = user.id;
    mergeRequest.mergeError = null;
    mergeRequest.autoMerge = null;
    mergeRequest.updatedAt = now;
    return { source, target, head };
  });
  addStateEvent(context, mergeRequest, { user, state: 'merged' });
  context.hooks.send(project, mergeRequestEvent(context, project, { mergeRequest, user, action: 'merge' }));
  await afterRefChanges(context, project, {
    user,
    changes: [{ branch: mergeRequest.targetBranch, before: before.target, after: before.head }],
  });
  await removeSource(context, { mergeRequest, user, head: before.source });
}

/** Removes the source branch where that was asked for and the person may. */
async function removeSource(
  context: Context,
  work: { readonly mergeRequest: MergeRequest; readonly user: User; readonly head: string },
): Promise<void> {
  const { mergeRequest, user, head } = work;
  const branch = mergeRequest.sourceBranch;
  const source = context.state.sourceOf(mergeRequest);
  const removes = mergeRequest.shouldRemoveSourceBranch ?? mergeRequest.removeSourceBranch;
  if (!source || !removes || source.defaultBranch === branch) return;
  if (source.id !== mergeRequest.projectId && !context.access.canPush(user, source, branch)) return;
  const { repository } = source;
  const isRemoved = await repository.exclusively(
    async () => await repository.updateBranch(branch, head, null),
  );
  if (!isRemoved) return;
  await afterRefChanges(context, source, { user, changes: [{ branch, before: head, after: null }] });
}

async function mergedHead(
  context: Context,
  project: Project,
  work: MergeWork & { readonly source: string; readonly target: string },
): Promise<string> {
  const { mergeRequest, user, options, source, target } = work;
  const { repository } = project;
  if (project.mergeMethod !== 'merge' && conflictRule(project, mergeRequest)) throw cannotBeMerged();
  const tree = await mergeTrees(repository, target, source);
  if (tree === null) throw cannotBeMerged();
  const committer = signatureOf(context, user);
  const common = { tree, author: committer, committer };
  let head = source;
  const squashes =
    project.squashOption === 'always' || (project.squashOption !== 'never' && mergeRequest.squash);
  if (squashes) {
    const message = options.squashCommitMessage ?? mergeRequest.title;
    head = await commitTree(repository, { ...common, parents: [target], message });
    mergeRequest.squashCommitSha = head;
  }
  if (project.mergeMethod === 'ff') return head;
  const message = options.mergeCommitMessage ?? mergeMessage(context, project, mergeRequest);
  const merge = await commitTree(repository, { ...common, parents: [target, head], message });
  mergeRequest.mergeCommitSha = merge;
  return merge;
}

function mergeMessage(context: Context, project: Project, mergeRequest: MergeRequest): string {
  const { sourceBranch, targetBranch, title, iid } = mergeRequest;
  const reference = `${context.state.fullPathOf(project)}!${iid}`;
  return `Merge branch '${sourceBranch}' into '${targetBranch}'\n\n${title}\n\nSee merge request ${reference}\n`;
}

export function signatureOf(context: Context, user: User): Signature {
  return { name: user.name, email: user.email, at: context.clock() };
}

function cannotBeMerged() {
  return messageError(422, 'Branch cannot be merged');
}

/** Rebases the source branch after the usual delay; the outcome is in `merge_error`. */
export async function startRebase(
  context: Context,
  project: Project,
  work: { readonly mergeRequest: MergeRequest; readonly user: User },
): Promise<void> {
  const { mergeRequest, user } = work;
  mergeRequest.rebaseDoneAt = performance.now() + context.delays.rebaseMs;
  mergeRequest.mergeError = null;
  await context.background.after(context.delays.rebaseMs, async () => {
    const from = context.state.sourceOf(mergeRequest) ?? project;
    const { repository } = from;
    const moved = await repository.exclusively(async () => {
      const { source, target } = await headsOf(context, project, mergeRequest);
      if (!source || !target) return null;
      if (from !== project) await bringObjects(project.repository, repository, target);
      const head = await rebase(repository, { source, target, committer: signatureOf(context, user) });
      if (head === null || !(await repository.updateBranch(mergeRequest.sourceBranch, source, head)))
        return null;
      return { branch: mergeRequest.sourceBranch, before: source, after: head };
    });
    mergeRequest.rebaseDoneAt = null;
    if (!moved) {
      mergeRequest.mergeError = 'Rebase failed: Rebase locally, resolve all conflicts, then push the branch.';
    } else if (moved.before !== moved.after) await afterRefChanges(context, from, { user, changes: [moved] });
  });
}
