import type { TokenScope } from '../../generated/settings/graphql.js';
import { settingTexts } from '../../texts/settings.js';
import type { Tone } from '../../ui/mark.js';

const ORDER: readonly TokenScope[] = ['READ', 'PLAN', 'APPROVE', 'ADMIN'];
const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
const NAMED = 5;

/** What a token may do, in words. */
export const SCOPES = ORDER.map((value) => ({ value, ...settingTexts.scopes[value] }));

/** How long a new token may live, in days; none is for ever. */
export const LIFETIMES = (['30', '90', '365', 'none'] as const).map((value) => ({
  value,
  label: settingTexts.creating.lifetimes[value],
}));

/** The instant at which a token of this lifetime ends; null when it has no end. */
export function expiryOf(lifetime: string, now: number): string | null {
  const days = Number(lifetime);
  return Number.isInteger(days) && days > 0 ? new Date(now + days * DAY_MS).toISOString() : null;
}

interface Token {
  readonly revokedAt?: string | null;
  readonly expiresAt?: string | null;
}

export interface TokenState {
  readonly kind: 'revoked' | 'expired' | 'soon' | 'active';
  readonly label: string;
  readonly tone: Tone;
  readonly isAlive: boolean;
}

/** Whether a token can still be used, and whether somebody must see to it soon. */
export function tokenState({ revokedAt, expiresAt }: Token, now: number): TokenState {
  const words = settingTexts.tokens.states;
  if (typeof revokedAt === 'string')
    return { kind: 'revoked', label: words.revoked, tone: 'off', isAlive: false };
  const left = typeof expiresAt === 'string' ? Date.parse(expiresAt) - now : Number.POSITIVE_INFINITY;
  if (left <= 0) return { kind: 'expired', label: words.expired, tone: 'bad', isAlive: false };
  if (left <= SOON_DAYS * DAY_MS) return { kind: 'soon', label: words.soon, tone: 'warn', isAlive: true };
  return { kind: 'active', label: words.active, tone: 'good', isAlive: true };
}

/** The first names, and how many more there are. */
export function someNames(names: readonly string[]): string {
  const shown = names.slice(0, NAMED);
  const rest = names.length - shown.length;
  return [...shown, ...(rest > 0 ? [settingTexts.tokens.more(rest)] : [])].join(', ');
}
