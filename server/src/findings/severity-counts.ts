import type { Severity } from '../advisories/advisory.js';
import { NO_COUNTS, type SeverityCounts } from '../projects/project.js';

const KEYS = {
  NONE: 'none',
  LOW: 'low',
  MEDIUM: 'medium',
  HIGH: 'high',
  CRITICAL: 'critical',
  MALICIOUS: 'malicious',
} as const;

/** How many there are of each severity. */
export function countBySeverity(items: readonly { readonly severity: Severity }[]): SeverityCounts {
  const counts = { ...NO_COUNTS };
  for (const { severity } of items) {
    counts[KEYS[severity]] += 1;
    counts.total += 1;
  }
  return counts;
}

/** Where counts keep a severity. */
export function keyOfSeverity(severity: Severity): Lowercase<Severity> {
  return KEYS[severity];
}
