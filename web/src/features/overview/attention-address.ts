import type { AttentionCode } from '../../generated/overview/graphql.js';

const ADDRESSES: Readonly<Record<AttentionCode, string>> = {
  CONNECT_GITLAB: '/integrations/gitlab/connect',
  IMPORT_ADVISORIES: '/advisories',
  INTEGRATION_BROKEN: '/integrations',
  TOKEN_EXPIRING: '/integrations',
  APPROVE_PLANS: '/plans?state=PROPOSED',
  PLANS_FAILED: '/plans?state=FAILED',
  MERGE_REQUESTS_BLOCKED: '/merge-requests?state=OPENED',
  ANALYSES_FAILED: '/projects?analysisState=FAILED',
  MANIFEST_PROBLEMS: '/projects?withProblems=yes',
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
};

/** Codes that stop Backline's work, not only slow it. */
const BLOCKING: ReadonlySet<AttentionCode> = new Set([
  'INTEGRATION_BROKEN',
  'PLANS_FAILED',
  'ANALYSES_FAILED',
]);

/** Where a person goes to do what is asked, in which words, and how pressing it is. */
export function attentionStep(code: AttentionCode): {
  readonly to: string;
  readonly action: string;
  readonly tone: 'bad' | 'warn' | 'waiting';
} {
  const tone = BLOCKING.has(code) ? 'bad' : code === 'APPROVE_PLANS' ? 'waiting' : 'warn';
  return { to: ADDRESSES[code], action: ACTIONS[code], tone };
}
