import { randomBytes } from 'node:crypto';
import type { Context } from './context.js';
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
