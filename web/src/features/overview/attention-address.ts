import type {
  AttentionCode,
  AttentionEntryFragment,
  IntegrationState,
} from '../../generated/overview/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { countOf } from '../../lib/text.js';

const ADDRESSES: Readonly<Record<AttentionCode, string>> = {
  CONNECT_GITLAB: '/integrations/gitlab/connect',
  IMPORT_ADVISORIES: '/advisories',
  INTEGRATION_BROKEN: '/integrations',
  TOKEN_EXPIRING: '/integrations',
  APPROVE_PLANS: '/plans?state=PROPOSED',
  PLANS_FAILED: '/plans?state=FAILED',
  MERGE_REQUESTS_BLOCKED: '/merge-requests?lane=BLOCKED',
  ANALYSES_FAILED: '/projects?analysisState=FAILED',
  MANIFEST_PROBLEMS: '/projects?withProblems=yes',
  MALICIOUS_FINDINGS: '/findings?severity=MALICIOUS&state=OPEN&state=IN_PROGRESS',
  OVERDUE_FINDINGS: '/findings?sla=OVERDUE',
  JOBS_FAILED: '/jobs?state=FAILED',
};

const ACTIONS: Readonly<Record<AttentionCode, string>> = {
  CONNECT_GITLAB: 'Connect GitLab',
  IMPORT_ADVISORIES: 'Import advisories',
  INTEGRATION_BROKEN: 'Repair the integration',
  TOKEN_EXPIRING: 'Replace the token',
  APPROVE_PLANS: 'Review plans',
  PLANS_FAILED: 'See failed plans',
  MERGE_REQUESTS_BLOCKED: 'See merge requests',
  ANALYSES_FAILED: 'See projects',
  MANIFEST_PROBLEMS: 'See projects',
  MALICIOUS_FINDINGS: 'See what is malicious',
  OVERDUE_FINDINGS: 'See what is overdue',
  JOBS_FAILED: 'See failed jobs',
};

/** Codes that stop Backline's work, not only slow it. */
const BLOCKING: ReadonlySet<AttentionCode> = new Set([
  'INTEGRATION_BROKEN',
  'PLANS_FAILED',
  'ANALYSES_FAILED',
]);

/** One thing that waits for a person: what it is, and where it is done. */
export interface AttentionLine {
  readonly message: string;
  readonly to: string;
  readonly action: string;
  readonly tone: 'bad' | 'warn' | 'waiting';
}

interface AttentionFacts {
  readonly attention: readonly AttentionEntryFragment[];
  readonly maliciousCount: number;
  readonly integrations: readonly {
    readonly id: string;
    readonly name: string;
    readonly state: IntegrationState;
  }[];
}

/** All that waits for a person, most urgent first: malicious packages, then what stands still, then the rest. */
export function attentionLines({
  attention,
  maliciousCount,
  integrations,
}: AttentionFacts): readonly AttentionLine[] {
  const lines: AttentionLine[] = [];
  if (maliciousCount > 0) {
    lines.push({
      message: `${countOf(maliciousCount, 'open finding is', 'open findings are')} of malicious packages.`,
      to: '/findings?severity=MALICIOUS&state=OPEN&state=IN_PROGRESS',
      action: 'See what is malicious',
      tone: 'bad',
    });
  }
  for (const { id, name, state } of integrations) {
    if (state !== 'DISCONNECTED') continue;
    lines.push({
      message: `${name} is disconnected: nothing is read there and nothing can be opened.`,
      to: addressOf.integration(id),
      action: 'Connect again',
      tone: 'warn',
    });
  }
  for (const { code, message } of attention) {
    // Who has disconnected every GitLab is told so above, and not to begin.
    if (code === 'CONNECT_GITLAB' && integrations.length > 0) continue;
    if (code === 'MALICIOUS_FINDINGS') continue;
    lines.push({ message, ...attentionStep(code) });
  }
  return lines;
}

/** Where a person goes to do what is asked, in which words, and how pressing it is. */
function attentionStep(code: AttentionCode): {
  readonly to: string;
  readonly action: string;
  readonly tone: 'bad' | 'warn' | 'waiting';
} {
  const tone = BLOCKING.has(code) ? 'bad' : code === 'APPROVE_PLANS' ? 'waiting' : 'warn';
  return { to: ADDRESSES[code], action: ACTIONS[code], tone };
}
