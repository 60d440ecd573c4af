import type { Severity } from '../advisories/advisory.js';
import type { Exploitation } from '../advisories/exploit-scores.js';
import type { DependencyScope } from '../inventory/inventory.js';

export const RISK_PARTS = ['SEVERITY', 'MALICIOUS', 'EPSS', 'KEV', 'DIRECTNESS', 'SCOPE', 'FIX'] as const;

export type RiskPartKind = (typeof RISK_PARTS)[number];

/** One part of a risk score: its points (may be negative) and a sentence that says why. */
export interface RiskPart {
  readonly kind: RiskPartKind;
  readonly points: number;
  readonly text: string;
}

/** From 0 to 100; the parts add up to it, but for the two ends. */
export interface Risk {
  readonly score: number;
  readonly parts: readonly RiskPart[];
}

/** What a risk is assessed from. */
export interface RiskFacts extends Exploitation {
  readonly severity: Severity;
  readonly score: number | null;
  readonly isDirect: boolean;
  readonly scope: DependencyScope;
  readonly hasFix: boolean;
}

/** Where the record has a word and no vector: the middle of the word's band in CVSS 3.1; unknown counts as low. */
const SCORE_BY_WORD: Readonly<Record<Severity, number>> = {
  NONE: 3,
  LOW: 2,
  MEDIUM: 5.5,
  HIGH: 8,
  CRITICAL: 9.5,
  MALICIOUS: 10,
};

/**
 * How urgent a finding is. Weights: severity up to 55, EPSS up to 20 (by its square root: what is rarely attacked is told
 * from what never is), known exploitation 15, direct 5, a fix 5; development and tests take 15 away, optional 5.
 * Malware is always 100: it acts where it is installed, on developers' machines too.
 */
export function assessRisk(facts: RiskFacts): Risk {
  const parts = [
    severityPart(facts),
    ...(facts.severity === 'MALICIOUS' ? [MALICIOUS_PART] : []),
    epssPart(facts),
    kevPart(facts),
    directnessPart(facts),
    scopePart(facts),
    fixPart(facts),
  ];
  const sum = parts.reduce((total, { points }) => total + points, 0);
  return { score: Math.min(100, Math.max(0, sum)), parts };
}

const MALICIOUS_PART: RiskPart = {
  kind: 'MALICIOUS',
  points: 45,
  text: 'The package itself is malware. Remove it, and treat what it could reach as known to others.',
};

function severityPart({ severity, score }: RiskFacts): RiskPart {
  const points = Math.round((severity === 'MALICIOUS' ? 10 : (score ?? SCORE_BY_WORD[severity])) * 5.5);
  if (score !== null) return { kind: 'SEVERITY', points, text: `Its CVSS score is ${score.toFixed(1)}.` };
  const text =
    severity === 'NONE'
      ? 'No severity is given; it counts as low.'
      : `Its publisher calls it ${severity.toLowerCase()}, without a CVSS vector.`;
  return { kind: 'SEVERITY', points, text };
}

function epssPart({ epss }: RiskFacts): RiskPart {
  if (epss === null) return { kind: 'EPSS', points: 0, text: 'No EPSS score is known.' };
  const percent = epss * 100;
  const chance = percent > 0 && percent < 0.1 ? 'less than 0.1' : percent.toFixed(1);
  return {
    kind: 'EPSS',
    points: Math.round(20 * Math.sqrt(epss)),
    text: `EPSS gives a chance of ${chance} % that it is attacked within 30 days.`,
  };
}

function kevPart({ exploitedSince, isRansomware }: RiskFacts): RiskPart {
  if (exploitedSince === null)
    return { kind: 'KEV', points: 0, text: 'It is not in the catalogue of exploited vulnerabilities.' };
  const use = isRansomware ? ', by ransomware too' : '';
  return { kind: 'KEV', points: 15, text: `It is known to be exploited since ${exploitedSince}${use}.` };
}

function directnessPart({ isDirect }: RiskFacts): RiskPart {
  return isDirect
    ? { kind: 'DIRECTNESS', points: 5, text: 'The project asks for the package itself.' }
    : { kind: 'DIRECTNESS', points: 0, text: 'Another package brings it in.' };
}

function scopePart({ scope, severity }: RiskFacts): RiskPart {
  if (severity === 'MALICIOUS') return { kind: 'SCOPE', points: 0, text: 'Malware acts in every scope.' };
  switch (scope) {
    case 'DEVELOPMENT':
      return { kind: 'SCOPE', points: -15, text: 'It is used for development only.' };
    case 'TEST':
      return { kind: 'SCOPE', points: -15, text: 'It is used in tests only.' };
    case 'OPTIONAL':
      return { kind: 'SCOPE', points: -5, text: 'It is optional.' };
    case 'PEER':
    case 'RUNTIME':
      return { kind: 'SCOPE', points: 0, text: 'It is used when the project runs.' };
  }
}

function fixPart({ hasFix }: RiskFacts): RiskPart {
  return hasFix
    ? { kind: 'FIX', points: 5, text: 'A fixed version exists.' }
    : { kind: 'FIX', points: 0, text: 'No fixed version is known.' };
}
