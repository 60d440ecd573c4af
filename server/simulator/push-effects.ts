import type { Context } from './context.js';
import { mergeRequestEvent, pushEvent, tagEvent } from './hook-payloads.js';
import { isDraft, updateDiffBase } from './merge-check.js';
import { addStateEvent, closeMergeRequest } from './merge-request-state.js';
import { newNote } from './notes.js';
import { isAncestor, type RefChange } from './repository.js';
import { readCommit } from './repository-read.js';
import type { MergeRequest, Project, User } from './state.js';

const MAX_REFS_WITH_EVENTS = 3;

/** What GitLab does after branches have changed: activity, the default branch, merge requests, webhooks. */
export async function afterRefChanges(
  context: Context,
  project: Project,
  push: { readonly user: User | null; readonly changes: readonly RefChange[] },
): Promise<void> {
  if (push.changes.length === 0) return;
  project.lastActivityAt = context.clock();
  await chooseDefaultBranch(project, push.changes);
  for (const change of push.changes) {
    if (change.before === null) {
      project.branchVisibleAt.set(change.branch, performance.now() + context.delays.branchVisibleMs);
    }
    if (change.after === null) project.branchVisibleAt.delete(change.branch);
    for (const mergeRequest of project.mergeRequests.values()) {
      if (mergeRequest.state !== 'opened') continue;
      const isSource = mergeRequest.sourceProjectId === project.id;
      await updateMergeRequest(context, project, { mergeRequest, change, user: push.user, isSource });
    }
    for (const mergeRequest of context.state.mergeRequestsBetweenProjects) {
      const target = context.state.projects.get(mergeRequest.projectId);
      if (mergeRequest.sourceProjectId !== project.id || mergeRequest.state !== 'opened' || !target) continue;
      await sourceHasMoved(context, target, { mergeRequest, change, user: push.user });
    }
    if (push.changes.length <= MAX_REFS_WITH_EVENTS && hasListener(project)) {
      context.hooks.send(project, await pushEvent(context, project, { change, user: push.user }));
    }
  }
}

/** What GitLab does after tags have changed; `branch` holds the tag's name. */
export function afterTagChanges(
  context: Context,
  project: Project,
  push: { readonly user: User | null; readonly changes: readonly RefChange[] },
): void {
  if (push.changes.length === 0) return;
  project.lastActivityAt = context.clock();
  if (push.changes.length > MAX_REFS_WITH_EVENTS) return;
  for (const change of push.changes) {
    context.hooks.send(project, tagEvent(context, project, { change, user: push.user }));
  }
}

function hasListener(project: Project): boolean {
  return [...project.hooks.values()].some((hook) => hook.events.get('push_events'));
}

/** The first branch that is pushed to an empty project becomes its default branch. */
async function chooseDefaultBranch(project: Project, changes: readonly RefChange[]): Promise<void> {
  const branches = await project.repository.branches();
  if (branches.has(project.defaultBranch)) return;
  const first = changes.find((change) => change.after !== null && branches.has(change.branch));
  if (!first || changes.some((change) => change.before !== null)) return;
  project.defaultBranch = first.branch;
  await project.repository.updateHead();
}

async function updateMergeRequest(
  context: Context,
  project: Project,
  work: SourceWork & { readonly isSource: boolean },
): Promise<void> {
  const { mergeRequest, change, isSource } = work;
  if (change.branch === mergeRequest.targetBranch && change.after !== null) {
    await noticeMergeByPush(context, project, work);
  }
  if (isSource) await sourceHasMoved(context, project, work);
}

interface SourceWork {
  readonly mergeRequest: MergeRequest;
  readonly change: RefChange;
  readonly user: User | null;
}

/** `project` is the target's; the change may be another project's. */
async function sourceHasMoved(context: Context, project: Project, work: SourceWork): Promise<void> {
  const { mergeRequest, change, user } = work;
  if (change.branch !== mergeRequest.sourceBranch || mergeRequest.state !== 'opened') return;
  if (change.after === null) {
    await context.background.after(context.delays.closeAfterDeleteMs, async () => {
      const from = context.state.sourceOf(mergeRequest);
      const isBack = ((await from?.repository.branch(mergeRequest.sourceBranch)) ?? null) !== null;
      if (!isBack) closeMergeRequest(context, project, { mergeRequest, user });
    });
    return;
  }
  const oldSha = mergeRequest.headSha;
  await updateDiffBase(context, project, mergeRequest);
  mergeRequest.autoMerge = null;
  mergeRequest.mergeError = null;
  mergeRequest.updatedAt = context.clock();
  const commit = await readCommit(project.repository, change.after);
  if (commit && isDraft({ title: commit.message }) && !isDraft(mergeRequest)) {
    mergeRequest.title = `Draft: ${mergeRequest.title}`;
  }
  if (user) {
    const body = `added new commits up to ${change.after.slice(0, 8)}`;
    newNote(context, mergeRequest, { author: user, body, isSystem: true, isResolvable: false });
  }
  const event = { mergeRequest, user, action: 'update', oldSha } as const;
  context.hooks.send(project, mergeRequestEvent(context, project, event));
}

/** A merge request whose head arrives in its target by a push counts as merged. */
async function noticeMergeByPush(
  context: Context,
  project: Project,
  work: { readonly mergeRequest: MergeRequest; readonly change: RefChange; readonly user: User | null },
): Promise<void> {
  const { mergeRequest, change, user } = work;
  const { repository } = project;
  if (!change.after || !mergeRequest.headSha) return;
  if (!(await isAncestor(repository, mergeRequest.headSha, change.after))) return;
  if (change.before && (await isAncestor(repository, mergeRequest.headSha, change.before))) return;
  mergeRequest.state = 'merged';
  mergeRequest.mergedAt = context.clock();
  mergeRequest.mergedById = user?.id ?? null;
  mergeRequest.updatedAt = context.clock();
  addStateEvent(context, mergeRequest, { user, state: 'merged' });
  context.hooks.send(project, mergeRequestEvent(context, project, { mergeRequest, user, action: 'merge' }));
}
