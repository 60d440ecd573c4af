import type { Router } from 'express';
import { badRequest, forbidden, notFound, parameterError, unauthorized } from '../api-error.js';
import type { Context } from '../context.js';
import {
  created,
  endpoint,
  ok,
  pageRequest,
  paged,
  pathNumber,
  pathParam,
  requireLevel,
  type Reply,
  type UserCall,
} from '../endpoint.js';
import { mergeRequestEvent, noteEvent } from '../hook-payloads.js';
import { tryAutoMerge } from '../merge.js';
import { newNote } from '../notes.js';
import { offsetPage } from '../pagination.js';
import { presentUser } from '../present.js';
import { presentNote } from '../present-merge-request.js';
import { executeQuickActions, extractQuickActions } from '../quick-actions.js';
import { ACCESS, type MergeRequest, type Note } from '../state.js';
import { requireMergeRequest } from './merge-requests.js';

/** Notes, threads and approvals of a merge request. */
export function addNoteRoutes(router: Router, context: Context): void {
  const one = '/projects/:id/merge_requests/:iid';
  router.get(
    `${one}/notes`,
    endpoint(context, async (call) => {
      const { project, mergeRequest } = requireMergeRequest(call);
      const isAscending = call.params.oneOf('sort', ['asc', 'desc']) === 'asc';
      const rows = isAscending ? mergeRequest.notes : [...mergeRequest.notes].reverse();
      return await paged(offsetPage(pageRequest(call), rows), (note) =>
        presentNote(context, project, { mergeRequest, note }),
      );
    }),
  );
  router.get(
    `${one}/notes/:note_id`,
    endpoint(context, async (call) => {
      const { project, mergeRequest } = requireMergeRequest(call);
      return ok(presentNote(context, project, { mergeRequest, note: requireNote(call, mergeRequest) }));
    }),
  );
  router.post(
    `${one}/notes`,
    endpoint(context, async (call) => await writeNote(call, { isResolvable: false })),
  );
  router.put(`${one}/notes/:note_id`, endpoint(context, editNote));
  router.get(`${one}/discussions`, endpoint(context, listDiscussions));
  router.post(
    `${one}/discussions`,
    endpoint(context, async (call) => await writeNote(call, { isResolvable: true })),
  );
  router.put(`${one}/discussions/:discussion_id`, endpoint(context, resolveDiscussion));
  router.get(
    `${one}/approvals`,
    endpoint(context, async (call) => ok(approvals(call))),
  );
  router.post(
    `${one}/approve`,
    endpoint(context, async (call) => approve(call, { isApproval: true })),
  );
  router.post(
    `${one}/unapprove`,
    endpoint(context, async (call) => approve(call, { isApproval: false })),
  );
}

function requireNote(call: UserCall, mergeRequest: MergeRequest): Note {
  const id = pathNumber(call, 'note_id');
  const note = mergeRequest.notes.find((candidate) => candidate.id === id);
  if (!note) throw notFound();
  return note;
}

async function writeNote(call: UserCall, options: { readonly isResolvable: boolean }): Promise<Reply> {
  const { context, user, params } = call;
  const { project, mergeRequest } = requireMergeRequest(call);
  const body = params.requiredText('body');
  if (project.isArchived) throw forbidden();
  if (mergeRequest.isDiscussionLocked) requireLevel(call, project, ACCESS.developer);
  if (project.visibility === 'private') requireLevel(call, project, ACCESS.guest);
  const { text, actions } = extractQuickActions(body);
  executeQuickActions(context, project, { mergeRequest, user, actions });
  if (text.trim() === '') {
    if (actions.length === 0) throw badRequest('Note {:note=>["can\'t be blank"]}');
    const summary = actions.map((action) => `Applied ${action.command}.`);
    return { status: 202, body: { commands_changes: {}, summary } };
  }
  const note = newNote(context, mergeRequest, { author: user, body: text, isSystem: false, ...options });
  context.hooks.send(project, noteEvent(context, project, { mergeRequest, note, user }));
  const presented = presentNote(context, project, { mergeRequest, note });
  if (!options.isResolvable) return created(presented);
  return created({ id: note.discussionId, individual_note: false, notes: [presented] });
}

async function editNote(call: UserCall): Promise<Reply> {
  const { context, user, params } = call;
  const { project, mergeRequest } = requireMergeRequest(call);
  const note = requireNote(call, mergeRequest);
  if (note.isSystem || project.isArchived) throw forbidden();
  if (note.authorId !== user.id) requireLevel(call, project, ACCESS.maintainer);
  const { text, actions } = extractQuickActions(params.requiredText('body'));
  executeQuickActions(context, project, { mergeRequest, user, actions });
  note.body = text;
  note.updatedAt = context.clock();
  return ok(presentNote(context, project, { mergeRequest, note }));
}

async function listDiscussions(call: UserCall): Promise<Reply> {
  const { project, mergeRequest } = requireMergeRequest(call);
  const threads = new Map<string, Note[]>();
  for (const note of mergeRequest.notes) {
    threads.set(note.discussionId, [...(threads.get(note.discussionId) ?? []), note]);
  }
  return await paged(offsetPage(pageRequest(call), [...threads]), ([id, notes]) => ({
    id,
    individual_note: notes[0]?.isIndividual ?? true,
    notes: notes.map((note) => presentNote(call.context, project, { mergeRequest, note })),
  }));
}

async function resolveDiscussion(call: UserCall): Promise<Reply> {
  const { project, mergeRequest } = requireMergeRequest(call);
  requireLevel(call, project, ACCESS.developer);
  call.params.require('resolved');
  const isResolved = call.params.boolean('resolved') ?? false;
  const id = pathParam(call, 'discussion_id');
  const notes = mergeRequest.notes.filter((note) => note.discussionId === id);
  if (notes.length === 0) throw notFound('Discussion');
  if (!notes.some((note) => note.isResolvable)) throw parameterError(400, 'resolved is invalid');
  for (const note of notes) note.isResolved = isResolved;
  await tryAutoMerge(call.context, project, mergeRequest);
  const presented = notes.map((note) => presentNote(call.context, project, { mergeRequest, note }));
  return ok({ id, individual_note: false, notes: presented });
}

function approvals(call: UserCall) {
  const { context, user } = call;
  const { mergeRequest } = requireMergeRequest(call);
  const canApprove = user.id !== mergeRequest.authorId && !mergeRequest.approvedBy.has(user.id);
  return {
    user_has_approved: mergeRequest.approvedBy.has(user.id),
    user_can_approve: canApprove,
    approved: mergeRequest.approvedBy.size > 0,
    approved_by: [...mergeRequest.approvedBy].map(([id, at]) => ({
      user: presentUser(context, context.state.users.get(id)),
      approved_at: at.toISOString(),
    })),
  };
}

function approve(call: UserCall, options: { readonly isApproval: boolean }): Reply {
  const { context, user } = call;
  const { project, mergeRequest } = requireMergeRequest(call);
  const isApproved = mergeRequest.approvedBy.has(user.id);
  if (context.access.level(user, project) < ACCESS.developer || project.isArchived) throw unauthorized();
  if (options.isApproval === isApproved) throw unauthorized();
  if (options.isApproval) mergeRequest.approvedBy.set(user.id, context.clock());
  else mergeRequest.approvedBy.delete(user.id);
  const action = options.isApproval ? 'approved' : 'unapproved';
  context.hooks.send(project, mergeRequestEvent(context, project, { mergeRequest, user, action }));
  return created(approvals(call));
}
