import { markTexts } from '../texts/marks.js';
import { StateMark, type Tone } from './mark.js';

const texts = markTexts.risk;

/** How likely a change or plan breaks something, lowest first. */
export const RISK_LEVELS = ['LOW', 'MEDIUM', 'HIGH'] as const;

export type RiskLevel = (typeof RISK_LEVELS)[number];

/** How likely something breaks, in words and tones. */
export const RISKS: Readonly<Record<RiskLevel, { readonly label: string; readonly tone: Tone }>> = {
  LOW: { label: texts.LOW, tone: 'good' },
  MEDIUM: { label: texts.MEDIUM, tone: 'warn' },
  HIGH: { label: texts.HIGH, tone: 'bad' },
};

/** The risk of breaking in shape and word; says so where nobody weighed it. */
export function RiskMark({ level }: { readonly level: RiskLevel | null | undefined }) {
  if (level === null || level === undefined) {
    return (
      <span className="quiet" title={texts.unknownWhy}>
        {texts.unknown}
      </span>
    );
  }
  return (
    <span title={texts.meaning} className="nowrap" style={{ display: 'inline-flex' }}>
      <StateMark tone={RISKS[level].tone}>{RISKS[level].label}</StateMark>
    </span>
  );
}

/** The reasons of a risk, weightiest first. */
export function RiskReasons({ reasons }: { readonly reasons: readonly string[] }) {
  return (
    <ul className="plain-list stack-tight" aria-label={texts.reasons}>
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}
