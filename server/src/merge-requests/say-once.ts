import type { GitLab } from '../gitlab/gitlab.js';
import type { Project } from '../projects/project.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import type { InTransaction } from '../stores.js';
import type { MergeRequest, NoteSubject } from './merge-request.js';

/**
 * Writes a note to a merge request unless it was written before: also by an attempt whose answer was lost, which is known
 * by a mark in the note that names the commit of Backline it is about: of a rebuilt branch it is said anew. The body is Markdown that must be harmless.
 */
export async function sayOnce(
  deps: { readonly inTransaction: InTransaction },
  gitlab: GitLab,
  {
    project,
    mergeRequest,
    plan,
  }: {
    readonly project: Project;
    readonly mergeRequest: MergeRequest;
    readonly plan: Pick<RemediationPlan, 'pushedCommits'>;
  },
  note: { readonly subject: NoteSubject; readonly body: string },
): Promise<void> {
  const current = await deps.inTransaction((stores) => stores.mergeRequests.find(mergeRequest.id));
  if (current === null || current.said.includes(note.subject)) return;
  const mark = `<!-- backline:${note.subject.toLowerCase()} ${plan.pushedCommits.at(-1)?.slice(0, 12) ?? 'none'} -->`;
  const notes = await gitlab.listNotes(project.gitlabProjectId, mergeRequest.iid);
  if (!notes.some(({ body }) => body.includes(mark)))
    await gitlab.createNote(project.gitlabProjectId, mergeRequest.iid, `${note.body}\n\n${mark}`);
  await deps.inTransaction(async (stores) => {
    const locked = await stores.mergeRequests.findForUpdate(mergeRequest.id);
    if (locked === null || locked.said.includes(note.subject)) return;
    await stores.mergeRequests.saveLife(locked.id, { said: [...locked.said, note.subject] });
  });
}
