import type { Router } from 'express';
import type { Context } from '../context.js';
import { endpoint, ok, pageRequest, paged, publicEndpoint, type Call, type Reply } from '../endpoint.js';
import { git } from '../git.js';
import { offsetPage, pageOf, perPageOf, uncountedPage } from '../pagination.js';
import { presentCommit, presentDiff, presentUser } from '../present.js';
import { presentOneMergeRequest } from '../present-merge-request.js';
import { readCommits, readDiffs } from '../repository-read.js';
import { requireMergeRequest } from './merge-requests.js';

/** What a merge request is made of: commits, differences, people, its history. */
export function addMergeRequestDetails(router: Router, context: Context): void {
  const one = '/projects/:id/merge_requests/:iid';
  router.get(`${one}/commits`, publicEndpoint(context, listCommits));
  router.get(
    `${one}/diffs`,
    publicEndpoint(context, async (call) => {
      const { project, mergeRequest } = requireMergeRequest(call);
      const diffs = await readDiffs(project.repository, mergeRequest.baseSha, mergeRequest.headSha);
      return await paged(offsetPage(pageRequest(call), diffs), presentDiff);
    }),
  );
  router.get(`${one}/changes`, publicEndpoint(context, listChanges));
  router.get(
    `${one}/raw_diffs`,
    publicEndpoint(context, async (call) => {
      const { project, mergeRequest } = requireMergeRequest(call);
      const args = ['diff', '--no-color', '--no-ext-diff', mergeRequest.baseSha, mergeRequest.headSha];
      const body = await git(args, project.repository);
      return { status: 200, body, headers: { 'Content-Type': 'text/plain' } };
    }),
  );
  router.get(
    `${one}/participants`,
    publicEndpoint(context, async (call) => {
      const { mergeRequest } = requireMergeRequest(call);
      const writers = mergeRequest.notes.map(({ authorId }) => authorId);
      const people = [
        mergeRequest.authorId,
        mergeRequest.assigneeIds,
        mergeRequest.reviewerIds,
        writers,
      ].flat();
      const rows = [...new Set(people)];
      return await paged(offsetPage(pageRequest(call), rows), (id) =>
        presentUser(context, context.state.users.get(id)),
      );
    }),
  );
  router.get(
    `${one}/reviewers`,
    publicEndpoint(context, async (call) => {
      const { mergeRequest } = requireMergeRequest(call);
      return ok(
        mergeRequest.reviewerIds.map((id) => ({
          user: presentUser(context, context.state.users.get(id)),
          state: mergeRequest.approvedBy.has(id) ? 'approved' : 'unreviewed',
          created_at: mergeRequest.createdAt.toISOString(),
        })),
      );
    }),
  );
  router.get(
    `${one}/closes_issues`,
    publicEndpoint(context, async (call) => {
      requireMergeRequest(call);
      return await paged(offsetPage(pageRequest(call), []), () => null);
    }),
  );
  router.get(`${one}/resource_state_events`, endpoint(context, listStateEvents));
}

async function listCommits(call: Call): Promise<Reply> {
  const { context, params } = call;
  const { project, mergeRequest } = requireMergeRequest(call);
  const range = `${mergeRequest.baseSha}..${mergeRequest.headSha}`;
  const limit = perPageOf(params);
  const rows = await readCommits(project.repository, range, { skip: (pageOf(params) - 1) * limit, limit });
  return await paged(uncountedPage(pageRequest(call), rows), (row) => presentCommit(context, project, row));
}

async function listChanges(call: Call): Promise<Reply> {
  const { context, user } = call;
  const { project, mergeRequest } = requireMergeRequest(call);
  const diffs = await readDiffs(project.repository, mergeRequest.baseSha, mergeRequest.headSha);
  const shown = await presentOneMergeRequest(context, project, { mergeRequest, user });
  return ok({ ...shown, changes: diffs.map(presentDiff), overflow: false });
}

async function listStateEvents(call: Call): Promise<Reply> {
  const { context } = call;
  const { mergeRequest } = requireMergeRequest(call);
  return await paged(offsetPage(pageRequest(call), mergeRequest.stateEvents), (event) => ({
    id: event.id,
    user: event.userId === null ? null : presentUser(context, context.state.users.get(event.userId)),
    created_at: event.createdAt.toISOString(),
    resource_type: 'MergeRequest',
    resource_id: mergeRequest.id,
    source_commit: null,
    source_merge_request: null,
    state: event.state,
  }));
}
