import type { IncomingHttpHeaders } from 'node:http';
import { deadToken, forbidden, unauthorized } from './api-error.js';
import type { Context } from './context.js';
import { isExpired } from './present.js';
import type { Token, User } from './state.js';

/** Who asks, by which token. */
export interface Caller {
  readonly user: User;
  readonly token: Token;
}

/** The caller of an API request; null without a token. A token that is unknown, dead or a blocked user's is refused. */
export function authenticate(context: Context, headers: IncomingHttpHeaders): Caller | null {
  const value = tokenFrom(headers);
  if (value === null) return null;
  const token = context.state.tokensByValue.get(value);
  const user = token ? context.state.users.get(token.userId) : undefined;
  if (!token || !user) throw unauthorized();
  if (token.isRevoked) throw deadToken('revoked');
  if (isExpired(token, context.clock())) throw deadToken('expired');
  if (user.state === 'blocked') throw forbidden('Your account has been blocked.');
  if (user.state === 'deactivated')
    throw forbidden('Your account has been deactivated by your administrator.');
  token.lastUsedAt = context.clock();
  return { user, token };
}

/** The caller of a git request: the token is the password, the user name does not matter; null when it is no good. */
export function authenticateGit(context: Context, headers: IncomingHttpHeaders): Caller | null {
  const [scheme, encoded] = (headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic' || !encoded) return null;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 1) return null;
  const token = context.state.tokensByValue.get(decoded.slice(colon + 1));
  const user = token ? context.state.users.get(token.userId) : undefined;
  if (!token || !user || token.isRevoked || isExpired(token, context.clock()) || user.state !== 'active')
    return null;
  token.lastUsedAt = context.clock();
  return { user, token };
}

/** The secret that a request carries, or null. */
export function tokenFrom(headers: IncomingHttpHeaders): string | null {
  const header = headers['private-token'];
  if (typeof header === 'string' && header !== '') return header;
  const match = /^bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '');
  return match?.[1] ?? null;
}
