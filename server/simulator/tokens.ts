import { randomBytes } from 'node:crypto';
import { badRequest, parameterError } from './api-error.js';
import type { Context } from './context.js';
import type { UserCall } from './endpoint.js';
import { isExpired, presentToken } from './present.js';
import type { NewToken } from './simulator-api.js';
import type { Token } from './state.js';

const YEAR_MS = 365 * 86_400_000;

/** Makes a token for a user. The same value twice is an error. */
export function createToken(
  context: Pick<Context, 'state' | 'clock'>,
  fields: NewToken & { readonly familyId?: number },
): Token {
  const { state } = context;
  if (!state.users.has(fields.userId)) throw new Error(`no user ${fields.userId}`);
  const value = fields.value ?? `glpat-${randomBytes(15).toString('base64url')}`;
  if (state.tokensByValue.has(value)) throw new Error('this token exists already');
  const now = context.clock();
  const id = state.nextId('token');
  const token: Token = {
    id,
    value,
    name: fields.name ?? `token ${id}`,
    userId: fields.userId,
    kind: fields.kind ?? 'personal',
    scopes: [...fields.scopes],
    createdAt: now,
    expiresAt:
      fields.expiresAt === undefined
        ? new Date(now.getTime() + YEAR_MS).toISOString().slice(0, 10)
        : fields.expiresAt,
    isRevoked: false,
    lastUsedAt: null,
    familyId: fields.familyId ?? id,
  };
  state.tokens.set(id, token);
  state.tokensByValue.set(value, token);
  return token;
}

/** Lives at most so long: GitLab's own limit of 400 days (18.x) is a setting, 365 by default. */
const LONGEST_MS = 400 * 86_400_000;
const WEEK_MS = 7 * 86_400_000;

/** Ends the token at once and answers its successor, with the secret: a week long unless `expires_at` says otherwise. */
export function rotate(call: UserCall, token: Token) {
  const { context, params } = call;
  const now = context.clock();
  const dateAt = (time: number) => new Date(time).toISOString().slice(0, 10);
  const asked = params.text('expires_at');
  if (asked !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(asked)) {
    throw parameterError(400, 'expires_at is invalid');
  }
  const expiresAt = asked ?? dateAt(now.getTime() + WEEK_MS);
  if (token.isRevoked || isExpired(token, now)) throw badRequest('token already revoked');
  if (expiresAt <= dateAt(now.getTime())) throw badRequest('Expiration date must be in the future');
  if (expiresAt > dateAt(now.getTime() + LONGEST_MS)) {
    throw badRequest('Expiration date must be before the maximum lifetime of tokens');
  }
  token.isRevoked = true;
  const { userId, scopes, name, kind, familyId } = token;
  const fresh = createToken(context, { userId, scopes, name, kind, expiresAt, familyId });
  return { ...presentToken(context, fresh), token: fresh.value };
}

/** Revokes every token that came of the same first one by rotation. */
export function revokeFamily(context: Pick<Context, 'state'>, token: Token): void {
  for (const other of context.state.tokens.values()) {
    if (other.familyId === token.familyId) other.isRevoked = true;
  }
}
