import { markTexts } from '../texts/marks.js';
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
  PROPOSED: { label: markTexts.plan.PROPOSED, tone: 'waiting' },
  APPROVED: { label: markTexts.plan.APPROVED, tone: 'busy' },
  OPENING: { label: markTexts.plan.OPENING, tone: 'busy' },
  OPEN: { label: markTexts.plan.OPEN, tone: 'busy' },
  MERGED: { label: markTexts.plan.MERGED, tone: 'good' },
  CLOSED: { label: markTexts.plan.CLOSED, tone: 'off' },
  REJECTED: { label: markTexts.plan.REJECTED, tone: 'off' },
  SUPERSEDED: { label: markTexts.plan.SUPERSEDED, tone: 'off' },
  FAILED: { label: markTexts.plan.FAILED, tone: 'bad' },
};

export const PLAN_KIND_VALUES = ['SAFE', 'BREAKING', 'FORCED', 'UPDATE'] as const;

export type PlanKind = (typeof PLAN_KIND_VALUES)[number];

/** A plan's kind: its word, and what it means for who has to decide. */
export const PLAN_KINDS: Readonly<Record<PlanKind, { readonly label: string; readonly meaning: string }>> =
  markTexts.kind;

/** A plan's state in shape and word. */
export function PlanStateMark({ state }: { readonly state: PlanState }) {
  const { label, tone } = PLAN_STATES[state];
  return <StateMark tone={tone}>{label}</StateMark>;
}

/** A plan's kind in a word, with what it means on hover. */
export function PlanKindWord({ kind }: { readonly kind: PlanKind }) {
  return <span title={PLAN_KINDS[kind].meaning}>{PLAN_KINDS[kind].label}</span>;
}
