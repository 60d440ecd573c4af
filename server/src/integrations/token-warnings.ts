import type { Integration, IntegrationWarning } from './integration.js';

const DAY_MS = 86_400_000;

/** Whole days until the token dies at 00:00 UTC of its expiry date; 0 or less when it is dead. */
export function daysLeft(expiresAt: string, now: Date): number {
  return Math.ceil((Date.parse(`${expiresAt}T00:00:00Z`) - now.getTime()) / DAY_MS);
}

/** The warning about a token that has 1 to 30 days left; null for any other. */
export function expiryWarning(expiresAt: string | null, now: Date): IntegrationWarning | null {
  if (expiresAt === null) return null;
  const days = daysLeft(expiresAt, now);
  if (days <= 0 || days > 30) return null;
  return {
    code: 'TOKEN_EXPIRES_SOON',
    message: `The token expires on ${expiresAt}, in ${days} ${days === 1 ? 'day' : 'days'}. Rotate it, or make a new one and replace it here.`,
    daysLeft: days,
  };
}

/** The warnings as they are now: days have passed since they were stored. */
export function warningsNow(
  { warnings, token, state }: Pick<Integration, 'warnings' | 'token' | 'state'>,
  now: Date,
): readonly IntegrationWarning[] {
  const stored = warnings.filter(({ code }) => code !== 'TOKEN_EXPIRES_SOON');
  const isAlive = state === 'CONNECTED' || state === 'DEGRADED';
  const expiry = isAlive ? expiryWarning(token?.expiresAt ?? null, now) : null;
  return expiry === null ? stored : [expiry, ...stored];
}
