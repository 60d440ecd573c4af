import type { IntegrationState, TokenKind } from '../../generated/integrations/graphql.js';
import { countOf, formatCount } from '../../lib/text.js';
import type { Tone } from '../../ui/mark.js';

/** An integration's states in words and tones. */
export const INTEGRATION_STATES: Readonly<
  Record<IntegrationState, { readonly label: string; readonly tone: Tone }>
> = {
  CONNECTING: { label: 'Connecting', tone: 'busy' },
  CONNECTED: { label: 'Connected', tone: 'good' },
  DEGRADED: { label: 'Degraded', tone: 'warn' },
  EXPIRED: { label: 'Token expired', tone: 'bad' },
  REVOKED: { label: 'Access revoked', tone: 'bad' },
  DISCONNECTED: { label: 'Disconnected', tone: 'off' },
};

/** Whose token it is, in words. */
export const TOKEN_KINDS: Readonly<Record<TokenKind, string>> = {
  PERSONAL: 'A person’s token',
  PROJECT: 'A project’s token',
  GROUP: 'A group’s token',
  SERVICE_ACCOUNT: 'A service account’s token',
  OAUTH: 'By consent in GitLab',
};

/** When a token ends, in words, and how pressing that is: it warns 30, 7 and 1 days before. */
export function expiryWords(
  token: {
    readonly expiresAt?: string | null;
    readonly daysLeft?: number | null;
    readonly kind?: TokenKind | null;
  } | null,
  state: IntegrationState,
): { readonly text: string; readonly tone: Tone } {
  if (state === 'DISCONNECTED') return { text: 'Forgotten when it was disconnected', tone: 'off' };
  if (state === 'REVOKED') return { text: 'Revoked', tone: 'bad' };
  if (token === null) return { text: 'No token is kept', tone: 'off' };
  const { expiresAt, daysLeft } = token;
  if (token.kind === 'OAUTH') return { text: 'Renewed by itself', tone: 'good' };
  if (expiresAt === null || expiresAt === undefined) return { text: 'Does not expire', tone: 'good' };
  if (daysLeft === null || daysLeft === undefined) return { text: `Expires on ${expiresAt}`, tone: 'good' };
  if (daysLeft <= 0) return { text: `Expired on ${expiresAt}`, tone: 'bad' };
  const left = daysLeft === 1 ? '1 day left' : `${daysLeft} days left`;
  return {
    text: `${left}, expires on ${expiresAt}`,
    tone: daysLeft <= 7 ? 'bad' : daysLeft <= 30 ? 'warn' : 'good',
  };
}

/** How an integration's webhooks do: `12 active, 1 failed`. */
export function webhookWords(webhooks: {
  readonly isOn: boolean;
  readonly active: number;
  readonly disabled: number;
  readonly failed: number;
  readonly waiting: number;
  readonly problem?: string | null;
}): string {
  const { isOn, active, disabled, failed, waiting, problem } = webhooks;
  if (typeof problem === 'string') return problem;
  const counts = [
    [active, 'active'],
    [disabled, 'stopped by GitLab'],
    [failed, 'failed'],
    [waiting, 'waiting'],
  ] as const;
  const parts = counts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  if (isOn) return parts.length === 0 ? 'Made where the token may' : parts.join(', ');
  const left = active + disabled + failed + waiting;
  return left === 0 ? 'Not made' : `Not made, ${formatCount(left)} being removed`;
}

/** `10 projects, 7 can be worked on`. */
export function projectWords(projectCount: number, workableCount: number): string {
  return `${countOf(projectCount, 'project')}, ${formatCount(workableCount)} can be worked on`;
}

/** What a person can do with an integration in this state. */
export function integrationActions(state: IntegrationState): {
  readonly canVerify: boolean;
  readonly canSync: boolean;
  readonly canDisconnect: boolean;
} {
  const isAlive = state === 'CONNECTED' || state === 'DEGRADED';
  return {
    canVerify: state !== 'DISCONNECTED' && state !== 'CONNECTING',
    canSync: isAlive,
    canDisconnect: state !== 'DISCONNECTED',
  };
}
