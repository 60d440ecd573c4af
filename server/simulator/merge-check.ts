import type { Context } from './context.js';
import { bringObjects, countAhead, isAncestor, mergeBase } from './repository.js';
import { mergeTrees } from './repository-write.js';
import type { MergeRequest, Pipeline, Project } from './state.js';

/** The two heads of a merge request now; null for a branch that is gone. */
export async function headsOf(context: Context, project: Project, mergeRequest: MergeRequest) {
  const from = context.state.sourceOf(mergeRequest);
  const source = (await from?.repository.branch(mergeRequest.sourceBranch)) ?? null;
  if (from && from !== project && source && source !== mergeRequest.headSha) {
    await bringObjects(from.repository, project.repository, source);
  }
  return { source, target: await project.repository.branch(mergeRequest.targetBranch) };
}

/** Starts a check when the heads have moved, and finishes the one whose time has come. With `now` it does not wait. */
export async function lookAt(
  context: Context,
  work: { readonly project: Project; readonly mergeRequest: MergeRequest; readonly now?: boolean },
): Promise<void> {
  const { project, mergeRequest } = work;
  if (mergeRequest.state !== 'opened') return;
  const moment = performance.now();
  if (!work.now && moment < mergeRequest.preparedAt) return;
  const { source, target } = await headsOf(context, project, mergeRequest);
  const key = `${source}:${target}`;
  if (mergeRequest.check?.key !== key) {
    mergeRequest.check = { key, readyAt: moment + context.delays.mergeCheckMs, result: null };
  }
  const check = mergeRequest.check;
  if (!check || check.result || (!work.now && moment < check.readyAt)) return;
  if (!source || !target) {
    check.result = { hasConflicts: false, isBehind: false, ahead: 0 };
    return;
  }
  const { repository } = project;
  check.result = {
    hasConflicts: (await mergeTrees(repository, target, source)) === null,
    isBehind: !(await isAncestor(repository, target, source)),
    ahead: await countAhead(repository, target, source),
  };
}

/** Notes where the branches met, for the diff; the diff of a merge request does not move with its target. */
export async function updateDiffBase(
  context: Context,
  project: Project,
  mergeRequest: MergeRequest,
): Promise<void> {
  const { source, target } = await headsOf(context, project, mergeRequest);
  if (!source || !target) return;
  mergeRequest.headSha = source;
  mergeRequest.startSha = target;
  mergeRequest.baseSha = (await mergeBase(project.repository, target, source)) ?? target;
  await project.repository.keepMergeRequestHead(mergeRequest.iid, source);
}

const DRAFT = /^\s*(?:\[draft\]|\(draft\)|draft:)\s*/i;

export function isDraft(mergeRequest: Pick<MergeRequest, 'title'>): boolean {
  return DRAFT.test(mergeRequest.title);
}

export function withoutDraft(title: string): string {
  return title.replace(DRAFT, '');
}

/** The newest pipeline for the merge request's head. */
export function headPipeline(project: Project, mergeRequest: MergeRequest): Pipeline | null {
  const fitting = [...project.pipelines.values()].filter((pipeline) => pipeline.sha === mergeRequest.headSha);
  return fitting[fitting.length - 1] ?? null;
}

export function hasOpenThreads(mergeRequest: MergeRequest): boolean {
  return mergeRequest.notes.some((note) => note.isResolvable && !note.isResolved);
}

/** What `detailed_merge_status` says from what is known now; looks at nothing. */
export function detailedMergeStatus(project: Project, mergeRequest: MergeRequest): string {
  if (mergeRequest.state !== 'opened') return 'not_open';
  const moment = performance.now();
  if (moment < mergeRequest.preparedAt) return 'preparing';
  const { check } = mergeRequest;
  if (!check) return 'unchecked';
  if (!check.result) return 'checking';
  return (
    failingRule(project, mergeRequest) ??
    conflictRule(project, mergeRequest) ??
    pipelineRule(project, mergeRequest) ??
    'mergeable'
  );
}

/** The rules about the state of the merge request: a failing one answers 405 to a merge. */
export function failingRule(project: Project, mergeRequest: MergeRequest): string | null {
  if (mergeRequest.state !== 'opened') return 'not_open';
  if (isDraft(mergeRequest)) return 'draft_status';
  if (mergeRequest.check?.result?.ahead === 0) return 'commits_status';
  if (project.requiresResolvedThreads && hasOpenThreads(mergeRequest)) return 'discussions_not_resolved';
  return null;
}

/** The rules about git: a failing one answers 422 to a merge. */
export function conflictRule(project: Project, mergeRequest: MergeRequest): string | null {
  const result = mergeRequest.check?.result;
  if (result?.hasConflicts) return 'conflict';
  if (result?.isBehind && project.mergeMethod !== 'merge') return 'need_rebase';
  return null;
}

/** The rule about the head pipeline, where the project demands one. */
export function pipelineRule(project: Project, mergeRequest: MergeRequest): string | null {
  if (!project.requiresPipeline) return null;
  const status = headPipeline(project, mergeRequest)?.status;
  if (status === 'success' || (status === 'skipped' && project.allowsSkippedPipeline)) return null;
  return isPipelineActive(project, mergeRequest) ? 'ci_still_running' : 'ci_must_pass';
}

/** Whether the newest pipeline of the head has not come to its end. */
export function isPipelineActive(project: Project, mergeRequest: MergeRequest): boolean {
  const status = headPipeline(project, mergeRequest)?.status;
  return status === 'created' || status === 'pending' || status === 'running';
}

/** The older field `merge_status`. */
export function mergeStatus(mergeRequest: MergeRequest): string {
  if (mergeRequest.state === 'merged') return 'can_be_merged';
  const { check } = mergeRequest;
  if (performance.now() < mergeRequest.preparedAt) return 'checking';
  if (!check) return 'unchecked';
  if (!check.result) return 'checking';
  return check.result.hasConflicts || check.result.ahead === 0 ? 'cannot_be_merged' : 'can_be_merged';
}
