import type { IntegrationState, TokenKind } from '../../generated/integrations/graphql.js';
import { formatCount } from '../../lib/text.js';
import type { Tone } from '../../ui/mark.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

/** An integration's states in words and tones. */
export const INTEGRATION_STATES: Readonly<
  Record<IntegrationState, { readonly label: string; readonly tone: Tone }>
> = {
  CONNECTING: { label: texts.states.CONNECTING, tone: 'busy' },
  CONNECTED: { label: texts.states.CONNECTED, tone: 'good' },
  DEGRADED: { label: texts.states.DEGRADED, tone: 'warn' },
  EXPIRED: { label: texts.states.EXPIRED, tone: 'bad' },
  REVOKED: { label: texts.states.REVOKED, tone: 'bad' },
  DISCONNECTED: { label: texts.states.DISCONNECTED, tone: 'off' },
};

/** Whose token it is, in words. */
export const TOKEN_KINDS: Readonly<Record<TokenKind, string>> = texts.tokenKinds;

/** When a token ends, in words, and how pressing that is: it warns 30, 7 and 1 days before. */
export function expiryWords(
  token: {
    readonly expiresAt?: string | null;
    readonly daysLeft?: number | null;
    readonly kind?: TokenKind | null;
  } | null,
  state: IntegrationState,
): { readonly text: string; readonly tone: Tone } {
  if (state === 'DISCONNECTED') return { text: texts.expiry.forgotten, tone: 'off' };
  if (state === 'REVOKED') return { text: texts.expiry.revoked, tone: 'bad' };
  if (token === null) return { text: texts.expiry.none, tone: 'off' };
  const { expiresAt, daysLeft } = token;
  if (token.kind === 'OAUTH') return { text: texts.expiry.renewed, tone: 'good' };
  if (expiresAt === null || expiresAt === undefined) return { text: texts.expiry.never, tone: 'good' };
  if (daysLeft === null || daysLeft === undefined) return { text: texts.expiry.on(expiresAt), tone: 'good' };
  if (daysLeft <= 0) return { text: texts.expiry.past(expiresAt), tone: 'bad' };
  return {
    text: texts.expiry.left(daysLeft, expiresAt),
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
    [active, texts.webhooks.active],
    [disabled, texts.webhooks.stopped],
    [failed, texts.webhooks.failed],
    [waiting, texts.webhooks.waiting],
  ] as const;
  const parts = counts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  if (isOn) return parts.length === 0 ? texts.webhooks.made : parts.join(', ');
  const left = active + disabled + failed + waiting;
  return left === 0 ? texts.webhooks.notMade : texts.webhooks.removing(left);
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
