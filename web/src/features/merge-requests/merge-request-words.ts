import type { MergeReadiness, MergeRequestState } from '../../generated/merge-requests/graphql.js';
import { mergeRequestTexts } from '../../texts/merge-requests.js';
import type { Tone } from '../../ui/mark.js';

const texts = mergeRequestTexts;

export const MERGE_REQUEST_STATE_VALUES = ['OPENED', 'MERGED', 'CLOSED', 'LOCKED'] as const;

/** A merge request's states in words and tones. */
export const MERGE_REQUEST_STATES: Readonly<
  Record<MergeRequestState, { readonly label: string; readonly tone: Tone }>
> = {
  OPENED: { label: texts.states.OPENED, tone: 'busy' },
  MERGED: { label: texts.states.MERGED, tone: 'good' },
  CLOSED: { label: texts.states.CLOSED, tone: 'off' },
  LOCKED: { label: texts.states.LOCKED, tone: 'waiting' },
};

const READINESS: Readonly<Record<MergeReadiness, { readonly label: string; readonly tone: Tone }>> = {
  READY: { label: texts.readiness.READY, tone: 'good' },
  WAIT: { label: texts.readiness.WAIT, tone: 'busy' },
  PEOPLE: { label: texts.readiness.PEOPLE, tone: 'waiting' },
  REBUILD: { label: texts.readiness.REBUILD, tone: 'warn' },
  BLOCKED: { label: texts.readiness.BLOCKED, tone: 'bad' },
  UNKNOWN: { label: texts.readiness.UNKNOWN, tone: 'off' },
};

/** Whether an open merge request can be merged, in words; null once it is not open any more. */
export function readinessWords(mergeRequest: {
  readonly state: MergeRequestState;
  readonly readiness: MergeReadiness;
}): { readonly label: string; readonly tone: Tone } | null {
  return mergeRequest.state === 'OPENED' ? READINESS[mergeRequest.readiness] : null;
}

const PIPELINE_TONES: Readonly<Record<string, Tone>> = {
  success: 'good',
  failed: 'bad',
  running: 'busy',
  pending: 'waiting',
  created: 'waiting',
  preparing: 'waiting',
  waiting_for_resource: 'waiting',
  scheduled: 'waiting',
  manual: 'waiting',
};

/** A pipeline's status in words; a status that we do not know is shown as GitLab spells it. */
export function pipelineWords(status: string): { readonly label: string; readonly tone: Tone } {
  return {
    label: (Object.hasOwn(texts.pipelines, status) ? texts.pipelines[status] : undefined) ?? status,
    tone: (Object.hasOwn(PIPELINE_TONES, status) ? PIPELINE_TONES[status] : undefined) ?? 'off',
  };
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
    ...(isEdited ? [texts.life.edited] : []),
    ...(isAutoMerge ? [texts.life.autoMerge] : []),
    ...(mayMerge === false ? [texts.life.mayNotMerge] : []),
    ...(mergeProblem === null || mergeProblem === undefined ? [] : [texts.life.problem(mergeProblem)]),
    ...(unknownPeople.length === 0 ? [] : [texts.life.unknownPeople(unknownPeople.join(', '))]),
  ];
}
