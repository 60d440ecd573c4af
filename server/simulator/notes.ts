import { randomBytes } from 'node:crypto';
import type { Context } from './context.js';
import type { MergeRequest, Note, User } from './state.js';

/** Adds a note; one that is resolvable starts a thread, or joins the given one. */
export function newNote(
  context: Context,
  mergeRequest: MergeRequest,
  fields: {
    readonly author: User;
    readonly body: string;
    readonly isSystem: boolean;
    readonly isResolvable: boolean;
    readonly discussionId?: string;
  },
): Note {
  const now = context.clock();
  const note: Note = {
    id: context.state.nextId('note'),
    discussionId: fields.discussionId ?? randomBytes(20).toString('hex'),
    isIndividual: !fields.isResolvable,
    body: fields.body,
    authorId: fields.author.id,
    createdAt: now,
    updatedAt: now,
    isSystem: fields.isSystem,
    isResolvable: fields.isResolvable,
    isResolved: false,
  };
  mergeRequest.notes.push(note);
  mergeRequest.updatedAt = now;
  return note;
}
