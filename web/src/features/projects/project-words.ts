import type { AnalysisState, ProjectState, WebhookState } from '../../generated/projects/graphql.js';
import { projectTexts } from '../../texts/projects.js';
import type { Tone } from '../../ui/mark.js';

/** The states of a project, in the order in which they are offered. */
export const PROJECT_STATE_VALUES = ['READY', 'READ_ONLY', 'UNAVAILABLE'] as const;

/** How far an analysis can be, in the order in which it is offered. */
export const ANALYSIS_STATE_VALUES = ['NEVER', 'QUEUED', 'RUNNING', 'DONE', 'FAILED'] as const;

interface StateWords {
  readonly label: string;
  readonly tone: Tone;
}

/** Whether a project can be worked on, in words. */
export const PROJECT_STATES: Readonly<Record<ProjectState, StateWords>> = {
  READY: { label: projectTexts.states.READY, tone: 'good' },
  READ_ONLY: { label: projectTexts.states.READ_ONLY, tone: 'warn' },
  UNAVAILABLE: { label: projectTexts.states.UNAVAILABLE, tone: 'off' },
};

/** How far a project's analysis is, in words. */
export const ANALYSIS_STATES: Readonly<Record<AnalysisState, StateWords>> = {
  NEVER: { label: projectTexts.analysisStates.NEVER, tone: 'off' },
  QUEUED: { label: projectTexts.analysisStates.QUEUED, tone: 'waiting' },
  RUNNING: { label: projectTexts.analysisStates.RUNNING, tone: 'busy' },
  DONE: { label: projectTexts.analysisStates.DONE, tone: 'good' },
  FAILED: { label: projectTexts.analysisStates.FAILED, tone: 'bad' },
};

/** How a project's webhook does, in words. */
export const WEBHOOK_STATES: Readonly<Record<WebhookState, StateWords>> = {
  MAKING: { label: projectTexts.webhooks.MAKING, tone: 'waiting' },
  ACTIVE: { label: projectTexts.webhooks.ACTIVE, tone: 'good' },
  DISABLED: { label: projectTexts.webhooks.DISABLED, tone: 'bad' },
  FAILED: { label: projectTexts.webhooks.FAILED, tone: 'warn' },
  REMOVING: { label: projectTexts.webhooks.REMOVING, tone: 'busy' },
};

/** The group of a project's path, with its last slash, and its name: the name is what people look for. */
export function splitPath(path: string): { readonly group: string; readonly name: string } {
  const cut = path.lastIndexOf('/') + 1;
  return { group: path.slice(0, cut), name: path.slice(cut) };
}

/** GitLab's access levels in its own words. */
export function accessLevelWord(level: number | null): string {
  const words = projectTexts.accessLevels;
  if (level === null) return words.unknown;
  const known = [
    [50, words.owner],
    [40, words.maintainer],
    [30, words.developer],
    [20, words.reporter],
    [15, words.planner],
    [10, words.guest],
    [5, words.minimal],
  ] as const;
  for (const [least, word] of known) if (level >= least) return word;
  return words.none;
}
