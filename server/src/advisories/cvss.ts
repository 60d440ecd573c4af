import * as calculator from 'ae-cvss-calculator';
import type { Severity } from './advisory.js';

/** The scores of one CVSS vector, 0 to 10. `overall` counts temporal and environmental parts where given. */
export interface CvssScore {
  readonly version: '2.0' | '3.0' | '3.1' | '4.0';
  readonly base: number;
  readonly overall: number;
  readonly severity: Severity;
}

/**
 * Scores a CVSS 2.0, 3.0, 3.1 or 4.0 vector; null when it is not one or lacks a base metric.
 * Ratings: https://www.first.org/cvss/v4.0/specification-document#Qualitative-Severity-Rating-Scale, and for 2.0
 * NVD's (it has no CRITICAL).
 */
export function scoreVector(vector: string): CvssScore | null {
  const version = versionOf(vector);
  if (version === null) return null;
  const parsed = parseVector(vector, version);
  if (parsed === null || !parsed.isBaseFullyDefined()) return null;
  const scores = parsed.calculateScores();
  const overall = scores.overall;
  const base = scores.base ?? overall;
  if (!isScore(overall) || !isScore(base)) return null;
  return { version, base, overall, severity: rate(overall, version) };
}

/** The worst of several vectors and the vector itself; null when none of them can be scored. */
export function worstVector(vectors: readonly string[]): { vector: string; score: CvssScore } | null {
  let worst: { vector: string; score: CvssScore } | null = null;
  for (const vector of vectors) {
    const score = scoreVector(vector);
    if (score !== null && (worst === null || score.overall > worst.score.overall)) worst = { vector, score };
  }
  return worst;
}

const PREFIXES = { 'CVSS:3.0/': '3.0', 'CVSS:3.1/': '3.1', 'CVSS:4.0/': '4.0' } as const;
const VECTOR_SHAPE = /^[A-Za-z0-9:./]{1,512}$/;

function versionOf(vector: string): CvssScore['version'] | null {
  if (!VECTOR_SHAPE.test(vector)) return null;
  for (const [prefix, version] of Object.entries(PREFIXES)) if (vector.startsWith(prefix)) return version;
  return vector.startsWith('AV:') ? '2.0' : null;
}

// A bundle whose names Node's module loader cannot see: they are on the default export there.
const library = calculator.default ?? calculator;

function parseVector(vector: string, version: CvssScore['version']) {
  try {
    if (version === '2.0') return new library.Cvss2(vector);
    if (version === '3.0') return new library.Cvss3P0(vector);
    if (version === '3.1') return new library.Cvss3P1(vector);
    return new library.Cvss4P0(vector);
  } catch {
    return null;
  }
}

function isScore(value: number): boolean {
  return Number.isFinite(value) && value >= 0 && value <= 10;
}

function rate(score: number, version: CvssScore['version']): Severity {
  if (score === 0) return 'NONE';
  if (score < 4) return 'LOW';
  if (score < 7) return 'MEDIUM';
  return score < 9 || version === '2.0' ? 'HIGH' : 'CRITICAL';
}
