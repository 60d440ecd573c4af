import type { AnalysisState, ProjectState, WebhookState } from '../../generated/projects/graphql.js';
import type { Tone } from '../../ui/mark.js';

/** The states of a project, in the order in which they are offered. */
export const PROJECT_STATE_VALUES = ['READY', 'READ_ONLY', 'UNAVAILABLE'] as const;

/** How far an analysis can be, in the order in which it is offered. */
export const ANALYSIS_STATE_VALUES = ['NEVER', 'QUEUED', 'RUNNING', 'DONE', 'FAILED'] as const;

/** Whether a project can be worked on, in words. */
export const PROJECT_STATES: Readonly<Record<ProjectState, { readonly label: string; readonly tone: Tone }>> =
  {
    READY: { label: 'Ready', tone: 'good' },
    READ_ONLY: { label: 'Read only', tone: 'warn' },
    UNAVAILABLE: { label: 'Not available', tone: 'off' },
  };

/** How far a project's analysis is, in words. */
export const ANALYSIS_STATES: Readonly<
  Record<AnalysisState, { readonly label: string; readonly tone: Tone }>
> = {
  NEVER: { label: 'Not analysed', tone: 'off' },
  QUEUED: { label: 'Waiting', tone: 'waiting' },
  RUNNING: { label: 'Running', tone: 'busy' },
  DONE: { label: 'Done', tone: 'good' },
  FAILED: { label: 'Failed', tone: 'bad' },
};

/** How a project's webhook does, in words. */
export const WEBHOOK_STATES: Readonly<Record<WebhookState, { readonly label: string; readonly tone: Tone }>> =
  {
    MAKING: { label: 'Webhook waits', tone: 'waiting' },
    ACTIVE: { label: 'Webhook active', tone: 'good' },
    DISABLED: { label: 'Webhook stopped by GitLab', tone: 'bad' },
    FAILED: { label: 'No webhook', tone: 'warn' },
    REMOVING: { label: 'Webhook being removed', tone: 'busy' },
  };

/** The group of a project's path, with its last slash, and its name: the name is what people look for. */
export function splitPath(path: string): { readonly group: string; readonly name: string } {
  const cut = path.lastIndexOf('/') + 1;
  return { group: path.slice(0, cut), name: path.slice(cut) };
}

/** GitLab's access levels in its own words. */
export function accessLevelWord(level: number | null): string {
  if (level === null) return 'GitLab does not say';
  const known = [
    [50, 'Owner'],
    [40, 'Maintainer'],
    [30, 'Developer'],
    [20, 'Reporter'],
    [15, 'Planner'],
    [10, 'Guest'],
    [5, 'Minimal'],
  ] as const;
  for (const [least, word] of known) if (level >= least) return word;
  return 'None';
}
