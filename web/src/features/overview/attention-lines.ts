import type { AttentionEntryFragment, IntegrationState } from '../../generated/overview/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { overviewTexts } from '../../texts/overview.js';

const texts = overviewTexts.attention;

type KnownCode = keyof typeof texts.lines;

const ADDRESSES: Readonly<Record<KnownCode, string>> = {
  CONNECT_GITLAB: addressOf.connectGitLab,
  MALICIOUS_FINDINGS: '/findings?state=OPEN&state=IN_PROGRESS&severity=MALICIOUS',
  INTEGRATION_BROKEN: '/integrations',
  IMPORT_ADVISORIES: '/advisories',
  OVERDUE_FINDINGS: '/findings?state=OPEN&state=IN_PROGRESS&sla=OVERDUE',
  PLANS_FAILED: '/plans?state=FAILED',
  MERGE_REQUESTS_BLOCKED: '/merge-requests?view=table&lane=BLOCKED',
  APPROVE_PLANS: '/plans?state=PROPOSED',
  TOKEN_EXPIRING: '/integrations',
  JOBS_FAILED: '/jobs?state=FAILED',
  ANALYSES_FAILED: '/projects?analysisState=FAILED&state=READY&state=READ_ONLY',
  MANIFEST_PROBLEMS: '/projects?withProblems=true',
};

/** What hurts, or stops Backline's work, rather than slowing it. */
const PRESSING: ReadonlySet<string> = new Set([
  'MALICIOUS_FINDINGS',
  'INTEGRATION_BROKEN',
  'OVERDUE_FINDINGS',
  'PLANS_FAILED',
  'ANALYSES_FAILED',
]);

/** One thing that waits for a person: what it is, why it matters, and where it is done. */
export interface AttentionLine {
  readonly code: string;
  readonly message: string;
  readonly why: string | null;
  readonly to: string;
  readonly action: string;
  readonly tone: 'bad' | 'warn' | 'waiting';
}

interface AttentionFacts {
  readonly attention: readonly AttentionEntryFragment[];
  readonly integrations: readonly {
    readonly id: string;
    readonly name: string;
    readonly state: IntegrationState;
  }[];
}

/** All that waits for a person in the server's order, most urgent first, and before it every GitLab that was disconnected. */
export function attentionLines({ attention, integrations }: AttentionFacts): readonly AttentionLine[] {
  const lines = attention
    // Who has disconnected every GitLab is told so, and not to begin.
    .filter(({ code }) => code !== 'CONNECT_GITLAB' || integrations.length === 0)
    .map(lineOf);
  const disconnected = integrations
    .filter(({ state }) => state === 'DISCONNECTED')
    .map(({ id, name }) => disconnectedLine(id, name));
  const malicious = lines.filter(({ code }) => code === 'MALICIOUS_FINDINGS');
  return [...malicious, ...disconnected, ...lines.filter(({ code }) => code !== 'MALICIOUS_FINDINGS')];
}

function lineOf({ code, count, message }: AttentionEntryFragment): AttentionLine {
  // A newer server may know codes that this page does not: then its own sentence stands.
  if (!isKnown(code)) return { code, message, why: null, to: '/', action: texts.act, tone: 'warn' };
  const { what, why, act } = texts.lines[code];
  const tone = PRESSING.has(code) ? 'bad' : code === 'APPROVE_PLANS' ? 'waiting' : 'warn';
  return { code, message: what(count), why, to: ADDRESSES[code], action: act, tone };
}

function isKnown(code: string): code is KnownCode {
  return Object.hasOwn(texts.lines, code);
}

function disconnectedLine(id: string, name: string): AttentionLine {
  return {
    code: `DISCONNECTED ${id}`,
    message: texts.disconnected(name),
    why: texts.disconnectedWhy,
    to: addressOf.integration(id),
    action: texts.connectAgain,
    tone: 'warn',
  };
}
