import { type AuditRecord, BACKLINE_ACTOR } from '../audit/audit-event.js';
import type { GitLab, GitLabMergeRequest, GitRemote } from '../gitlab/gitlab.js';
import type { PlanToOpen } from '../plans/remediation-plan.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import { afterLook } from './after-look.js';
import type { MergeRequest } from './merge-request.js';
import type { OpenDeps } from './open-merge-request.js';
import { settleMergeRequest } from './settle-merge-request.js';

/** A merge request as GitLab has it at this moment, open, with all that tending it needs. */
export interface Tended {
  readonly project: Project;
  readonly plan: PlanToOpen;
  readonly mergeRequest: MergeRequest;
  readonly remote: GitLabMergeRequest;
  /** Commits that Backline pushed for it. */
  readonly own: ReadonlySet<string>;
  readonly gitlab: GitLab;
  readonly git: GitRemote;
}

/** Keeps GitLab's answer to a write, and what follows from it. */
export async function keepAnswer(
  stores: Stores,
  { clock, policy, lookMs }: Pick<OpenDeps, 'clock' | 'policy' | 'lookMs'>,
  { project, mergeRequest }: Pick<Tended, 'project' | 'mergeRequest'>,
  remote: GitLabMergeRequest,
): Promise<MergeRequest> {
  const now = clock();
  const before = (await stores.mergeRequests.findForUpdate(mergeRequest.id)) ?? mergeRequest;
  const after = await stores.mergeRequests.save(project.id, before.planId, now, remote);
  if (after.state !== before.state)
    await settleMergeRequest(stores, project, { before: before.state, after, isGone: false });
  return afterLook(stores, project, { now, lookMs, policy, before, after, remote });
}

/** Writes into the history of a merge request, by Backline unless a person is named. */
export function recordOf(
  stores: Pick<Stores, 'audit'>,
  { id, projectId }: Pick<MergeRequest, 'id' | 'projectId'>,
  event: Pick<AuditRecord, 'action' | 'message'> & { readonly actor?: string },
): Promise<void> {
  return stores.audit.record({
    actor: event.actor ?? BACKLINE_ACTOR,
    action: event.action,
    message: event.message,
    subject: `merge-request:${id}`,
    projectId,
  });
}
