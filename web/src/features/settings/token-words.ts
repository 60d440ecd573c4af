import type { TokenScope } from '../../generated/settings/graphql.js';
import type { Tone } from '../../ui/mark.js';

export const SCOPES: readonly {
  readonly value: TokenScope;
  readonly label: string;
  readonly meaning: string;
}[] = [
  { value: 'READ', label: 'Read', meaning: 'See projects, findings, plans and merge requests.' },
  { value: 'PLAN', label: 'Plan', meaning: 'Start analyses and refresh plans.' },
  { value: 'APPROVE', label: 'Approve', meaning: 'Approve and reject plans. This opens merge requests.' },
  { value: 'ADMIN', label: 'Admin', meaning: 'Connect and disconnect integrations, make tokens.' },
];

/** How long a new token may live, in days; null is for ever. */
export const LIFETIMES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: 'none', label: 'No end' },
] as const;

/** The instant at which a token of this lifetime ends; null when it has no end. */
export function expiryOf(lifetime: string, now: number): string | null {
  const days = Number(lifetime);
  return Number.isInteger(days) && days > 0 ? new Date(now + days * 86_400_000).toISOString() : null;
}

/** Whether a token can still be used, in a word. */
export function tokenState(
  token: { readonly revokedAt?: string | null; readonly expiresAt?: string | null },
  now: number,
): { readonly label: string; readonly tone: Tone; readonly isAlive: boolean } {
  if (token.revokedAt !== null && token.revokedAt !== undefined) {
    return { label: 'Revoked', tone: 'off', isAlive: false };
  }
  if (token.expiresAt !== null && token.expiresAt !== undefined && Date.parse(token.expiresAt) <= now) {
    return { label: 'Expired', tone: 'off', isAlive: false };
  }
  return { label: 'Active', tone: 'good', isAlive: true };
}
