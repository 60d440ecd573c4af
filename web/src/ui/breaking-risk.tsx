import { StateMark, type Tone } from './mark.js';

/** How likely a change or plan breaks something, lowest first. */
export const RISK_LEVELS = ['LOW', 'MEDIUM', 'HIGH'] as const;

export type RiskLevel = (typeof RISK_LEVELS)[number];

/** How likely something breaks, in words and tones. */
export const RISKS: Readonly<Record<RiskLevel, { readonly label: string; readonly tone: Tone }>> = {
  LOW: { label: 'Low risk', tone: 'good' },
  MEDIUM: { label: 'Medium risk', tone: 'warn' },
  HIGH: { label: 'High risk', tone: 'bad' },
};

const MEANING = 'How likely it breaks something in the project. It says nothing about the vulnerability.';

/** The risk of breaking in shape and word; says so where nobody weighed it. */
export function RiskMark({ level }: { readonly level: RiskLevel | null | undefined }) {
  if (level === null || level === undefined) {
    return (
      <span className="quiet" title="This plan was made before Backline weighed risks.">
        Risk not weighed
      </span>
    );
  }
  return (
    <span title={MEANING} className="nowrap" style={{ display: 'inline-flex' }}>
      <StateMark tone={RISKS[level].tone}>{RISKS[level].label}</StateMark>
    </span>
  );
}

/** The reasons of a risk, weightiest first. */
export function RiskReasons({ reasons }: { readonly reasons: readonly string[] }) {
  return (
    <ul className="plain-list stack-tight" aria-label="Reasons of the risk">
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}
