import { createHash } from 'node:crypto';
import type { Viewer } from '../accounts/account.js';
import { canonicalText } from '../canonical-text.js';
import { AppError } from '../errors.js';
import type { ClaimRequest } from './mutation-claim.js';

/**
 * The claim for a mutation with a key; null without one. BAD_INPUT unless the key has 1 to 200 visible ASCII characters.
 * Inputs are equal when all their fields but the key are, in any order.
 */
export function claimRequest(viewer: Viewer, operation: string, input: unknown): ClaimRequest | null {
  const fields = new Map(typeof input === 'object' && input !== null ? Object.entries(input) : []);
  const key: unknown = fields.get('idempotencyKey') ?? null;
  if (key === null) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw new AppError('BAD_INPUT', 'An idempotency key has 1 to 200 visible ASCII characters.', {
      details: { field: 'idempotencyKey' },
    });
  fields.delete('idempotencyKey');
  return {
    principal: `${viewer.kind}:${viewer.id}`,
    operation,
    key,
    input: digest(Object.fromEntries(fields)),
    rights: digest([[...viewer.scopes].toSorted(), viewer.role ?? null, viewer.limitedTo]),
  };
}

function digest(value: unknown): string {
  return createHash('sha256').update(canonicalText(value)).digest('hex');
}
