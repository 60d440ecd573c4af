import { createHash } from 'node:crypto';

/** Names the budget of one host and token: a hash, so that it says neither. The empty token is that of anonymous requests. */
export function budgetKey(baseUrl: string, token: string): string {
  const tokenHash = createHash('sha256').update(token).digest('hex');
  return createHash('sha256')
    .update(`${new URL(baseUrl).origin} ${tokenHash}`)
    .digest('hex');
}
