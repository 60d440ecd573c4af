import { createHmac } from 'node:crypto';

const SECRET_PREFIX = 'whsec_';

/** A secret as Standard Webhooks writes it, of random bytes in base64url. */
export function makeEventSecret(randomToken: string): string {
  return `${SECRET_PREFIX}${Buffer.from(randomToken, 'base64url').toString('base64')}`;
}

/**
 * The three headers of Standard Webhooks. One signature for each secret, the newest first: `v1,` and the base64 of
 * HMAC-SHA256 over `id.timestamp.body` (standardwebhooks.com, "Signature scheme").
 */
export function signEvent(
  { eventId, body }: { readonly eventId: string; readonly body: string },
  secrets: readonly string[],
  at: Date,
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
    const digest = createHmac('sha256', key).update(`${eventId}.${timestamp}.${body}`, 'utf8');
    return `v1,${digest.digest('base64')}`;
  });
  return {
    'webhook-id': eventId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
