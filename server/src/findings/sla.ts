import type { Severity } from '../advisories/advisory.js';
import type { Policy } from '../policies/policy.js';
import type { Finding } from './finding.js';

/** When a finding should be fixed, counted from when it was first seen; null for what is fixed, dismissed or unrated. */
export function dueAt(
  finding: Pick<Finding, 'severity' | 'state' | 'firstSeenAt'>,
  slaDays: Policy['slaDays'],
): Date | null {
  const days = daysOf(finding.severity, slaDays);
  if (days === null || finding.state === 'FIXED' || finding.state === 'DISMISSED') return null;
  return new Date(finding.firstSeenAt.getTime() + days * 86_400_000);
}

/** What is malicious is as urgent as what is critical. */
function daysOf(severity: Severity, slaDays: Policy['slaDays']): number | null {
  switch (severity) {
    case 'NONE':
      return null;
    case 'MALICIOUS':
      return slaDays.CRITICAL;
    default:
      return slaDays[severity];
  }
}
