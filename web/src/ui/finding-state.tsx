import { markTexts } from '../texts/marks.js';
import { StateMark, type Tone } from './mark.js';

/** The states of a finding, in the order in which they are offered. */
export const FINDING_STATE_VALUES = ['OPEN', 'IN_PROGRESS', 'FIXED', 'DISMISSED'] as const;

export type FindingState = (typeof FINDING_STATE_VALUES)[number];

/** A finding's state in a word and its tone. */
export const FINDING_STATES: Readonly<Record<FindingState, { readonly label: string; readonly tone: Tone }>> =
  {
    OPEN: { label: markTexts.finding.OPEN, tone: 'warn' },
    IN_PROGRESS: { label: markTexts.finding.IN_PROGRESS, tone: 'busy' },
    FIXED: { label: markTexts.finding.FIXED, tone: 'good' },
    DISMISSED: { label: markTexts.finding.DISMISSED, tone: 'off' },
  };

/** A finding's state in shape and word. */
export function FindingStateMark({ state }: { readonly state: FindingState }) {
  const { label, tone } = FINDING_STATES[state];
  return <StateMark tone={tone}>{label}</StateMark>;
}
