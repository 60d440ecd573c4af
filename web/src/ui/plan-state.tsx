import { StateMark, type Tone } from './mark.js';

/** A plan's states in the order of its life. */
export const PLAN_STATE_VALUES = [
  'PROPOSED',
  'APPROVED',
  'OPENING',
  'OPEN',
  'MERGED',
  'CLOSED',
  'REJECTED',
  'SUPERSEDED',
  'FAILED',
] as const;

export type PlanState = (typeof PLAN_STATE_VALUES)[number];

/** A plan's states in words and tones. */
export const PLAN_STATES: Readonly<Record<PlanState, { readonly label: string; readonly tone: Tone }>> = {
  PROPOSED: { label: 'To review', tone: 'waiting' },
  APPROVED: { label: 'Approved', tone: 'busy' },
  OPENING: { label: 'Being opened', tone: 'busy' },
  OPEN: { label: 'Merge request open', tone: 'busy' },
  MERGED: { label: 'Merged', tone: 'good' },
  CLOSED: { label: 'Closed', tone: 'off' },
  REJECTED: { label: 'Rejected', tone: 'off' },
  SUPERSEDED: { label: 'Superseded', tone: 'off' },
  FAILED: { label: 'Failed', tone: 'bad' },
};

export const PLAN_KIND_VALUES = ['SAFE', 'BREAKING', 'FORCED', 'UPDATE'] as const;

export type PlanKind = (typeof PLAN_KIND_VALUES)[number];

/** A plan's kind: its word, and what it means for who has to decide. */
export const PLAN_KINDS: Readonly<Record<PlanKind, { readonly label: string; readonly meaning: string }>> = {
  SAFE: {
    label: 'Safe',
    meaning:
      'Should break nothing: every version stays inside the ranges that ask for it, or a direct dependency moves by a patch or minor step.',
  },
  BREAKING: {
    label: 'Breaking',
    meaning:
      'One upgrade that may break something, in a plan of its own, so that it can be tested and merged alone.',
  },
  FORCED: {
    label: 'Forced',
    meaning:
      'A package is held at a version that the packages using it do not ask for. The files get a rule that says so; test what uses it.',
  },
  UPDATE: {
    label: 'Update',
    meaning: 'Brings outdated packages forward, as the policy asks. It closes no finding.',
  },
};

/** A plan's state in shape and word. */
export function PlanStateMark({ state }: { readonly state: PlanState }) {
  const { label, tone } = PLAN_STATES[state];
  return <StateMark tone={tone}>{label}</StateMark>;
}

/** A plan's kind in a word, with what it means on hover. */
export function PlanKindWord({ kind }: { readonly kind: PlanKind }) {
  return <span title={PLAN_KINDS[kind].meaning}>{PLAN_KINDS[kind].label}</span>;
}
