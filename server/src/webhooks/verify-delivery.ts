import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The two secrets of a webhook; null: it has none of that kind, or there is no such webhook. */
export interface HookSecrets {
  readonly token: string | null;
  /** `whsec_` and base64. */
  readonly signingToken: string | null;
}

/** The headers that prove a delivery, as they came; null where one is missing. */
export interface DeliveryProof {
  readonly token: string | null;
  readonly id: string | null;
  readonly timestamp: string | null;
  readonly signature: string | null;
}

const CLOCK_DIFFERENCE_MS = 5 * 60_000;
const MAX_SIGNATURES = 20;

/**
 * How a delivery proves that it is GitLab's; null: it does not. One with a signature must pass it, whatever its token says
 * (GitLab facts, 5). The work is the same for a webhook that does not exist, and comparing takes the same time for any value.
 */
export function verifyDelivery(
  { token, signingToken }: HookSecrets,
  { proof, body, now }: { readonly proof: DeliveryProof; readonly body: Uint8Array; readonly now: Date },
): 'SIGNATURE' | 'TOKEN' | null {
  if (proof.signature !== null)
    return isSigned(signingToken, proof, { body, now }, proof.signature) ? 'SIGNATURE' : null;
  const isEqual = equals(proof.token ?? '', token ?? '');
  return isEqual && token !== null && token !== '' ? 'TOKEN' : null;
}

function isSigned(
  signingToken: string | null,
  { id, timestamp }: DeliveryProof,
  { body, now }: { readonly body: Uint8Array; readonly now: Date },
  signatures: string,
): boolean {
  const key = readKey(signingToken ?? '');
  const expected = createHmac('sha256', key ?? Buffer.alloc(32))
    .update(`${id ?? ''}.${timestamp ?? ''}.`)
    .update(body)
    .digest('base64');
  let isFound = false;
  for (const signature of signatures.split(' ', MAX_SIGNATURES)) {
    if (equals(signature, `v1,${expected}`)) isFound = true;
  }
  return isFound && key !== null && id !== null && id !== '' && isRecent(timestamp ?? '', now);
}

/** The bytes of `whsec_<base64>`; null for anything else, so that a broken secret proves nothing. */
function readKey(signingToken: string): Buffer | null {
  const prefix = 'whsec_';
  if (!signingToken.startsWith(prefix)) return null;
  const text = signingToken.slice(prefix.length);
  const bytes = Buffer.from(text, 'base64');
  const isWhole = bytes.toString('base64').replaceAll('=', '') === text.replaceAll('=', '');
  return isWhole && bytes.length > 0 ? bytes : null;
}

function isRecent(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(now.getTime() - Number(timestamp) * 1_000) <= CLOCK_DIFFERENCE_MS;
}

/** Hashed first: then both are as long, and how long the secret is does not show either. */
function equals(left: string, right: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(left), hash(right));
}
