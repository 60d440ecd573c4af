import type { MergeReadiness, MergeRequestState } from '../../generated/merge-requests/graphql.js';
import type { Tone } from '../../ui/mark.js';

export const MERGE_REQUEST_STATE_VALUES = ['OPENED', 'MERGED', 'CLOSED', 'LOCKED'] as const;

/** A merge request's states in words and tones. */
export const MERGE_REQUEST_STATES: Readonly<
  Record<MergeRequestState, { readonly label: string; readonly tone: Tone }>
> = {
  OPENED: { label: 'Open', tone: 'busy' },
  MERGED: { label: 'Merged', tone: 'good' },
  CLOSED: { label: 'Closed', tone: 'off' },
  LOCKED: { label: 'Locked', tone: 'waiting' },
};

const READINESS: Readonly<Record<MergeReadiness, { readonly label: string; readonly tone: Tone }>> = {
  READY: { label: 'Ready to merge', tone: 'good' },
  WAIT: { label: 'GitLab is checking', tone: 'busy' },
  PEOPLE: { label: 'Waits for people', tone: 'waiting' },
  REBUILD: { label: 'Needs a rebuild', tone: 'warn' },
  BLOCKED: { label: 'Blocked', tone: 'bad' },
  UNKNOWN: { label: 'Not known', tone: 'off' },
};

/** Whether an open merge request can be merged, in words; null once it is not open any more. */
export function readinessWords(mergeRequest: {
  readonly state: MergeRequestState;
  readonly readiness: MergeReadiness;
}): { readonly label: string; readonly tone: Tone } | null {
  return mergeRequest.state === 'OPENED' ? READINESS[mergeRequest.readiness] : null;
}

const PIPELINES: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  success: { label: 'Passed', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  running: { label: 'Running', tone: 'busy' },
  pending: { label: 'Pending', tone: 'waiting' },
  created: { label: 'Created', tone: 'waiting' },
  preparing: { label: 'Preparing', tone: 'waiting' },
  waiting_for_resource: { label: 'Waiting for a resource', tone: 'waiting' },
  scheduled: { label: 'Scheduled', tone: 'waiting' },
  manual: { label: 'Waits for a person', tone: 'waiting' },
  canceled: { label: 'Cancelled', tone: 'off' },
  canceling: { label: 'Being cancelled', tone: 'off' },
  skipped: { label: 'Skipped', tone: 'off' },
};

/** A pipeline's status in words; a status that we do not know is shown as GitLab spells it. */
export function pipelineWords(status: string): { readonly label: string; readonly tone: Tone } {
  return Object.hasOwn(PIPELINES, status) ? (PIPELINES[status] ?? unknown(status)) : unknown(status);
}

function unknown(status: string): { readonly label: string; readonly tone: Tone } {
  return { label: status, tone: 'off' };
}

/** What people should know of an open merge request beside its readiness. */
export function lifeSentences(mergeRequest: {
  readonly state: MergeRequestState;
  readonly isEdited: boolean;
  readonly isAutoMerge: boolean;
  readonly mayMerge?: boolean | null;
  readonly mergeProblem?: string | null;
  readonly unknownPeople: readonly string[];
}): readonly string[] {
  if (mergeRequest.state !== 'OPENED') return [];
  const { isEdited, isAutoMerge, mayMerge, mergeProblem, unknownPeople } = mergeRequest;
  return [
    ...(isEdited ? ['Edited by a person: Backline leaves its branch alone.'] : []),
    ...(isAutoMerge ? ['GitLab merges it when its pipeline succeeds.'] : []),
    ...(mayMerge === false ? ['Merging needs a person with the right to merge.'] : []),
    ...(mergeProblem === null || mergeProblem === undefined ? [] : [`Not merged by itself: ${mergeProblem}`]),
    ...(unknownPeople.length === 0 ? [] : [`GitLab does not know ${unknownPeople.join(', ')}.`]),
  ];
}
