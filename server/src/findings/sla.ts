import type { Severity } from '../advisories/advisory.js';
import type { Finding } from './finding.js';

/** Days to fix by severity (decisions.md); null: no deadline. */
const SLA_DAYS: Readonly<Record<Severity, number | null>> = {
  MALICIOUS: 3,
  CRITICAL: 3,
  HIGH: 14,
  MEDIUM: 30,
  LOW: 90,
  NONE: null,
};

/** When a finding should be fixed, counted from when it was first seen; null for what is fixed, dismissed or unrated. */
export function dueAt(finding: Pick<Finding, 'severity' | 'state' | 'firstSeenAt'>): Date | null {
  const days = SLA_DAYS[finding.severity];
  if (days === null || finding.state === 'FIXED' || finding.state === 'DISMISSED') return null;
  return new Date(finding.firstSeenAt.getTime() + days * 86_400_000);
}
