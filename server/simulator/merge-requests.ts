import { fieldError, forbidden, listError, messageError } from './api-error.js';
import type { Context } from './context.js';
import { mergeRequestEvent } from './hook-payloads.js';
import { lookAt, updateDiffBase } from './merge-check.js';
import { setLabels } from './merge-request-state.js';
import { executeQuickActions, extractQuickActions } from './quick-actions.js';
import { ACCESS, type MergeRequest, type Project, type User } from './state.js';

const MAX_DESCRIPTION = 1_048_576;

/** What a new merge request is made of. */
export interface NewMergeRequestFields {
  readonly sourceBranch: string;
  /** Where the source branch is; default: the project itself. */
  readonly source?: Project;
  readonly allowsCollaboration?: boolean;
  readonly targetBranch: string;
  readonly title: string;
  readonly description?: string;
  readonly labels?: readonly string[];
  readonly assigneeIds?: readonly number[];
  readonly reviewerIds?: readonly number[];
  readonly removeSourceBranch?: boolean;
  readonly squash?: boolean;
}

/** Opens a merge request, or says as GitLab does why not. */
export async function openMergeRequest(
  context: Context,
  project: Project,
  work: { readonly user: User; readonly fields: NewMergeRequestFields },
): Promise<MergeRequest> {
  const { user, fields } = work;
  const source = fields.source ?? project;
  await refuseBadBranches(context, project, { fields, source });
  const now = context.clock();
  const mergeRequest: MergeRequest = {
    id: context.state.nextId('merge request'),
    iid: project.mergeRequests.size + 1,
    projectId: project.id,
    authorId: user.id,
    title: checkedTitle(fields.title),
    description: '',
    state: 'opened',
    sourceBranch: fields.sourceBranch,
    sourceProjectId: source.id,
    allowsCollaboration: source !== project && (fields.allowsCollaboration ?? false),
    targetBranch: fields.targetBranch,
    createdAt: now,
    updatedAt: now,
    preparedAt: Number.POSITIVE_INFINITY,
    labels: [],
    assigneeIds: [...(fields.assigneeIds ?? [])],
    reviewerIds: [...(fields.reviewerIds ?? [])],
    squash: fields.squash ?? project.squashOption === 'default_on',
    removeSourceBranch: fields.removeSourceBranch ?? project.removesSourceBranch,
    shouldRemoveSourceBranch: null,
    isDiscussionLocked: false,
    autoMerge: null,
    headSha: '',
    baseSha: '',
    startSha: '',
    check: null,
    mergeError: null,
    rebaseDoneAt: null,
    mergedAt: null,
    mergedById: null,
    closedAt: null,
    closedById: null,
    mergeCommitSha: null,
    squashCommitSha: null,
    approvedBy: new Map(),
    notes: [],
    stateEvents: [],
    quickActions: [],
  };
  project.mergeRequests.set(mergeRequest.iid, mergeRequest);
  if (source !== project) context.state.mergeRequestsBetweenProjects.add(mergeRequest);
  setLabels(context, project, mergeRequest, fields.labels ?? []);
  await updateDiffBase(context, project, mergeRequest);
  mergeRequest.preparedAt = performance.now() + context.delays.prepareMs;
  if (context.delays.mergeCheckMs === 0) await lookAt(context, { project, mergeRequest });
  setDescription(context, project, { mergeRequest, user, description: fields.description ?? '' });
  context.hooks.send(project, mergeRequestEvent(context, project, { mergeRequest, user, action: 'open' }));
  return mergeRequest;
}

/** The title as it is; 400 when it is blank or longer than 255 characters. */
export function checkedTitle(title: string): string {
  if (title.trim() === '') throw fieldError(400, { title: ["can't be blank"] });
  if (title.length > 255) throw fieldError(400, { title: ['is too long (maximum is 255 characters)'] });
  return title;
}

async function refuseBadBranches(
  context: Context,
  project: Project,
  work: { readonly fields: NewMergeRequestFields; readonly source: Project },
): Promise<void> {
  const { fields, source } = work;
  if (source !== project && !context.state.areRelated(source, project)) {
    throw listError(422, ['Source project is not a fork of the target project']);
  }
  if (source === project && fields.sourceBranch === fields.targetBranch) {
    throw listError(422, ["You can't use same project/branch for source and target"]);
  }
  const visibleAt = source.branchVisibleAt.get(fields.sourceBranch) ?? 0;
  const isVisible =
    performance.now() >= visibleAt && (await source.repository.branch(fields.sourceBranch)) !== null;
  if (!isVisible) throw fieldError(400, { source_branch: ['does not exist'] });
  if ((await project.repository.branch(fields.targetBranch)) === null) {
    throw fieldError(400, { target_branch: ['does not exist'] });
  }
  for (const other of project.mergeRequests.values()) {
    if (other.state !== 'opened' && other.state !== 'locked') continue;
    if (other.sourceProjectId !== source.id) continue;
    if (other.sourceBranch !== fields.sourceBranch || other.targetBranch !== fields.targetBranch) continue;
    throw listError(409, [`Another open merge request already exists for this source branch: !${other.iid}`]);
  }
}

/** Sets the description without the quick actions that it held, and executes them. */
export function setDescription(
  context: Context,
  project: Project,
  work: { readonly mergeRequest: MergeRequest; readonly user: User; readonly description: string },
): void {
  const { text, actions } = extractQuickActions(work.description.slice(0, MAX_DESCRIPTION));
  work.mergeRequest.description = text;
  executeQuickActions(context, project, { mergeRequest: work.mergeRequest, user: work.user, actions });
}

/** Refuses who may not open merge requests from the source into the target: developer there, and here who may read the code. */
export function requireMergeRequestWriter(
  context: Context,
  projects: { readonly source: Project; readonly target: Project },
  user: User,
): void {
  const { source, target } = projects;
  if (source.isArchived || context.access.level(user, source) < ACCESS.developer) throw forbidden();
  if (target.isArchived || target.mergeRequestsAccess === 'disabled') throw forbidden();
  if (!context.access.canReadCode(user, target)) throw forbidden();
}

/** Whether the person may change this merge request: developers and its author. */
export function requireEditor(
  context: Context,
  project: Project,
  work: { readonly mergeRequest: MergeRequest; readonly user: User },
): void {
  if (project.isArchived) throw forbidden();
  const isAuthor = work.mergeRequest.authorId === work.user.id;
  if (!isAuthor && context.access.level(work.user, project) < ACCESS.developer) throw forbidden();
}

/** 405 with GitLab's text. */
export function methodNotAllowed() {
  return messageError(405, '405 Method Not Allowed');
}
