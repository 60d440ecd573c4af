import { badRequest, listError } from './api-error.js';
import type { Context } from './context.js';
import { mergeRequestEvent } from './hook-payloads.js';
import { updateDiffBase } from './merge-check.js';
import { newNote } from './notes.js';
import type { MergeRequest, Project, User } from './state.js';

/** Replaces the labels; unknown ones are made in the project. */
export function setLabels(
  context: Context,
  project: Project,
  mergeRequest: MergeRequest,
  labels: readonly string[],
): void {
  const unique = [...new Set(labels.map((label) => label.trim()).filter((label) => label !== ''))];
  if (unique.some((label) => label.length > 255))
    throw badRequest('Labels is too long (maximum is 255 characters)');
  for (const label of unique) {
    if (!project.labels.has(label)) project.labels.set(label, context.state.nextId('label'));
  }
  mergeRequest.labels = unique;
}

/** Closes it; nothing happens when it is not open. */
export function closeMergeRequest(
  context: Context,
  project: Project,
  work: { readonly mergeRequest: MergeRequest; readonly user: User | null },
): void {
  const { mergeRequest, user } = work;
  if (mergeRequest.state !== 'opened') return;
  const now = context.clock();
  mergeRequest.state = 'closed';
  mergeRequest.closedAt = now;
  mergeRequest.closedById = user?.id ?? null;
  mergeRequest.autoMerge = null;
  mergeRequest.updatedAt = now;
  addStateEvent(context, mergeRequest, { user, state: 'closed' });
  context.hooks.send(project, mergeRequestEvent(context, project, { mergeRequest, user, action: 'close' }));
}

/** Opens a closed one again. 19.4 refuses when the source branch is gone. */
export async function reopenMergeRequest(
  context: Context,
  project: Project,
  work: { readonly mergeRequest: MergeRequest; readonly user: User },
): Promise<void> {
  const { mergeRequest, user } = work;
  if (mergeRequest.state !== 'closed') return;
  const from = context.state.sourceOf(mergeRequest);
  const source = (await from?.repository.branch(mergeRequest.sourceBranch)) ?? null;
  if (!source && !context.profile.reopensWithoutSource) {
    throw listError(422, ['Source branch does not exist']);
  }
  for (const other of project.mergeRequests.values()) {
    const isSame =
      other.sourceProjectId === mergeRequest.sourceProjectId &&
      other.sourceBranch === mergeRequest.sourceBranch &&
      other.targetBranch === mergeRequest.targetBranch;
    if (isSame && other.state === 'opened') {
      throw listError(409, [
        `Another open merge request already exists for this source branch: !${other.iid}`,
      ]);
    }
  }
  mergeRequest.state = 'opened';
  mergeRequest.closedAt = null;
  mergeRequest.closedById = null;
  mergeRequest.check = null;
  mergeRequest.updatedAt = context.clock();
  addStateEvent(context, mergeRequest, { user, state: 'reopened' });
  await updateDiffBase(context, project, mergeRequest);
  context.hooks.send(project, mergeRequestEvent(context, project, { mergeRequest, user, action: 'reopen' }));
}

/** Remembers who changed the state, and says so in a system note. */
export function addStateEvent(
  context: Context,
  mergeRequest: MergeRequest,
  event: { readonly user: User | null; readonly state: 'closed' | 'reopened' | 'merged' },
): void {
  const createdAt = context.clock();
  mergeRequest.stateEvents.push({
    id: context.state.nextId('state event'),
    userId: event.user?.id ?? null,
    createdAt,
    state: event.state,
  });
  if (event.user) addSystemNote(context, mergeRequest, { user: event.user, body: event.state });
}

/** GitLab's own note about what somebody did. */
export function addSystemNote(
  context: Context,
  mergeRequest: MergeRequest,
  note: { readonly user: User; readonly body: string },
): void {
  const { user, body } = note;
  newNote(context, mergeRequest, { author: user, body, isSystem: true, isResolvable: false });
}
