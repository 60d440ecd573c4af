import { StateMark, type Tone } from './mark.js';

/** The states of a finding, in the order in which they are offered. */
export const FINDING_STATE_VALUES = ['OPEN', 'IN_PROGRESS', 'FIXED', 'DISMISSED'] as const;

export type FindingState = (typeof FINDING_STATE_VALUES)[number];

/** A finding's state in a word and its tone. */
export const FINDING_STATES: Readonly<Record<FindingState, { readonly label: string; readonly tone: Tone }>> =
  {
    OPEN: { label: 'Open', tone: 'warn' },
    IN_PROGRESS: { label: 'In progress', tone: 'busy' },
    FIXED: { label: 'Fixed', tone: 'good' },
    DISMISSED: { label: 'Dismissed', tone: 'off' },
  };

/** A finding's state in shape and word. */
export function FindingStateMark({ state }: { readonly state: FindingState }) {
  const { label, tone } = FINDING_STATES[state];
  return <StateMark tone={tone}>{label}</StateMark>;
}
