import { SEVERITIES, type Severity } from '../advisories/advisory.js';

/** The position of a severity, lowest first. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** Whether a severity reaches a threshold. */
export function reaches(severity: Severity, minimum: Severity): boolean {
  return severityRank(severity) >= severityRank(minimum);
}

/** How heavy a set of findings is: one finding outweighs fewer than a hundred of the severity below it. */
export function weigh(findings: readonly { readonly severity: Severity }[]): number {
  let sum = 0;
  for (const finding of findings) sum += 100 ** severityRank(finding.severity);
  return sum;
}
