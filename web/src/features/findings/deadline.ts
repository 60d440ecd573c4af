import type { FindingFactsFragment } from '../../generated/findings/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { severityWord } from '../../lib/severity.js';
import { findingTexts } from '../../texts/findings.js';

type Origin = FindingFactsFragment['project']['policy']['origins'][number]['scope'];

/** What a deadline is read from. */
export type DeadlineFacts = Pick<FindingFactsFragment, 'severity' | 'state' | 'dueAt'> & {
  readonly project: { readonly policy: FindingFactsFragment['project']['policy'] };
};

/** Why a finding is due when it is, or never, and at which scope the policy says so; null for the default. */
export function deadlineOf({ severity, state, project }: DeadlineFacts): {
  readonly why: string;
  readonly origin: Origin | null;
} {
  const texts = findingTexts.due;
  const origin = project.policy.origins.find(({ field }) => field === 'slaDays')?.scope ?? null;
  const days = daysOf(severity, project.policy.slaDays);
  if (state === 'FIXED' || state === 'DISMISSED') return { why: texts.ended, origin };
  if (days === null) return { why: texts.none(severityWord(severity)), origin };
  const where = origin === null ? texts.fromDefault : texts.from(origin.name);
  return { why: texts.why(days, severityWord(severity), where), origin };
}

/** Where the policy of a scope is read and changed. */
export function policyAddress(origin: Origin | null, projectId: string): string {
  if (origin === null || origin === undefined) return addressOf.policies;
  const integration = origin.integration?.id;
  if (origin.kind === 'PROJECT') return addressOf.projectPolicy(projectId);
  if (integration === undefined) return addressOf.policies;
  return origin.kind === 'GROUP'
    ? addressOf.groupPolicy(integration, origin.groupPath ?? '')
    : addressOf.integrationPolicy(integration);
}

/** What is malicious is as urgent as what is critical; what nobody rated has no day. */
function daysOf(
  severity: DeadlineFacts['severity'],
  { critical, high, medium, low }: FindingFactsFragment['project']['policy']['slaDays'],
): number | null {
  if (severity === 'MALICIOUS' || severity === 'CRITICAL') return critical ?? null;
  if (severity === 'HIGH') return high ?? null;
  if (severity === 'MEDIUM') return medium ?? null;
  return severity === 'LOW' ? (low ?? null) : null;
}
