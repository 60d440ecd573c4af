import type { GitLabProject } from '../gitlab/gitlab.js';
import type { IntegrationSettings } from '../integrations/integration.js';
import { groupReason } from './group-lists.js';
import type { CatalogueEntry, ProjectReason, ProjectState } from './project.js';

const REPORTER = 20;
const DEVELOPER = 30;

/** What decides besides GitLab's row: the integration's lists of groups, and the role where the row does not tell it. */
export interface ListingRules {
  readonly settings: Pick<IntegrationSettings, 'allowGroups' | 'denyGroups'>;
  /** Of the projects whose rows do not tell the role, those in which it is Developer or higher. */
  readonly writable: ReadonlySet<number>;
}

/** What may be done with a project: READY, READ_ONLY (analysed, nothing is written) or UNAVAILABLE, with every reason. */
export function catalogueEntry(listed: GitLabProject, { settings, writable }: ListingRules): CatalogueEntry {
  const isDeveloper = listed.accessLevel === null && writable.has(listed.id);
  const project = isDeveloper ? { ...listed, accessLevel: DEVELOPER } : listed;
  const grouping = groupReason(project.pathWithNamespace, settings);
  const blocking = [...(grouping === null ? [] : [grouping]), ...unavailableReasons(project)];
  const limiting = [...readOnlyReasons(project)];
  const state: ProjectState =
    blocking.length > 0 ? 'UNAVAILABLE' : limiting.length > 0 ? 'READ_ONLY' : 'READY';
  return {
    gitlabProjectId: project.id,
    path: project.pathWithNamespace,
    name: project.name,
    webUrl: project.webUrl,
    gitUrl: project.gitUrl,
    visibility: project.visibility,
    defaultBranch: project.defaultBranch,
    accessLevel: project.accessLevel,
    lastActivityAt: project.lastActivityAt,
    state,
    reasons: [...blocking, ...limiting],
    forkedFromId: project.forkedFromId,
  };
}

function* unavailableReasons(project: GitLabProject): Generator<ProjectReason> {
  if (project.isMarkedForDeletion)
    yield { code: 'MARKED_FOR_DELETION', message: 'It is marked for deletion.' };
  if (!project.isRepositoryEnabled)
    yield { code: 'REPOSITORY_DISABLED', message: 'Its repository is switched off.' };
  else if (project.isEmpty)
    yield { code: 'EMPTY', message: 'Its repository is empty. It is analysed after the first push.' };
  else if (project.defaultBranch === null) {
    yield { code: 'NO_DEFAULT_BRANCH', message: 'It has no default branch that the token may read.' };
  }
  if (project.accessLevel !== null && project.accessLevel < REPORTER && project.visibility === 'private') {
    yield {
      code: 'ACCESS_TOO_LOW',
      message: 'The token may not read its code. Give its account the Developer role.',
    };
  }
}

function* readOnlyReasons(project: GitLabProject): Generator<ProjectReason> {
  if (project.isArchived)
    yield { code: 'ARCHIVED', message: 'It is archived: it is analysed, and nothing is written.' };
  if (project.isMirror) yield { code: 'MIRROR', message: 'It mirrors another repository: fix the original.' };
  if (!project.areMergeRequestsEnabled) {
    yield { code: 'MERGE_REQUESTS_DISABLED', message: 'Merge requests are switched off.' };
  }
  if (project.accessLevel === null) {
    yield {
      code: 'ACCESS_TOO_LOW',
      message:
        'GitLab does not list it among those in which the token has the Developer role: it is analysed, and nothing is written.',
    };
  } else if (
    project.accessLevel < DEVELOPER &&
    !(project.accessLevel < REPORTER && project.visibility === 'private')
  ) {
    yield {
      code: 'ACCESS_TOO_LOW',
      message: 'The token has a role below Developer: it is analysed, and nothing is written.',
    };
  }
}
