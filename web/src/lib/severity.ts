import { libTexts } from '../texts/lib.js';

/** The severities of an advisory or finding, worst first. */
export const SEVERITIES = ['MALICIOUS', 'CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'NONE'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** How many of each severity. */
export interface SeverityTally {
  readonly malicious: number;
  readonly critical: number;
  readonly high: number;
  readonly medium: number;
  readonly low: number;
  readonly none: number;
  readonly total: number;
}

/** The word for a severity; NONE means that nobody has rated it. */
export function severityWord(severity: Severity): string {
  return libTexts.severity[severity];
}

/** The severities that occur, worst first, with their counts. */
export function tallyEntries(tally: SeverityTally): readonly { severity: Severity; count: number }[] {
  const entries: { severity: Severity; count: number }[] = [
    { severity: 'MALICIOUS', count: tally.malicious },
    { severity: 'CRITICAL', count: tally.critical },
    { severity: 'HIGH', count: tally.high },
    { severity: 'MEDIUM', count: tally.medium },
    { severity: 'LOW', count: tally.low },
    { severity: 'NONE', count: tally.none },
  ];
  return entries.filter((entry) => entry.count > 0);
}

/** How many of one severity; of all where it is null. */
export function countIn(tally: SeverityTally, severity: Severity | null): number {
  if (severity === null) return tally.total;
  return tallyEntries(tally).find((entry) => entry.severity === severity)?.count ?? 0;
}
