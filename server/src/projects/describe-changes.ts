import type { AuditAction } from '../audit/audit-actions.js';
import type { CatalogueEntry, ListedProject, ProjectReasonCode } from './project.js';

/** One line of a project's history. */
export interface ProjectChange {
  readonly action: AuditAction;
  readonly message: string;
}

/** What changed at GitLab between two listings of one project, in words for its history; empty when nothing of note. */
export function describeChanges(before: ListedProject, now: CatalogueEntry): readonly ProjectChange[] {
  return [
    describePath(before, now),
    describeBranch(before, now),
    describeRole(before, now),
    ...describeReasons(before, now),
  ].filter((change) => change !== null);
}

/** Whether another group's policy may hold for it now. */
export function hasMovedGroup(before: ListedProject, now: CatalogueEntry): boolean {
  return groupOf(before.path) !== groupOf(now.path);
}

/** The history of a project that is no longer listed. */
export function describeLeaving(path: string): ProjectChange {
  return {
    action: 'project.left',
    message: `GitLab no longer lists ${path}: the token is no longer a member, or the project is gone.`,
  };
}

function describePath(before: ListedProject, now: CatalogueEntry): ProjectChange | null {
  if (hasMovedGroup(before, now))
    return { action: 'project.moved', message: `${before.path} moved to ${now.path}.` };
  if (before.path !== now.path)
    return { action: 'project.renamed', message: `${before.path} was renamed to ${now.path}.` };
  if (before.name === now.name) return null;
  return {
    action: 'project.renamed',
    message: `${now.path} is now called “${now.name}”, not “${before.name}”.`,
  };
}

function describeBranch(before: ListedProject, now: CatalogueEntry): ProjectChange | null {
  if (before.defaultBranch === null || now.defaultBranch === null) return null;
  if (before.defaultBranch === now.defaultBranch) return null;
  return {
    action: 'project.default-branch-changed',
    message: `The default branch of ${now.path} is now ${now.defaultBranch}, not ${before.defaultBranch}. It is analysed.`,
  };
}

function describeRole(before: ListedProject, now: CatalogueEntry): ProjectChange | null {
  if (before.accessLevel === null || now.accessLevel === null) return null;
  if (before.accessLevel === now.accessLevel) return null;
  return {
    action: 'project.role-changed',
    message: `The token's role in ${now.path} is now ${roleWord(now.accessLevel)}, not ${roleWord(before.accessLevel)}.`,
  };
}

function* describeReasons(before: ListedProject, now: CatalogueEntry): Generator<ProjectChange> {
  const codes = before.reasons.map(({ code }) => code);
  if (codes.includes('LEFT')) {
    yield { action: 'project.back', message: `GitLab lists ${now.path} again.` };
    return;
  }
  // Its reasons were replaced when the integration was disconnected: what they were is not known.
  if (codes.includes('INTEGRATION_DISCONNECTED')) return;
  for (const { code, message } of now.reasons) {
    // That is told as a change of the role.
    if (codes.includes(code) || (code === 'ACCESS_TOO_LOW' && before.accessLevel !== now.accessLevel))
      continue;
    yield {
      action: code === 'ARCHIVED' ? 'project.archived' : 'project.limited',
      message: `${now.path}: ${message}`,
    };
  }
  for (const code of codes) {
    const ended = ENDED[code];
    if (ended === undefined || now.reasons.some((reason) => reason.code === code)) continue;
    yield {
      action: code === 'ARCHIVED' ? 'project.unarchived' : 'project.released',
      message: `${now.path} ${ended}`,
    };
  }
}

const ENDED: Partial<Record<ProjectReasonCode, string>> = {
  ARCHIVED: 'is no longer archived.',
  EMPTY: 'is no longer empty.',
  MIRROR: 'no longer mirrors another repository.',
  MARKED_FOR_DELETION: 'is no longer marked for deletion.',
  MERGE_REQUESTS_DISABLED: 'has merge requests again.',
  REPOSITORY_DISABLED: 'has its repository again.',
  NO_DEFAULT_BRANCH: 'has a default branch again.',
  GROUP_NOT_ALLOWED: 'is in a group that is worked on again.',
  GROUP_DENIED: 'is no longer in a group that is left alone.',
};

const ROLES = [
  [50, 'Owner'],
  [40, 'Maintainer'],
  [30, 'Developer'],
  [20, 'Reporter'],
  [15, 'Planner'],
  [10, 'Guest'],
  [5, 'Minimal access'],
] as const;

function roleWord(level: number): string {
  return ROLES.find(([least]) => level >= least)?.[1] ?? 'none';
}

function groupOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
